//! Decode: serial schedule generation on a profile of what is free (Kolisch 1996), forwards or backwards.
//!
//! All resources of a period are one word (or few): sixteen bits each, the highest a guard that a subtraction leaves set
//! exactly where enough was there. A window is looked through from its end, so that a blocker is skipped as far as
//! possible, and what is known to be free is not looked at twice.

use super::network::{GUARDS, Network};

/// The direction of a schedule: backwards, time runs from the project's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Forwards,
    Backwards,
}

impl Direction {
    pub(super) fn other(self) -> Self {
        match self {
            Self::Forwards => Self::Backwards,
            Self::Backwards => Self::Forwards,
        }
    }
}

/// Builds schedules in memory that is used again and again.
#[derive(Debug)]
pub(super) struct Decoder<'a, const W: usize> {
    network: &'a Network<W>,
    /// By period: what is free, guards set.
    free: Vec<[u64; W]>,
    /// Periods that are not untouched.
    touched: usize,
    /// Key, then place in the direction's order, in one number.
    order: Vec<u64>,
    /// Complete schedules built so far.
    pub(super) built: u64,
}

impl<'a, const W: usize> Decoder<'a, W> {
    pub(super) fn new(network: &'a Network<W>) -> Self {
        Self {
            network,
            free: vec![network.capacity; network.horizon + 1],
            touched: 0,
            order: Vec::with_capacity(network.count),
            built: 0,
        }
    }

    /// Builds the schedule that takes activities by the least key (which never puts one before what it waits for;
    /// among equals the network's order decides). Writes starts counted in the direction's own time, and says the
    /// makespan. With `choose`, an activity takes the mode in which it finishes first, as far as the stock allows.
    pub(super) fn build(
        &mut self,
        direction: Direction,
        keys: &[u32],
        modes: &mut [u8],
        start: &mut [u32],
        choose: Option<&mut Vec<i64>>,
    ) -> u32 {
        self.built += 1;
        self.free[..self.touched].fill(self.network.capacity);
        self.touched = 0;
        self.line_up(direction, keys);
        let before = &self.network.before[direction as usize];
        let mut makespan = 0;
        let mut left = choose;
        for index in 0..self.order.len() {
            let a = self.activity(direction, index);
            let ready = |start: &[u32], modes: &[u8]| {
                let finish = |p: &u32| {
                    let p = *p as usize;
                    start[p] + self.network.modes[p][usize::from(modes[p])].duration
                };
                before[a].iter().map(finish).max().unwrap_or(0)
            };
            let ready = ready(start, modes) as usize;
            if let Some(left) = left.as_deref_mut()
                && self.network.modes[a].len() > 1
            {
                modes[a] = self.first_to_finish(a, modes[a], ready, left);
            }
            let mode = &self.network.modes[a][usize::from(modes[a])];
            let (duration, request) = (mode.duration as usize, mode.request);
            let at = self.first_fit(ready, duration, &request);
            for period in &mut self.free[at..at + duration] {
                for (free, request) in period.iter_mut().zip(&request) {
                    *free -= request;
                }
            }
            self.touched = self.touched.max(at + duration);
            start[a] = at as u32;
            makespan = makespan.max(at + duration);
        }
        makespan as u32
    }

    fn line_up(&mut self, direction: Direction, keys: &[u32]) {
        self.order.clear();
        let last = self.network.count.saturating_sub(1);
        self.order.extend(keys.iter().enumerate().map(|(a, key)| {
            let place = if direction == Direction::Forwards { a } else { last - a };
            (u64::from(*key) << 32) | place as u64
        }));
        self.order.sort_unstable();
    }

    fn activity(&self, direction: Direction, index: usize) -> usize {
        let place = (self.order[index] & u64::from(u32::MAX)) as usize;
        if direction == Direction::Forwards { place } else { self.network.count - 1 - place }
    }

    /// The first period from `ready` on from which `request` is free for the whole duration.
    fn first_fit(&self, ready: usize, duration: usize, request: &[u64; W]) -> usize {
        let mut at = ready;
        let mut known = ready;
        loop {
            let mut period = at + duration;
            loop {
                if period <= known {
                    return at;
                }
                period -= 1;
                if !fits(&self.free[period], request) {
                    break;
                }
            }
            known = at + duration;
            at = period + 1;
            known = known.max(at);
        }
    }

    fn first_to_finish(&self, a: usize, mode: u8, ready: usize, left: &mut [i64]) -> u8 {
        let modes = &self.network.modes[a];
        let current = &modes[usize::from(mode)];
        let finish =
            |duration: u32, request: &[u64; W]| self.first_fit(ready, duration as usize, request) + duration as usize;
        let mut best = mode;
        let mut best_finish = finish(current.duration, &current.request);
        for (other, candidate) in (0_u8..).zip(modes) {
            let mut changes = candidate.nonrenewable.iter().zip(&current.nonrenewable).zip(left.iter());
            let affordable = changes.all(|((more, less), left)| i64::from(*more) - i64::from(*less) <= *left);
            if other == mode || !affordable {
                continue;
            }
            let candidate_finish = finish(candidate.duration, &candidate.request);
            if candidate_finish < best_finish {
                (best, best_finish) = (other, candidate_finish);
            }
        }
        let chosen = &modes[usize::from(best)];
        for ((left, more), less) in left.iter_mut().zip(&chosen.nonrenewable).zip(&current.nonrenewable) {
            *left -= i64::from(*more) - i64::from(*less);
        }
        best
    }
}

fn fits<const W: usize>(free: &[u64; W], request: &[u64; W]) -> bool {
    let mut guards = GUARDS;
    for (free, request) in free.iter().zip(request) {
        guards &= free - request;
    }
    guards & GUARDS == GUARDS
}
