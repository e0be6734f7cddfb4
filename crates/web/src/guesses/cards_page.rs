//! Efforts: a default for each list and label, and then one key per card.

use maud::{Markup, html};
use righthand_desk::guesses::page::{Card, Group, Here as Project};

use super::{MORE_KEY, SIZES, YES_KEY, guess_words, id_of};
use crate::parts::{Icon, section_head, words};
use crate::projects::here::Here;
use crate::site::InBusiness;

/// A default for all cards of a list or of a label: a wide guess, which stays marked.
pub(super) fn groups(visit: &InBusiness, project: &Project) -> Markup {
    html! {
        @if project.guessed > 0 {
            section.panel id="lists" tabindex="-1" {
                (section_head("What a card takes as a rule", None, &html! { "A wide guess for all at once; it stays marked until you confirm it" }))
                ul.tasks.tasks-in {
                    @for group in &project.lists { (self::group(visit, project, "list", group)) }
                    @for group in &project.labels { (self::group(visit, project, "label", group)) }
                }
            }
        }
    }
}

fn group(visit: &InBusiness, project: &Project, kind: &str, group: &Group) -> Markup {
    let id = id_of(kind, &group.name);
    let (guess, confirm) = (visit.form(&format!("guess_efforts:{id}")), visit.form(&format!("confirm_efforts:{id}")));
    let title = match (kind, group.name.as_str()) {
        ("list", "") => "Cards in no list".to_owned(),
        ("list", name) => name.to_owned(),
        (_, name) => format!("Label {name}"),
    };
    let which = html! {
        input type="hidden" name="project" value=(project.key);
        @if kind == "list" && group.name.is_empty() { input type="hidden" name="unlisted" value="true"; }
        @else { input type="hidden" name=(kind) value=(group.name); }
    };
    let marked = group.guessed - group.unsaid;
    html! {
        li.task.task-guess id=(id) data-row {
            div.grow {
                div.task-t { (title) }
                div.task-m {
                    (words::count(group.guessed as u64)) " of " (words::count(group.open as u64)) " guessed"
                    @if group.unsaid > 0 && marked > 0 { ", " (words::count(group.unsaid as u64)) " without even a guess" }
                }
                (guess.before(visit)) (confirm.before(visit))
            }
            form.sizes method="post" action=(visit.form_action("guess_efforts")) {
                (guess.hidden(visit, &[])) (which)
                @for size in &SIZES {
                    button.btn.btn-s name="effort" value=(size.guessed) data-key=(size.key) aria-keyshortcuts=(size.key)
                        aria-label={ "Guess " (size.words) " for each card of " (title) } { (size.words) }
                }
            }
            form.size-yes method="post" action=(visit.form_action("confirm_efforts")) {
                (confirm.hidden(visit, &[])) (which)
                @if marked > 0 {
                    button.btn.btn-s data-key=(YES_KEY) aria-keyshortcuts=(YES_KEY) aria-label={ "The guesses of " (title) " are right" } {
                        (Icon::Tick.small()) "Right"
                    }
                }
            }
        }
    }
}

/// One key per card; the next one has the focus already.
pub(super) fn cards(visit: &InBusiness, project: &Project, here: &Here) -> Markup {
    let more = project.guessed.saturating_sub(project.cards.len());
    html! {
        @if !project.cards.is_empty() {
            section.panel id="cards" tabindex="-1" {
                (section_head("Card by card", Some(project.guessed as u64), &html! { "What you say is no guess any more" }))
                ul.tasks.tasks-in data-cards { @for card in &project.cards { (self::card(visit, project, card, here)) } }
                @if more > 0 { div.panel-foot { (words::capital(&words::counted(more as u64, "more follows", "more follow"))) " as these are said." } }
            }
        }
    }
}

fn card(visit: &InBusiness, project: &Project, card: &Card, here: &Here) -> Markup {
    let form = visit.form(&format!("change_task:guess-{}", card.key));
    let confirm = visit.form(&format!("confirm_efforts:card-{}", card.key));
    let fault = form.fault("effort");
    let (id, field) = (format!("card-{}", card.key), format!("more-{}", card.key));
    let about = format!("{field}-fault");
    // A card of a draft has no page of its own yet.
    let href = if project.draft { format!("#{id}") } else { visit.at(&format!("/tasks/{}", card.key)) };
    let common = html! {
        (form.hidden(visit, &["effort"]))
        input type="hidden" name="task" value=(card.key);
        input type="hidden" name="_hurry" value="on";
    };
    html! {
        li.task.task-guess id=(id) data-row data-card {
            div.grow {
                div.task-t { a href=(href) { (card.name) } }
                div.task-m { (meta(card, here)) }
                @if let Some(fault) = fault { p.err id=(about) { (Icon::Late.with_class("i i-s fillst")) (fault) } }
                (form.before(visit)) (confirm.before(visit))
            }
            form.sizes method="post" action=(visit.form_action("change_task")) {
                (common)
                @for size in &SIZES {
                    button.btn.btn-s name="effort" value=(size.said) data-key=(size.key) data-says=(size.words) aria-keyshortcuts=(size.key)
                        aria-label={ (card.name) " takes " (size.words) } { (size.words) }
                }
            }
            form.size-more method="post" action=(visit.form_action("change_task")) {
                (common)
                label.vh for=(field) data-key=(MORE_KEY) { "More or other hours for " (card.name) }
                input.inp.inp-n id=(field) name="effort" value=(form.value("effort", "")) required placeholder="more" autocomplete="off"
                    aria-invalid=[fault.map(|_| "true")] aria-describedby=[fault.map(|_| about.as_str())];
            }
            form.size-yes method="post" action=(visit.form_action("confirm_efforts")) {
                @if card.effort.is_some() {
                    (confirm.hidden(visit, &[]))
                    input type="hidden" name="project" value=(project.key);
                    input type="hidden" name="tasks" value=(card.key);
                    input type="hidden" name="_hurry" value="on";
                    button.btn.btn-s data-key=(YES_KEY) data-says="as guessed" aria-keyshortcuts=(YES_KEY) aria-label={ "The guess for " (card.name) " is right" } {
                        (Icon::Tick.small()) "Right"
                    }
                }
            }
        }
    }
}

fn meta(card: &Card, here: &Here) -> Markup {
    html! {
        @match card.effort {
            Some(effort) => span.guess-mark { "guess: " (guess_words(effort)) },
            None => span.guess-mark { "an hour is a guess" },
        }
        @if !card.list.is_empty() { span { (card.list) } }
        @if let Some(due) = card.due { span { "due " (here.when(due)) } }
        @for label in card.labels.iter().take(3) { (crate::parts::tag(label, false)) }
    }
}
