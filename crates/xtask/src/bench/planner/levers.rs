//! Levers: one late project among a thousand tasks, from its forecast to what would help it.

use std::hint::black_box;

use anyhow::{Context, anyhow, ensure};
use jiff::{Timestamp, ToSpan};
use righthand_domain::plan::{Forecast, Futures, Options, Plan, look_for_levers, plan_and_forecast};
use righthand_domain::snapshot::{Snapshot, When};
use righthand_exchange::business_file;
use serde_json::{Value, json};

use crate::bench::figures::{Figures, timed};
use crate::bench::table::Row;

const RUNS: usize = 7;
const PROJECTS: usize = 20;
const TASKS_PER_PROJECT: usize = 50;
const PEOPLE: usize = 20;
/// Two crafts, so that half of the people can do what the other half cannot.
const SKILLS: [&str; 2] = ["making", "writing"];
const AT: &str = "2026-11-23T09:00:00Z";
/// The project that is late.
const LATE: usize = 7;
/// The figure, in milliseconds.
const GOAL: u64 = 500;

/// By the clock, as part of it has one thread and part has two.
pub(super) fn row(threads: usize) -> anyhow::Result<Row> {
    let mut snapshot = business()?;
    let options = Options { threads, ..Options::at(AT.parse()?) };
    let futures = Futures { levers: false, ..Futures::default() };
    // Everybody has all the time there is; then one project is to end a day before its middle future does.
    let (_, relaxed) = made(&snapshot, &options, &futures)?;
    let half = relaxed.projects.get(LATE).and_then(|project| project.finish).context("it does not end")?.p50;
    let end = snapshot.business.time_zone.rules().to_datetime(half).date().checked_sub(1.day())?;
    snapshot.projects.get_mut(LATE).context("too few projects")?.end = When::Date(end);
    let (plan, forecast) = made(&snapshot, &options, &futures)?;
    let late = forecast.projects.iter().filter(|project| project.on_time.is_some_and(|chance| chance < 0.75)).count();
    ensure!(late == 1, "{late} projects are late, not one");
    let seen = Options { earlier: Some(plan.clone()), ..options };
    let mut found = 0;
    let figures = Figures::measure(RUNS, || {
        let mut forecast = forecast.clone();
        let (took, ()) = timed(|| look_for_levers(&snapshot, &seen, &futures, (&plan, &mut forecast), &mut || true));
        found = black_box(forecast.levers.len());
        Ok(took)
    })?;
    ensure!(found > 0, "nothing helps");
    Ok(Row {
        what: format!(
            "levers of one late project among {} tasks: 200 changes screened, the ten best (and pairs where none suffices) planned anew with 1,000 futures each",
            PROJECTS * TASKS_PER_PROJECT
        ),
        figures,
        goal: Some(std::time::Duration::from_millis(GOAL)),
        ceiling: None,
    })
}

fn made(snapshot: &Snapshot, options: &Options, futures: &Futures) -> anyhow::Result<(Plan, Forecast)> {
    plan_and_forecast(snapshot, options, futures, &mut || true)
        .map_err(|faults| anyhow!("it cannot be planned: {faults:?}"))
}

fn business() -> anyhow::Result<Snapshot> {
    let people: Vec<Value> = (0..PEOPLE)
        .map(|p| {
            let role = if p == 0 { "owner" } else { "team_member" };
            json!({ "key": format!("p{p}"), "name": format!("Person {p}"), "role": role, "skills": [SKILLS[p % SKILLS.len()]] })
        })
        .collect();
    let projects: Vec<Value> = (0..PROJECTS)
        .map(|project| {
            let tasks: Vec<Value> = (0..TASKS_PER_PROJECT).map(|index| task(project, index)).collect();
            json!({ "key": format!("project-{project}"), "name": format!("Project {project}"), "outcome": "It is done",
                "end": "2028-06-30", "tasks": tasks })
        })
        .collect();
    let file = json!({ "format": business_file::FORMAT, "at": AT, "business": { "name": "Large", "time_zone": "Europe/Lisbon" },
        "people": people, "projects": projects });
    let at: Timestamp = AT.parse()?;
    business_file::read(file.to_string().as_bytes(), None, at)
        .map_err(|faults| anyhow!("the business is faulty: {faults:?}"))
}

/// Chains of four, each of one person's hand after another's.
fn task(project: usize, index: usize) -> Value {
    let after = if index.is_multiple_of(4) { json!([]) } else { json!([format!("t{project}-{}", index - 1)]) };
    json!({ "key": format!("t{project}-{index}"), "name": "Task", "effort": 1 + (index * 7 + project) % 8,
        "assignees": [format!("p{}", (index * 3 + project) % PEOPLE)], "after": after })
}
