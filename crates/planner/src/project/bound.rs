//! Bound: no schedule is shorter than the longest chain, or than the work of a resource over its amount.

use super::network::Network;

/// The larger of the critical path and each resource's energy, with every activity in its cheapest mode for each.
pub(super) fn lower_bound<const W: usize>(network: &Network<W>) -> u32 {
    let shortest = |a: usize| network.modes[a].iter().map(|mode| mode.need.duration).min().unwrap_or(0);
    let mut finish = vec![0_u32; network.count];
    for a in 0..network.count {
        let ready = network.before[0].at(a).iter().map(|p| finish[*p as usize]).max().unwrap_or(0);
        finish[a] = ready + shortest(a);
    }
    let critical = finish.iter().copied().max().unwrap_or(0);
    let energy = network.amounts.iter().enumerate().map(|(resource, amount)| {
        let least = |a: usize| {
            let energies = network.modes[a]
                .iter()
                .map(|mode| u64::from(mode.need.duration) * u64::from(Network::amount(mode, resource)));
            energies.min().unwrap_or(0)
        };
        let all: u64 = (0..network.count).map(least).sum();
        u32::try_from(all.div_ceil(u64::from(*amount).max(1))).unwrap_or(u32::MAX)
    });
    critical.max(energy.max().unwrap_or(0))
}

/// Latest finishes for a horizon of zero, as how far before the end each must be done, by shortest modes.
pub(super) fn tails<const W: usize>(network: &Network<W>, direction: usize) -> Vec<u32> {
    let mut tails = vec![0_u32; network.count];
    let all: Vec<usize> =
        if direction == 0 { (0..network.count).rev().collect() } else { (0..network.count).collect() };
    for a in all {
        let after = network.before[1 - direction].at(a).iter().map(|s| {
            let s = *s as usize;
            tails[s] + network.modes[s].iter().map(|mode| mode.need.duration).min().unwrap_or(0)
        });
        tails[a] = after.max().unwrap_or(0);
    }
    tails
}
