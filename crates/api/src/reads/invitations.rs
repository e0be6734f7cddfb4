//! Invitations that wait to be taken up.

use righthand_desk::team::invitations::{self, Waiting};
use righthand_domain::roles::Role;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Read, json, look};
use crate::openapi::shape;
use crate::paging;

pub(super) const INVITATIONS: Read = Read {
    name: "list_invitations",
    path: "/businesses/{business}/invitations",
    tag: "team",
    summary: "Invitations that wait to be taken up",
    query: super::PAGING,
    schema: |generator| generator.subschema_for::<paging::Page<Invitation>>(),
    read: |api, caller, asked| {
        let waiting = look(api, caller, asked, invitations::waiting)?;
        let all = waiting.into_iter().map(Invitation::of).collect();
        json(&paging::page(asked, all, |invitation: &Invitation| &invitation.id)?)
    },
};

/// A place that somebody is asked to take up. Its link is told only when it is made.
#[derive(Debug, Serialize, JsonSchema)]
struct Invitation {
    /// By which it is taken back.
    id: String,
    /// Key of the person.
    member: String,
    name: String,
    email: Option<String>,
    role: Role,
    #[schemars(schema_with = "shape::maybe_instant")]
    made: Option<String>,
    #[schemars(schema_with = "shape::instant")]
    ends: String,
}

impl Invitation {
    fn of(waiting: Waiting) -> Self {
        let Waiting { id, member, name, email, role, made, ends } = waiting;
        Self { id, member, name, email, role, made: made.map(|at| at.to_string()), ends: ends.to_string() }
    }
}
