//! Anchor: a schedule that others differ from only from some place on, so that they need not be made from the start.
//!
//! A search changes little: most of the order before a change is placed as it was. Here the progress of one schedule is
//! kept at a few places of its order; the next one goes on from the last of them before the first difference. What comes
//! out is the same to the bit.

use super::progress::Progress;
use super::{Choices, Spot};

/// Places at which progress is kept: more save less work each, and cost as much to copy.
const MARKS: usize = 8;

#[derive(Debug, Default)]
pub(super) struct Anchor {
    choices: Choices,
    spots: Vec<Spot>,
    /// Progress of its own before each multiple of [`Self::step`] but the first.
    marks: Vec<Progress>,
    /// The same of the schedule made last, from the first that it does not share.
    fresh: Vec<Progress>,
    shared: usize,
}

impl Anchor {
    /// Activities from one mark to the next, in an order of so many.
    pub(super) fn step(count: usize) -> usize {
        count.div_ceil(MARKS).max(1)
    }

    /// How many marks `choices` share, with the progress and places until there; none where nothing is kept yet.
    pub(super) fn begin(&mut self, choices: &Choices) -> Option<(usize, &Progress, &[Spot])> {
        let count = choices.order.len();
        self.marks.resize_with(MARKS, Progress::default);
        self.fresh.resize_with(MARKS, Progress::default);
        self.shared = self.choices.first_difference(choices).min(count.saturating_sub(1)) / Self::step(count);
        let mark = self.marks.get(self.shared.checked_sub(1)?)?;
        Some((self.shared, mark, &self.spots))
    }

    /// Notes the progress of the schedule that is being made, before place `number × step`.
    pub(super) fn note(&mut self, number: usize, progress: &Progress) {
        if let Some(fresh) = number.checked_sub(1).and_then(|at| self.fresh.get_mut(at)) {
            fresh.copy(progress);
        }
    }

    /// The schedule made last becomes the anchor.
    pub(super) fn keep(&mut self, choices: &Choices, spots: &[Spot]) {
        let own = self.shared.min(MARKS);
        self.marks[own..].swap_with_slice(&mut self.fresh[own..]);
        self.choices.clone_from(choices);
        self.spots.clear();
        self.spots.extend_from_slice(spots);
    }
}

impl Choices {
    /// The first place of the order from which anything is decided otherwise; the length of the order where nothing is.
    fn first_difference(&self, other: &Self) -> usize {
        let same = |at: &usize| self.order.get(*at) == other.order.get(*at);
        let place = (0..other.order.len()).find(|at| !same(at)).unwrap_or(other.order.len());
        if self.who == other.who && self.divisible == other.divisible && self.kept == other.kept {
            return place;
        }
        let decided = |choices: &Self, a: usize| {
            (choices.who.get(a).copied(), choices.divisible.get(a).copied(), choices.kept.get(a).copied())
        };
        let differs = |a: &u32| decided(self, *a as usize) != decided(other, *a as usize);
        other.order.iter().take(place).position(differs).unwrap_or(place)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::Generator;
    use super::*;
    use crate::problem::{Activity, Group, Link, LinkKind, Problem, Source};
    use crate::random::Sequence;
    use crate::{Calendar, Schedule};

    /// Forty tasks of three people, some pinned, late enough that long ones are put aside.
    fn problem() -> Option<Problem> {
        let mut random = Sequence::new(11);
        let calendar = Arc::new(Calendar::new((0..400).map(|day| (day * 1440, day * 1440 + 400))));
        let activities = (0..40_u32).map(|a| Activity {
            id: u64::from(a),
            effort: 30 + random.below(600) as i64,
            people: (0..3).filter(|_| random.chance(60)).collect(),
            release: random.below(3000) as i64,
            links: (0..a)
                .filter(|_| random.chance(4))
                .map(|source| Link {
                    source: Source::Activity(source),
                    kind: LinkKind::FinishToStart,
                    lag: 0,
                    working: false,
                })
                .collect(),
            group: a % 4,
            due: Some(1440 * i64::from(a % 7 + 1)),
            soft_due: None,
            earlier: None,
            pinned: a % 9 == 3,
        });
        let groups = vec![Group { due: Some(4000), due_rest: 0.0, weight: 1.0 }; 4];
        Problem::new(0, vec![calendar; 3], activities.collect(), groups, vec![]).ok()
    }

    fn waits(problem: &Problem, earlier: u32, later: u32) -> bool {
        problem.followers()[earlier as usize].contains(&later)
    }

    fn made(problem: &Problem, choices: &Choices) -> Schedule {
        let mut generator = Generator::new(problem);
        generator.generate(choices);
        generator.schedule()
    }

    #[test]
    fn what_is_made_from_the_first_difference_on_is_what_is_made_from_the_start() {
        let Some(problem) = problem() else { return assert_eq!(0, 1, "not a problem") };
        let mut generator = Generator::new(&problem);
        let mut random = Sequence::new(3);
        let mut current = Choices::of(problem.topological().to_vec());
        for round in 0..400 {
            let mut candidate = current.clone();
            let a = random.below(40);
            match random.below(4) {
                0 => candidate.divisible[a] = !candidate.divisible[a],
                1 => candidate.who[a] = random.below(4) as u32,
                2 if a < 39 && !waits(&problem, candidate.order[a], candidate.order[a + 1]) => {
                    candidate.order.swap(a, a + 1)
                }
                _ => {}
            }
            let score = generator.regenerate(&candidate);
            let (again, afresh) = (generator.schedule(), made(&problem, &candidate));
            assert_eq!((score, &again), (afresh.score, &afresh), "round {round}");
            if random.chance(50) {
                generator.keep(&candidate);
                current = candidate;
            }
        }
    }
}
