//! Generation: from an order of activities to a complete schedule (serial schedule generation, Kolisch 1996).
//!
//! Activities are placed one after the other, each at its earliest time around everything placed before. On a person's
//! working axis an activity is one interval, so it flows around nights and leave by itself. Where a choice says that it
//! may be put aside, it also flows around more urgent work placed earlier ([`aside`]).

mod anchor;
mod aside;
mod order;
mod person;
mod pinned;
mod plain;
mod progress;
mod score;

pub(crate) use order::by_priority;
pub use order::{Rule, ordered};

use std::cell::Cell;

use crate::problem::{Activity, Minute, PIECE_MIN, Problem, Source};
use crate::schedule::{Placement, Schedule, Score, WhyNot};
use anchor::Anchor;
use plain::{Known, Plain};
use progress::Progress;

/// All that a schedule is decided by.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Every activity once, each after all it waits for.
    pub order: Vec<u32>,
    /// By activity: 0 for whoever finishes it first, else one more than the index into its people.
    pub who: Vec<u32>,
    /// By activity: it may be put aside for more urgent work that comes before it in the order.
    pub divisible: Vec<bool>,
    /// By activity: where it is near, it stays with its person and does not start before people have seen it start.
    pub kept: Vec<bool>,
}

impl Choices {
    /// An order with everything else left open.
    pub fn of(order: Vec<u32>) -> Self {
        let count = order.len();
        Self { order, who: vec![0; count], divisible: vec![false; count], kept: vec![true; count] }
    }
}

impl Clone for Choices {
    fn clone(&self) -> Self {
        let Self { order, who, divisible, kept } = self;
        Self { order: order.clone(), who: who.clone(), divisible: divisible.clone(), kept: kept.clone() }
    }

    /// Into the memory that is there already.
    fn clone_from(&mut self, source: &Self) {
        self.order.clone_from(&source.order);
        self.who.clone_from(&source.who);
        self.divisible.clone_from(&source.divisible);
        self.kept.clone_from(&source.kept);
    }
}

/// Where one activity is, while a schedule is being made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot {
    pub(crate) person: u32,
    pub(crate) from: Minute,
    pub(crate) start: Minute,
    pub(crate) finish: Minute,
    pub(crate) why_not: Option<WhyNot>,
}

const NO_PERSON: u32 = u32::MAX;
const NOWHERE: Spot = Spot { person: NO_PERSON, from: 0, start: 0, finish: 0, why_not: Some(WhyNot::NoTime) };

/// A generator with its memory, so that a search allocates nothing from one schedule to the next.
#[derive(Debug)]
pub struct Generator<'a> {
    problem: &'a Problem,
    spots: Vec<Spot>,
    progress: Progress,
    anchor: Anchor,
    /// By pinned activity: the time that is kept for it, whatever the choices.
    kept: Vec<Spot>,
    /// By activity: what its last person's calendar said when it was placed last.
    known: Vec<Cell<Known>>,
    plain: Vec<Plain>,
    /// What plain activities wait for, one after the other.
    sources: Vec<u32>,
}

/// An activity's bounds before it is known who does it, in wall minutes.
struct Bounds {
    start: Minute,
    finish: Option<Minute>,
    /// Some link's lag counts in the person's working time.
    working: bool,
}

/// A place that could be had.
struct Offer {
    spot: Spot,
    pieces: Option<Vec<(Minute, Minute)>>,
}

impl<'a> Generator<'a> {
    pub fn new(problem: &'a Problem) -> Self {
        let mut sources = Vec::new();
        let plain = problem.activities().iter().map(|activity| Plain::of(problem, activity, &mut sources)).collect();
        Self {
            problem,
            spots: vec![NOWHERE; problem.activities().len()],
            progress: Progress::of(problem),
            anchor: Anchor::default(),
            kept: vec![NOWHERE; problem.pinned().len()],
            known: vec![Cell::new(Known::NOTHING); problem.activities().len()],
            plain,
            sources,
        }
    }

    /// Makes the schedule of these choices and says how good it is.
    pub fn generate(&mut self, choices: &Choices) -> Score {
        self.progress.clear();
        self.keep_time();
        for &a in &choices.order {
            self.place(a, choices);
        }
        self.score()
    }

    /// The same schedule and score as [`Self::generate`], made only from the first choice on that differs from those that
    /// were kept last.
    pub(crate) fn regenerate(&mut self, choices: &Choices) -> Score {
        let step = Anchor::step(choices.order.len());
        let mut shared = 0;
        match self.anchor.begin(choices) {
            Some((marks, progress, spots)) => {
                shared = marks * step;
                self.progress.copy(progress);
                self.spots.copy_from_slice(spots);
                self.keep_spots(&choices.order[shared..]);
            }
            None => {
                self.progress.clear();
                self.keep_time();
            }
        }
        for (place, &a) in choices.order.iter().enumerate().skip(shared) {
            if place > shared && place % step == 0 {
                self.anchor.note(place / step, &self.progress);
            }
            self.place(a, choices);
        }
        self.score()
    }

    /// Keeps the schedule made last, by [`Self::regenerate`] of these choices, as what the next ones differ from.
    pub(crate) fn keep(&mut self, choices: &Choices) {
        self.anchor.keep(choices, &self.spots);
    }

    /// The schedule made last.
    pub fn schedule(&self) -> Schedule {
        let placed = (0_u32..).zip(&self.spots).map(|(a, spot)| self.placement(a, spot)).collect();
        Schedule { placed, score: self.score() }
    }

    pub(crate) fn spots(&self) -> &[Spot] {
        &self.spots
    }

    /// The activity whose work on `person` ends last at or before working minute `work`.
    pub(crate) fn before(&self, person: u32, work: Minute) -> Option<u32> {
        self.progress.people.get(person as usize)?.before(work)
    }

    fn placement(&self, a: u32, spot: &Spot) -> Result<Placement, WhyNot> {
        if let Some(why_not) = spot.why_not {
            return Err(why_not);
        }
        if spot.person == NO_PERSON {
            return Ok(Placement { person: None, start: spot.start, finish: spot.finish, pieces: Vec::new() });
        }
        let effort = self.problem.activities()[a as usize].effort;
        let whole = || vec![(spot.from, spot.from + effort)];
        let pieces = self.progress.divided.of(a).map_or_else(whole, <[(Minute, Minute)]>::to_vec);
        Ok(Placement { person: Some(spot.person), start: spot.start, finish: spot.finish, pieces })
    }

    fn place(&mut self, a: u32, choices: &Choices) {
        let plain = self.plain[a as usize];
        if plain.person != NO_PERSON {
            let found = self.find_plain(a, &plain, choices);
            return self.put(a, plain.group as usize, plain.effort, found);
        }
        let activity = &self.problem.activities()[a as usize];
        let group = activity.group as usize;
        if activity.keeps_time() && self.in_kept_time(a, activity) {
            let finish = self.spots[a as usize].finish;
            let finishes = &mut self.progress.group_finish;
            finishes[group] = finishes[group].max(Some(finish));
            return;
        }
        let found = self.find(a, activity, choices);
        self.put(a, group, activity.effort, found);
    }

    /// Takes the time that was found for it, and notes what comes of its group.
    fn put(&mut self, a: u32, group: usize, effort: Minute, found: Result<Offer, WhyNot>) {
        match found {
            Ok(offer) => {
                let spot = offer.spot;
                let progress = &mut self.progress;
                progress.group_finish[group] = progress.group_finish[group].max(Some(spot.finish));
                self.spots[a as usize] = spot;
                if let Some(taken) = progress.people.get_mut(spot.person as usize) {
                    match offer.pieces {
                        Some(pieces) => {
                            taken.take_all(a, &pieces);
                            progress.divided.add(a, &pieces);
                        }
                        None => taken.take(a, spot.from, spot.from + effort),
                    }
                }
            }
            Err(why_not) => {
                self.progress.group_broken[group] = true;
                self.spots[a as usize] = Spot { why_not: Some(why_not), ..NOWHERE };
            }
        }
    }

    fn find(&self, a: u32, activity: &Activity, choices: &Choices) -> Result<Offer, WhyNot> {
        let bounds = self.bounds(activity)?;
        if activity.effort == 0 {
            let at = bounds.finish.map_or(bounds.start, |finish| bounds.start.max(finish));
            return Ok(Offer {
                spot: Spot { person: NO_PERSON, from: 0, start: at, finish: at, why_not: None },
                pieces: None,
            });
        }
        if activity.people.is_empty() {
            return Err(WhyNot::Nobody);
        }
        let divisible = choices.divisible[a as usize];
        if choices.kept[a as usize]
            && let Some(offer) = self.as_seen(a, activity, &bounds, divisible)
        {
            return Ok(offer);
        }
        let chosen = (choices.who[a as usize] as usize).checked_sub(1).and_then(|index| activity.people.get(index));
        // A choice of somebody without the time (any more) is a wish, not a rule: whoever else may do it is asked then.
        chosen
            .and_then(|&person| self.offer(a, activity, person, &bounds, divisible))
            .or_else(|| self.first_to_finish(a, activity, &bounds, divisible))
            .ok_or(WhyNot::NoTime)
    }

    /// The place that people have seen, or one soon after it; `None` where it is not near, or its person has no time.
    fn as_seen(&self, a: u32, activity: &Activity, bounds: &Bounds, divisible: bool) -> Option<Offer> {
        let earlier = activity.earlier.filter(|earlier| earlier.near)?;
        let person = earlier.person.filter(|person| activity.people.contains(person))?;
        self.offer(a, activity, person, &Bounds { start: bounds.start.max(earlier.start), ..*bounds }, divisible)
    }

    fn first_to_finish(&self, a: u32, activity: &Activity, bounds: &Bounds, divisible: bool) -> Option<Offer> {
        let mut best: Option<Offer> = None;
        for &person in &activity.people {
            let Some(offer) = self.offer(a, activity, person, bounds, divisible) else { continue };
            if best.as_ref().is_none_or(|best| offer.spot.finish < best.spot.finish) {
                best = Some(offer);
            }
        }
        best
    }

    fn bounds(&self, activity: &Activity) -> Result<Bounds, WhyNot> {
        let mut bounds = Bounds { start: activity.release.max(self.problem.now()), finish: None, working: false };
        let milestone = activity.effort == 0;
        for link in &activity.links {
            let from = self.source_minute(link)?;
            if link.working && !milestone {
                bounds.working = true;
            } else if link.kind.holds_finish() {
                bounds.finish = bounds.finish.max(Some(from.saturating_add(link.lag)));
            } else {
                bounds.start = bounds.start.max(from.saturating_add(link.lag));
            }
        }
        Ok(bounds)
    }

    fn source_minute(&self, link: &crate::problem::Link) -> Result<Minute, WhyNot> {
        match link.source {
            Source::Done(minute) => Ok(minute),
            Source::Activity(source) => {
                let spot = &self.spots[source as usize];
                match spot.why_not {
                    Some(_) => Err(WhyNot::WaitsFor(source)),
                    None if link.kind.from_finish() => Ok(spot.finish),
                    None => Ok(spot.start),
                }
            }
        }
    }

    /// The earliest place with this person; `None` if their time does not suffice.
    fn offer(&self, a: u32, activity: &Activity, person: u32, bounds: &Bounds, divisible: bool) -> Option<Offer> {
        let (ready, held) = self.ready(a, activity, person, bounds)?;
        self.offer_from(a, person, activity.effort, (ready, held), divisible)
    }

    /// The earliest place with this person from a working minute on.
    fn offer_from(
        &self,
        a: u32,
        person: u32,
        effort: Minute,
        (ready, held): (Minute, bool),
        divisible: bool,
    ) -> Option<Offer> {
        let calendar = &self.problem.people()[person as usize];
        let taken = &self.progress.people[person as usize];
        let from = taken.first_gap(ready, effort);
        let known = &self.known[a as usize];
        if known.get().person == person && known.get().from == from && !(divisible && from > ready) {
            let Known { start, finish, .. } = known.get();
            return Some(Offer { spot: Spot { person, from, start, finish, why_not: None }, pieces: None });
        }
        let whole = calendar.end_of(from + effort).filter(|_| from + effort <= calendar.total());
        // A finish that is held by a link is met by starting later, never by being put aside.
        if divisible
            && !held
            && from > ready
            && let Some(pieces) = aside::flow(self, &self.problem.activities()[a as usize], person, ready, from)
        {
            let (first, last) = (pieces.first()?.0, pieces.last()?.1);
            let end = calendar.end_of(last)?;
            if whole.is_none_or(|whole| end < whole) {
                let spot = Spot { person, from: first, start: calendar.start_of(first)?, finish: end, why_not: None };
                return Some(Offer { spot, pieces: (pieces.len() > 1).then_some(pieces) });
            }
        }
        let spot = Spot { person, from, start: calendar.start_of(from)?, finish: whole?, why_not: None };
        known.set(Known { person, from, start: spot.start, finish: spot.finish, ..known.get() });
        Some(Offer { spot, pieces: None })
    }

    /// The working minute of this person from which it could be done, and whether a link holds its finish.
    fn ready(&self, a: u32, activity: &Activity, person: u32, bounds: &Bounds) -> Option<(Minute, bool)> {
        let calendar = self.problem.people().get(person as usize)?;
        let (mut start, mut finish) = (bounds.start, bounds.finish);
        if bounds.working {
            for link in activity.links.iter().filter(|link| link.working) {
                let bound = calendar.shifted(self.source_minute(link).ok()?, link.lag)?;
                if link.kind.holds_finish() { finish = finish.max(Some(bound)) } else { start = start.max(bound) }
            }
        }
        let mut ready = self.working_minute(a, person, start);
        if let Some(finish) = finish {
            ready = ready.max(calendar.work_finishing_from(finish)? - activity.effort);
        }
        Some((ready, finish.is_some()))
    }
}
