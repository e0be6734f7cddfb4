//! Progress: how far a schedule that is being made has come, apart from where each activity is.

use super::person::Taken;
use crate::problem::{Minute, Problem};

/// What is taken of everybody, and what came of the groups; copied without new memory.
#[derive(Debug, Default)]
pub(super) struct Progress {
    pub(super) people: Vec<Taken>,
    pub(super) divided: Divided,
    pub(super) group_finish: Vec<Option<Minute>>,
    pub(super) group_broken: Vec<bool>,
}

impl Progress {
    pub(super) fn of(problem: &Problem) -> Self {
        Self {
            people: problem.people().iter().map(|_| Taken::default()).collect(),
            divided: Divided::default(),
            group_finish: vec![None; problem.groups().len()],
            group_broken: vec![false; problem.groups().len()],
        }
    }

    pub(super) fn clear(&mut self) {
        self.people.iter_mut().for_each(Taken::clear);
        self.divided.activities.clear();
        self.divided.pieces.clear();
        self.group_finish.fill(None);
        self.group_broken.fill(false);
    }

    pub(super) fn copy(&mut self, other: &Self) {
        self.people.resize_with(other.people.len(), Taken::default);
        self.people.iter_mut().zip(&other.people).for_each(|(mine, theirs)| mine.copy(theirs));
        self.divided.activities.clone_from(&other.divided.activities);
        self.divided.pieces.clone_from(&other.divided.pieces);
        self.group_finish.clone_from(&other.group_finish);
        self.group_broken.clone_from(&other.group_broken);
    }
}

/// The pieces of those that were put aside.
#[derive(Debug, Default)]
pub(super) struct Divided {
    /// Each with the end of its pieces in the list of all.
    activities: Vec<(u32, usize)>,
    pieces: Vec<(Minute, Minute)>,
}

impl Divided {
    pub(super) fn add(&mut self, a: u32, pieces: &[(Minute, Minute)]) {
        self.pieces.extend_from_slice(pieces);
        self.activities.push((a, self.pieces.len()));
    }

    /// The pieces of `a`; `None` where it is in one.
    pub(super) fn of(&self, a: u32) -> Option<&[(Minute, Minute)]> {
        let at = self.activities.iter().position(|(of, _)| *of == a)?;
        let first = at.checked_sub(1).map_or(0, |before| self.activities[before].1);
        self.pieces.get(first..self.activities[at].1)
    }

    /// How often something was put aside.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.pieces.len() - self.activities.len()).unwrap_or(u32::MAX)
    }
}
