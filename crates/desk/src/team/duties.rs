//! Duties: anything that takes somebody's hours, once or regularly.

use righthand_domain::ids::DutyId;
use righthand_domain::kind::Kind;
use righthand_domain::roles::Permission;
use righthand_store::{Sql, sql};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::{Duty, minutes};

/// Makes a duty of an area: work without an end that is no project (R1).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDuty {
    pub name: String,
    #[serde(default)]
    pub kind: Kind,
    pub hours_per_week: f64,
    /// Key of an area.
    #[serde(default)]
    pub area: Option<String>,
    /// Key of the member who has it; the owner where absent.
    #[serde(default)]
    pub who: Option<String>,
    #[serde(default)]
    pub skill: Option<String>,
    #[serde(default)]
    pub key: Option<String>,
}

impl Command for CreateDuty {
    const NAME: &'static str = "create_duty";
    const SUMMARY: &'static str = "Make a duty: work without an end that takes hours each week";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Post, "/duties");
    const PAGE: &'static str = "/duties/new";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        const TAKEN_KEYS: &Sql = sql!("duty.keys_like", "select key from duty where business_id = $1 and key like $2");
        const LAST: &Sql =
            sql!("duty.last_position", "select coalesce(max(position), 0) from duty where business_id = $1");
        let name = crate::projects::name(&self.name)?;
        if !(0.0..=168.0).contains(&self.hours_per_week) {
            return Err(Stop::invalid("/hours_per_week", "a week has 168 hours"));
        }
        let area = self
            .area
            .as_deref()
            .filter(|key| !key.is_empty())
            .map(|key| crate::projects::area(act, key))
            .transpose()?;
        let member = match self.who.as_deref().filter(|key| !key.is_empty()) {
            Some(key) => act.member(key)?,
            None => act.owner()?,
        };
        let duty = Duty {
            id: act.new_id::<DutyId>(),
            key: act.free_key(self.key.as_deref(), &name, "duty", TAKEN_KEYS)?,
            name,
            kind: self.kind,
            minutes_per_week: minutes(self.hours_per_week),
            area_id: area.map(|area| area.id),
            project_id: None,
            member_id: Some(member.id),
            skill: self.skill.clone().filter(|skill| !skill.trim().is_empty()),
            energy: None,
            owner_has_skill: None,
            hand_over: None,
            owner_has_time: None,
            position: act.tx.one(LAST, &[], |row| row.get::<i64>(0))?.unwrap_or(0) + 1,
            version: 1,
        };
        act.insert(&duty)?;
        Ok(Said::about(format!("{} is a duty of {}", duty.name, member.first_name()), &duty.key, duty.version))
    }
}
