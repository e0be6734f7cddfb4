//! Marks a step of a run done, or takes that back. A run has rows only once something of it has begun.

use jiff::ToSpan;
use jiff::civil::Date;
use righthand_domain::calendar::edges::start_of_day;
use righthand_domain::ids::{RunId, RunStepId};
use righthand_domain::refusal::Refusal;
use righthand_domain::roles::{Grant, Permission};
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::{Act, role_refusal};
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Day;
use crate::records::{Operation, Run, RunStep, Step};

/// Marks a step of a run done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FinishStep {
    /// Key of the operation.
    pub operation: String,
    /// The day of the occurrence, which names the run.
    pub day: Day,
    /// Key of the step.
    pub step: String,
}

impl Command for FinishStep {
    const NAME: &'static str = "finish_step";
    const SUMMARY: &'static str = "Mark a step of a run done";
    const NEEDS: Permission = Permission::FinishWork;
    const REST: Rest = Rest(Method::Put, "/operations/{operation}/runs/{day}/steps/{step}/completion");
    const PAGE: &'static str = "/operations/{operation}/runs/{day}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (operation, step) = find(act, &self.operation, &self.step)?;
        reach(act, &operation, &step)?;
        let run = begun(act, &operation, self.day.0)?;
        let done_at = Some(act.now);
        match run_step(act, &run, &step)? {
            Some(before) if before.done_at.is_some() => {}
            Some(before) => {
                act.update(&before, &RunStep { done_at, member_id: Some(act.me.id), ..before.clone() }, None)?;
            }
            None => {
                let id = act.new_id::<RunStepId>();
                let member_id = Some(act.me.id);
                act.insert(&RunStep {
                    id,
                    run_id: run.id,
                    step_id: step.id,
                    done_at,
                    spent_minutes: 0,
                    member_id,
                    version: 1,
                })?;
            }
        }
        Ok(Said::new(format!("{}, {} marked done", operation.name, step.name)))
    }
}

/// Takes back that a step of a run is done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenStep {
    /// Key of the operation.
    pub operation: String,
    /// The day of the occurrence, which names the run.
    pub day: Day,
    /// Key of the step.
    pub step: String,
}

impl Command for ReopenStep {
    const NAME: &'static str = "reopen_step";
    const SUMMARY: &'static str = "Take back that a step of a run is done";
    const NEEDS: Permission = Permission::FinishWork;
    const REST: Rest = Rest(Method::Delete, "/operations/{operation}/runs/{day}/steps/{step}/completion");
    const PAGE: &'static str = "/operations/{operation}/runs/{day}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (operation, step) = find(act, &self.operation, &self.step)?;
        reach(act, &operation, &step)?;
        let run = begun(act, &operation, self.day.0)?;
        if let Some(before) = run_step(act, &run, &step)? {
            act.update(&before, &RunStep { done_at: None, ..before.clone() }, None)?;
        }
        Ok(Said::new(format!("{}, {} is open again", operation.name, step.name)))
    }
}

pub(crate) fn find(act: &mut Act<'_>, operation: &str, step: &str) -> Result<(Operation, Step), Stop> {
    let operation = act.operation(operation)?;
    let select = select_sql!(Step, "where business_id = $1 and operation_id = $2 and key = $3");
    let found = act.select::<Step>(select, &values![operation.id, step])?;
    let step = found.into_iter().next().ok_or_else(|| Stop::NotFound(format!("step “{step}”")))?;
    Ok((operation, step))
}

/// A member finishes the steps they may do: those that name them, their skill, or nobody.
pub(crate) fn reach(act: &Act<'_>, operation: &Operation, step: &Step) -> Result<(), Stop> {
    let mine = if step.assignees.0.is_empty() {
        step.skill.as_ref().is_none_or(|skill| act.me.skills.0.contains(skill))
    } else {
        step.assignees.0.contains(&act.me.key)
    };
    match act.grant {
        Grant::Yes => Ok(()),
        _ if mine || operation.accountable_id == act.me.id => Ok(()),
        _ => Err(Stop::Refused(role_refusal(Permission::FinishWork, Some(&format!("“{}” is not yours", step.name))))),
    }
}

/// The run of that day; it must be an occurrence of the operation.
pub(crate) fn begun(act: &mut Act<'_>, operation: &Operation, day: Date) -> Result<Run, Stop> {
    let select = select_sql!(Run, "where business_id = $1 and operation_id = $2 and day = $3");
    if let Some(run) = act.select::<Run>(select, &values![operation.id, day])?.into_iter().next() {
        return Ok(run);
    }
    if !occurs_on(act, operation, day)? {
        return Err(Stop::Refused(Refusal::by_role(format!("{} does not happen on {day}.", operation.name))));
    }
    let run = Run { id: act.new_id::<RunId>(), operation_id: operation.id, day, title: None, version: 1 };
    act.insert(&run)?;
    Ok(run)
}

fn occurs_on(act: &mut Act<'_>, operation: &Operation, day: Date) -> Result<bool, Stop> {
    let zone = act.zone()?;
    let (from, to) = (
        start_of_day(zone.rules(), day.saturating_sub(1.day())),
        start_of_day(zone.rules(), day.saturating_add(2.days())),
    );
    let Some(operation) = crate::snapshot::operation_shape(operation) else { return Ok(false) };
    let occurrences = righthand_domain::recurrence::occurrences(&operation, &zone, from, to).unwrap_or_default();
    Ok(occurrences.iter().any(|occurrence| occurrence.date == day))
}

fn run_step(act: &mut Act<'_>, run: &Run, step: &Step) -> Result<Option<RunStep>, Stop> {
    let select = select_sql!(RunStep, "where business_id = $1 and run_id = $2 and step_id = $3");
    Ok(act.select::<RunStep>(select, &values![run.id, step.id])?.into_iter().next())
}
