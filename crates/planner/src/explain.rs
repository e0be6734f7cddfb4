//! Explanations: why an activity starts when it does, and the chain that makes a group finish when it does.

use crate::problem::{LinkKind, Minute, Problem, Source};
use crate::schedule::{Placement, Schedule};

/// What holds an activity's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Its person does something else until then.
    Person,
    /// The link at this index of its links.
    Link(usize),
    /// Everything is ready, its person does not work before.
    Calendar,
    /// Its release.
    Release,
    /// It stays where people have seen it, as it is near.
    Seen,
    Now,
}

/// A cause, and the activity right behind it on the way back to the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    pub cause: Cause,
    pub behind: Option<u32>,
}

/// Reads a schedule backwards.
#[derive(Debug)]
pub struct Explainer<'a> {
    problem: &'a Problem,
    schedule: &'a Schedule,
    /// By person: where pieces end on the axis, and whose they are; in order.
    ends: Vec<Vec<(Minute, u32)>>,
}

/// The earliest start that something allows, and what that is.
struct Bound {
    wall: Minute,
    cause: Cause,
    behind: Option<u32>,
}

impl<'a> Explainer<'a> {
    pub fn new(problem: &'a Problem, schedule: &'a Schedule) -> Self {
        let mut ends = vec![Vec::new(); problem.people().len()];
        for (a, placed) in (0_u32..).zip(&schedule.placed) {
            let Ok(Placement { person: Some(person), pieces, .. }) = placed else { continue };
            ends[*person as usize].extend(pieces.iter().map(|(_, to)| (*to, a)));
        }
        ends.iter_mut().for_each(|ends| ends.sort_unstable());
        Self { problem, schedule, ends }
    }

    /// Why `a` starts when it does; `None` if it is nowhere.
    pub fn reason(&self, a: u32) -> Option<Reason> {
        let placement = self.placement(a)?;
        let start_bound = self.bound(a, false);
        let finish_bound = self.bound(a, true);
        let as_reason = |bound: &Bound| Reason { cause: bound.cause, behind: bound.behind };
        let (Some(person), Some(&(from, _))) = (placement.person, placement.pieces.first()) else {
            // A milestone stands where the later of its bounds is.
            let last = if finish_bound.wall > start_bound.wall { &finish_bound } else { &start_bound };
            return Some(as_reason(last));
        };
        let calendar = &self.problem.people()[person as usize];
        let effort = self.problem.activities()[a as usize].effort;
        let ready = calendar.work_before(start_bound.wall);
        let held = calendar.work_finishing_from(finish_bound.wall).map_or(0, |work| work - effort);
        if from > ready.max(held) {
            return Some(Reason { cause: Cause::Person, behind: self.busy_before(person, from) });
        }
        if held > ready {
            return Some(as_reason(&finish_bound));
        }
        if start_bound.cause == Cause::Seen
            && let Some(before) = self.busy_until(person, from)
        {
            return Some(Reason { cause: Cause::Person, behind: Some(before) });
        }
        if placement.start > start_bound.wall {
            return Some(Reason { cause: Cause::Calendar, behind: start_bound.behind });
        }
        Some(as_reason(&start_bound))
    }

    /// From the root cause to what finishes last in the group; empty where it has no finish.
    pub fn critical_chain(&self, group: usize) -> Vec<u32> {
        let Some(finish) = self.schedule.finish(self.problem, group) else { return Vec::new() };
        let members = &self.problem.members()[group];
        let ends_it = |a: &u32| self.placement(*a).is_some_and(|p| p.finish == finish);
        let mut chain = Vec::new();
        let mut at = members.iter().rev().copied().find(ends_it);
        while let Some(a) = at {
            // Negative lags can lead back to where one came from; once is enough.
            if chain.contains(&a) {
                break;
            }
            chain.push(a);
            at = self.reason(a).and_then(|reason| reason.behind);
        }
        chain.reverse();
        chain
    }

    fn placement(&self, a: u32) -> Option<&Placement> {
        self.schedule.placed.get(a as usize)?.as_ref().ok()
    }

    /// What the person is through with exactly then.
    fn busy_until(&self, person: u32, from: Minute) -> Option<u32> {
        let ends = &self.ends[person as usize];
        let at = ends.partition_point(|(to, _)| *to < from);
        ends.get(at).filter(|(to, _)| *to == from).map(|(_, a)| *a)
    }

    fn busy_before(&self, person: u32, from: Minute) -> Option<u32> {
        let ends = &self.ends[person as usize];
        let count = ends.partition_point(|(to, _)| *to <= from);
        ends.get(count.checked_sub(1)?).map(|(_, a)| *a)
    }

    /// The strongest bound on the start, or on the finish, of `a`.
    fn bound(&self, a: u32, of_finish: bool) -> Bound {
        let activity = &self.problem.activities()[a as usize];
        let now = self.problem.now();
        let mut bound = match (of_finish, activity.release > now) {
            (true, _) => Bound { wall: Minute::MIN / 2, cause: Cause::Now, behind: None },
            (false, true) => Bound { wall: activity.release, cause: Cause::Release, behind: None },
            (false, false) => Bound { wall: now, cause: Cause::Now, behind: None },
        };
        let placement = self.placement(a);
        if !of_finish
            && let Some(placement) = placement
            && let Some(seen) = activity.seen_start(placement.person)
            && (bound.wall + 1..=placement.start).contains(&seen)
        {
            bound = Bound { wall: seen, cause: Cause::Seen, behind: None };
        }
        for (index, link) in activity.links.iter().enumerate() {
            if link.kind.holds_finish() != of_finish {
                continue;
            }
            let Some((from, behind)) = self.source(link.source, link.kind) else { continue };
            let person = placement.and_then(|placement| placement.person);
            let wall = match person.filter(|_| link.working) {
                Some(person) => self.problem.people()[person as usize].shifted(from, link.lag).unwrap_or(from),
                None => from.saturating_add(link.lag),
            };
            // Among equals, open work explains more than a date does.
            if wall > bound.wall || (wall == bound.wall && behind.is_some() && bound.behind.is_none()) {
                bound = Bound { wall, cause: Cause::Link(index), behind };
            }
        }
        bound
    }

    fn source(&self, source: Source, kind: LinkKind) -> Option<(Minute, Option<u32>)> {
        match source {
            Source::Done(minute) => Some((minute, None)),
            Source::Activity(source) => {
                let placement = self.placement(source)?;
                Some((if kind.from_finish() { placement.finish } else { placement.start }, Some(source)))
            }
        }
    }
}
