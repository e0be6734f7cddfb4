//! Putting aside: a long activity steps back for urgent ones that were placed before it, and goes on after them.
//!
//! Allowed only for an activity that would otherwise finish after its due, and never in crumbs: a piece is at least
//! [`PIECE_MIN`] minutes, unless it is the last or ends with a working window (contracts, section 1).

use super::person::Piece;
use super::{Generator, PIECE_MIN};
use crate::problem::{Activity, Minute};

/// Starting points that are tried before giving up: past a handful, an earlier start gains nothing.
const STARTS_MAX: usize = 16;
/// Interruptions of one activity: more are no plan that a person could follow.
const PIECES_MAX: usize = 64;

/// Pieces on the axis from the earliest possible start in `ready..before`; `None` where no start there is allowed.
pub(super) fn flow(
    generator: &Generator<'_>,
    activity: &Activity,
    person: u32,
    ready: Minute,
    before: Minute,
) -> Option<Vec<(Minute, Minute)>> {
    let taken = &generator.progress.people[person as usize];
    for (from, _) in taken.free_from(ready).take(STARTS_MAX) {
        if from >= before {
            return None;
        }
        if let Some(pieces) = flow_from(generator, activity, person, from)
            && all_urgent(generator, activity, person, &pieces)
        {
            return Some(pieces);
        }
    }
    None
}

fn flow_from(
    generator: &Generator<'_>,
    activity: &Activity,
    person: u32,
    start: Minute,
) -> Option<Vec<(Minute, Minute)>> {
    let calendar = &generator.problem.people()[person as usize];
    let mut left = activity.effort;
    let mut pieces: Vec<(Minute, Minute)> = Vec::new();
    for (from, to) in generator.progress.people[person as usize].free_from(start) {
        if to.saturating_sub(from) >= left {
            pieces.push((from, from + left));
            return (from + left <= calendar.total()).then_some(pieces);
        }
        let (window_from, window_to) = calendar.window_around(to - 1)?;
        // The last window of this stretch would hold a crumb: stop with the window before.
        let crumb = window_to != to && to - from.max(window_from) < PIECE_MIN;
        let end = if crumb { window_from } else { to };
        if end > from {
            left -= end - from;
            pieces.push((from, end));
        } else if pieces.is_empty() {
            return None;
        }
        if pieces.len() >= PIECES_MAX {
            return None;
        }
    }
    None
}

/// Each activity in a pause would be too late if it waited until this one is done.
fn all_urgent(generator: &Generator<'_>, activity: &Activity, person: u32, pieces: &[(Minute, Minute)]) -> bool {
    let calendar = &generator.problem.people()[person as usize];
    let taken = &generator.progress.people[person as usize];
    let mut left = activity.effort;
    pieces.windows(2).all(|pair| {
        left -= pair[0].1 - pair[0].0;
        let pause = taken.within(pair[0].1, pair[1].0);
        let waits_would_be_late = |&(from, _, urgent): &Piece| {
            let urgent_activity = &generator.problem.activities()[urgent as usize];
            let spot = &generator.spots[urgent as usize];
            // What is pinned begins in its kept time, whatever waits.
            if urgent_activity.pinned && spot.from >= pair[0].1 {
                return true;
            }
            let Some(due) = urgent_activity.due else { return false };
            // An urgent one that was itself put aside counts from its first piece, which must lie in this pause.
            let begins = if spot.from < pair[0].1 { Minute::from(from) } else { spot.from };
            spot.from >= pair[0].1
                && calendar.end_of(begins + left + urgent_activity.effort).is_none_or(|otherwise| otherwise > due)
        };
        !pause.is_empty() && pause.iter().all(waits_would_be_late)
    })
}
