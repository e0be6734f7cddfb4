//! What was handed on, the latest first.

use maud::{Markup, html};
use righthand_desk::outputs::list::{MadeBy, OutputRow, ROWS_MAX};
use righthand_domain::terms::OutputKind;

use super::shown::{excerpt, icon, kind_words};
use crate::parts::{empty, link_button, sentence_head, table};
use crate::projects::here::Here;
use crate::site::InBusiness;
use crate::team::tabs::{TeamTab, team_tabs};

pub(super) fn list_page(visit: &InBusiness, rows: &[OutputRow], here: &Here) -> Markup {
    html! {
        (sentence_head("Outputs", "What tasks and steps have handed on, the latest first. Each is the input of what comes after, and stays with its task or run.", &html! {}))
        (team_tabs(visit, TeamTab::Outputs, Some(rows.len() as u64)))
        @if rows.is_empty() {
            (empty("Nothing has been handed on", "On the page of a task or of a run one hands on what was made: a link, a file, a text.",
                &html! { (link_button("To your work", "/")) }))
        } @else {
            (table("What was handed on", "tbl-2 keep-first", &head(), &html! { @for row in rows { (line(visit, row, here)) } }))
            @if i64::try_from(rows.len()).is_ok_and(|shown| shown >= ROWS_MAX) { p.hint.mt2 { "The latest " (ROWS_MAX) ". Older ones stand on the pages of their tasks and runs." } }
        }
    }
}

fn head() -> Markup {
    html! { tr { th scope="col" { "What" } th scope="col" { "From" } th scope="col" { "By" } th scope="col" { "When" } } }
}

fn line(visit: &InBusiness, row: &OutputRow, here: &Here) -> Markup {
    html! {
        tr {
            th scope="row" {
                (icon(row.kind).small()) " "
                a href=(visit.at(&format!("/outputs/{}", row.id))) { (row.name) }
                small.mut { br; @if row.kind == OutputKind::Text { (excerpt(&row.body)) } @else { (kind_words(row.kind)) } }
            }
            td { a href=(source(visit, &row.of)) { (row.of.name()) } small.mut { br; (row.of.within()) } }
            td { (row.by) }
            td.num { (here.moment(row.at)) }
        }
    }
}

/// The page of what has made it.
pub(super) fn source(visit: &InBusiness, of: &MadeBy) -> String {
    match of {
        MadeBy::Task { key, .. } => visit.at(&format!("/tasks/{key}")),
        MadeBy::Step { operation, day, .. } => visit.at(&format!("/operations/{operation}/runs/{day}")),
    }
}
