//! The portfolio as markup: sentence, filters, timeline or list, who manages how many, what waits.

use maud::{Markup, html};
use righthand_desk::projects::glance::{Glance, Health};
use righthand_desk::projects::portfolio::{Manager, Portfolio};
use righthand_domain::roles::Role;

use super::chance;
use super::here::Here;
use super::portfolio::Asked;
use crate::charts::{self, PortfolioRow, Scale};
use crate::parts::{self, AvatarSize, Icon, avatar, empty, filter, link_button, section_head, segments, table, words};
use crate::site::InBusiness;

/// What the page is made from.
pub(super) struct Look<'a> {
    pub portfolio: &'a Portfolio,
    /// Those that the filters leave.
    pub shown: Vec<&'a Glance>,
    pub asked: &'a Asked,
    pub here: &'a Here,
    /// The saved views of this list.
    pub saved: Markup,
}

pub(super) fn portfolio(visit: &InBusiness, look: &Look<'_>) -> Markup {
    let Portfolio { open, closed, can_open, can_import, .. } = look.portfolio;
    let nothing = open.is_empty() && closed.is_empty();
    // Where there is none yet, the ways to the first one stand in the middle of the page.
    let actions = html! { @if !nothing {
        @if *can_open && !open.is_empty() { (link_button("What if", visit.at("/what-if")).icon(Icon::Curve)) }
        @if *can_import { (link_button("Import", visit.at("/import")).icon(Icon::File)) }
        @if *can_open { (link_button("New project", visit.at("/projects/new")).primary().icon(Icon::Plus)) }
    } };
    html! {
        (parts::sentence_head("Projects", &sentence(open, closed.len()), &actions))
        @if nothing {
            section.panel { (nothing_yet(visit, *can_open, *can_import)) }
        } @else {
            (look.saved)
            (bar(look))
            @if look.shown.is_empty() {
                section.panel { (none_left(visit, look)) }
            } @else if look.asked.view == "list" {
                (list(visit, look))
            } @else {
                (timeline(visit, look))
            }
        }
        (drafts(visit, look.portfolio))
        (managers(visit, look))
        @if visit.membership.role.oversees() && !nothing {
            p.small.mt4 { a.link href=(visit.at("/calibration")) { "How true forecasts were" } }
        }
    }
}

/// "Seven open. One is late, one at risk."
pub(super) fn sentence(open: &[Glance], closed: usize) -> String {
    if open.is_empty() {
        return match closed {
            0 => "Nothing is open.".into(),
            n => format!("Nothing is open. {} closed.", words::capital(&words::number(n as u64))),
        };
    }
    let count = |wanted: &[Health]| open.iter().filter(|glance| wanted.contains(&glance.health)).count() as u64;
    let of = [
        (count(&[Health::Late]), "late"),
        (count(&[Health::AtRisk]), "at risk"),
        (count(&[Health::Stuck]), "with work that cannot be placed"),
        (count(&[Health::Unknown]), "without a chance yet"),
        (count(&[Health::Tentative]), "tentative"),
    ];
    let mut parts: Vec<String> = Vec::new();
    for (n, words) in of.into_iter().filter(|(n, _)| *n > 0) {
        let verb = if parts.is_empty() { if n == 1 { " is" } else { " are" } } else { "" };
        parts.push(format!("{}{verb} {words}", words::number(n)));
    }
    let open = words::capital(&words::number(open.len() as u64));
    if parts.is_empty() {
        return format!("{open} open. All is on track.");
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    format!("{open} open. {}.", words::capital(&words::list(&parts)))
}

fn nothing_yet(visit: &InBusiness, can_open: bool, can_import: bool) -> Markup {
    let step = html! {
        @if can_import { (link_button("Import a board", visit.at("/import")).primary()) " " }
        @if can_open { (link_button("Open a project", visit.at("/projects/new"))) }
    };
    if can_open {
        empty(
            "No project yet",
            "A project is an outcome with an end date. Bring a board, or open the first one.",
            &step,
        )
    } else {
        empty("No project yet", "Projects that you manage or have work in will be here.", &html! {})
    }
}

fn none_left(visit: &InBusiness, look: &Look<'_>) -> Markup {
    let all = link_button("Show all open projects", visit.at("/projects"));
    let title = if look.asked.state == "closed" { "No closed project here" } else { "No project like that" };
    empty(title, "None fits what the filters ask for.", &html! { (all) })
}

fn bar(look: &Look<'_>) -> Markup {
    let Look { asked, portfolio, .. } = look;
    let list = asked.view == "list";
    let closed = asked.state == "closed";
    html! {
        div.bar {
            (segments("View", &[("Timeline", &asked.with("view", ""), !list), ("List", &asked.with("view", "list"), list)]))
            (choices(look))
            @for (name, value) in [("manager", &asked.manager), ("area", &asked.area), ("state", &asked.state)] {
                @if !value.is_empty() { (filter(&said(look, name, value), &asked.with(name, ""), true)) }
            }
            @if !closed && !portfolio.closed.is_empty() {
                (filter(&format!("Closed ({})", portfolio.closed.len()), &asked.with("state", "closed"), false))
            }
            @if !list {
                @let wide = asked.show == "timeline";
                span.only-s { (super::timeline_link(wide, "Show table", &asked.with("show", "timeline"), &asked.with("show", ""))) }
            }
            span.grow {}
            @if !list {
                @let of_chart = if asked.show == "timeline" { "" } else { "hide-s" };
                div class=(of_chart) { (segments("Scale", &[
                    ("Weeks", &asked.with("scale", "weeks"), asked.scale == "weeks"),
                    ("Months", &asked.with("scale", "months"), asked.scale == "months"),
                    ("Quarters", &asked.with("scale", "quarters"), asked.scale == "quarters"),
                ])) }
            }
        }
    }
}

/// The filters that are not on, each a small menu of addresses.
fn choices(look: &Look<'_>) -> Markup {
    let Look { asked, portfolio, .. } = look;
    let all = portfolio.open.iter().chain(&portfolio.closed);
    let people = all.clone().filter_map(|glance| glance.manager.as_ref());
    let mut managers: Vec<(&str, &str)> = people.map(|who| (who.key.as_str(), who.name.as_str())).collect();
    managers.sort_by_key(|(_, name)| *name);
    managers.dedup();
    let mut areas: Vec<(&str, &str)> =
        all.filter_map(|glance| glance.area.as_deref()).map(|name| (name, name)).collect();
    areas.sort_unstable();
    areas.dedup();
    html! {
        @if managers.len() > 1 { (menu(asked, "manager", "Manager", &asked.manager, &managers)) }
        @if areas.len() > 1 { (menu(asked, "area", "Area", &asked.area, &areas)) }
        (menu(asked, "state", "State", &asked.state, &STATES))
    }
}

/// States to ask for, and their words.
const STATES: [(&str, &str); 5] = [
    ("on_track", "On track"),
    ("at_risk", "At risk"),
    ("late", "Late"),
    ("unknown", "No chance yet"),
    ("closed", "Closed"),
];

fn menu(asked: &Asked, name: &str, label: &str, now: &str, choices: &[(&str, &str)]) -> Markup {
    html! {
        @if now.is_empty() {
            details.menu {
                summary.filter { (label) }
                div.menu-l { @for (value, words) in choices { a href=(asked.with(name, value)) { (words) } } }
            }
        }
    }
}

fn said(look: &Look<'_>, name: &str, value: &str) -> String {
    let all = look.portfolio.open.iter().chain(&look.portfolio.closed);
    match (name, value) {
        ("manager", key) => {
            let named = all.filter_map(|glance| glance.manager.as_ref()).find(|manager| manager.key == key);
            named.map_or_else(|| key.to_owned(), |manager| manager.name.clone())
        }
        ("state", key) => STATES
            .iter()
            .find(|(state, _)| *state == key)
            .map_or_else(|| key.to_owned(), |(_, words)| (*words).to_owned()),
        (_, other) => other.to_owned(),
    }
}

/// The forecast, for those who see it.
fn forecast(visit: &InBusiness, glance: &Glance) -> Option<String> {
    super::sees_forecast(visit, glance).then(|| visit.at(&format!("/projects/{}/forecast", glance.key)))
}

fn timeline(visit: &InBusiness, look: &Look<'_>) -> Markup {
    let scale = match look.asked.scale.as_str() {
        "weeks" => Some(Scale::Weeks),
        "months" => Some(Scale::Months),
        "quarters" => Some(Scale::Years),
        _ => None,
    };
    let rows = look.shown.iter().map(|glance| PortfolioRow {
        name: glance.name.clone(),
        href: visit.at(&format!("/projects/{}", glance.key)),
        outcome: glance.outcome.clone(),
        manager: glance.manager.as_ref().map(|manager| (manager.name.clone(), manager.key.clone())),
        chance: chance::chip(glance, forecast(visit, glance)).in_list(),
        span: glance
            .start
            .map(|start| (start, glance.finish.unwrap_or(start).max(start)))
            .filter(|(start, finish)| finish > start),
        done: share(glance.minutes_done, glance.minutes_all),
        tail: chance::tail(glance),
        due: Some(look.here.day_of(glance.end)),
        baseline: None,
    });
    let chart = charts::Portfolio {
        zone: look.here.zone.clone(),
        now: look.here.now,
        rows: rows.collect(),
        off: look.here.off(&look.portfolio.holidays),
        scale,
        wide: look.asked.show == "timeline",
    };
    html! { (chart) (chart.key()) }
}

fn list(visit: &InBusiness, look: &Look<'_>) -> Markup {
    let here = look.here;
    let head = html! { tr {
        th scope="col" { "Project and outcome" } th scope="col" { "Manager" } th scope="col" { "Area" }
        th.r scope="col" { "Done" } th.r scope="col" { "Planned end" } th.r scope="col" { "Due" } th scope="col" { "On time" }
    } };
    let body = html! {
        @for glance in &look.shown {
            tr data-row="" {
                th scope="row" { a href=(visit.at(&format!("/projects/{}", glance.key))) { (glance.name) } span.sub { (glance.outcome) } }
                td { @if let Some(manager) = &glance.manager { (parts::person(&manager.name, &manager.key)) } }
                td { (glance.area.as_deref().unwrap_or_default()) }
                td.r.num { (done(glance)) }
                td.r { @if let Some(finish) = glance.finish { (here.day(finish)) } }
                td.r { (words::due(here.day_of(glance.end), here.today, glance.health == Health::Closed, "")) }
                td { (chance::chip(glance, forecast(visit, glance)).in_list()) }
            }
        }
    };
    table("Projects with their manager, dates and chance of being on time", "tbl-2", &head, &body)
}

/// "75 of 135 h", or nothing where there is no work.
pub(super) fn done(glance: &Glance) -> String {
    match glance.minutes_all {
        0 => String::new(),
        all => format!(
            "{} of {}",
            words::hours(glance.minutes_done).trim_end_matches([words::NARROW_SPACE, 'h']),
            words::hours(all)
        ),
    }
}

pub(super) fn share(done: i64, all: i64) -> f64 {
    if all > 0 { done as f64 / all as f64 } else { 0.0 }
}

fn drafts(visit: &InBusiness, portfolio: &Portfolio) -> Markup {
    html! {
        @if !portfolio.drafts.is_empty() {
            section.panel.mt4 {
                (section_head("Boards that wait for an end and an outcome", Some(portfolio.drafts.len() as u64), &html! {}))
                ul.tasks {
                    @for draft in &portfolio.drafts {
                        li.task data-row="" {
                            div.grow {
                                div.task-t { a href=(visit.at(&format!("/drafts/{}", draft.key))) { (draft.name) } }
                                div.task-m { (words::counted(u64::try_from(draft.tasks).unwrap_or(0), "task", "tasks")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Who manages how many, R2: three places each for a project manager.
fn managers(visit: &InBusiness, look: &Look<'_>) -> Markup {
    let managers = &look.portfolio.managers;
    html! {
        @if !managers.is_empty() {
            h2.vh { "Who manages them" }
            div.cols-3.mt4 { @for manager in managers { (manager_card(visit, look, manager)) } }
        }
    }
}

fn manager_card(visit: &InBusiness, look: &Look<'_>, manager: &Manager) -> Markup {
    let person = &manager.person;
    let until = manager.until.map(|day| format!(" until {}", words::day(day, look.here.today))).unwrap_or_default();
    let count = manager.projects.len();
    let held = match manager.at_most {
        Some(most) => format!("{} of {} projects", words::number(count as u64), words::number(most as u64)),
        None => words::counted(count as u64, "project", "projects"),
    };
    let role = if manager.role == Role::Owner { "Owner" } else { manager.role.title() };
    html! {
        section.panel.panel-p {
            div.row {
                (avatar(&person.name, &person.key, AvatarSize::Large))
                div.grow {
                    h3 { (person.name) }
                    p.small.sec { (role) (until) ", " (held) }
                }
            }
            p.slots {
                @for (key, name) in &manager.projects { a.slot-f href=(visit.at(&format!("/projects/{key}"))) { (name) } }
                @for _ in count..manager.at_most.unwrap_or(count) { span.tag { "free" } }
            }
        }
    }
}
