//! Schedule: where a generation scheme put every activity, and how good that is.

use std::cmp::Ordering;

use crate::problem::{Minute, Problem};

/// Where an activity is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// `None` for a milestone.
    pub person: Option<u32>,
    /// Wall minutes.
    pub start: Minute,
    pub finish: Minute,
    /// Pieces on the person's working axis, `from..to`, in order, with other work between them; empty for a milestone.
    pub pieces: Vec<(Minute, Minute)>,
}

/// Why an activity is nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNot {
    /// Nobody may do it.
    Nobody,
    /// Nobody who may has enough working time left.
    NoTime,
    /// It waits for one that is nowhere.
    WaitsFor(u32),
}

/// A complete schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// By activity.
    pub placed: Vec<Result<Placement, WhyNot>>,
    pub score: Score,
}

impl Schedule {
    /// When a group finishes; `None` where it has nothing, or something that is nowhere.
    pub fn finish(&self, problem: &Problem, group: usize) -> Option<Minute> {
        last(problem.members().get(group)?, |a| self.placed.get(a as usize)?.as_ref().ok().map(|p| p.finish))
    }
}

/// How good a schedule is; smaller is better, and compared in this order.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Score {
    pub unplaced: u32,
    /// Pinned activities that do not start when they are to.
    pub unkept: u32,
    /// Weight × minutes late.
    pub late: f64,
    /// Near activities that are not where people have seen them.
    pub near_moved: u32,
    /// Minutes from now to the finish, summed over groups.
    pub finish: Minute,
    /// How often an activity was put aside.
    pub put_aside: u32,
    /// Activities that are not where people have seen them.
    pub moved: u32,
    /// Minutes by which soft dues are missed.
    pub soft_late: Minute,
    /// Minutes from now to the finish, summed over activities: among equals, early work is better.
    pub early: Minute,
}

impl Score {
    /// Total order; the numbers are never NaN, and if they were they would be worst.
    pub fn order(&self, other: &Self) -> Ordering {
        (self.unplaced.cmp(&other.unplaced))
            .then(self.unkept.cmp(&other.unkept))
            .then(self.late.total_cmp(&other.late))
            .then(self.near_moved.cmp(&other.near_moved))
            .then(self.finish.cmp(&other.finish))
            .then(self.put_aside.cmp(&other.put_aside))
            .then(self.moved.cmp(&other.moved))
            .then(self.soft_late.cmp(&other.soft_late))
            .then(self.early.cmp(&other.early))
    }

    pub fn is_better_than(&self, other: &Self) -> bool {
        self.order(other) == Ordering::Less
    }
}

/// Minutes from a due (a whole minute and the part of one after it) to a later finish; 0 to one that is in time.
pub(crate) fn late_minutes(due: Minute, due_rest: f64, finish: Minute) -> f64 {
    if finish > due { finish.saturating_sub(due) as f64 - due_rest } else { 0.0 }
}

/// The latest of `finish` over `members`; `None` if there are none or one has none.
pub(crate) fn last(members: &[u32], finish: impl Fn(u32) -> Option<Minute>) -> Option<Minute> {
    let mut latest = None;
    for &a in members {
        latest = latest.max(Some(finish(a)?));
    }
    latest
}
