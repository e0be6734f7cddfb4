//! View: one operation: is it reliable, and will it go on being?

use std::collections::HashSet;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use righthand_domain::ids::RunId;
use righthand_domain::recurrence::{Makes, OnHolidays};
use righthand_domain::roles::{Grant, Permission};
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;

use super::calendar::{Planned, RunState, Trouble};
use super::dangers::{self, Danger, Raised};
use super::flow;
use super::guard::Way;
use super::rhythm;
use super::streak::{self, Streak};
use crate::records::{Area, Operation, Run, WorkflowVersion};
use crate::view::{NotSeen, PersonRef, View};

/// Coming runs that the page lists.
const NEXT_MAX: usize = 8;
/// Days of history that it draws.
const DAYS_BACK: i64 = 366;

/// All that the page of an operation shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OperationView {
    pub key: String,
    pub name: String,
    pub how_often: String,
    pub rrule: String,
    pub starts: String,
    pub makes: Makes,
    pub on_holidays: OnHolidays,
    pub area: Option<(String, String)>,
    pub accountable: Option<PersonRef>,
    pub paused: Option<(Date, Option<Date>)>,
    pub closed: bool,
    pub version: i64,
    pub workflow_version: i64,
    pub streak: Streak,
    /// Runs of a year that were due, oldest first.
    pub past: Vec<PastRun>,
    /// What is not over, the next first.
    pub next: Vec<NextRun>,
    /// Versions of the workflow that came into use within the year, with what was new in them.
    pub versions: Vec<(i64, Timestamp, String)>,
    /// Likely minutes of work of a run; what nobody has said counts nothing.
    pub minutes: i64,
    pub steps: usize,
    /// Days from today on that fall away or happen elsewhere.
    pub skipped: Vec<Date>,
    pub moved: Vec<(Date, Date)>,
    pub troubles: Vec<Trouble>,
    /// What else stands in the way of its runs.
    pub dangers: Vec<Danger>,
    /// What was raised before its day, the latest first.
    pub raised: Vec<Raised>,
    /// Its runs are about what lies in its queue.
    pub draws: bool,
    pub can_change: bool,
}

/// A run that was due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PastRun {
    pub day: Date,
    pub due: Timestamp,
    /// When it was done; `None` where it never was.
    pub done_at: Option<Timestamp>,
}

impl PastRun {
    /// Was it done by its due?
    pub fn on_time(&self) -> bool {
        self.done_at.is_some_and(|done| done <= self.due)
    }
}

/// A run that comes, or that is late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextRun {
    pub day: Date,
    pub title: Option<String>,
    pub due: Timestamp,
    pub state: RunState,
    /// Steps that are done, and all.
    pub done: usize,
    pub of: usize,
    pub moved: bool,
    pub workflow_version: i64,
    pub people: Vec<PersonRef>,
}

/// The operation of that key, for whoever sees it.
pub fn operation(view: &mut View<'_>, key: &str) -> Result<OperationView, NotSeen> {
    let all = super::calendar::operations(view)?;
    let Some(operation) = all.iter().find(|one| one.key == key) else {
        return Err(NotSeen::NotFound(format!("operation “{key}”")));
    };
    let streak = streak::of(view, &[operation])?.into_iter().next();
    let streak = streak.ok_or_else(|| NotSeen::NotFound(format!("operation “{key}”")))?;
    let steps = flow::current_steps(view.tx, operation)?;
    let members = view.members()?;
    let accountable = members.iter().find(|member| member.id == operation.accountable_id).map(PersonRef::from);
    let area = operation.area_id.map(|id| view.tx.find::<Area>(id)).transpose()?.flatten();
    let next = next(view, operation, steps.len())?;
    let today = view.today;
    let own = std::slice::from_ref(operation);
    let troubles = super::calendar::troubles(view, own)?;
    let dangers = dangers::of(view, own, |one| one.way != Way::Nobody)?.0;
    let raised = dangers::raised(view, key)?;
    Ok(OperationView {
        key: operation.key.clone(),
        name: operation.name.clone(),
        how_often: rhythm::words(operation),
        rrule: operation.rrule.clone(),
        starts: operation.starts.clone(),
        makes: operation.makes,
        on_holidays: operation.on_holidays,
        area: area.map(|area| (area.key, area.name)),
        accountable,
        paused: operation.paused_from.map(|from| (from, operation.paused_until)),
        closed: operation.closed_at.is_some(),
        version: operation.version,
        workflow_version: operation.workflow_version,
        streak,
        past: past(view, operation)?,
        next,
        versions: versions(view, operation)?,
        minutes: steps.iter().filter_map(|step| step.likely_minutes).sum(),
        steps: steps.len(),
        skipped: operation.except_days.0.iter().copied().filter(|day| *day >= today).collect(),
        moved: operation
            .moved_days
            .0
            .iter()
            .map(|(from, to)| (*from, *to))
            .filter(|(from, to)| *(from.max(to)) >= today)
            .collect(),
        troubles,
        dangers,
        raised,
        draws: operation.draws,
        can_change: view.may(Permission::RunOperations) == Grant::Yes,
    })
}

fn past(view: &mut View<'_>, operation: &Operation) -> Result<Vec<PastRun>, NotSeen> {
    const PAST: &Sql = sql!(
        "run.past_year",
        "select day, due_at, done_at from run where business_id = $1 and operation_id = $2 and due_at > $3 \
         and due_at <= $4 order by due_at, id"
    );
    let from = view.now.saturating_sub((24 * DAYS_BACK).hours()).unwrap_or(view.now);
    let read =
        |row: &righthand_store::Row<'_>| Ok(PastRun { day: row.get(0)?, due: row.get(1)?, done_at: row.get(2)? });
    Ok(view.tx.all(PAST, &values![operation.id, from, view.now], read)?)
}

fn next(view: &mut View<'_>, operation: &Operation, steps: usize) -> Result<Vec<NextRun>, NotSeen> {
    const DONE: &Sql = sql!(
        "run_step.done_by_run",
        "select run_step.run_id, count(*) from run_step join run on run.business_id = $1 and run.id = run_step.run_id \
         where run_step.business_id = $1 and run.operation_id = $2 and run.done_at is null \
         and run_step.done_at is not null group by run_step.run_id"
    );
    const SIZES: &Sql = sql!(
        "workflow_version.steps_of",
        "select number, steps from workflow_version where business_id = $1 and operation_id = $2 order by number"
    );
    // What has been late for long is history, too.
    let from = view.now.saturating_sub((24 * 14).hours()).unwrap_or(view.now);
    let select = select_sql!(
        Run,
        "where business_id = $1 and operation_id = $2 and done_at is null and due_at > $3 order by due_at, id limit 40"
    );
    let runs = view.tx.select::<Run>(select, &values![operation.id, from])?;
    let done: Vec<(RunId, i64)> = view.tx.all(DONE, &values![operation.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let sizes: Vec<(i64, righthand_store::Json<Vec<serde_json::Value>>)> =
        view.tx.all(SIZES, &values![operation.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let planned = Planned::of(view);
    let now = view.now;
    let mut all = Vec::new();
    for run in runs.into_iter().take(NEXT_MAX) {
        let Some(due) = run.due_at else { continue };
        let done = done.iter().find(|(id, _)| *id == run.id).map_or(0, |(_, n)| usize::try_from(*n).unwrap_or(0));
        let older = (run.workflow_version != operation.workflow_version)
            .then(|| sizes.iter().find(|(number, _)| *number == run.workflow_version).map(|(_, steps)| steps.0.len()))
            .flatten();
        all.push(NextRun {
            day: run.day,
            title: run.title.clone(),
            due,
            state: planned.state(&run, operation, due, done > 0, now),
            done,
            of: older.unwrap_or(steps),
            moved: operation.moved_days.0.contains_key(&run.day),
            workflow_version: run.workflow_version,
            people: people(view, &operation.key, run.day)?,
        });
    }
    Ok(all)
}

/// Who has the steps of a run in the plan, each once.
fn people(view: &mut View<'_>, operation: &str, day: Date) -> Result<Vec<PersonRef>, NotSeen> {
    let prefix = format!("{operation}/{day}/");
    let mut seen = HashSet::new();
    let keys: Vec<String> = view
        .standing
        .iter()
        .flat_map(|standing| &standing.plan.tasks)
        .filter(|task| task.key.starts_with(&prefix))
        .filter_map(|task| task.person.clone())
        .filter(|key| seen.insert(key.clone()))
        .collect();
    let members = view.members()?;
    Ok(keys.iter().filter_map(|key| members.iter().find(|member| member.key == *key)).map(PersonRef::from).collect())
}

fn versions(view: &mut View<'_>, operation: &Operation) -> Result<Vec<(i64, Timestamp, String)>, NotSeen> {
    let select = select_sql!(
        WorkflowVersion,
        "where business_id = $1 and operation_id = $2 and number > 1 and made_at > $3 order by number"
    );
    let from = view.now.saturating_sub((24 * DAYS_BACK).hours()).unwrap_or(view.now);
    let versions = view.tx.select::<WorkflowVersion>(select, &values![operation.id, from])?;
    Ok(versions.into_iter().map(|version| (version.number, version.made_at, version.note)).collect())
}
