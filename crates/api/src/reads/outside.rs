//! People outside the team, appointments with them, and what tasks hand on.

use righthand_desk::appointments::list as diary;
use righthand_desk::contacts::{list as contacts, one};
use righthand_desk::outputs::list as outputs;
use righthand_domain::terms::{Consent, OutputKind};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Parameter, Read, json, look};
use crate::openapi::shape;
use crate::paging;

pub(super) const CONTACTS: Read = Read {
    name: "list_contacts",
    path: "/businesses/{business}/contacts",
    tag: "contacts",
    summary: "People outside the team; for a member, those of their own work",
    query: super::PAGING,
    schema: |generator| generator.subschema_for::<paging::Page<Contact>>(),
    read: |api, caller, asked| {
        let rows = look(api, caller, asked, contacts::contacts)?.rows;
        json(&paging::page(asked, rows.into_iter().map(Contact::of).collect(), |contact: &Contact| &contact.key)?)
    },
};

pub(super) const CONTACT: Read = Read {
    name: "get_contact",
    path: "/businesses/{business}/contacts/{contact}",
    tag: "contacts",
    summary: "One contact with the tasks that wait, or waited, for them",
    query: &[],
    schema: |generator| generator.subschema_for::<ContactDetail>(),
    read: |api, caller, asked| {
        let key = asked.path("contact").to_owned();
        json(&ContactDetail::of(look(api, caller, asked, move |view| one::contact(view, &key))?))
    },
};

pub(super) const APPOINTMENTS: Read = Read {
    name: "list_appointments",
    path: "/businesses/{business}/appointments",
    tag: "appointments",
    summary: "Appointments that have not ended, or those that have; for a member, their own",
    query: &[
        Parameter {
            name: "past",
            description: "Those that have ended, the latest first.",
            schema: || serde_json::json!({ "type": "boolean", "default": false }),
        },
        super::CURSOR,
        super::LIMIT,
    ],
    schema: |generator| generator.subschema_for::<paging::Page<Appointment>>(),
    read: |api, caller, asked| {
        let past = asked.query("past") == Some("true");
        let rows = look(api, caller, asked, move |view| diary::appointments(view, past))?.rows;
        let rows = rows.into_iter().map(Appointment::of).collect();
        json(&paging::page(asked, rows, |appointment: &Appointment| &appointment.key)?)
    },
};

pub(super) const APPOINTMENT: Read = Read {
    name: "get_appointment",
    path: "/businesses/{business}/appointments/{appointment}",
    tag: "appointments",
    summary: "One appointment with who is there and what those say whose hours it is not in",
    query: &[],
    schema: |generator| generator.subschema_for::<Appointment>(),
    read: |api, caller, asked| {
        let key = asked.path("appointment").to_owned();
        json(&Appointment::of(look(api, caller, asked, move |view| diary::one(view, &key))?.row))
    },
};

pub(super) const OUTPUTS: Read = Read {
    name: "list_outputs",
    path: "/businesses/{business}/outputs",
    tag: "outputs",
    summary: "What tasks and steps have handed on lately, the latest first",
    query: super::PAGING,
    schema: |generator| generator.subschema_for::<paging::Page<Output>>(),
    read: |api, caller, asked| {
        let rows = look(api, caller, asked, outputs::outputs)?;
        json(&paging::page(asked, rows.into_iter().map(Output::of).collect(), |output: &Output| &output.id)?)
    },
};

pub(super) const OUTPUT: Read = Read {
    name: "get_output",
    path: "/businesses/{business}/outputs/{output}",
    tag: "outputs",
    summary: "One output",
    query: &[],
    schema: |generator| generator.subschema_for::<Output>(),
    read: |api, caller, asked| {
        let id = asked.path("output").to_owned();
        json(&Output::of(look(api, caller, asked, move |view| outputs::one(view, &id))?.row))
    },
};

/// A person outside the team.
#[derive(Debug, Serialize, JsonSchema)]
struct Contact {
    key: String,
    name: String,
    kind: Option<String>,
    company: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    /// Tasks that wait for them.
    waits: usize,
    /// The earliest day on which something should come.
    #[schemars(schema_with = "shape::maybe_date")]
    expected: Option<String>,
}

impl Contact {
    fn of(row: contacts::ContactRow) -> Self {
        Self {
            key: row.key,
            name: row.name,
            kind: row.kind,
            company: row.company,
            email: row.email,
            phone: row.phone,
            waits: row.waits,
            expected: row.expected.map(|day| day.to_string()),
        }
    }
}

/// A contact with what is told of them.
#[derive(Debug, Serialize, JsonSchema)]
struct ContactDetail {
    key: String,
    name: String,
    kind: Option<String>,
    company: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    note: Option<String>,
    waits: Vec<Wait>,
    /// Mean days from asking to getting; null before anything has come.
    mean_days: Option<f64>,
    version: i64,
}

/// A task that waits, or waited, for a contact.
#[derive(Debug, Serialize, JsonSchema)]
struct Wait {
    /// Key of the task.
    task: String,
    what: Option<String>,
    #[schemars(schema_with = "shape::maybe_date")]
    expected: Option<String>,
    #[schemars(schema_with = "shape::instant")]
    asked_at: String,
    #[schemars(schema_with = "shape::maybe_instant")]
    delivered_at: Option<String>,
}

impl ContactDetail {
    fn of(contact: one::ContactView) -> Self {
        let wait = |wait: one::WaitOf| Wait {
            task: wait.task,
            what: wait.what,
            expected: wait.expected.map(|day| day.to_string()),
            asked_at: wait.asked_at.to_string(),
            delivered_at: wait.delivered_at.map(|at| at.to_string()),
        };
        Self {
            waits: contact.waits.into_iter().map(wait).collect(),
            key: contact.key,
            name: contact.name,
            kind: contact.kind,
            company: contact.company,
            email: contact.email,
            phone: contact.phone,
            note: contact.note,
            mean_days: contact.mean_days,
            version: contact.version,
        }
    }
}

/// Work at a fixed time.
#[derive(Debug, Serialize, JsonSchema)]
struct Appointment {
    key: String,
    name: String,
    #[schemars(schema_with = "shape::instant")]
    start: String,
    #[schemars(schema_with = "shape::instant")]
    end: String,
    place: Option<String>,
    note: Option<String>,
    people: Vec<There>,
    /// Keys of the contacts who are there.
    contacts: Vec<String>,
    version: i64,
}

/// A member who is there.
#[derive(Debug, Serialize, JsonSchema)]
struct There {
    /// Key of the member.
    member: String,
    /// It lies outside their hours, or partly so.
    outside_hours: bool,
    /// What they said of that; null where they have not.
    consent: Option<Consent>,
}

impl Appointment {
    fn of(row: diary::AppointmentRow) -> Self {
        let there = |there: diary::There| There {
            member: there.person.key,
            outside_hours: there.outside,
            consent: there.consent,
        };
        Self {
            key: row.key,
            name: row.name,
            start: row.start.to_string(),
            end: row.end.to_string(),
            place: row.place,
            note: row.note,
            people: row.people.into_iter().map(there).collect(),
            contacts: row.contacts.into_iter().map(|(key, _)| key).collect(),
            version: row.version,
        }
    }
}

/// What a task, or a step of a run, has handed on.
#[derive(Debug, Serialize, JsonSchema)]
struct Output {
    id: String,
    name: String,
    kind: OutputKind,
    /// An address, or the words themselves.
    body: String,
    by: String,
    #[schemars(schema_with = "shape::instant")]
    at: String,
    /// Key of the task that made it.
    task: Option<String>,
    /// Where a step made it: key of the operation.
    operation: Option<String>,
    /// The day that names the run.
    #[schemars(schema_with = "shape::maybe_date")]
    day: Option<String>,
    /// Key of the step.
    step: Option<String>,
    version: i64,
}

impl Output {
    fn of(row: outputs::OutputRow) -> Self {
        let (task, operation, day, step) = match row.of {
            outputs::MadeBy::Task { key, .. } => (Some(key), None, None, None),
            outputs::MadeBy::Step { operation, day, step, .. } => {
                (None, Some(operation), Some(day.to_string()), Some(step))
            }
        };
        Self {
            id: row.id,
            name: row.name,
            kind: row.kind,
            body: row.body,
            by: row.by,
            at: row.at.to_string(),
            task,
            operation,
            day,
            step,
            version: row.version,
        }
    }
}
