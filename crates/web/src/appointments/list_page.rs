//! The diary: appointments by their beginning, with who is there and who has not said yes.

use maud::{Markup, html};
use righthand_desk::appointments::list::{AppointmentRow, Appointments};

use super::appointment_page::span;
use crate::parts::{Icon, empty, link_button, segments, sentence_head, table, words};
use crate::projects::here::Here;
use crate::site::InBusiness;
use crate::team::tabs::{TeamTab, team_tabs};

pub(super) fn list_page(visit: &InBusiness, appointments: &Appointments, here: &Here, past: bool) -> Markup {
    let (ahead, over) = (visit.at("/appointments"), visit.at("/appointments?past"));
    let make = html! { @if appointments.can_make { (link_button("New appointment", visit.at("/appointments/new")).primary().icon(Icon::Plus)) } };
    let rows = &appointments.rows;
    html! {
        (sentence_head("Appointments", &sentence(appointments, here, past), &make))
        (team_tabs(visit, TeamTab::Appointments, Some(rows.len() as u64)))
        div.mt2 { (segments("Which", &[("Ahead", &ahead, !past), ("Over", &over, past)])) }
        @if rows.is_empty() {
            @if past {
                (empty("None is over", "Appointments that have ended stand here.", &html! {}))
            } @else {
                (empty("Nothing in the diary", "A recording, a call, a webinar: work at a fixed time with several people. The plan works around it.", &make))
            }
        } @else {
            div.mt2 { (table("Appointments", "tbl-2 keep-first", &head(), &html! { @for row in rows { (line(visit, row, here)) } })) }
        }
    }
}

fn sentence(appointments: &Appointments, here: &Here, past: bool) -> String {
    let asked = appointments.rows.iter().flat_map(|row| &row.people).filter(|there| there.is_asked()).count() as u64;
    let whose = if appointments.all {
        "The plan works around them and never moves one"
    } else {
        "Yours; the plan works around them"
    };
    let clock = format!("Times are those of {}.", here.zone.iana_name().unwrap_or("UTC"));
    match asked {
        n if n > 0 && !past => {
            format!(
                "{whose}. {} not been answered. {clock}",
                words::capital(&words::counted(n, "question for consent has", "questions for consent have"))
            )
        }
        _ => format!("{whose}. {clock}"),
    }
}

fn head() -> Markup {
    html! { tr { th scope="col" { "What" } th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "Outside hours" } } }
}

fn line(visit: &InBusiness, row: &AppointmentRow, here: &Here) -> Markup {
    let people: Vec<&str> = row.people.iter().map(|there| words::first_name(&there.person.name)).collect();
    let outside: Vec<&str> = row.contacts.iter().map(|(_, name)| name.as_str()).collect();
    let asked: Vec<&str> =
        row.people.iter().filter(|there| there.is_asked()).map(|there| words::first_name(&there.person.name)).collect();
    html! {
        tr {
            th scope="row" {
                a href=(visit.at(&format!("/appointments/{}", row.key))) { (row.name) }
                @if let Some(place) = &row.place { small.mut { br; (place) } }
            }
            td.num { (span(row, here)) }
            td { (words::list(&people)) @if !outside.is_empty() { small.mut { br; "with " (words::list(&outside)) } } }
            td {
                @if !asked.is_empty() { (words::list(&asked)) " asked" }
                @else if row.people.iter().any(|there| there.outside) { "agreed" }
                @else { span.mut { "nobody" } }
            }
        }
    }
}
