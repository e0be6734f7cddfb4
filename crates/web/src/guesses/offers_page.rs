//! Offers: cards that look as if they recur, and an order of the cards of a list. Each is taken or not, by one key.

use maud::{Markup, html};
use righthand_desk::guesses::page::Here as Project;
use righthand_desk::guesses::{Offer, OrderOffer, RecurringOffer};
use righthand_domain::recurrence::{spot::Sign, words as rule_words};

use super::{NO_KEY, YES_KEY, id_of};
use crate::parts::{Icon, section_head, words};
use crate::site::InBusiness;

/// Cards of an order that are named at once: the first ones and the last.
const NAMED: usize = 3;
/// How often, for what looks as if it recurred otherwise than it does.
const RULES: [&str; 7] = [
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;INTERVAL=3",
    "FREQ=YEARLY",
];

/// Cards that could be operations.
pub(super) fn recurring(visit: &InBusiness, project: &Project) -> Markup {
    html! {
        @if !project.recurring.is_empty() {
            section.panel id="regular" tabindex="-1" {
                (section_head("Work that comes again and again", Some(project.recurring.len() as u64), &html! { "A card is done once; an operation comes back by itself (R1)" }))
                ul.tasks.tasks-in { @for offer in &project.recurring { (recurs(visit, project, offer)) } }
            }
        }
    }
}

fn recurs(visit: &InBusiness, project: &Project, offer: &RecurringOffer) -> Markup {
    let id = id_of("recurs", &offer.name);
    let form = visit.form(&format!("make_recurring:{id}"));
    let rule = format!("{id}-rule");
    let fault = form.fault("rrule");
    let other = RULES.iter().filter(|other| **other != offer.rrule);
    html! {
        li.task.task-guess id=(id) data-row {
            div.grow {
                div.task-t { (offer.name) }
                div.task-m { (why(offer)) }
                @if let Some(fault) = fault { p.err { (Icon::Late.with_class("i i-s fillst")) (fault) } }
                (form.before(visit))
            }
            form.row.row-w method="post" action=(visit.form_action("make_recurring")) {
                (form.hidden(visit, &["rrule"]))
                input type="hidden" name="project" value=(project.key);
                input type="hidden" name="name" value=(offer.name);
                input type="hidden" name="starts" value=(offer.starts);
                @for card in &offer.cards { input type="hidden" name="tasks" value=(card); }
                button.btn.btn-s data-key=(YES_KEY) aria-keyshortcuts=(YES_KEY) { (Icon::Tick.small()) "Make it regular work" span.vh { ": " (offer.name) } }
                label.vh for=(rule) { "How often " (offer.name) " comes" }
                select.inp id=(rule) name="rrule" {
                    option value=(offer.rrule) selected[form.chosen("rrule", &offer.rrule, true)] { (offer.how_often) }
                    @for other in other { option value=(other) selected[form.chosen("rrule", other, false)] { (rule_words(other, offer.starts)) } }
                }
            }
            (dismiss(visit, project, Offer::Recurring, &offer.name, "It stays a card"))
        }
    }
}

fn why(offer: &RecurringOffer) -> String {
    let cards = words::counted(offer.cards.len() as u64, "open card", "open cards");
    match offer.sign {
        Sign::Field => format!("Its board says that it comes {}, {cards}", offer.how_often),
        Sign::Name => format!("Its name says so, {cards}"),
        Sign::Dates(dates) => {
            format!("{} of this name are due {}", words::counted(dates as u64, "card", "cards"), offer.how_often)
        }
        Sign::Repeats(times) => format!("{} of this name", words::counted(times as u64, "card", "cards")),
    }
}

/// An order for each list that has none.
pub(super) fn orders(visit: &InBusiness, project: &Project) -> Markup {
    html! {
        @if !project.orders.is_empty() {
            section.panel id="order" tabindex="-1" {
                (section_head("What comes after what", Some(project.orders.len() as u64), &html! { "Without an order, everybody could begin everywhere at once" }))
                ul.tasks.tasks-in { @for offer in &project.orders { (order(visit, project, offer)) } }
            }
        }
    }
}

fn order(visit: &InBusiness, project: &Project, offer: &OrderOffer) -> Markup {
    let id = id_of("order", &offer.list);
    let form = visit.form(&format!("order_tasks:{id}"));
    let list = if offer.list.is_empty() { "Cards in no list".to_owned() } else { offer.list.clone() };
    let by = if offer.by_dates { "by their due dates" } else { "as they stand in the list" };
    let count = words::counted(offer.cards.len() as u64, "card", "cards");
    html! {
        li.task.task-w.task-guess id=(id) data-row {
            div.grow {
                div.task-t { (list) ": these " (count) " one after another" }
                div.task-m { (by) }
                (chain(offer))
                (form.before(visit))
            }
            form method="post" action=(visit.form_action("order_tasks")) {
                (form.hidden(visit, &[]))
                input type="hidden" name="project" value=(project.key);
                @for (key, _) in &offer.cards { input type="hidden" name="tasks" value=(key); }
                button.btn.btn-s data-key=(YES_KEY) aria-keyshortcuts=(YES_KEY) { (Icon::Tick.small()) "One after another" span.vh { ": " (list) } }
            }
            (dismiss(visit, project, Offer::Order, &offer.list, "In any order"))
        }
    }
}

/// The first ones and the last; all of them on demand.
fn chain(offer: &OrderOffer) -> Markup {
    let names: Vec<&str> = offer.cards.iter().map(|(_, name)| name.as_str()).collect();
    html! {
        @if let ([first @ .., last], true) = (names.as_slice(), names.len() > NAMED + 1) {
            p.small.sec.wrap { (first.iter().take(NAMED).copied().collect::<Vec<_>>().join(", then ")) ", … , " (last) }
            details { summary.link { "All of them" } ol.small.order-all { @for name in &names { li { (name) } } } }
        } @else { p.small.sec.wrap { (names.join(", then ")) } }
    }
}

fn dismiss(visit: &InBusiness, project: &Project, offer: Offer, subject: &str, label: &str) -> Markup {
    let form = visit.form(&format!("dismiss_offer:{}", id_of(offer.as_str(), subject)));
    html! {
        form method="post" action=(visit.form_action("dismiss_offer")) {
            (form.hidden(visit, &[]))
            input type="hidden" name="project" value=(project.key);
            input type="hidden" name="offer" value=(offer.as_str());
            input type="hidden" name="subject" value=(subject);
            button.btn.btn-s.btn-q data-key=(NO_KEY) aria-keyshortcuts=(NO_KEY) { (label) span.vh { ": " (subject) } }
        }
    }
}
