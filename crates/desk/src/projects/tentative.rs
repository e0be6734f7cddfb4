//! Tentative projects: nobody has promised them yet, so they take nobody's hours until somebody does.

use righthand_domain::roles::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::{Project, State};

/// Makes a project tentative: its work leaves the plan until it is promised.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeTentative {
    /// Key of the project.
    pub project: String,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for MakeTentative {
    const NAME: &'static str = "make_tentative";
    const SUMMARY: &'static str = "Make a project tentative: it takes nobody's hours until it is promised";
    const NEEDS: Permission = Permission::OpenProjects;
    const REST: Rest = Rest(Method::Put, "/projects/{project}/tentative");
    const PAGE: &'static str = "/projects/{project}/edit";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.project(&self.project)?;
        if !before.is(State::Open) {
            return Err(Stop::invalid("/project", "a closed project is not planned anyway; open it again first"));
        }
        let tentative_since = before.tentative_since.or(Some(act.now));
        let after = Project { tentative_since, ..before.clone() };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(format!("{} is tentative", after.name), &after.key, version))
    }
}

/// Promises a tentative project: from now on it is planned with everything else.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PromiseProject {
    /// Key of the project.
    pub project: String,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for PromiseProject {
    const NAME: &'static str = "promise_project";
    const SUMMARY: &'static str = "Promise a tentative project: from now on it takes hours";
    const NEEDS: Permission = Permission::OpenProjects;
    const REST: Rest = Rest(Method::Delete, "/projects/{project}/tentative");
    const PAGE: &'static str = "/projects/{project}/edit";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.project(&self.project)?;
        let after = Project { tentative_since: None, ..before.clone() };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(format!("{} is promised", after.name), &after.key, version))
    }
}
