//! Renames, shares and removes a view.

use righthand_domain::roles::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{own, said};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::SavedView;

/// Renames a view, or shares it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeView {
    /// Key of the view.
    pub view: String,
    #[serde(default)]
    pub name: Option<String>,
    /// For everybody; else for whoever keeps it.
    #[serde(default)]
    pub shared: Option<bool>,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeView {
    const NAME: &'static str = "change_view";
    const SUMMARY: &'static str = "Rename or share a saved view";
    const NEEDS: Permission = Permission::SaveViews;
    const REST: Rest = Rest(Method::Patch, "/views/{view}");
    const PAGE: &'static str = "/views";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = own(act, &self.view)?;
        let after = SavedView {
            name: self.name.as_deref().map_or(Ok(before.name.clone()), crate::projects::name)?,
            shared: self.shared.unwrap_or(before.shared),
            ..before.clone()
        };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(said(&after, "changed"), &after.key, version))
    }
}

/// Removes a view. What it showed stays.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveView {
    /// Key of the view.
    pub view: String,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for RemoveView {
    const NAME: &'static str = "remove_view";
    const SUMMARY: &'static str = "Remove a saved view";
    const NEEDS: Permission = Permission::SaveViews;
    const REST: Rest = Rest(Method::Delete, "/views/{view}");
    const PAGE: &'static str = "/views";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let view = own(act, &self.view)?;
        act.unchanged(&view, self.version)?;
        act.delete(&view)?;
        Ok(Said::new(said(&view, "removed")))
    }
}
