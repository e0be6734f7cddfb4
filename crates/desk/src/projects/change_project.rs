//! Changes a project's name, outcome, end and the like. It keeps an end and an outcome (R1).

use righthand_domain::plan::WEIGHT_MAX;
use righthand_domain::roles::Permission;
use righthand_domain::rules::r01_a_project_ends as r01;
use righthand_domain::snapshot::When;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{area, name, order_of_ends};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Patch;
use crate::records::{Project, minutes};

/// Changes what is named; what is not named stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeProject {
    /// Key of the project.
    pub project: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub outcome: Patch<String>,
    #[serde(default)]
    pub end: Patch<When>,
    #[serde(default)]
    pub start: Patch<When>,
    /// Key of an area.
    #[serde(default)]
    pub area: Patch<String>,
    /// How much an hour of lateness counts beside other projects'; 1 where none is said.
    #[serde(default)]
    pub weight: Patch<f64>,
    #[serde(default)]
    pub budget_hours: Patch<f64>,
    /// The version seen; a newer one is a conflict.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeProject {
    const NAME: &'static str = "change_project";
    const SUMMARY: &'static str = "Change a project's name, outcome, end, start, area, weight or budget";
    const NEEDS: Permission = Permission::ChangeProjects;
    const REST: Rest = Rest(Method::Patch, "/projects/{project}");
    const PAGE: &'static str = "/projects/{project}/edit";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.project(&self.project)?;
        let after = self.changed(act, before.clone())?;
        let version = act.update(&before, &after, self.version)?;
        let what = if before.ends == after.ends { "changed" } else { "has a new end" };
        Ok(Said::about(format!("{} {what}", after.name), &after.key, version))
    }
}

impl ChangeProject {
    fn changed(&self, act: &mut Act<'_>, before: Project) -> Result<Project, Stop> {
        let name = self.name.as_deref().map_or(Ok(before.name.clone()), name)?;
        let ends = r01::judge(&name, self.end.or(before.ends), self.outcome.clone().or(before.outcome).as_deref())?;
        let starts = self.start.or(before.starts);
        order_of_ends(starts, ends.end)?;
        let area_id = match &self.area {
            Patch::Keep => before.area_id,
            Patch::Clear => None,
            Patch::Set(key) => Some(area(act, key)?.id),
        };
        let weight = self.weight.or(before.weight);
        if weight.is_some_and(|weight| !(weight > 0.0 && weight <= WEIGHT_MAX)) {
            return Err(Stop::invalid("/weight", format!("a weight is more than 0 and at most {WEIGHT_MAX}")));
        }
        let budget = self.budget_hours;
        if matches!(budget, Patch::Set(hours) if !(0.0..=100_000.0).contains(&hours)) {
            return Err(Stop::invalid("/budget_hours", "a budget is 0 to 100 000 hours"));
        }
        Ok(Project {
            name,
            outcome: Some(ends.outcome),
            ends: Some(ends.end),
            starts,
            area_id,
            weight,
            budget_minutes: budget.map(minutes).or(before.budget_minutes),
            ..before
        })
    }
}
