//! Plain: what most activities are, and what calendars have said of each, so that a search asks little twice.

use super::{Choices, Generator, NO_PERSON, Offer};
use crate::problem::{Activity, LinkKind, Minute, Problem, Source};
use crate::schedule::WhyNot;

/// No working minute.
const NOT_ASKED: Minute = Minute::MIN;

/// What most activities are: one person does it, once others have finished, wherever people have seen it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plain {
    /// [`NO_PERSON`] for one that is not plain.
    pub(super) person: u32,
    pub(super) group: u32,
    /// In the list of all sources.
    pub(super) first: u32,
    pub(super) end: u32,
    pub(super) release: Minute,
    pub(super) effort: Minute,
}

impl Plain {
    /// One that is not.
    pub(super) const NOT: Self = Self { person: NO_PERSON, group: 0, first: 0, end: 0, release: 0, effort: 0 };

    /// What it waits for is added to the list of all sources.
    pub(super) fn of(problem: &Problem, activity: &Activity, sources: &mut Vec<u32>) -> Self {
        let first = sources.len();
        let (&[person], true) = (
            activity.people.as_slice(),
            activity.effort > 0 && !activity.pinned && !activity.earlier.is_some_and(|earlier| earlier.near),
        ) else {
            return Self::NOT;
        };
        for link in &activity.links {
            match link.source {
                Source::Activity(source) if link.kind == LinkKind::FinishToStart && link.lag == 0 => {
                    sources.push(source)
                }
                _ => {
                    sources.truncate(first);
                    return Self::NOT;
                }
            }
        }
        let index = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            person,
            group: activity.group,
            first: index(first),
            end: index(sources.len()),
            release: activity.release.max(problem.now()),
            effort: activity.effort,
        }
    }
}

/// What a calendar said of one activity: from one schedule to the next, most of it is asked again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) person: u32,
    /// The wall minute from which it could be done, and the working minute that this is.
    pub(super) wall: Minute,
    pub(super) ready: Minute,
    /// The working minute at which it began, and where that and its end are on the wall.
    pub(super) from: Minute,
    pub(super) start: Minute,
    pub(super) finish: Minute,
}

impl Known {
    pub(super) const NOTHING: Self =
        Self { person: NO_PERSON, wall: 0, ready: 0, from: NOT_ASKED, start: 0, finish: 0 };
}

impl Generator<'_> {
    /// As `find`, of a plain one: the same place.
    pub(super) fn find_plain(&self, a: u32, plain: &Plain, choices: &Choices) -> Result<Offer, WhyNot> {
        let mut start = plain.release;
        for &source in &self.sources[plain.first as usize..plain.end as usize] {
            let spot = &self.spots[source as usize];
            if spot.why_not.is_some() {
                return Err(WhyNot::WaitsFor(source));
            }
            start = start.max(spot.finish);
        }
        let ready = self.working_minute(a, plain.person, start);
        let divisible = choices.divisible[a as usize];
        self.offer_from(a, plain.person, plain.effort, (ready, false), divisible).ok_or(WhyNot::NoTime)
    }

    /// Working minutes of this person before a wall minute, which is mostly the one that was asked for last.
    pub(super) fn working_minute(&self, a: u32, person: u32, wall: Minute) -> Minute {
        let known = &self.known[a as usize];
        match known.get() {
            Known { person: of, wall: asked, ready, .. } if of == person && asked == wall => ready,
            other => {
                let ready = self.problem.people()[person as usize].work_before(wall);
                let same = if other.person == person { other } else { Known::NOTHING };
                known.set(Known { person, wall, ready, ..same });
                ready
            }
        }
    }
}
