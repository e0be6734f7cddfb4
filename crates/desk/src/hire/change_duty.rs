//! Changes a duty, what the owner feels about it too, or takes it out of the inventory.

use righthand_domain::kind::Kind;
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::snapshot::Energy;
use righthand_store::select_sql;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::{Act, role_refusal};
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Patch;
use crate::records::Duty;
use crate::team::duties::minutes_a_week;

/// Changes what is named of a duty; what is not named stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeDuty {
    /// Key of the duty.
    pub duty: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub kind: Option<Kind>,
    #[serde(default)]
    pub hours_per_week: Option<f64>,
    /// Key of an area.
    #[serde(default)]
    pub area: Patch<String>,
    /// Key of a project, with which the duty ends.
    #[serde(default)]
    pub project: Patch<String>,
    /// Key of the member who has it.
    #[serde(default)]
    pub who: Patch<String>,
    #[serde(default)]
    pub skill: Patch<String>,
    /// How the owner feels about it: for the owner alone to say (R17).
    #[serde(default)]
    pub energy: Patch<Energy>,
    /// The owner could show how it is done.
    #[serde(default)]
    pub owner_has_skill: Patch<bool>,
    /// The owner would hand it over.
    #[serde(default)]
    pub hand_over: Patch<bool>,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeDuty {
    const NAME: &'static str = "change_duty";
    const SUMMARY: &'static str = "Change a duty: its hours, who has it, how it feels, whether it would be handed over";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Patch, "/duties/{duty}");
    const PAGE: &'static str = "/form/change_duty";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let private = !(self.energy.is_keep() && self.owner_has_skill.is_keep() && self.hand_over.is_keep());
        if private && act.me.role.may(Permission::SeeRates) != Grant::Yes {
            let why = "what the owner feels about work is the owner's to say";
            return Err(Stop::Refused(role_refusal(Permission::SeeRates, Some(why))));
        }
        let before = duty(act, &self.duty)?;
        let minutes_per_week = self.hours_per_week.map_or(Ok(before.minutes_per_week), minutes_a_week)?;
        let area_id = match named(&self.area) {
            Patch::Set(key) => Some(crate::projects::area(act, &key)?.id),
            Patch::Clear => None,
            Patch::Keep => before.area_id,
        };
        let project_id = match named(&self.project) {
            Patch::Set(key) => Some(act.project(&key)?.id),
            Patch::Clear => None,
            Patch::Keep => before.project_id,
        };
        let member_id = match named(&self.who) {
            Patch::Set(key) => Some(act.member(&key)?.id),
            Patch::Clear => None,
            Patch::Keep => before.member_id,
        };
        let after = Duty {
            name: self.name.as_deref().map_or(Ok(before.name.clone()), crate::projects::name)?,
            kind: self.kind.unwrap_or(before.kind),
            minutes_per_week,
            area_id,
            project_id,
            member_id,
            skill: named(&self.skill).or(before.skill.clone()),
            energy: self.energy.or(before.energy),
            owner_has_skill: self.owner_has_skill.or(before.owner_has_skill),
            hand_over: self.hand_over.or(before.hand_over),
            ..before.clone()
        };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(format!("{} changed", after.name), &after.key, version))
    }
}

/// Takes a duty out of the inventory.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveDuty {
    /// Key of the duty.
    pub duty: String,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for RemoveDuty {
    const NAME: &'static str = "remove_duty";
    const SUMMARY: &'static str = "Take a duty out of the inventory";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Delete, "/duties/{duty}");
    const PAGE: &'static str = "/form/remove_duty";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let duty = duty(act, &self.duty)?;
        act.unchanged(&duty, self.version)?;
        act.delete(&duty)?;
        Ok(Said::new(format!("{} is no duty any more", duty.name)))
    }
}

fn duty(act: &mut Act<'_>, key: &str) -> Result<Duty, Stop> {
    act.by_key(select_sql!(Duty, "where business_id = $1 and key = $2"), key, "duty")
}

/// A field of a form that is left empty clears.
fn named(patch: &Patch<String>) -> Patch<String> {
    match patch {
        Patch::Set(text) if text.trim().is_empty() => Patch::Clear,
        other => other.clone(),
    }
}
