//! Hands on what a task or a step has made: an address, a file that lies elsewhere, or words.

use righthand_domain::ids::OutputId;
use righthand_domain::roles::Permission;
use righthand_domain::terms::OutputKind;
use righthand_store::select_sql;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Day, TEXT_CHARS_MAX};
use crate::operations::finish_step;
use crate::records::{Operation, Output, Run, Step, Task};

/// Characters of an address: what browsers and servers are sure to take.
pub(crate) const ADDRESS_CHARS_MAX: usize = 2_000;

/// Hands on something that a task has made; it is the input of the tasks that come after.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOn {
    /// Key of the task.
    pub task: String,
    pub kind: OutputKind,
    /// An address for a link or a file, the words themselves for a text.
    pub body: String,
    /// What it is; the task's name where absent.
    #[serde(default)]
    pub name: Option<String>,
}

impl Command for HandOn {
    const NAME: &'static str = "hand_on";
    const SUMMARY: &'static str = "Hand on what a task has made: a link, a file that lies elsewhere, or a text";
    const NEEDS: Permission = Permission::FinishWork;
    const REST: Rest = Rest(Method::Post, "/tasks/{task}/outputs");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let task = act.task(&self.task)?;
        act.reach_task(&task, Self::NEEDS)?;
        let blank = blank(act, self.kind, &self.body)?;
        let name = named(self.name.as_deref(), &task.name)?;
        let output = Output { task_id: Some(task.id), name, ..blank };
        act.insert(&output)?;
        Ok(Said::about(format!("{} hands on “{}”", task.name, output.name), &output.id.to_string(), output.version))
    }
}

/// Hands on something that a step of a run has made; it is the input of the steps that come after, and stays with the run.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOnStep {
    /// Key of the operation.
    pub operation: String,
    /// The day of the occurrence, which names the run.
    pub day: Day,
    /// Key of the step.
    pub step: String,
    pub kind: OutputKind,
    /// An address for a link or a file, the words themselves for a text.
    pub body: String,
    /// What it is; the step's name where absent.
    #[serde(default)]
    pub name: Option<String>,
}

impl Command for HandOnStep {
    const NAME: &'static str = "hand_on_step";
    const SUMMARY: &'static str =
        "Hand on what a step of a run has made: a link, a file that lies elsewhere, or a text";
    const NEEDS: Permission = Permission::FinishWork;
    const REST: Rest = Rest(Method::Post, "/operations/{operation}/runs/{day}/steps/{step}/outputs");
    const PAGE: &'static str = "/operations/{operation}/runs/{day}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (operation, step) = finish_step::find(act, &self.operation, &self.step)?;
        finish_step::reach(act, &operation, &step)?;
        let run = finish_step::begun(act, &operation, self.day.0)?;
        let blank = blank(act, self.kind, &self.body)?;
        let name = named(self.name.as_deref(), &step.name)?;
        let output = Output { run_id: Some(run.id), step_id: Some(step.id), name, ..blank };
        act.insert(&output)?;
        let said = format!("{}, {} hands on “{}”", operation.name, step.name, output.name);
        Ok(Said::about(said, &output.id.to_string(), output.version))
    }
}

/// Changes what was handed on: what is not named stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeOutput {
    /// Id of the output, as handing it on or the list gives it.
    pub output: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub kind: Option<OutputKind>,
    #[serde(default)]
    pub body: Option<String>,
    /// The version seen; a newer one is a conflict.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeOutput {
    const NAME: &'static str = "change_output";
    const SUMMARY: &'static str = "Change what a task or step hands on";
    const NEEDS: Permission = Permission::FinishWork;
    const REST: Rest = Rest(Method::Patch, "/outputs/{output}");
    const PAGE: &'static str = "/outputs/{output}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = output(act, &self.output)?;
        let kind = self.kind.unwrap_or(before.kind);
        let after = Output {
            name: self.name.as_deref().map_or(Ok(before.name.clone()), crate::projects::name)?,
            kind,
            body: body(kind, self.body.as_deref().unwrap_or(&before.body))?,
            ..before.clone()
        };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(format!("“{}” changed", after.name), &after.id.to_string(), version))
    }
}

/// Takes back what was handed on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveOutput {
    /// Id of the output, as handing it on or the list gives it.
    pub output: String,
}

impl Command for RemoveOutput {
    const NAME: &'static str = "remove_output";
    const SUMMARY: &'static str = "Take back what a task or step hands on";
    const NEEDS: Permission = Permission::FinishWork;
    const REST: Rest = Rest(Method::Delete, "/outputs/{output}");
    const PAGE: &'static str = "/outputs/{output}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let output = output(act, &self.output)?;
        act.delete(&output)?;
        Ok(Said::new(format!("“{}” is not handed on", output.name)))
    }
}

/// The output of that id, if its task or step is one that the sender may finish.
fn output(act: &mut Act<'_>, id: &str) -> Result<Output, Stop> {
    let output: Output = act.by_key(select_sql!(Output, "where business_id = $1 and id = $2"), id, "output")?;
    let gone = || Stop::NotFound(format!("output “{id}”"));
    if let Some(task) = output.task_id {
        let task = act.tx.find::<Task>(task)?.ok_or_else(gone)?;
        act.reach_task(&task, Permission::FinishWork)?;
        return Ok(output);
    }
    let (run, step) = output.run_id.zip(output.step_id).ok_or_else(gone)?;
    let run = act.tx.find::<Run>(run)?.ok_or_else(gone)?;
    let operation = act.tx.find::<Operation>(run.operation_id)?.ok_or_else(gone)?;
    let step = act.tx.find::<Step>(step)?.ok_or_else(gone)?;
    finish_step::reach(act, &operation, &step)?;
    Ok(output)
}

/// An output that belongs to nothing yet.
fn blank(act: &mut Act<'_>, kind: OutputKind, text: &str) -> Result<Output, Stop> {
    Ok(Output {
        id: act.new_id::<OutputId>(),
        task_id: None,
        run_id: None,
        step_id: None,
        name: String::new(),
        kind,
        body: body(kind, text)?,
        by_name: act.me.name.clone(),
        handed_at: act.now,
        version: 1,
    })
}

/// What it is called: as somebody says, or as what made it.
fn named(name: Option<&str>, of: &str) -> Result<String, Stop> {
    crate::projects::name(name.filter(|name| !name.trim().is_empty()).unwrap_or(of))
}

/// The words, or an address that a browser opens.
fn body(kind: OutputKind, text: &str) -> Result<String, Stop> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Stop::invalid("/body", "something has to be handed on"));
    }
    if kind == OutputKind::Text {
        return match text.chars().count() {
            0..=TEXT_CHARS_MAX => Ok(text.to_owned()),
            _ => Err(Stop::invalid("/body", format!("a text has at most {TEXT_CHARS_MAX} characters"))),
        };
    }
    address("/body", text)
}

/// An address that a browser opens.
pub(crate) fn address(pointer: &str, text: &str) -> Result<String, Stop> {
    let web = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let good = web.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    if !good || text.contains(char::is_whitespace) || text.chars().count() > ADDRESS_CHARS_MAX {
        return Err(Stop::invalid(
            pointer,
            format!("an address begins with https:// and has at most {ADDRESS_CHARS_MAX} characters and no spaces"),
        ));
    }
    Ok(text.to_owned())
}
