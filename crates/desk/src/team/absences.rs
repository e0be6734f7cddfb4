//! Time off: whole days on which somebody is not there.

use jiff::ToSpan;
use jiff::civil::Date;
use righthand_domain::ids::AbsenceId;
use righthand_domain::roles::Permission;
use righthand_store::select_sql;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Day;
use crate::records::{Absence, Member};

/// Enters time off.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddAbsence {
    /// Key of the member.
    pub member: String,
    /// First day away.
    pub from: Day,
    /// Last day away; the same day where absent.
    #[serde(default)]
    pub to: Option<Day>,
    /// Seen by the member, and by those who run the business.
    #[serde(default)]
    pub note: Option<String>,
    /// Nobody could foresee it, such as sickness; forecasts then reckon with more of the kind. Where absent, it is so if
    /// it begins less than two days after it is entered.
    #[serde(default)]
    pub unplanned: Option<bool>,
}

impl Command for AddAbsence {
    const NAME: &'static str = "add_absence";
    const SUMMARY: &'static str = "Enter time off";
    const NEEDS: Permission = Permission::TakeTimeOff;
    const REST: Rest = Rest(Method::Post, "/members/{member}/absences");
    const PAGE: &'static str = "/team/{member}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let member = act.member(&self.member)?;
        act.reach_member(&member, Self::NEEDS)?;
        let (first_day, last_day) = (self.from.0, self.to.unwrap_or(self.from).0);
        if last_day < first_day {
            return Err(Stop::invalid("/to", "it would end before it begins"));
        }
        let note = self.note.clone().filter(|note| !note.trim().is_empty());
        if note.as_ref().is_some_and(|note| note.chars().count() > crate::input::NAME_CHARS_MAX) {
            return Err(Stop::invalid("/note", "a note has at most 300 characters"));
        }
        let unplanned = self.unplanned.unwrap_or(is_sudden(first_day, act.today()?));
        let id = act.new_id::<AbsenceId>();
        let absence = Absence { id, member_id: member.id, first_day, last_day, note, unplanned, version: 1 };
        act.insert(&absence)?;
        let days =
            if first_day == last_day { format!("on {first_day}") } else { format!("from {first_day} to {last_day}") };
        let id = absence.id.to_string();
        Ok(Said::about(format!("{} is off {days}", member.first_name()), &id, absence.version))
    }
}

/// Days of notice from which on an absence is one that a plan has reckoned with: the days within which R20 lets nothing
/// move silently.
const NOTICE_DAYS: i64 = 2;

/// It begins too soon after `today` for anybody to have planned with it.
fn is_sudden(first_day: Date, today: Date) -> bool {
    first_day < today.saturating_add(NOTICE_DAYS.days())
}

/// Takes time off back.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveAbsence {
    /// Id of the absence, as adding it or the member's page gives it.
    pub absence: String,
}

impl Command for RemoveAbsence {
    const NAME: &'static str = "remove_absence";
    const SUMMARY: &'static str = "Take time off back";
    const NEEDS: Permission = Permission::TakeTimeOff;
    const REST: Rest = Rest(Method::Delete, "/absences/{absence}");
    const PAGE: &'static str = "/team/{member}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let absence: Absence =
            act.by_key(select_sql!(Absence, "where business_id = $1 and id = $2"), &self.absence, "absence")?;
        let member = act.tx.find::<Member>(absence.member_id)?.ok_or_else(|| Stop::NotFound("that member".into()))?;
        act.reach_member(&member, Self::NEEDS)?;
        act.delete(&absence)?;
        Ok(Said::new(format!("{} is not off from {}", member.first_name(), absence.first_day)))
    }
}
