//! One appointment: when, where, who is there, what those say whose hours it is not in; and the form.

use jiff::Timestamp;
use maud::{Markup, html};
use righthand_desk::appointments::list::{AppointmentRow, Choices, Detail, There};
use righthand_domain::terms::Consent;

use crate::history::feed;
use crate::parts::{
    Field, Icon, Tone, button, check, hidden, link_button, note, person, section_head, sentence_head, words,
};
use crate::projects::here::Here;
use crate::site::{FormState, InBusiness};

const FIELDS: [&str; 7] = ["name", "start", "end", "people", "contacts", "place", "note"];

pub(super) fn new_page(visit: &InBusiness, choices: &Choices, here: &Here) -> Markup {
    let form = visit.form("make_appointment");
    html! {
        (sentence_head("A new appointment", "Work at a fixed time. It takes hours from each who is there; whoever it lies outside the hours of is asked.", &html! {}))
        (form.before(visit))
        section.panel.panel-p.narrow-form.mt {
            form.stack method="post" action=(visit.form_action("make_appointment")) {
                (form.hidden(visit, &FIELDS))
                (hidden("_next", &visit.at("/appointments/{key}")))
                (fields(&form, None, choices, here))
                div.row { (button("Put it in the diary").primary()) (link_button("Cancel", visit.at("/appointments")).quiet()) }
            }
        }
    }
}

pub(super) fn appointment_page(visit: &InBusiness, detail: &Detail, here: &Here) -> Markup {
    let row = &detail.row;
    html! {
        (sentence_head(&row.name, &sentence(row, here), &html! {}))
        (asks_me(visit, row))
        div.cols.mt {
            div.stack {
                (who(visit, row))
                @if let Some(text) = &row.note {
                    section.panel.panel-p { h2 { "Note" } div.prose.mt1 { @for line in text.split('\n').filter(|line| !line.trim().is_empty()) { p { (line) } } } }
                }
                (feed(visit, &detail.history, here))
            }
            aside.stack aria-label="Change" {
                @if detail.can_change { (change(visit, detail, here)) (cancel(visit, row)) }
                @else { p.small.sec { "Whoever runs the business or manages projects changes it." } }
            }
        }
    }
}

/// "today 14:00–15:30".
pub(super) fn span(row: &AppointmentRow, here: &Here) -> String {
    let end = if here.date(row.start) == here.date(row.end) {
        words::clock(row.end, &here.zone)
    } else {
        here.moment(row.end)
    };
    format!("{}–{end}", here.moment(row.start))
}

fn sentence(row: &AppointmentRow, here: &Here) -> String {
    let minutes = row.end.duration_since(row.start).as_mins();
    let place = row.place.as_ref().map(|place| format!(" {place}.")).unwrap_or_default();
    let zone = here.zone.iana_name().unwrap_or("UTC");
    format!("{}, {} ({zone}).{place}", words::capital(&span(row, here)), words::duration(minutes))
}

fn who(visit: &InBusiness, row: &AppointmentRow) -> Markup {
    html! {
        section.panel.panel-p {
            (section_head("Who is there", Some((row.people.len() + row.contacts.len()) as u64), &html! {}))
            ul.mt1 {
                @for there in &row.people { li.who { span.who-t { (person(&there.person.name, &there.person.key)) @if let Some(says) = says(there) { small { (says) } } } } }
                @for (key, name) in &row.contacts {
                    li.who { span.who-t { a href=(visit.at(&format!("/contacts/{key}"))) { (name) } small { "from outside" } } }
                }
            }
        }
    }
}

fn says(there: &There) -> Option<&'static str> {
    match (there.outside, there.consent) {
        (_, Some(Consent::Declined)) => Some("declined: it takes none of their hours"),
        (true, Some(Consent::Given)) => Some("outside their hours, agreed"),
        (true, None) => Some("outside their hours, asked"),
        (false, _) => None,
    }
}

/// What it asks of the reader, whose hours it lies outside of.
fn asks_me(visit: &InBusiness, row: &AppointmentRow) -> Markup {
    let Some(me) =
        row.people.iter().find(|there| there.is_me && (there.outside || there.consent == Some(Consent::Declined)))
    else {
        return html! {};
    };
    let said = match me.consent {
        None => "It lies outside your hours. Will you be there?",
        Some(Consent::Given) => "It lies outside your hours, and you have said yes.",
        Some(Consent::Declined) => "You have said no.",
    };
    let (yes, no) = (visit.form("agree_to_appointment"), visit.form("decline_appointment"));
    html! {
        (yes.before(visit)) (no.before(visit))
        (note(Tone::Accent, Icon::Calendar, &html! {
            p { (said) }
            div.row.mt1 {
                form method="post" action=(visit.form_action("agree_to_appointment")) {
                    (yes.hidden(visit, &[])) (hidden("appointment", &row.key))
                    (button("Yes").small().icon(Icon::Tick).disabled(me.consent == Some(Consent::Given)))
                }
                form method="post" action=(visit.form_action("decline_appointment")) {
                    (no.hidden(visit, &[])) (hidden("appointment", &row.key))
                    (button("No").small().disabled(me.consent == Some(Consent::Declined)))
                }
            }
        }))
    }
}

fn change(visit: &InBusiness, detail: &Detail, here: &Here) -> Markup {
    let (form, row) = (visit.form("change_appointment"), &detail.row);
    html! {
        section.panel.panel-p {
            details open[form.troubled()] {
                summary.strong { "Change the appointment" }
                (form.before(visit))
                form.stack.mt2 method="post" action=(visit.form_action("change_appointment")) {
                    (form.hidden(visit, &FIELDS))
                    (hidden("appointment", &row.key))
                    (hidden("version", &row.version.to_string()))
                    (fields(&form, Some(row), &detail.choices, here))
                    p { (button("Keep the changes")) }
                }
            }
        }
    }
}

fn fields(form: &FormState, row: Option<&AppointmentRow>, choices: &Choices, here: &Here) -> Markup {
    let local = |at: Option<Timestamp>| at.map(|at| here.zone.to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string());
    let start = local(row.map(|row| row.start)).unwrap_or_default();
    let end = local(row.map(|row| row.end)).unwrap_or_default();
    let zone = here.zone.iana_name().unwrap_or("UTC");
    let (place, text) = (row.and_then(|row| row.place.as_deref()), row.and_then(|row| row.note.as_deref()));
    let is_there = |key: &str| row.is_some_and(|row| row.people.iter().any(|there| there.person.key == key));
    let is_guest = |key: &str| row.is_some_and(|row| row.contacts.iter().any(|(other, _)| other == key));
    let whose = format!("On the clock of {zone}");
    html! {
        (Field::new("text", "name", "What").value(form.value("name", row.map_or("", |row| &row.name))).fault(form.fault("name")).max_length(300).autocomplete("off"))
        div.form-2 {
            (Field::new("datetime-local", "start", "Begins").value(form.value("start", &start)).fault(form.fault("start")).hint(&whose))
            (Field::new("datetime-local", "end", "Ends").value(form.value("end", &end)).fault(form.fault("end")))
        }
        (boxes(form, "people", "Of the team", choices.people.iter().map(|who| (who.key.as_str(), who.name.as_str(), is_there(&who.key)))))
        @if !choices.contacts.is_empty() {
            (boxes(form, "contacts", "From outside", choices.contacts.iter().map(|(key, name)| (key.as_str(), name.as_str(), is_guest(key)))))
        }
        (Field::new("text", "place", "Where").optional().value(form.value("place", place.unwrap_or_default())).fault(form.fault("place")).max_length(300)
            .hint("A room, or the address of a call"))
        (Field::new("area", "note", "Note").optional().value(form.value("note", text.unwrap_or_default())).fault(form.fault("note")).max_length(20_000))
    }
}

/// A box for each; none ticked says that nobody is.
fn boxes<'a>(
    form: &FormState,
    name: &str,
    legend: &str,
    all: impl Iterator<Item = (&'a str, &'a str, bool)>,
) -> Markup {
    html! {
        fieldset.field {
            legend.lab { (legend) }
            (hidden(name, ""))
            div.form-2 { @for (key, label, on) in all { (check(name, key, label, form.chosen(name, key, on))) } }
            @if let Some(fault) = form.fault(name) { p.err { (fault) } }
        }
    }
}

fn cancel(visit: &InBusiness, row: &AppointmentRow) -> Markup {
    let form = visit.form("cancel_appointment");
    html! {
        (form.before(visit))
        form method="post" action=(visit.form_action("cancel_appointment")) {
            (form.hidden(visit, &[]))
            (hidden("appointment", &row.key))
            (hidden("_next", &visit.at("/appointments")))
            p.small.sec { "Everybody has their hours back. Undo brings it back." }
            (button("Cancel the appointment").small().removes())
        }
    }
}
