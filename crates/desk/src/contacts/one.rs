//! View: one person outside the team, with what waits for them and where one meets them.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::roles::{Grant, Permission};
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;

use super::list::known_to_me;
use crate::history::{self, Log};
use crate::records::Contact;
use crate::view::{NotSeen, View};

/// All that a contact's page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContactView {
    pub key: String,
    pub name: String,
    pub kind: Option<String>,
    pub company: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub note: Option<String>,
    pub version: i64,
    /// What is open first, then what has come.
    pub waits: Vec<WaitOf>,
    /// From today on.
    pub appointments: Vec<(String, String, Timestamp)>,
    /// Mean days from asking to getting, over what has come; `None` before anything has.
    pub mean_days: Option<f64>,
    pub history: Log,
    pub today: Date,
    pub can_keep: bool,
}

/// A task that waits, or waited, for the contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitOf {
    pub task: String,
    pub name: String,
    pub what: Option<String>,
    pub expected: Option<Date>,
    pub asked_at: Timestamp,
    pub delivered_at: Option<Timestamp>,
}

/// A contact, for whoever works with them.
pub fn contact(view: &mut View<'_>, key: &str) -> Result<ContactView, NotSeen> {
    const WAITS: &Sql = sql!(
        "contact_wait.of_contact",
        "select contact_wait.task_id, task.key, task.name, contact_wait.what, contact_wait.expected, contact_wait.asked_at, \
         contact_wait.delivered_at from contact_wait \
         join task on task.business_id = $1 and task.id = contact_wait.task_id \
         where contact_wait.business_id = $1 and contact_wait.contact_id = $2 order by contact_wait.asked_at, contact_wait.id"
    );
    const APPOINTMENTS: &Sql = sql!(
        "appointment_guest.of_contact",
        "select appointment.id, appointment.key, appointment.name, appointment.starts_at from appointment_guest \
         join appointment on appointment.business_id = $1 and appointment.id = appointment_guest.appointment_id \
         where appointment_guest.business_id = $1 and appointment_guest.contact_id = $2 and appointment.ends_at >= $3 \
         order by appointment.starts_at, appointment.id"
    );
    let not_found = || NotSeen::NotFound(format!("contact “{key}”"));
    let known = known_to_me(view)?;
    let select = select_sql!(Contact, "where business_id = $1 and key = $2");
    let found = view.tx.select::<Contact>(select, &values![key])?.into_iter().next();
    let contact = found.filter(|contact| known.covers(contact.id)).ok_or_else(not_found)?;
    let waits = view.tx.all(WAITS, &values![contact.id], |row| {
        let wait = WaitOf {
            task: row.get(1)?,
            name: row.get(2)?,
            what: row.get(3)?,
            expected: row.get(4)?,
            asked_at: row.get(5)?,
            delivered_at: row.get(6)?,
        };
        Ok((row.get(0)?, wait))
    })?;
    let mut waits: Vec<WaitOf> =
        waits.into_iter().filter(|(task, _)| known.sees(*task)).map(|(_, wait)| wait).collect();
    waits.sort_by_key(|wait| wait.delivered_at.is_some());
    let attended = crate::appointments::list::attended(view)?;
    let appointments = view.tx.all(APPOINTMENTS, &values![contact.id, view.now], |row| {
        Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?)))
    })?;
    Ok(ContactView {
        appointments: appointments
            .into_iter()
            .filter(|(id, _)| attended.as_ref().is_none_or(|mine| mine.contains(id)))
            .map(|(_, appointment)| appointment)
            .collect(),
        mean_days: mean_days(&waits),
        waits,
        history: history::of_thing(view.tx, view.who, "contact", &contact.id.to_string())?,
        today: view.today,
        can_keep: view.may(Permission::KeepContacts) == Grant::Yes,
        key: contact.key,
        name: contact.name,
        kind: contact.kind,
        company: contact.company,
        email: contact.email,
        phone: contact.phone,
        note: contact.note,
        version: contact.version,
    })
}

/// How long this contact takes, from what has come.
fn mean_days(waits: &[WaitOf]) -> Option<f64> {
    const SECONDS_A_DAY: f64 = 86_400.0;
    let days = |wait: &WaitOf| Some(wait.delivered_at?.duration_since(wait.asked_at).as_secs_f64() / SECONDS_A_DAY);
    let took: Vec<f64> = waits.iter().filter_map(days).collect();
    #[expect(clippy::cast_precision_loss, reason = "nobody waits for one contact so often")]
    let mean = took.iter().sum::<f64>() / took.len() as f64;
    (!took.is_empty()).then_some(mean)
}
