//! Marks a step of a run done, or takes that back. A run has rows only once something of it has begun.

use jiff::civil::Date;
use righthand_domain::ids::{RunId, RunStepId};
use righthand_domain::refusal::Refusal;
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::words::and_list;
use righthand_store::{Json, select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::flow;
use crate::act::{Act, role_refusal};
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Day;
use crate::records::{Operation, Run, RunStep, Step};

/// An answer to what a step asks.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldAnswer {
    /// The name of the field.
    pub field: String,
    #[serde(default)]
    pub answer: String,
}

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
    /// What the step asks, filled in.
    #[serde(default)]
    pub answers: Vec<FieldAnswer>,
    /// What of its checklist is ticked off.
    #[serde(default)]
    pub ticked: Vec<String>,
}

impl Command for FinishStep {
    const NAME: &'static str = "finish_step";
    const SUMMARY: &'static str = "Mark a step of a run done";
    const NEEDS: Permission = Permission::FinishWork;
    const REST: Rest = Rest(Method::Put, "/operations/{operation}/runs/{day}/steps/{step}/completion");
    const PAGE: &'static str = "/operations/{operation}/runs/{day}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (operation, row) = find(act, &self.operation, &self.step)?;
        reach(act, &operation, &row)?;
        let run = begun(act, &operation, self.day.0)?;
        let step =
            flow::steps_of(act.tx, &operation, &run)?.into_iter().find(|step| step.key == row.key).unwrap_or(row);
        if step.details.0.approval {
            judge_approval(act, &operation, &step)?;
        }
        let said = format!("{}, {} marked done", operation.name, step.name);
        let there = run_step(act, &run, &step)?;
        let blank = match &there {
            Some(before) => before.clone(),
            None => RunStep::new(act.new_id::<RunStepId>(), run.id, step.id),
        };
        if blank.done_at.is_some() && !blank.skipped {
            return Ok(Said::new(said));
        }
        let answers = flow::answered(&step, &blank, &self.answers)?;
        let ticked = blank.ticked.0.iter().chain(&self.ticked);
        let ticked = ticked.filter(|item| step.details.0.checklist.contains(item)).cloned().collect();
        let after = RunStep {
            done_at: Some(act.now),
            member_id: Some(act.me.id),
            answers: Json(answers),
            ticked: Json(ticked),
            skipped: false,
            ..blank
        };
        match &there {
            Some(before) => {
                act.update(before, &after, None)?;
            }
            None => act.insert(&after)?,
        }
        flow::settle(act, &operation, &run)?;
        let started = flow::start_others(act, &operation, &run, &step)?;
        Ok(Said::new(if started.is_empty() { said } else { format!("{said}; {}", and_list(&started)) }))
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
            act.update(&before, &RunStep { done_at: None, skipped: false, ..before.clone() }, None)?;
            flow::settle(act, &operation, &run)?;
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

/// Only whoever it names approves; the accountable member where it names nobody, and the owner always.
fn judge_approval(act: &mut Act<'_>, operation: &Operation, step: &Step) -> Result<(), Stop> {
    let me = &act.me;
    let named = step.assignees.0.contains(&me.key);
    let answers = step.assignees.0.is_empty() && operation.accountable_id == me.id;
    if named || answers || me.role == righthand_domain::roles::Role::Owner {
        return Ok(());
    }
    let mut who = Vec::new();
    for key in &step.assignees.0 {
        who.push(act.member(key)?.name);
    }
    let who = if who.is_empty() { "whoever is accountable".to_owned() } else { and_list(&who) };
    let why = format!("“{}” is an approval, and {who} gives it. Ask them.", step.name);
    Err(Stop::Refused(Refusal::by_role(why)))
}

/// The run of that day; it must be an occurrence of the operation.
pub(crate) fn begun(act: &mut Act<'_>, operation: &Operation, day: Date) -> Result<Run, Stop> {
    if let Some(run) = super::exceptions::run_on(act, operation, day)? {
        return Ok(run);
    }
    let Some(occurrence) = super::exceptions::occurrence(act, operation, day)? else {
        return Err(Stop::Refused(Refusal::by_role(format!("{} does not happen on {day}.", operation.name))));
    };
    let run = Run::new(act.new_id::<RunId>(), operation, day, Some(occurrence.due));
    act.insert(&run)?;
    Ok(run)
}

pub(super) fn run_step(act: &mut Act<'_>, run: &Run, step: &Step) -> Result<Option<RunStep>, Stop> {
    let select = select_sql!(RunStep, "where business_id = $1 and run_id = $2 and step_id = $3");
    Ok(act.select::<RunStep>(select, &values![run.id, step.id])?.into_iter().next())
}
