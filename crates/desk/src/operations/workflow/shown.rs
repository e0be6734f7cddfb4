//! View: a workflow with its versions, what differs between two, and which steps are late, skipped or sent back again and
//! again (R10).

use std::collections::HashMap;

use jiff::{Timestamp, ToSpan};
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::workflow::{self, Difference};
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;

use super::super::flow;
use super::told;
use crate::records::{Operation, Run, RunStep, Step, WorkflowVersion};
use crate::view::{NotSeen, PersonRef, View};

/// Finished runs that say how a step goes.
const RUNS: i64 = 8;
/// A step is pointed out from so many of them on, and from this share.
const TIMES_MIN: usize = 3;
const SHARE_MIN: f64 = 0.4;

/// All that the page of a workflow shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WorkflowView {
    pub operation: String,
    pub name: String,
    pub how_often: String,
    /// The version that is shown, and the one in use.
    pub number: i64,
    pub in_use: i64,
    pub steps: Vec<StepView>,
    /// As people edit it.
    pub text: String,
    /// The newest first.
    pub versions: Vec<Version>,
    /// What it does otherwise than the version that it is compared with.
    pub compared: Option<(i64, Vec<Difference>)>,
    pub findings: Vec<Finding>,
    /// Runs under way that follow an older version.
    pub older_runs: usize,
    /// Finished runs that the figures of its steps are from.
    pub runs: usize,
    pub can_change: bool,
}

/// A step with how it went.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepView {
    pub key: String,
    pub name: String,
    pub notes: Option<String>,
    pub kind: righthand_domain::kind::Kind,
    pub minutes: Option<i64>,
    pub skill: Option<String>,
    pub people: Vec<PersonRef>,
    /// Numbers of the steps that it waits for, from 1.
    pub after: Vec<usize>,
    pub available_days: f64,
    pub offset_days: f64,
    #[serde(skip)]
    pub details: workflow::Details,
    /// Share of the last runs in which it was done by its due; `None` before the first.
    pub on_time: Option<f64>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Version {
    pub number: i64,
    pub note: String,
    pub made_at: Option<Timestamp>,
    pub by: Option<String>,
    /// Share of the runs that followed it and were on time; `None` where none is over.
    pub on_time: Option<f64>,
}

/// A step that is pointed out, with what would mend it as a new text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    pub step: String,
    pub name: String,
    pub what: What,
    /// In so many of the last runs.
    pub times: usize,
    pub of: usize,
    /// The proposal, in words.
    pub proposal: String,
    /// The workflow as it would be.
    pub text: String,
}

/// What happens to a step again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Late,
    Skipped,
    SentBack,
}

/// The workflow of an operation: the version of that number or the one in use, compared with another where one is named.
pub fn workflow(
    view: &mut View<'_>,
    operation: &str,
    number: Option<i64>,
    compare_with: Option<i64>,
) -> Result<WorkflowView, NotSeen> {
    let all = super::super::calendar::operations(view)?;
    let not_found = || NotSeen::NotFound(format!("workflow of “{operation}”"));
    let operation = all.into_iter().find(|one| one.key == operation).ok_or_else(not_found)?;
    let members = view.members()?;
    let current = flow::current_steps(view.tx, &operation)?;
    let select = select_sql!(WorkflowVersion, "where business_id = $1 and operation_id = $2 order by number");
    let versions = view.tx.select::<WorkflowVersion>(select, &values![operation.id])?;
    let steps_of = |number: i64| -> Option<Vec<Step>> {
        if number == operation.workflow_version {
            return Some(current.clone());
        }
        versions.iter().find(|version| version.number == number).map(|version| version.steps.0.clone())
    };
    let number = number.unwrap_or(operation.workflow_version);
    let steps = steps_of(number).ok_or_else(not_found)?;
    let name = |key: &str| {
        members.iter().find(|member| member.key == key).map_or_else(|| key.to_owned(), |member| member.name.clone())
    };
    let as_told = |steps: &[Step]| steps.iter().map(|step| told(step, name)).collect::<Vec<_>>();
    let now = as_told(&steps);
    let compared = match compare_with {
        Some(other) => {
            let before = steps_of(other).ok_or_else(not_found)?;
            Some((other, workflow::compare(&as_told(&before), &now)))
        }
        None => None,
    };
    let went = Went::load(view, &operation, &current)?;
    let findings = if number == operation.workflow_version { findings(&now, &went) } else { Vec::new() };
    let places: HashMap<&str, usize> = steps.iter().zip(1..).map(|(step, n)| (step.key.as_str(), n)).collect();
    let shown = steps.iter().map(|step| StepView {
        key: step.key.clone(),
        name: step.name.clone(),
        notes: step.notes.clone(),
        kind: step.kind,
        minutes: step.likely_minutes,
        skill: step.skill.clone(),
        people: step.assignees.0.iter().map(|key| PersonRef { key: key.clone(), name: name(key) }).collect(),
        after: step.after_steps.0.iter().filter_map(|key| places.get(key.as_str()).copied()).collect(),
        available_days: step.available_days.unwrap_or(righthand_domain::recurrence::AVAILABLE_DAYS),
        offset_days: step.offset_days.unwrap_or(0.0),
        details: step.details.0.clone(),
        on_time: went.on_time(&step.key),
    });
    Ok(WorkflowView {
        name: operation.name.clone(),
        how_often: super::super::rhythm::words(&operation),
        number,
        in_use: operation.workflow_version,
        steps: shown.collect(),
        text: workflow::write(&now),
        versions: self::versions(view, &operation, &versions)?,
        compared,
        findings,
        older_runs: older_runs(view, &operation)?,
        runs: went.runs,
        can_change: view.may(Permission::RunOperations) == Grant::Yes,
        operation: operation.key,
    })
}

fn versions(view: &mut View<'_>, operation: &Operation, kept: &[WorkflowVersion]) -> Result<Vec<Version>, NotSeen> {
    const ON_TIME: &Sql = sql!(
        "run.on_time_by_version",
        "select workflow_version, count(*), sum(case when done_at is not null and done_at <= due_at then 1 else 0 end) \
         from run where business_id = $1 and operation_id = $2 and due_at <= $3 and due_at > $4 group by workflow_version"
    );
    let year = view.now.saturating_sub((24 * 366).hours()).unwrap_or(view.now);
    let went: Vec<(i64, i64, i64)> = view
        .tx
        .all(ON_TIME, &values![operation.id, view.now, year], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let on_time = |number: i64| {
        let (_, all, good) = went.iter().find(|(other, ..)| *other == number)?;
        (*all > 0).then(|| *good as f64 / *all as f64)
    };
    let mut versions: Vec<Version> = kept
        .iter()
        .map(|version| Version {
            number: version.number,
            note: version.note.clone(),
            made_at: Some(version.made_at).filter(|_| version.number > 1),
            by: Some(version.by_name.clone()).filter(|_| version.number > 1),
            on_time: on_time(version.number),
        })
        .collect();
    if versions.iter().all(|version| version.number != operation.workflow_version) {
        let number = operation.workflow_version;
        versions.push(Version { number, note: String::new(), made_at: None, by: None, on_time: on_time(number) });
    }
    versions.sort_by_key(|version| std::cmp::Reverse(version.number));
    Ok(versions)
}

fn older_runs(view: &mut View<'_>, operation: &Operation) -> Result<usize, NotSeen> {
    const OLDER: &Sql = sql!(
        "run.on_older_version",
        "select count(*) from run where business_id = $1 and operation_id = $2 and done_at is null \
         and due_at > $3 and workflow_version < $4"
    );
    let count: Option<i64> =
        view.tx.one(OLDER, &values![operation.id, view.now, operation.workflow_version], |row| row.get(0))?;
    Ok(usize::try_from(count.unwrap_or(0)).unwrap_or(0))
}

/// How the steps went in the last runs that were due.
struct Went {
    runs: usize,
    /// By key of the step: lateness in days where it was done late, whether it was never done, rounds.
    steps: HashMap<String, Vec<StepWent>>,
}

struct StepWent {
    late_days: f64,
    left_out: bool,
    rounds: i64,
}

impl Went {
    fn load(view: &mut View<'_>, operation: &Operation, steps: &[Step]) -> Result<Self, NotSeen> {
        let select = select_sql!(
            Run,
            "where business_id = $1 and operation_id = $2 and due_at <= $3 order by due_at desc, id desc limit $4"
        );
        let runs = view.tx.select::<Run>(select, &values![operation.id, view.now, RUNS])?;
        let of_run = select_sql!(RunStep, "where business_id = $1 and run_id = $2 order by id");
        let mut all: HashMap<String, Vec<StepWent>> = HashMap::new();
        let mut counted = 0;
        for run in &runs {
            let Some(due) = run.due_at else { continue };
            let rows = view.tx.select::<RunStep>(of_run, &values![run.id])?;
            if rows.iter().all(|row| row.done_at.is_none()) {
                continue;
            }
            counted += 1;
            for step in steps {
                let row = rows.iter().find(|row| row.step_id == step.id);
                all.entry(step.key.clone()).or_default().push(step_went(step, row, due));
            }
        }
        Ok(Self { runs: counted, steps: all })
    }

    fn on_time(&self, key: &str) -> Option<f64> {
        let went = self.steps.get(key).filter(|went| !went.is_empty())?;
        let good = went.iter().filter(|one| one.late_days <= 0.0 && !one.left_out).count();
        Some(good as f64 / went.len() as f64)
    }
}

fn step_went(step: &Step, row: Option<&RunStep>, due: Timestamp) -> StepWent {
    let step_due = due.saturating_sub(((step.offset_days.unwrap_or(0.0) * 24.0) as i64).hours()).unwrap_or(due);
    let done = row.and_then(|row| row.done_at);
    let by_condition = row.is_some_and(|row| row.skipped);
    let late_days =
        done.filter(|_| !by_condition).map_or(0.0, |done| done.duration_since(step_due).as_hours() as f64 / 24.0);
    StepWent {
        late_days: late_days.max(0.0),
        left_out: done.is_none() && !by_condition,
        rounds: row.map_or(0, |row| row.rounds),
    }
}

fn findings(steps: &[workflow::Step], went: &Went) -> Vec<Finding> {
    let mut all = Vec::new();
    for step in steps {
        let Some(runs) = went.steps.get(&step.key) else { continue };
        let of = runs.len();
        let often = |times: usize| times >= TIMES_MIN && times as f64 >= SHARE_MIN * of as f64;
        let left_out = runs.iter().filter(|one| one.left_out).count();
        let late: Vec<f64> = runs.iter().map(|one| one.late_days).filter(|days| *days > 0.0).collect();
        let back = runs.iter().filter(|one| one.rounds > 0).count();
        let found = |what, times, (proposal, changed): (String, Vec<workflow::Step>)| Finding {
            step: step.key.clone(),
            name: step.name.clone(),
            what,
            times,
            of,
            proposal,
            text: workflow::write(&changed),
        };
        if often(left_out) && steps.len() > 1 {
            all.push(found(What::Skipped, left_out, without(steps, step)));
        } else if often(late.len()) {
            all.push(found(What::Late, late.len(), earlier(steps, step, late.clone())));
        }
        if often(back) {
            all.push(found(What::SentBack, back, larger(steps, step, back as f64 / of as f64)));
        }
    }
    all
}

/// What is never done is left out; what waited for it waits for what it waited for.
fn without(steps: &[workflow::Step], step: &workflow::Step) -> (String, Vec<workflow::Step>) {
    let mut changed: Vec<workflow::Step> = steps.iter().filter(|other| other.key != step.key).cloned().collect();
    for other in &mut changed {
        if let Some(at) = other.after.iter().position(|key| *key == step.key) {
            other.after.remove(at);
            for key in &step.after {
                if !other.after.contains(key) {
                    other.after.push(key.clone());
                }
            }
        }
        // A condition on what it asked would hold of nothing any more.
        let asked = |field: &str| step.details.asks.iter().any(|ask| ask.name.eq_ignore_ascii_case(field));
        if other.details.only_if.as_ref().is_some_and(|condition| asked(&condition.field)) {
            other.details.only_if = None;
        }
    }
    ("Leave it out: the runs were finished without it.".to_owned(), changed)
}

/// What is late by so many days begins so many days earlier, and so does what it waits for.
fn earlier(steps: &[workflow::Step], step: &workflow::Step, mut late: Vec<f64>) -> (String, Vec<workflow::Step>) {
    late.sort_by(f64::total_cmp);
    let days = late.get(late.len() / 2).copied().unwrap_or(1.0).ceil().clamp(1.0, 30.0);
    let mut before = vec![step.key.clone()];
    let mut at = 0;
    while let Some(key) = before.get(at).cloned() {
        at += 1;
        let waits_for = steps.iter().filter(|other| other.key == key).flat_map(|other| other.after.clone());
        let new: Vec<String> = waits_for.filter(|key| !before.contains(key)).collect();
        before.extend(new);
    }
    let mut changed = steps.to_vec();
    for other in changed.iter_mut().filter(|other| before.contains(&other.key)) {
        let from = other.available_days.unwrap_or(righthand_domain::recurrence::AVAILABLE_DAYS);
        other.available_days = Some((from + days).min(3650.0));
        if other.key != step.key {
            other.offset_days = Some((other.offset_days.unwrap_or(0.0) + days).min(3650.0));
        }
    }
    let days = righthand_domain::words::count(days as usize, "day", "days");
    (format!("Let it, and what it waits for, begin {days} earlier."), changed)
}

/// What is sent back takes more work than is planned for it.
fn larger(steps: &[workflow::Step], step: &workflow::Step, share: f64) -> (String, Vec<workflow::Step>) {
    use righthand_domain::snapshot::Effort;
    let hours = step.effort.map_or(1.0, Effort::most_likely);
    let more = (hours * (1.0 + share / 2.0) * 12.0).ceil() / 12.0;
    let mut changed = steps.to_vec();
    for other in changed.iter_mut().filter(|other| other.key == step.key) {
        other.effort = Some(Effort::One(more));
        let check = "Compared with why it was sent back the last times".to_owned();
        if !other.details.checklist.contains(&check) {
            other.details.checklist.push(check);
        }
    }
    let duration = righthand_domain::words::duration((more * 60.0).round() as i64);
    (format!("Plan {duration} for it, with a look at why it came back."), changed)
}
