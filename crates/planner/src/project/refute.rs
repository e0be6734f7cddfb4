//! Refutation: a makespan is supposed, and what follows from it is drawn out until something cannot be (destructive
//! improvement; Klein and Scholl 1999, EJOR 112:322-346). Where nothing more follows, cases are told apart.
//!
//! What is known of each activity is a [`Window`]; what follows from it is in [`super::follow`].

use super::follow::Follows;
use super::network::Network;

/// Elementary steps that all refutations of a search may take: a tenth of a second or two.
const STEPS_MAX: u64 = 60_000_000;
/// Cases that wait to be looked at, at most: their memory. Depth first, so that few do.
const CASES_MAX: usize = 20_000;

/// What came of a makespan.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// No schedule is as short.
    Refuted,
    /// This one is: starts and modes by activity.
    Found(Vec<u32>, Vec<u8>),
    /// The steps did not suffice to say.
    Open,
}

/// What is left of an activity's possibilities.
#[derive(Debug, Clone)]
pub(super) struct Window {
    pub(super) earliest: i64,
    /// By when it has ended.
    pub(super) latest: i64,
    /// The modes that it may have, as bits, and the shortest duration of one that fits.
    pub(super) modes: u64,
    pub(super) shortest: i64,
}

impl Window {
    pub(super) fn soonest_end(&self) -> i64 {
        self.earliest + self.shortest
    }

    pub(super) fn last_start(&self) -> i64 {
        self.latest - self.shortest
    }

    pub(super) fn may_have(&self, mode: usize) -> bool {
        self.modes >> mode & 1 == 1
    }

    fn is_decided(&self) -> bool {
        self.modes.count_ones() == 1 && self.last_start() == self.earliest
    }
}

/// By activity; and whether anything has become narrower.
#[derive(Debug, Clone)]
pub(super) struct Windows {
    pub(super) all: Vec<Window>,
    pub(super) changed: bool,
}

/// Refutes makespans of one project.
#[derive(Debug)]
pub(super) struct Refuter<'a, const W: usize> {
    network: &'a Network<W>,
    follows: Follows<'a, W>,
    steps_left: u64,
}

impl<'a, const W: usize> Refuter<'a, W> {
    pub(super) fn new(network: &'a Network<W>, steps: u64) -> Self {
        Self { network, follows: Follows::new(network), steps_left: steps.min(STEPS_MAX) }
    }

    /// What follows from `makespan` without telling cases apart.
    pub(super) fn glance(&mut self, makespan: u32) -> Verdict {
        let Some(mut windows) = self.windows(makespan) else { return Verdict::Open };
        match self.follows.draw_out(&mut windows, &mut self.steps_left) {
            Ok(()) => Verdict::Open,
            Err(_) => Verdict::Refuted,
        }
    }

    /// Tells cases apart until each is refuted or one holds, in half of the steps that are left.
    pub(super) fn decide(&mut self, makespan: u32) -> Verdict {
        let mut steps = self.steps_left / 2;
        self.steps_left -= steps;
        let Some(windows) = self.windows(makespan) else { return Verdict::Open };
        let mut cases = vec![windows];
        while let Some(mut case) = cases.pop() {
            if self.follows.draw_out(&mut case, &mut steps).is_err() {
                continue;
            }
            if steps == 0 || cases.len() > CASES_MAX {
                return Verdict::Open;
            }
            match self.undecided(&case) {
                Some(a) => cases.extend(halves(&case, a)),
                None => return found(&case),
            }
        }
        Verdict::Refuted
    }

    /// Everything possible within `makespan`; `None` where there are more modes than bits.
    fn windows(&self, makespan: u32) -> Option<Windows> {
        let window = |a: usize| {
            let modes = self.network.modes[a].len();
            let all = if modes < 64 { (1 << modes) - 1 } else { return None };
            Some(Window { earliest: 0, latest: i64::from(makespan), modes: all, shortest: 0 })
        };
        Some(Windows { all: (0..self.network.count).map(window).collect::<Option<_>>()?, changed: true })
    }

    /// The activity with the least room that has any, the one with the most work among equals.
    fn undecided(&self, case: &Windows) -> Option<usize> {
        let open = (0..case.all.len()).filter(|a| !case.all[*a].is_decided());
        open.min_by_key(|a| {
            let window = &case.all[*a];
            (window.last_start() - window.earliest, -window.shortest, *a)
        })
    }
}

/// Two cases that are all: the second to be looked at first.
fn halves(case: &Windows, a: usize) -> [Windows; 2] {
    let (mut other, mut first) = (case.clone(), case.clone());
    let window = &case.all[a];
    if window.modes.count_ones() > 1 {
        let one = 1 << window.modes.trailing_zeros();
        first.all[a].modes = one;
        other.all[a].modes &= !one;
    } else {
        let middle = (window.earliest + window.last_start()).div_euclid(2);
        first.all[a].latest = middle + window.shortest;
        other.all[a].earliest = middle + 1;
    }
    (first.changed, other.changed) = (true, true);
    [other, first]
}

fn found(case: &Windows) -> Verdict {
    let start = case.all.iter().map(|window| u32::try_from(window.earliest).unwrap_or(0)).collect();
    let modes = case.all.iter().map(|window| window.modes.trailing_zeros() as u8).collect();
    Verdict::Found(start, modes)
}
