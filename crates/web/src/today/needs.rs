//! What needs the visitor: each with what can be done about it at once.

use maud::{Markup, Render, html};
use righthand_desk::today::{Need, NeedAction, NeedKind};

use super::day::{Day, Part};
use crate::parts::{self, Icon, button, hidden, link_button, section_head, tag};
use crate::site::fields_of;

/// Needs that are shown before the rest is folded away: what one sees without scrolling.
const SHOWN: usize = 6;

/// The section; says so where nothing waits.
pub(super) fn needs(day: &Day) -> Markup {
    let all: Vec<(&Part, &Need)> =
        day.parts.iter().flat_map(|part| part.today.needs.iter().map(move |need| (part, need))).collect();
    let (shown, more) = all.split_at(all.len().min(SHOWN));
    html! {
        section aria-label="Needs you" {
            (section_head("Needs you", u64::try_from(all.len()).ok(), &html! {}))
            @if all.is_empty() {
                div.panel { (parts::empty("Nothing waits for you", "What only you can do or decide stands here.", &html! {})) }
            } @else {
                ul.panel { @for (n, (part, need)) in shown.iter().enumerate() { (one(day, part, need, n)) } }
            }
            @if !more.is_empty() {
                details.mt2 id="more-needs" {
                    summary.link { (more.len()) " more" }
                    ul.panel.mt2 { @for (n, (part, need)) in more.iter().enumerate() { (one(day, part, need, SHOWN + n)) } }
                }
            }
        }
    }
}

fn one(day: &Day, part: &Part, need: &Need, n: usize) -> Markup {
    let href = part.visit.at(&need.path);
    let (icon, look) = look(need.kind);
    let key = need.path.trim_start_matches('/').replace('/', "-");
    let before: Vec<Markup> =
        need.actions.iter().map(|action| part.visit.form(&form_id(action, &key)).before(&part.visit)).collect();
    let need = parts::Need {
        id: format!("{}-{key}-{n}", part.visit.membership.business_key),
        icon,
        title: need.title.clone(),
        href: Some(href.clone()),
        due: html! { @if day.several() { (tag(&part.visit.membership.business_name, false)) } },
        body: html! { p { (need.text) } @for markup in &before { (markup) } },
        actions: html! {
            (link_button(look, href).small().primary())
            @for action in &need.actions { (act(part, action, &key)) }
        },
    };
    need.render()
}

fn form_id(action: &NeedAction, key: &str) -> String {
    format!("{}:{key}", action.command)
}

fn act(part: &Part, action: &NeedAction, key: &str) -> Markup {
    let form = part.visit.form(&form_id(action, key));
    html! {
        form method="post" action=(part.visit.form_action(&action.command)) {
            (form.hidden(&part.visit, &[]))
            @for (name, value) in fields_of(&action.input) { (hidden(&name, &value)) }
            (button(&action.label).small().quiet())
        }
    }
}

fn look(kind: NeedKind) -> (Icon, &'static str) {
    match kind {
        NeedKind::Draft => (Icon::File, "Give it an end and an outcome"),
        NeedKind::Stuck => (Icon::Blocked, "Look at it"),
        NeedKind::Late => (Icon::Flag, "See the forecast"),
        NeedKind::Guesses => (Icon::Question, "Say how long it takes"),
        NeedKind::Ahead => (Icon::Late, "Look at it"),
        NeedKind::Question => (Icon::Question, "Answer"),
        NeedKind::Decision => (Icon::Decision, "Decide"),
        NeedKind::Said => (Icon::Question, "Look at the workflow"),
        NeedKind::Trouble => (Icon::Decision, "Look at the plan"),
    }
}
