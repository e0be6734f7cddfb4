//! Areas: the major parts of the business, each with one accountable member (R16).

use righthand_domain::ids::AreaId;
use righthand_domain::roles::Permission;
use righthand_store::{Sql, sql};
use schemars::JsonSchema;
use serde::Deserialize;

use super::accountable;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::Area;

/// Makes an area.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateArea {
    pub name: String,
    /// Key of the member who is accountable for it.
    #[serde(default)]
    pub accountable: Option<String>,
    #[serde(default)]
    pub key: Option<String>,
}

impl Command for CreateArea {
    const NAME: &'static str = "create_area";
    const SUMMARY: &'static str = "Make an area with one accountable member";
    const NEEDS: Permission = Permission::Settings;
    const REST: Rest = Rest(Method::Post, "/areas");
    const PAGE: &'static str = "/settings";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        const TAKEN_KEYS: &Sql = sql!("area.keys_like", "select key from area where business_id = $1 and key like $2");
        const LAST: &Sql =
            sql!("area.last_position", "select coalesce(max(position), 0) from area where business_id = $1");
        let name = crate::projects::name(&self.name)?;
        let member = accountable(act, self.accountable.as_deref(), &format!("the area “{name}”"))?;
        let area = Area {
            id: act.new_id::<AreaId>(),
            key: act.free_key(self.key.as_deref(), &name, "area", TAKEN_KEYS)?,
            name,
            accountable_id: member.id,
            position: act.tx.one(LAST, &[], |row| row.get::<i64>(0))?.unwrap_or(0) + 1,
            version: 1,
        };
        act.insert(&area)?;
        Ok(Said::about(
            format!("{} made, with {} accountable", area.name, member.first_name()),
            &area.key,
            area.version,
        ))
    }
}

/// Changes an area's name or who is accountable.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeArea {
    /// Key of the area.
    pub area: String,
    #[serde(default)]
    pub name: Option<String>,
    /// Key of a member.
    #[serde(default)]
    pub accountable: Option<String>,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeArea {
    const NAME: &'static str = "change_area";
    const SUMMARY: &'static str = "Change an area's name or who is accountable for it";
    const NEEDS: Permission = Permission::Settings;
    const REST: Rest = Rest(Method::Patch, "/areas/{area}");
    const PAGE: &'static str = "/settings";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = crate::projects::area(act, &self.area)?;
        let name = self.name.as_deref().map_or(Ok(before.name.clone()), crate::projects::name)?;
        let accountable_id = match self.accountable.as_deref() {
            Some(key) => accountable(act, Some(key), &format!("the area “{name}”"))?.id,
            None => before.accountable_id,
        };
        let after = Area { name, accountable_id, ..before.clone() };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(format!("{} changed", after.name), &after.key, version))
    }
}
