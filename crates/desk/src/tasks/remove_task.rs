//! Removes a task with all that is below it and hangs on it. Undo brings it back.

use righthand_domain::ids::{ProjectId, TaskId};
use righthand_domain::roles::Permission;
use righthand_domain::words::count;
use righthand_store::{Sql, select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::children;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::journal::Journaled;
use crate::records::{
    Assignment, Attachment, BoardList, CheckItem, Checklist, Comment, ContactWait, Dependency, Dismissal, Field,
    FieldValue, Lift, Output, Pin, Risk, Task,
};

/// Removes a task and everything below it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveTask {
    /// Key of the task.
    pub task: String,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for RemoveTask {
    const NAME: &'static str = "remove_task";
    const SUMMARY: &'static str = "Remove a task with everything below it";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Delete, "/tasks/{task}");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let task = act.task(&self.task)?;
        act.reach_task(&task, Self::NEEDS)?;
        act.unchanged(&task, self.version)?;
        let removed = remove(act, &task)?;
        let more = removed.saturating_sub(1);
        let below =
            if more == 0 { String::new() } else { format!(" with {}", count(more, "task below it", "tasks below it")) };
        Ok(Said::new(format!("{} removed{below}", task.name)))
    }
}

/// Removes the whole of a draft's board. Returns the number of tasks.
pub(crate) fn remove_all(act: &mut Act<'_>, project: ProjectId) -> Result<usize, Stop> {
    let top =
        select_sql!(Task, "where business_id = $1 and project_id = $2 and parent_id is null order by position, id");
    let mut removed = 0;
    for task in act.select::<Task>(top, &values![project])? {
        removed += remove(act, &task)?;
    }
    delete_of::<Field, _>(act, select_sql!(Field, "where business_id = $1 and project_id = $2"), project)?;
    delete_of::<Dismissal, _>(act, select_sql!(Dismissal, "where business_id = $1 and project_id = $2"), project)?;
    delete_of::<BoardList, _>(act, select_sql!(BoardList, "where business_id = $1 and project_id = $2"), project)?;
    Ok(removed)
}

/// Removes one task, those below it first. Returns how many.
pub(crate) fn remove(act: &mut Act<'_>, task: &Task) -> Result<usize, Stop> {
    let mut removed = 1;
    for child in children(act, task.id)? {
        removed += remove(act, &child)?;
    }
    let id = task.id;
    for list in
        act.select::<Checklist>(select_sql!(Checklist, "where business_id = $1 and task_id = $2"), &values![id])?
    {
        delete_of::<CheckItem, _>(
            act,
            select_sql!(CheckItem, "where business_id = $1 and checklist_id = $2"),
            list.id,
        )?;
        act.delete(&list)?;
    }
    delete_of::<Assignment, TaskId>(act, select_sql!(Assignment, "where business_id = $1 and task_id = $2"), id)?;
    delete_of::<Dependency, TaskId>(act, select_sql!(Dependency, "where business_id = $1 and task_id = $2"), id)?;
    delete_of::<Dependency, TaskId>(
        act,
        select_sql!(Dependency, "where business_id = $1 and predecessor_id = $2"),
        id,
    )?;
    delete_of::<Comment, TaskId>(act, select_sql!(Comment, "where business_id = $1 and task_id = $2"), id)?;
    delete_of::<Attachment, TaskId>(act, select_sql!(Attachment, "where business_id = $1 and task_id = $2"), id)?;
    delete_of::<FieldValue, TaskId>(act, select_sql!(FieldValue, "where business_id = $1 and task_id = $2"), id)?;
    delete_of::<ContactWait, TaskId>(act, select_sql!(ContactWait, "where business_id = $1 and task_id = $2"), id)?;
    delete_of::<Output, TaskId>(act, select_sql!(Output, "where business_id = $1 and task_id = $2"), id)?;
    delete_of::<Lift, TaskId>(act, select_sql!(Lift, "where business_id = $1 and task_id = $2"), id)?;
    delete_of::<Pin, TaskId>(act, select_sql!(Pin, "where business_id = $1 and task_id = $2"), id)?;
    // What may go wrong stays, and falls on whatever work comes last.
    for risk in act.select::<Risk>(select_sql!(Risk, "where business_id = $1 and task_id = $2"), &values![id])? {
        act.update(&risk, &Risk { task_id: None, ..risk.clone() }, None)?;
    }
    crate::questions::leave_task(act, id)?;
    act.delete(task)?;
    Ok(removed)
}

/// Deletes what a statement finds of an owner.
fn delete_of<R: Journaled, I: righthand_store::Column>(
    act: &mut Act<'_>,
    select: &'static Sql,
    owner: I,
) -> Result<(), Stop> {
    for record in act.select::<R>(select, &values![owner])? {
        act.delete(&record)?;
    }
    Ok(())
}
