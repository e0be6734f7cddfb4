//! Chances: each staffing planned and forecast over the same futures, by as many threads as there are.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use righthand_domain::plan::{Forecast, Futures, Options, Plan, plan_and_chances};
use righthand_domain::snapshot::{Fault, Key, Snapshot};

use crate::facts::Facts;
use crate::scenario::Scenario;
use crate::staffing::staffed;

/// Complete schedules that each plan may build: the staffing decides, and all are planned alike.
/// As many as a plan is given anywhere, so that today comes out as it does everywhere.
const SCHEDULES: u64 = 1_000;
/// Schedules times tasks of one plan, so that all scenarios of a large business are planned in time.
const SCHEDULES_TASKS: u64 = 120_000;
/// Fewest schedules: all the priority rules.
const SCHEDULES_MIN: u64 = 12;
/// Days ahead for which runs are made, as a forecast's.
const HORIZON_DAYS: u32 = 35;
const WEEKS: f64 = HORIZON_DAYS as f64 / 7.0;

/// How the futures are drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draw {
    pub(crate) at: Timestamp,
    pub(crate) seed: u64,
    pub(crate) futures: u32,
    pub(crate) threads: usize,
}

/// What one staffing comes to.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Chances {
    pub(crate) futures: u32,
    /// By project in file order; `None` with nothing open.
    pub(crate) projects: Vec<Option<f64>>,
    /// Over all operations with a run ahead.
    pub(crate) operations: Option<f64>,
    /// By person, then by hire: share of their week.
    pub(crate) load: Vec<(Key, f64)>,
}

/// What came of one scenario.
type Made = Result<Chances, Vec<Fault>>;

/// The chances of every scenario, or every fault of the business.
pub(crate) fn all(
    snapshot: &Snapshot,
    facts: &Facts,
    scenarios: &[Scenario],
    draw: Draw,
    keep_going: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<Chances>, Vec<Fault>> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Option<Made>>> = Mutex::new(vec![None; scenarios.len()]);
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(scenario) = scenarios.get(at) else { return };
            // The same people with the same work come to the same, whatever they are called and for how long.
            if twin(scenarios, at).is_some() {
                continue;
            }
            let chances = of(snapshot, facts, scenario, draw, keep_going);
            if let Ok(mut done) = done.lock()
                && let Some(slot) = done.get_mut(at)
            {
                *slot = Some(chances);
            }
        }
    };
    let threads = draw.threads.clamp(1, scenarios.len().max(1));
    if threads == 1 {
        work();
    } else {
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(work);
            }
        });
    }
    let done = done.into_inner().unwrap_or_default();
    let take = |at: usize| {
        done.get(twin(scenarios, at).unwrap_or(at)).cloned().flatten().unwrap_or_else(|| Ok(Chances::default()))
    };
    (0..scenarios.len()).map(take).collect()
}

/// An earlier scenario that differs in nothing but for how many months people stay.
fn twin(scenarios: &[Scenario], at: usize) -> Option<usize> {
    let this = scenarios.get(at)?;
    scenarios.get(..at)?.iter().position(|other| {
        let same = |(a, b): (&crate::sizing::Place, &crate::sizing::Place)| {
            a.who == b.who && a.hours == b.hours && a.taken == b.taken && a.projects == b.projects
        };
        other.work == this.work
            && other.places.len() == this.places.len()
            && other.places.iter().zip(&this.places).all(same)
    })
}

fn of(
    snapshot: &Snapshot,
    facts: &Facts,
    scenario: &Scenario,
    draw: Draw,
    keep_going: &(dyn Fn() -> bool + Sync),
) -> Result<Chances, Vec<Fault>> {
    let (business, hires) = staffed(snapshot, facts, scenario);
    let tasks: u64 =
        facts.projects.iter().filter_map(|open| snapshot.projects.get(open.index)).map(|p| p.tasks.len() as u64).sum();
    let options = Options {
        horizon_days: HORIZON_DAYS,
        seed: draw.seed,
        schedules: (SCHEDULES_TASKS / tasks.max(1)).clamp(SCHEDULES_MIN, SCHEDULES),
        ..Options::at(draw.at)
    };
    let futures = Futures { futures: draw.futures, levers: false, ..Futures::default() };
    let (plan, forecast) = plan_and_chances(&business, &options, &futures, &mut || keep_going())?;
    Ok(Chances {
        futures: forecast.futures,
        projects: forecast.projects.iter().map(|project| project.on_time).collect(),
        operations: operations(&plan, &forecast),
        load: load(&business, facts, &plan, &hires, scenario),
    })
}

/// The share of runs on time: every run ahead counts alike.
fn operations(plan: &Plan, forecast: &Forecast) -> Option<f64> {
    let runs = |key: &Key| plan.runs.iter().filter(|run| run.operation == *key).count() as f64;
    let ahead = forecast.operations.iter().filter_map(|of| Some((of.on_time?, runs(&of.key))));
    let (on_time, all) = ahead.fold((0.0, 0.0), |(on_time, all), (share, runs)| (on_time + share * runs, all + runs));
    (all > 0.0).then(|| (on_time / all).min(1.0))
}

/// Duties, or planned work within the horizon where that is more, over hours.
fn load(business: &Snapshot, facts: &Facts, plan: &Plan, hires: &[Key], scenario: &Scenario) -> Vec<(Key, f64)> {
    let until = plan.at.checked_add(jiff::SignedDuration::from_hours(i64::from(HORIZON_DAYS) * 24)).unwrap_or(plan.at);
    let mut planned: std::collections::HashMap<&str, f64> = std::collections::HashMap::new();
    for task in &plan.tasks {
        let Some(person) = &task.person else { continue };
        let hours = task
            .segments
            .iter()
            .map(|piece| piece.finish.min(until).duration_since(piece.start).as_secs_f64() / 3_600.0);
        *planned.entry(person.as_str()).or_default() += hours.filter(|hours| *hours > 0.0).sum::<f64>() / WEEKS;
    }
    let of = |(index, person): (usize, &righthand_domain::snapshot::Person)| {
        let duties = business.duties.iter().filter(|duty| duty.who.as_ref() == Some(&person.key));
        let duties: f64 = duties.map(|duty| duty.hours_per_week).sum();
        let place = hires.iter().position(|key| *key == person.key).and_then(|at| scenario.places.get(at));
        let known = || facts.hours.get(index).copied().unwrap_or(0.0);
        let hours = place.map_or_else(known, |place| place.hours);
        let work = duties.max(planned.get(person.key.as_str()).copied().unwrap_or(0.0));
        (person.key.clone(), if hours > 0.0 { work / hours } else { 0.0 })
    };
    business.people.iter().enumerate().map(of).collect()
}
