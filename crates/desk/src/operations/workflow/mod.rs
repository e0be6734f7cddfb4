//! The workflow of an operation: its versions, the text that people edit, the library, and what it shows of itself.

mod change;
mod keep;
pub mod library;
pub mod shown;
mod take;

pub use change::ChangeWorkflow;
pub use keep::KeepAsWorkflow;
pub use take::TakeWorkflow;

use righthand_domain::ids::StepId;
use righthand_domain::rules::r03_a_pm_manages as r03;
use righthand_domain::workflow;
use righthand_store::{Json, select_sql};

use crate::act::Act;
use crate::command::Stop;
use crate::records::{Efforts, Member, Operation, Step};

/// A field of a form that is left empty says nothing.
fn said(text: &Option<String>) -> Option<String> {
    text.clone().filter(|text| !text.trim().is_empty())
}

/// A step's row as its workflow tells it. People are named where `name` knows them.
pub(crate) fn told(step: &Step, name: impl Fn(&str) -> String) -> workflow::Step {
    workflow::Step {
        key: step.key.clone(),
        name: step.name.clone(),
        notes: step.notes.clone(),
        kind: step.kind,
        effort: step.efforts().effort(),
        who: step.assignees.0.iter().map(|key| name(key)).collect(),
        skill: step.skill.clone(),
        after: step.after_steps.0.clone(),
        available_days: step.available_days,
        offset_days: step.offset_days,
        details: step.details.0.clone(),
    }
}

/// The rows of a workflow that was written, for this operation; or every name that means nobody here.
pub(super) fn rows(act: &mut Act<'_>, operation: &Operation, steps: &[workflow::Step]) -> Result<Vec<Step>, Stop> {
    let members = act.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
    let others =
        act.select::<Operation>(select_sql!(Operation, "where business_id = $1 order by position, id"), &[])?;
    let mut faults = Vec::new();
    let mut rows = Vec::with_capacity(steps.len());
    for (position, step) in (0..).zip(steps) {
        let name = crate::projects::name(&step.name)?;
        let mut assignees = Vec::new();
        for said in &step.who {
            match somebody(&members, said) {
                Ok(member) if r03::forbids(member.role, step.kind) => faults
                    .push(format!("“{name}”: {} is engaged to manage, and this is implementation (R3)", member.name)),
                Ok(member) => assignees.push(member.key.clone()),
                Err(why) => faults.push(format!("“{name}”: {why}")),
            }
        }
        let mut details = step.details.clone();
        for said in &mut details.then_start {
            match others.iter().find(|other| other.key == *said || other.name.eq_ignore_ascii_case(said)) {
                Some(other) if other.id == operation.id => {
                    faults.push(format!("“{name}”: {} cannot start itself", other.name));
                }
                Some(other) => said.clone_from(&other.key),
                None => faults.push(format!("“{name}”: there is no operation “{said}” to start")),
            }
        }
        let Efforts { optimistic, likely, pessimistic } = Efforts::of(step.effort);
        rows.push(Step {
            id: act.new_id::<StepId>(),
            operation_id: operation.id,
            key: step.key.clone(),
            position,
            name,
            notes: step.notes.clone(),
            kind: step.kind,
            optimistic_minutes: optimistic,
            likely_minutes: likely,
            pessimistic_minutes: pessimistic,
            assignees: Json(assignees),
            skill: step.skill.clone(),
            after_steps: Json(step.after.clone()),
            available_days: step.available_days,
            offset_days: step.offset_days,
            gone: false,
            details: Json(details),
            version: 1,
        });
    }
    if faults.is_empty() {
        Ok(rows)
    } else {
        let fault = |message| righthand_domain::snapshot::Fault { pointer: "/text".into(), message };
        Err(Stop::Invalid(faults.into_iter().map(fault).collect()))
    }
}

/// Somebody by key, whole name, or a first name that is only theirs.
fn somebody<'m>(members: &'m [Member], said: &str) -> Result<&'m Member, String> {
    let exact = members.iter().find(|member| member.key == said || member.name.eq_ignore_ascii_case(said));
    if let Some(member) = exact {
        return Ok(member);
    }
    let mut first = members.iter().filter(|member| member.first_name().eq_ignore_ascii_case(said));
    match (first.next(), first.next()) {
        (Some(member), None) => Ok(member),
        (Some(one), Some(other)) => Err(format!("“{said}” could be {} or {}", one.name, other.name)),
        _ => Err(format!("nobody here is called “{said}”")),
    }
}
