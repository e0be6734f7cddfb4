//! Tasks: adding, changing, assigning, ordering, linking, finishing and removing them.

mod add_task;
mod assign_task;
mod change_task;
mod change_tasks;
mod comment_on_task;
pub mod detail;
mod enter_tasks;
mod finish_task;
mod link_tasks;
mod move_task;
mod network;
mod pin_task;
pub(crate) mod plant;
mod remove_task;

pub use add_task::AddTask;
pub use assign_task::AssignTask;
pub use change_task::ChangeTask;
pub use change_tasks::{ChangeTasks, Way};
pub use comment_on_task::CommentOnTask;
pub use enter_tasks::EnterTasks;
pub(crate) use enter_tasks::outlined;
pub use finish_task::{FinishTask, ReopenTask};
pub(crate) use link_tasks::LAG_HOURS_MAX;
pub use link_tasks::{LinkTasks, UnlinkTasks};
pub use move_task::MoveTask;
pub(crate) use network::Network;
pub use pin_task::{PinTask, UnpinTask};
pub use remove_task::RemoveTask;
pub(crate) use remove_task::{remove, remove_all};

use righthand_domain::ids::{AssignmentId, ProjectId, TaskId};
use righthand_domain::kind::Kind;
use righthand_domain::refusal::Rule;
use righthand_domain::roles::Role;
use righthand_domain::rules::r03_a_pm_manages as r03;
use righthand_store::{Sql, select_sql, sql, values};

use crate::act::Act;
use crate::command::Stop;
use crate::records::{Assignment, Member, Task};
use crate::snapshot::Lifts;

/// Keys of tasks that begin like this.
pub(crate) const TAKEN_KEYS: &Sql =
    sql!("task.keys_like", "select key from task where business_id = $1 and key like $2");

/// The tasks right below another one, or right below the project.
pub(crate) fn siblings(act: &mut Act<'_>, of: &Task) -> Result<Vec<Task>, Stop> {
    match of.parent_id {
        Some(parent) => children(act, parent),
        None => tops(act, of.project_id),
    }
}

/// The tasks right below a project.
pub(crate) fn tops(act: &mut Act<'_>, project: ProjectId) -> Result<Vec<Task>, Stop> {
    let top =
        select_sql!(Task, "where business_id = $1 and project_id = $2 and parent_id is null order by position, id");
    act.select(top, &values![project])
}

/// The tasks right below this one.
pub(crate) fn children(act: &mut Act<'_>, parent: TaskId) -> Result<Vec<Task>, Stop> {
    act.select(select_sql!(Task, "where business_id = $1 and parent_id = $2 order by position, id"), &values![parent])
}

/// Who may do a task.
pub(crate) fn assignments(act: &mut Act<'_>, task: TaskId) -> Result<Vec<Assignment>, Stop> {
    act.select(select_sql!(Assignment, "where business_id = $1 and task_id = $2 order by position, id"), &values![task])
}

/// Gives a task to exactly these members, if the rules let it (R3).
pub(crate) fn assign(act: &mut Act<'_>, task: &Task, members: &[Member]) -> Result<(), Stop> {
    let lifts = Lifts::load(act.tx)?;
    for member in members {
        judge_worker(act, task, member, &lifts)?;
    }
    let before = assignments(act, task.id)?;
    for gone in before.iter().filter(|given| members.iter().all(|member| member.id != given.member_id)) {
        act.delete(gone)?;
    }
    for (position, member) in (1_i64..).zip(members) {
        match before.iter().find(|given| given.member_id == member.id) {
            Some(given) => {
                act.update(given, &Assignment { position, ..given.clone() }, None)?;
            }
            None => {
                let id = act.new_id::<AssignmentId>();
                act.insert(&Assignment { id, task_id: task.id, member_id: member.id, position, version: 1 })?;
            }
        }
    }
    Ok(())
}

/// Judges R3 for one member and one task.
pub(crate) fn judge_worker(act: &mut Act<'_>, task: &Task, member: &Member, lifts: &Lifts) -> Result<(), Stop> {
    if member.role == Role::Guest {
        return Err(Stop::invalid("/assignees", format!("{} is a guest and gets no work", member.name)));
    }
    let worker = r03::Worker {
        key: &member.key,
        name: member.first_name(),
        role: member.role,
        lifted: lifts.cover(Rule::R3, member.id, Some(task.id)),
    };
    let work = r03::Work { key: &task.key, name: &task.name, kind: task.kind };
    if r03::judge(worker, work, Vec::new).is_ok() {
        return Ok(());
    }
    let able = crate::team::who_could(act, task)?;
    Ok(r03::judge(worker, work, || able)?)
}

/// Judges R3 for everybody who has the task, when its kind changes.
pub(crate) fn judge_workers(act: &mut Act<'_>, task: &Task) -> Result<(), Stop> {
    if task.kind != Kind::Implementation {
        return Ok(());
    }
    let lifts = Lifts::load(act.tx)?;
    for given in assignments(act, task.id)? {
        if let Some(member) = act.tx.find::<Member>(given.member_id)? {
            judge_worker(act, task, &member, &lifts)?;
        }
    }
    Ok(())
}
