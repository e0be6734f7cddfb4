//! Sample: first lists by regret-based biased random sampling (Drexl 1991, Management Science 37:1590-1602), the
//! activity with the longest tail most often, by serial and by parallel schedule generation.
//!
//! Serial generation contains an optimum, parallel generation is better on average (Kolisch 1996, EJOR 90:320-333): a
//! population of both has good schedules and different ones.

use super::decode::{Direction, fits};
use super::network::Network;
use crate::random::Sequence;

/// Keys of a random list that respects the links of `direction`.
pub(super) fn serial<const W: usize>(
    network: &Network<W>,
    direction: Direction,
    tails: &[u32],
    random: &mut Sequence,
    keys: &mut [u32],
) {
    let mut waiting = Waiting::new(network, direction);
    for key in 0..network.count as u32 {
        let open = 0..waiting.open.len();
        let Some(picked) = pick(open, |at| tails[waiting.open[at]], random) else { return };
        let a = waiting.open.swap_remove(picked);
        keys[a] = key;
        waiting.finished(a);
    }
}

/// Keys of a random schedule that starts at each moment as much as fits: the starts in it.
pub(super) fn parallel<const W: usize>(
    network: &Network<W>,
    direction: Direction,
    tails: &[u32],
    modes: &[u8],
    random: &mut Sequence,
    keys: &mut [u32],
) {
    let mut waiting = Waiting::new(network, direction);
    let mut running: Vec<(u32, usize)> = Vec::new();
    let mut free = network.capacity;
    let mut now = 0;
    loop {
        let may = |at: &usize, open: &[usize], free: &[u64; W]| {
            let a = open[*at];
            fits(free, &network.need(a, modes[a]).request)
        };
        while let Some(picked) = {
            let fitting = (0..waiting.open.len()).filter(|at| may(at, &waiting.open, &free));
            pick(fitting, |at| tails[waiting.open[at]], random)
        } {
            let a = waiting.open.swap_remove(picked);
            let need = network.need(a, modes[a]);
            free.iter_mut().zip(&need.request).for_each(|(free, request)| *free -= request);
            running.push((now + need.duration, a));
            keys[a] = now;
        }
        let Some(next) = running.iter().map(|(finish, _)| *finish).min() else { return };
        now = next;
        let over = running.extract_if(.., |(finish, _)| *finish == now);
        for (_, a) in over {
            let need = network.need(a, modes[a]);
            free.iter_mut().zip(&need.request).for_each(|(free, request)| *free += request);
            waiting.finished(a);
        }
    }
}

/// Picks one of `places`, in proportion to how much longer its tail is than the shortest.
fn pick(
    places: impl Iterator<Item = usize> + Clone,
    tail: impl Fn(usize) -> u32,
    random: &mut Sequence,
) -> Option<usize> {
    let least = places.clone().map(&tail).min()?;
    let weight = |at: usize| u64::from(tail(at) - least + 1);
    let sum: u64 = places.clone().map(weight).sum();
    let mut left = random.below(usize::try_from(sum).unwrap_or(usize::MAX)) as u64;
    places.clone().find(|at| {
        let weight = weight(*at);
        let here = left < weight;
        left = left.saturating_sub(weight);
        here
    })
}

/// What waits for nothing any more.
struct Waiting<'a, const W: usize> {
    network: &'a Network<W>,
    direction: Direction,
    /// By activity: how many it waits for.
    waits: Vec<usize>,
    open: Vec<usize>,
}

impl<'a, const W: usize> Waiting<'a, W> {
    fn new(network: &'a Network<W>, direction: Direction) -> Self {
        let before = &network.before[direction as usize];
        let waits: Vec<usize> = (0..network.count).map(|a| before.at(a).len()).collect();
        let open = (0..network.count).filter(|a| waits[*a] == 0).collect();
        Self { network, direction, waits, open }
    }

    fn finished(&mut self, a: usize) {
        for &next in self.network.before[self.direction.other() as usize].at(a) {
            self.waits[next as usize] -= 1;
            if self.waits[next as usize] == 0 {
                self.open.push(next as usize);
            }
        }
    }
}
