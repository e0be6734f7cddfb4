//! Decode: serial schedule generation on a profile of what is free (Kolisch 1996), forwards or backwards.
//!
//! All resources of a period are one word (or few): sixteen bits each, the highest a guard that a subtraction leaves set
//! exactly where enough was there. A window is looked through from its end, so that a blocker is skipped as far as
//! possible, and what is known to be free is not looked at twice.

use super::network::{GUARDS, Need, Network};

/// Keys by activity up to which counting is faster than comparing.
const SPARSE: usize = 64;

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
    /// Activities in the order of their keys.
    order: Vec<u32>,
    /// By key: how many have a lesser one.
    less: Vec<u32>,
    /// By activity: when it has finished, in the direction's own time.
    finish: Vec<u32>,
    /// By activity: what it needs where it has one mode, so that nothing is looked up.
    only: Vec<Need<W>>,
    /// Complete schedules built so far.
    built: u64,
    /// Activities placed in schedules that were given up.
    placed: usize,
}

impl<'a, const W: usize> Decoder<'a, W> {
    pub(super) fn new(network: &'a Network<W>) -> Self {
        Self {
            network,
            free: vec![network.capacity; network.horizon + 1],
            touched: 0,
            order: vec![0; network.count],
            less: Vec::new(),
            finish: vec![0; network.count],
            only: (0..network.count).map(|a| *network.need(a, 0)).collect(),
            built: 0,
            placed: 0,
        }
    }

    /// Schedules built so far. One that was given up counts by the share of the activities that it had placed.
    pub(super) fn schedules(&self) -> u64 {
        self.built + (self.placed / self.network.count.max(1)) as u64
    }

    /// Another complete schedule came from elsewhere.
    pub(super) fn count(&mut self) {
        self.built += 1;
    }

    /// Builds the schedule that takes activities by the least key (which never puts one before what it waits for;
    /// among equals the network's order decides). Writes starts counted in the direction's own time, and says the
    /// makespan. With `choose`, an activity takes the mode in which it finishes first, as far as the stock allows.
    /// With `limit`, which is a makespan and how much follows each activity at least, it gives up (`None`) as soon as
    /// the makespan will be longer.
    pub(super) fn build(
        &mut self,
        direction: Direction,
        keys: &[u32],
        modes: &mut [u8],
        start: &mut [u32],
        choose: Option<&mut Vec<i64>>,
        limit: Option<(u32, &[u32])>,
    ) -> Option<u32> {
        self.free[..self.touched].fill(self.network.capacity);
        self.touched = 0;
        self.line_up(direction, keys);
        let before = &self.network.before[direction as usize];
        let mut left = choose;
        for index in 0..self.order.len() {
            let a = self.order[index] as usize;
            let ready = before.at(a).iter().fold(0, |ready, p| ready.max(self.finish[*p as usize])) as usize;
            let need = if self.network.single {
                self.only[a]
            } else {
                if let Some(left) = left.as_deref_mut()
                    && self.network.modes[a].len() > 1
                {
                    modes[a] = self.first_to_finish(a, modes[a], ready, left);
                }
                *self.network.need(a, modes[a])
            };
            let duration = need.duration as usize;
            let at = self.first_fit(ready, duration, &need.request);
            for period in &mut self.free[at..at + duration] {
                for (free, request) in period.iter_mut().zip(&need.request) {
                    *free -= request;
                }
            }
            self.touched = self.touched.max(at + duration);
            self.finish[a] = (at + duration) as u32;
            start[a] = at as u32;
            if limit.is_some_and(|(limit, tails)| self.finish[a] + tails[a] > limit) {
                self.placed += index + 1;
                return None;
            }
        }
        self.built += 1;
        Some(self.touched as u32)
    }

    /// Sorts: by counting where keys are periods not many more than activities, which is nearly always.
    fn line_up(&mut self, direction: Direction, keys: &[u32]) {
        let most = keys.iter().fold(0, |most, key| most.max(*key)) as usize;
        if most > SPARSE * keys.len() {
            let last = keys.len().saturating_sub(1) as u32;
            self.order.iter_mut().zip(0..).for_each(|(a, place)| {
                *a = if direction == Direction::Forwards { place } else { last - place };
            });
            self.order.sort_by_key(|a| keys[*a as usize]);
            return;
        }
        self.less.clear();
        self.less.resize(most + 2, 0);
        for key in keys {
            self.less[*key as usize + 1] += 1;
        }
        let mut sum = 0;
        for less in &mut self.less {
            sum += *less;
            *less = sum;
        }
        let mut place = |a: usize| {
            let less = &mut self.less[keys[a] as usize];
            self.order[*less as usize] = a as u32;
            *less += 1;
        };
        match direction {
            Direction::Forwards => (0..keys.len()).for_each(&mut place),
            Direction::Backwards => (0..keys.len()).rev().for_each(&mut place),
        }
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
            |need: &Need<W>| self.first_fit(ready, need.duration as usize, &need.request) + need.duration as usize;
        let mut best = mode;
        let mut best_finish = finish(&current.need);
        for (other, candidate) in (0_u8..).zip(modes) {
            let mut changes = candidate.nonrenewable.iter().zip(&current.nonrenewable).zip(left.iter());
            let affordable = changes.all(|((more, less), left)| i64::from(*more) - i64::from(*less) <= *left);
            if other == mode || !affordable {
                continue;
            }
            let candidate_finish = finish(&candidate.need);
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

/// Is the request free in this period?
pub(super) fn fits<const W: usize>(free: &[u64; W], request: &[u64; W]) -> bool {
    let mut guards = GUARDS;
    for (free, request) in free.iter().zip(request) {
        guards &= free - request;
    }
    guards & GUARDS == GUARDS
}
