//! Levers: changes that raise a late project's chance, each found out by planning and forecasting with it.
//!
//! All sensible single changes are listed ([`candidates`]) and screened by one pass of the planner each ([`screen`]). The
//! best are made to a copy of the snapshot ([`changed`]), which is then planned and forecast like any other. The futures
//! are the same ones (draws are named by task), so that a difference is the change's and not chance's. Where no single
//! change suffices, pairs of the best are tried. Where people have seen a plan, all of them begin from that one: what a
//! lever is compared to is what stands.

mod candidates;
mod changed;
mod money;
mod says;
mod screen;

use super::answer::{Change, Forecast, Lever, LeverCost, Plan};
use super::{Futures, Options, plan_and_chances};
use crate::snapshot::Snapshot;
pub(super) use candidates::more_hours;
pub(super) use changed::changed;

/// Chance below which a project gets levers (contracts, section 1).
const CHANCE_ENOUGH: f64 = 0.75;
/// Changes of one project that are planned and forecast; each costs a search and its futures.
const TRIED_MAX: usize = 10;
/// Changes that are paired where no single one suffices: the best four.
const PAIRED_MAX: usize = 4;
/// Pairs that are forecast in full, of those that a few of the same futures say to be the best.
const PAIRS_TRIED_MAX: usize = 2;
/// Futures in which all pairs are compared with each other.
const FUTURES_OF_PAIRS: u32 = 200;
/// Levers told of one project.
const LEVERS_MAX: usize = 6;
/// Other projects told of that lose by a lever, the one that loses most first.
const COSTS_MAX: usize = 3;
/// Projects that get levers in one forecast, the least likely first.
const PROJECTS_MAX: usize = 4;
/// Schedules and futures of one trial.
const SCHEDULES: u64 = 60;
const FUTURES: u32 = 1000;
/// A gain (or a loss) below this is noise to the people who would have to change something.
const GAIN_MIN: f64 = 0.02;

/// As every lever is tried: whoever tries one again in the same way finds the same chances.
pub fn trial(options: &Options, futures: &Futures) -> (Options, Futures) {
    let options = Options { schedules: options.schedules.min(SCHEDULES), ..options.clone() };
    (options, Futures { futures: futures.futures.min(FUTURES), levers: false, ..*futures })
}

/// Levers for all projects that need one, in file order, best first within each.
pub(super) fn levers(
    snapshot: &Snapshot,
    options: &Options,
    futures: &Futures,
    (plan, forecast): (&Plan, &Forecast),
    keep_going: &mut (dyn FnMut() -> bool + Send),
) -> Vec<Lever> {
    let late = late(forecast);
    let (options, futures) = self::trial(options, futures);
    let trial = Trial { options, futures };
    // Compared with the plan that as short a search finds, over as many futures.
    let base = if late.is_empty() { None } else { trial.chances(snapshot, keep_going) };
    let Some(base) = base else { return Vec::new() };
    let Some(screen) = screen::Screen::of(snapshot, &trial.options, keep_going) else { return Vec::new() };
    let mut all = Vec::new();
    for index in late {
        let told = {
            let listed = candidates::candidates(snapshot, plan, forecast, index);
            let mut project = OfProject { snapshot, trial: &trial, base: &base, index, found: Vec::new() };
            for change in screen.best(index, listed, TRIED_MAX) {
                if !keep_going() {
                    break;
                }
                project.try_out(change, keep_going);
            }
            project.pair(keep_going);
            told(project.found)
        };
        all.extend(told);
    }
    all
}

/// Projects by place in the file: those below enough, the least likely where there are too many.
fn late(forecast: &Forecast) -> Vec<usize> {
    let chances = forecast.projects.iter().enumerate();
    let mut late: Vec<(usize, f64)> = chances
        .filter_map(|(index, project)| Some((index, project.on_time.filter(|chance| *chance < CHANCE_ENOUGH)?)))
        .collect();
    late.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    late.truncate(PROJECTS_MAX);
    late.sort_unstable_by_key(|(index, _)| *index);
    late.into_iter().map(|(index, _)| index).collect()
}

/// The best, best first: of each kind its best one, as people differ in what they can change, then whatever is best.
fn told(mut levers: Vec<Lever>) -> Vec<Lever> {
    levers.sort_by(|a, b| b.on_time.total_cmp(&a.on_time));
    let mut kinds = Vec::new();
    let (mut told, others): (Vec<Lever>, Vec<Lever>) = levers.into_iter().partition(|lever| {
        let kind = std::mem::discriminant(&lever.change);
        let first = !kinds.contains(&kind);
        kinds.push(kind);
        first
    });
    told.extend(others);
    told.truncate(LEVERS_MAX);
    told.sort_by(|a, b| b.on_time.total_cmp(&a.on_time));
    told
}

struct Trial {
    options: Options,
    futures: Futures,
}

impl Trial {
    /// Each project's chance; `None` where the changed business cannot be planned.
    fn chances(&self, snapshot: &Snapshot, keep_going: &mut (dyn FnMut() -> bool + Send)) -> Option<Vec<Option<f64>>> {
        self.over(&self.futures, snapshot, keep_going)
    }

    /// The same from the first few of the same futures.
    fn of_few(&self, snapshot: &Snapshot, keep_going: &mut (dyn FnMut() -> bool + Send)) -> Option<Vec<Option<f64>>> {
        let few = Futures { futures: self.futures.futures.min(FUTURES_OF_PAIRS), ..self.futures };
        self.over(&few, snapshot, keep_going)
    }

    fn over(
        &self,
        futures: &Futures,
        snapshot: &Snapshot,
        keep_going: &mut (dyn FnMut() -> bool + Send),
    ) -> Option<Vec<Option<f64>>> {
        let (_, forecast) = plan_and_chances(snapshot, &self.options, futures, keep_going).ok()?;
        Some(forecast.projects.iter().map(|project| project.on_time).collect())
    }
}

/// What is being found out for one late project.
struct OfProject<'a> {
    snapshot: &'a Snapshot,
    trial: &'a Trial,
    base: &'a [Option<f64>],
    index: usize,
    found: Vec<Lever>,
}

impl OfProject<'_> {
    fn try_out(&mut self, change: Change, keep_going: &mut (dyn FnMut() -> bool + Send)) {
        let Self { snapshot, index, .. } = *self;
        let Some(copy) = changed(snapshot, index, &change) else { return };
        let Some(chances) = self.trial.chances(&copy, keep_going) else { return };
        // With nothing left to do, it is certainly on time.
        let chance = |of: &[Option<f64>], at: usize, nothing: f64| of.get(at).copied().flatten().unwrap_or(nothing);
        let (on_time, instead_of) = (chance(&chances, index, 1.0), chance(self.base, index, 0.0));
        if on_time - instead_of < GAIN_MIN {
            return;
        }
        let others = snapshot.projects.iter().enumerate().filter(|(at, _)| *at != index);
        let mut costs: Vec<LeverCost> = others
            .map(|(at, project)| LeverCost {
                project: project.key.clone(),
                on_time: chance(&chances, at, 1.0),
                instead_of: chance(self.base, at, 1.0),
            })
            .filter(|cost| cost.instead_of - cost.on_time >= GAIN_MIN)
            .collect();
        costs.sort_by(|a, b| (a.on_time - a.instead_of).total_cmp(&(b.on_time - b.instead_of)));
        costs.truncate(COSTS_MAX);
        let says = says::says(snapshot, index, &change, on_time, instead_of);
        let money = money::of(snapshot, index, &change, self.trial.options.at);
        let project = snapshot.projects[index].key.clone();
        self.found.push(Lever { project, change, says, on_time, instead_of, costs, money });
    }

    /// Where no single change suffices: the best ones two by two. A pair stays only if it is better than either. A later
    /// end always suffices, and keeps no promise.
    fn pair(&mut self, keep_going: &mut (dyn FnMut() -> bool + Send)) {
        let keeps_the_end = |lever: &&Lever| !matches!(lever.change, Change::MoveEnd { .. });
        let singles = self.found.iter().filter(keeps_the_end);
        if singles.clone().any(|lever| lever.on_time >= CHANCE_ENOUGH) {
            return;
        }
        let mut best: Vec<(f64, Change)> = singles.map(|lever| (lever.on_time, lever.change.clone())).collect();
        best.sort_by(|a, b| b.0.total_cmp(&a.0));
        best.truncate(PAIRED_MAX);
        let mut pairs = Vec::new();
        for (at, (better, first)) in best.iter().enumerate() {
            for (_, second) in best.iter().skip(at + 1).filter(|(_, second)| first.goes_with(second)) {
                let both = Change::Both { first: Box::new(first.clone()), second: Box::new(second.clone()) };
                let of_few = changed(self.snapshot, self.index, &both)
                    .filter(|_| keep_going())
                    .and_then(|copy| self.trial.of_few(&copy, keep_going))
                    .and_then(|chances| chances.get(self.index).copied().flatten());
                pairs.extend(of_few.map(|chance| (chance, *better, both)));
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        pairs.truncate(PAIRS_TRIED_MAX);
        for (_, better, both) in pairs {
            let known = self.found.len();
            self.try_out(both, keep_going);
            // The first of the two is the better one.
            if self.found.get(known).is_some_and(|pair| pair.on_time - better < GAIN_MIN) {
                self.found.pop();
            }
        }
    }
}
