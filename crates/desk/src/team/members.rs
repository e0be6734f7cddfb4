//! Adds people, and changes who they are here.

use righthand_domain::ids::MemberId;
use righthand_domain::refusal::Rule;
use righthand_domain::roles::{Permission, Role};
use righthand_domain::rules::r02_one_to_three_projects as r02;
use righthand_domain::snapshot::EngagementKind;
use righthand_exchange::address;
use righthand_store::{Json, Sql, select_sql, sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::change_role::in_role;
use super::invite_people::invite;
use super::zone;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Patch;
use crate::records::{Member, Project};
use crate::snapshot::Lifts;

/// What somebody hears who typed something else.
pub(crate) const NO_ADDRESS: &str = "an e-mail address looks like name@example.org";
/// Keys of members that begin like this.
pub(crate) const TAKEN_KEYS: &Sql =
    sql!("member.keys_like", "select key from member where business_id = $1 and key like $2");

/// Adds a person to the team. With an e-mail address they can be sent a link to sign in.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddMember {
    pub name: String,
    #[serde(default)]
    pub email: Option<String>,
    pub role: Role,
    #[serde(default)]
    pub skills: Vec<String>,
    #[serde(default)]
    pub hours_per_week: Option<f64>,
    /// Where absent, the business's.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// Mails them a link that opens their place; it works once, for a week. Needs an e-mail address.
    #[serde(default)]
    pub invite: bool,
    /// The person's own key; made from the name where absent.
    #[serde(default)]
    pub key: Option<String>,
}

impl Command for AddMember {
    const NAME: &'static str = "add_member";
    const SUMMARY: &'static str = "Add a person to the team";
    const NEEDS: Permission = Permission::ManageTeam;
    const REST: Rest = Rest(Method::Post, "/members");
    const PAGE: &'static str = "/team/new";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        const LAST: &Sql =
            sql!("member.last_position", "select coalesce(max(position), 0) from member where business_id = $1");
        let name = crate::projects::name(&self.name)?;
        let time_zone = self
            .time_zone
            .as_deref()
            .filter(|name| !name.is_empty())
            .map(|name| zone(name, "/time_zone"))
            .transpose()?;
        let engagement = match self.role {
            Role::OnlineBusinessManager => Some(EngagementKind::Ongoing),
            _ => None,
        };
        let member = Member {
            id: act.new_id::<MemberId>(),
            key: act.free_key(self.key.as_deref(), &name, "person", TAKEN_KEYS)?,
            user_id: None,
            name,
            email: self.email.as_deref().map(email).transpose()?.flatten(),
            role: self.role,
            skills: Json(skills(&self.skills)),
            minutes_per_week: self.hours_per_week.map(super::set_hours::weekly_minutes).transpose()?,
            working_week: None,
            time_zone,
            flexible: false,
            holidays: None,
            engagement_kind: engagement,
            engaged_from: None,
            engaged_until: None,
            engaged_for: Json(Vec::new()),
            rate: None,
            position: act.tx.one(LAST, &[], |row| row.get::<i64>(0))?.unwrap_or(0) + 1,
            version: 1,
        };
        act.insert(&member)?;
        let mut said = format!("{} added to the team", member.name);
        if self.invite {
            let Some(email) = member.email.clone() else {
                return Err(Stop::invalid("/email", "an e-mail address is needed to mail a link to"));
            };
            invite(act, &member, email)?;
            said.push_str(", and a link is mailed to them");
        }
        Ok(Said::about(said, &member.key, member.version))
    }
}

/// Changes a person's name, address, role or skills.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeMember {
    /// Key of the member.
    pub member: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub email: Patch<String>,
    #[serde(default)]
    pub role: Option<Role>,
    #[serde(default)]
    pub skills: Option<Vec<String>>,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeMember {
    const NAME: &'static str = "change_member";
    const SUMMARY: &'static str = "Change a person's name, address, role or skills";
    const NEEDS: Permission = Permission::ManageTeam;
    const REST: Rest = Rest(Method::Patch, "/members/{member}");
    const PAGE: &'static str = "/team/{member}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.member(&self.member)?;
        let in_role = in_role(act, &before, self.role.unwrap_or(before.role), None)?;
        let after = Member {
            name: self.name.as_deref().map_or(Ok(before.name.clone()), crate::projects::name)?,
            email: match &self.email {
                Patch::Keep => before.email.clone(),
                Patch::Clear => None,
                Patch::Set(text) => email(text)?,
            },
            skills: self.skills.as_ref().map_or_else(|| before.skills.clone(), |names| Json(skills(names))),
            ..in_role
        };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(format!("{} changed", after.name), &after.key, version))
    }
}

/// A business is never without an owner.
pub(super) fn keep_an_owner(act: &mut Act<'_>, leaving: &Member) -> Result<(), Stop> {
    let owners = act.select::<Member>(select_sql!(Member, "where business_id = $1 and role = 'owner'"), &[])?;
    if owners.iter().any(|owner| owner.id != leaving.id) {
        return Ok(());
    }
    Err(Stop::invalid("/role", format!("{} is the only owner; make somebody else owner first", leaving.name)))
}

/// Somebody who becomes a project manager may hold three projects at most already (R2).
pub(super) fn judge_held(act: &mut Act<'_>, member: &Member) -> Result<(), Stop> {
    let select = select_sql!(
        Project,
        "where business_id = $1 and manager_id = $2 and state = 'open' order by position desc, id"
    );
    let mut held = act
        .select::<Project>(select, &values![member.id])?
        .into_iter()
        .map(|held| r02::Held { key: held.key, name: held.name });
    let Some(last) = held.next() else { return Ok(()) };
    let lifted = Lifts::load(act.tx)?.cover(Rule::R2, member.id, None);
    let facts = r02::Manager { key: &member.key, name: member.first_name(), role: member.role, lifted };
    Ok(r02::judge(facts, &held.collect::<Vec<_>>(), &last, &[])?)
}

/// An address as it is kept; `None` for an empty one.
pub(crate) fn email(text: &str) -> Result<Option<String>, Stop> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match address::read(text) {
        Some(address) => Ok(Some(address)),
        None => Err(Stop::invalid("/email", NO_ADDRESS)),
    }
}

/// Skills without empty ones and repetitions.
fn skills(names: &[String]) -> Vec<String> {
    let mut skills: Vec<String> = Vec::new();
    for name in names.iter().flat_map(|names| names.split(',')).map(str::trim).filter(|name| !name.is_empty()) {
        if !skills.iter().any(|skill| skill == name) {
            skills.push(name.to_owned());
        }
    }
    skills
}
