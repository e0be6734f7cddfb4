//! Head of a project's pages: what it is to bring about, when, how sure, and whose it is.

use maud::{Markup, html};
use righthand_desk::projects::glance::{Glance, Health};

use super::chance;
use super::here::Here;
use super::portfolio_page::done;
use crate::parts::{self, Icon, Tab, Tone, button, link_button, tabs};
use crate::site::InBusiness;

/// Which of its pages this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Outline,
    BreakDown,
    Forecast,
    Report,
}

/// Title, sentence, chance, manager, and the other pages.
pub(super) fn head(visit: &InBusiness, glance: &Glance, here: &Here, may_change: bool, page: Page) -> Markup {
    let at = |rest: &str| visit.at(&format!("/projects/{}{rest}", glance.key));
    let sees = super::sees_forecast(visit, glance);
    let actions = html! {
        (chance::chip(glance, sees.then(|| at("/forecast"))))
        @if let Some(manager) = &glance.manager { (parts::person(&manager.name, &manager.key)) }
        @if may_change { (link_button("Edit", at("/edit")).icon(Icon::Edit)) }
    };
    let (outline, lines, forecast, report) = (at(""), at("/outline"), at("/forecast"), at("/report"));
    let history = visit.at(&format!("/history/project/{}", glance.key));
    let mut pages = vec![Tab { label: "Outline", href: &outline, count: None, current: page == Page::Outline }];
    if sees {
        pages.push(Tab { label: "Break down", href: &lines, count: None, current: page == Page::BreakDown });
        pages.push(Tab { label: "Forecast", href: &forecast, count: None, current: page == Page::Forecast });
    }
    if sees {
        pages.push(Tab { label: "Report", href: &report, count: None, current: page == Page::Report });
        pages.push(Tab { label: "History", href: &history, count: None, current: false });
    }
    html! {
        (parts::sentence_head(&glance.name, &sentence(glance, here), &actions))
        @if pages.len() > 1 { (tabs(&glance.name, &pages)) }
    }
}

/// What being tentative means, and the way to what promising it would do.
pub(super) fn tentative(visit: &InBusiness, glance: &Glance) -> Markup {
    let sees = visit.membership.role.runs_the_business();
    parts::note(
        Tone::Accent,
        Icon::Question,
        &html! {
            p { b { "This project is tentative." } " Nobody has promised it: it takes nobody’s hours, and nothing waits for it." }
            @if sees {
                p.mt2.row.row-w {
                    (link_button("What would promising it do?", visit.at(&format!("/what-if?on={}", glance.key))).small().primary())
                    @let form = visit.form("promise_project:head");
                    form method="post" action=(visit.form_action("promise_project")) {
                        (form.hidden(visit, &[]))
                        input type="hidden" name="project" value=(glance.key);
                        (button("Promise it").small())
                    }
                }
            }
        },
    )
}

/// "The podcast is on air with three episodes. Due Tue 15 Dec, planned to end Thu 10 Dec. 75 of 135 h done."
pub(super) fn sentence(glance: &Glance, here: &Here) -> String {
    let outcome = glance.outcome.trim_end_matches('.');
    let mut sentence = format!("{outcome}. Due {}", here.when(glance.end));
    if glance.health == Health::Closed {
        sentence.push_str(". Closed");
    } else if glance.health == Health::Tentative {
        sentence.push_str(". Tentative");
    } else if let Some(finish) = glance.finish {
        sentence.push_str(&format!(", planned to end {}", here.day(finish)));
    }
    sentence.push('.');
    if glance.minutes_all > 0 {
        sentence.push_str(&format!(" {} done.", done(glance)));
    }
    sentence
}
