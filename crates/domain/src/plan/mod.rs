//! Plan: from a snapshot of the business to dates, people and chances.
//!
//! [`check`] finds every fault; [`plan`] says when and by whom everything is done; [`forecast`] says how likely that is.
//! The arithmetic is the planner's; here keys become numbers and numbers become keys again.

mod answer;
mod build;
mod check;
mod fingerprint;
mod forecast;
mod learnt;
mod levers;
mod outline;
mod outside;
mod promise;
mod read;
mod recall;
mod runs;
mod suppose;
mod unplaced;
mod waits;
mod who;

use jiff::{Timestamp, ToSpan};
use righthand_planner::WhyNot;
use righthand_planner::improve::{Found, as_before, search};
pub use righthand_planner::problem::WEIGHT_MAX;

use crate::snapshot::{Fault, Snapshot};
pub use answer::{
    AbsenceAssumption, Assumptions, Because, BecauseKind, Change, DayCount, EffortAssumption, Forecast, Lever,
    LeverCost, Money, Objective, OperationForecast, PartOf, Plan, PlannedProject, PlannedRun, PlannedTask,
    ProjectForecast, Quantiles, Segment, TaskForecast, Unplaced,
};
use build::Built;
pub use check::check;
use forecast::Told;
pub use levers::trial as trial_of_levers;
use outline::Outline;
pub use promise::{Buy, BuyWhat, COST_MAX, DateChance, Hours, MadeLate, NewWork, PROMISED_FROM, PromiseLine, promise};
pub use suppose::{
    Away, Comparison, HandOffThen, OperationThen, Price, PriceOf, Priced, ProjectThen, Supposition, TaskThen, suppose,
};
pub use waits::mean_hours as mean_wait_hours;

/// Days of working time that are looked at first; only where that is too short, the whole five years.
const FIRST_LOOK_DAYS: i64 = 400;
/// How many times as long as the plan a future may take before its end counts as never.
const ROOM: i64 = 4;
/// Hours of working time that futures look at most: twenty years.
const ROOM_HOURS_MAX: i64 = 20 * 366 * 24;
/// Most days ahead for which runs are made: two years.
pub const HORIZON_DAYS_MAX: u32 = 731;

/// What a plan is made with besides the snapshot.
#[derive(Debug, Clone)]
pub struct Options {
    /// The moment that counts as now.
    pub at: Timestamp,
    /// Days ahead for which runs of operations are made; more than [`HORIZON_DAYS_MAX`] count as that.
    pub horizon_days: u32,
    pub seed: u64,
    /// Complete schedules that the search may build; at least one is.
    pub schedules: u64,
    /// The plan that people already saw: what starts soon in it moves only to avoid lateness. Never for a file.
    pub earlier: Option<Plan>,
    /// Threads for a forecast; any number gives the same answer.
    pub threads: usize,
}

impl Options {
    /// The contract's defaults.
    pub fn at(at: Timestamp) -> Self {
        Self { at, horizon_days: 35, seed: 1, schedules: 1000, earlier: None, threads: 1 }
    }
}

/// Plans everything open, or says every fault. `keep_going` is asked between schedules.
pub fn plan(snapshot: &Snapshot, options: &Options, keep_going: &mut dyn FnMut() -> bool) -> Result<Plan, Vec<Fault>> {
    let (built, found) = solve(snapshot, options, keep_going)?;
    Ok(read::plan(snapshot, options, &built, &found))
}

/// How many futures, and what differs in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Futures {
    /// How many; at least one, and no more than the planner's bound.
    pub futures: u32,
    /// Hand-offs wait for their manager.
    pub waits: bool,
    /// Numbers alone are spread; else they are certain. Three values are drawn either way.
    pub spread: bool,
    /// Late projects get levers, which take some tens of plans more.
    pub levers: bool,
}

impl Default for Futures {
    fn default() -> Self {
        Self { futures: 2000, waits: true, spread: true, levers: true }
    }
}

/// Plans, and says how likely that is, or says every fault. `keep_going` is asked between schedules and futures.
pub fn forecast(
    snapshot: &Snapshot,
    options: &Options,
    futures: &Futures,
    keep_going: &mut (dyn FnMut() -> bool + Send),
) -> Result<Forecast, Vec<Fault>> {
    plan_and_forecast(snapshot, options, futures, keep_going).map(|(_, forecast)| forecast)
}

/// Both answers of one search: what [`plan`] says, and what [`forecast`] says of it.
pub fn plan_and_forecast(
    snapshot: &Snapshot,
    options: &Options,
    futures: &Futures,
    keep_going: &mut (dyn FnMut() -> bool + Send),
) -> Result<(Plan, Forecast), Vec<Fault>> {
    let (plan, mut forecast) = solve_forecast(snapshot, options, futures, keep_going)?;
    if futures.levers {
        // Whoever has seen a plan compares with this one.
        let earlier = options.earlier.is_some().then(|| plan.clone());
        let options = Options { earlier, ..options.clone() };
        look_for_levers(snapshot, &options, futures, (&plan, &mut forecast), keep_going);
    }
    Ok((plan, forecast))
}

/// Both of one search, where only projects and operations are asked about: the forecast has no tasks.
pub fn plan_and_chances(
    snapshot: &Snapshot,
    options: &Options,
    futures: &Futures,
    keep_going: &mut (dyn FnMut() -> bool + Send),
) -> Result<(Plan, Forecast), Vec<Fault>> {
    solve_told(snapshot, options, futures, Told::Chances, keep_going)
}

/// Adds to the forecast of a plan what would help late projects, and what pins and risks cost. Where `earlier` of the
/// options is that plan, all of it is compared with that; else with what as short a search finds.
pub fn look_for_levers(
    snapshot: &Snapshot,
    options: &Options,
    futures: &Futures,
    (plan, forecast): (&Plan, &mut Forecast),
    keep_going: &mut (dyn FnMut() -> bool + Send),
) {
    forecast.levers = levers::levers(snapshot, options, futures, (plan, forecast), keep_going);
    forecast.prices = suppose::prices(snapshot, options, futures, keep_going);
}

/// As thorough as the many plans of a what-if can be: the change decides, and both sides are planned alike.
fn trial(options: &Options, futures: &Futures) -> (Options, Futures) {
    const SCHEDULES: u64 = 60;
    const FUTURES: u32 = 400;
    let options = Options { schedules: options.schedules.min(SCHEDULES), earlier: None, ..options.clone() };
    (options, Futures { futures: futures.futures.min(FUTURES), ..*futures })
}

/// Plan and forecast without levers.
fn solve_forecast(
    snapshot: &Snapshot,
    options: &Options,
    futures: &Futures,
    keep_going: &mut (dyn FnMut() -> bool + Send),
) -> Result<(Plan, Forecast), Vec<Fault>> {
    solve_told(snapshot, options, futures, Told::Everything, keep_going)
}

fn solve_told(
    snapshot: &Snapshot,
    options: &Options,
    futures: &Futures,
    told: Told,
    keep_going: &mut (dyn FnMut() -> bool + Send),
) -> Result<(Plan, Forecast), Vec<Fault>> {
    let (built, found) = solve(snapshot, options, &mut *keep_going)?;
    let plan = read::plan(snapshot, options, &built, &found);
    let built = with_room(snapshot, options, &plan, built)?;
    let forecast = forecast::forecast(snapshot, options, futures, (&built, &found, &plan), told, keep_going);
    Ok((plan, forecast))
}

/// The same problem with working time far beyond the plan's end, for futures in which everything takes longer.
fn with_room<'a>(
    snapshot: &'a Snapshot,
    options: &Options,
    plan: &Plan,
    built: Built<'a>,
) -> Result<Built<'a>, Vec<Fault>> {
    let last = plan.tasks.iter().map(|task| task.finish).max().unwrap_or(options.at);
    let room = last.duration_since(options.at).as_hours().saturating_mul(ROOM);
    let first_look = FIRST_LOOK_DAYS * 24;
    if room <= first_look {
        return Ok(built);
    }
    let until = options.at.checked_add(room.min(ROOM_HOURS_MAX).hours()).unwrap_or(Timestamp::MAX);
    let options = &Options { horizon_days: options.horizon_days.min(HORIZON_DAYS_MAX), ..options.clone() };
    build::build(snapshot, &Outline::of(snapshot), options, until)
}

/// Checks, builds and searches.
fn solve<'a>(
    snapshot: &'a Snapshot,
    options: &Options,
    keep_going: &mut dyn FnMut() -> bool,
) -> Result<(Built<'a>, Found), Vec<Fault>> {
    let faults = check(snapshot, options.at);
    if !faults.is_empty() {
        return Err(faults);
    }
    let options = &Options { horizon_days: options.horizon_days.min(HORIZON_DAYS_MAX), ..options.clone() };
    let outline = Outline::of(snapshot);
    let end = build::horizon_end(snapshot, options.at);
    let first_end = options.at.checked_add((FIRST_LOOK_DAYS * 24).hours()).unwrap_or(end).min(end);
    let built = build::build(snapshot, &outline, options, first_end)?;
    if let Some(standing) = standing(snapshot, options, &built) {
        return Ok((built, standing));
    }
    let found = search(&built.problem, options.seed, options.schedules, keep_going);
    if first_end < end && found.schedule.placed.contains(&Err(WhyNot::NoTime)) {
        let built = build::build(snapshot, &outline, options, end)?;
        if let Some(standing) = standing(snapshot, options, &built) {
            return Ok((built, standing));
        }
        let found = search(&built.problem, options.seed, options.schedules, keep_going);
        return Ok((built, found));
    }
    Ok((built, found))
}

/// The earlier plan, where it was made from the very same, no less thoroughly, and still comes out like that: nobody is
/// told of a change where nothing has changed.
fn standing(snapshot: &Snapshot, options: &Options, built: &Built<'_>) -> Option<Found> {
    let earlier = options.earlier.as_ref()?;
    if earlier.basis != built.basis || earlier.schedules < options.schedules || earlier.seed != options.seed {
        return None;
    }
    let again = Found { schedules: earlier.schedules, ..as_before(&built.problem)? };
    let plan = read::plan(snapshot, options, built, &again);
    (plan.tasks.iter().zip(&earlier.tasks).all(|(again, seen)| again.is_where(seen))
        && plan.tasks.len() == earlier.tasks.len())
    .then_some(again)
}
