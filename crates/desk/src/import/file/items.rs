//! What became of each thing of a business file.

use std::collections::BTreeMap;

use crate::import::report::{Fate, Tally};

/// The kinds of things that a report of a business file lists.
const KINDS: [&str; 10] =
    ["person", "area", "project", "task", "operation", "step", "run", "appointment", "duty", "holiday"];

/// The fate of each thing, by kind and key.
#[derive(Default)]
pub(super) struct Items(BTreeMap<(&'static str, String), Fate>);

impl Items {
    /// A thing of the file. What hangs on it (a person's time off, a task's links) can only make it more than it was.
    pub(super) fn mark(&mut self, kind: &'static str, key: &str, fate: Fate) {
        let known = self.0.entry((kind, key.to_owned())).or_insert(fate);
        *known = (*known).max(fate);
    }

    /// Whether anything of a kind was made or updated.
    pub(super) fn any_changed(&self, kind: &str) -> bool {
        self.0.iter().any(|((of, _), fate)| *of == kind && *fate > Fate::Unchanged)
    }

    /// The account of them.
    pub(super) fn tally(self) -> Tally {
        let mut tally = Tally::of_kinds(&KINDS);
        for ((kind, _), fate) in self.0 {
            tally.read(kind, fate);
        }
        tally
    }
}
