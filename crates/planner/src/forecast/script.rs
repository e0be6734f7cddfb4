//! Script: what all futures of a schedule share: who does what, in which order, and what waits for what.

use crate::problem::{Link, Minute, Problem, Source};
use crate::schedule::{Placement, Schedule};

/// The part of an activity.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// `None` for a milestone.
    pub(super) person: Option<u32>,
    pub(super) release: Minute,
    pub(super) planned_start: Minute,
    pub(super) planned_finish: Minute,
    pub(super) planned_effort: Minute,
    /// On its person's axis.
    pub(super) planned_from: Minute,
    /// Some link holds its finish: it starts as planned and not before, so that its end meets what holds it.
    pub(super) held: bool,
    /// Some lag is negative: it counts on the plan of what has not finished yet.
    pub(super) anticipates: bool,
    /// The schedule puts it aside for these.
    pub(super) put_aside_for: Vec<u32>,
    /// One of its sources is somebody else's.
    pub(super) handed_over: bool,
}

/// All that futures share.
#[derive(Debug)]
pub(super) struct Script<'a> {
    pub(super) problem: &'a Problem,
    /// By activity; `None` for what is nowhere.
    pub(super) parts: Vec<Option<Part>>,
    /// By person: their activities in the schedule's order.
    pub(super) queues: Vec<Vec<u32>>,
}

impl<'a> Script<'a> {
    pub(super) fn of(problem: &'a Problem, schedule: &Schedule) -> Self {
        let mut queues = vec![Vec::new(); problem.people().len()];
        let mut pieces: Vec<Vec<(Minute, Minute, u32)>> = vec![Vec::new(); problem.people().len()];
        for (a, placed) in (0_u32..).zip(&schedule.placed) {
            let Ok(Placement { person: Some(person), pieces: of_a, .. }) = placed else { continue };
            queues[*person as usize].push(a);
            pieces[*person as usize].extend(of_a.iter().map(|(from, to)| (*from, *to, a)));
        }
        let start = |a: &u32| schedule.placed[*a as usize].as_ref().map_or(Minute::MAX, |p| p.start);
        queues.iter_mut().for_each(|queue| queue.sort_by_key(|a| (start(a), *a)));
        pieces.iter_mut().for_each(|pieces| pieces.sort_unstable());
        let parts = (0_u32..).zip(&schedule.placed).map(|(a, placed)| {
            let placement = placed.as_ref().ok()?;
            Some(part(problem, schedule, a, placement, &pieces))
        });
        Self { problem, parts: parts.collect(), queues }
    }

    /// Minutes at which a link's source starts or finishes, shifted by its lag on the later one's person's time.
    pub(super) fn shifted(&self, link: &Link, from: Minute, person: Option<u32>) -> Minute {
        match person {
            Some(person) if link.working => {
                let calendar = &self.problem.people()[person as usize];
                // Beyond all known working time: after everything.
                calendar.shifted(from, link.lag).unwrap_or(super::future::NEVER)
            }
            _ => from.saturating_add(link.lag),
        }
    }
}

fn part(
    problem: &Problem,
    schedule: &Schedule,
    a: u32,
    placement: &Placement,
    pieces: &[Vec<(Minute, Minute, u32)>],
) -> Part {
    let activity = &problem.activities()[a as usize];
    let whose = |source: u32| schedule.placed[source as usize].as_ref().ok().and_then(|p| p.person);
    let open = || {
        activity.links.iter().filter_map(|link| match link.source {
            Source::Activity(source) => Some((link, source)),
            Source::Done(_) => None,
        })
    };
    Part {
        person: placement.person,
        release: activity.release.max(problem.now()),
        planned_start: placement.start,
        planned_finish: placement.finish,
        planned_effort: activity.effort,
        planned_from: placement.pieces.first().map_or(0, |piece| piece.0),
        held: activity.links.iter().any(|link| link.kind.holds_finish()),
        anticipates: open().any(|(link, _)| link.lag < 0),
        put_aside_for: placement.person.map_or_else(Vec::new, |person| between(a, placement, &pieces[person as usize])),
        handed_over: placement.person.is_some()
            && open().any(|(_, source)| whose(source).is_some_and(|of_source| Some(of_source) != placement.person)),
    }
}

/// The activities that begin while `a` is put aside.
fn between(a: u32, placement: &Placement, pieces: &[(Minute, Minute, u32)]) -> Vec<u32> {
    let mut urgent = Vec::new();
    for pair in placement.pieces.windows(2) {
        let first = pieces.partition_point(|piece| piece.0 < pair[0].1);
        let inside = pieces[first..].iter().take_while(|piece| piece.0 < pair[1].0);
        urgent.extend(inside.map(|piece| piece.2).filter(|urgent| *urgent != a));
    }
    urgent.sort_unstable();
    urgent.dedup();
    urgent
}
