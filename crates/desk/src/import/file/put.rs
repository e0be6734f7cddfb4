//! Put: what is to be made, changed and removed of one kind of record, gathered first and written at once.
//!
//! What the file said the last time is kept as origins of the source `file`, so that of what differs now it is known
//! whether it changed in the file (it is taken over), here (it is kept) or at both ends (it is asked).

use std::collections::{HashMap, HashSet};

use righthand_domain::ids::OriginId;
use righthand_store::{Cell, Column, select_sql, values};
use serde_json::Value;

use super::items::Items;
use crate::act::Act;
use crate::command::Stop;
use crate::import::base::{Base, base_of, fields};
use crate::import::choices::{Choices, Field, plain};
use crate::import::report::{Both, Fate, Guessed, Kept, Tally, named};
use crate::journal::Journaled;
use crate::records::Origin;

/// The source of all that business files say.
const SOURCE: &str = "file";
/// Fields that are the desk's own, or follow from the order in the file.
const OWN: [&str; 4] = ["id", "key", "position", "version"];

/// Gathers; nothing is written before [`Put::finish`].
pub(super) struct Put<R> {
    made: Vec<R>,
    changed: Vec<(R, R)>,
    gone: Vec<R>,
    /// What the file said before, by the key of the thing.
    known: HashMap<String, Origin>,
    /// What it says now: key, id of the thing, base.
    said: Vec<(String, String, String)>,
    /// Keys of what it says now.
    touched: HashSet<String>,
    /// Keys of what it took away.
    dropped: Vec<String>,
    /// A business file was imported before.
    again: bool,
    theirs: Vec<String>,
    told: Told,
}

/// What the three-way merge has to tell.
#[derive(Default)]
pub(super) struct Told {
    pub(super) kept: Vec<Kept>,
    pub(super) both: Vec<Both>,
    pub(super) gone: Vec<String>,
    pub(super) guessed: Vec<Guessed>,
}

impl<R: Journaled<Id: std::fmt::Display> + PartialEq> Put<R> {
    /// With what the file said before of this kind.
    pub(super) fn of(act: &mut Act<'_>, items: &Items) -> Result<Self, Stop> {
        let of_kind = select_sql!(Origin, "where business_id = $1 and source = $2 and kind = $3 order by id");
        let known = act.select::<Origin>(of_kind, &values![SOURCE, R::TABLE])?;
        Ok(Self {
            made: Vec::new(),
            changed: Vec::new(),
            gone: Vec::new(),
            touched: HashSet::new(),
            dropped: Vec::new(),
            known: known.into_iter().map(|origin| (origin.external_id.clone(), origin)).collect(),
            said: Vec::new(),
            again: items.again,
            theirs: items.theirs.clone(),
            told: Told::default(),
        })
    }

    /// `wish` in the place of `before`, of which it has id and version.
    pub(super) fn put(&mut self, before: Option<&R>, wish: R) -> Fate {
        let said = fields(&wish);
        let text = |field: &str| said.get(field).and_then(Value::as_str);
        let key = match (text("key"), text("operation_id")) {
            // The keys of steps are their operation's own.
            (Some(key), Some(operation)) => format!("{operation}/{key}"),
            (Some(key), None) => key.to_owned(),
            (None, _) => wish.id().to_string(),
        };
        if before.is_none() && self.known.contains_key(&key) {
            self.told.guessed.push(Guessed {
                what: format!("{} that was removed here and is in the file still", R::TABLE.replace('_', " ")),
                as_: format!("made again: {}", name_of(&wish, &key)),
            });
        }
        self.put_as(key, before, wish)
    }

    fn put_as(&mut self, key: String, before: Option<&R>, wish: R) -> Fate {
        self.touched.insert(key.clone());
        self.said.push((key.clone(), wish.id().to_string(), base_of(&wish, |field| !OWN.contains(&field))));
        match before {
            None => {
                self.made.push(wish);
                Fate::Made
            }
            Some(before) if *before == wish => Fate::Unchanged,
            Some(before) => {
                let after = self.merge(&key, before, wish);
                if after == *before {
                    return Fate::Unchanged;
                }
                self.changed.push((before.clone(), after));
                Fate::Updated
            }
        }
    }

    /// Has a file said something of it before?
    pub(super) fn knows(&self, key: &str) -> bool {
        self.known.contains_key(key)
    }

    /// The record with what changed in the file; all of it where the file was not imported before.
    fn merge(&mut self, key: &str, before: &R, wish: R) -> R {
        let Some(origin) = self.known.get(key) else { return wish };
        let base = Base::read(&origin.fingerprint);
        let (mut here, there) = (fields(before), fields(&wish));
        let (kind, name) = (R::TABLE.replace('_', " "), name_of(before, key));
        let mut tally = Tally::of_kinds(&[]);
        for (field, theirs) in &there {
            let ours = here.get(field).cloned().unwrap_or_default();
            if ours == *theirs {
                continue;
            }
            let thing = format!("{}/{key}", R::TABLE);
            let differs = Field { thing, kind: &kind, name: &name, field, here: &ours, there: theirs };
            let own = OWN.contains(&field.as_str());
            if own || Choices(&self.theirs).take(&mut tally, &base, &differs, plain) {
                here.insert(field.clone(), theirs.clone());
            }
        }
        self.told.kept.append(&mut tally.kept);
        self.told.both.append(&mut tally.both);
        // The fields come from two records of this type, so they make one.
        serde_json::from_value(Value::Object(here)).unwrap_or(wish)
    }

    /// The whole of a list: `wishes` in the place of `before`, but for what was added and taken away here since the file
    /// was last imported. `key` says which is which, `adopt` gives a wish the id and version of the one before it.
    pub(super) fn replace(
        &mut self,
        before: &[R],
        wishes: Vec<R>,
        key: impl Fn(&R) -> String,
        adopt: impl Fn(&R, R) -> R,
    ) -> Fate {
        let mut fate = Fate::Unchanged;
        for old in before.iter().filter(|old| !wishes.iter().any(|wish| key(wish) == key(old))) {
            let this = key(old);
            if self.again && !self.known.contains_key(&this) {
                self.tell_kept(old, "added here");
                continue;
            }
            self.dropped.push(this);
            self.gone.push(old.clone());
            fate = Fate::Updated;
        }
        for wish in wishes {
            let this = key(&wish);
            let old = before.iter().find(|old| key(old) == this);
            if old.is_none() && self.again && self.known.contains_key(&this) {
                self.tell_kept(&wish, "taken away here");
                self.touched.insert(this);
                continue;
            }
            let wish = match old {
                Some(old) => adopt(old, wish),
                None => wish,
            };
            if self.put_as(this, old, wish) > Fate::Unchanged {
                fate = Fate::Updated;
            }
        }
        fate
    }

    fn tell_kept(&mut self, record: &R, here: &str) {
        let kind = R::TABLE.replace('_', " ");
        let what = named(&kind, &name_of(record, ""));
        self.told.kept.push(Kept { what, field: "all of it".to_owned(), here: here.to_owned() });
    }

    /// Writes it. What is new comes before what is changed, which may refer to it.
    pub(super) fn finish(mut self, act: &mut Act<'_>, items: &mut Items) -> Result<(), Stop> {
        for gone in &self.gone {
            act.delete(gone)?;
        }
        act.insert_all(&self.made)?;
        for (before, after) in &self.changed {
            act.update(before, after, None)?;
        }
        let mut fresh = Vec::new();
        for (external_id, thing_id, fingerprint) in std::mem::take(&mut self.said) {
            match self.known.get(&external_id) {
                Some(before) => {
                    let after = Origin { thing_id, fingerprint, ..before.clone() };
                    act.update(before, &after, None)?;
                }
                None => fresh.push(Origin {
                    id: act.new_id::<OriginId>(),
                    source: SOURCE.to_owned(),
                    kind: R::TABLE.to_owned(),
                    external_id,
                    thing: R::TABLE.to_owned(),
                    thing_id,
                    fingerprint,
                    version: 1,
                }),
            }
        }
        act.insert_all(&fresh)?;
        for key in &self.dropped {
            if let Some(origin) = self.known.get(key) {
                act.delete(origin)?;
            }
        }
        self.tell_gone(act)?;
        items.tell(self.told);
        Ok(())
    }

    /// Lists what the file named the last time, and no longer does. It stays, if it is here still.
    fn tell_gone(&mut self, act: &mut Act<'_>) -> Result<(), Stop> {
        let is_gone = |key: &&String| !self.touched.contains(*key) && !self.dropped.contains(key);
        let mut keys: Vec<&String> = self.known.keys().filter(is_gone).collect();
        keys.sort();
        for key in keys {
            let Some(origin) = self.known.get(key) else { continue };
            let base = Base::read(&origin.fingerprint);
            let Some(name) = base.said("name").and_then(Value::as_str) else { continue };
            let id = R::Id::read(Cell::Text(&origin.thing_id));
            if let Some(id) = id
                && act.tx.find::<R>(id)?.is_some()
            {
                self.told.gone.push(named(&R::TABLE.replace('_', " "), name));
            }
        }
        Ok(())
    }
}

/// What a record is called, where it has a name.
fn name_of<R: Journaled>(record: &R, otherwise: &str) -> String {
    let fields = fields(record);
    fields.get("name").and_then(Value::as_str).unwrap_or(otherwise).to_owned()
}
