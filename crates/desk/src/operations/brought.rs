//! View: what a run begins with: what the run that started it has handed on, and what it is about.

use jiff::civil::Date;
use righthand_domain::ids::{RunId, StepId};
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;

use super::flow;
use crate::records::{Material, Operation, Output, Run, RunStep};
use crate::view::{NotSeen, View};

/// A run, as others name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunRef {
    pub operation: String,
    pub name: String,
    pub day: Date,
    pub title: Option<String>,
}

/// All that a run begins with.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Brought {
    /// The run whose step started it, or put into the queue what it is about.
    pub from: Option<RunRef>,
    /// What that run has handed on, with the name of the step.
    pub outputs: Vec<(String, Output)>,
    /// What was filled in there: the field and the answer.
    pub answers: Vec<(String, String)>,
    /// Where that lies what it is about, and what is noted of it.
    pub url: Option<String>,
    pub note: Option<String>,
    /// Runs that steps of this one have started.
    pub started: Vec<RunRef>,
}

/// Of this run.
pub(super) fn of(view: &mut View<'_>, run: &Run) -> Result<Brought, NotSeen> {
    let select = select_sql!(Material, "where business_id = $1 and run_id = $2 order by position, id limit 1");
    let material = view.tx.select::<Material>(select, &values![run.id])?.into_iter().next();
    let from = run.from_run_id.or_else(|| material.as_ref().and_then(|material| material.from_run_id));
    let started = select_sql!(Run, "where business_id = $1 and from_run_id = $2 order by day, id");
    let mut brought = Brought {
        url: material.as_ref().and_then(|material| material.url.clone()),
        note: material.and_then(|material| material.note),
        ..Brought::default()
    };
    for other in view.tx.select::<Run>(started, &values![run.id])? {
        brought.started.extend(named(view, &other)?.map(|(named, _)| named));
    }
    let Some(source) = from.map(|id| view.tx.find::<Run>(id)).transpose()?.flatten() else { return Ok(brought) };
    let Some((from, operation)) = named(view, &source)? else { return Ok(brought) };
    brought.from = Some(from);
    brought.outputs = outputs(view, source.id)?;
    brought.answers = answers(view, &operation, &source)?;
    Ok(brought)
}

fn named(view: &mut View<'_>, run: &Run) -> Result<Option<(RunRef, Operation)>, NotSeen> {
    let Some(operation) = view.tx.find::<Operation>(run.operation_id)? else { return Ok(None) };
    let named = RunRef {
        operation: operation.key.clone(),
        name: operation.name.clone(),
        day: run.day,
        title: run.title.clone(),
    };
    Ok(Some((named, operation)))
}

/// Earliest first, each with the name of its step.
fn outputs(view: &mut View<'_>, run: RunId) -> Result<Vec<(String, Output)>, NotSeen> {
    const STEPS: &Sql = sql!(
        "output.steps_of_run",
        "select step.id, step.name from step join run on run.business_id = $1 and run.operation_id = step.operation_id \
         where step.business_id = $1 and run.id = $2"
    );
    let names: Vec<(StepId, String)> = view.tx.all(STEPS, &values![run], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let select = select_sql!(Output, "where business_id = $1 and run_id = $2 order by handed_at, id");
    let all = view.tx.select::<Output>(select, &values![run])?;
    let name = |output: &Output| names.iter().find(|(id, _)| Some(*id) == output.step_id).map(|(_, name)| name.clone());
    Ok(all.into_iter().filter_map(|output| Some((name(&output)?, output))).collect())
}

/// In the order in which the steps ask.
fn answers(view: &mut View<'_>, operation: &Operation, run: &Run) -> Result<Vec<(String, String)>, NotSeen> {
    let steps = flow::steps_of(view.tx, operation, run)?;
    let select = select_sql!(RunStep, "where business_id = $1 and run_id = $2 order by id");
    let rows = view.tx.select::<RunStep>(select, &values![run.id])?;
    let mut all = Vec::new();
    for step in &steps {
        let Some(row) = rows.iter().find(|row| row.step_id == step.id && !row.skipped) else { continue };
        let asked = step.details.0.asks.iter();
        all.extend(asked.filter_map(|ask| Some((ask.name.clone(), row.answers.0.get(&ask.name)?.clone()))));
    }
    Ok(all)
}
