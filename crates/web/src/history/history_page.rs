//! The page of the history: by day, the latest first.

use jiff::civil::Date;
use maud::{Markup, html};
use righthand_desk::history::{Entry, Log};
use righthand_domain::snapshot::Zone;

use crate::parts::{AvatarSize, Icon, avatar, empty, group_head, hidden, link_button, sentence_head, words};
use crate::site::InBusiness;

/// `/b/{business}/history`. `all` is the history of everybody; else of the visitor alone. `later` pages have a way back.
pub(super) fn history_page(visit: &InBusiness, log: &Log, zone: &Zone, all: bool, later: bool) -> Markup {
    let whose = if all { "Everything that was changed" } else { "What you changed" };
    let sentence = format!(
        "{whose}, the latest first, on the business's clock ({}). Your own changes can be taken back.",
        zone.name()
    );
    let today = zone.rules().to_datetime(visit.visitor.now()).date();
    html! {
        (sentence_head("History", &sentence, &html! {}))
        @if log.entries.is_empty() {
            div.panel { (empty("Nothing here yet", "Each change stands here with who made it, when, and by which door.", &html! {})) }
        }
        @for (day, entries) in by_day(log, zone) {
            (group_head(&words::capital(&words::near_day(day, today)), ""))
            ul.tasks { @for entry in entries { (row(visit, entry, zone)) } }
        }
        p.row.mt4 {
            @if later { (link_button("Latest", visit.at("/history"))) }
            @if let Some(before) = log.before { (link_button("Older", visit.at(&format!("/history?before={before}")))) }
        }
    }
}

fn by_day<'l>(log: &'l Log, zone: &Zone) -> Vec<(Date, Vec<&'l Entry>)> {
    let mut days: Vec<(Date, Vec<&Entry>)> = Vec::new();
    for entry in &log.entries {
        let day = zone.rules().to_datetime(entry.at).date();
        match days.last_mut().filter(|(last, _)| *last == day) {
            Some((_, entries)) => entries.push(entry),
            None => days.push((day, vec![entry])),
        }
    }
    days
}

fn row(visit: &InBusiness, entry: &Entry, zone: &Zone) -> Markup {
    let form = visit.form(&format!("undo:{}", entry.event));
    html! {
        @if form.troubled() { li { (form.before(visit)) } }
        li.task id={ "event-" (entry.event) } data-row="" {
            (avatar(&entry.by, &entry.by, AvatarSize::Small))
            div.grow {
                a.task-t href=(visit.at(&format!("/events/{}", entry.event))) {
                    @if entry.undone { s { (entry.summary) } } @else { (entry.summary) }
                }
                div.task-m { (entry.by) ", by " (door(&entry.door)) @if entry.undone { ", taken back" } }
            }
            div.task-e {
                time.due datetime=(entry.at.to_string()) { (words::clock(entry.at, zone.rules())) }
                (undo_form(visit, entry))
            }
        }
    }
}

/// The door of an event, in words.
pub(super) fn door(door: &str) -> &str {
    match door {
        "web" => "a page",
        "api" => "the API",
        "cli" => "the command line",
        other => other,
    }
}

/// The button that takes an event back, where the reader may.
pub(super) fn undo_form(visit: &InBusiness, entry: &Entry) -> Markup {
    let form = visit.form(&format!("undo:{}", entry.event));
    html! {
        @if entry.can_undo {
            form method="post" action=(visit.form_action("undo")) {
                (form.hidden(visit, &[]))
                (hidden("event", &entry.event.to_string()))
                button.btn.btn-s.btn-q type="submit" { (Icon::Undo.small()) "Undo" span.vh { " " (entry.summary) } }
            }
        }
    }
}
