//! Efforts that nobody has said yet: a field for each, so that a project comes to its chance in a few minutes.
//!
//! Enter keeps an effort; the row leaves and the next one moves up into the same field, which keeps the focus.

use maud::{Markup, html};
use righthand_desk::projects::outline::{Outline, Row};

use crate::parts::{Icon, button, section_head, words};
use crate::site::InBusiness;

/// Rows shown at once; the others follow as these are said.
const ROWS_MAX: usize = 12;

pub(super) fn efforts(visit: &InBusiness, outline: &Outline) -> Markup {
    let me = &visit.membership.member_key;
    let may_say = |row: &&Row| outline.may.break_down || row.assignees.iter().any(|person| person.key == *me);
    let guessed: Vec<&Row> = outline
        .rows
        .iter()
        .filter(|row| row.guessed && !row.summary && row.done_at.is_none())
        .filter(may_say)
        .collect();
    let more = guessed.len().saturating_sub(ROWS_MAX);
    html! {
        @if !guessed.is_empty() {
            section.panel.mt4 id="guesses" {
                (section_head("Efforts that are guessed", Some(guessed.len() as u64), &html! {
                    "Enter keeps one and goes to the next"
                    @if outline.may.break_down { ", or " a.link href=(crate::guesses::of_project(visit, &outline.glance.key)) { "say all of them by one key each" } }
                }))
                ul.tasks { @for (place, row) in guessed.iter().take(ROWS_MAX).enumerate() { (effort(visit, place, row)) } }
                @if more > 0 { div.panel-foot { (words::capital(&words::counted(more as u64, "more follows", "more follow"))) " as these are said." } }
            }
        }
    }
}

fn effort(visit: &InBusiness, place: usize, row: &Row) -> Markup {
    let form = visit.form(&format!("change_task:effort-{}", row.key));
    let fault = form.fault("effort");
    let about = format!("effort-{place}-fault");
    html! {
        li.task {
            div.grow {
                div.task-t { a href=(visit.at(&format!("/tasks/{}", row.key))) { (row.wbs) " " (row.name) } }
                div.task-m {
                    @if let Some(person) = &row.person { (words::first_name(&person.name)) ", " }
                    @match row.effort {
                        Some(effort) => { "guess: " (crate::guesses::guess_words(effort)) }
                        None => { "an hour is a guess" }
                    }
                }
                @if let Some(fault) = fault { p.err id=(about) { (Icon::Late.with_class("i i-s fillst")) (fault) } }
                (form.before(visit))
            }
            form.row method="post" action=(visit.form_action("change_task")) {
                (form.hidden(visit, &["effort"]))
                input type="hidden" name="task" value=(row.key);
                input type="hidden" name="version" value=(row.version);
                input.inp.inp-n name="effort" value=(form.value("effort", "")) required placeholder="1 h 30" autocomplete="off"
                    aria-label={ "Effort of " (row.name) ", in hours" }
                    aria-invalid=[fault.map(|_| "true")] aria-describedby=[fault.map(|_| about.as_str())];
                (button("Say").small())
            }
        }
    }
}
