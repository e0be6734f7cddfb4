//! The frame of the page: how much is guessed, the ways to its parts, and the parts in the order in which they help.

use maud::{Markup, html};
use righthand_desk::guesses::page::{Guesses, Guessing, Here as Project};

use super::{cards_page, hours_page, of_project, offers_page, then_page};
use crate::parts::{Tab, empty, head, link_button, progress, tabs, words};
use crate::projects::here::Here;
use crate::site::InBusiness;

pub(super) fn guesses_page(visit: &InBusiness, guesses: &Guesses, here: &Here) -> Markup {
    let Some(project) = &guesses.here else { return nothing_guessed(visit, guesses) };
    html! {
        (head("What the plan has to guess", &html! { (sentence(project)) }, &html! {}))
        (progress("Cards whose effort is known", (project.open - project.guessed) as u64, project.open as u64))
        (switcher(visit, &guesses.projects, project))
        (parts(guesses, project))
        div.stack-6.mt4 data-guesses data-undo=(visit.form_action("undo")) {
            (offers_page::recurring(visit, project))
            (cards_page::groups(visit, project))
            (cards_page::cards(visit, project, here))
            (offers_page::orders(visit, project))
            (hours_page::hours(visit, guesses))
            (then_page::then(visit, project))
        }
    }
}

fn sentence(project: &Project) -> String {
    let cards = |n: usize| format!("{} {}", words::count(n as u64), if n == 1 { "card" } else { "cards" });
    match (project.open, project.guessed) {
        (0, _) => format!("{} has no open work: there is nothing to guess.", project.name),
        (open, 0) => format!(
            "Nothing of {} is guessed any more: {} known.",
            project.name,
            if open == 1 { "its card is".to_owned() } else { format!("all {} are", cards(open)) }
        ),
        (open, guessed) => {
            let chance = if enough_is_known(project) { "" } else { ", no chance yet" };
            format!(
                "{} of {} of {} guessed{chance}. One key says what a card takes.",
                words::count(guessed as u64),
                cards(open),
                project.name
            )
        }
    }
}

/// As R12 judges it.
pub(super) fn enough_is_known(project: &Project) -> bool {
    use righthand_domain::rules::r12_every_date_is_a_probability::GUESSED_SHARE_MAX;
    project.open > 0 && project.guessed as f64 <= project.open as f64 * GUESSED_SHARE_MAX
}

/// The other projects with guesses.
fn switcher(visit: &InBusiness, all: &[Guessing], project: &Project) -> Markup {
    let others = all.iter().any(|other| other.key != project.key);
    let shown: Vec<(String, String, bool)> = all
        .iter()
        .map(|other| {
            (format!("{} ({})", other.name, other.guessed), of_project(visit, &other.key), other.key == project.key)
        })
        .collect();
    let all: Vec<Tab<'_>> =
        shown.iter().map(|(label, href, current)| Tab { label, href, current: *current, count: None }).collect();
    html! { @if others { div.mt2 { (tabs("Projects with guesses", &all)) } } }
}

/// The parts that are on the page, each by one letter: from a card one comes to the plan without sixty stops.
fn parts(guesses: &Guesses, project: &Project) -> Markup {
    let parts = [
        ('r', "regular", "Regular work", !project.recurring.is_empty()),
        ('l', "lists", "Lists and labels", project.guessed > 0),
        ('e', "cards", "Cards", !project.cards.is_empty()),
        ('o', "order", "Order", !project.orders.is_empty()),
        ('h', "hours", "Hours", !guesses.people.is_empty()),
        ('p', "then", "The plan", true),
    ];
    html! {
        nav.row.row-w.mt2.guess-nav aria-label="Parts of this page" {
            @for (key, id, label, _) in parts.iter().filter(|part| part.3) {
                a.btn.btn-s href={ "#" (id) } data-key=(key) aria-keyshortcuts=(key) { (label) " " kbd aria-hidden="true" { (key.to_ascii_uppercase()) } }
            }
        }
        p.hint.mt1 {
            "On a row: " kbd { "1" } " to " kbd { "5" } " say how much, " kbd { "6" } " opens its field, " kbd { "Y" } " says that a guess is right. "
            kbd { "J" } " " kbd { "K" } " or the arrows go from row to row, " kbd { "Ctrl" } " " kbd { "Z" } " takes the last one back."
        }
    }
}

fn nothing_guessed(visit: &InBusiness, guesses: &Guesses) -> Markup {
    let step = html! {
        @if guesses.can_import { (link_button("Import a board", visit.at("/import")).primary()) }
        @else { (link_button("See the projects", visit.at("/projects"))) }
    };
    html! {
        (head("What the plan has to guess", &html! { "Nothing is guessed." }, &html! {}))
        section.panel.mt4 {
            (empty("No guesses", "Every open task has an effort that somebody has said. What comes in without one is listed here.", &step))
        }
        div.mt4 data-guesses { (hours_page::hours(visit, guesses)) }
    }
}
