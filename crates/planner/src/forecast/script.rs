//! Script: what all futures of a schedule share: who does what, in which order, and what waits for what.

use std::ops::Range;

use super::state::{NEVER, NONE, narrow};
use crate::calendar::Calendar;
use crate::problem::{Link, Minute, Problem, Source};
use crate::schedule::{Placement, Schedule};

/// The part of an activity: small, so that what every future reads stays close to the processor.
#[derive(Debug, Clone)]
#[repr(align(32))]
pub(super) struct Part {
    /// [`NONE`] for a milestone.
    pub(super) person: u32,
    /// Its place in its person's queue.
    pub(super) place: u32,
    pub(super) planned_effort: u32,
    /// Some link holds its finish: it starts as planned and not before, so that its end meets what holds it.
    pub(super) held: bool,
    /// Some lag is negative: it counts on the plan of what has not finished yet.
    pub(super) anticipates: bool,
    /// The schedule puts it aside for something.
    pub(super) yields: bool,
    /// Something of its person's is put aside for it, or it counts on what is only foreseen: its becoming ready is looked
    /// at by itself.
    pub(super) looked_at: bool,
    /// One of its sources is somebody else's.
    pub(super) handed_over: bool,
    /// Where the ties begin that learn of its start, where those of its finish, and where they end.
    pub(super) ties: [u32; 3],
}

/// What few futures ask of an activity's part.
#[derive(Debug, Clone, Default)]
pub(super) struct Rest {
    pub(super) release: Minute,
    pub(super) planned_start: Minute,
    pub(super) planned_finish: Minute,
    /// On its person's axis.
    pub(super) planned_from: Minute,
    /// The schedule puts it aside for these; in order of their numbers.
    pub(super) put_aside_for: Vec<u32>,
}

impl Part {
    pub(super) fn is_milestone(&self) -> bool {
        self.person == NONE
    }

    pub(super) fn start_ties(&self) -> Range<u32> {
        self.ties[0]..self.ties[1]
    }

    pub(super) fn finish_ties(&self) -> Range<u32> {
        self.ties[1]..self.ties[2]
    }
}

/// A link, seen from its source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tie {
    pub(super) lag: Minute,
    pub(super) follower: u32,
    pub(super) working: bool,
    pub(super) does: Does,
}

/// What a tie does to its follower.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Does {
    /// Keeps it from being ready.
    Waits,
    /// Holds its finish.
    Holds,
    /// What it counts on has changed: it may be ready now.
    Looks,
}

/// A person's work in the schedule's order.
#[derive(Debug, Default)]
pub(super) struct Queue {
    pub(super) activities: Vec<u32>,
    /// By place: on the axis, and on the wall; both in order.
    pub(super) planned_from: Vec<Minute>,
    pub(super) planned_start: Vec<Minute>,
    /// Places of those that count on what is foreseen.
    pub(super) anticipating: Vec<u32>,
}

/// All that futures share.
#[derive(Debug)]
pub(super) struct Script<'a> {
    pub(super) problem: &'a Problem,
    /// By activity; `None` for what is nowhere.
    pub(super) parts: Vec<Option<Part>>,
    /// By activity; of what is nowhere, nothing that anybody reads.
    pub(super) rests: Vec<Rest>,
    pub(super) ties: Vec<Tie>,
    /// By person.
    pub(super) queues: Vec<Queue>,
    /// By person; people with the same working time share it, and with it the processor's cache.
    pub(super) calendars: Vec<&'a Calendar>,
}

impl<'a> Script<'a> {
    pub(super) fn of(problem: &'a Problem, schedule: &Schedule) -> Self {
        let people = problem.people().len();
        let mut pieces: Vec<Vec<(Minute, Minute, u32)>> = vec![Vec::new(); people];
        for (a, placed) in (0_u32..).zip(&schedule.placed) {
            let Ok(Placement { person: Some(person), pieces: of_a, .. }) = placed else { continue };
            pieces[*person as usize].extend(of_a.iter().map(|(from, to)| (*from, *to, a)));
        }
        pieces.iter_mut().for_each(|pieces| pieces.sort_unstable());
        let made = (0_u32..).zip(&schedule.placed).map(|(a, placed)| {
            let placement = placed.as_ref().ok()?;
            Some(part(problem, schedule, a, placement, &pieces))
        });
        let (parts, rests) = made.map(Option::unzip).map(|(part, rest)| (part, rest.unwrap_or_default())).unzip();
        let mut script =
            Self { problem, parts, rests, ties: Vec::new(), queues: Vec::new(), calendars: shared_calendars(problem) };
        script.queues = (0..people).map(|_| Queue::default()).collect();
        script.line_up();
        script.tie();
        script
    }

    /// Minutes at which something starts or finishes, shifted by a lag on the later one's person's time.
    pub(super) fn shifted(&self, from: Minute, lag: Minute, working: bool, person: u32) -> Minute {
        match self.calendars.get(person as usize) {
            // Beyond all known working time: after everything.
            Some(calendar) if working => calendar.shifted(from, lag).unwrap_or(NEVER),
            _ => from.saturating_add(lag),
        }
    }

    /// The same on the time of whoever has `follower`.
    pub(super) fn shifted_for(&self, follower: u32, from: Minute, lag: Minute) -> Minute {
        let person = self.parts[follower as usize].as_ref().map_or(NONE, |part| part.person);
        self.shifted(from, lag, true, person)
    }

    pub(super) fn shifted_by(&self, link: &Link, from: Minute, person: u32) -> Minute {
        self.shifted(from, link.lag, link.working, person)
    }

    fn line_up(&mut self) {
        let mut order: Vec<(Minute, u32)> = Vec::with_capacity(self.parts.len());
        let placed = (0_u32..).zip(self.parts.iter().zip(&self.rests)).filter(|(_, (part, _))| part.is_some());
        order.extend(placed.map(|(a, (_, rest))| (rest.planned_start, a)));
        order.sort_unstable();
        for (_, a) in order {
            let Some(part) = &mut self.parts[a as usize] else { continue };
            let (Some(queue), rest) = (self.queues.get_mut(part.person as usize), &self.rests[a as usize]) else {
                continue;
            };
            part.place = u32::try_from(queue.activities.len()).unwrap_or(NONE);
            queue.activities.push(a);
            queue.planned_from.push(rest.planned_from);
            queue.planned_start.push(rest.planned_start);
            part.looked_at |= part.anticipates;
            if part.anticipates {
                queue.anticipating.push(part.place);
            }
        }
        let urgent: Vec<u32> = self.rests.iter().flat_map(|rest| &rest.put_aside_for).copied().collect();
        for a in urgent {
            if let Some(part) = &mut self.parts[a as usize] {
                part.looked_at = true;
            }
        }
    }

    fn tie(&mut self) {
        for a in 0..self.parts.len() {
            let (start_ties, finish_ties) = (self.ties_of(a, false), self.ties_of(a, true));
            if let Some(part) = &mut self.parts[a] {
                part.ties = [start_ties.start, finish_ties.start, finish_ties.end];
            }
        }
    }

    fn ties_of(&mut self, a: usize, finished: bool) -> Range<u32> {
        let end = |ties: &Vec<Tie>| u32::try_from(ties.len()).unwrap_or(u32::MAX);
        let first = end(&self.ties);
        for &follower in &self.problem.followers()[a] {
            let Some(part) = &self.parts[follower as usize] else { continue };
            let links = &self.problem.activities()[follower as usize].links;
            let from_here = |link: &&Link| matches!(link.source, Source::Activity(source) if source as usize == a);
            for link in links.iter().filter(from_here).filter(|link| link.kind.from_finish() == finished) {
                let does = match (waits(part, link), link.kind.holds_finish()) {
                    (true, _) => Does::Waits,
                    (false, true) => Does::Holds,
                    (false, false) => continue,
                };
                self.ties.push(Tie { lag: link.lag, follower, working: link.working, does });
            }
            if part.anticipates && !part.is_milestone() {
                self.ties.push(Tie { lag: 0, follower, working: false, does: Does::Looks });
            }
        }
        first..end(&self.ties)
    }
}

/// The link must have come before the activity is ready; others hold its finish, or count on what is foreseen.
pub(super) fn waits(part: &Part, link: &Link) -> bool {
    part.is_milestone() || (!link.kind.holds_finish() && link.lag >= 0)
}

fn shared_calendars(problem: &Problem) -> Vec<&Calendar> {
    let mut distinct: Vec<&Calendar> = Vec::new();
    let mut shared = Vec::with_capacity(problem.people().len());
    for calendar in problem.people() {
        let known = distinct.iter().copied().find(|known| known.windows() == calendar.windows());
        if known.is_none() {
            distinct.push(calendar);
        }
        shared.push(known.unwrap_or(calendar));
    }
    shared
}

fn part(
    problem: &Problem,
    schedule: &Schedule,
    a: u32,
    placement: &Placement,
    pieces: &[Vec<(Minute, Minute, u32)>],
) -> (Part, Rest) {
    let activity = &problem.activities()[a as usize];
    let whose = |source: u32| schedule.placed[source as usize].as_ref().ok().and_then(|p| p.person);
    let open = || {
        activity.links.iter().filter_map(|link| match link.source {
            Source::Activity(source) => Some((link, source)),
            Source::Done(_) => None,
        })
    };
    // What people have seen start soon starts then, even if it could earlier: they have arranged for it.
    let seen = activity.seen_start(placement.person).filter(|seen| *seen <= placement.start).unwrap_or(Minute::MIN);
    let put_aside_for =
        placement.person.map_or_else(Vec::new, |person| between(a, placement, &pieces[person as usize]));
    let part = Part {
        person: placement.person.unwrap_or(NONE),
        place: NONE,
        planned_effort: narrow(activity.effort),
        held: activity.links.iter().any(|link| link.kind.holds_finish()),
        anticipates: open().any(|(link, _)| link.lag < 0),
        yields: !put_aside_for.is_empty(),
        looked_at: false,
        handed_over: placement.person.is_some()
            && open().any(|(_, source)| whose(source).is_some_and(|of_source| Some(of_source) != placement.person)),
        ties: [0; 3],
    };
    let rest = Rest {
        release: activity.release.max(problem.now()).max(seen),
        planned_start: placement.start,
        planned_finish: placement.finish,
        planned_from: placement.pieces.first().map_or(0, |piece| piece.0),
        put_aside_for,
    };
    (part, rest)
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
