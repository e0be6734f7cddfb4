//! Terms: what a project was agreed to be, and whom and what one may choose for it.

use righthand_domain::roles::{Grant, Permission, Role};
use righthand_domain::rules::r02_one_to_three_projects::PROJECTS_MAX;
use righthand_domain::snapshot::When;
use righthand_store::{Sql, select_sql, sql};
use serde::Serialize;

use super::glance::{self, Glance};
use super::outline::{self, May};
use crate::records::{Area, Member, State, hours};
use crate::view::{NotSeen, View};

/// All that the page shows on which a project is changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Terms {
    pub glance: Glance,
    pub start: Option<When>,
    /// Key of the area.
    pub area: Option<String>,
    /// Key of the manager.
    pub manager: Option<String>,
    pub weight: Option<f64>,
    pub budget_hours: Option<f64>,
    pub open: bool,
    pub tentative: bool,
    pub version: i64,
    pub choices: Choices,
    pub may: May,
}

/// What can be chosen for a project.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Choices {
    /// Those who may manage one: the owner first.
    pub managers: Vec<CanManage>,
    /// Areas as key and name.
    pub areas: Vec<(String, String)>,
}

/// Somebody who may manage a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CanManage {
    pub key: String,
    pub name: String,
    pub role: Role,
    /// Open projects that they manage already.
    pub holds: usize,
    /// The limit of R2, where it holds for them.
    pub at_most: Option<usize>,
}

/// The terms of a project, for those who may change them.
pub fn terms(view: &mut View<'_>, key: &str) -> Result<Terms, NotSeen> {
    let (project, glance) = glance::one(view, key)?;
    if view.may(Permission::OpenProjects) != Grant::Yes {
        view.need(Permission::ChangeProjects)?;
    }
    let manager = project.manager_id.map(|id| view.tx.find::<Member>(id)).transpose()?.flatten();
    let area = project.area_id.map(|id| view.tx.find::<Area>(id)).transpose()?.flatten();
    Ok(Terms {
        choices: chosen_from(view)?,
        may: outline::may(view, &project),
        start: project.starts,
        area: area.map(|area| area.key),
        manager: manager.map(|manager| manager.key),
        weight: project.weight,
        budget_hours: project.budget_minutes.map(hours),
        open: project.is(State::Open),
        tentative: project.tentative_since.is_some(),
        version: project.version,
        glance,
    })
}

/// What can be chosen for a new project, for those who may open one.
pub fn choices(view: &mut View<'_>) -> Result<Choices, NotSeen> {
    view.need(Permission::OpenProjects)?;
    chosen_from(view)
}

fn chosen_from(view: &mut View<'_>) -> Result<Choices, NotSeen> {
    const HELD: &Sql = sql!(
        "project.managers",
        "select member.key from project join member on member.business_id = $1 and member.id = project.manager_id \
         where project.business_id = $1 and project.state = 'open'"
    );
    let held: Vec<String> = view.tx.all(HELD, &[], |row| row.get(0))?;
    let today = view.today;
    let able = view.members()?.into_iter().filter(|member| {
        !member.is_gone(today)
            && matches!(member.role, Role::Owner | Role::OnlineBusinessManager | Role::ProjectManager)
    });
    let mut managers: Vec<CanManage> = able
        .map(|member| CanManage {
            holds: held.iter().filter(|key| **key == member.key).count(),
            at_most: (member.role == Role::ProjectManager).then_some(PROJECTS_MAX),
            role: member.role,
            key: member.key,
            name: member.name,
        })
        .collect();
    managers.sort_by_key(|manager| manager.role);
    let areas = view.tx.select::<Area>(select_sql!(Area, "where business_id = $1 order by position, id"), &[])?;
    Ok(Choices { managers, areas: areas.into_iter().map(|area| (area.key, area.name)).collect() })
}
