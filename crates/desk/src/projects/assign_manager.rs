//! Gives a project its manager (R2, R16).

use righthand_domain::roles::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use super::judge_manager;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::Project;

/// Gives a project its manager.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignManager {
    /// Key of the project.
    pub project: String,
    /// Key of a project manager, the online business manager or the owner.
    pub manager: String,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for AssignManager {
    const NAME: &'static str = "assign_manager";
    const SUMMARY: &'static str = "Give a project its manager";
    const NEEDS: Permission = Permission::OpenProjects;
    const REST: Rest = Rest(Method::Put, "/projects/{project}/manager");
    const PAGE: &'static str = "/projects/{project}/edit";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.project(&self.project)?;
        let manager = act.member(&self.manager)?;
        judge_manager(act, &manager, &before)?;
        let after = Project { manager_id: Some(manager.id), ..before.clone() };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(format!("{} is managed by {}", after.name, manager.first_name()), &after.key, version))
    }
}
