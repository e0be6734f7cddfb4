//! Marks a task done, or takes that back.

use jiff::Timestamp;
use righthand_domain::roles::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use super::children;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Instant;
use crate::records::Task;
use crate::snapshot::TASK_DEPTH_MAX;

/// Marks a task done; a summary with all that is below it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FinishTask {
    /// Key of the task.
    pub task: String,
    /// When it was done, if not just now.
    #[serde(default)]
    pub done_at: Option<Instant>,
}

impl Command for FinishTask {
    const NAME: &'static str = "finish_task";
    const SUMMARY: &'static str = "Mark a task done";
    const NEEDS: Permission = Permission::FinishWork;
    const REST: Rest = Rest(Method::Put, "/tasks/{task}/completion");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let task = act.task(&self.task)?;
        act.reach_task(&task, Self::NEEDS)?;
        let done_at = self.done_at.map_or(act.now, |at| at.0);
        if done_at > act.now {
            return Err(Stop::invalid("/done_at", "what is done was done before now"));
        }
        set(act, &task, Some(done_at), 0)?;
        Ok(Said::about(format!("{} marked done", task.name), &task.key, task.version + 1))
    }
}

/// Takes back that a task is done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenTask {
    /// Key of the task.
    pub task: String,
}

impl Command for ReopenTask {
    const NAME: &'static str = "reopen_task";
    const SUMMARY: &'static str = "Take back that a task is done";
    const NEEDS: Permission = Permission::FinishWork;
    const REST: Rest = Rest(Method::Delete, "/tasks/{task}/completion");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let task = act.task(&self.task)?;
        act.reach_task(&task, Self::NEEDS)?;
        set(act, &task, None, 0)?;
        Ok(Said::about(format!("{} is open again", task.name), &task.key, task.version + 1))
    }
}

/// Writes it on the task and on whatever is below it and not so already.
fn set(act: &mut Act<'_>, task: &Task, done_at: Option<Timestamp>, depth: usize) -> Result<(), Stop> {
    if task.done_at.is_some() != done_at.is_some() {
        act.update(task, &Task { done_at, ..task.clone() }, None)?;
    }
    if depth <= TASK_DEPTH_MAX {
        for child in children(act, task.id)? {
            set(act, &child, done_at, depth + 1)?;
        }
    }
    Ok(())
}
