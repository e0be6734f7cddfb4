//! One task with everything that hangs on it.

use jiff::Timestamp;
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::snapshot::{LagIn, LinkKind};
use righthand_store::{select_sql, values};
use serde::Serialize;

use crate::contacts::of_task::{TaskWait, of_task};
use crate::history::{self, Log};
use crate::outputs::list as outputs;
use crate::projects::glance::Glance;
use crate::projects::outline::{self, Link, Outline, Row};
use crate::questions::list::QuestionRow;
use crate::records::{
    Attachment, BoardList, CheckItem, Checklist, Comment, Dependency, Field, FieldValue, Output, Project, Task, hours,
};
use crate::view::{NotSeen, PersonRef, View};

/// All that a task's page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Detail {
    pub row: Row,
    pub project_key: String,
    pub project_name: String,
    pub glance: Glance,
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
    /// People outside the team for whom it waits, or has waited.
    pub contacts: Vec<TaskWait>,
    /// What was asked about it, as far as the reader may know.
    pub questions: Vec<QuestionRow>,
    /// Contacts that it could wait for, as key and name; for those who may say so.
    pub contact_choices: Vec<(String, String)>,
    /// What the tasks before it hand on to it, with their names.
    pub inputs: Vec<(String, Output)>,
    pub outputs: Vec<Output>,
    pub fields: Vec<(String, String)>,
    pub history: Log,
    /// Everybody who could be given it.
    pub people: Vec<PersonRef>,
    /// Other tasks of the project, for a new dependency: key, number and name.
    pub others: Vec<(String, String, String)>,
    /// Of these, the ones that it could become a part of: not itself, nor what is below it.
    pub parents: Vec<(String, String, String)>,
    /// The others beside it, in order, for another place.
    pub siblings: Vec<(String, String, String)>,
    /// Columns of the project's board.
    pub lists: Vec<String>,
    /// What it waits for, itself, and what waits for it, in the order of the outline, with the links between them.
    pub around: Vec<Row>,
    pub around_links: Vec<Link>,
    pub planned_at: Option<Timestamp>,
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
    /// Who does it and when it ends by the plan, where it is in the same project.
    pub person: Option<PersonRef>,
    pub finish: Option<Timestamp>,
    /// The reader can look at it.
    pub seen: bool,
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
    let project = view.tx.find::<Project>(task.project_id)?.ok_or_else(not_found)?;
    let outline = outline::outline(view, &project.key)?;
    let row = outline.rows.iter().find(|row| row.key == key).cloned().ok_or_else(not_found)?;
    let mine = row.assignees.iter().any(|person| person.key == view.me.key);
    let parent = task.parent_id.map(|id| view.tx.find::<Task>(id)).transpose()?.flatten();
    let list = task.list_id.map(|id| view.tx.find::<BoardList>(id)).transpose()?.flatten();
    let (after, before) = (waits(view, &task, &outline, true)?, waits(view, &task, &outline, false)?);
    let around = around(&outline, key, after.iter().chain(&before));
    Ok(Detail {
        may: may(view, outline.may.break_down, mine),
        around_links: links_between(&outline, &around),
        around,
        after,
        before,
        checklists: checklists(view, &task)?,
        comments: view.tx.select(
            select_sql!(Comment, "where business_id = $1 and task_id = $2 order by written_at, id"),
            &values![task.id],
        )?,
        attachments: view.tx.select(
            select_sql!(Attachment, "where business_id = $1 and task_id = $2 order by id"),
            &values![task.id],
        )?,
        contacts: of_task(view, task.id)?,
        questions: crate::questions::list::of_task(view, task.id)?,
        contact_choices: if outline.may.break_down { contact_choices(view)? } else { Vec::new() },
        inputs: outputs::into_task(view, task.id)?,
        outputs: outputs::of_task(view, task.id)?,
        fields: fields(view, &task)?,
        history: history::of_thing(view.tx, view.who, "task", &task.id.to_string())?,
        others: named(&outline, |other| other.key != key),
        parents: named(&outline, |other| other.key != key && !is_below(&other.wbs, &row.wbs)),
        siblings: named(&outline, |other| other.key != key && above(&other.wbs) == above(&row.wbs)),
        lists: lists(view, &project)?,
        planned_at: outline.planned_at,
        people: outline.people,
        glance: outline.glance,
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

fn contact_choices(view: &mut View<'_>) -> Result<Vec<(String, String)>, NotSeen> {
    let contacts = crate::contacts::list::contacts(view)?;
    Ok(contacts.rows.into_iter().map(|contact| (contact.key, contact.name)).collect())
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

/// Key, number and name of the rows that are wanted.
fn named(outline: &Outline, wanted: impl Fn(&Row) -> bool) -> Vec<(String, String, String)> {
    let rows = outline.rows.iter().filter(|row| wanted(row));
    rows.map(|row| (row.key.clone(), row.wbs.clone(), row.name.clone())).collect()
}

/// "2.1" is below "2".
fn is_below(wbs: &str, top: &str) -> bool {
    wbs.strip_prefix(top).is_some_and(|rest| rest.starts_with('.'))
}

/// "2" is above "2.1"; nothing is above "2".
fn above(wbs: &str) -> &str {
    wbs.rsplit_once('.').map_or("", |(above, _)| above)
}

fn around<'w>(outline: &Outline, key: &str, waits: impl Iterator<Item = &'w Waits>) -> Vec<Row> {
    let keys: std::collections::HashSet<&str> = waits.map(|other| other.key.as_str()).chain([key]).collect();
    outline.rows.iter().filter(|row| keys.contains(row.key.as_str())).cloned().collect()
}

fn links_between(outline: &Outline, rows: &[Row]) -> Vec<Link> {
    let keys: std::collections::HashSet<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    let between =
        outline.links.iter().filter(|link| keys.contains(link.from.as_str()) && keys.contains(link.to.as_str()));
    between.cloned().collect()
}

fn lists(view: &mut View<'_>, project: &Project) -> Result<Vec<String>, NotSeen> {
    let select =
        select_sql!(BoardList, "where business_id = $1 and project_id = $2 and archived = false order by position, id");
    Ok(view.tx.select::<BoardList>(select, &values![project.id])?.into_iter().map(|list| list.name).collect())
}

/// What it waits for, or what waits for it. Of what the reader does not see, only the name is told.
fn waits(view: &mut View<'_>, task: &Task, outline: &Outline, after: bool) -> Result<Vec<Waits>, NotSeen> {
    let select = if after {
        select_sql!(Dependency, "where business_id = $1 and task_id = $2 order by id")
    } else {
        select_sql!(Dependency, "where business_id = $1 and predecessor_id = $2 order by id")
    };
    let all = view.may(Permission::SeeBusiness) == Grant::Yes;
    let mut waits = Vec::new();
    for link in view.tx.select::<Dependency>(select, &values![task.id])? {
        let other = if after { link.predecessor_id } else { link.task_id };
        if let Some(other) = view.tx.find::<Task>(other)? {
            let row = outline.rows.iter().find(|row| row.key == other.key);
            waits.push(Waits {
                person: row.and_then(|row| row.person.clone()),
                finish: row.and_then(|row| row.finish),
                kind: link.kind,
                lag_hours: hours(link.lag_minutes),
                lag_in: link.lag_in,
                done_at: other.done_at,
                seen: all || row.is_some(),
                key: other.key,
                name: other.name,
            });
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
        lists.push(CheckListView {
            name: list.name,
            items: items.into_iter().map(|item| (item.name, item.done)).collect(),
        });
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
