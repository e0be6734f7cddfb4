//! Invites everybody of a pasted list: one act, and undone as one.

use std::collections::HashSet;

use righthand_domain::ids::MemberId;
use righthand_domain::roles::{Permission, Role};
use righthand_domain::snapshot::{EngagementKind, Fault};
use righthand_domain::words::count;
use righthand_exchange::people_list::{self, Line, Person};
use righthand_store::{Json, select_sql};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::members::TAKEN_KEYS;
use super::set_hours::weekly_minutes;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::mail::{self, Body, Mail};
use crate::records::Member;
use crate::sign_in;

/// Adds the people of a list, one a line: name, address, role and hours a week in any order, with tabs, commas or
/// semicolons between them; what is none of these is a skill. Each gets an invitation, whose link is told only here.
/// Somebody who is in the team already without having signed in is invited, not doubled.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitePeople {
    /// The list as it was pasted.
    pub list: String,
    /// For lines that name none; a member of the team where absent.
    #[serde(default)]
    pub role: Option<Role>,
    /// Only says who they are, and what is wrong with which line.
    #[serde(default)]
    pub dry_run: bool,
}

/// A line of the list and what becomes of it, as the answer tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Invited {
    /// Of the text, from 1.
    pub line: usize,
    pub name: String,
    pub email: Option<String>,
    pub role: Role,
    pub hours_per_week: Option<f64>,
    pub skills: Vec<String>,
    /// In the team already, and only invited.
    pub known: bool,
    /// What is wrong with the line; then it invites nobody.
    pub fault: Option<String>,
    pub key: Option<String>,
    /// Where the invitation is taken up. Told only here; `None` in a dry run.
    pub path: Option<String>,
}

impl Command for InvitePeople {
    const NAME: &'static str = "invite_people";
    const SUMMARY: &'static str = "Invite everybody of a pasted list";
    const NEEDS: Permission = Permission::ManageTeam;
    const REST: Rest = Rest(Method::Post, "/invitations");
    const PAGE: &'static str = "/team/invite";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let lines = people_list::read(&self.list).map_err(|why| Stop::invalid("/list", why))?;
        if lines.is_empty() {
            return Err(Stop::invalid("/list", "there is nobody on the list"));
        }
        let members = act.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
        let mut named = HashSet::new();
        let mut judged: Vec<(Invited, Option<Member>)> =
            lines.into_iter().map(|line| judge(line, self.role, &members, &mut named)).collect();
        if self.dry_run {
            let people: Vec<Invited> = judged.into_iter().map(|(invited, _)| invited).collect();
            return Err(Stop::Rehearsed(Box::new(said(people))));
        }
        let faults: Vec<Fault> = judged.iter().filter_map(|(invited, _)| fault(invited)).collect();
        if !faults.is_empty() {
            return Err(Stop::Invalid(faults));
        }
        let last = members.iter().map(|member| member.position).max().unwrap_or(0);
        for ((invited, known), position) in judged.iter_mut().zip(last + 1..) {
            let member = match known.take() {
                Some(known) => take_address(act, known, invited)?,
                None => add(act, invited, position)?,
            };
            let path = match member.email.clone().or_else(|| invited.email.clone()) {
                Some(email) => invite(act, &member, email)?,
                None => opened(act, &member)?,
            };
            invited.key = Some(member.key);
            invited.path = Some(path);
        }
        Ok(said(judged.into_iter().map(|(invited, _)| invited).collect()))
    }
}

/// Opens a place for somebody and mails them its link, which is answered.
pub(super) fn invite(act: &mut Act<'_>, member: &Member, email: String) -> Result<String, Stop> {
    let business = act.business()?.name;
    let path = opened(act, member)?;
    let letter = letter(act, &business, member, email, &path);
    mail::post(act.tx.identity(), &letter, act.now)?;
    Ok(path)
}

/// Where a new invitation is taken up.
fn opened(act: &mut Act<'_>, member: &Member) -> Result<String, Stop> {
    let business = act.tx.business();
    let secret = sign_in::new_invitation(act.tx.identity(), business, member.id, act.now)?;
    Ok(format!("/join/{secret}"))
}

/// What is mailed to somebody who is invited. Each invitation has a link of its own, and is mailed once.
fn letter(act: &Act<'_>, business: &str, member: &Member, email: String, path: &str) -> Mail {
    Mail {
        once_key: format!("invitation {}", sign_in::fingerprint(path)),
        business: Some(act.tx.business()),
        to: email,
        subject: format!("Your place at {business}"),
        body: Body {
            hello: format!("Hello {},", member.first_name()),
            lines: vec![
                format!(
                    "{} keeps a place for you at the desk of {business}, as {}.",
                    act.me.name,
                    member.role.title().to_lowercase()
                ),
                "This link opens it. It works once, for a week.".into(),
            ],
            action: (format!("Join {business}"), path.to_owned()),
            ending: "If you expected nothing of the kind, do nothing: the place stays empty.".into(),
        },
    }
}

fn said(people: Vec<Invited>) -> Said {
    let number = people.iter().filter(|invited| invited.fault.is_none()).count();
    let mut said = Said::new(format!("{} invited", count(number, "person", "people")));
    said.note = serde_json::to_value(serde_json::json!({ "people": people })).ok();
    said
}

fn fault(invited: &Invited) -> Option<Fault> {
    let message = invited.fault.as_ref()?;
    Some(Fault { pointer: "/list".into(), message: format!("line {}: {message}", invited.line) })
}

/// What becomes of a line, and the member who it is about where they are in the team already.
fn judge(line: Line, role: Option<Role>, members: &[Member], named: &mut HashSet<String>) -> (Invited, Option<Member>) {
    let (person, fault) = match line.read {
        Ok(person) => (person, None),
        Err(why) => (Person::default(), Some(why)),
    };
    let known = members.iter().find(|member| is_them(member, &person)).filter(|_| fault.is_none());
    let invited = Invited {
        line: line.number,
        role: person.role.or(known.map(|member| member.role)).or(role).unwrap_or(Role::TeamMember),
        known: known.is_some(),
        name: person.name,
        email: person.email,
        hours_per_week: person.hours_per_week,
        skills: person.skills,
        fault: None,
        key: None,
        path: None,
    };
    let again = invited.email.clone().into_iter().any(|email| !named.insert(email));
    let fault = fault.or_else(|| match known {
        Some(member) if member.user_id.is_some() => {
            Some(format!("{} is in the team already and signs in", member.name))
        }
        Some(member) if person.role.is_some_and(|role| role != member.role) => {
            Some(format!("{} is in the team already with another role; change it on their page", member.name))
        }
        _ if again => Some("the same address stands on a line before".to_owned()),
        _ if invited.name.chars().count() > crate::input::NAME_CHARS_MAX => Some("the name is too long".to_owned()),
        _ => None,
    });
    (Invited { fault, ..invited }, known.cloned())
}

/// The same address, or the same name where the member has no address and nobody signs in as them.
fn is_them(member: &Member, person: &Person) -> bool {
    let same_name = || member.email.is_none() && member.name.to_lowercase() == person.name.to_lowercase();
    person.email.as_deref().is_some_and(|email| member.email.as_deref() == Some(email)) || same_name()
}

fn add(act: &mut Act<'_>, invited: &Invited, position: i64) -> Result<Member, Stop> {
    let key = act.free_key(None, &invited.name, "person", TAKEN_KEYS)?;
    let kind = (invited.role == Role::OnlineBusinessManager).then_some(EngagementKind::Ongoing);
    let member = Member {
        email: invited.email.clone(),
        skills: Json(invited.skills.clone()),
        minutes_per_week: invited.hours_per_week.map(weekly_minutes).transpose()?,
        engagement_kind: kind,
        position,
        ..Member::new(act.new_id::<MemberId>(), &key, &invited.name, invited.role)
    };
    act.insert(&member)?;
    Ok(member)
}

/// Somebody who came with a board has a name only: the list says the rest.
fn take_address(act: &mut Act<'_>, known: Member, invited: &Invited) -> Result<Member, Stop> {
    let hours = invited.hours_per_week.map(weekly_minutes).transpose()?;
    let after = Member {
        email: known.email.clone().or_else(|| invited.email.clone()),
        minutes_per_week: hours.or(known.minutes_per_week),
        skills: if invited.skills.is_empty() { known.skills.clone() } else { Json(invited.skills.clone()) },
        ..known.clone()
    };
    act.update(&known, &after, None)?;
    Ok(after)
}
