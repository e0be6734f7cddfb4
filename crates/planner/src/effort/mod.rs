//! Effort: what work will take, from what somebody estimated and how estimates have turned out.
//!
//! A forecast is the weighted distribution of how past work came out against its estimate. Work counts the more, the
//! more it is like the work in question: the same person, project, kind and category, an estimate of like size, not
//! long ago. So a person's own history decides where there is much of it, and everybody's where there is little (the
//! shrinkage of hierarchical models), and as only quantiles are read, single disasters do not matter (robustness).
//! Where there is next to no history, a general belief about estimates shows through.

mod blend;
mod levels;

use crate::forecast::{Factors, Spread, Table};
use blend::Blend;
use levels::Levels;

/// Who and what an effort belongs to; equal numbers mean the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Task {
    pub person: u64,
    pub project: u64,
    pub kind: u64,
    pub category: u64,
    /// In hours, above zero.
    pub estimate: f64,
}

/// Work that is done.
#[derive(Debug, Clone, Copy)]
struct Done {
    task: Task,
    /// Natural logarithms of the estimate, and of the actual effort over it.
    size: f64,
    ratio: f64,
}

/// All work that is done, in the order in which it was.
#[derive(Debug, Clone)]
pub struct History {
    done: Vec<Done>,
    levels: Levels,
    /// Logarithms of actual over estimate.
    belief: [f64; BELIEF_VALUES],
}

impl Default for History {
    fn default() -> Self {
        let [least, likely, most] = BELIEF.map(|factor| factor * BELIEF_UNIT);
        let table = Table::of(&Spread::Pert { least, likely, most });
        let share = |index: usize| (index as f64 + 0.5) / BELIEF_VALUES as f64;
        let belief = std::array::from_fn(|index| (table.at(share(index)) as f64 / BELIEF_UNIT).ln());
        Self { done: Vec::new(), levels: Levels::default(), belief }
    }
}

/// Work that is looked at for one forecast, the latest: older work has lost its weight.
const LOOK_BACK: usize = 5_000;
/// How many times as much work of the same person counts, and so on.
const SAME_PERSON: f64 = 8.0;
const SAME_PROJECT: f64 = 2.0;
const SAME_KIND: f64 = 1.5;
const SAME_CATEGORY: f64 = 1.5;
/// Of the very same estimate: people think in certain numbers, and meet them.
const SAME_ESTIMATE: f64 = 1.5;
/// Difference of the logarithms of two estimates at which work counts 1/e.
const SIZE_SCALE: f64 = 0.5;
/// Pieces of work ago at which work counts 1/e.
const AGE_SCALE: f64 = 500.0;
/// The general belief: a number alone is spread like this (least, likely and most, as factors; contracts, section 1).
const BELIEF: [f64; 3] = [0.7, 1.0, 1.9];
/// Of the belief, so many quantiles are taken, each of the same weight.
const BELIEF_VALUES: usize = 9;
/// Parts of one that the belief's factors are told in.
const BELIEF_UNIT: f64 = 1e6;
/// How much all of the belief counts: as one piece of work that is like in everything, so that the first few pieces of a
/// history do not pass for all there is. On 4,870 real tasks a fiftieth of it would lose 0.001 less (pinball loss of ln
/// hours), and three times as much 0.001 more.
const BELIEF_WEIGHT: f64 = SAME_PERSON * SAME_PROJECT * SAME_KIND * SAME_CATEGORY * SAME_ESTIMATE;
/// Two sizes that differ by less in their logarithms are the same.
const ROUNDING: f64 = 1e-9;

impl History {
    /// Notes that `task` took `actual` hours; what has no sense (nothing, less, or no number) is left out.
    pub fn add(&mut self, task: Task, actual: f64) {
        let ratio = (actual / task.estimate).ln();
        if task.estimate > 0.0 && ratio.is_finite() {
            let told = self.blend(&task).quantiles(self.levels.known());
            self.levels.learn(told, ratio);
            self.done.push(Done { task, size: task.estimate.ln(), ratio });
        }
    }

    /// The effort in hours at each of the quantiles `wanted`, which are in order and from 0 to 1.
    pub fn forecast<const N: usize>(&self, task: &Task, wanted: [f64; N]) -> [f64; N] {
        let levels = wanted.map(|share| self.levels.level(share));
        self.blend(task).quantiles(levels).map(|ratio| task.estimate * ratio.exp())
    }

    /// What an effort of this sort comes to over its estimate, for futures to draw from.
    pub fn factors(&self, task: &Task) -> Factors {
        let blend = self.blend(task);
        Factors::of(|shares| blend.at(shares.map(|share| self.levels.level(share))).map(f64::exp).collect())
    }

    /// Pieces of work that are done by the same person and were estimated at half of this to twice as much.
    pub fn alike(&self, task: &Task) -> usize {
        let size = task.estimate.ln();
        let alike = |done: &&Done| {
            done.task.person == task.person && (done.size - size).abs() <= std::f64::consts::LN_2 + ROUNDING
        };
        self.done.iter().rev().take(LOOK_BACK).filter(alike).count()
    }

    fn blend(&self, task: &Task) -> Blend {
        let mut blend = Blend::default();
        let share = BELIEF_WEIGHT / self.belief.len() as f64;
        self.belief.iter().for_each(|ratio| blend.add(*ratio, share));
        let size = task.estimate.ln();
        for (age, done) in self.done.iter().rev().take(LOOK_BACK).enumerate() {
            blend.add(done.ratio, likeness(task, size, done, age));
        }
        blend
    }
}

/// How much past work says about the work in question.
fn likeness(task: &Task, size: f64, done: &Done, age: usize) -> f64 {
    let same = |is: bool, times: f64| if is { times } else { 1.0 };
    let apart = (size - done.size).abs();
    same(task.person == done.task.person, SAME_PERSON)
        * same(task.project == done.task.project, SAME_PROJECT)
        * same(task.kind == done.task.kind, SAME_KIND)
        * same(task.category == done.task.category, SAME_CATEGORY)
        * same(apart < ROUNDING, SAME_ESTIMATE)
        * (-apart / SIZE_SCALE - age as f64 / AGE_SCALE).exp()
}
