//! Who sees rates beside the owner: whom the owner names (R17).

use righthand_domain::ids::RateViewerId;
use righthand_domain::roles::{Permission, Role};
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::{Member, RateViewer};

/// Names somebody who sees the rates and terms of everybody.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShowRates {
    /// Key of the member.
    pub member: String,
}

impl Command for ShowRates {
    const NAME: &'static str = "show_rates";
    const SUMMARY: &'static str = "Let somebody see the rates and terms of everybody";
    const NEEDS: Permission = Permission::ManageTeam;
    const REST: Rest = Rest(Method::Put, "/members/{member}/rate-sight");
    const PAGE: &'static str = "/team/{member}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let member = act.member(&self.member)?;
        match member.role {
            Role::Owner => return Err(Stop::invalid("/member", "the owner sees them anyhow")),
            Role::Guest => return Err(Stop::invalid("/member", "a guest sees the one thing shared with them")),
            _ => {}
        }
        if named(act, &member)?.is_none() {
            let id = act.new_id::<RateViewerId>();
            act.insert(&RateViewer { id, member_id: member.id, version: 1 })?;
        }
        Ok(Said::about(format!("{} sees rates", member.name), &member.key, member.version))
    }
}

/// Takes back that somebody sees the rates of others. Their own they always see.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HideRates {
    /// Key of the member.
    pub member: String,
}

impl Command for HideRates {
    const NAME: &'static str = "hide_rates";
    const SUMMARY: &'static str = "Take back that somebody sees the rates of others";
    const NEEDS: Permission = Permission::ManageTeam;
    const REST: Rest = Rest(Method::Delete, "/members/{member}/rate-sight");
    const PAGE: &'static str = "/team/{member}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let member = act.member(&self.member)?;
        if let Some(viewer) = named(act, &member)? {
            act.delete(&viewer)?;
        }
        Ok(Said::about(format!("{} sees no rates of others", member.name), &member.key, member.version))
    }
}

fn named(act: &mut Act<'_>, member: &Member) -> Result<Option<RateViewer>, Stop> {
    let select = select_sql!(RateViewer, "where business_id = $1 and member_id = $2");
    Ok(act.select::<RateViewer>(select, &values![member.id])?.into_iter().next())
}
