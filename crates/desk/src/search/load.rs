//! Loading what entries are made from: some records by their ids, or, where they are many, all of the business at once.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use righthand_domain::ids::{ChecklistId, MemberId, ProjectId, TaskId};
use righthand_store::{Column, Error, Record, Sql, Tx, select_sql, values};

use crate::records::{Assignment, CheckItem, Checklist, FieldValue, Task};

/// Beyond so many records one statement for all of the business is less work than one for each.
const EACH_MAX: usize = 400;

/// The records of these ids that are there; all of them where `ids` is `None`.
pub(super) fn records<R: Record>(tx: &mut Tx, ids: Option<&BTreeSet<R::Id>>, all: &'static Sql) -> Result<Vec<R>, Error>
where
    R::Id: Ord,
{
    match ids {
        Some(ids) if ids.len() <= EACH_MAX => {
            let mut found = Vec::with_capacity(ids.len());
            for id in ids {
                found.extend(tx.find::<R>(*id)?);
            }
            Ok(found)
        }
        Some(ids) => Ok(tx.select::<R>(all, &[])?.into_iter().filter(|record| ids.contains(&record.id())).collect()),
        None => tx.select::<R>(all, &[]),
    }
}

/// Tasks that are in memory at a time when all of a business are looked at.
const PAGE: i64 = 4_096;

/// Hands the tasks of these ids that are there to `take`, some at a time; all of them where `ids` is `None`.
pub(super) fn in_pages(
    tx: &mut Tx,
    ids: Option<&BTreeSet<TaskId>>,
    mut take: impl FnMut(&mut Tx, &[Task]) -> Result<(), Error>,
) -> Result<(), Error> {
    if let Some(few) = ids.filter(|ids| ids.len() <= EACH_MAX) {
        let tasks = records::<Task>(tx, Some(few), ALL_TASKS)?;
        return take(tx, &tasks);
    }
    let next = select_sql!(
        Task,
        "where business_id = $1 and (project_id, position, id) > ($2, $3, $4) order by project_id, position, id limit $5"
    );
    // Before every id: ids are written in hexadecimal digits.
    let mut after = values!["", i64::MIN, "", PAGE];
    loop {
        let mut tasks = tx.select::<Task>(next, &after)?;
        let Some(last) = tasks.last() else { return Ok(()) };
        after = values![last.project_id, last.position, last.id, PAGE];
        if let Some(ids) = ids {
            tasks.retain(|task| ids.contains(&task.id));
        }
        take(tx, &tasks)?;
    }
}

/// What belongs to some owners, by owner: `each` asks for those of one, `all` for those of the whole business.
fn belonging<R: Record, I: Column + Copy + Eq + Hash>(
    tx: &mut Tx,
    owners: Option<&[I]>,
    (each, all): (&'static Sql, &'static Sql),
    owner: impl Fn(&R) -> I,
) -> Result<HashMap<I, Vec<R>>, Error> {
    let found = match owners {
        Some(owners) if owners.len() <= EACH_MAX => {
            let mut found = Vec::new();
            for id in owners {
                found.extend(tx.select::<R>(each, &values![*id])?);
            }
            found
        }
        _ => tx.select::<R>(all, &[])?,
    };
    let mut by_owner: HashMap<I, Vec<R>> = HashMap::new();
    for record in found {
        by_owner.entry(owner(&record)).or_default().push(record);
    }
    Ok(by_owner)
}

/// What hangs on tasks and is found with them, or says who may find them.
pub(super) struct Around {
    workers: HashMap<TaskId, Vec<MemberId>>,
    projects: HashMap<TaskId, ProjectId>,
    lists: HashMap<TaskId, Vec<Checklist>>,
    items: HashMap<ChecklistId, Vec<CheckItem>>,
    values: HashMap<TaskId, Vec<FieldValue>>,
}

impl Around {
    /// Of these tasks; of all where `ids` is `None`.
    pub(super) fn load(tx: &mut Tx, ids: Option<&[TaskId]>) -> Result<Self, Error> {
        let assignments = belonging::<Assignment, _>(
            tx,
            ids,
            (
                select_sql!(Assignment, "where business_id = $1 and task_id = $2 order by position, id"),
                select_sql!(Assignment, "where business_id = $1 order by position, id"),
            ),
            |assignment| assignment.task_id,
        )?;
        let lists = belonging::<Checklist, _>(
            tx,
            ids,
            (
                select_sql!(Checklist, "where business_id = $1 and task_id = $2 order by position, id"),
                select_sql!(Checklist, "where business_id = $1 order by position, id"),
            ),
            |list| list.task_id,
        )?;
        let list_ids: Vec<ChecklistId> = lists.values().flatten().map(|list| list.id).collect();
        let items = belonging::<CheckItem, _>(
            tx,
            ids.map(|_| list_ids.as_slice()),
            (
                select_sql!(CheckItem, "where business_id = $1 and checklist_id = $2 order by position, id"),
                select_sql!(CheckItem, "where business_id = $1 order by position, id"),
            ),
            |item| item.checklist_id,
        )?;
        let values = belonging::<FieldValue, _>(
            tx,
            ids,
            (
                select_sql!(FieldValue, "where business_id = $1 and task_id = $2 order by id"),
                select_sql!(FieldValue, "where business_id = $1 order by id"),
            ),
            |value| value.task_id,
        )?;
        let workers = assignments
            .into_iter()
            .map(|(task, list)| (task, list.into_iter().map(|assignment| assignment.member_id).collect()));
        Ok(Self { workers: workers.collect(), projects: HashMap::new(), lists, items, values })
    }

    /// As [`Self::load`], and the projects of the tasks: for what hangs on them.
    pub(super) fn with_projects(tx: &mut Tx, ids: Option<&[TaskId]>) -> Result<Self, Error> {
        let mut around = Self::load(tx, ids)?;
        let wanted: Option<BTreeSet<TaskId>> = ids.map(|ids| ids.iter().copied().collect());
        let tasks = records::<Task>(tx, wanted.as_ref(), ALL_TASKS)?;
        around.projects = tasks.into_iter().map(|task| (task.id, task.project_id)).collect();
        Ok(around)
    }

    /// Who may do the task.
    pub(super) fn workers(&self, task: TaskId) -> &[MemberId] {
        self.workers.get(&task).map_or(&[], Vec::as_slice)
    }

    pub(super) fn project(&self, task: TaskId) -> Option<ProjectId> {
        self.projects.get(&task).copied()
    }

    /// Checklists and custom fields, as text.
    pub(super) fn texts(&self, task: TaskId) -> impl Iterator<Item = &str> {
        let lists = self.lists.get(&task).into_iter().flatten();
        let lists = lists.flat_map(|list| {
            let items = self.items.get(&list.id).into_iter().flatten().map(|item| item.name.as_str());
            std::iter::once(list.name.as_str()).chain(items)
        });
        lists.chain(self.values.get(&task).into_iter().flatten().map(|value| value.value.as_str()))
    }
}

/// Every task of the business.
pub(super) const ALL_TASKS: &Sql = select_sql!(Task, "where business_id = $1 order by project_id, position, id");
