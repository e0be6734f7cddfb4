//! View: the history of one thing, with what was before and after, for whoever sees the thing.

use righthand_domain::roles::{Grant, Permission, Role};
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;

use super::detail::{self, Detail};
use super::log::{self, PAGE_ENTRIES};
use crate::projects::glance;
use crate::projects::outline::outline;
use crate::records::{Area, Member, Operation, Project, State, Step, Task};
use crate::view::{NotSeen, View};

/// Kinds of things that have a history of their own: the word of the address, and their table.
pub const KINDS: [(&str, &str); 7] = [
    ("task", "task"),
    ("project", "project"),
    ("draft", "project"),
    ("member", "member"),
    ("operation", "operation"),
    ("area", "area"),
    ("business", "business"),
];

/// A thing's history, the latest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OfThing {
    pub name: String,
    pub events: Vec<Detail>,
    /// Ask for what is before this event to go on.
    pub before: Option<i64>,
}

/// The history of the thing of that kind and key, and of what hangs on it.
pub fn of(view: &mut View<'_>, kind: &str, key: &str, before: Option<i64>) -> Result<OfThing, NotSeen> {
    const EVENTS: &Sql = sql!(
        "event.numbers_of_thing",
        "select seq from (select seq from change where business_id = $1 and thing = $2 and thing_id = $3 \
         union select seq from change where business_id = $1 and about = $3 and about is not null) as found \
         where seq < $4 order by seq desc limit $5"
    );
    let not_found = || NotSeen::NotFound(format!("{kind} “{key}”"));
    let (_, table) = KINDS.iter().find(|(word, _)| *word == kind).ok_or_else(not_found)?;
    let (id, name) = find(view, kind, key)?.ok_or_else(not_found)?;
    let numbers: Vec<i64> =
        view.tx.all(EVENTS, &values![*table, &id, before.unwrap_or(i64::MAX), PAGE_ENTRIES], |row| row.get(0))?;
    let mut events = Vec::with_capacity(numbers.len());
    for number in &numbers {
        let Some(mut entry) = log::one(view.tx, view.who, *number)? else { continue };
        if view.me.role == Role::Owner {
            log::for_owner(std::slice::from_mut(&mut entry));
        }
        let (changes, more) = detail::changes(view.tx, *number, Some(&id))?;
        events.push(Detail { entry, changes, more });
    }
    let full = i64::try_from(numbers.len()).is_ok_and(|count| count == PAGE_ENTRIES);
    let before = numbers.last().copied().filter(|event| full && *event > 1);
    Ok(OfThing { name, events, before })
}

/// Id and name of the thing, if this member sees it.
fn find(view: &mut View<'_>, kind: &str, key: &str) -> Result<Option<(String, String)>, NotSeen> {
    let everything = view.may(Permission::SeeBusiness) == Grant::Yes;
    view.need_some(Permission::SeeBusiness)?;
    Ok(match kind {
        "task" => task(view, key, everything)?.map(|task| (task.id.to_string(), task.name)),
        "project" => {
            let (project, _) = glance::one(view, key)?;
            // Of a project of which somebody sees only their own work, the history is not theirs.
            view.manages(&project).then(|| (project.id.to_string(), project.name))
        }
        "draft" => {
            view.need(Permission::OpenProjects)?;
            let drafts = select_sql!(Project, "where business_id = $1 and key = $2 and state = 'draft'");
            let draft = view.tx.select::<Project>(drafts, &values![key])?.into_iter().next();
            draft.filter(|draft| draft.is(State::Draft)).map(|draft| (draft.id.to_string(), draft.name))
        }
        "member" => {
            let select = select_sql!(Member, "where business_id = $1 and key = $2");
            let member = view.tx.select::<Member>(select, &values![key])?.into_iter().next();
            let me = view.me.id;
            member.filter(|member| everything || member.id == me).map(|member| (member.id.to_string(), member.name))
        }
        "operation" => operation(view, key, everything)?.map(|one| (one.id.to_string(), one.name)),
        "area" => {
            let select = select_sql!(Area, "where business_id = $1 and key = $2");
            let area = view.tx.select::<Area>(select, &values![key])?.into_iter().next();
            let me = view.me.id;
            area.filter(|area| everything || area.accountable_id == me).map(|area| (area.id.to_string(), area.name))
        }
        "business" => {
            let business = &view.business;
            (everything && business.key == key).then(|| (business.id.to_string(), business.name.clone()))
        }
        _ => None,
    })
}

fn task(view: &mut View<'_>, key: &str, everything: bool) -> Result<Option<Task>, NotSeen> {
    let select = select_sql!(Task, "where business_id = $1 and key = $2");
    let Some(task) = view.tx.select::<Task>(select, &values![key])?.into_iter().next() else { return Ok(None) };
    if everything {
        return Ok(Some(task));
    }
    // Whoever sees its page sees its history.
    let Some(project) = view.tx.find::<Project>(task.project_id)? else { return Ok(None) };
    match outline(view, &project.key) {
        Ok(outline) => Ok(outline.rows.iter().any(|row| row.key == key).then_some(task)),
        Err(NotSeen::NotFound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

fn operation(view: &mut View<'_>, key: &str, everything: bool) -> Result<Option<Operation>, NotSeen> {
    let select = select_sql!(Operation, "where business_id = $1 and key = $2");
    let Some(one) = view.tx.select::<Operation>(select, &values![key])?.into_iter().next() else { return Ok(None) };
    let select = select_sql!(Step, "where business_id = $1 and operation_id = $2 order by position, id");
    let steps = view.tx.select::<Step>(select, &values![one.id])?;
    let has_a_step = steps.iter().any(|step| step.assignees.0.contains(&view.me.key));
    Ok((everything || one.accountable_id == view.me.id || has_a_step).then_some(one))
}
