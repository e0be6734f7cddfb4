//! View: appointments, with who is there, for whom they lie outside their hours, and what those said.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use righthand_domain::ids::AppointmentId;
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::terms::Consent;
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;

use super::attend::is_outside;
use crate::history::{self, Log};
use crate::records::{Appointment, AppointmentGuest, Attendance, Contact};
use crate::view::{NotSeen, PersonRef, View};

/// All that the list shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Appointments {
    /// By their beginning.
    pub rows: Vec<AppointmentRow>,
    pub now: Timestamp,
    pub can_make: bool,
    /// All of them, not only the reader's own.
    pub all: bool,
}

/// An appointment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AppointmentRow {
    pub key: String,
    pub name: String,
    pub start: Timestamp,
    pub end: Timestamp,
    pub place: Option<String>,
    pub note: Option<String>,
    pub people: Vec<There>,
    /// Contacts, as key and name.
    pub contacts: Vec<(String, String)>,
    pub version: i64,
}

/// A member who is, or is asked to be, there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct There {
    pub person: PersonRef,
    /// It lies outside their hours, or partly so.
    pub outside: bool,
    pub consent: Option<Consent>,
    pub is_me: bool,
}

impl There {
    /// Their consent is needed and has not been given or denied.
    pub fn is_asked(&self) -> bool {
        self.outside && self.consent.is_none()
    }
}

/// One appointment with what its page shows beside it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Detail {
    pub row: AppointmentRow,
    pub history: Log,
    pub choices: Choices,
    pub can_change: bool,
}

/// Whom one may choose.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Choices {
    pub people: Vec<PersonRef>,
    /// Contacts, as key and name.
    pub contacts: Vec<(String, String)>,
}

/// Appointments that have not ended (or, with `past`, those that have, latest first): all for those who make them, for a
/// member those at which they are.
pub fn appointments(view: &mut View<'_>, past: bool) -> Result<Appointments, NotSeen> {
    let mine = attended(view)?;
    let select = select_sql!(Appointment, "where business_id = $1 order by starts_at, id");
    let now = view.now;
    let found = view.tx.select::<Appointment>(select, &[])?;
    let mut found: Vec<Appointment> =
        found.into_iter().filter(|appointment| (appointment.ends_at < now) == past).collect();
    if past {
        found.reverse();
    }
    found.retain(|appointment| mine.as_ref().is_none_or(|mine| mine.contains(&appointment.id)));
    Ok(Appointments { rows: rows(view, found)?, now, can_make: can_make(view), all: mine.is_none() })
}

/// One appointment.
pub fn one(view: &mut View<'_>, key: &str) -> Result<Detail, NotSeen> {
    let not_found = || NotSeen::NotFound(format!("appointment “{key}”"));
    let mine = attended(view)?;
    let select = select_sql!(Appointment, "where business_id = $1 and key = $2");
    let found = view.tx.select::<Appointment>(select, &values![key])?.into_iter().next();
    let found =
        found.filter(|found| mine.as_ref().is_none_or(|mine| mine.contains(&found.id))).ok_or_else(not_found)?;
    let id = found.id.to_string();
    let row = rows(view, vec![found])?.pop().ok_or_else(not_found)?;
    let alone = row.people.iter().all(|there| there.is_me);
    Ok(Detail {
        history: history::of_thing(view.tx, view.who, "appointment", &id)?,
        can_change: match view.may(Permission::Appoint) {
            Grant::Yes => true,
            Grant::Oneself => alone,
            _ => false,
        },
        choices: choices(view)?,
        row,
    })
}

/// Whom somebody may choose for an appointment: a member themselves and the contacts they know, others everybody.
pub fn choices(view: &mut View<'_>) -> Result<Choices, NotSeen> {
    if !can_make(view) {
        view.need(Permission::Appoint)?;
    }
    let (today, all, me) = (view.today, view.may(Permission::Appoint) == Grant::Yes, view.me.id);
    let people = view.members()?.into_iter().filter(|member| !member.is_gone(today) && (all || member.id == me));
    let people = people.map(|member| PersonRef::from(&member)).collect();
    let contacts = crate::contacts::list::contacts(view)?.rows;
    Ok(Choices { people, contacts: contacts.into_iter().map(|contact| (contact.key, contact.name)).collect() })
}

fn can_make(view: &View<'_>) -> bool {
    matches!(view.may(Permission::Appoint), Grant::Yes | Grant::Oneself)
}

/// The appointments at which the reader is; `None` for whoever sees all.
pub(crate) fn attended(view: &mut View<'_>) -> Result<Option<HashSet<AppointmentId>>, NotSeen> {
    const MINE: &Sql =
        sql!("attendance.mine", "select appointment_id from attendance where business_id = $1 and member_id = $2");
    match view.may(Permission::Appoint) {
        Grant::Yes => Ok(None),
        Grant::No => view.need(Permission::Appoint).map(|()| None),
        _ => Ok(Some(view.tx.all(MINE, &values![view.me.id], |row| row.get(0))?.into_iter().collect())),
    }
}

fn rows(view: &mut View<'_>, appointments: Vec<Appointment>) -> Result<Vec<AppointmentRow>, NotSeen> {
    let select = select_sql!(Attendance, "where business_id = $1 order by position, id");
    let mut there: HashMap<AppointmentId, Vec<Attendance>> = HashMap::new();
    for attendance in view.tx.select::<Attendance>(select, &[])? {
        there.entry(attendance.appointment_id).or_default().push(attendance);
    }
    let select = select_sql!(AppointmentGuest, "where business_id = $1 order by position, id");
    let guests = view.tx.select::<AppointmentGuest>(select, &[])?;
    let contacts = view.tx.select::<Contact>(select_sql!(Contact, "where business_id = $1 order by id"), &[])?;
    let (members, snapshot, me) = (view.members()?, view.snapshot()?, view.me.id);
    let member = |appointment: &Appointment, there: &Attendance| {
        let member = members.iter().find(|member| member.id == there.member_id)?;
        let person = snapshot.people.iter().find(|person| person.key == member.key)?;
        Some(There {
            person: PersonRef::from(member),
            outside: is_outside(&snapshot.business, person, appointment),
            consent: there.consent,
            is_me: member.id == me,
        })
    };
    let named = |guest: &AppointmentGuest| {
        contacts
            .iter()
            .find(|contact| contact.id == guest.contact_id)
            .map(|contact| (contact.key.clone(), contact.name.clone()))
    };
    let row = |appointment: Appointment| {
        let there = there.remove(&appointment.id).unwrap_or_default();
        AppointmentRow {
            people: there.iter().filter_map(|there| member(&appointment, there)).collect(),
            contacts: guests.iter().filter(|guest| guest.appointment_id == appointment.id).filter_map(named).collect(),
            key: appointment.key,
            name: appointment.name,
            start: appointment.starts_at,
            end: appointment.ends_at,
            place: appointment.place,
            note: appointment.note,
            version: appointment.version,
        }
    };
    Ok(appointments.into_iter().map(row).collect())
}
