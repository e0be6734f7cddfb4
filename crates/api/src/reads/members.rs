//! The people of the business, as far as the caller sees them.

use righthand_desk::team::people::{self, PersonRow};
use righthand_desk::team::profile::{self, Profile};
use righthand_domain::roles::Role;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Read, json, look};
use crate::openapi::shape;
use crate::paging;

pub(super) const MEMBERS: Read = Read {
    name: "list_members",
    path: "/businesses/{business}/members",
    tag: "team",
    summary: "The people of the business",
    query: super::PAGING,
    schema: |generator| generator.subschema_for::<paging::Page<Member>>(),
    read: |api, caller, asked| {
        let people = look(api, caller, asked, people::people)?.people;
        json(&paging::page(asked, people.into_iter().map(Member::of).collect(), |member: &Member| &member.key)?)
    },
};

pub(super) const MEMBER: Read = Read {
    name: "get_member",
    path: "/businesses/{business}/members/{member}",
    tag: "team",
    summary: "One person: hours, time off, terms and lifted rules",
    query: &[],
    schema: |generator| generator.subschema_for::<MemberDetail>(),
    read: |api, caller, asked| {
        let key = asked.path("member").to_owned();
        json(&MemberDetail::of(look(api, caller, asked, move |view| profile::profile(view, &key))?))
    },
};

/// A person's place in the business.
#[derive(Debug, Serialize, JsonSchema)]
struct Member {
    key: String,
    name: String,
    role: Role,
    skills: Vec<String>,
    /// Of an ordinary week.
    hours_per_week: f64,
    /// IANA name.
    time_zone: String,
    /// Last day of the engagement, where it has one.
    #[schemars(schema_with = "shape::maybe_date")]
    until: Option<String>,
    /// The engagement is over.
    gone: bool,
    has_login: bool,
    /// The weeks that lie ahead; empty where they are not yours to see.
    weeks: Vec<Week>,
}

/// A week of somebody, Monday to Sunday.
#[derive(Debug, Serialize, JsonSchema)]
struct Week {
    #[schemars(schema_with = "shape::date")]
    monday: String,
    available_hours: f64,
    planned_hours: f64,
}

impl Member {
    fn of(row: PersonRow) -> Self {
        let hours = righthand_desk::records::hours;
        let week = |week: righthand_desk::planning::Week| Week {
            monday: week.monday.to_string(),
            available_hours: hours(week.available_minutes),
            planned_hours: hours(week.planned_minutes),
        };
        Self {
            key: row.key,
            name: row.name,
            role: row.role,
            skills: row.skills,
            hours_per_week: hours(row.minutes_per_week),
            time_zone: row.time_zone,
            until: row.until.map(|day| day.to_string()),
            gone: row.gone,
            has_login: row.has_login,
            weeks: row.weeks.into_iter().map(week).collect(),
        }
    }
}

/// A person with everything about their terms that is yours to see.
#[derive(Debug, Serialize, JsonSchema)]
struct MemberDetail {
    #[serde(flatten)]
    member: Member,
    email: Option<String>,
    /// By weekday, windows as text: the week that holds, whoever said it.
    week: righthand_desk::input::Week,
    /// The hours lie anywhere in the week.
    flexible: bool,
    absences: Vec<Absence>,
    lifts: Vec<Lift>,
    version: i64,
}

/// Time off that has not ended.
#[derive(Debug, Serialize, JsonSchema)]
struct Absence {
    /// By which it is taken back.
    id: String,
    #[schemars(schema_with = "shape::date")]
    from: String,
    #[schemars(schema_with = "shape::date")]
    to: String,
    note: Option<String>,
}

/// A rule that was lifted.
#[derive(Debug, Serialize, JsonSchema)]
struct Lift {
    /// By which it is ended.
    id: String,
    rule: String,
    /// Name of the one task it is for.
    task: Option<String>,
    reason: String,
}

impl MemberDetail {
    fn of(profile: Profile) -> Self {
        let absence = |off: profile::AbsenceView| Absence {
            id: off.id,
            from: off.from.to_string(),
            to: off.to.to_string(),
            note: off.note,
        };
        let lift =
            |lift: profile::LiftView| Lift { id: lift.id, rule: lift.rule, task: lift.task, reason: lift.reason };
        Self {
            email: profile.email,
            week: profile.week,
            flexible: profile.flexible,
            absences: profile.absences.into_iter().map(absence).collect(),
            lifts: profile.lifts.into_iter().map(lift).collect(),
            version: profile.version,
            member: Member::of(profile.row),
        }
    }
}
