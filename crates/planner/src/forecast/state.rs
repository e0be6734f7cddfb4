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

/// One activity; two of them fill a line of the processor's cache, so that all of a future stay close to it.
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
pub(super) struct State {
    /// As long as it waits, what is known of its earliest start: with no more waits, the truth. Then its start.
    pub(super) begin: Minute,
    /// While it runs or is held, when its work is through. Then its finish.
    pub(super) end: Minute,
    /// Minutes of work that are left; what is longer than eight thousand years never ends.
    pub(super) left: u32,
    /// What it started right behind, [`NONE`] for nothing.
    pub(super) behind: u32,
    /// Links whose source has not come that far yet.
    pub(super) waits: u32,
    pub(super) stage: Stage,
}

impl State {
    pub(super) const NEW: Self = Self { begin: 0, end: NEVER, left: 0, behind: NONE, waits: 0, stage: Stage::Waiting };

    /// Its start; [`NEVER`] before that.
    pub(super) fn start(&self) -> Minute {
        if self.stage == Stage::Waiting { NEVER } else { self.begin }
    }

    /// Its finish; [`NEVER`] before that.
    pub(super) fn finish(&self) -> Minute {
        if self.stage == Stage::Done { self.end } else { NEVER }
    }

    pub(super) fn left(&self) -> Minute {
        Minute::from(self.left)
    }

    pub(super) fn set_left(&mut self, minutes: Minute) {
        self.left = narrow(minutes);
    }
}

/// Minutes of work in fewer bits: what is longer never ends anyway.
pub(super) fn narrow(minutes: Minute) -> u32 {
    u32::try_from(minutes.max(0)).unwrap_or(u32::MAX)
}
