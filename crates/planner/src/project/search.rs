//! Search: a steady-state genetic algorithm with forward-backward improvement (double justification; Valls, Ballestín,
//! Quintanilla 2005, EJOR 165:375-386) over schedules of both directions.
//!
//! Each child is built in the direction opposite to its father's; one that is not worse than its worse parent is
//! justified to the other side. It takes the place of the worst of a few. Every schedule that is built counts.

use super::bound::{lower_bound, tails};
use super::breed::{Individual, cross};
use super::decode::{Decoder, Direction};
use super::network::Network;
use super::{Project, Unsolvable, modes};
use crate::random::Sequence;

/// Individuals by budget, for projects of up to [`SIZES_OF`] activities: what was best for a thousand, five thousand and
/// fifty thousand schedules; in between it grows evenly on logarithmic scales.
const SIZES: [(f64, f64); 3] = [(1_000.0, 100.0), (5_000.0, 300.0), (50_000.0, 2_400.0)];
/// Larger projects need more generations: fewer individuals, by this power of how much larger they are.
const SIZES_OF: f64 = 32.0;
const SIZES_POWER: f64 = 0.8;
const SIZE_MIN: usize = 10;
const SIZE_MAX: usize = 3_000;
/// Of so many, picked at random, the worst makes room.
const WORST_OF: usize = 5;
/// Of so many, picked at random, the best becomes a parent.
const BEST_OF: usize = 2;
/// Times that a mother is looked for who is not the father.
const PICKS: usize = 5;
/// Justifications of a new individual, and of a child: each costs a schedule.
const PASSES_OF_FIRST: usize = 2;
const PASSES_OF_CHILD: usize = 1;
/// Of a hundred children, how many have some modes changed.
const MODE_MUTATIONS: usize = 60;
/// Children in a row that are twins of somebody, by individual, after which the population is made anew.
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
    /// The makespan meets a lower bound.
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
    best: Option<Individual>,
    population: Vec<Individual>,
    /// The schedule in the making.
    keys: Vec<u32>,
    start: Vec<u32>,
    modes: Vec<u8>,
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
            best: None,
            population: Vec::new(),
            keys: vec![0; network.count],
            start: vec![0; network.count],
            modes: vec![0; network.count],
        };
        search.run()?;
        search.solution().ok_or(Unsolvable::NoChoice)
    }

    fn finished(&mut self) -> bool {
        self.stopped = self.stopped || !(self.keep_going)();
        let proved = self.best.as_ref().is_some_and(|best| best.makespan <= self.bound);
        self.best.is_some() && (self.stopped || proved || self.decoder.built >= self.schedules)
    }

    fn run(&mut self) -> Result<(), Unsolvable> {
        let size = population_size(self.schedules, self.network.count);
        while !self.finished() {
            self.found(size)?;
            let mut stale = 0;
            while !self.finished() && stale < STALE * size {
                if self.child() { stale = 0 } else { stale += 1 }
            }
        }
        Ok(())
    }

    /// A population from nothing: lists biased by how much must follow, justified to both sides.
    fn found(&mut self, size: usize) -> Result<(), Unsolvable> {
        self.population.clear();
        let tails = [tails(self.network, 0), tails(self.network, 1)];
        while self.population.len() < size && (self.population.is_empty() || !self.finished()) {
            let direction =
                if self.population.len().is_multiple_of(2) { Direction::Forwards } else { Direction::Backwards };
            self.modes = modes::random(self.network, &mut self.random).ok_or(Unsolvable::NoChoice)?;
            self.sample(direction, &tails[direction as usize]);
            let first = self.build(direction);
            let made = self.justified(first, PASSES_OF_FIRST);
            self.population.push(made);
        }
        Ok(())
    }

    /// Keys that draw the activity with the longest tail most often (regret-based biased random sampling, Drexl 1991),
    /// as far as what waits for what allows.
    fn sample(&mut self, direction: Direction, tails: &[u32]) {
        let network = self.network;
        let (before, after) = (&network.before[direction as usize], &network.before[direction.other() as usize]);
        let mut waits: Vec<usize> = before.iter().map(Vec::len).collect();
        let mut open: Vec<usize> = (0..network.count).filter(|a| waits[*a] == 0).collect();
        for key in 0..network.count as u32 {
            let least = open.iter().map(|a| tails[*a]).min().unwrap_or(0);
            let weight = |a: &usize| u64::from(tails[*a] - least + 1);
            let sum: u64 = open.iter().map(weight).sum();
            let mut left = self.random.below(usize::try_from(sum).unwrap_or(usize::MAX)) as u64;
            let picked = open.iter().position(|a| {
                let weight = weight(a);
                let here = left < weight;
                left = left.saturating_sub(weight);
                here
            });
            let Some(picked) = picked else { return };
            let a = open.swap_remove(picked);
            self.keys[a] = key;
            for &next in &after[a] {
                waits[next as usize] -= 1;
                if waits[next as usize] == 0 {
                    open.push(next as usize);
                }
            }
        }
    }

    /// Builds the schedule of the present keys and modes.
    fn build(&mut self, direction: Direction) -> Individual {
        let Self { decoder, keys, modes, start, .. } = self;
        let makespan = decoder.build(direction, keys, modes, start, None);
        let made = Individual::of(direction, makespan, start, modes);
        self.note(&made);
        made
    }

    /// The same, justified to the other side (and back again, and so on), in better modes where there are any.
    fn justified(&mut self, mut made: Individual, passes: usize) -> Individual {
        for _ in 0..passes {
            if self.finished() {
                break;
            }
            let direction = made.direction.other();
            made.keys(self.network, direction, &mut self.keys);
            self.modes.copy_from_slice(&made.modes);
            let mut left = modes::left(self.network, &self.modes);
            let Self { decoder, keys, modes, start, .. } = self;
            let makespan = decoder.build(direction, keys, modes, start, Some(&mut left));
            made = Individual::of(direction, makespan, start, modes);
            self.note(&made);
        }
        made
    }

    fn note(&mut self, made: &Individual) {
        if self.best.as_ref().is_none_or(|best| made.makespan < best.makespan) {
            self.best = Some(made.clone());
        }
    }

    fn pick(&mut self) -> usize {
        let count = self.population.len();
        let picks = (0..BEST_OF).map(|_| self.random.below(count));
        picks.min_by_key(|picked| self.population[*picked].makespan).unwrap_or(0)
    }

    /// Makes a child and gives it a place; `false` where it is somebody's twin.
    fn child(&mut self) -> bool {
        let father = self.pick();
        // A father alone makes only himself again.
        let mother = (0..PICKS).map(|_| self.pick()).find(|mother| *mother != father).unwrap_or(father);
        let Self { network, population, random, keys, modes, .. } = self;
        let (father, mother) = (&population[father], &population[mother]);
        let (direction, worse) = (father.direction.other(), father.makespan.max(mother.makespan));
        cross(network, father, mother, random, (keys, modes));
        if !self.network.stock.is_empty() || self.network.modes.iter().any(|of_a| of_a.len() > 1) {
            let parent = father.modes.clone();
            self.change_modes(&parent);
        }
        let mut made = self.build(direction);
        // Nothing new comes of justifying what is known.
        if self.is_known(&made) {
            return false;
        }
        if made.makespan <= worse {
            made = self.justified(made, PASSES_OF_CHILD);
        }
        if self.is_known(&made) {
            return false;
        }
        let count = self.population.len();
        let worst = (0..WORST_OF).map(|_| self.random.below(count)).max_by_key(|at| self.population[*at].makespan);
        if let Some(worst) = worst
            && self.population[worst].makespan >= made.makespan
        {
            self.population[worst] = made;
        }
        true
    }

    fn is_known(&self, made: &Individual) -> bool {
        self.population.iter().any(|other| other.makespan == made.makespan && other.print == made.print)
    }

    /// Changes a few modes now and then, and makes the choice fit again; the father's fits for certain.
    fn change_modes(&mut self, fathers: &[u8]) {
        let network = self.network;
        if self.random.chance(MODE_MUTATIONS) {
            for _ in 0..1 + self.random.below(2) {
                let a = self.random.below(network.count);
                self.modes[a] = u8::try_from(self.random.below(network.modes[a].len())).unwrap_or(0);
            }
        }
        if !modes::repair(network, &mut self.modes, &mut self.random) {
            self.modes.copy_from_slice(fathers);
        }
    }

    fn solution(self) -> Option<Solution> {
        let best = self.best?;
        let (network, count) = (self.network, self.network.count);
        let mut solution = Solution {
            makespan: best.makespan,
            start: vec![0; count],
            mode: vec![0; count],
            schedules: self.decoder.built,
            proved: best.makespan <= self.bound,
        };
        for a in 0..count {
            let mode = &network.modes[a][usize::from(best.modes[a])];
            let original = network.original[a] as usize;
            solution.mode[original] = mode.number;
            solution.start[original] = match best.direction {
                Direction::Forwards => best.start[a],
                Direction::Backwards => best.makespan - best.start[a] - mode.duration,
            };
        }
        Some(solution)
    }
}

fn population_size(schedules: u64, activities: usize) -> usize {
    let budget = (schedules as f64).ln();
    let [few, some, many] = SIZES;
    let (low, high) = if budget < some.0.ln() { (few, some) } else { (some, many) };
    let part = (budget - low.0.ln()) / (high.0.ln() - low.0.ln());
    let size = (low.1.ln() + part * (high.1.ln() - low.1.ln())).exp();
    let size = size * (SIZES_OF / activities.max(1) as f64).min(1.0).powf(SIZES_POWER);
    (size.round() as usize).clamp(SIZE_MIN, SIZE_MAX)
}
