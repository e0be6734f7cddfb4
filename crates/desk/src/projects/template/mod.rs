//! Projects from templates: those that come with the desk, and any project that was done here before (R10).

mod fill;
pub mod library;
mod like;
mod source;

pub use fill::{FillFromTemplate, OpenFromTemplate};

use righthand_domain::roles::{Grant, Permission};
use righthand_store::select_sql;
use serde::Serialize;

use super::outline::May;
use super::terms::{self, Choices};
use crate::records::{Project, State};
use crate::view::{NotSeen, PersonRef, View};

/// What the pages of templates show beside the templates themselves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shelf {
    /// Projects that a new one can be made like, those that are closed first: key, name, and whether it is closed.
    pub done_here: Vec<(String, String, bool)>,
    /// Those who are here, with their skills.
    pub people: Vec<(PersonRef, Vec<String>)>,
    /// What a new project can be given; `None` for those who may not open one.
    pub choices: Option<Choices>,
    /// Open projects that the reader may break down: key and name.
    pub into: Vec<(String, String)>,
}

/// For those who may open a project or break one down.
pub fn shelf(view: &mut View<'_>) -> Result<Shelf, NotSeen> {
    let opens = view.may(Permission::OpenProjects) == Grant::Yes;
    if !opens {
        view.need_some(Permission::BreakDown)?;
    }
    let today = view.today;
    let select = select_sql!(Project, "where business_id = $1 and state <> 'draft' order by position, id");
    let mut projects = view.tx.select::<Project>(select, &[])?;
    projects.retain(|project| view.manages(project));
    let may = |view: &View<'_>, project: &Project| -> May { super::outline::may(view, project) };
    let into = projects
        .iter()
        .filter(|project| project.is(State::Open) && may(view, project).break_down)
        .map(|project| (project.key.clone(), project.name.clone()))
        .collect();
    projects.sort_by_key(|project| project.is(State::Open));
    let done_here =
        projects.iter().map(|project| (project.key.clone(), project.name.clone(), !project.is(State::Open))).collect();
    let people = view
        .members()?
        .into_iter()
        .filter(|member| !member.is_gone(today))
        .map(|member| (PersonRef::from(&member), member.skills.0.clone()))
        .collect();
    let choices = if opens { Some(terms::choices(view)?) } else { None };
    Ok(Shelf { done_here, people, choices, into })
}
