//! Replan: one edit in a business of 1,000 open tasks and 20 people, until its new first plan stands.

use std::time::Duration;

use anyhow::{Context, anyhow, ensure};
use jiff::Timestamp;
use righthand_desk::command::{Actor, Door, Outcome, Who};
use righthand_desk::import::load_demonstration;
use righthand_desk::planning::{HORIZON_DAYS, SEED};
use righthand_desk::{Clock, Desk, Store, StoreError, snapshot};
use righthand_domain::ids::BusinessId;
use righthand_domain::plan::{Options, Plan, plan};
use righthand_domain::snapshot::Snapshot;
use righthand_exchange::business_file;
use rusqlite::Connection;
use rusqlite::types::Value as Cell;
use serde_json::json;

use super::figures::{Figures, timed};
use super::table::{Row, Section};

const RUNS: usize = 31;
const PROJECTS: usize = 20;
const TASKS_PER_PROJECT: usize = 50;
const PEOPLE: usize = 20;
/// The figure.
const GOAL: Duration = Duration::from_millis(5);
/// The worst that is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

pub(super) fn measure() -> anyhow::Result<Section> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("desk.sqlite");
    let at: Timestamp = "2026-11-24T11:20:00Z".parse()?;
    let desk = Desk::new(Store::open(&format!("sqlite:{}", path.display()))?, Clock::starting_at(at));
    let snapshot = thousand(at)?;
    let business = load_demonstration(&desk, "large", snapshot)?;
    desk.planning.standing(business)?;

    let bare = Connection::open(&path)?;
    let rows = Figures::measure(RUNS, || bare_rows(&bare))?;
    let [mut loading, mut planning, mut both] = [const { Vec::new() }; 3];
    let mut before = plan_of(&facts(&desk, business)?, at, None)?;
    for run in 0..RUNS {
        edit(&desk, business, run)?;
        let (load, facts) = timed(|| facts(&desk, business));
        let (plan, made) = timed(|| plan_of(&facts?, at, Some(&before)));
        before = made?;
        loading.push(load);
        planning.push(plan);
        both.push(load + plan);
    }
    let seen = Figures::measure(RUNS, || {
        let event = edit(&desk, business, RUNS)?;
        let (took, stands) = timed(|| desk.planning.wait_for(business, event, PATIENCE));
        ensure!(stands, "no plan within {PATIENCE:?}");
        Ok(took)
    })?;
    let row = |what: &str, figures, goal| Row { what: what.into(), figures, goal, ceiling: None };
    let both = Figures::of(both);
    Ok(Section {
        about: "A business of 20 projects with 50 chained tasks each, on SQLite. From the committed change of a task's effort to the \
                new first plan of everything, with the plan that stood before as what people have seen. Reading is what the \
                desk reads for a first plan, the business as it is in one state of the database, without the past that only \
                forecasts learn from; planning checks it, builds the problem, generates the schedule and turns it \
                back into people and dates. Bare: the rows of its tasks, people and links read and thrown away."
            .into(),
        rows: vec![
            Row { ceiling: Some(rows.median()), ..row("reading and planning", both, Some(GOAL)) },
            row("of this, reading", Figures::of(loading), None),
            row("of this, planning", Figures::of(planning), None),
            row("as the running desk does it, while the last edit's search goes on beside", seen, None),
        ],
    })
}

/// Changes the effort of one task, each time another and to another figure.
fn edit(desk: &Desk, business: BusinessId, run: usize) -> anyhow::Result<i64> {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static EDITS: AtomicUsize = AtomicUsize::new(0);
    let edits = EDITS.fetch_add(1, Ordering::Relaxed);
    let task = format!("t{}-{}", run % PROJECTS, (run * 7) % TASKS_PER_PROJECT);
    let actor = Actor { who: Who::Operator, business, door: Door::Cli };
    let input = json!({ "task": task, "effort": format!("{}", 20 + edits % 40) });
    match desk.send(&actor, "change_task", input, None)? {
        Outcome::Done(done) if done.event > 0 => Ok(done.event),
        other => Err(anyhow!("the edit was not done: {other:?}")),
    }
}

fn facts(desk: &Desk, business: BusinessId) -> anyhow::Result<Snapshot> {
    let read: Result<_, StoreError> = desk.store.read(business, snapshot::load);
    read?.context("the business is gone")
}

/// The first plan, as the desk makes it.
fn plan_of(snapshot: &Snapshot, at: Timestamp, before: Option<&Plan>) -> anyhow::Result<Plan> {
    let options =
        Options { horizon_days: HORIZON_DAYS, seed: SEED, schedules: 1, earlier: before.cloned(), ..Options::at(at) };
    plan(snapshot, &options, &mut || true).map_err(|faults| anyhow!("it cannot be planned: {faults:?}"))
}

fn bare_rows(bare: &Connection) -> anyhow::Result<Duration> {
    let (took, cells) = timed(|| {
        let mut cells = 0_usize;
        for table in ["task", "assignment", "dependency", "member"] {
            let mut statement = bare.prepare_cached(&format!("select * from {table}"))?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    cells += usize::from(row.get::<_, Cell>(column)? != Cell::Null);
                }
            }
        }
        anyhow::Ok(cells)
    });
    ensure!(cells? > PROJECTS * TASKS_PER_PROJECT, "too few rows");
    Ok(took)
}

/// Tasks of four in a chain, mostly, spread over all people.
pub(super) fn thousand(at: Timestamp) -> anyhow::Result<Snapshot> {
    let role = |person| if person == 0 { "owner" } else { "team_member" };
    let people: Vec<_> = (0..PEOPLE)
        .map(|p| json!({ "key": format!("p{p}"), "name": format!("Person {p}"), "role": role(p) }))
        .collect();
    let projects: Vec<_> = (0..PROJECTS)
        .map(|project| {
            let tasks: Vec<_> = (0..TASKS_PER_PROJECT).map(|index| task(project, index)).collect();
            json!({
                "key": format!("project-{project}"), "name": format!("Project {project}"), "outcome": "It is done",
                "end": format!("2027-0{}-15", 1 + project % 3), "tasks": tasks,
            })
        })
        .collect();
    let file = json!({
        "format": business_file::FORMAT, "at": at.to_string(), "business": { "name": "Large", "time_zone": "Europe/Lisbon" },
        "people": people, "projects": projects,
    });
    business_file::read(file.to_string().as_bytes(), None, at)
        .map_err(|faults| anyhow!("the business is faulty: {faults:?}"))
}

fn task(project: usize, index: usize) -> serde_json::Value {
    let mut task = json!({
        "key": format!("t{project}-{index}"), "name": "Task", "effort": 1 + (index * 7 + project) % 8,
        "assignees": [format!("p{}", (index * 3 + project) % PEOPLE)],
    });
    if !index.is_multiple_of(4)
        && let Some(fields) = task.as_object_mut()
    {
        fields.insert("after".into(), json!([format!("t{project}-{}", index - 1)]));
    }
    task
}
