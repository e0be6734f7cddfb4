//! Changes several tasks of an outline at once: in and out, up and down, whose they are, when they are due.

use righthand_domain::ids::TaskId;
use righthand_domain::kind::Kind;
use righthand_domain::roles::Permission;
use righthand_domain::snapshot::When;
use righthand_store::Json;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enter_tasks::{names, outlined};
use super::{ChangeTask, FinishTask, MoveTask, ReopenTask, assign, children, remove, siblings};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Effort, Patch};
use crate::records::{Member, Project, Task};

/// Changes all the tasks that are named in the same way.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeTasks {
    /// Key of the project or draft.
    pub project: String,
    /// Keys of its tasks. What is below a task that is moved or removed goes with it.
    pub tasks: Vec<String>,
    /// What happens to them in the outline.
    #[serde(default)]
    pub way: Option<Way>,
    /// Keys of the people any one of whom does each of them.
    #[serde(default)]
    pub assignees: Option<Vec<String>>,
    #[serde(default)]
    pub due: Patch<When>,
    #[serde(default)]
    pub not_before: Patch<When>,
    #[serde(default)]
    pub effort: Patch<Effort>,
    #[serde(default)]
    pub skill: Patch<String>,
    #[serde(default)]
    pub kind: Option<Kind>,
    /// A label that each of them gets.
    #[serde(default)]
    pub label: Option<String>,
}

/// What happens to tasks in the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A part of the task before them.
    In,
    /// Beside the task that they are a part of.
    Out,
    Up,
    Down,
    Done,
    Reopened,
    Removed,
}

impl Command for ChangeTasks {
    const NAME: &'static str = "change_tasks";
    const SUMMARY: &'static str =
        "Change several tasks at once: their place, people, dates, effort, or whether they are done";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Patch, "/projects/{project}/tasks");
    const PAGE: &'static str = "/projects/{project}/outline";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let project = act.project_or_draft(&self.project)?;
        act.reach_project(&project, Self::NEEDS)?;
        let tasks = self.tasks(act, &project)?;
        let who = self
            .assignees
            .as_ref()
            .map(|keys| keys.iter().map(|key| act.member(key)).collect::<Result<Vec<Member>, _>>())
            .transpose()?;
        if self.changes_fields() || who.is_some() {
            for task in &tasks {
                self.change(act, task, who.as_deref())?;
            }
        }
        let said = match self.way {
            Some(way) => go(act, way, &tasks)?,
            None if self.changes_fields() || who.is_some() => "changed",
            None => return Err(Stop::invalid("/way", "say what is to change")),
        };
        let first = tasks.first().map_or(project.key.clone(), |task| task.key.clone());
        Ok(Said::about(format!("{} {said}", names(&tasks)), &first, project.version))
    }
}

impl ChangeTasks {
    /// Those that are named, in the order of the outline.
    fn tasks(&self, act: &mut Act<'_>, project: &Project) -> Result<Vec<Task>, Stop> {
        if self.tasks.is_empty() {
            return Err(Stop::invalid("/tasks", "choose one task at least"));
        }
        let all = outlined(act, project)?;
        if let Some(key) = self.tasks.iter().find(|key| all.iter().all(|(_, task)| task.key != **key)) {
            return Err(Stop::NotFound(format!("task “{key}” in “{}”", project.name)));
        }
        let wanted: std::collections::HashSet<&str> = self.tasks.iter().map(String::as_str).collect();
        Ok(all.into_iter().map(|(_, task)| task).filter(|task| wanted.contains(task.key.as_str())).collect())
    }

    fn changes_fields(&self) -> bool {
        let kept = self.due.is_keep() && self.not_before.is_keep() && self.effort.is_keep() && self.skill.is_keep();
        !kept || self.kind.is_some() || self.label.is_some()
    }

    fn change(&self, act: &mut Act<'_>, task: &Task, who: Option<&[Member]>) -> Result<(), Stop> {
        let label = self.label.as_ref().map(|label| label.trim().to_owned()).filter(|label| !label.is_empty());
        let labels = label.map(|label| {
            let Json(mut labels) = task.labels.clone();
            if !labels.contains(&label) {
                labels.push(label);
            }
            labels
        });
        let change = ChangeTask {
            task: task.key.clone(),
            kind: self.kind,
            effort: self.effort,
            skill: self.skill.clone(),
            due: self.due,
            not_before: self.not_before,
            labels,
            ..ChangeTask::default()
        };
        change.run(act)?;
        if let Some(who) = who {
            let task = act.task(&task.key)?;
            assign(act, &task, who)?;
        }
        Ok(())
    }
}

/// Moves, finishes or removes them; how that is said.
fn go(act: &mut Act<'_>, way: Way, tasks: &[Task]) -> Result<&'static str, Stop> {
    let mut moved = false;
    match way {
        Way::In => {
            for task in heads(tasks) {
                moved |= indent(act, task)?;
            }
        }
        // From the last on: each comes right behind what it was a part of, and so they keep their order.
        Way::Out => {
            for task in heads(tasks).into_iter().rev() {
                moved |= outdent(act, task)?;
            }
        }
        Way::Up => {
            for task in heads(tasks) {
                moved |= up(act, task, tasks)?;
            }
        }
        Way::Down => {
            for task in heads(tasks).into_iter().rev() {
                moved |= down(act, task, tasks)?;
            }
        }
        Way::Done | Way::Reopened | Way::Removed => return end(act, way, tasks),
    }
    if !moved {
        let why = match way {
            Way::In => "there is nothing before it at its level that it could be a part of",
            Way::Out => "it is at the top already",
            Way::Up => "it is the first already",
            _ => "it is the last already",
        };
        return Err(Stop::invalid("/way", why));
    }
    Ok("moved")
}

fn end(act: &mut Act<'_>, way: Way, tasks: &[Task]) -> Result<&'static str, Stop> {
    match way {
        Way::Done => {
            for task in tasks.iter().filter(|task| task.done_at.is_none()) {
                if children(act, task.id)?.is_empty() {
                    FinishTask { task: task.key.clone(), done_at: None }.run(act)?;
                }
            }
            Ok("marked done")
        }
        Way::Reopened => {
            for task in tasks.iter().filter(|task| task.done_at.is_some()) {
                ReopenTask { task: task.key.clone() }.run(act)?;
            }
            Ok("open again")
        }
        _ => {
            for task in heads(tasks) {
                remove(act, task)?;
            }
            Ok("removed")
        }
    }
}

/// Those of them that are no part of another one of them.
fn heads(tasks: &[Task]) -> Vec<&Task> {
    let ids: std::collections::HashSet<TaskId> = tasks.iter().map(|task| task.id).collect();
    tasks.iter().filter(|task| task.parent_id.is_none_or(|parent| !ids.contains(&parent))).collect()
}

/// Becomes the last part of the sibling before it. `false` where there is none.
fn indent(act: &mut Act<'_>, task: &Task) -> Result<bool, Stop> {
    let task = act.task(&task.key)?;
    let beside = siblings(act, &task)?;
    let at = beside.iter().position(|other| other.id == task.id);
    let Some(before) = at.and_then(|at| at.checked_sub(1)).and_then(|at| beside.get(at)) else { return Ok(false) };
    place(act, &task, Patch::Set(before.key.clone()), Patch::Keep)
}

/// Comes right behind what it is a part of. `false` at the top.
fn outdent(act: &mut Act<'_>, task: &Task) -> Result<bool, Stop> {
    let task = act.task(&task.key)?;
    let Some(parent) = task.parent_id.map(|id| act.tx.find::<Task>(id)).transpose()?.flatten() else {
        return Ok(false);
    };
    let above = parent.parent_id.map(|id| act.tx.find::<Task>(id)).transpose()?.flatten();
    place(act, &task, above.map_or(Patch::Clear, |above| Patch::Set(above.key)), Patch::Set(parent.key))
}

/// Before the sibling before it, unless that moves too and cannot.
fn up(act: &mut Act<'_>, task: &Task, all: &[Task]) -> Result<bool, Stop> {
    let task = act.task(&task.key)?;
    let beside = siblings(act, &task)?;
    let Some(at) = beside.iter().position(|other| other.id == task.id).filter(|at| *at > 0) else { return Ok(false) };
    if beside.get(at - 1).is_some_and(|before| all.iter().any(|other| other.id == before.id)) {
        return Ok(false);
    }
    let after = at.checked_sub(2).and_then(|at| beside.get(at));
    place(act, &task, Patch::Keep, after.map_or(Patch::Clear, |after| Patch::Set(after.key.clone())))
}

fn down(act: &mut Act<'_>, task: &Task, all: &[Task]) -> Result<bool, Stop> {
    let task = act.task(&task.key)?;
    let beside = siblings(act, &task)?;
    let next = beside.iter().position(|other| other.id == task.id).and_then(|at| beside.get(at + 1));
    match next {
        Some(next) if all.iter().all(|other| other.id != next.id) => {
            place(act, &task, Patch::Keep, Patch::Set(next.key.clone()))
        }
        _ => Ok(false),
    }
}

fn place(act: &mut Act<'_>, task: &Task, parent: Patch<String>, after: Patch<String>) -> Result<bool, Stop> {
    MoveTask { task: task.key.clone(), parent, after, list: None }.run(act)?;
    Ok(true)
}
