//! When somebody works: their own week, in their own zone.

use righthand_domain::roles::Permission;
use righthand_store::Json;
use schemars::JsonSchema;
use serde::Deserialize;

use super::zone;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Patch, Week};
use crate::records::{Member, minutes};

/// Hours from 09:00 on five days end at midnight (contracts, working time).
pub(crate) const HOURS_PER_WEEK_MAX: f64 = 75.0;

/// Sets hours a week, or the windows of each weekday, and the zone in which they are meant.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetHours {
    /// Key of the member.
    pub member: String,
    /// Spread over Monday to Friday from 09:00 where there is no week of windows.
    #[serde(default)]
    pub hours_per_week: Patch<f64>,
    /// Windows by weekday; null goes back to hours a week.
    #[serde(default)]
    pub working_week: Patch<Week>,
    /// Such as `Europe/Lisbon`; null for the business's.
    #[serde(default)]
    pub time_zone: Patch<String>,
    /// The hours lie anywhere in the week; pages show no clock times.
    #[serde(default)]
    pub flexible: Option<bool>,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for SetHours {
    const NAME: &'static str = "set_hours";
    const SUMMARY: &'static str = "Set when somebody works: hours a week or a week of windows, and the zone";
    const NEEDS: Permission = Permission::SetHours;
    const REST: Rest = Rest(Method::Put, "/members/{member}/hours");
    const PAGE: &'static str = "/team/{member}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.member(&self.member)?;
        act.reach_member(&before, Self::NEEDS)?;
        let minutes_per_week = match self.hours_per_week {
            Patch::Keep => before.minutes_per_week,
            Patch::Clear => None,
            Patch::Set(hours) => Some(weekly_minutes(hours)?),
        };
        let time_zone = match &self.time_zone {
            Patch::Keep => before.time_zone.clone(),
            Patch::Clear => None,
            Patch::Set(name) if name.trim().is_empty() => None,
            Patch::Set(name) => Some(zone(name, "/time_zone")?),
        };
        let after = Member {
            minutes_per_week,
            working_week: self.working_week.clone().map(Json).or(before.working_week.clone()),
            time_zone,
            flexible: self.flexible.unwrap_or(before.flexible),
            ..before.clone()
        };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(format!("Hours of {} set", after.name), &after.key, version))
    }
}

/// Minutes of hours a week, or the fault.
pub(crate) fn weekly_minutes(hours: f64) -> Result<i64, Stop> {
    if (0.0..=HOURS_PER_WEEK_MAX).contains(&hours) {
        Ok(minutes(hours))
    } else {
        Err(Stop::invalid(
            "/hours_per_week",
            format!("hours a week are 0 to {HOURS_PER_WEEK_MAX}; for more, say when by weekday"),
        ))
    }
}
