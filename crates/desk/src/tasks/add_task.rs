//! Adds a task to a project or draft.

use righthand_domain::ids::TaskId;
use righthand_domain::kind::Kind;
use righthand_domain::roles::Permission;
use righthand_domain::snapshot::When;
use righthand_domain::words::count;
use righthand_store::Json;
use schemars::JsonSchema;
use serde::Deserialize;

use super::link_tasks::wait_for;
use super::{TAKEN_KEYS, assign, siblings};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Effort;
use crate::records::Task;
use crate::snapshot::TASK_DEPTH_MAX;

/// Adds a task.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddTask {
    /// Key of the project or draft.
    pub project: String,
    pub name: String,
    /// Key of the task that it is a part of.
    #[serde(default)]
    pub parent: Option<String>,
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Without one, the plan guesses an hour and says so.
    #[serde(default)]
    pub effort: Option<Effort>,
    /// Keys of the people any one of whom does it; anyone with the skill where empty.
    #[serde(default)]
    pub assignees: Vec<String>,
    #[serde(default)]
    pub skill: Option<String>,
    /// Keys of the tasks that have to be done before it.
    #[serde(default)]
    pub after: Vec<String>,
    #[serde(default)]
    pub due: Option<When>,
    #[serde(default)]
    pub not_before: Option<When>,
    /// A date rather than work: it takes no effort.
    #[serde(default)]
    pub milestone: bool,
    #[serde(default)]
    pub notes: Option<String>,
    /// The task's own key; made from its name where absent.
    #[serde(default)]
    pub key: Option<String>,
}

impl Command for AddTask {
    const NAME: &'static str = "add_task";
    const SUMMARY: &'static str = "Add a task to a project";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Post, "/projects/{project}/tasks");
    const PAGE: &'static str = "/projects/{project}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let project = act.project_or_draft(&self.project)?;
        act.reach_project(&project, Self::NEEDS)?;
        let parent = self.parent.as_ref().map(|key| act.task(key)).transpose()?;
        if let Some(parent) = &parent {
            if parent.project_id != project.id {
                return Err(Stop::invalid("/parent", format!("“{}” is in another project", parent.name)));
            }
            if depth(act, parent)? >= TASK_DEPTH_MAX {
                return Err(Stop::invalid(
                    "/parent",
                    format!("tasks nest at most {} deep", count(TASK_DEPTH_MAX, "level", "levels")),
                ));
            }
        }
        let name = crate::projects::name(&self.name)?;
        let task = Task {
            id: act.new_id::<TaskId>(),
            key: act.free_key(self.key.as_deref(), &name, "task", TAKEN_KEYS)?,
            project_id: project.id,
            parent_id: parent.map(|parent| parent.id),
            list_id: None,
            position: 0,
            name,
            notes: self.notes.clone().filter(|notes| !notes.trim().is_empty()),
            kind: self.kind.unwrap_or_default(),
            optimistic_minutes: None,
            likely_minutes: None,
            pessimistic_minutes: None,
            spent_minutes: 0,
            milestone: self.milestone,
            skill: self.skill.clone().filter(|skill| !skill.trim().is_empty()),
            not_before: self.not_before,
            due: self.due,
            done_at: None,
            labels: Json(Vec::new()),
            archived: false,
            url: None,
            guessed: false,
            version: 1,
        };
        if self.milestone && self.effort.is_some() {
            return Err(Stop::invalid("/effort", "a milestone marks a date and takes no effort"));
        }
        let position = siblings(act, &task)?.last().map_or(1, |last| last.position + 1);
        let task = Task { position, ..task.with_effort(self.effort.map(|effort| effort.0)) };
        act.insert(&task)?;
        let members = self.assignees.iter().map(|key| act.member(key)).collect::<Result<Vec<_>, _>>()?;
        assign(act, &task, &members)?;
        for key in &self.after {
            let after = act.task(key)?;
            wait_for(act, &task, &after)?;
        }
        Ok(Said::about(format!("{} added", task.name), &task.key, task.version))
    }
}

/// How many tasks stand above this one, itself counted.
pub(super) fn depth(act: &mut Act<'_>, task: &Task) -> Result<usize, Stop> {
    let mut depth = 1;
    let mut above = task.parent_id;
    while let Some(parent) = above.filter(|_| depth <= TASK_DEPTH_MAX) {
        above = act.tx.find::<Task>(parent)?.and_then(|parent| parent.parent_id);
        depth += 1;
    }
    Ok(depth)
}
