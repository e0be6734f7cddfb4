//! The streak of an operation: which of its last runs were on time.

use std::collections::HashMap;

use jiff::{Timestamp, ToSpan};
use righthand_domain::calendar::edges;
use righthand_domain::recurrence;
use righthand_domain::snapshot::{Operation, Run};
use serde::Serialize;

use crate::view::{NotSeen, View};

/// Runs that a streak shows.
pub const RUNS: usize = 12;
/// Days back in which the last runs are looked for: a year covers an operation that happens every month.
const DAYS_BACK: i64 = 366;

/// How regular an operation has been, and how likely its next runs are to be on time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Streak {
    pub key: String,
    pub name: String,
    /// The last runs that were due, oldest first: on time or not.
    pub last: Vec<bool>,
    /// Share of these that were on time; `None` before the first.
    pub on_time_rate: Option<f64>,
    /// Chance that its runs in the plan are on time.
    pub chance: Option<f64>,
    pub next_due: Option<Timestamp>,
    /// The day that names its next run in the plan.
    pub next_day: Option<jiff::civil::Date>,
}

/// Every operation.
pub fn streaks(view: &mut View<'_>) -> Result<Vec<Streak>, NotSeen> {
    let snapshot = view.snapshot()?;
    let mut runs: HashMap<(&str, jiff::civil::Date), &Run> = HashMap::new();
    for run in &snapshot.runs {
        runs.insert((&run.operation, run.date), run);
    }
    let forecast = view.standing.as_ref().and_then(|standing| standing.forecast.as_ref());
    let plan = view.standing.as_ref().map(|standing| &standing.plan);
    Ok(snapshot
        .operations
        .iter()
        .map(|operation| {
            let last = last_runs(view, operation, &runs);
            let on_time = last.iter().filter(|on_time| **on_time).count();
            let next = plan.and_then(|plan| plan.runs.iter().find(|run| run.operation == operation.key));
            Streak {
                key: operation.key.clone(),
                name: operation.name.clone(),
                on_time_rate: (!last.is_empty()).then(|| on_time as f64 / last.len() as f64),
                last,
                chance: forecast
                    .and_then(|forecast| forecast.operations.iter().find(|other| other.key == operation.key))
                    .and_then(|forecast| forecast.on_time),
                next_due: next.map(|run| run.due),
                next_day: next.map(|run| run.date),
            }
        })
        .collect())
}

/// The last occurrences that were due, oldest first. On time is a run all of whose steps were done by its due.
fn last_runs(view: &View<'_>, operation: &Operation, runs: &HashMap<(&str, jiff::civil::Date), &Run>) -> Vec<bool> {
    // What came before the first run that is known here happened before the desk was there.
    let begun = runs.keys().filter(|(key, _)| *key == operation.key).map(|(_, date)| *date).min();
    let Some(begun) = begun else { return Vec::new() };
    let first = begun.max(view.today.saturating_sub(DAYS_BACK.days()));
    // What is due at the first moment of that day counts too.
    let from = edges::start_of_day(view.zone.rules(), first.saturating_sub(1.days()));
    let due = recurrence::occurrences(operation, &view.zone, from, view.now).unwrap_or_default();
    let known = due.iter().filter(|occurrence| occurrence.date >= begun);
    let last: Vec<bool> = known
        .map(|occurrence| {
            let run = runs.get(&(operation.key.as_str(), occurrence.date));
            run.is_some_and(|run| operation.steps.iter().all(|step| done_by(run, &step.key, occurrence.due)))
        })
        .collect();
    last.into_iter().rev().take(RUNS).rev().collect()
}

fn done_by(run: &Run, step: &str, due: Timestamp) -> bool {
    run.steps.iter().any(|begun| begun.key == step && begun.done_at.is_some_and(|at| at <= due))
}
