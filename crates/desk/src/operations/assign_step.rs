//! Gives one step of one run to somebody: the others of its workflow stay as they are.

use righthand_domain::ids::RunStepId;
use righthand_domain::refusal::{Refusal, Rule};
use righthand_domain::roles::{Permission, Role};
use righthand_domain::rules::r03_a_pm_manages as r03;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{finish_step, flow};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Day;
use crate::records::RunStep;

/// Gives a step of a run to a member.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignStep {
    /// Key of the operation.
    pub operation: String,
    /// The day of the occurrence, which names the run.
    pub day: Day,
    /// Key of the step.
    pub step: String,
    /// Key of the member who does it this time.
    pub member: String,
}

impl Command for AssignStep {
    const NAME: &'static str = "assign_step";
    const SUMMARY: &'static str = "Give one step of a run to somebody";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Put, "/operations/{operation}/runs/{day}/steps/{step}/member");
    const PAGE: &'static str = "/operations/{operation}/runs/{day}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (operation, row) = finish_step::find(act, &self.operation, &self.step)?;
        let run = finish_step::begun(act, &operation, self.day.0)?;
        let step =
            flow::steps_of(act.tx, &operation, &run)?.into_iter().find(|step| step.key == row.key).unwrap_or(row);
        let member = act.member(&self.member)?;
        let today = act.today()?;
        if member.is_gone(today) || member.role == Role::Guest {
            return Err(Stop::invalid("/member", format!("{} does no work here any more", member.first_name())));
        }
        if r03::forbids(member.role, step.kind) {
            let why = format!(
                "{} is engaged to manage, and “{}” is implementation (R3). Give it to somebody else.",
                member.first_name(),
                step.name
            );
            return Err(Refusal::by(Rule::R3, why).into());
        }
        match finish_step::run_step(act, &run, &step)? {
            Some(before) if before.done_at.is_some() => {
                return Err(Stop::invalid("/step", format!("“{}” is done", step.name)));
            }
            Some(before) => {
                act.update(&before, &RunStep { member_id: Some(member.id), ..before.clone() }, None)?;
            }
            None => {
                let blank = RunStep::new(act.new_id::<RunStepId>(), run.id, step.id);
                act.insert(&RunStep { member_id: Some(member.id), ..blank })?;
            }
        }
        Ok(Said::new(format!("{} of {}: {} has “{}”", operation.name, run.day, member.first_name(), step.name)))
    }
}
