//! Tasks of a business file with the people who may do them and what they wait for (R3).

use std::collections::HashMap;

use righthand_domain::ids::{AssignmentId, DependencyId, ProjectId, TaskId};
use righthand_domain::rules::r03_a_pm_manages as r03;
use righthand_domain::snapshot as shape;
use righthand_store::{Json, select_sql};

use super::items::Items;
use super::put::Put;
use crate::act::Act;
use crate::command::Stop;
use crate::import::{position, to_the_millisecond};
use crate::records::{Assignment, Dependency, Member, Task, minutes};
use crate::snapshot::Lifts;
use crate::tasks::judge_worker;

/// All tasks of these projects.
pub(super) fn tasks(
    act: &mut Act<'_>,
    items: &mut Items,
    members: &HashMap<String, Member>,
    ids: &HashMap<String, ProjectId>,
    projects: &[shape::Project],
) -> Result<(), Stop> {
    let here = act.select::<Task>(select_sql!(Task, "where business_id = $1 order by id"), &[])?;
    let mut gather = Gather {
        ids: here.iter().map(|task| (task.key.clone(), task.id)).collect(),
        here: here.into_iter().map(|task| (task.key.clone(), task)).collect(),
        put: Put::of(act, items)?,
        said: Vec::new(),
    };
    for project in projects {
        if let Some(id) = ids.get(&project.key) {
            gather.branch(act, items, *id, None, &project.tasks);
        }
    }
    let Gather { ids, put, said, .. } = gather;
    put.finish(act, items)?;
    people(act, items, members, &said)?;
    links(act, items, &ids, &said)
}

/// The tasks on their way in.
struct Gather<'s> {
    ids: HashMap<String, TaskId>,
    here: HashMap<String, Task>,
    put: Put<Task>,
    /// Each task as it will be, with what the file says of it.
    said: Vec<(Task, &'s shape::Task)>,
}

impl<'s> Gather<'s> {
    /// A task before those below it, so that it is there when they refer to it. How deep it goes the file's reader bounds.
    fn branch(
        &mut self,
        act: &mut Act<'_>,
        items: &mut Items,
        project: ProjectId,
        parent: Option<TaskId>,
        tasks: &'s [shape::Task],
    ) {
        for (index, said) in tasks.iter().enumerate() {
            let before = self.here.get(&said.key);
            let id = before.map_or_else(|| act.new_id::<TaskId>(), |before| before.id);
            let task = task(before, id, said, project, parent, index);
            items.mark("task", &said.key, self.put.put(before, task.clone()));
            self.ids.insert(said.key.clone(), id);
            self.said.push((task, said));
            self.branch(act, items, project, Some(id), &said.children);
        }
    }
}

/// The task as the file tells it. Its column and address on a board are the desk's own.
fn task(
    before: Option<&Task>,
    id: TaskId,
    said: &shape::Task,
    project: ProjectId,
    parent: Option<TaskId>,
    index: usize,
) -> Task {
    let task = Task {
        id,
        key: said.key.clone(),
        project_id: project,
        parent_id: parent,
        list_id: before.filter(|before| before.project_id == project).and_then(|before| before.list_id),
        position: position(0, index),
        name: said.name.clone(),
        notes: said.notes.clone(),
        kind: said.kind.unwrap_or_default(),
        optimistic_minutes: None,
        likely_minutes: None,
        pessimistic_minutes: None,
        spent_minutes: minutes(said.spent_hours),
        milestone: said.milestone,
        skill: said.skill.clone(),
        not_before: said.not_before,
        due: said.due,
        done_at: said.done_at.map(to_the_millisecond),
        labels: Json(said.labels.clone()),
        archived: false,
        url: before.and_then(|before| before.url.clone()),
        guessed: false,
        version: before.map_or(1, |before| before.version),
    };
    // A file that says no effort says nothing against a guess.
    match before.filter(|before| before.guessed && said.effort.is_none()).and_then(|before| before.efforts().effort()) {
        Some(guess) => task.with_guess(guess),
        None => task.with_effort(said.effort),
    }
}

fn people(
    act: &mut Act<'_>,
    items: &mut Items,
    members: &HashMap<String, Member>,
    tasks: &[(Task, &shape::Task)],
) -> Result<(), Stop> {
    let lifts = Lifts::load(act.tx)?;
    let mut here: HashMap<TaskId, Vec<Assignment>> = HashMap::new();
    for given in
        act.select::<Assignment>(select_sql!(Assignment, "where business_id = $1 order by position, id"), &[])?
    {
        here.entry(given.task_id).or_default().push(given);
    }
    let mut put = Put::of(act, items)?;
    for (task, said) in tasks {
        let mut wishes: Vec<Assignment> = Vec::with_capacity(said.assignees.len());
        for member in said.assignees.iter().filter_map(|key| members.get(key)) {
            // Only this rule is judged task by task: most people may have any.
            if r03::forbids(member.role, task.kind) {
                judge_worker(act, task, member, &lifts)?;
            }
            if !wishes.iter().any(|wish| wish.member_id == member.id) {
                let id = act.new_id::<AssignmentId>();
                wishes.push(Assignment {
                    id,
                    task_id: task.id,
                    member_id: member.id,
                    position: position(0, wishes.len()),
                    version: 1,
                });
            }
        }
        let before = here.remove(&task.id).unwrap_or_default();
        let key = |given: &Assignment| format!("{}/{}", given.task_id, given.member_id);
        let fate = put.replace(&before, wishes, key, |old, new| Assignment { id: old.id, version: old.version, ..new });
        items.mark("task", &said.key, fate);
    }
    put.finish(act, items)
}

fn links(
    act: &mut Act<'_>,
    items: &mut Items,
    ids: &HashMap<String, TaskId>,
    tasks: &[(Task, &shape::Task)],
) -> Result<(), Stop> {
    let mut here: HashMap<TaskId, Vec<Dependency>> = HashMap::new();
    for link in act.select::<Dependency>(select_sql!(Dependency, "where business_id = $1 order by id"), &[])? {
        here.entry(link.task_id).or_default().push(link);
    }
    let same =
        |one: &Dependency, other: &Dependency| (one.predecessor_id, one.kind) == (other.predecessor_id, other.kind);
    let mut put = Put::of(act, items)?;
    for (task, said) in tasks {
        let mut wishes: Vec<Dependency> = Vec::with_capacity(said.after.len());
        for link in &said.after {
            let Some(predecessor) = ids.get(&link.task) else { continue };
            let wish = Dependency {
                id: act.new_id::<DependencyId>(),
                task_id: task.id,
                predecessor_id: *predecessor,
                kind: link.kind,
                lag_minutes: minutes(link.lag_hours),
                lag_in: link.lag_in,
                version: 1,
            };
            // The same link said twice holds by its longer lag.
            match wishes.iter_mut().find(|other| same(other, &wish)) {
                Some(other) if other.lag_minutes < wish.lag_minutes => *other = wish,
                Some(_) => {}
                None => wishes.push(wish),
            }
        }
        let before = here.remove(&task.id).unwrap_or_default();
        let key = |link: &Dependency| format!("{}/{}/{:?}", link.task_id, link.predecessor_id, link.kind);
        let fate = put.replace(&before, wishes, key, |old, new| Dependency { id: old.id, version: old.version, ..new });
        items.mark("task", &said.key, fate);
    }
    put.finish(act, items)
}
