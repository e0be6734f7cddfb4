//! Opens a project: an outcome with an end date and a manager (R1, R2, R16).

use righthand_domain::ids::ProjectId;
use righthand_domain::roles::Permission;
use righthand_domain::rules::r01_a_project_ends as r01;
use righthand_domain::snapshot::When;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{TAKEN_KEYS, area, judge_manager, name, next_position, order_of_ends};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::{Project, State};

/// Opens a project with an end date, an outcome and a manager.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenProject {
    pub name: String,
    /// What will be so when it is done: "The podcast is on air with three episodes".
    #[serde(default)]
    pub outcome: Option<String>,
    #[serde(default)]
    pub end: Option<When>,
    /// Key of a member; the owner where absent.
    #[serde(default)]
    pub manager: Option<String>,
    /// Key of an area.
    #[serde(default)]
    pub area: Option<String>,
    /// No work on it is planned before.
    #[serde(default)]
    pub start: Option<When>,
    /// The project's own key; made from its name where absent.
    #[serde(default)]
    pub key: Option<String>,
    /// Nobody has promised it yet: it takes nobody's hours until somebody does.
    #[serde(default)]
    pub tentative: bool,
}

impl Command for OpenProject {
    const NAME: &'static str = "open_project";
    const SUMMARY: &'static str = "Open a project with an end date, an outcome and a manager";
    const NEEDS: Permission = Permission::OpenProjects;
    const REST: Rest = Rest(Method::Post, "/projects");
    const PAGE: &'static str = "/projects/new";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let name = name(&self.name)?;
        let r01::Ends { end, outcome } = r01::judge(&name, self.end, self.outcome.as_deref())?;
        order_of_ends(self.start, end)?;
        let manager = match &self.manager {
            Some(key) => act.member(key)?,
            None => act.owner()?,
        };
        let area = self.area.as_ref().map(|key| area(act, key)).transpose()?;
        let project = Project {
            id: act.new_id::<ProjectId>(),
            key: act.free_key(self.key.as_deref(), &name, "project", TAKEN_KEYS)?,
            name,
            notes: None,
            state: State::Open.as_str().into(),
            outcome: Some(outcome),
            area_id: area.map(|area| area.id),
            manager_id: Some(manager.id),
            starts: self.start,
            ends: Some(end),
            weight: None,
            budget_minutes: None,
            on_time_value: None,
            closed_at: None,
            tentative_since: self.tentative.then_some(act.now),
            position: next_position(act)?,
            version: 1,
        };
        judge_manager(act, &manager, &project)?;
        act.insert(&project)?;
        Ok(Said::about(format!("{} opened", project.name), &project.key, project.version))
    }
}
