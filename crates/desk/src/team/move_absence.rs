//! Moves time off to another time, for as many days.

use righthand_domain::roles::Permission;
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Day;
use crate::records::Absence;

/// Moves time off to another time, for as many days.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveAbsence {
    /// Key of the member.
    pub member: String,
    /// The first day of the time off as it is.
    pub from: Day,
    /// The first day that it is to have.
    pub new_from: Day,
}

impl Command for MoveAbsence {
    const NAME: &'static str = "move_absence";
    const SUMMARY: &'static str = "Move time off to another time";
    const NEEDS: Permission = Permission::TakeTimeOff;
    const REST: Rest = Rest(Method::Post, "/members/{member}/absences/{from}/move");
    const PAGE: &'static str = "/form/move_absence";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let member = act.member(&self.member)?;
        act.reach_member(&member, Self::NEEDS)?;
        let of_member =
            select_sql!(Absence, "where business_id = $1 and member_id = $2 and first_day = $3 order by id");
        let found = act.select::<Absence>(of_member, &values![member.id, self.from.0])?;
        let before =
            found.into_iter().next().ok_or_else(|| Stop::NotFound(format!("time off from {}", self.from.0)))?;
        let too_far = || Stop::invalid("/new_from", "no calendar goes that far");
        let length = before.first_day.until(before.last_day).map_err(|_| too_far())?;
        let last_day = self.new_from.0.checked_add(length).map_err(|_| too_far())?;
        let after = Absence { first_day: self.new_from.0, last_day, ..before.clone() };
        let version = act.update(&before, &after, None)?;
        let id = before.id.to_string();
        Ok(Said::about(format!("{} is off from {} to {last_day}", member.first_name(), self.new_from.0), &id, version))
    }
}
