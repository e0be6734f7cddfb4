//! Network: a project made ready to search: checked, in topological order, with the modes that can matter.

use super::{ACTIVITIES_MAX, CAPACITY_MAX, HORIZON_MAX, Mode, Project, RENEWABLE_MAX, STOCK_MAX, Unsolvable};

/// Sixteen bits a resource; the highest of each is the guard.
pub(super) const FIELD_BITS: usize = 16;
/// Resources in one word.
pub(super) const FIELDS: usize = 4;
/// The guards of a word.
pub(super) const GUARDS: u64 = 0x8000_8000_8000_8000;

/// A mode with its renewable resources packed into words.
#[derive(Debug, Clone)]
pub(super) struct Packed<const W: usize> {
    pub(super) need: Need<W>,
    pub(super) nonrenewable: Vec<u32>,
    /// Its number in the project.
    pub(super) number: u32,
}

/// How long, and how much of every renewable resource.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need<const W: usize> {
    pub(super) duration: u32,
    pub(super) request: [u64; W],
}

/// Lists of activities, one behind the other.
#[derive(Debug)]
pub(super) struct Links {
    first: Vec<u32>,
    all: Vec<u32>,
}

impl Links {
    fn of(lists: &[Vec<u32>]) -> Self {
        let mut links = Self { first: vec![0], all: Vec::new() };
        for list in lists {
            links.all.extend(list);
            links.first.push(links.all.len() as u32);
        }
        links
    }

    /// The list of an activity.
    pub(super) fn at(&self, a: usize) -> &[u32] {
        &self.all[self.first[a] as usize..self.first[a + 1] as usize]
    }
}

/// A project whose activities are numbered so that each comes after all it waits for.
#[derive(Debug)]
pub(super) struct Network<const W: usize> {
    pub(super) count: usize,
    pub(super) modes: Vec<Vec<Packed<W>>>,
    /// Forwards and backwards: by activity, what must be finished before it starts.
    pub(super) before: [Links; 2],
    /// No activity has a choice of modes.
    pub(super) single: bool,
    /// Capacity with all guards set.
    pub(super) capacity: [u64; W],
    pub(super) amounts: Vec<u32>,
    pub(super) stock: Vec<u32>,
    pub(super) horizon: usize,
    /// By activity here: its number in the project.
    pub(super) original: Vec<u32>,
}

impl<const W: usize> Network<W> {
    pub(super) fn of(project: &Project) -> Result<Self, Unsolvable> {
        let count = project.modes.len();
        let sizes = count > ACTIVITIES_MAX || project.renewable.len() > RENEWABLE_MAX.min(W * FIELDS);
        let amounts = project.renewable.iter().any(|amount| *amount > CAPACITY_MAX)
            || project.nonrenewable.iter().any(|stock| *stock > STOCK_MAX);
        if sizes || amounts {
            return Err(Unsolvable::TooLarge);
        }
        let order = topological(project)?;
        let mut place = vec![0_u32; count];
        for (at, a) in (0_u32..).zip(&order) {
            place[*a as usize] = at;
        }
        let (mut predecessors, mut successors) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for (a, of_a) in project.successors.iter().enumerate() {
            for successor in of_a {
                let (from, to) = (place[a], place[*successor as usize]);
                predecessors[to as usize].push(from);
                successors[from as usize].push(to);
            }
        }
        let modes: Vec<Vec<Packed<W>>> = order.iter().map(|a| useful_modes(project, *a)).collect::<Result<_, _>>()?;
        let longest = modes.iter().map(|of_a| of_a.iter().map(|mode| u64::from(mode.need.duration)).max().unwrap_or(0));
        let horizon = longest.sum::<u64>();
        if horizon > u64::from(HORIZON_MAX) {
            return Err(Unsolvable::TooLarge);
        }
        Ok(Self {
            count,
            single: modes.iter().all(|of_a| of_a.len() == 1),
            modes,
            before: [Links::of(&predecessors), Links::of(&successors)],
            capacity: packed::<W>(&project.renewable).map(|word| word | GUARDS),
            amounts: project.renewable.clone(),
            stock: project.nonrenewable.clone(),
            horizon: horizon as usize,
            original: order,
        })
    }

    /// What an activity needs in one of its modes.
    pub(super) fn need(&self, a: usize, mode: u8) -> &Need<W> {
        &self.modes[a][usize::from(mode)].need
    }

    /// Amount of a renewable resource that a mode takes.
    pub(super) fn amount(mode: &Packed<W>, resource: usize) -> u32 {
        let word = mode.need.request[resource / FIELDS] >> (FIELD_BITS * (resource % FIELDS));
        (word & u64::from(CAPACITY_MAX)) as u32
    }
}

fn packed<const W: usize>(amounts: &[u32]) -> [u64; W] {
    let mut words = [0; W];
    for (resource, amount) in amounts.iter().enumerate() {
        words[resource / FIELDS] |= u64::from(*amount) << (FIELD_BITS * (resource % FIELDS));
    }
    words
}

/// Modes that fit, less those that another one beats or equals in everything (Sprecher, Hartmann, Drexl 1997).
fn useful_modes<const W: usize>(project: &Project, a: u32) -> Result<Vec<Packed<W>>, Unsolvable> {
    let (renewable, nonrenewable) = (project.renewable.len(), project.nonrenewable.len());
    let all = &project.modes[a as usize];
    if all.iter().any(|mode| mode.renewable.len() != renewable || mode.nonrenewable.len() != nonrenewable) {
        return Err(Unsolvable::Dangling(a));
    }
    let within = |amounts: &[u32], of: &[u32]| amounts.iter().zip(of).all(|(amount, of)| amount <= of);
    let fits =
        |mode: &Mode| within(&mode.renewable, &project.renewable) && within(&mode.nonrenewable, &project.nonrenewable);
    let beats = |one: &Mode, other: &Mode| {
        one.duration <= other.duration
            && within(&one.renewable, &other.renewable)
            && within(&one.nonrenewable, &other.nonrenewable)
    };
    let mut useful: Vec<(u32, &Mode)> = Vec::new();
    for (number, mode) in (0_u32..).zip(all).filter(|(_, mode)| fits(mode)) {
        if mode.duration > HORIZON_MAX {
            return Err(Unsolvable::TooLarge);
        }
        if !useful.iter().any(|(_, known)| beats(known, mode)) {
            useful.retain(|(_, known)| !beats(mode, known));
            useful.push((number, mode));
        }
    }
    if useful.is_empty() {
        return Err(Unsolvable::NoMode(a));
    }
    let pack = |(number, mode): (u32, &Mode)| Packed {
        need: Need { duration: mode.duration, request: packed(&mode.renewable) },
        nonrenewable: mode.nonrenewable.clone(),
        number,
    };
    Ok(useful.into_iter().map(pack).collect())
}

fn topological(project: &Project) -> Result<Vec<u32>, Unsolvable> {
    let count = project.modes.len();
    let mut waits = vec![0_u32; count];
    let whole = project.successors.len() == count;
    for (a, of_a) in (0_u32..).zip(&project.successors) {
        for successor in of_a {
            *waits.get_mut(*successor as usize).ok_or(Unsolvable::Dangling(a))? += 1;
        }
    }
    if !whole {
        return Err(Unsolvable::Dangling(u32::try_from(count.min(project.successors.len())).unwrap_or(u32::MAX)));
    }
    let mut order: Vec<u32> = (0_u32..).zip(&waits).filter(|(_, waits)| **waits == 0).map(|(a, _)| a).collect();
    let mut next = 0;
    while let Some(&a) = order.get(next) {
        next += 1;
        for &successor in &project.successors[a as usize] {
            waits[successor as usize] -= 1;
            if waits[successor as usize] == 0 {
                order.push(successor);
            }
        }
    }
    match waits.iter().position(|waits| *waits > 0) {
        Some(a) => Err(Unsolvable::Cycle(u32::try_from(a).unwrap_or(u32::MAX))),
        None => Ok(order),
    }
}
