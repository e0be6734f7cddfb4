//! Several commands as one: all of them or none, one line in the history, taken back by one undo.

use righthand_domain::roles::{Grant, Permission};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::act::{Act, role_refusal};
use crate::catalogue;
use crate::command::{Command, Method, Rest, Said, Stop};

/// Commands in one: a lever is a handful, and a line of the history has to stay readable.
pub(crate) const STEPS_MAX: usize = 16;
/// What cannot be part of another command: what takes back, and what is a bundle itself or a whole business.
const ALONE: [&str; 4] = ["undo", "do_together", "import_board", "import_file"];

/// Does several things at once, or none of them where one is refused.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DoTogether {
    /// In the order in which they are done; sixteen at most.
    pub steps: Vec<StepInput>,
}

/// One command of several.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepInput {
    /// Its name, such as `assign_task`.
    pub command: String,
    /// Its input: an object, or the text of one.
    pub input: Value,
}

impl Command for DoTogether {
    const NAME: &'static str = "do_together";
    const SUMMARY: &'static str = "Do several things as one change, or none of them";
    const NEEDS: Permission = Permission::UndoOwn;
    const REST: Rest = Rest(Method::Post, "/together");
    const PAGE: &'static str = "/form/do_together";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        if self.steps.is_empty() || self.steps.len() > STEPS_MAX {
            return Err(Stop::invalid("/steps", format!("say one to {STEPS_MAX} things to do")));
        }
        let grant = act.grant;
        let mut said = Vec::new();
        for (at, step) in self.steps.iter().enumerate() {
            said.push(step.run(act, at)?.summary);
        }
        act.grant = grant;
        Ok(Said::new(said.join("; ")))
    }
}

impl StepInput {
    fn run(&self, act: &mut Act<'_>, at: usize) -> Result<Said, Stop> {
        let pointer = |rest: &str| format!("/steps/{at}{rest}");
        let entry = catalogue::find(&self.command).filter(|entry| !ALONE.contains(&entry.name)).ok_or_else(|| {
            Stop::invalid(pointer("/command"), format!("“{}” cannot be a part of this", self.command))
        })?;
        act.grant = act.me.role.may(entry.needs);
        if act.grant == Grant::No {
            return Err(role_refusal(entry.needs, None).into());
        }
        let input = match &self.input {
            Value::String(text) => serde_json::from_str(text)
                .map_err(|error| Stop::invalid(pointer("/input"), format!("this is no JSON: {error}")))?,
            other => other.clone(),
        };
        entry.run(act, input).map_err(|stop| match stop {
            Stop::Invalid(faults) => Stop::Invalid(
                faults
                    .into_iter()
                    .map(|mut fault| {
                        fault.pointer = pointer(&format!("/input{}", fault.pointer));
                        fault
                    })
                    .collect(),
            ),
            other => other,
        })
    }
}
