//! Holidays by region: taken over from a calendar, and observed by the business or by a person.

use jiff::ToSpan;
use jiff::civil::Date;
use righthand_domain::ids::{MemberId, ObservanceId, RegionId};
use righthand_domain::roles::Permission;
use righthand_domain::words::count;
use righthand_exchange::holidays;
use righthand_store::{Json, Sql, select_sql, sql};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::{Member, Observance, Region, RegionDay};
use crate::view::{NotSeen, View};

/// Years of a calendar that are kept, from last year on: plans do not reach further.
const YEARS_AHEAD: i64 = 5;
/// Regions of one business: more than a team has countries.
const REGIONS_MAX: usize = 60;

/// Takes over the holidays of a place from an iCalendar file. A region of the same name gets the days of this calendar.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeOverHolidays {
    /// Of the place, such as `Portugal` or `Bavaria`.
    pub name: String,
    /// The text of the file: events that have whole days are holidays.
    pub calendar: String,
}

impl Command for TakeOverHolidays {
    const NAME: &'static str = "take_over_holidays";
    const SUMMARY: &'static str = "Take over the holidays of a region from a calendar";
    const NEEDS: Permission = Permission::Settings;
    const REST: Rest = Rest(Method::Post, "/regions");
    const PAGE: &'static str = "/settings";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        const TAKEN_KEYS: &Sql =
            sql!("region.keys_like", "select key from region where business_id = $1 and key like $2");
        let name = crate::projects::name(&self.name)?;
        let today = act.today()?;
        let (from, through) = (today.saturating_sub(1.year()), today.saturating_add(YEARS_AHEAD.years()));
        let days = holidays::read(&self.calendar, from, through).map_err(|why| Stop::invalid("/calendar", why))?;
        let days: Vec<RegionDay> = days.into_iter().map(|(day, name)| RegionDay { day, name }).collect();
        let said = format!("Holidays of {name} taken over: {}", count(days.len(), "day", "days"));
        let all = act.select::<Region>(select_sql!(Region, "where business_id = $1 order by name, id"), &[])?;
        if let Some(before) = all.iter().find(|region| region.name.to_lowercase() == name.to_lowercase()) {
            let version = act.update(before, &Region { days: Json(days), ..before.clone() }, None)?;
            return Ok(Said::about(said, &before.key, version));
        }
        if all.len() >= REGIONS_MAX {
            return Err(Stop::invalid("/name", format!("there are {REGIONS_MAX} regions already; remove one first")));
        }
        let key = act.free_key(None, &name, "region", TAKEN_KEYS)?;
        let region = Region { id: act.new_id::<RegionId>(), key, name, days: Json(days), version: 1 };
        act.insert(&region)?;
        Ok(Said::about(said, &region.key, 1))
    }
}

/// Removes a region. Whoever has its holidays has the business's again.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveRegion {
    /// Key of the region.
    pub region: String,
}

impl Command for RemoveRegion {
    const NAME: &'static str = "remove_region";
    const SUMMARY: &'static str = "Remove a region with its holidays";
    const NEEDS: Permission = Permission::Settings;
    const REST: Rest = Rest(Method::Delete, "/regions/{region}");
    const PAGE: &'static str = "/settings";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let region = region(act, &self.region)?;
        for observance in observances(act)?.iter().filter(|observance| observance.region_id == region.id) {
            act.delete(observance)?;
        }
        act.delete(&region)?;
        Ok(Said::new(format!("Holidays of {} removed", region.name)))
    }
}

/// Says which region's holidays a member has in place of the business's; none for the business's own again.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetMemberRegion {
    /// Key of the member.
    pub member: String,
    /// Key of the region.
    #[serde(default)]
    pub region: Option<String>,
}

impl Command for SetMemberRegion {
    const NAME: &'static str = "set_member_region";
    const SUMMARY: &'static str = "Set by which region's holidays somebody is away";
    const NEEDS: Permission = Permission::SetHours;
    const REST: Rest = Rest(Method::Put, "/members/{member}/region");
    const PAGE: &'static str = "/team/{member}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let member = act.member(&self.member)?;
        act.reach_member(&member, Self::NEEDS)?;
        let name = observe(act, Some(member.id), self.region.as_deref())?;
        let whose = name.unwrap_or_else(|| "the business".to_owned());
        Ok(Said::about(format!("{} has the holidays of {whose}", member.name), &member.key, member.version))
    }
}

/// Says which region's holidays the business has, beside the closed days that are entered by hand.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetBusinessRegion {
    /// Key of the region; none for no region's.
    #[serde(default)]
    pub region: Option<String>,
}

impl Command for SetBusinessRegion {
    const NAME: &'static str = "set_business_region";
    const SUMMARY: &'static str = "Set which region's holidays the business has";
    const NEEDS: Permission = Permission::Settings;
    const REST: Rest = Rest(Method::Put, "/region");
    const PAGE: &'static str = "/settings";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let name = observe(act, None, self.region.as_deref())?;
        Ok(Said::new(match name {
            Some(name) => format!("The business has the holidays of {name}"),
            None => "The business has no region’s holidays".to_owned(),
        }))
    }
}

/// Makes it so, and answers the region's name.
fn observe(act: &mut Act<'_>, member_id: Option<MemberId>, key: Option<&str>) -> Result<Option<String>, Stop> {
    let region = key.filter(|key| !key.is_empty()).map(|key| region(act, key)).transpose()?;
    let before = observances(act)?.into_iter().find(|observance| observance.member_id == member_id);
    match (before, &region) {
        (None, Some(region)) => {
            let id = act.new_id::<ObservanceId>();
            act.insert(&Observance { id, region_id: region.id, member_id, version: 1 })?;
        }
        (Some(before), Some(region)) => {
            act.update(&before, &Observance { region_id: region.id, ..before.clone() }, None)?;
        }
        (Some(before), None) => act.delete(&before)?,
        (None, None) => {}
    }
    Ok(region.map(|region| region.name))
}

fn region(act: &mut Act<'_>, key: &str) -> Result<Region, Stop> {
    act.by_key(select_sql!(Region, "where business_id = $1 and key = $2"), key, "region")
}

fn observances(act: &mut Act<'_>) -> Result<Vec<Observance>, Stop> {
    act.select::<Observance>(select_sql!(Observance, "where business_id = $1 order by id"), &[])
}

/// A region as pages show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegionView {
    pub key: String,
    pub name: String,
    /// From today on, in order.
    pub coming: Vec<(Date, String)>,
    /// The last day that is known: after it the calendar has to be taken over again.
    pub known_until: Option<Date>,
    /// The business's own.
    pub of_business: bool,
    /// Names of those who have its holidays in place of the business's.
    pub people: Vec<String>,
}

/// Every region, by name.
pub fn regions(view: &mut View<'_>) -> Result<Vec<RegionView>, NotSeen> {
    let members = view.members()?;
    let all = view.tx.select::<Region>(select_sql!(Region, "where business_id = $1 order by name, id"), &[])?;
    let observed = view.tx.select::<Observance>(select_sql!(Observance, "where business_id = $1 order by id"), &[])?;
    let today = view.today;
    let name = |id: MemberId| members.iter().find(|member| member.id == id).map(|member: &Member| member.name.clone());
    Ok(all
        .into_iter()
        .map(|region| {
            let of_it = observed.iter().filter(|observance| observance.region_id == region.id);
            RegionView {
                of_business: of_it.clone().any(|observance| observance.member_id.is_none()),
                people: of_it.filter_map(|observance| name(observance.member_id?)).collect(),
                known_until: region.days.0.last().map(|last| last.day),
                coming: region
                    .days
                    .0
                    .into_iter()
                    .filter(|day| day.day >= today)
                    .map(|day| (day.day, day.name))
                    .collect(),
                key: region.key,
                name: region.name,
            }
        })
        .collect())
}

/// Key of the region that a member has, if they have one.
pub fn region_of(view: &mut View<'_>, member: MemberId) -> Result<Option<String>, NotSeen> {
    const KEY: &Sql = sql!(
        "region.of_member",
        "select region.key from observance join region on region.business_id = $1 and region.id = observance.region_id \
         where observance.business_id = $1 and observance.member_id = $2"
    );
    Ok(view.tx.one(KEY, &righthand_store::values![member], |row| row.get(0))?)
}
