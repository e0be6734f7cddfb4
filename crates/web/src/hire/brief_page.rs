//! The brief of a role, to be printed or sent: scope, hours, term, first results, what is handed over.

use maud::{Markup, html};
use righthand_advisor::{Advice, Hire, HiredRole, Offered};
use righthand_desk::hire::advice::{Advised, Words};
use righthand_desk::hire::board::Brief;

use super::{Page, hours, pages};
use crate::parts::{button, empty, hidden, link_button, sentence_head, words};
use crate::site::InBusiness;

/// What the pages of a brief say of it.
const SAYS: &str = "What the role is, as it can be printed or sent. It says nothing of rates, of how you feel about work, or of anybody’s pay.";

/// The briefs of the advisor's answer, each to be opened for candidates.
pub(super) fn page(visit: &InBusiness, told: &Advised) -> Markup {
    let hires = &told.advice.answer.hire;
    html! {
        (sentence_head("Role brief", SAYS, &print()))
        (pages(visit, Page::Brief))
        @if hires.is_empty() {
            section.panel { (empty("Nobody is to be hired yet", &told.advice.answer.sentence, &html! { (link_button("See why", visit.at("/hire/answer"))) })) }
        }
        @for hire in hires {
            (brief(&visit.membership.business_name, &told.advice, &told.words, hire))
            (open(visit, hire))
        }
        (other(visit))
    }
}

/// The brief of a role that is open, as its candidates get it.
pub(super) fn of_opening(visit: &InBusiness, brief: &Brief) -> Markup {
    html! {
        (sentence_head("Role brief", SAYS, &html! { (print()) (link_button("Candidates", visit.at("/hire/candidates"))) }))
        (pages(visit, Page::Brief))
        (sheet(&Sheet::of(brief)))
    }
}

fn print() -> Markup {
    html! { button.btn type="button" hidden data-print="" { "Print, or save as PDF" } }
}

fn open(visit: &InBusiness, hire: &Hire) -> Markup {
    let Offered::Role { role, skill } = &hire.who else { return html! {} };
    html! {
        form.row.screen-only.mt2 method="post" action=(visit.form_action("open_role")) {
            (hidden("role", role.as_str()))
            @if let Some(skill) = skill { (hidden("skill", skill)) }
            (hidden("_back", &visit.visitor.path)) (hidden("_next", &visit.at("/hire/candidates")))
            (button("Open this role for candidates").primary())
        }
    }
}

/// Whoever knows better than the answer looks for another role.
fn other(visit: &InBusiness) -> Markup {
    let form = visit.form("open_role:other");
    html! {
        details.mt4.screen-only open[form.fault("hours_per_week").is_some() || form.fault("skill").is_some()] {
            summary { "Look for another role" }
            (form.before(visit))
            form.stack.panel.panel-p.mt2 method="post" action=(visit.form_action("open_role")) novalidate {
                (form.hidden(visit, &["role", "skill", "hours_per_week"])) (hidden("_next", &visit.at("/hire/candidates")))
                div.form-2 {
                    div.field { label for="other-role" { "Role" } select.inp id="other-role" name="role" { @for role in HiredRole::ALL { option value=(role.as_str()) selected[form.chosen("role", role.as_str(), false)] { (words::capital(role.title())) } } } }
                    (crate::parts::Field::new("text", "skill", "Skill of a specialist").value(form.value("skill", "")).fault(form.fault("skill")).unasked())
                    (crate::parts::Field::new("text", "hours_per_week", "Hours a week").value(form.value("hours_per_week", "")).fault(form.fault("hours_per_week")).inputmode("decimal").narrow().hint("As the advisor says if you say nothing").unasked())
                }
                div { (button("Open it for candidates").small()) }
            }
        }
    }
}

/// All that a brief says.
pub(crate) struct Sheet<'a> {
    business: &'a str,
    title: String,
    hours: f64,
    months: Option<u32>,
    role: Option<HiredRole>,
    scope: Vec<&'a str>,
    /// What is handed over first, with its hours a week.
    first: Vec<(&'a str, f64)>,
    /// What somebody has to bring.
    needs: &'a [String],
    trial: Option<&'a str>,
}

/// Duties that a brief names as the first to go.
const FIRST_MAX: usize = 3;

impl<'a> Sheet<'a> {
    /// Of a role that is open.
    pub(crate) fn of(brief: &'a Brief) -> Self {
        Self {
            business: &brief.business,
            title: brief.name.clone(),
            hours: brief.hours_per_week,
            months: brief.months.and_then(|months| u32::try_from(months).ok()),
            role: HiredRole::parse(&brief.role),
            scope: brief.scope.iter().map(|covered| covered.name.as_str()).collect(),
            first: brief.scope.iter().filter_map(|of| Some((of.name.as_str(), of.hours?))).take(FIRST_MAX).collect(),
            needs: &brief.needs,
            trial: brief.trial.as_deref(),
        }
    }
}

/// One role of an answer, as it can be printed.
pub(crate) fn brief(business: &str, advice: &Advice, of: &Words, hire: &Hire) -> Markup {
    let first = advice.order.iter().filter(|duty| is_for(hire, &duty.to));
    sheet(&Sheet {
        business,
        title: title(hire, of),
        hours: hire.hours_per_week,
        months: hire.months,
        role: hire.who.role(),
        scope: hire.covers.iter().map(|key| covered(hire, key, of)).collect(),
        first: first.map(|duty| (of.duty(&duty.duty), duty.hours_per_week)).collect(),
        needs: &[],
        trial: None,
    })
}

/// A brief as a page of paper.
pub(crate) fn sheet(of: &Sheet<'_>) -> Markup {
    html! {
        article.panel.panel-p.brief.mt4 {
            p.small.mut { (of.business) }
            h2 { (words::capital(&of.title)) }
            dl.dl.mt2 {
                dt { "Hours" } dd { (hours(of.hours)) " a week, to be laid as suits both" }
                dt { "Term" }
                dd {
                    @match of.months {
                        Some(months) => { (words::counted(u64::from(months), "month", "months")) ", fixed; what is open then is handed over in its last two weeks" },
                        None => { "Ongoing, with a review every quarter" },
                    }
                }
                dt { "Reports to" } dd { "The owner, once a week" }
                dt { "Takes" } dd { (kinds(of.role)) }
            }
            @if !of.scope.is_empty() { h3.mt4 { "Scope" } ul.mt1 { @for line in &of.scope { li { (line) } } } }
            @if !of.first.is_empty() {
                h3.mt4 { "Handed over first" }
                ol.mt1 { @for (name, length) in &of.first { li { b { (name) } ", " (hours(*length)) " a week; how it is done is shown and written down before" } } }
            }
            @if !of.needs.is_empty() { h3.mt4 { "What we ask for" } ul.mt1 { @for need in of.needs { li { (need) } } } }
            h3.mt4 { "First results" }
            ul.mt1 { @for result in results(of.role) { li { (result) } } }
            h3.mt4 { "How we begin" }
            @match of.trial {
                Some(trial) => p.mt1 { "With a trial task, paid: " (trial) },
                None => p.mt1 { "With a paid trial task from the scope above, judged by what is written here; then the engagement, with an onboarding week." },
            }
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

fn kinds(role: Option<HiredRole>) -> &'static str {
    match role {
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

fn results(role: Option<HiredRole>) -> [&'static str; 3] {
    match role {
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
