//! After the hire as markup: predicted beside what has happened, the gap by its causes, and whether the answer has changed.

use jiff::civil::Date;
use maud::{Markup, html};
use righthand_advisor::HiredRole;
use righthand_desk::hire::advice::Words;
use righthand_desk::hire::after::{After, Cause};

use super::{Page, hours, money, pages};
use crate::parts::{Icon, Tone, empty, link_button, note, section_head, sentence_head, table, words};
use crate::site::InBusiness;

/// Points of a chance within which a prediction held: the interval of two hundred futures.
const HELD_POINTS: f64 = 0.07;
/// Share of hours or money within which a prediction held.
const HELD_SHARE: f64 = 0.1;

pub(super) fn page(visit: &InBusiness, of: &Words, all: &[After], changed: Option<&str>, today: Date) -> Markup {
    html! {
        (sentence_head("After the hire", "What was predicted when the role was opened, beside what is so now.", &html! { button.btn type="button" hidden data-print="" { "Print" } }))
        (pages(visit, Page::After))
        @if let Some(changed) = changed {
            (note(Tone::Accent, Icon::Hire, &html! { p { (changed) } p.mt1 { a.link href=(visit.at("/hire/answer")) { "Look at the answer" } } }))
        }
        @if all.is_empty() {
            section.panel { (empty("Nobody has been hired from here yet", "Whoever is hired from the candidates is followed here, month by month.", &html! { (link_button("Candidates", visit.at("/hire/candidates"))) })) }
        }
        @for hire in all { (one(visit, of, hire, today)) }
    }
}

fn one(visit: &InBusiness, of: &Words, hire: &After, today: Date) -> Markup {
    let (predicted, now) = (&hire.predicted, &hire.now);
    let role = HiredRole::parse(&hire.role).map_or("", HiredRole::title);
    let head = html! { tr { th scope="col" { "What" } th.r scope="col" { "Predicted" } th.r scope="col" { "Now" } th scope="col" { "Held" } } };
    let row = |what: &str, predicted: String, now: Option<String>, held: Option<bool>| {
        html! {
            tr {
                th scope="row" { (what) }
                td.r { (predicted) }
                td.r { @match &now { Some(now) => b { (now) }, None => span.mut { "not known" } } }
                td {
                    @match held {
                        Some(true) => { (Icon::Ok.with_class("i i-s fillst ok")) " as predicted" },
                        Some(false) => { (Icon::Late.with_class("i i-s fillst latec")) " otherwise" },
                        None => span.mut { "cannot be said" },
                    }
                }
            }
        }
    };
    let close = |a: f64, b: f64| (a - b).abs() <= HELD_SHARE * a.abs().max(1.0);
    let body = html! {
        @for (project, (_, name, chance)) in predicted.projects.iter().zip(&now.projects) {
            (row(&format!("{name} on time"), words::chance_percent(project.on_time), chance.map(words::chance_percent), chance.map(|chance| chance >= project.on_time - HELD_POINTS)))
        }
        (row("Hours back to you, a week", hours(predicted.owner_hours_back), Some(hours(now.owner_hours_back)), Some(now.owner_hours_back >= predicted.owner_hours_back * (1.0 - HELD_SHARE))))
        (row("Cost, a month", money(of, predicted.cost_per_month), now.cost_per_month.map(|cost| money(of, cost)), now.cost_per_month.map(|cost| close(predicted.cost_per_month, cost))))
    };
    html! {
        section.mt4 {
            (section_head(&hire.name, None, &html! { (role) ", since " (words::short_day(hire.started, today)) ", " (since(hire)) @if hire.gone { ", gone" } }))
            section.panel.mt2 { (table(&format!("Predicted of {} and now", hire.name), "", &head, &body)) }
            div.cols.mt2 {
                section.panel.panel-p {
                    h3 { "Where the gap comes from" }
                    @if hire.causes.is_empty() { p.small.sec.mt1 { "There is none: it is as it was predicted." } }
                    @else { ul.stack-2.mt2 { @for cause in &hire.causes { li { b.num { (amount(of, cause)) } " " (cause.says) } } } }
                }
                p.small { a.link href=(visit.at(&format!("/team/{}", hire.member))) { "Their page in the team" } ", " a.link href=(visit.at("/hire/duties")) { "who has which duty" } }
            }
        }
    }
}

fn since(hire: &After) -> String {
    match hire.months {
        months if months < 0 => "not begun yet".to_owned(),
        0 => "in the first month".to_owned(),
        months => format!("{} in", words::counted(months.unsigned_abs(), "month", "months")),
    }
}

fn amount(of: &Words, cause: &Cause) -> String {
    if cause.what.is_money() {
        format!("{} a month", money(of, cause.amount))
    } else {
        format!("{} a week", hours(cause.amount))
    }
}
