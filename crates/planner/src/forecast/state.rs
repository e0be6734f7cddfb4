//! State: how far an activity has come in one future.

use crate::problem::Minute;

/// Later than anything that is known.
pub(super) const NEVER: Minute = 1 << 41;
/// No activity, or no person.
pub(super) const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Waiting,
    Running,
    /// Put aside for something more urgent.
    Paused,
    /// Worked to the end, and held by a link.
    Held,
    Done,
}

/// One activity; small, so that all of a future stay close to the processor.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    /// What is known of the earliest start so far; with no more waits, the truth.
    pub(super) ready: Minute,
    /// Minutes of work that are left, and that are done.
    pub(super) left: Minute,
    pub(super) worked: Minute,
    pub(super) start: Minute,
    /// When the work is through, once it runs.
    pub(super) through: Minute,
    pub(super) finish: Minute,
    /// What it started right behind, [`NONE`] for nothing.
    pub(super) behind: u32,
    /// Links whose source has not come that far yet.
    pub(super) waits: u32,
    pub(super) stage: Stage,
}

impl State {
    pub(super) const NEW: Self = Self {
        ready: 0,
        left: 0,
        worked: 0,
        start: NEVER,
        through: NEVER,
        finish: NEVER,
        behind: NONE,
        waits: 0,
        stage: Stage::Waiting,
    };
}
