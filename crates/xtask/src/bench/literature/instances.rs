//! Instances: projects like those of PSPLIB, made by the published recipe for sizes whose files are not at hand.
//!
//! ProGen (Kolisch, Sprecher, Drexl 1995, Management Science 41:1693-1703): a network without redundant links up to a
//! complexity, requests up to a resource factor, capacities between the largest request and the peak of the earliest
//! schedule by a resource strength.

use righthand_planner::project::{Mode, Project};
use righthand_planner::random::Sequence;

/// Renewable resources of every instance.
const RESOURCES: usize = 4;
/// Longest duration in periods and largest request; the shortest and the least are 1.
const DURATION_MAX: usize = 10;
const REQUEST_MAX: usize = 10;
/// Activities that begin a project, that end it, and most links into or out of one.
const ENDS: usize = 3;
const LINKS_MAX: usize = 3;
/// Links that are tried for each one that is missing, before the network counts as full.
const TRIES: usize = 4_000;

/// The published parameters of a set: every combination of them is used equally often.
#[derive(Debug, Clone, Copy)]
pub(super) struct Set {
    pub(super) name: &'static str,
    pub(super) activities: usize,
    pub(super) complexity: &'static [f64],
    pub(super) factor: &'static [f64],
    pub(super) strength: &'static [f64],
    /// Instances of each combination.
    pub(super) each: u64,
}

/// As J60 is made: 480 instances.
pub(super) const LIKE_J60: Set = Set {
    name: "60 activities",
    activities: 60,
    complexity: &[1.5, 1.8, 2.1],
    factor: &[0.25, 0.5, 0.75, 1.0],
    strength: &[0.2, 0.5, 0.7, 1.0],
    each: 10,
};

/// As J120 is made: 600 instances.
pub(super) const LIKE_J120: Set = Set {
    name: "120 activities",
    activities: 120,
    complexity: &[1.5, 1.8, 2.1],
    factor: &[0.25, 0.5, 0.75, 1.0],
    strength: &[0.1, 0.2, 0.3, 0.4, 0.5],
    each: 10,
};

impl Set {
    /// All instances, the same ones for the same `seed`.
    pub(super) fn instances(&self, seed: u64) -> Vec<Project> {
        let mut all = Vec::new();
        for &complexity in self.complexity {
            for &factor in self.factor {
                for &strength in self.strength {
                    for _ in 0..self.each {
                        let mut random = Sequence::new(seed.wrapping_mul(1 << 32).wrapping_add(all.len() as u64));
                        all.push(instance(self.activities, complexity, factor, strength, &mut random));
                    }
                }
            }
        }
        all
    }
}

/// One project with a source and a sink around its activities.
fn instance(activities: usize, complexity: f64, factor: f64, strength: f64, random: &mut Sequence) -> Project {
    let durations: Vec<u32> = (0..activities).map(|_| 1 + random.below(DURATION_MAX) as u32).collect();
    let network = Network::grown(activities, complexity, random);
    let requests = requests(activities, factor, random);
    let peaks = peaks(&network, &durations, &requests);
    let capacity = |resource: usize| {
        let least = requests.iter().map(|of_a| of_a[resource]).max().unwrap_or(0);
        let more = strength * f64::from(peaks[resource].saturating_sub(least));
        least + more.round() as u32
    };
    let dummy = || vec![Mode { duration: 0, renewable: vec![0; RESOURCES], nonrenewable: vec![] }];
    let mode = |a: usize| vec![Mode { duration: durations[a], renewable: requests[a].to_vec(), nonrenewable: vec![] }];
    let shift = |links: &[usize]| -> Vec<u32> { links.iter().map(|a| *a as u32 + 1).collect() };
    let sink = activities as u32 + 1;
    let firsts: Vec<usize> = (0..activities).filter(|a| network.before[*a].is_empty()).collect();
    let middle = (0..activities).map(|a| match network.after[a].as_slice() {
        [] => vec![sink],
        links => shift(links),
    });
    Project {
        renewable: (0..RESOURCES).map(capacity).collect(),
        nonrenewable: vec![],
        modes: std::iter::once(dummy()).chain((0..activities).map(mode)).chain([dummy()]).collect(),
        successors: std::iter::once(shift(&firsts)).chain(middle).chain([vec![]]).collect(),
    }
}

/// Links among the activities, none of which follows from others; each goes from a lower to a higher number.
struct Network {
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
    /// By activity: all that come before it, by whatever way.
    all_before: Vec<Vec<bool>>,
}

impl Network {
    fn grown(activities: usize, complexity: f64, random: &mut Sequence) -> Self {
        let mut network = Self {
            before: vec![vec![]; activities],
            after: vec![vec![]; activities],
            all_before: vec![vec![false; activities]; activities],
        };
        // The first have nothing before them, the last nothing after them.
        let last = activities - ENDS;
        for to in ENDS..activities {
            let from = random.below(to.min(last));
            if network.fits(from, to) {
                network.link(from, to);
            } else if let Some(from) = (0..to.min(last)).rev().find(|from| network.fits(*from, to)) {
                network.link(from, to);
            }
        }
        for from in 0..last {
            if network.after[from].is_empty() {
                let least = ENDS.max(from + 1);
                let wish = least + random.below(activities - least);
                let to = (wish..activities).chain(least..wish).find(|to| network.fits(from, *to));
                if let Some(to) = to {
                    network.link(from, to);
                }
            }
        }
        let nodes = activities + 2;
        let around = network.before.iter().filter(|links| links.is_empty()).count()
            + network.after.iter().filter(|links| links.is_empty()).count();
        let wanted = (complexity * nodes as f64).round() as usize;
        let mut tries = TRIES * activities;
        while network.links() + around < wanted && tries > 0 {
            tries -= 1;
            let from = random.below(last);
            let least = ENDS.max(from + 1);
            let to = least + random.below(activities - least);
            if network.fits(from, to) {
                network.link(from, to);
            }
        }
        network
    }

    fn links(&self) -> usize {
        self.after.iter().map(Vec::len).sum()
    }

    /// Neither full, nor known, nor making a link that is there follow from others.
    fn fits(&self, from: usize, to: usize) -> bool {
        let room = self.after[from].len() < LINKS_MAX && self.before[to].len() < LINKS_MAX;
        let known = self.all_before[to][from];
        let overtakes = || {
            let above = |a: usize| a == from || self.all_before[from][a];
            let below = |a: usize| a == to || self.all_before[a][to];
            (0..self.after.len()).filter(|a| above(*a)).any(|a| self.after[a].iter().any(|b| below(*b)))
        };
        room && !known && !overtakes()
    }

    fn link(&mut self, from: usize, to: usize) {
        self.after[from].push(to);
        self.before[to].push(from);
        let mut above = self.all_before[from].clone();
        above[from] = true;
        for a in to..self.all_before.len() {
            if a == to || self.all_before[a][to] {
                self.all_before[a].iter_mut().zip(&above).for_each(|(known, new)| *known |= new);
            }
        }
    }
}

/// By activity and resource: at least one resource each, and `factor` of all pairs altogether.
fn requests(activities: usize, factor: f64, random: &mut Sequence) -> Vec<[u32; RESOURCES]> {
    let mut used = vec![[false; RESOURCES]; activities];
    for of_a in &mut used {
        of_a[random.below(RESOURCES)] = true;
    }
    let wanted = (factor * (activities * RESOURCES) as f64).round() as usize;
    let mut count = activities;
    while count < wanted {
        let (a, resource) = (random.below(activities), random.below(RESOURCES));
        count += usize::from(!used[a][resource]);
        used[a][resource] = true;
    }
    let amounts = |of_a: [bool; RESOURCES], random: &mut Sequence| {
        of_a.map(|used| if used { 1 + random.below(REQUEST_MAX) as u32 } else { 0 })
    };
    used.into_iter().map(|of_a| amounts(of_a, random)).collect()
}

/// By resource: the most that is used at once where everything starts as early as its links allow.
fn peaks(network: &Network, durations: &[u32], requests: &[[u32; RESOURCES]]) -> [u32; RESOURCES] {
    let mut start = vec![0; durations.len()];
    for a in 0..durations.len() {
        start[a] = network.before[a].iter().map(|p| start[*p] + durations[*p]).max().unwrap_or(0);
    }
    let end = start.iter().zip(durations).map(|(start, duration)| start + duration).max().unwrap_or(0);
    let mut peaks = [0; RESOURCES];
    for period in 0..end {
        let mut used = [0; RESOURCES];
        for ((start, duration), request) in start.iter().zip(durations).zip(requests) {
            if (*start..start + duration).contains(&period) {
                used.iter_mut().zip(request).for_each(|(used, request)| *used += request);
            }
        }
        peaks.iter_mut().zip(used).for_each(|(peak, used)| *peak = (*peak).max(used));
    }
    peaks
}
