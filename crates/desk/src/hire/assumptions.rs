//! What the owner takes for granted otherwise than the house, and their own scenarios: kept with the business.

use righthand_advisor::{Assumptions, HiredRole, Wanted};
use righthand_domain::ids::{AssumptionId, StaffingId};
use righthand_domain::roles::Permission;
use righthand_domain::words::decimal;
use righthand_store::{Error, Json, Tx, select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::contacts::line;
use crate::input::NAME_CHARS_MAX;
use crate::records::{Assumption, Staffing, StaffingPlace};

/// Scenarios of the owner's own: each is planned and forecast like the others.
pub(crate) const STAFFINGS_MAX: usize = 6;
/// People of one scenario.
pub(crate) const PLACES_MAX: usize = 4;

/// What is kept of a business: its assumptions, and its own scenarios.
pub(crate) fn kept(tx: &mut Tx) -> Result<(Assumptions, Vec<Vec<Wanted>>), Error> {
    let mut assumptions = Assumptions::default();
    for (name, value) in changed(tx)? {
        assumptions.set(&name, value);
    }
    let own = staffings(tx)?.iter().map(|staffing| staffing.places.0.iter().filter_map(wanted).collect()).collect();
    Ok((assumptions, own))
}

/// Name and value of what was changed.
pub(crate) fn changed(tx: &mut Tx) -> Result<Vec<(String, f64)>, Error> {
    let all = tx.select::<Assumption>(select_sql!(Assumption, "where business_id = $1 order by name"), &[])?;
    Ok(all.into_iter().map(|of| (of.name, of.value)).collect())
}

/// The owner's own scenarios in order.
pub(crate) fn staffings(tx: &mut Tx) -> Result<Vec<Staffing>, Error> {
    tx.select::<Staffing>(select_sql!(Staffing, "where business_id = $1 order by position, id"), &[])
}

pub(crate) fn wanted(place: &StaffingPlace) -> Option<Wanted> {
    let role = HiredRole::parse(&place.role)?;
    Some(Wanted { hours: place.hours_per_week, ..Wanted::role(role, place.skill.clone(), place.months) })
}

/// Who would be hired, in words.
pub(crate) fn says(places: &[StaffingPlace]) -> String {
    let one = |place: &StaffingPlace| {
        let title = HiredRole::parse(&place.role).map_or_else(|| place.role.clone(), |role| role.title().to_owned());
        let skill = place.skill.as_ref().map(|skill| format!(" for {skill}")).unwrap_or_default();
        let hours = place.hours_per_week.map(|hours| format!(", {} hours a week", decimal(hours))).unwrap_or_default();
        let months = place.months.map(|months| format!(", {months} months")).unwrap_or_default();
        format!("{title}{skill}{hours}{months}")
    };
    places.iter().map(one).collect::<Vec<_>>().join(" and ")
}

/// Changes what the advisor takes for granted; an empty value goes back to the house's.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetAssumptions {
    pub assumptions: Vec<AssumptionInput>,
}

/// A number by its name, as the advice names it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssumptionInput {
    /// Such as `virtual_assistant.hourly`.
    pub assumption: String,
    /// The house's where absent.
    #[serde(default)]
    pub value: Option<f64>,
}

impl Command for SetAssumptions {
    const NAME: &'static str = "set_assumptions";
    const SUMMARY: &'static str = "Change what the advisor takes for granted, or go back to what the house does";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Put, "/assumptions");
    const PAGE: &'static str = "/hire/answer";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let usual = Assumptions::default().all();
        let kept =
            act.select::<Assumption>(select_sql!(Assumption, "where business_id = $1 order by name, id"), &[])?;
        let mut changed = 0_usize;
        for (at, input) in self.assumptions.iter().enumerate() {
            let house = usual.iter().find(|of| of.key == input.assumption);
            let Some(house) = house else {
                return Err(Stop::invalid(
                    format!("/assumptions/{at}/assumption"),
                    format!("no assumption “{}”", input.assumption),
                ));
            };
            // What stands in the form as it was is no change, however it was rounded for showing.
            let value = input.value.filter(|value| (value - house.value).abs() >= 0.005);
            if let Some(value) = value
                && !(house.low..=house.high).contains(&value)
            {
                let why = format!("between {} and {}", decimal(house.low), decimal(house.high));
                return Err(Stop::invalid(format!("/assumptions/{at}/value"), why));
            }
            let before = kept.iter().find(|of| of.name == input.assumption);
            match (before, value) {
                (Some(before), Some(value)) if (before.value - value).abs() >= 0.005 => {
                    act.update(before, &Assumption { value, ..before.clone() }, None)?;
                    changed += 1;
                }
                (Some(before), None) => {
                    act.delete(before)?;
                    changed += 1;
                }
                (None, Some(value)) => {
                    let id = act.new_id::<AssumptionId>();
                    act.insert(&Assumption { id, name: input.assumption.clone(), value, version: 1 })?;
                    changed += 1;
                }
                _ => {}
            }
        }
        Ok(Said::new(match changed {
            0 => "What the advisor takes for granted is as it was".to_owned(),
            n => format!("The advisor takes {} otherwise", righthand_domain::words::count(n, "number", "numbers")),
        }))
    }
}

/// Adds a scenario of one's own, tried beside those that are always tried.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddScenario {
    /// Who would be hired together; lines without a role are left out.
    pub places: Vec<PlaceInput>,
}

/// Somebody of a scenario.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceInput {
    #[serde(default)]
    pub role: Option<HiredRole>,
    /// Of a specialist.
    #[serde(default)]
    pub skill: Option<String>,
    /// Months of a fixed term; ongoing where absent.
    #[serde(default)]
    pub months: Option<i64>,
    /// As many as what they take needs, where absent.
    #[serde(default)]
    pub hours_per_week: Option<f64>,
}

impl Command for AddScenario {
    const NAME: &'static str = "add_scenario";
    const SUMMARY: &'static str = "Add a staffing of one's own for the advisor to try";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Post, "/scenarios");
    const PAGE: &'static str = "/hire/answer";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let mut places = Vec::new();
        for (at, place) in self.places.iter().enumerate() {
            let Some(role) = place.role else { continue };
            let skill = line(&format!("/places/{at}/skill"), place.skill.as_deref(), NAME_CHARS_MAX)?;
            if role == HiredRole::Specialist && skill.is_none() {
                return Err(Stop::invalid(format!("/places/{at}/skill"), "which skill does the specialist bring?"));
            }
            let months = place.months.map(u32::try_from).transpose().ok().flatten();
            if let Some(hours) = place.hours_per_week {
                crate::team::weekly_minutes(hours)?;
            }
            places.push(StaffingPlace {
                role: role.as_str().to_owned(),
                skill: skill.filter(|_| role == HiredRole::Specialist),
                months,
                hours_per_week: place.hours_per_week,
            });
        }
        if places.is_empty() || places.len() > PLACES_MAX {
            return Err(Stop::invalid("/places", format!("choose one to {PLACES_MAX} people to hire together")));
        }
        let there = staffings(act.tx)?;
        if there.len() >= STAFFINGS_MAX {
            return Err(Stop::invalid(
                "/places",
                format!("at most {STAFFINGS_MAX} scenarios of your own: take one out first"),
            ));
        }
        if there.iter().any(|other| other.places.0 == places) {
            return Err(Stop::invalid("/places", "this one is tried already"));
        }
        let position = there.last().map_or(0, |last| last.position) + 1;
        let id = act.new_id::<StaffingId>();
        act.insert(&Staffing { id, places: Json(places), position, version: 1 })?;
        Ok(Said { key: Some(id.to_string()), ..Said::new("The advisor tries a scenario of your own") })
    }
}

/// Takes a scenario of one's own out again.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveScenario {
    /// As the list of scenarios names it.
    pub scenario: String,
}

impl Command for RemoveScenario {
    const NAME: &'static str = "remove_scenario";
    const SUMMARY: &'static str = "Take a staffing of one's own out again";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Delete, "/scenarios/{scenario}");
    const PAGE: &'static str = "/hire/answer";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let select = select_sql!(Staffing, "where business_id = $1 and id = $2");
        let found = act.select::<Staffing>(select, &values![self.scenario.clone()])?.into_iter().next();
        let found = found.ok_or_else(|| Stop::NotFound("scenario of your own".into()))?;
        act.delete(&found)?;
        Ok(Said::new("A scenario of your own is tried no more"))
    }
}
