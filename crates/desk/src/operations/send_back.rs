//! Sends work back with a reason: the steps before are open again, and the round is counted.

use righthand_domain::roles::Permission;
use righthand_domain::words::and_list;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{finish_step, flow};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Day, TEXT_CHARS_MAX};
use crate::records::RunStep;

/// Sends back what came to a step: the steps that it waits for are open again.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendBackStep {
    /// Key of the operation.
    pub operation: String,
    /// The day of the occurrence, which names the run.
    pub day: Day,
    /// Key of the step to which it came.
    pub step: String,
    /// What is to be done otherwise.
    pub reason: String,
}

impl Command for SendBackStep {
    const NAME: &'static str = "send_back_step";
    const SUMMARY: &'static str = "Send back what came to a step of a run, with a reason";
    const NEEDS: Permission = Permission::FinishWork;
    const REST: Rest = Rest(Method::Post, "/operations/{operation}/runs/{day}/steps/{step}/rounds");
    const PAGE: &'static str = "/operations/{operation}/runs/{day}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let reason = self.reason.trim();
        if reason.is_empty() || reason.chars().count() > TEXT_CHARS_MAX {
            return Err(Stop::invalid("/reason", "a reason is needed: what is to be done otherwise?"));
        }
        let (operation, step) = finish_step::find(act, &self.operation, &self.step)?;
        finish_step::reach(act, &operation, &step)?;
        let run = finish_step::begun(act, &operation, self.day.0)?;
        let steps = flow::steps_of(act.tx, &operation, &run)?;
        let waits_for =
            steps.iter().find(|other| other.key == step.key).map_or(&step.after_steps, |step| &step.after_steps);
        let mut back = Vec::new();
        for before in steps.iter().filter(|other| waits_for.0.contains(&other.key)) {
            let Some(row) = finish_step::run_step(act, &run, before)? else { continue };
            if row.done_at.is_none() || row.skipped {
                continue;
            }
            let again =
                RunStep { done_at: None, rounds: row.rounds + 1, sent_back: Some(reason.to_owned()), ..row.clone() };
            act.update(&row, &again, None)?;
            back.push(format!("“{}”", before.name));
        }
        if back.is_empty() {
            return Err(Stop::invalid("/step", format!("nothing that was done came to “{}”", step.name)));
        }
        flow::settle(act, &operation, &run)?;
        Ok(Said::new(format!("{}: {} sent back: {reason}", operation.name, and_list(&back))))
    }
}
