//! Drafts: boards that have come in without end and outcome. They wait in the inbox until they have both (R1).

use righthand_domain::roles::Permission;
use righthand_domain::rules::r01_a_project_ends as r01;
use righthand_domain::snapshot::When;
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{judge_manager, name, order_of_ends};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::{Project, State};

/// Makes a draft a project.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenDraft {
    /// Key of the draft.
    pub draft: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub outcome: Option<String>,
    #[serde(default)]
    pub end: Option<When>,
    #[serde(default)]
    pub start: Option<When>,
    /// Key of a member; the owner where absent.
    #[serde(default)]
    pub manager: Option<String>,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for OpenDraft {
    const NAME: &'static str = "open_draft";
    const SUMMARY: &'static str = "Make a draft a project, with its end date, outcome and manager";
    const NEEDS: Permission = Permission::OpenProjects;
    const REST: Rest = Rest(Method::Put, "/drafts/{draft}/project");
    const PAGE: &'static str = "/drafts/{draft}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = draft(act, &self.draft)?;
        let name = self.name.as_deref().map_or(Ok(before.name.clone()), name)?;
        let r01::Ends { end, outcome } = r01::judge(&name, self.end, self.outcome.as_deref())?;
        order_of_ends(self.start, end)?;
        let manager = match &self.manager {
            Some(key) => act.member(key)?,
            None => act.owner()?,
        };
        let after = Project {
            name,
            state: State::Open.as_str().into(),
            outcome: Some(outcome),
            ends: Some(end),
            starts: self.start,
            manager_id: Some(manager.id),
            ..before.clone()
        };
        judge_manager(act, &manager, &after)?;
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(format!("{} opened", after.name), &after.key, version))
    }
}

/// Puts a draft away. Its tasks stay in the history and come back by undo.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiscardDraft {
    /// Key of the draft.
    pub draft: String,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for DiscardDraft {
    const NAME: &'static str = "discard_draft";
    const SUMMARY: &'static str = "Put a draft away";
    const NEEDS: Permission = Permission::OpenProjects;
    const REST: Rest = Rest(Method::Delete, "/drafts/{draft}");
    const PAGE: &'static str = "/drafts/{draft}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = draft(act, &self.draft)?;
        act.unchanged(&before, self.version)?;
        crate::tasks::remove_all(act, before.id)?;
        act.delete(&before)?;
        Ok(Said::new(format!("{} put away", before.name)))
    }
}

/// The draft of that key.
fn draft(act: &mut Act<'_>, key: &str) -> Result<Project, Stop> {
    let drafts = select_sql!(Project, "where business_id = $1 and key = $2 and state = 'draft'");
    let found = act.select::<Project>(drafts, &values![key])?;
    found.into_iter().next().ok_or_else(|| Stop::NotFound(format!("draft “{key}”")))
}
