//! Modes: choices that fit into the non-renewable resources.

use super::network::Network;
use crate::random::Sequence;

/// Changes of one mode that are tried to make a choice fit, by activity.
const REPAIRS_EACH: usize = 8;
/// Choices from scratch before giving up.
const STARTS: usize = 200;

/// What is left of each non-renewable resource; negative where it is overdrawn.
pub(super) fn left<const W: usize>(network: &Network<W>, modes: &[u8]) -> Vec<i64> {
    let mut left: Vec<i64> = network.stock.iter().map(|stock| i64::from(*stock)).collect();
    for (of_a, mode) in network.modes.iter().zip(modes) {
        let used = &of_a[usize::from(*mode)].nonrenewable;
        left.iter_mut().zip(used).for_each(|(left, used)| *left -= i64::from(*used));
    }
    left
}

/// A random choice that fits; `None` where none was found.
pub(super) fn random<const W: usize>(network: &Network<W>, random: &mut Sequence) -> Option<Vec<u8>> {
    for _ in 0..STARTS {
        let pick = |random: &mut Sequence, count: usize| u8::try_from(random.below(count)).unwrap_or(0);
        let mut modes: Vec<u8> = network.modes.iter().map(|of_a| pick(random, of_a.len())).collect();
        if repair(network, &mut modes, random) {
            return Some(modes);
        }
    }
    None
}

/// Changes modes until the choice fits: at each step the change that takes most off what is overdrawn, of some
/// activities picked at random; says whether it fits now.
pub(super) fn repair<const W: usize>(network: &Network<W>, modes: &mut [u8], random: &mut Sequence) -> bool {
    let mut left = left(network, modes);
    let overdrawn = |left: &[i64]| -> i64 { left.iter().map(|left| (-left).max(0)).sum() };
    let mut excess = overdrawn(&left);
    let free: Vec<usize> = (0..network.count).filter(|a| network.modes[*a].len() > 1).collect();
    if free.is_empty() {
        return excess == 0;
    }
    for _ in 0..REPAIRS_EACH * free.len() {
        if excess == 0 {
            return true;
        }
        let a = free[random.below(free.len())];
        let current = &network.modes[a][usize::from(modes[a])].nonrenewable;
        let after = |mode: usize| -> i64 {
            let other = &network.modes[a][mode].nonrenewable;
            let all = left.iter().zip(current).zip(other);
            all.map(|((left, less), more)| (i64::from(*more) - i64::from(*less) - left).max(0)).sum()
        };
        let Some(best) = (0..network.modes[a].len()).min_by_key(|mode| after(*mode)) else { continue };
        let best_excess = after(best);
        // Changes that gain nothing are taken now and then: they lead out of dead ends.
        if best_excess < excess || (best_excess == excess && random.chance(50)) {
            let other = &network.modes[a][best].nonrenewable;
            for ((left, less), more) in left.iter_mut().zip(current).zip(other) {
                *left += i64::from(*less) - i64::from(*more);
            }
            modes[a] = u8::try_from(best).unwrap_or(0);
            excess = best_excess;
        }
    }
    excess == 0
}
