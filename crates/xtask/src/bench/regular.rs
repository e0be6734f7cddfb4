//! Regular work: 200 operations with three years of runs behind them: their calendar, and the runs of a month ahead.

use std::time::Duration;

use anyhow::{anyhow, ensure};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use righthand_desk::command::{Actor, Door, Who};
use righthand_desk::import::load_demonstration;
use righthand_desk::operations::{ahead, calendar};
use righthand_desk::records::{Operation, Run, RunStep, Step};
use righthand_desk::{Clock, Desk, Store, StoreError};
use righthand_domain::ids::{BusinessId, RunId, RunStepId};
use righthand_exchange::business_file;
use righthand_store::select_sql;
use rusqlite::Connection;
use serde_json::json;
use uuid::Uuid;

use super::figures::{Figures, timed};
use super::table::{Row, Section};

const RUNS: usize = 31;
const OPERATIONS: usize = 200;
const STEPS: usize = 5;
const WEEKS: i64 = 156;
/// The figures.
const CALENDAR: Duration = Duration::from_millis(20);
const MAKING: Duration = Duration::from_secs(1);

pub(super) fn measure() -> anyhow::Result<Section> {
    let mut rows = Vec::new();
    for (weeks, what) in [(WEEKS, "with three years behind them"), (0, "with nothing behind them")] {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("desk.sqlite");
        let at: Timestamp = "2026-11-24T11:20:00Z".parse()?;
        let desk = Desk::new(Store::open(&format!("sqlite:{}", path.display()))?, Clock::fixed(at));
        let business = load_demonstration(&desk, "regular", business(at)?)?;
        desk.planning.standing(business)?;
        // What is measured is the calendar, not planning.
        let _rest = desk.planning.rest();
        history(&desk, business, weeks)?;
        let bare = Connection::open(&path)?;
        bare.execute_batch("analyze")?;
        let ceiling = Figures::measure(RUNS, || bare_month(&bare))?;
        let actor = Actor { who: Who::Operator, business, door: Door::Cli };
        let page = Figures::measure(RUNS, || {
            let from = Date::constant(2026, 11, 24);
            let (took, seen) = timed(|| desk.view(&actor, move |view| calendar::calendar(view, from, 5, None)));
            let seen = seen.map_err(|why| anyhow!("{why:?}"))?;
            let runs: usize = seen.days.iter().map(|day| day.runs.len()).sum();
            ensure!(runs >= OPERATIONS * 4, "only {runs} runs");
            Ok(took)
        })?;
        let making = Figures::measure(RUNS.min(11), || {
            bare.execute_batch("delete from run where day > '2026-11-24'; update operation set made_until = null")?;
            let (took, made) = timed(|| ahead(&desk.store, business, at));
            ensure!(made?, "nothing was made");
            Ok(took)
        })?;
        let row = |said: String, figures, goal, ceiling| Row { what: said, figures, goal: Some(goal), ceiling };
        rows.push(row(format!("calendar of five weeks, {what}"), page, CALENDAR, Some(ceiling.median())));
        rows.push(row(format!("making the runs of five weeks, {what}"), making, MAKING, None));
    }
    Ok(Section {
        about: format!(
            "{OPERATIONS} operations of {STEPS} steps on SQLite, a week apart, with {WEEKS} weeks of finished runs. The calendar is \
             the view that its page shows: every run of five weeks with its state, and the first twelve operations with streak and \
             rate. Making writes a row of each run, with its journal and its entry of the search index. Bare: the rows of these \
             runs read and thrown away."
        ),
        rows,
    })
}

fn business(at: Timestamp) -> anyhow::Result<righthand_domain::snapshot::Snapshot> {
    let people: Vec<_> = (0..20)
        .map(|p| json!({ "key": format!("p{p}"), "name": format!("Person {p}"), "role": if p == 0 { "owner" } else { "team_member" } }))
        .collect();
    let step = |operation: usize, step: usize| json!({ "key": format!("s{step}"), "name": format!("Step {step}"), "effort": 0.25, "assignees": [format!("p{}", (operation + step) % 20)] });
    let days = ["MO", "TU", "WE", "TH", "FR"];
    let operations: Vec<_> = (0..OPERATIONS)
        .map(|o| {
            let steps: Vec<_> = (0..STEPS).map(|s| step(o, s)).collect();
            json!({ "key": format!("o{o}"), "name": format!("Operation {o}"), "accountable": "p0",
                    "rrule": format!("FREQ=WEEKLY;BYDAY={}", days[o % 5]), "starts": "2023-11-20T10:00", "steps": steps })
        })
        .collect();
    let file = json!({
        "format": business_file::FORMAT, "at": at.to_string(), "business": { "name": "Regular", "time_zone": "Europe/Lisbon" },
        "people": people, "operations": operations,
    });
    business_file::read(file.to_string().as_bytes(), None, at)
        .map_err(|faults| anyhow!("the business is faulty: {faults:?}"))
}

/// Every run of so many weeks before, done in time.
fn history(desk: &Desk, business: BusinessId, weeks: i64) -> anyhow::Result<()> {
    let written: Result<(), StoreError> = desk.store.write(business, move |tx| {
        let operations = select_sql!(Operation, "where business_id = $1 order by position, id");
        let steps = select_sql!(Step, "where business_id = $1 order by position, id");
        let (operations, steps) = (tx.select::<Operation>(operations, &[])?, tx.select::<Step>(steps, &[])?);
        for (n, operation) in operations.iter().enumerate() {
            let first = Date::constant(2026, 11, 16).saturating_add(i64::try_from(n % 5).unwrap_or(0).days());
            let (mut runs, mut done) = (Vec::new(), Vec::new());
            for week in 0..weeks {
                let day = first.saturating_sub((7 * week).days());
                let due: Timestamp = format!("{day}T10:00:00Z").parse().unwrap_or_default();
                let at = due.saturating_sub(2.hours()).unwrap_or(due);
                let run = Run { done_at: Some(at), ..Run::new(RunId(Uuid::now_v7()), operation, day, Some(due)) };
                let mine = steps.iter().filter(|step| step.operation_id == operation.id);
                done.extend(mine.map(|step| RunStep {
                    done_at: Some(at),
                    ..RunStep::new(RunStepId(Uuid::now_v7()), run.id, step.id)
                }));
                runs.push(run);
            }
            tx.insert_all(&runs)?;
            tx.insert_all(&done)?;
        }
        Ok(())
    });
    Ok(written?)
}

fn bare_month(bare: &Connection) -> anyhow::Result<Duration> {
    let (took, rows) = timed(|| {
        let mut statement = bare.prepare_cached(
            "select id, operation_id, day, due_at, done_at from run where day between '2026-11-23' and '2026-12-27'",
        )?;
        let mut rows = statement.query([])?;
        let mut count = 0_usize;
        while let Some(row) = rows.next()? {
            count += usize::from(row.get::<_, String>(0)?.len() > 1);
        }
        anyhow::Ok(count)
    });
    ensure!(rows? > OPERATIONS, "too few rows");
    Ok(took)
}
