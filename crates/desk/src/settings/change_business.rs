//! Changes the business's name, zone, currency and working week.

use righthand_domain::roles::Permission;
use righthand_store::Json;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Patch, Week};
use crate::records::Business;
use crate::team::zone;

/// Changes what is named; what is not named stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeBusiness {
    #[serde(default)]
    pub name: Option<String>,
    /// Such as `Europe/Lisbon`.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// Three letters, such as EUR.
    #[serde(default)]
    pub currency: Patch<String>,
    /// For whoever has no week of their own; null for Monday to Friday, 09:00-17:00.
    #[serde(default)]
    pub working_week: Patch<Week>,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeBusiness {
    const NAME: &'static str = "change_business";
    const SUMMARY: &'static str = "Change the business's name, zone, currency or working week";
    const NEEDS: Permission = Permission::Settings;
    const REST: Rest = Rest(Method::Patch, "");
    const PAGE: &'static str = "/settings";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.business()?;
        let currency = match &self.currency {
            Patch::Keep => before.currency.clone(),
            Patch::Clear => None,
            Patch::Set(code) => currency(code)?,
        };
        let after = Business {
            name: self.name.as_deref().map_or(Ok(before.name.clone()), crate::projects::name)?,
            time_zone: self
                .time_zone
                .as_deref()
                .map_or(Ok(before.time_zone.clone()), |name| zone(name, "/time_zone"))?,
            currency,
            working_week: self.working_week.clone().map(Json).or(before.working_week.clone()),
            ..before.clone()
        };
        let version = act.update(&before, &after, self.version)?;
        crate::sign_in::rename_business(act.tx.identity(), after.id, &after.name)?;
        Ok(Said::about("Settings of the business changed", &after.key, version))
    }
}

/// A currency as ISO 4217 writes it; `None` for an empty one.
pub(crate) fn currency(code: &str) -> Result<Option<String>, Stop> {
    let code = code.trim().to_uppercase();
    if code.is_empty() {
        return Ok(None);
    }
    let good = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if good { Ok(Some(code)) } else { Err(Stop::invalid("/currency", "a currency has three letters, such as EUR")) }
}
