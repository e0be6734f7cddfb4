//! Improvement: an anytime local search over activity lists, by a budget of schedules.
//!
//! It starts from the best of the priority rules (and of an earlier plan), then moves single activities about with what
//! they wait for, gives them to other people, and lets long ones be put aside; a change that is not worse stays. Where it
//! finds nothing for long, it starts again from a shaken copy of the best (iterated local search, Lourenço 2003).
//! One thread, one sequence of random numbers: the same seed and budget give the same schedule everywhere.

mod bound;
mod moves;

use std::cell::OnceCell;

use crate::generate::{Choices, Generator, Rule, ordered};
use crate::problem::{Minute, Problem};
use crate::random::Sequence;
use crate::schedule::{Schedule, Score};
use moves::Mover;

/// Schedules without a better one after which the search shakes.
const PATIENCE: u64 = 150;
/// The rule that is best alone.
const FIRST: Rule = Rule::LatestStart;
/// Random moves of a shake.
const SHAKES: usize = 4;
/// A budget is never larger, so that no search runs for ever: years at any speed.
const SCHEDULES_MAX: u64 = 1 << 40;

/// What a search came to.
#[derive(Debug, Clone)]
pub struct Found {
    pub schedule: Schedule,
    pub choices: Choices,
    /// Complete schedules that were built.
    pub schedules: u64,
    /// The schedule meets a lower bound: no other has less lateness and earlier finishes.
    pub proved: bool,
}

/// The best schedule of at most `schedules` (at least one is built), or of those until `keep_going` says no.
pub fn search(problem: &Problem, seed: u64, schedules: u64, keep_going: &mut dyn FnMut() -> bool) -> Found {
    let mut search = Search::begin(problem, seed, schedules.clamp(1, SCHEDULES_MAX), keep_going);
    if !search.finished() {
        search.improve();
    }
    search.found()
}

/// The schedule that people have already seen, made again as far as it still holds; `None` without one.
pub fn as_before(problem: &Problem) -> Option<Found> {
    let choices = moves::as_before(problem)?;
    let mut generator = Generator::new(problem);
    generator.generate(&choices);
    Some(Found { schedule: generator.schedule(), choices, schedules: 1, proved: false })
}

struct Search<'a, 'k> {
    problem: &'a Problem,
    generator: Generator<'a>,
    random: Sequence,
    keep_going: &'k mut dyn FnMut() -> bool,
    left: u64,
    built: u64,
    stopped: bool,
    best: Choices,
    best_score: Score,
    /// Asked for only where everything else is as good as it can be.
    bound: OnceCell<(f64, Minute)>,
    /// The generator holds the best one.
    holds_best: bool,
}

impl<'a, 'k> Search<'a, 'k> {
    fn begin(problem: &'a Problem, seed: u64, schedules: u64, keep_going: &'k mut dyn FnMut() -> bool) -> Self {
        let generator = Generator::new(problem);
        // Whoever has seen a plan would see it again first.
        let best = moves::as_before(problem).unwrap_or_else(|| Choices::of(ordered(problem, FIRST)));
        let random = Sequence::new(seed);
        let best_score = Score::default();
        let mut search = Self {
            problem,
            generator,
            random,
            keep_going,
            left: schedules,
            built: 0,
            stopped: false,
            best,
            best_score,
            bound: OnceCell::new(),
            holds_best: false,
        };
        let first = search.best.clone();
        search.best_score = search.build(&first);
        search.holds_best = true;
        search.try_starts();
        search
    }

    fn build(&mut self, choices: &Choices) -> Score {
        self.left = self.left.saturating_sub(1);
        self.built += 1;
        self.holds_best = false;
        self.generator.generate(choices)
    }

    /// The same, of choices that differ little from those kept last.
    fn rebuild(&mut self, choices: &Choices) -> Score {
        self.left = self.left.saturating_sub(1);
        self.built += 1;
        self.holds_best = false;
        self.generator.regenerate(choices)
    }

    fn finished(&mut self) -> bool {
        self.stopped = self.stopped || !(self.keep_going)();
        self.left == 0 || self.stopped || self.proved()
    }

    fn proved(&self) -> bool {
        let score = &self.best_score;
        let nothing_else = score.unplaced == 0 && score.unkept == 0 && score.put_aside == 0 && score.moved == 0;
        nothing_else && {
            let (late, finish) = *self.bound.get_or_init(|| bound::lower_bound(self.problem));
            score.late <= late && score.finish <= finish
        }
    }

    /// The other rules, each also with everything divisible where something is late, and then also without what people
    /// have seen.
    fn try_starts(&mut self) {
        let seen = self.problem.activities().iter().any(|activity| activity.earlier.is_some());
        for rule in Rule::ALL {
            if self.finished() {
                return;
            }
            let mut choices = Choices::of(ordered(self.problem, rule));
            if seen || rule != FIRST {
                self.consider(choices.clone());
            }
            // Around what is pinned, long work has to be put aside to begin before it.
            let pressed = self.best_score.late > 0.0 || !self.problem.pinned().is_empty();
            if pressed && !self.finished() {
                choices.divisible.fill(true);
                self.consider(choices.clone());
            }
            if seen && self.best_score.late > 0.0 && !self.finished() {
                choices.kept.fill(false);
                self.consider(choices);
            }
        }
    }

    fn consider(&mut self, choices: Choices) {
        if self.left == 0 {
            return;
        }
        let score = self.build(&choices);
        if score.is_better_than(&self.best_score) {
            self.best_score = score;
            self.best = choices;
            self.holds_best = true;
        }
    }

    fn improve(&mut self) {
        let mut mover = Mover::new(self.problem);
        if !mover.can_move() {
            return;
        }
        let mut current = self.best.clone();
        let mut candidate = current.clone();
        let mut current_score = self.rebuild(&current);
        self.generator.keep(&current);
        // The generator may hold another schedule than `current`; targets are read from the one built last.
        let mut since_better = 0;
        while !self.finished() {
            candidate.clone_from(&current);
            mover.change(&mut candidate, &self.generator, &mut self.random);
            let score = self.rebuild(&candidate);
            if !current_score.is_better_than(&score) {
                std::mem::swap(&mut current, &mut candidate);
                current_score = score;
                self.generator.keep(&current);
            }
            if current_score.is_better_than(&self.best_score) {
                self.best.clone_from(&current);
                self.best_score = current_score;
                since_better = 0;
            } else {
                since_better += 1;
            }
            if since_better >= PATIENCE && !self.finished() {
                since_better = 0;
                current.clone_from(&self.best);
                for _ in 0..SHAKES {
                    mover.shake(&mut current, &mut self.random);
                }
                current_score = self.rebuild(&current);
                self.generator.keep(&current);
            }
        }
    }

    fn found(mut self) -> Found {
        let proved = self.proved();
        if !self.holds_best {
            self.generator.generate(&self.best);
        }
        Found { schedule: self.generator.schedule(), choices: self.best, schedules: self.built, proved }
    }
}
