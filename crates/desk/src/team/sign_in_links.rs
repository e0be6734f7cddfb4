//! A link with which a member signs in once, handed over by the owner.

use righthand_domain::refusal::{Refusal, Rule};
use righthand_domain::roles::Permission;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::sign_in;

/// Makes a link for a member. It works once, for three days, and is told only here.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeSignInLink {
    /// Key of the member.
    pub member: String,
}

impl Command for MakeSignInLink {
    const NAME: &'static str = "make_sign_in_link";
    const SUMMARY: &'static str = "Make a link with which a member signs in once";
    const NEEDS: Permission = Permission::ManageTeam;
    const REST: Rest = Rest(Method::Post, "/members/{member}/sign-in-links");
    const PAGE: &'static str = "/team/{member}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let member = act.member(&self.member)?;
        let business = act.tx.business();
        let path = match member.user_id {
            None => format!("/join/{}", sign_in::new_invitation(act.tx.identity(), business, member.id, act.now)?),
            // Somebody who also belongs elsewhere opens more than this business with their account: only they ask for
            // a link to it.
            Some(user) if sign_in::belongs_elsewhere(act.tx.identity(), user, business)? => {
                let why = format!(
                    "{} signs in with an account of their own; only they can ask for a link to it.",
                    member.first_name()
                );
                return Err(Stop::Refused(Refusal::by(Rule::R15, why)));
            }
            Some(user) => format!(
                "/sign-in/{}",
                sign_in::new_link(act.tx.identity(), user, act.now, sign_in::HANDED_LINK_LASTS, false)?
            ),
        };
        let mut said = Said::new(format!("A link for {} to sign in with", member.first_name()));
        said.note = Some(json!({ "path": path }));
        Ok(said)
    }
}
