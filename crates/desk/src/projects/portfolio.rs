//! The portfolio: every project in a line, drafts that wait, and who manages how many (R2).

use righthand_domain::roles::{Grant, Permission, Role};
use righthand_domain::rules::r02_one_to_three_projects::PROJECTS_MAX;
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;

use super::glance::{self, Glance, Health};
use crate::records::{Holiday, Project};
use crate::view::{NotSeen, PersonRef, View};

/// All that the page of projects shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Portfolio {
    pub open: Vec<Glance>,
    pub closed: Vec<Glance>,
    pub drafts: Vec<Draft>,
    pub managers: Vec<Manager>,
    pub holidays: Vec<jiff::civil::Date>,
    pub can_open: bool,
    pub can_import: bool,
}

/// A board that waits for its end and outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Draft {
    pub key: String,
    pub name: String,
    pub tasks: i64,
}

/// Somebody who manages projects.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Manager {
    pub person: PersonRef,
    pub role: Role,
    pub until: Option<jiff::civil::Date>,
    pub projects: Vec<(String, String)>,
    /// The limit of R2, where it holds for them.
    pub at_most: Option<usize>,
}

/// The portfolio as this member may see it.
pub fn portfolio(view: &mut View<'_>) -> Result<Portfolio, NotSeen> {
    let (closed, open): (Vec<Glance>, Vec<Glance>) =
        glance::all(view)?.into_iter().partition(|glance| glance.health == Health::Closed);
    let holidays = view.tx.select::<Holiday>(select_sql!(Holiday, "where business_id = $1 order by day"), &[])?;
    let can_open = view.may(Permission::OpenProjects) == Grant::Yes;
    Ok(Portfolio {
        managers: managers(view, &open)?,
        drafts: if can_open { drafts(view)? } else { Vec::new() },
        holidays: holidays.into_iter().map(|holiday| holiday.day).collect(),
        can_open,
        can_import: view.may(Permission::Import) == Grant::Yes,
        open,
        closed,
    })
}

/// The boards that wait, oldest first.
pub fn drafts(view: &mut View<'_>) -> Result<Vec<Draft>, NotSeen> {
    const TASKS: &Sql =
        sql!("task.count_of_project", "select count(*) from task where business_id = $1 and project_id = $2");
    let select = select_sql!(Project, "where business_id = $1 and state = 'draft' order by position, id");
    let mut drafts = Vec::new();
    for project in view.tx.select::<Project>(select, &[])? {
        let tasks = view.tx.one(TASKS, &values![project.id], |row| row.get(0))?.unwrap_or(0);
        drafts.push(Draft { key: project.key, name: project.name, tasks });
    }
    Ok(drafts)
}

/// All of them for those who see the whole business; a project manager sees themselves, others see nobody: a count over
/// projects that the reader does not see would be wrong.
fn managers(view: &mut View<'_>, open: &[Glance]) -> Result<Vec<Manager>, NotSeen> {
    let (today, me) = (view.today, view.me.id);
    let members = match view.may(Permission::SeeBusiness) {
        Grant::Yes => view.members()?,
        Grant::OwnProjects => view.members()?.into_iter().filter(|member| member.id == me).collect(),
        _ => Vec::new(),
    };
    Ok(members
        .iter()
        .filter(|member| !member.is_gone(today))
        .filter_map(|member| {
            let theirs =
                open.iter().filter(|glance| glance.manager.as_ref().is_some_and(|manager| manager.key == member.key));
            let projects: Vec<(String, String)> =
                theirs.map(|glance| (glance.key.clone(), glance.name.clone())).collect();
            let at_most = (member.role == Role::ProjectManager).then_some(PROJECTS_MAX);
            (!projects.is_empty() || at_most.is_some()).then(|| Manager {
                person: PersonRef::from(member),
                role: member.role,
                until: member.engaged_until,
                projects,
                at_most,
            })
        })
        .collect())
}
