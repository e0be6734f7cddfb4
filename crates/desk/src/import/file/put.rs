//! Put: what is to be made, changed and removed of one kind of record, gathered first and written at once.

use crate::act::Act;
use crate::command::Stop;
use crate::import::report::Fate;
use crate::journal::Journaled;

/// Gathers; nothing is written before [`Put::finish`].
pub(super) struct Put<R> {
    made: Vec<R>,
    changed: Vec<(R, R)>,
    gone: Vec<R>,
}

impl<R> Default for Put<R> {
    fn default() -> Self {
        Self { made: Vec::new(), changed: Vec::new(), gone: Vec::new() }
    }
}

impl<R: Journaled + PartialEq> Put<R> {
    /// `wish` in the place of `before`, of which it has id and version.
    pub(super) fn put(&mut self, before: Option<&R>, wish: R) -> Fate {
        match before {
            None => {
                self.made.push(wish);
                Fate::Made
            }
            Some(before) if *before == wish => Fate::Unchanged,
            Some(before) => {
                self.changed.push((before.clone(), wish));
                Fate::Updated
            }
        }
    }

    /// The whole of a list: exactly `wishes` in the place of `before`. `same` says which is which, `adopt` gives a wish
    /// the id and version of the one before it.
    pub(super) fn replace(
        &mut self,
        before: &[R],
        wishes: Vec<R>,
        same: impl Fn(&R, &R) -> bool,
        adopt: impl Fn(&R, R) -> R,
    ) -> Fate {
        let mut fate = Fate::Unchanged;
        for gone in before.iter().filter(|old| !wishes.iter().any(|wish| same(old, wish))) {
            self.gone.push(gone.clone());
            fate = Fate::Updated;
        }
        for wish in wishes {
            let old = before.iter().find(|old| same(old, &wish));
            let wish = match old {
                Some(old) => adopt(old, wish),
                None => wish,
            };
            if self.put(old, wish) > Fate::Unchanged {
                fate = Fate::Updated;
            }
        }
        fate
    }

    /// Writes it. What is new comes before what is changed, which may refer to it.
    pub(super) fn finish(self, act: &mut Act<'_>) -> Result<(), Stop> {
        for gone in &self.gone {
            act.delete(gone)?;
        }
        act.insert_all(&self.made)?;
        for (before, after) in &self.changed {
            act.update(before, after, None)?;
        }
        Ok(())
    }
}
