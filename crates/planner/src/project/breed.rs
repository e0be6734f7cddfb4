//! Breed: individuals, and children that take a stretch of time from one parent and the rest from the other.
//!
//! An individual is a schedule with a direction. A child is built in the direction opposite to its father's: what lies
//! in a random window of the father's time keeps his order, what lies before and after the mother's (two-point crossover
//! in time, after Debels and Vanhoucke 2007, Operations Research 55:457-469).

use super::decode::Direction;
use super::network::Network;
use crate::random::Sequence;

/// Shortest and longest window, in hundredths of the father's makespan.
const WINDOW: (usize, usize) = (10, 50);

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
    pub(super) fn of(direction: Direction, makespan: u32, start: &[u32], modes: &[u8]) -> Self {
        let mut print = crate::random::mix(direction as u64 + 1);
        for (start, mode) in start.iter().zip(modes) {
            print = crate::random::mix(print ^ (u64::from(*start) << 8 | u64::from(*mode)));
        }
        Self { direction, makespan, start: start.to_vec(), modes: modes.to_vec(), print }
    }

    /// Starts in the time of `direction`: in the other one, how long before the end an activity finishes.
    fn key<const W: usize>(&self, network: &Network<W>, direction: Direction, a: usize) -> u32 {
        if self.direction == direction {
            self.start[a]
        } else {
            self.makespan - self.start[a] - network.modes[a][usize::from(self.modes[a])].duration
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
