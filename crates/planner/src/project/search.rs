//! Search: a steady-state genetic algorithm with forward-backward improvement (double justification; Valls, Ballestín,
//! Quintanilla 2005, EJOR 165:375-386) over schedules of both directions.
//!
//! Each child is built in the direction opposite to its father's, and takes the place of the worst of a few: it is given
//! up as soon as it must be worse than that one. One that is hardly worse than its worse parent is justified to the
//! other side. Every schedule that is built counts, and what was given up by its share. It ends where nothing is shorter.

use std::collections::HashSet;

use super::bound::{lower_bound, tails};
use super::breed::{Individual, cross, population_size};
use super::decode::{Decoder, Direction};
use super::network::Network;
use super::refute::{Refuter, Verdict};
use super::{Project, Unsolvable, modes, sample};
use crate::random::Sequence;

/// Of so many, picked at random, the worst makes room.
const WORST_OF: usize = 5;
/// Of so many, picked at random, the best becomes a parent.
const BEST_OF: usize = 3;
/// Times that a mother is looked for who is not the father.
const PICKS: usize = 5;
/// Justifications of a new individual, and of a child: each costs a schedule.
const PASSES_OF_FIRST: usize = 2;
const PASSES_OF_CHILD: usize = 1;
/// A child that is longer than its worse parent by no more than this is justified.
const WORSE_BY: u32 = 1;
/// Of a hundred first schedules, how many are generated in parallel.
const PARALLEL: usize = 50;
/// Of a hundred children, how many have some modes changed.
const MODE_MUTATIONS: usize = 60;
/// Elementary steps of proof, for each schedule of the budget and each activity: a small part of what building it takes.
const PROVING: u64 = 2;
/// Children in a row that bring nothing, by individual, after which the population is made anew.
const STALE: usize = 4;

/// A schedule of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    pub makespan: u32,
    /// By activity: the period in which it starts, and its mode's number.
    pub start: Vec<u32>,
    pub mode: Vec<u32>,
    /// Complete schedules that were built.
    pub schedules: u64,
    /// It meets a lower bound, or all that is shorter has been refuted.
    pub proved: bool,
}

/// The best of at most `schedules` schedules (one is always built), or of those until `keep_going` says no.
pub fn solve(
    project: &Project,
    seed: u64,
    schedules: u64,
    keep_going: &mut dyn FnMut() -> bool,
) -> Result<Solution, Unsolvable> {
    match project.renewable.len() {
        0..=4 => Search::<1>::solve(project, seed, schedules, keep_going),
        5..=8 => Search::<2>::solve(project, seed, schedules, keep_going),
        _ => Search::<8>::solve(project, seed, schedules, keep_going),
    }
}

struct Search<'a, const W: usize> {
    network: &'a Network<W>,
    decoder: Decoder<'a, W>,
    random: Sequence,
    schedules: u64,
    keep_going: &'a mut dyn FnMut() -> bool,
    stopped: bool,
    bound: u32,
    refuter: Refuter<'a, W>,
    /// The makespan that was last asked to be proved, and how often; and from how many schedules on it is asked again.
    asked: (u32, u8),
    ask_from: u64,
    /// By direction and activity: how much follows at least.
    tails: [Vec<u32>; 2],
    best: Option<Individual>,
    population: Vec<Individual>,
    /// The prints of all in the population.
    known: HashSet<u64>,
    /// The schedule in the making, and the keys that it is made of.
    made: Individual,
    keys: Vec<u32>,
}

impl<'a, const W: usize> Search<'a, W> {
    fn solve(
        project: &Project,
        seed: u64,
        schedules: u64,
        keep_going: &mut dyn FnMut() -> bool,
    ) -> Result<Solution, Unsolvable> {
        let network = Network::<W>::of(project)?;
        let mut search = Search {
            network: &network,
            decoder: Decoder::new(&network),
            random: Sequence::new(seed),
            schedules: schedules.max(1),
            keep_going,
            stopped: false,
            bound: lower_bound(&network),
            refuter: Refuter::new(&network, schedules.saturating_mul(PROVING * network.count as u64)),
            asked: (u32::MAX, 0),
            ask_from: 0,
            tails: [tails(&network, 0), tails(&network, 1)],
            best: None,
            population: Vec::new(),
            known: HashSet::new(),
            made: Individual::blank(network.count),
            keys: vec![0; network.count],
        };
        search.run()?;
        search.solution().ok_or(Unsolvable::NoChoice)
    }

    fn finished(&mut self) -> bool {
        self.stopped = self.stopped || !(self.keep_going)();
        let proved = self.best.as_ref().is_some_and(|best| best.makespan <= self.bound);
        self.best.is_some() && (self.stopped || proved || self.decoder.schedules() >= self.schedules)
    }

    fn run(&mut self) -> Result<(), Unsolvable> {
        let size = population_size(self.schedules, self.network.count);
        while !self.finished() {
            self.found(size)?;
            let mut stale = 0;
            self.prove();
            while !self.finished() && stale < STALE * size {
                if self.child() {
                    stale = 0
                } else {
                    stale += 1
                }
                if self.decoder.schedules() >= self.ask_from {
                    self.prove();
                }
            }
        }
        Ok(())
    }

    /// Tries to show that nothing is shorter than the best: at a glance, and by telling cases apart where that has not
    /// been enough and it is still the best later on. Asked ever more rarely.
    fn prove(&mut self) {
        self.ask_from = self.decoder.schedules().saturating_mul(2);
        let Some(best) = self.best.as_ref().map(|best| best.makespan) else { return };
        if best <= self.bound || self.asked == (best, 2) {
            return;
        }
        let again = self.asked.0 == best;
        self.asked = (best, 1 + u8::from(again));
        match if again { self.refuter.decide(best - 1) } else { self.refuter.glance(best - 1) } {
            Verdict::Refuted => self.bound = best,
            Verdict::Found(start, modes) => {
                (self.made.start, self.made.modes) = (start, modes);
                let ends = (0..self.network.count)
                    .map(|a| self.made.start[a] + self.network.need(a, self.made.modes[a]).duration);
                let makespan = ends.max();
                self.decoder.count();
                self.note(Direction::Forwards, makespan);
                self.ask_from = 0;
            }
            Verdict::Open => {}
        }
    }

    /// A population from nothing: lists biased by how much must follow, justified to both sides.
    fn found(&mut self, size: usize) -> Result<(), Unsolvable> {
        self.population.clear();
        self.known.clear();
        while self.population.len() < size && (self.population.is_empty() || !self.finished()) {
            let direction =
                if self.population.len().is_multiple_of(2) { Direction::Forwards } else { Direction::Backwards };
            self.made.modes = modes::random(self.network, &mut self.random).ok_or(Unsolvable::NoChoice)?;
            let Self { network, random, made, keys, tails, .. } = self;
            if random.chance(PARALLEL) {
                sample::parallel(network, direction, &tails[direction as usize], &made.modes, random, keys);
            } else {
                sample::serial(network, direction, &tails[direction as usize], random, keys);
            }
            self.build(direction, None);
            self.justify(PASSES_OF_FIRST);
            self.known.insert(self.made.print);
            self.population.push(self.made.clone());
        }
        Ok(())
    }

    /// Builds the schedule of the present keys and modes; `false` where it must be longer than `limit`.
    fn build(&mut self, direction: Direction, limit: Option<u32>) -> bool {
        let Self { decoder, keys, made, tails, .. } = self;
        let limit = limit.map(|limit| (limit, tails[direction as usize].as_slice()));
        let built = decoder.build(direction, keys, &mut made.modes, &mut made.start, None, limit);
        self.note(direction, built);
        built.is_some()
    }

    /// Justifies it to the other side (and back again, and so on), in better modes where there are any.
    fn justify(&mut self, passes: usize) {
        for _ in 0..passes {
            if self.finished() {
                break;
            }
            let Self { network, decoder, keys, made, .. } = self;
            let direction = made.direction.other();
            made.keys(network, direction, keys);
            let mut left = modes::left(network, &made.modes);
            let built = decoder.build(direction, keys, &mut made.modes, &mut made.start, Some(&mut left), None);
            self.note(direction, built);
        }
    }

    /// The schedule in the making has been built.
    fn note(&mut self, direction: Direction, makespan: Option<u32>) {
        let Some(makespan) = makespan else { return };
        (self.made.direction, self.made.makespan) = (direction, makespan);
        self.made.sign();
        if self.best.as_ref().is_none_or(|best| self.made.makespan < best.makespan) {
            self.best = Some(self.made.clone());
        }
    }

    fn pick(&mut self) -> usize {
        let count = self.population.len();
        let picks = (0..BEST_OF).map(|_| self.random.below(count));
        picks.min_by_key(|picked| self.population[*picked].makespan).unwrap_or(0)
    }

    /// Makes a child and gives it a place; `false` where it is somebody's twin or would be worse than the worst.
    fn child(&mut self) -> bool {
        let father = self.pick();
        // A father alone makes only himself again.
        let mother = (0..PICKS).map(|_| self.pick()).find(|mother| *mother != father).unwrap_or(father);
        let Self { network, population, random, keys, made, .. } = self;
        let (his, hers) = (&population[father], &population[mother]);
        let (direction, worse) = (his.direction.other(), his.makespan.max(hers.makespan));
        cross(network, his, hers, random, (keys, &mut made.modes));
        if !self.network.single {
            self.change_modes(father);
        }
        let count = self.population.len();
        let worst = (0..WORST_OF).map(|_| self.random.below(count)).max_by_key(|at| self.population[*at].makespan);
        let Some(worst) = worst else { return false };
        if !self.build(direction, Some(self.population[worst].makespan)) {
            return false;
        }
        // Nothing new comes of justifying what is known.
        if self.known.contains(&self.made.print) {
            return false;
        }
        if self.made.makespan <= worse + WORSE_BY {
            self.justify(PASSES_OF_CHILD);
            if self.known.contains(&self.made.print) {
                return false;
            }
        }
        if self.population[worst].makespan >= self.made.makespan {
            self.known.remove(&self.population[worst].print);
            self.known.insert(self.made.print);
            std::mem::swap(&mut self.population[worst], &mut self.made);
        }
        true
    }

    /// Changes a few modes now and then, and makes the choice fit again; the father's fits for certain.
    fn change_modes(&mut self, father: usize) {
        let network = self.network;
        let modes = &mut self.made.modes;
        if self.random.chance(MODE_MUTATIONS) {
            for _ in 0..1 + self.random.below(2) {
                let a = self.random.below(network.count);
                modes[a] = u8::try_from(self.random.below(network.modes[a].len())).unwrap_or(0);
            }
        }
        if !modes::repair(network, modes, &mut self.random) {
            modes.copy_from_slice(&self.population[father].modes);
        }
    }

    fn solution(self) -> Option<Solution> {
        let best = self.best?;
        let (network, count) = (self.network, self.network.count);
        let mut solution = Solution {
            makespan: best.makespan,
            start: vec![0; count],
            mode: vec![0; count],
            schedules: self.decoder.schedules(),
            proved: best.makespan <= self.bound,
        };
        for a in 0..count {
            let mode = &network.modes[a][usize::from(best.modes[a])];
            let original = network.original[a] as usize;
            solution.mode[original] = mode.number;
            solution.start[original] = match best.direction {
                Direction::Forwards => best.start[a],
                Direction::Backwards => best.makespan - best.start[a] - mode.need.duration,
            };
        }
        Some(solution)
    }
}
