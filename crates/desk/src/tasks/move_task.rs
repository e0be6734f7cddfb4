//! Moves a task in the tree: another parent, another place among its siblings.

use righthand_domain::ids::TaskId;
use righthand_domain::roles::Permission;
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::add_task::depth;
use super::{children, siblings};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Patch;
use crate::records::{BoardList, Task};
use crate::snapshot::TASK_DEPTH_MAX;

/// Moves a task below another one, after a sibling, or to a column of its board.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveTask {
    /// Key of the task.
    pub task: String,
    /// Key of the task that it becomes a part of; null for the top of the project.
    #[serde(default)]
    pub parent: Patch<String>,
    /// Key of the sibling that it comes after; null for the first place. Absent, it comes last in another parent, and
    /// stays where it is in the same.
    #[serde(default)]
    pub after: Patch<String>,
    /// Name of a column of the board.
    #[serde(default)]
    pub list: Option<String>,
}

impl Command for MoveTask {
    const NAME: &'static str = "move_task";
    const SUMMARY: &'static str = "Move a task in the outline or on the board";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Put, "/tasks/{task}/place");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.task(&self.task)?;
        act.reach_task(&before, Self::NEEDS)?;
        let parent = match &self.parent {
            Patch::Keep => before.parent_id,
            Patch::Clear => None,
            Patch::Set(key) => Some(new_parent(act, &before, key)?),
        };
        let list_id = match &self.list {
            Some(name) => Some(column(act, &before, name)?.id),
            None => before.list_id,
        };
        let moved = Task { parent_id: parent, list_id, ..before.clone() };
        let others: Vec<Task> = siblings(act, &moved)?.into_iter().filter(|task| task.id != before.id).collect();
        let place = match &self.after {
            Patch::Keep if parent == before.parent_id => {
                others.iter().filter(|task| task.position <= before.position).count()
            }
            Patch::Keep => others.len(),
            Patch::Clear => 0,
            Patch::Set(key) => {
                let found = others.iter().position(|task| task.key == *key);
                1 + found.ok_or_else(|| Stop::invalid("/after", format!("“{key}” is not beside it")))?
            }
        };
        let version = renumber(act, &before, moved, others, place)?;
        Ok(Said::about(format!("{} moved", before.name), &before.key, version))
    }
}

/// The parent, if it is in the same project, not below the task itself, and not too deep.
fn new_parent(act: &mut Act<'_>, task: &Task, key: &str) -> Result<TaskId, Stop> {
    let parent = act.task(key)?;
    if parent.project_id != task.project_id {
        return Err(Stop::invalid("/parent", format!("“{}” is in another project", parent.name)));
    }
    let mut above = Some(parent.clone());
    while let Some(step) = above {
        if step.id == task.id {
            return Err(Stop::invalid("/parent", format!("“{}” is below “{}” itself", parent.name, task.name)));
        }
        above = step.parent_id.map(|id| act.tx.find::<Task>(id)).transpose()?.flatten();
    }
    if depth(act, &parent)? + height(act, task, 0)? > TASK_DEPTH_MAX {
        return Err(Stop::invalid("/parent", format!("tasks nest at most {TASK_DEPTH_MAX} levels deep")));
    }
    Ok(parent.id)
}

fn height(act: &mut Act<'_>, task: &Task, level: usize) -> Result<usize, Stop> {
    let mut height = 0;
    if level <= TASK_DEPTH_MAX {
        for child in children(act, task.id)? {
            height = height.max(self::height(act, &child, level + 1)?);
        }
    }
    Ok(height + 1)
}

fn column(act: &mut Act<'_>, task: &Task, name: &str) -> Result<BoardList, Stop> {
    let lists =
        select_sql!(BoardList, "where business_id = $1 and project_id = $2 and name = $3 order by position, id");
    let found = act.select::<BoardList>(lists, &values![task.project_id, name])?;
    found.into_iter().next().ok_or_else(|| Stop::invalid("/list", format!("there is no column “{name}”")))
}

/// Writes the task at its new place; siblings are renumbered only from there to where there is room.
fn renumber(act: &mut Act<'_>, before: &Task, moved: Task, others: Vec<Task>, place: usize) -> Result<i64, Stop> {
    let position = place.checked_sub(1).and_then(|index| others.get(index)).map_or(1, |task| task.position + 1);
    let version = act.update(before, &Task { position, ..moved }, None)?;
    for (free, other) in (position + 1..).zip(others.into_iter().skip(place)) {
        if other.position >= free {
            break;
        }
        act.update(&other, &Task { position: free, ..other.clone() }, None)?;
    }
    Ok(version)
}
