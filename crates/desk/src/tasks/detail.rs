//! One task with everything that hangs on it.

use jiff::Timestamp;
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::snapshot::{LagIn, LinkKind};
use righthand_store::{select_sql, values};
use serde::Serialize;

use crate::history::{self, Log};
use crate::projects::outline::{self, Row};
use crate::records::{Attachment, CheckItem, Checklist, Comment, Dependency, Field, FieldValue, Task, hours};
use crate::view::{NotSeen, PersonRef, View};

/// All that a task's page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Detail {
    pub row: Row,
    pub project_key: String,
    pub project_name: String,
    /// The task that it is a part of.
    pub parent: Option<(String, String)>,
    pub notes: Option<String>,
    pub not_before: Option<righthand_domain::snapshot::When>,
    pub labels: Vec<String>,
    pub list: Option<String>,
    pub url: Option<String>,
    pub after: Vec<Waits>,
    pub before: Vec<Waits>,
    pub checklists: Vec<CheckListView>,
    pub comments: Vec<Comment>,
    pub attachments: Vec<Attachment>,
    pub fields: Vec<(String, String)>,
    pub history: Log,
    /// Everybody who could be given it.
    pub people: Vec<PersonRef>,
    /// Other tasks of the project, for a new dependency: key, number and name.
    pub others: Vec<(String, String, String)>,
    pub may: May,
}

/// A dependency, seen from this task.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waits {
    pub key: String,
    pub name: String,
    pub kind: LinkKind,
    pub lag_hours: f64,
    pub lag_in: LagIn,
    pub done_at: Option<Timestamp>,
}

/// A checklist with its items: words, and whether they are ticked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckListView {
    pub name: String,
    pub items: Vec<(String, bool)>,
}

/// What the reader may do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct May {
    pub break_down: bool,
    pub estimate: bool,
    pub finish: bool,
    pub comment: bool,
}

/// A task of a project that has been opened, if this member may see it.
pub fn detail(view: &mut View<'_>, key: &str) -> Result<Detail, NotSeen> {
    let not_found = || NotSeen::NotFound(format!("task “{key}”"));
    let select = select_sql!(Task, "where business_id = $1 and key = $2");
    let task = view.tx.select::<Task>(select, &values![key])?.into_iter().next().ok_or_else(not_found)?;
    let project = view.tx.find::<crate::records::Project>(task.project_id)?.ok_or_else(not_found)?;
    let outline = outline::outline(view, &project.key)?;
    let row = outline.rows.iter().find(|row| row.key == key).cloned().ok_or_else(not_found)?;
    let mine = row.assignees.iter().any(|person| person.key == view.me.key);
    let parent = task.parent_id.map(|id| view.tx.find::<Task>(id)).transpose()?.flatten();
    let list = task.list_id.map(|id| view.tx.find::<crate::records::BoardList>(id)).transpose()?.flatten();
    let others = outline.rows.iter().filter(|other| other.key != key);
    Ok(Detail {
        may: may(view, outline.may.break_down, mine),
        after: waits(view, &task, true)?,
        before: waits(view, &task, false)?,
        checklists: checklists(view, &task)?,
        comments: view.tx.select(select_sql!(Comment, "where business_id = $1 and task_id = $2 order by written_at, id"), &values![task.id])?,
        attachments: view.tx.select(select_sql!(Attachment, "where business_id = $1 and task_id = $2 order by id"), &values![task.id])?,
        fields: fields(view, &task)?,
        history: history::of_thing(view.tx, view.who, "task", &task.id.to_string())?,
        others: others.map(|other| (other.key.clone(), other.wbs.clone(), other.name.clone())).collect(),
        people: outline.people,
        row,
        project_key: project.key,
        project_name: project.name,
        parent: parent.map(|parent| (parent.key, parent.name)),
        notes: task.notes,
        not_before: task.not_before,
        labels: task.labels.0,
        list: list.map(|list| list.name),
        url: task.url,
    })
}

fn may(view: &View<'_>, break_down: bool, mine: bool) -> May {
    let reach = |permission: Permission| match view.may(permission) {
        Grant::Yes => true,
        Grant::OwnProjects => break_down,
        Grant::OwnWork => mine,
        _ => false,
    };
    May {
        break_down,
        estimate: reach(Permission::Estimate),
        finish: reach(Permission::FinishWork),
        comment: reach(Permission::Comment),
    }
}

/// What it waits for, or what waits for it.
fn waits(view: &mut View<'_>, task: &Task, after: bool) -> Result<Vec<Waits>, NotSeen> {
    let select = if after {
        select_sql!(Dependency, "where business_id = $1 and task_id = $2 order by id")
    } else {
        select_sql!(Dependency, "where business_id = $1 and predecessor_id = $2 order by id")
    };
    let mut waits = Vec::new();
    for link in view.tx.select::<Dependency>(select, &values![task.id])? {
        let other = if after { link.predecessor_id } else { link.task_id };
        if let Some(other) = view.tx.find::<Task>(other)? {
            let (kind, lag_hours, lag_in) = (link.kind, hours(link.lag_minutes), link.lag_in);
            waits.push(Waits { key: other.key, name: other.name, kind, lag_hours, lag_in, done_at: other.done_at });
        }
    }
    Ok(waits)
}

fn checklists(view: &mut View<'_>, task: &Task) -> Result<Vec<CheckListView>, NotSeen> {
    let select = select_sql!(Checklist, "where business_id = $1 and task_id = $2 order by position, id");
    let mut lists = Vec::new();
    for list in view.tx.select::<Checklist>(select, &values![task.id])? {
        let select = select_sql!(CheckItem, "where business_id = $1 and checklist_id = $2 order by position, id");
        let items = view.tx.select::<CheckItem>(select, &values![list.id])?;
        lists.push(CheckListView { name: list.name, items: items.into_iter().map(|item| (item.name, item.done)).collect() });
    }
    Ok(lists)
}

fn fields(view: &mut View<'_>, task: &Task) -> Result<Vec<(String, String)>, NotSeen> {
    let select = select_sql!(FieldValue, "where business_id = $1 and task_id = $2 order by id");
    let mut fields = Vec::new();
    for value in view.tx.select::<FieldValue>(select, &values![task.id])? {
        if let Some(field) = view.tx.find::<Field>(value.field_id)? {
            fields.push((field.name, value.value));
        }
    }
    Ok(fields)
}
