//! Moves: small changes of the choices that a schedule is made from.

use crate::generate::{Choices, Generator};
use crate::problem::{Problem, sources};
use crate::random::Sequence;

/// A random move goes over this part of the order at most: farther ones are hardly ever kept, and cost more, as all that
/// comes after the first place that differs is placed anew.
const REACH: usize = 4;

/// Makes moves, with the memory for it.
#[derive(Debug)]
pub(super) struct Mover<'a> {
    problem: &'a Problem,
    marked: Vec<bool>,
    place: Vec<u32>,
    /// Activities that more than one person can do.
    shared: Vec<u32>,
    /// Activities long enough to be put aside.
    long: Vec<u32>,
    /// Activities that people have seen start soon.
    near: Vec<u32>,
    moved: Vec<u32>,
    kept: Vec<u32>,
}

impl<'a> Mover<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let count = problem.activities().len();
        let all = || (0_u32..).zip(problem.activities());
        Self {
            problem,
            marked: vec![false; count],
            place: vec![0; count],
            shared: all().filter(|(_, a)| a.people.len() > 1).map(|(index, _)| index).collect(),
            long: all().filter(|(_, a)| a.effort > crate::problem::PIECE_MIN).map(|(index, _)| index).collect(),
            near: all().filter(|(_, a)| a.earlier.is_some_and(|e| e.near)).map(|(index, _)| index).collect(),
            moved: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// There is anything to decide.
    pub(super) fn can_move(&self) -> bool {
        self.problem.activities().len() > 1 || !self.shared.is_empty()
    }

    /// One change, mostly where it promises something in the schedule that was built last.
    pub(super) fn change(&mut self, choices: &mut Choices, built: &Generator<'_>, random: &mut Sequence) {
        match random.below(100) {
            0..45 => self.hurry(choices, built, random),
            45..60 if !self.shared.is_empty() => self.give(choices, random),
            60..70 if !self.long.is_empty() => {
                let a = self.long[random.below(self.long.len())] as usize;
                choices.divisible[a] = !choices.divisible[a];
            }
            70..75 if !self.near.is_empty() => {
                let a = self.near[random.below(self.near.len())] as usize;
                choices.kept[a] = !choices.kept[a];
            }
            _ => self.shake(choices, random),
        }
    }

    /// Any activity to anywhere near.
    pub(super) fn shake(&mut self, choices: &mut Choices, random: &mut Sequence) {
        let count = choices.order.len();
        let (from, reach) = (random.below(count), count.div_ceil(REACH));
        let low = from.saturating_sub(reach);
        let to = low + random.below((from + reach + 1).min(count) - low);
        self.shift(&mut choices.order, from, to);
    }

    /// Takes something on the way to a group's finish and puts it before what keeps its person busy.
    fn hurry(&mut self, choices: &mut Choices, built: &Generator<'_>, random: &mut Sequence) {
        let Some(mut a) = self.last_of_some_group(built, random) else { return self.shake(choices, random) };
        // Some steps back along what it waits for, so that all of the chain has its turn.
        for _ in 0..random.below(6) {
            let finish = |source: &u32| built.spots()[*source as usize].finish;
            match sources(&self.problem.activities()[a as usize]).max_by_key(finish) {
                Some(source) => a = source,
                None => break,
            }
        }
        let spot = built.spots()[a as usize];
        let Some(blocker) = built.before(spot.person, spot.from) else { return self.shake(choices, random) };
        self.note_places(&choices.order);
        let (from, to) = (self.place[a as usize] as usize, self.place[blocker as usize] as usize);
        if to < from {
            self.shift(&mut choices.order, from, to);
        } else {
            self.shift(&mut choices.order, from, random.below(from + 1));
        }
    }

    /// The activity that finishes last in a group, a late one if the first picked is not.
    fn last_of_some_group(&self, built: &Generator<'_>, random: &mut Sequence) -> Option<u32> {
        let members = self.problem.members();
        let finish = |a: &u32| built.spots()[*a as usize].finish;
        let mut chosen = None;
        for _ in 0..3 {
            let group = random.below(members.len());
            let Some(last) = members.get(group)?.iter().copied().max_by_key(finish) else { continue };
            let late = self.problem.groups()[group].due.is_some_and(|due| finish(&last) > due);
            chosen = Some(last);
            if late {
                break;
            }
        }
        chosen
    }

    fn give(&mut self, choices: &mut Choices, random: &mut Sequence) {
        let a = self.shared[random.below(self.shared.len())] as usize;
        let people = self.problem.activities()[a].people.len();
        choices.who[a] = u32::try_from(random.below(people + 1)).unwrap_or(0);
    }

    fn note_places(&mut self, order: &[u32]) {
        for (place, a) in (0_u32..).zip(order) {
            self.place[*a as usize] = place;
        }
    }

    /// Moves the activity at `from` to `to`; what it waits for (or what waits for it) in between goes along.
    pub(super) fn shift(&mut self, order: &mut [u32], from: usize, to: usize) {
        if from == to {
            return;
        }
        let earlier = to < from;
        let span = if earlier { &mut order[to..=from] } else { &mut order[from..=to] };
        self.marked.fill(false);
        self.moved.clear();
        self.kept.clear();
        if earlier {
            if let Some(last) = span.last() {
                self.marked[*last as usize] = true;
            }
            for &a in span.iter().rev() {
                if self.marked[a as usize] {
                    self.moved.push(a);
                    sources(&self.problem.activities()[a as usize]).for_each(|s| self.marked[s as usize] = true);
                } else {
                    self.kept.push(a);
                }
            }
            let first = self.moved.iter().rev().chain(self.kept.iter().rev());
            span.iter_mut().zip(first).for_each(|(slot, a)| *slot = *a);
        } else {
            if let Some(first) = span.first() {
                self.marked[*first as usize] = true;
            }
            for &a in span.iter() {
                if self.marked[a as usize] {
                    self.moved.push(a);
                    self.problem.followers()[a as usize].iter().for_each(|f| self.marked[*f as usize] = true);
                } else {
                    self.kept.push(a);
                }
            }
            let first = self.kept.iter().chain(self.moved.iter());
            span.iter_mut().zip(first).for_each(|(slot, a)| *slot = *a);
        }
    }
}

/// The choices that make the earlier plan again, as far as it still holds; `None` without one.
pub(super) fn as_before(problem: &Problem) -> Option<Choices> {
    let activities = problem.activities();
    if activities.iter().all(|activity| activity.earlier.is_none()) {
        return None;
    }
    let start = |a: u32| activities[a as usize].earlier.map_or(i64::MAX, |earlier| earlier.start);
    let mut choices = Choices::of(crate::generate::by_priority(problem, start));
    for ((who, divisible), activity) in choices.who.iter_mut().zip(&mut choices.divisible).zip(activities) {
        let person = activity.earlier.and_then(|earlier| earlier.person);
        let index = person.and_then(|person| activity.people.iter().position(|p| *p == person));
        *who = index.and_then(|index| u32::try_from(index + 1).ok()).unwrap_or(0);
        *divisible = activity.earlier.is_some_and(|earlier| earlier.divided);
    }
    Some(choices)
}
