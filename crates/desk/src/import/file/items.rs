//! What became of each thing of a business file.

use std::collections::BTreeMap;

use super::put::Told;
use crate::import::report::{Fate, Tally};

/// The kinds of things that a report of a business file lists.
const KINDS: [&str; 10] =
    ["person", "area", "project", "task", "operation", "step", "run", "appointment", "duty", "holiday"];

/// The fate of each thing, by kind and key, and what the merge had to tell.
#[derive(Default)]
pub(super) struct Items {
    fates: BTreeMap<(&'static str, String), Fate>,
    told: Told,
    /// A business file was imported before.
    pub(super) again: bool,
    /// Fields that changed at both ends of which theirs is taken.
    pub(super) theirs: Vec<String>,
}

impl Items {
    /// None yet.
    pub(super) fn of(again: bool, theirs: &[String]) -> Self {
        Self { again, theirs: theirs.to_vec(), ..Self::default() }
    }

    /// A thing of the file. What hangs on it (a person's time off, a task's links) can only make it more than it was.
    pub(super) fn mark(&mut self, kind: &'static str, key: &str, fate: Fate) {
        let known = self.fates.entry((kind, key.to_owned())).or_insert(fate);
        *known = (*known).max(fate);
    }

    /// Whether anything of a kind was made or updated.
    pub(super) fn any_changed(&self, kind: &str) -> bool {
        self.fates.iter().any(|((of, _), fate)| *of == kind && *fate > Fate::Unchanged)
    }

    /// What the merge of one kind had to tell.
    pub(super) fn tell(&mut self, told: Told) {
        self.told.kept.extend(told.kept);
        self.told.both.extend(told.both);
        self.told.gone.extend(told.gone);
        self.told.guessed.extend(told.guessed);
    }

    /// The account of them.
    pub(super) fn tally(self) -> Tally {
        let mut tally = Tally::of_kinds(&KINDS);
        for ((kind, _), fate) in self.fates {
            tally.read(kind, fate);
        }
        let Told { kept, both, gone, guessed } = self.told;
        (tally.kept, tally.both, tally.gone) = (kept, both, gone);
        tally.told.extend(guessed);
        tally
    }
}
