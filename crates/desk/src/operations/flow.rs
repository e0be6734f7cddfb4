//! Flow: what follows from a step that is done: what falls away, whether the run is done, what starts next.

use std::collections::BTreeMap;

use righthand_domain::ids::RunStepId;
use righthand_domain::recurrence::Makes;
use righthand_store::{Error, Sql, Tx, select_sql, sql, values};

use super::exceptions::With;
use super::finish_step::FieldAnswer;
use super::{content, exceptions, rhythm};
use crate::act::Act;
use crate::command::Stop;
use crate::input::TEXT_CHARS_MAX;
use crate::records::{Operation, Run, RunStep, Step, WorkflowVersion};

/// The steps of the version that a run follows, in order (R10).
pub(crate) fn steps_of(tx: &mut Tx, operation: &Operation, run: &Run) -> Result<Vec<Step>, Error> {
    if run.workflow_version != operation.workflow_version {
        let select = select_sql!(WorkflowVersion, "where business_id = $1 and operation_id = $2 and number = $3");
        let found = tx.select::<WorkflowVersion>(select, &values![operation.id, run.workflow_version])?;
        if let Some(version) = found.into_iter().next() {
            return Ok(version.steps.0);
        }
    }
    current_steps(tx, operation)
}

/// The steps of the version in use, in order.
pub(crate) fn current_steps(tx: &mut Tx, operation: &Operation) -> Result<Vec<Step>, Error> {
    let select =
        select_sql!(Step, "where business_id = $1 and operation_id = $2 and gone = false order by position, id");
    tx.select::<Step>(select, &values![operation.id])
}

/// The answers to all that a step asks, those of before included; or what is missing or wrong, by its place.
pub(super) fn answered(step: &Step, before: &RunStep, said: &[FieldAnswer]) -> Result<BTreeMap<String, String>, Stop> {
    let mut answers = before.answers.0.clone();
    for (index, one) in said.iter().enumerate() {
        let pointer = format!("/answers/{index}/answer");
        let Some(ask) = step.details.0.asks.iter().find(|ask| ask.name == one.field) else {
            return Err(Stop::invalid(format!("/answers/{index}/field"), format!("“{}” is not asked", one.field)));
        };
        if one.answer.chars().count() > TEXT_CHARS_MAX {
            return Err(Stop::invalid(pointer, format!("an answer has at most {TEXT_CHARS_MAX} characters")));
        }
        if let Some(fault) = ask.kind.fault(&one.answer) {
            return Err(Stop::invalid(pointer, fault));
        }
        answers.insert(ask.name.clone(), one.answer.trim().to_owned());
    }
    for ask in &step.details.0.asks {
        if answers.get(&ask.name).is_none_or(String::is_empty) {
            let index = said.iter().position(|one| one.field == ask.name).unwrap_or(0);
            let message = format!("“{}” is asked here: fill it in, then it is done", ask.name);
            return Err(Stop::invalid(format!("/answers/{index}/answer"), message));
        }
    }
    Ok(answers)
}

/// Lets the steps fall away whose condition does not hold, and notes when the run is done.
pub(super) fn settle(act: &mut Act<'_>, operation: &Operation, run: &Run) -> Result<(), Stop> {
    let steps = steps_of(act.tx, operation, run)?;
    let select = select_sql!(RunStep, "where business_id = $1 and run_id = $2 order by id");
    let mut rows = act.select::<RunStep>(select, &values![run.id])?;
    let answers: BTreeMap<String, String> =
        rows.iter().filter(|row| !row.skipped).flat_map(|row| row.answers.0.clone()).collect();
    for step in &steps {
        let Some(condition) = &step.details.0.only_if else { continue };
        let answer = answers.iter().find(|(field, _)| field.eq_ignore_ascii_case(&condition.field));
        let holds = condition.holds(answer.map(|(_, answer)| answer.as_str()));
        let at = rows.iter().position(|row| row.step_id == step.id);
        match (holds, at) {
            (Some(false), None) => {
                let blank = RunStep::new(act.new_id::<RunStepId>(), run.id, step.id);
                let row = RunStep { done_at: Some(act.now), skipped: true, ..blank };
                act.insert(&row)?;
                rows.push(row);
            }
            (Some(false), Some(at)) if rows[at].done_at.is_none() => {
                let after = RunStep { done_at: Some(act.now), skipped: true, ..rows[at].clone() };
                act.update(&rows[at], &after, None)?;
                rows[at] = after;
            }
            (Some(true) | None, Some(at)) if rows[at].skipped => {
                let after = RunStep { done_at: None, skipped: false, ..rows[at].clone() };
                act.update(&rows[at], &after, None)?;
                rows[at] = after;
            }
            _ => {}
        }
    }
    let done = |step: &Step| rows.iter().find(|row| row.step_id == step.id).and_then(|row| row.done_at);
    let done_at = steps.iter().map(done).collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().max());
    let was = act.tx.find::<Run>(run.id)?.unwrap_or_else(|| run.clone());
    act.update(&was, &Run { done_at, ..was.clone() }, None)?;
    if let (Some(at), None, Makes::AfterCompletion) = (done_at, was.done_at, operation.makes) {
        let day = act.zone()?.rules().to_datetime(at).date();
        follow(act, operation, day)?;
    }
    Ok(())
}

/// The run after one that was finished on `day`, where runs follow each other.
fn follow(act: &mut Act<'_>, operation: &Operation, day: jiff::civil::Date) -> Result<(), Stop> {
    let Some(next) = rhythm::next_after(operation, day).filter(|_| operation.closed_at.is_none()) else {
        return Ok(());
    };
    if exceptions::run_on(act, operation, next)?.is_none() {
        exceptions::start(act, operation, next, With::default())?;
    }
    Ok(())
}

/// Starts a run of every operation that the step names, once: a step that was opened again starts nothing anew. Answers
/// what happened, in words.
pub(super) fn start_others(
    act: &mut Act<'_>,
    operation: &Operation,
    run: &Run,
    step: &Step,
) -> Result<Vec<String>, Stop> {
    let mut started = Vec::new();
    for key in &step.details.0.then_start {
        // What was closed or removed since starts nothing; the page of the workflow says so.
        let select = select_sql!(Operation, "where business_id = $1 and key = $2 and closed_at is null");
        let Some(other) = act.select::<Operation>(select, &values![key])?.into_iter().next() else { continue };
        let title = run.title.clone().unwrap_or_else(|| format!("{} of {}", operation.name, run.day));
        if has_started(act, &other, run, step)? {
            continue;
        }
        // What has its own days takes it up on one of them: it waits in the queue.
        if other.draws && other.makes == Makes::ByRule {
            content::put(act, &other, title.clone(), (run, step))?;
            started.push(format!("“{title}” waits in the queue of {}", other.name));
            continue;
        }
        let day = exceptions::first_free_day(act, &other)?;
        let with = With { title: Some(title), from: Some((run.id, step.id)) };
        exceptions::start(act, &other, day, with)?;
        started.push(format!("{} started", other.name));
    }
    Ok(started)
}

/// Has this step of this run started the other operation before?
fn has_started(act: &mut Act<'_>, other: &Operation, run: &Run, step: &Step) -> Result<bool, Stop> {
    const RUNS: &Sql = sql!(
        "run.started_by",
        "select 1 from run where business_id = $1 and from_run_id = $2 and from_step_id = $3 and operation_id = $4 limit 1"
    );
    const QUEUED: &Sql = sql!(
        "material.put_by",
        "select 1 from material where business_id = $1 and from_run_id = $2 and from_step_id = $3 and operation_id = $4 limit 1"
    );
    let by = values![run.id, step.id, other.id];
    let is_there = act.tx.one(RUNS, &by, |row| row.get::<i64>(0))?.is_some();
    Ok(is_there || act.tx.one(QUEUED, &by, |row| row.get::<i64>(0))?.is_some())
}
