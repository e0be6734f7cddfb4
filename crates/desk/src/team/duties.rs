//! Duties: anything that takes somebody's hours, once or regularly.

use righthand_domain::ids::DutyId;
use righthand_domain::kind::Kind;
use righthand_domain::roles::Permission;
use righthand_store::{Sql, sql};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::WEEK_HOURS;
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
        let name = crate::projects::name(&self.name)?;
        let minutes_per_week = minutes_a_week(self.hours_per_week)?;
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
            kind: self.kind,
            minutes_per_week,
            area_id: area.map(|area| area.id),
            member_id: Some(member.id),
            skill: self.skill.clone().filter(|skill| !skill.trim().is_empty()),
            ..last(act, self.key.as_deref(), name)?
        };
        act.insert(&duty)?;
        Ok(Said::about(format!("{} is a duty of {}", duty.name, member.first_name()), &duty.key, duty.version))
    }
}

/// A duty of that name below all others, of which nothing else is said yet.
pub(crate) fn last(act: &mut Act<'_>, key: Option<&str>, name: String) -> Result<Duty, Stop> {
    const TAKEN_KEYS: &Sql = sql!("duty.keys_like", "select key from duty where business_id = $1 and key like $2");
    const LAST: &Sql = sql!("duty.last_position", "select coalesce(max(position), 0) from duty where business_id = $1");
    Ok(Duty {
        id: act.new_id::<DutyId>(),
        key: act.free_key(key, &name, "duty", TAKEN_KEYS)?,
        name,
        kind: Kind::default(),
        minutes_per_week: 0,
        area_id: None,
        project_id: None,
        member_id: None,
        skill: None,
        energy: None,
        owner_has_skill: None,
        hand_over: None,
        owner_has_time: None,
        position: act.tx.one(LAST, &[], |row| row.get::<i64>(0))?.unwrap_or(0) + 1,
        version: 1,
    })
}

/// The minutes of so many hours a week.
pub(crate) fn minutes_a_week(hours: f64) -> Result<i64, Stop> {
    if (0.0..=WEEK_HOURS).contains(&hours) {
        Ok(minutes(hours))
    } else {
        Err(Stop::invalid("/hours_per_week", format!("a week has {WEEK_HOURS} hours")))
    }
}
