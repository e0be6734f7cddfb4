//! What no business file tells of Harbour Clay: people outside the team, what work waits for from them, what was handed
//! on, and what was agreed beside the rates. Written into the same event as the rest.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::Weekday::*;
use righthand_domain::ids::{AgreementId, AppointmentGuestId, ContactId, ContactWaitId, OutputId};
use righthand_domain::terms::{Consent, OutputKind, RollOver};
use righthand_store::{Json, select_sql, values};

use super::days::Days;
use crate::act::Act;
use crate::command::Stop;
use crate::records::{Agreement, Appointment, AppointmentGuest, Attendance, Contact, ContactWait, Output, Run, Step};

/// Somebody outside the team.
struct Told {
    key: &'static str,
    name: &'static str,
    kind: &'static str,
    company: Option<&'static str>,
    email: &'static str,
    note: Option<&'static str>,
}

const CONTACTS: [Told; 5] = [
    Told {
        key: "sunniva-aas",
        name: "Sunniva Aas",
        kind: "Podcast guest",
        company: Some("Aas Keramikk"),
        email: "sunniva@aas.example",
        note: Some("Brings her own wheel. Answers in the evening."),
    },
    Told {
        key: "ines-carvalho",
        name: "Inés Carvalho",
        kind: "Podcast guest",
        company: None,
        email: "ines@carvalho.example",
        note: None,
    },
    Told {
        key: "bram-okafor",
        name: "Bram Okafor",
        kind: "Podcast guest",
        company: Some("Okafor Pots"),
        email: "bram@okafor.example",
        note: None,
    },
    Told {
        key: "orla-fenn",
        name: "Orla Fenn",
        kind: "Sponsor",
        company: Some("Kilnmark"),
        email: "orla@kilnmark.example",
        note: None,
    },
    Told {
        key: "duarte-pires",
        name: "Duarte Pires",
        kind: "Accountant",
        company: Some("Pires & Filhas"),
        email: "duarte@pires.example",
        note: None,
    },
];

/// Writes all of it.
pub(crate) fn harbour_clay(act: &mut Act<'_>) -> Result<(), Stop> {
    let zone = act.zone()?;
    let days = Days::around(act.now, zone.rules());
    for Told { key, name, kind, company, email, note } in CONTACTS {
        let contact = Contact {
            id: act.new_id::<ContactId>(),
            key: key.into(),
            name: name.into(),
            kind: Some(kind.into()),
            company: company.map(ToOwned::to_owned),
            email: Some(email.into()),
            phone: None,
            note: note.map(ToOwned::to_owned),
            version: 1,
        };
        act.insert(&contact)?;
    }
    waits(act, &days)?;
    recording(act)?;
    webinar(act)?;
    outputs(act, &days)?;
    super::feed::blog(act)?;
    agreements(act)?;
    super::questions::harbour_clay(act, &days)
}

fn waits(act: &mut Act<'_>, days: &Days) -> Result<(), Stop> {
    let signed = days.past(0, Wednesday, 10);
    wait(act, ("sponsor-contract", "orla-fenn", "the signed contract"), days.on(0, Wednesday), (days, signed))?;
    wait(act, ("show-notes-2-3", "ines-carvalho", "links to her shop and glazes"), days.on(1, Monday), (days, None))
}

fn wait(
    act: &mut Act<'_>,
    (task, contact, what): (&str, &str, &str),
    expected: Date,
    (days, delivered_at): (&Days, Option<Timestamp>),
) -> Result<(), Stop> {
    let (task, contact) = (act.task(task)?, crate::contacts::contact(act, contact)?);
    let wait = ContactWait {
        id: act.new_id::<ContactWaitId>(),
        task_id: task.id,
        contact_id: contact.id,
        what: Some(what.into()),
        asked_at: days.at(-1, Thursday, 15, 20),
        expected: Some(expected),
        delivered_at,
        version: 1,
    };
    act.insert(&wait)
}

/// The guest of episode 4 is at its recording.
fn recording(act: &mut Act<'_>) -> Result<(), Stop> {
    let before = appointment(act, "recording-episode-4")?;
    let sunniva = crate::contacts::contact(act, "sunniva-aas")?;
    let after = Appointment {
        place: Some("Studio, the small room".into()),
        note: Some("Her pot arrives the day before. The kiln stays off while we record.".into()),
        ..before.clone()
    };
    act.update(&before, &after, None)?;
    let id = act.new_id::<AppointmentGuestId>();
    act.insert(&AppointmentGuest { id, appointment_id: before.id, contact_id: sunniva.id, position: 1, version: 1 })
}

/// The webinar is in the evening: Tomás has said yes, Joon-ho is asked.
fn webinar(act: &mut Act<'_>) -> Result<(), Stop> {
    let webinar = appointment(act, "webinar-first-firing")?;
    let tomas = act.member("tomas")?;
    let select = select_sql!(Attendance, "where business_id = $1 and appointment_id = $2 and member_id = $3");
    for there in act.select::<Attendance>(select, &values![webinar.id, tomas.id])? {
        act.update(&there, &Attendance { consent: Some(Consent::Given), ..there.clone() }, None)?;
    }
    Ok(())
}

fn appointment(act: &mut Act<'_>, key: &str) -> Result<Appointment, Stop> {
    act.by_key(select_sql!(Appointment, "where business_id = $1 and key = $2"), key, "appointment")
}

fn outputs(act: &mut Act<'_>, days: &Days) -> Result<(), Stop> {
    let by_task = [
        (
            "cover-sketches",
            ("Three cover sketches", "Yuki Abara"),
            (OutputKind::Link, "https://boards.example/slow-wheel/covers"),
            days.at(-1, Wednesday, 13, 0),
        ),
        (
            "trailer",
            ("Trailer, 60 seconds, mixed", "Mateus Fenwick"),
            (OutputKind::File, "https://drive.example/slow-wheel/trailer.wav"),
            days.at(-1, Friday, 16, 0),
        ),
    ];
    for (task, (name, by), (kind, body), handed_at) in by_task {
        let task = act.task(task)?;
        let output = output(act, (name, by), (kind, body), handed_at);
        act.insert(&Output { task_id: Some(task.id), ..output })?;
    }
    letter(act, days)
}

/// The draft of the latest letter of which something is done.
fn letter(act: &mut Act<'_>, days: &Days) -> Result<(), Stop> {
    let operation = act.operation("kiln-letter")?;
    let runs = select_sql!(Run, "where business_id = $1 and operation_id = $2 order by day desc limit 1");
    let steps = select_sql!(Step, "where business_id = $1 and operation_id = $2 and key = 'draft'");
    let run = act.select::<Run>(runs, &values![operation.id])?.into_iter().next();
    let step = act.select::<Step>(steps, &values![operation.id])?.into_iter().next();
    let Some((run, step)) = run.zip(step) else { return Ok(()) };
    let words = "A pot that has cracked is not a failed pot. Three readers sent theirs, and what they made of them.";
    let handed_at = days.at(-1, Friday, 11, 30);
    let output = output(act, ("Draft of the letter", "Tomás Achterberg"), (OutputKind::Text, words), handed_at);
    act.insert(&Output { run_id: Some(run.id), step_id: Some(step.id), ..output })
}

fn output(
    act: &mut Act<'_>,
    (name, by): (&str, &str),
    (kind, body): (OutputKind, &str),
    handed_at: Timestamp,
) -> Output {
    Output {
        id: act.new_id::<OutputId>(),
        task_id: None,
        run_id: None,
        step_id: None,
        name: name.into(),
        kind,
        body: body.into(),
        by_name: by.into(),
        handed_at,
        version: 1,
    }
}

fn agreements(act: &mut Act<'_>) -> Result<(), Stop> {
    for (key, notice_days, review_weeks, roll_over) in [
        ("tomas", 30, 12, Some(RollOver::NextMonth)),
        ("priyanka", 14, 4, None),
        ("halima", 14, 12, Some(RollOver::Lapses)),
    ] {
        let member = act.member(key)?;
        let agreement = Agreement {
            id: act.new_id::<AgreementId>(),
            member_id: member.id,
            piece: None,
            retainer_minutes: None,
            roll_over,
            notice_days: Some(notice_days),
            least_months: None,
            review_weeks: Some(review_weeks),
            response_hours: Some(8),
            milestones: Json(Vec::new()),
            version: 1,
        };
        act.insert(&agreement)?;
    }
    Ok(())
}
