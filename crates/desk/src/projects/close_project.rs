//! Closes a project, or opens it again. Closed, it leaves the plan; its tasks stay as they are.

use righthand_domain::roles::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use super::judge_manager;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::{Member, Project, State};

/// Closes a project.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseProject {
    /// Key of the project.
    pub project: String,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for CloseProject {
    const NAME: &'static str = "close_project";
    const SUMMARY: &'static str = "Close a project: its open work leaves the plan";
    const NEEDS: Permission = Permission::OpenProjects;
    const REST: Rest = Rest(Method::Put, "/projects/{project}/closure");
    const PAGE: &'static str = "/projects/{project}/edit";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.project(&self.project)?;
        let after = Project {
            state: State::Closed.as_str().into(),
            closed_at: before.closed_at.or(Some(act.now)),
            ..before.clone()
        };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(format!("{} closed", after.name), &after.key, version))
    }
}

/// Opens a closed project again.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenProject {
    /// Key of the project.
    pub project: String,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ReopenProject {
    const NAME: &'static str = "reopen_project";
    const SUMMARY: &'static str = "Open a closed project again";
    const NEEDS: Permission = Permission::OpenProjects;
    const REST: Rest = Rest(Method::Delete, "/projects/{project}/closure");
    const PAGE: &'static str = "/projects/{project}/edit";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.project(&self.project)?;
        let manager = before.manager_id.map(|id| act.tx.find::<Member>(id)).transpose()?.flatten();
        if let Some(manager) = manager.filter(|_| before.is(State::Closed)) {
            judge_manager(act, &manager, &before)?;
        }
        let after = Project { state: State::Open.as_str().into(), closed_at: None, ..before.clone() };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(format!("{} opened again", after.name), &after.key, version))
    }
}
