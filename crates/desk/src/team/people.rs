//! People: the team with hours, terms and load by week.

use jiff::civil::Date;
use righthand_domain::calendar;
use righthand_domain::roles::{Grant, Permission, Role};
use righthand_domain::snapshot::{EngagementKind, Person};
use serde::Serialize;

use crate::planning::{Week, load_by_week};
use crate::view::{NotSeen, View};

/// Weeks of load that the page shows.
pub const WEEKS: usize = 8;

/// All that the team's page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct People {
    pub people: Vec<PersonRow>,
    /// The Mondays of the weeks.
    pub weeks: Vec<Date>,
    /// Today, where the business is.
    pub today: Date,
    pub can_manage: bool,
    /// The load of others is the reader's to see, not only their own.
    pub sees_load: bool,
}

/// Somebody of the team.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonRow {
    pub key: String,
    pub name: String,
    pub role: Role,
    pub skills: Vec<String>,
    /// Of an ordinary week.
    pub minutes_per_week: i64,
    pub time_zone: String,
    pub engagement_kind: Option<EngagementKind>,
    pub until: Option<Date>,
    pub gone: bool,
    /// Of others' weeks, only those who run the business or manage projects see the load.
    pub weeks: Vec<Week>,
    /// Time off that has not ended, of those whose load the reader sees; notes only for those who may see them.
    pub time_off: Vec<(Date, Date, Option<String>)>,
    pub has_login: bool,
    pub is_me: bool,
}

/// The team as this member may see it: everybody's names, and the load of those whose work they manage.
pub fn people(view: &mut View<'_>) -> Result<People, NotSeen> {
    let members = view.members()?;
    let (now, today) = (view.now, view.today);
    let snapshot = view.snapshot()?;
    let sees_load = view.me.role.oversees();
    let sees_notes = view.may(Permission::SeeBusiness) == Grant::Yes;
    let standing = view.standing.clone();
    let rows: Vec<PersonRow> = members
        .iter()
        .zip(&snapshot.people)
        .map(|(member, person)| {
            let is_me = member.id == view.me.id;
            let plan = standing.as_ref().map(|standing| &standing.plan).filter(|_| sees_load || is_me);
            PersonRow {
                key: member.key.clone(),
                name: member.name.clone(),
                role: member.role,
                skills: member.skills.0.clone(),
                minutes_per_week: i64::from(calendar::minutes_per_week(&snapshot.business, person)),
                time_zone: calendar::zone_of(&snapshot.business, person).name().to_owned(),
                engagement_kind: member.engagement_kind,
                until: member.engaged_until,
                gone: member.is_gone(today),
                weeks: plan.map(|plan| load_by_week(&snapshot, plan, person, now, WEEKS)).unwrap_or_default(),
                time_off: if sees_load || is_me { time_off(person, today, sees_notes || is_me) } else { Vec::new() },
                has_login: member.user_id.is_some(),
                is_me,
            }
        })
        .collect();
    let monday = calendar::edges::monday_of(today);
    let weeks =
        (0..WEEKS).map(|n| monday.saturating_add(jiff::ToSpan::days(7 * i64::try_from(n).unwrap_or(0)))).collect();
    Ok(People { people: rows, weeks, today, can_manage: view.may(Permission::ManageTeam) == Grant::Yes, sees_load })
}

fn time_off(person: &Person, today: Date, with_note: bool) -> Vec<(Date, Date, Option<String>)> {
    let coming = person.time_off.iter().filter(|off| off.to >= today);
    coming.map(|off| (off.from, off.to, off.note.clone().filter(|_| with_note))).collect()
}
