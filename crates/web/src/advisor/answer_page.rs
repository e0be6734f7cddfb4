//! The answer to an interview as markup, the brief of the role to be printed, and the roles with the interview's numbers.

use maud::{Markup, html};
use righthand_desk::hire::inventory::OwnersWeek;

use super::said::{ROW, Said};
use super::{Told, framed};
use crate::hire::duties_page::week_list;
use crate::hire::{
    answer_page as answer_parts, brief_page as brief_parts, roles_page as roles_parts, scenarios_page as scenario_parts,
};
use crate::parts::{Icon, button, hidden, words};

pub(super) fn answer(said: &Said, told: &Told) -> Markup {
    let advice = &told.advice;
    framed(
        "The answer",
        &html! {
            header {
                p.small.mut.row.gap-1 { (Icon::Hire.with_class("i i-s")) "For the coming quarter, from what you said" }
                h1.answer.mt1 { (advice.answer.sentence) }
                @if let Some(more) = answer_parts::more(advice, &told.words) { p.answer-2 { (more) } }
            }
            (go_on(said, advice.answer.hire.is_empty()))
            (scenario_parts::scenarios(advice, &told.words))
            div.cols-3 {
                section.panel.panel-p { h2 { "Why" } (answer_parts::why(advice, &told.words)) }
                section.panel.panel-p { h2 { "What would change the answer" } (answer_parts::flips(&advice.flips, false)) }
                section.panel.panel-p {
                    h2 { "What it does not cover" }
                    (answer_parts::not_covered(advice))
                    h2.mt4 { "How sure" }
                    p.small.sec.mt1 { (answer_parts::share_of_worlds(advice)) }
                }
            }
            div.cols {
                div.stack { (answer_parts::first(advice, &told.words)) (scenario_parts::parts(advice, &told.words)) }
                aside.stack aria-label="The week, and what is assumed" {
                    (week(told))
                    (assumed(told))
                }
            }
            (keep(said))
        },
    )
}

/// The interview goes along to whatever comes next.
fn carried(said: &Said) -> Markup {
    html! { @for (name, value) in said.carried() { (hidden(name, value)) } }
}

fn go_on(said: &Said, nobody: bool) -> Markup {
    html! {
        form.row.row-w.screen-only method="post" action="/advisor/brief" data-native="" {
            (carried(said))
            @if !nobody { (button("Write the role brief").primary()) }
            (button("Change what I said").posts_to("/advisor"))
            (button("The roles with my numbers").posts_to("/advisor/roles"))
        }
    }
}

fn week(told: &Told) -> Markup {
    let mut week = OwnersWeek::default();
    let owner = told.snapshot.people.first().map(|person| &person.key);
    told.snapshot.duties.iter().filter(|duty| duty.who.as_ref() == owner).for_each(|duty| week.add(duty));
    html! { section.panel.panel-p { h2 { "Your week" } (week_list(&week)) } }
}

fn assumed(told: &Told) -> Markup {
    html! {
        section.panel.panel-p {
            h2 { "What is assumed" }
            p.small.sec.mt1 { "Where you said nothing, these were taken. In a business here each can be changed." }
            details.mt2 {
                summary { (words::counted(told.advice.assumptions.len() as u64, "number", "numbers")) ", each with its source" }
                dl.dl.dl-lines.mt2 {
                    @for assumption in &told.advice.assumptions {
                        dt { (assumption.says) @if let Some((role, _)) = assumption.key.split_once('.') { " (" (role.replace('_', " ")) ")" } }
                        dd { (righthand_domain::words::decimal(assumption.value)) " " (assumption.unit) span.small.mut { ", from: " (assumption.source) } }
                    }
                }
            }
        }
    }
}

/// Into a business: by the browser, or as a list to paste.
fn keep(said: &Said) -> Markup {
    html! {
        section.panel.panel-p.screen-only {
            h2 { "Take it into a business" }
            p.sec.mt1 {
                "Your browser keeps the interview. Once you have a business here, its page of duties offers to take it over; there the answer is worked out with your real tasks, and followed after the hire. "
                a.link href="/set-up" { "Set up a desk" } " or " a.link href="/sign-in" { "sign in" } "."
            }
            details.mt2 {
                summary { "As a list, to be pasted there or kept" }
                label.vh for="as-list" { "Your duties, one a line" }
                textarea.inp.mt2 id="as-list" readonly rows="6" { (list(said)) }
            }
        }
    }
}

/// As the paste of the duties page reads it.
fn list(said: &Said) -> String {
    let row = |at: usize| {
        let text = |name: &str| said.text(&format!("duties.{at}.{name}"));
        let [name, hours, kind, _, _, _, energy, _, hand_over] = ROW.map(text);
        let goes = match hand_over {
            "true" => "yes",
            "false" => "no",
            _ => "",
        };
        (!name.is_empty()).then(|| format!("{name}\t{hours}\t{kind}\t{energy}\t{goes}"))
    };
    (0..said.rows()).filter_map(row).collect::<Vec<_>>().join("\n")
}

pub(super) fn brief(said: &Said, told: &Told) -> Markup {
    let business =
        if told.snapshot.business.name.is_empty() { "An online business" } else { &told.snapshot.business.name };
    let hires = &told.advice.answer.hire;
    framed(
        "Role brief",
        &html! {
            header.screen-only { h1.t28 { "Role brief" } p.lede { "What the role is, to be printed or sent. It says nothing of how you feel about work, and names no pay." } }
            @if hires.is_empty() { section.panel.panel-p { h2 { "Nobody is to be hired yet" } p.mt1 { (told.advice.answer.sentence) } } }
            @for hire in hires { (brief_parts::brief(business, &told.advice, &told.words, hire)) }
            form.row.row-w.screen-only method="post" action="/advisor/answer" data-native="" {
                (carried(said))
                button.btn.btn-p type="button" hidden data-print="" { "Print, or save as PDF" }
                (button("Back to the answer"))
                (button("Change what I said").posts_to("/advisor"))
            }
        },
    )
}

pub(super) fn roles(said: &Said, told: Option<&Told>) -> Markup {
    let numbers = told.map(|told| (&told.advice, &told.words, &told.snapshot));
    framed(
        "Project manager or online business manager",
        &html! {
            header {
                h1.t28 { "Project manager or online business manager" }
                p.lede { (roles_parts::LEDE) }
            }
            (roles_parts::roles(numbers))
            form.row.row-w.screen-only method="post" action="/advisor" data-native="" {
                (carried(said))
                @if told.is_some() { (button("Back to the answer").primary().posts_to("/advisor/answer")) (button("Change what I said")) }
                @else { (button("Find out with your own numbers").primary()) }
            }
        },
    )
}
