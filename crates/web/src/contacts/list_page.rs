//! Every contact in a line: who they are, how one reaches them, and what waits for them.

use maud::{Markup, html};
use righthand_desk::contacts::list::{ContactRow, Contacts};

use crate::parts::{Icon, empty, link_button, sentence_head, table, words};
use crate::site::InBusiness;
use crate::team::tabs::{TeamTab, team_tabs};

pub(super) fn list_page(visit: &InBusiness, contacts: &Contacts) -> Markup {
    let add = html! { @if contacts.can_keep { (link_button("New contact", visit.at("/contacts/new")).primary().icon(Icon::Plus)) } };
    let rows = &contacts.rows;
    html! {
        (sentence_head("Contacts", &sentence(contacts), &add))
        (team_tabs(visit, TeamTab::Contacts, Some(rows.len() as u64)))
        @if rows.is_empty() {
            @let text = if contacts.can_keep {
                "A podcast guest, a sponsor, the accountant: people whom the work waits for, and who are at appointments."
            } else {
                "People outside the team whom your tasks wait for, and those at your appointments, stand here."
            };
            (empty("Nobody outside the team yet", text, &add))
        } @else {
            (table("People outside the team", "tbl-2 tbl-fit", &head(), &html! { @for row in rows { (line(visit, contacts, row)) } }))
        }
    }
}

fn sentence(contacts: &Contacts) -> String {
    let waiting = contacts.rows.iter().filter(|row| row.waits > 0).count() as u64;
    let whom = if contacts.all { "" } else { " Those of your own work." };
    match waiting {
        0 => format!("People outside the team. Nothing waits for them.{whom}"),
        n => format!("People outside the team. Work waits for {}.{whom}", words::counted(n, "of them", "of them")),
    }
}

fn head() -> Markup {
    html! { tr { th scope="col" { "Name" } th scope="col" { "Kind" } th.hide-s scope="col" { "Mail and phone" } th scope="col" { "Waits" } } }
}

fn line(visit: &InBusiness, contacts: &Contacts, row: &ContactRow) -> Markup {
    let late = row.expected.is_some_and(|day| day < contacts.today);
    html! {
        tr {
            th scope="row" {
                a href=(visit.at(&format!("/contacts/{}", row.key))) { (row.name) }
                @if let Some(company) = &row.company { small.mut { br; (company) } }
            }
            td { (row.kind.as_deref().unwrap_or("")) }
            td.hide-s {
                @if let Some(email) = &row.email { a href={ "mailto:" (email) } { (email) } }
                @if let Some(phone) = &row.phone { @if row.email.is_some() { br; } (phone) }
            }
            td {
                @match (row.waits, row.expected) {
                    (0, _) => span.mut { "nothing" },
                    (n, None) => { (words::counted(n as u64, "task", "tasks")) ", no day said" },
                    (n, Some(day)) => { (words::counted(n as u64, "task", "tasks")) ", " span.late[late] { "expected " (words::near_day(day, contacts.today)) } },
                }
            }
        }
    }
}
