//! Outline and plan as markup: the head, what cannot be placed, why a row starts when it does, efforts to be said, a form
//! for the next task.

use maud::{Markup, html};
use righthand_desk::projects::glance::Health;
use righthand_desk::projects::outline::{Link, Outline, Row, TaskState};
use righthand_desk::projects::why::Cause;

use super::here::Here;
use super::outline::Asked;
use super::plan::{Drawn, plan};
use super::{efforts_page, head, why_page};
use crate::charts::Scale;
use crate::parts::{self, Choice, Icon, Tone, button, empty, link_button, note, section_head, segments, words};
use crate::site::InBusiness;

/// What was done longer ago is not drawn: it would push today to the edge.
const DONE_SHOWN: jiff::SignedDuration = jiff::SignedDuration::from_hours(14 * 24);

pub(super) fn outline(
    visit: &InBusiness,
    (outline, chain): (&Outline, &[Cause]),
    asked: &Asked,
    here: &Here,
    saved: &Markup,
) -> Markup {
    let whole = super::sees_forecast(visit, &outline.glance);
    html! {
        (head::head(visit, &outline.glance, here, outline.may.change_project || outline.may.close, head::Page::Outline))
        @if outline.glance.health == Health::Closed {
            (note(Tone::Accent, Icon::Tick, &html! { p { "This project is closed: its open work is out of the plan." } }))
        }
        @if outline.glance.health == Health::Tentative { (head::tentative(visit, &outline.glance)) }
        @if let Some(trouble) = &outline.trouble {
            (note(Tone::Late, Icon::Late, &html! { p { b { "The plan is older than the latest change." } " " (trouble) } }))
        }
        (unplaced(visit, outline))
        @if outline.rows.is_empty() {
            section.panel { (empty("No task yet", "Break the outcome down: what has to be done for it?", &html! {
                @if outline.may.break_down {
                    (link_button("Type or paste a list", visit.at(&format!("/projects/{}/outline", outline.glance.key))).primary())
                    (link_button("Take a template", visit.at(&format!("/projects/templates?into={}", outline.glance.key))))
                }
            })) }
        } @else {
            (saved)
            (bar(outline, asked, here))
            @if !whole { p.small.sec { "You see your own work in this project, and what it is a part of." } }
            div.stack {
                (why_page::why(visit, outline, asked, chain, here))
                div { (chart(outline, asked, here)) }
            }
        }
        (efforts_page::efforts(visit, outline))
        @if outline.may.break_down { (add_task(visit, outline, asked)) }
    }
}

fn bar(outline: &Outline, asked: &Asked, here: &Here) -> Markup {
    html! {
        div.bar.of-chart[asked.show != "timeline"] {
            (segments("Dependencies", &[
                ("Critical chain", &asked.with("links", ""), asked.links.is_empty()),
                ("All", &asked.with("links", "all"), asked.links == "all"),
                ("None", &asked.with("links", "none"), asked.links == "none"),
            ]))
            span.only-s { (super::timeline_link(asked.show == "timeline", "Show outline", &asked.with("show", "timeline"), &asked.with("show", ""))) }
            span.grow {}
            @if let Some(at) = outline.planned_at { span.live { "Planned " (here.moment(at)) } }
            (segments("Scale", &[
                ("Days", &asked.with("scale", "days"), asked.scale == "days"),
                ("Weeks", &asked.with("scale", "weeks"), asked.scale == "weeks"),
                ("Months", &asked.with("scale", "months"), asked.scale == "months"),
            ]))
        }
    }
}

fn chart(outline: &Outline, asked: &Asked, here: &Here) -> Markup {
    let scale = match asked.scale.as_str() {
        "days" => Some(Scale::Days),
        "weeks" => Some(Scale::Weeks),
        "months" => Some(Scale::Months),
        _ => None,
    };
    let on_chain = |link: &&Link| {
        let has = |key: &str| outline.critical_chain.iter().any(|other| other == key);
        let open = |key: &str| key == asked.row;
        (has(&link.from) && has(&link.to)) || open(&link.from) || open(&link.to)
    };
    let links: Vec<&Link> = match asked.links.as_str() {
        "all" => outline.links.iter().collect(),
        "none" => Vec::new(),
        _ => outline.links.iter().filter(on_chain).collect(),
    };
    let drawn = Drawn {
        glance: &outline.glance,
        rows: &outline.rows,
        links,
        selected: &asked.row,
        last: outline.critical_chain.last().map(String::as_str),
        scale,
        holidays: &outline.holidays,
        // Whoever asks for a scale sees all of it.
        wide: asked.show == "timeline",
        from: scale.is_none().then(|| here.now.saturating_sub(DONE_SHOWN).unwrap_or(here.now)),
    };
    let chart = plan(&drawn, here, |row: &Row| format!("{}#why", asked.with("row", &row.key)));
    html! { (chart) (chart.key()) }
}

/// What the plan has no place for, and why: nothing else stands between it and a chance.
fn unplaced(visit: &InBusiness, outline: &Outline) -> Markup {
    let stuck: Vec<&Row> = outline.rows.iter().filter(|row| row.state == TaskState::Stuck && !row.summary).collect();
    html! {
        @if !stuck.is_empty() {
            (note(Tone::Late, Icon::Late, &html! {
                p { b { (words::capital(&words::counted(stuck.len() as u64, "task", "tasks"))) " cannot be placed" } }
                ul.stack-2.mt1 {
                    @for row in &stuck {
                        li { a.link href=(visit.at(&format!("/tasks/{}", row.key))) { (row.name) } @if let Some(why) = &row.why { ": " (why) } }
                    }
                }
            }))
        }
    }
}

/// The form at the foot: the next task, at the top of the project or below another one.
fn add_task(visit: &InBusiness, outline: &Outline, asked: &Asked) -> Markup {
    let form = visit.form("add_task:next");
    let under = outline.rows.iter().filter(|row| row.summary || row.key == asked.under || row.depth == 0);
    let labels: Vec<(String, String)> =
        under.map(|row| (row.key.clone(), format!("{} {}", row.wbs, row.name))).collect();
    let top = Choice { value: "", label: "The project itself" };
    let parents: Vec<Choice<'_>> =
        std::iter::once(top).chain(labels.iter().map(|(value, label)| Choice { value, label })).collect();
    let anyone = Choice { value: "", label: "Anyone with the skill" };
    let people: Vec<Choice<'_>> = std::iter::once(anyone)
        .chain(outline.people.iter().map(|person| Choice { value: &person.key, label: &person.name }))
        .collect();
    let nothing = Choice { value: "", label: "Nothing" };
    let tasks: Vec<(&str, String)> =
        outline.rows.iter().map(|row| (row.key.as_str(), format!("{} {}", row.wbs, row.name))).collect();
    let befores: Vec<Choice<'_>> =
        std::iter::once(nothing).chain(tasks.iter().map(|(value, label)| Choice { value, label })).collect();
    html! {
        (form.before(visit))
        section.panel.panel-p.mt4 id="add" {
            (section_head("Add a task", None, &html! { "Enter adds it; the next one can follow at once" }))
            form.stack-2 method="post" action=(visit.form_action("add_task")) {
                (form.hidden(visit, &["name", "effort", "assignees", "parent", "after"]))
                input type="hidden" name="project" value=(outline.glance.key);
                div.form-2 {
                    (parts::Field::new("text", "name", "Name").value(form.value("name", "")).fault(form.fault("name")).max_length(300))
                    (parts::Field::new("text", "effort", "Effort, hours").value(form.value("effort", "")).hint("4, 1 h 30, or best / likely / worst: 2 / 4 / 10").fault(form.fault("effort")).optional())
                }
                div.form-2 {
                    (parts::select_field("assignees", "Person", &people, form.value("assignees", ""), None, form.fault("assignees")))
                    (parts::select_field("parent", "Part of", &parents, form.value("parent", &asked.under), None, form.fault("parent")))
                }
                @if !outline.rows.is_empty() {
                    div.form-2 { (parts::select_field("after", "Waits for", &befores, form.value("after", ""), None, form.fault("after"))) }
                }
                div { (button("Add the task").primary().icon(Icon::Plus)) }
            }
        }
    }
}
