//! Breed: individuals, and children that take a stretch of time from one parent and the rest from the other.
//!
//! An individual is a schedule with a direction. A child is built in the direction opposite to its father's: what lies
//! in a random window of the father's time keeps his order, what lies before and after the mother's (two-point crossover
//! in time, after Debels and Vanhoucke 2007, Operations Research 55:457-469).

use super::decode::Direction;
use super::network::Network;
use crate::random::Sequence;

/// Individuals by budget, for projects of up to [`SIZES_OF`] activities: what was best for a thousand, five thousand and
/// fifty thousand schedules; in between it grows evenly on logarithmic scales.
const SIZES: [(f64, f64); 3] = [(1_000.0, 130.0), (5_000.0, 450.0), (50_000.0, 3_000.0)];
/// Larger projects need more generations: fewer individuals, by this power of how much larger they are.
const SIZES_OF: f64 = 32.0;
const SIZES_POWER: f64 = 0.8;
const SIZE_MIN: usize = 10;
const SIZE_MAX: usize = 4_000;
/// Shortest and longest window, in hundredths of the father's makespan.
const WINDOW: (usize, usize) = (10, 50);

/// An odd number with the bits of a good multiplier (Knuth 1998, volume 2, 3.3.4).
const STEP: u64 = 0x5851_f42d_4c95_7f2d;

/// A schedule in its own direction's time.
#[derive(Debug, Clone)]
pub(super) struct Individual {
    pub(super) direction: Direction,
    pub(super) makespan: u32,
    pub(super) start: Vec<u32>,
    pub(super) modes: Vec<u8>,
    /// Of starts, modes and direction, to tell twins.
    pub(super) print: u64,
}

impl Individual {
    /// Memory for a schedule of so many activities.
    pub(super) fn blank(count: usize) -> Self {
        Self { direction: Direction::Forwards, makespan: 0, start: vec![0; count], modes: vec![0; count], print: 0 }
    }

    /// Gives it its print: a sum of products with odd numbers that differ by activity: equal schedules have equal prints, and others
    /// differ but once in 2^64.
    pub(super) fn sign(&mut self) {
        let mut odd = crate::random::mix(self.direction as u64 + 1) | 1;
        let mut print = 0_u64;
        for (start, mode) in self.start.iter().zip(&self.modes) {
            odd = odd.wrapping_mul(STEP);
            let value = u64::from(*start) << 8 | u64::from(*mode);
            print = print.wrapping_add((value + 1).wrapping_mul(odd));
        }
        self.print = crate::random::mix(print);
    }

    /// Starts in the time of `direction`: in the other one, how long before the end an activity finishes.
    fn key<const W: usize>(&self, network: &Network<W>, direction: Direction, a: usize) -> u32 {
        if self.direction == direction {
            self.start[a]
        } else {
            self.makespan - self.start[a] - network.need(a, self.modes[a]).duration
        }
    }

    pub(super) fn keys<const W: usize>(&self, network: &Network<W>, direction: Direction, keys: &mut [u32]) {
        keys.iter_mut().enumerate().for_each(|(a, key)| *key = self.key(network, direction, a));
    }
}

/// Keys and modes of a child of the two, in the direction opposite to the father's.
pub(super) fn cross<const W: usize>(
    network: &Network<W>,
    father: &Individual,
    mother: &Individual,
    random: &mut Sequence,
    (keys, modes): (&mut [u32], &mut [u8]),
) {
    let direction = father.direction.other();
    let makespan = father.makespan as usize;
    let share = WINDOW.0 + random.below(WINDOW.1 - WINDOW.0 + 1);
    let length = (makespan * share / 100).max(1);
    let from = random.below(makespan.saturating_sub(length) + 1) as u32;
    let to = from + length as u32;
    // Three layers: before the window, in it, after it; each as wide as the longer of the two schedules.
    let layer = father.makespan.max(mother.makespan) + 1;
    for a in 0..network.count {
        let his = father.key(network, direction, a);
        let hers = mother.key(network, direction, a);
        (keys[a], modes[a]) = if his < from {
            (hers, mother.modes[a])
        } else if his < to {
            (layer + his, father.modes[a])
        } else {
            (2 * layer + hers, mother.modes[a])
        };
    }
}

/// How many individuals a budget of schedules is best spent on.
pub(super) fn population_size(schedules: u64, activities: usize) -> usize {
    let budget = (schedules as f64).ln();
    let [few, some, many] = SIZES;
    let (low, high) = if budget < some.0.ln() { (few, some) } else { (some, many) };
    let part = (budget - low.0.ln()) / (high.0.ln() - low.0.ln());
    let size = (low.1.ln() + part * (high.1.ln() - low.1.ln())).exp();
    let size = size * (SIZES_OF / activities.max(1) as f64).min(1.0).powf(SIZES_POWER);
    (size.round() as usize).clamp(SIZE_MIN, SIZE_MAX)
}
