//! The brief of the role that the answer hires, to be printed or sent: scope, hours, term, first results, what is handed over.

use maud::{Markup, html};
use righthand_advisor::{Advice, Hire, HiredRole, Offered};
use righthand_desk::hire::advice::{Advised, Words};

use super::{Page, hours, pages};
use crate::parts::{empty, link_button, sentence_head, words};
use crate::site::InBusiness;

pub(super) fn page(visit: &InBusiness, told: &Advised) -> Markup {
    let hires = &told.advice.answer.hire;
    html! {
        (sentence_head("Role brief", "What the role is, as it can be printed or sent. It says nothing of rates, of how you feel about work, or of anybody’s pay.", &html! {}))
        (pages(visit, Page::Brief))
        @if hires.is_empty() {
            section.panel { (empty("Nobody is to be hired yet", &told.advice.answer.sentence, &html! { (link_button("See why", visit.at("/hire/answer"))) })) }
        }
        @for hire in hires { (brief(&visit.membership.business_name, &told.advice, &told.words, hire)) }
    }
}

/// One role, as it can be printed.
pub(crate) fn brief(business: &str, advice: &Advice, of: &Words, hire: &Hire) -> Markup {
    let title = title(hire, of);
    html! {
        article.panel.panel-p.brief.mt4 {
            p.small.mut { (business) }
            h2 { (words::capital(&title)) }
            dl.dl.mt2 {
                dt { "Hours" } dd { (hours(hire.hours_per_week)) " a week, to be laid as suits both" }
                dt { "Term" }
                dd {
                    @match hire.months {
                        Some(months) => { (words::counted(u64::from(months), "month", "months")) ", fixed; what is open then is handed over in its last two weeks" },
                        None => { "Ongoing, with a review every quarter" },
                    }
                }
                dt { "Reports to" } dd { "The owner, once a week" }
                dt { "Takes" } dd { (kinds(hire)) }
            }
            h3.mt4 { "Scope" }
            ul.mt1 { @for key in &hire.covers { li { (covered(hire, key, of)) } } }
            h3.mt4 { "Handed over first" }
            ol.mt1 {
                @for duty in advice.order.iter().filter(|duty| is_for(hire, &duty.to)) {
                    li { b { (of.duty(&duty.duty)) } ", " (hours(duty.hours_per_week)) " a week; how it is done is shown and written down before" }
                }
            }
            h3.mt4 { "First results" }
            ul.mt1 { @for result in results(hire) { li { (result) } } }
            h3.mt4 { "How we begin" }
            p.mt1 { "With a paid trial task from the scope above, judged by what is written here; then the engagement, with an onboarding week." }
        }
    }
}

fn title(hire: &Hire, of: &Words) -> String {
    match &hire.who {
        Offered::Role { role, skill: Some(skill) } => format!("{} for {skill}", role.title()),
        Offered::Role { role, skill: None } => role.title().to_owned(),
        Offered::Member(key) => of.person(key).to_owned(),
    }
}

fn is_for(hire: &Hire, to: &str) -> bool {
    match &hire.who {
        Offered::Role { role, .. } => role.as_str() == to,
        Offered::Member(key) => key == to,
    }
}

fn covered<'a>(hire: &Hire, key: &'a str, of: &'a Words) -> &'a str {
    if hire.who.role() == Some(HiredRole::ProjectManager) { of.project(key) } else { of.duty(key) }
}

fn kinds(hire: &Hire) -> &'static str {
    match hire.who.role() {
        Some(HiredRole::ProjectManager) => {
            "The management of these projects, to their end date; no implementation (R3), no strategy"
        }
        Some(HiredRole::OnlineBusinessManager) => {
            "Management of the whole business, part of its strategy, and some of the work (R5)"
        }
        Some(HiredRole::VirtualAssistant) => "Work that can be shown, and done by what is written down",
        Some(HiredRole::Specialist) => "Work of this craft",
        None => "The work named below",
    }
}

fn results(hire: &Hire) -> [&'static str; 3] {
    match hire.who.role() {
        Some(HiredRole::ProjectManager) => [
            "In the first week: every task has a person, an effort and a date that they have agreed to.",
            "In the second week: the team asks you, not the owner; the chance of being on time is looked at together.",
            "By the end: the outcome is there on its date, and what was learnt is written down.",
        ],
        Some(HiredRole::OnlineBusinessManager) => [
            "In the first month: what is regular goes out without the owner asking.",
            "In the second month: the team has one person to ask, and workflows are written where they were missing.",
            "In the third month: the owner's week is prepared for, and the numbers are read together.",
        ],
        _ => [
            "In the first week: one piece done beside the owner, and the steps of it written down.",
            "In the first month: all of the first duty, without a reminder.",
            "In the second month: the rest of the scope, with a question a day at most.",
        ],
    }
}
