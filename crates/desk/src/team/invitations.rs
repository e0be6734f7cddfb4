//! Invitations that wait: who is asked, until when, and taking one back.

use jiff::Timestamp;
use righthand_domain::roles::{Permission, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::sign_in;
use crate::view::{NotSeen, View};

/// An invitation that waits to be taken up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waiting {
    /// By which it is taken back.
    pub id: String,
    /// Key and name of who is to take the place up.
    pub member: String,
    pub name: String,
    pub email: Option<String>,
    pub role: Role,
    pub made: Option<Timestamp>,
    pub ends: Timestamp,
}

/// Every invitation that waits, for whoever manages the team.
pub fn waiting(view: &mut View<'_>) -> Result<Vec<Waiting>, NotSeen> {
    view.need(Permission::ManageTeam)?;
    let members = view.members()?;
    let (business, now) = (view.tx.business(), view.now);
    let waiting = sign_in::waiting(view.tx.identity(), business, now)?;
    // A place that was taken back by an undo is nobody's to take up.
    let of = |waiting: sign_in::Waiting| {
        let member = members.iter().find(|member| member.id == waiting.member && member.user_id.is_none())?;
        Some(Waiting {
            id: waiting.handle,
            member: member.key.clone(),
            name: member.name.clone(),
            email: member.email.clone(),
            role: member.role,
            made: waiting.made,
            ends: waiting.ends,
        })
    };
    Ok(waiting.into_iter().filter_map(of).collect())
}

/// Takes an invitation back: its link opens nothing any more. The person stays in the team.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndInvitation {
    /// As the list of invitations names it.
    pub invitation: String,
}

impl Command for EndInvitation {
    const NAME: &'static str = "end_invitation";
    const SUMMARY: &'static str = "Take back an invitation that waits";
    const NEEDS: Permission = Permission::ManageTeam;
    const REST: Rest = Rest(Method::Delete, "/invitations/{invitation}");
    const PAGE: &'static str = "/team/invite";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (business, now) = (act.tx.business(), act.now);
        if sign_in::end_invitation(act.tx.identity(), business, &self.invitation, now)? {
            return Ok(Said::new("The invitation is taken back: its link opens nothing any more"));
        }
        Err(Stop::NotFound(format!("invitation “{}”", self.invitation)))
    }
}
