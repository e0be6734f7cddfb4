//! A rehearsal as markup: what can be supposed, and beside it what it does to every project, operation and task.

use jiff::Timestamp;
use maud::{Markup, html};
use righthand_desk::what_if::{Board, Worked};
use righthand_domain::plan::{Comparison, HandOffThen, PartOf, ProjectThen, TaskThen};

use super::rehearse::Asked;
use super::{counting, head, no_answer};
use crate::charts::lever_range;
use crate::parts::{
    Choice, Field, Thresholds, button, check, empty, link_button, section_head, select_field, table, words,
};
use crate::projects::here::Here;
use crate::site::InBusiness;

pub(super) fn rehearse(
    visit: &InBusiness,
    asked: &Asked,
    board: &Board,
    worked: &Worked<Comparison>,
    here: &Here,
) -> Markup {
    html! {
        (head(visit, "Suppose something, and see what it does to every project before anybody promises anything. Nothing of it is kept.", false))
        div.cols.ask-first[matches!(worked, Worked::Idle)] {
            div.stack {
                @match worked {
                    Worked::Idle => {
                        section.panel { (empty("Nothing is supposed yet", "Promise a tentative project, hold one back, or send somebody away for some days.", &html! {})) }
                    },
                    Worked::Counting => { (counting(visit)) },
                    Worked::None(why) => { (no_answer(why)) },
                    Worked::There(comparison) => { (answer(visit, board, comparison, here)) },
                }
            }
            aside.stack aria-label="What is supposed" { (form(visit, asked, board)) }
        }
    }
}

fn form(visit: &InBusiness, asked: &Asked, board: &Board) -> Markup {
    let nobody = Choice { value: "", label: "Nobody" };
    let people: Vec<Choice<'_>> = std::iter::once(nobody)
        .chain(board.people.iter().map(|person| Choice { value: &person.key, label: &person.name }))
        .collect();
    let tentative = || board.projects.iter().filter(|project| project.tentative);
    let promised = || board.projects.iter().filter(|project| !project.tentative);
    html! {
        section.panel.panel-p {
            h2 { "Suppose that" }
            form.stack.mt2 method="get" action=(visit.at("/what-if")) {
                fieldset.field {
                    legend.lab { "these are promised" }
                    @if tentative().next().is_none() { p.small.sec { "No project is tentative." } }
                    @for project in tentative() { (check("on", &project.key, &project.name, asked.on.contains(&project.key))) }
                }
                @if promised().next().is_some() {
                    fieldset.field {
                        legend.lab { "these are held back" }
                        @for project in promised() { (check("off", &project.key, &project.name, asked.off.contains(&project.key))) }
                    }
                }
                (select_field("away", "somebody is away", &people, &asked.away, None, asked.fault))
                div.form-2 {
                    (Field::new("date", "from", "from").value(&asked.from).optional())
                    (Field::new("date", "to", "to").value(&asked.to).optional())
                }
                div.row { (button("See what it does").primary()) (link_button("Start again", visit.at("/what-if")).quiet()) }
            }
        }
    }
}

fn answer(visit: &InBusiness, board: &Board, comparison: &Comparison, here: &Here) -> Markup {
    html! {
        (projects(visit, board, comparison, here))
        @if !comparison.operations.is_empty() { (operations(board, comparison)) }
        (stalled(visit, board, comparison, here))
        @if !comparison.hand_offs.is_empty() { (hand_offs(visit, board, comparison, here)) }
    }
}

/// Every project's chance, as it is and as it would be: also what a lever is tried with.
pub(crate) fn projects(visit: &InBusiness, board: &Board, comparison: &Comparison, here: &Here) -> Markup {
    let head = html! {
        tr { th scope="col" { "Project" } th.hide-s scope="col" { "Chance" } th.r scope="col" { "Now" } th.r scope="col" { "Then" } th.r scope="col" { "Planned end then" } }
    };
    let body = html! { @for project in &comparison.projects { (project_row(visit, board, project, here)) } };
    let losing = comparison.projects.iter().filter(|project| loses(project)).count();
    html! {
        section.panel {
            (section_head("What it does to the projects", None, &html! { (words::count(u64::from(comparison.futures))) " futures each, the same ones" }))
            div.pb {
                p.small.sec {
                    @if losing == 0 { "No project loses chance." }
                    @else { (words::capital(&words::counted(losing as u64, "project loses", "projects lose"))) " chance." }
                }
                (table("Chance of every project, as it is and as it would be", "tbl-fit", &head, &body))
            }
        }
    }
}

/// By a point of a hundred or more, as the page shows it.
fn loses(project: &ProjectThen) -> bool {
    match (project.before, project.then) {
        (Some(before), Some(then)) => words::whole_percent(then) < words::whole_percent(before),
        _ => false,
    }
}

fn project_row(visit: &InBusiness, board: &Board, project: &ProjectThen, here: &Here) -> Markup {
    let chance = |share: Option<f64>| share.map_or_else(|| "none".to_owned(), words::chance_percent);
    let change =
        |before: f64, then: f64| i64::from(words::whole_percent(then)) - i64::from(words::whole_percent(before));
    html! {
        tr {
            th scope="row" { a.link href=(visit.at(&format!("/projects/{}", project.key))) { (board.name(&project.key)) } }
            td.hide-s { @if let (Some(before), Some(then)) = (project.before, project.then) { (lever_range(before, then, Thresholds::default())) } }
            td.r.num { (chance(project.before)) }
            td.r.num {
                b { (chance(project.then)) }
                @if let (Some(before), Some(then)) = (project.before, project.then) {
                    @match change(before, then) {
                        gain @ 1.. => { " " span.delta-up.small { "+" (gain) } },
                        0 => {},
                        loss => { " " span.delta-down.small { "−" (-loss) } },
                    }
                }
            }
            td.r {
                @if project.unplaced > 0 { (words::counted(project.unplaced as u64, "task has", "tasks have")) " no place" }
                @else if let Some(finish) = project.finish_then { (here.day(finish)) @if project.finish_before == project.finish_then { span.vh { " (as now)" } } }
            }
        }
    }
}

fn operations(board: &Board, comparison: &Comparison) -> Markup {
    let head = html! { tr { th scope="col" { "Operation" } th.r scope="col" { "Now" } th.r scope="col" { "Then" } } };
    let chance = |share: Option<f64>| share.map_or_else(|| "none".to_owned(), words::chance_percent);
    let body = html! {
        @for operation in &comparison.operations {
            tr { th scope="row" { (board.name(&operation.key)) } td.r.num { (chance(operation.before)) } td.r.num { b { (chance(operation.then)) } } }
        }
    };
    html! {
        section.panel {
            (section_head("Regular work", None, &html! { "runs on time" }))
            div.pb { (table("Operations whose runs would be on time more or less often", "tbl-fit", &head, &body)) }
        }
    }
}

/// Tasks that are shown before anybody asks for more.
const SHOWN: usize = 12;

fn stalled(visit: &InBusiness, board: &Board, comparison: &Comparison, here: &Here) -> Markup {
    html! {
        section.panel.panel-p {
            (section_head("What stalls or changes hands", Some(comparison.tasks.len() as u64), &html! {}))
            @if comparison.tasks.is_empty() {
                p.small.sec.mt1 { "Nothing comes later, and nothing goes to somebody else." }
            } @else {
                @let (first, rest) = comparison.tasks.split_at(comparison.tasks.len().min(SHOWN));
                ul { @for task in first { (task_row(visit, board, task, here)) } }
                @if !rest.is_empty() {
                    details.mt2 {
                        summary.link.small { "And " (words::counted(rest.len() as u64, "more", "more")) }
                        ul.mt1 { @for task in rest { (task_row(visit, board, task, here)) } }
                    }
                }
            }
        }
    }
}

fn task_row(visit: &InBusiness, board: &Board, task: &TaskThen, here: &Here) -> Markup {
    html! {
        li.who {
            a.who-t href=(visit.at_task(&task.key)) {
                (task.name)
                small { (part(board, &task.part_of, here)) ", " (handed(board, task)) }
            }
            span.small {
                @match task.finish_then {
                    Some(then) if then > task.finish_before => { (here.day(task.finish_before)) " becomes " b { (here.day(then)) } ", " (delay(task.finish_before, then)) },
                    Some(then) => { "done " (here.day(then)) },
                    None => { b { "No place" } @if let Some(reason) = &task.reason { ": " (reason) } },
                }
            }
        }
    }
}

/// "Halima, then Mateus".
fn handed(board: &Board, task: &TaskThen) -> String {
    let name = |key: &Option<String>| key.as_deref().map_or("nobody", |key| board.person(key)).to_owned();
    match (&task.person_before, &task.person_then) {
        (before, Some(_)) if *before != task.person_then => {
            format!("{}, then {}", name(before), name(&task.person_then))
        }
        (before, _) => name(before),
    }
}

/// "3 days later", "2 h later".
fn delay(before: Timestamp, then: Timestamp) -> String {
    let minutes = then.duration_since(before).as_mins();
    match minutes / (24 * 60) {
        0 => format!("{} later", words::duration(minutes)),
        days => format!("{} later", words::counted(days.unsigned_abs(), "day", "days")),
    }
}

fn part(board: &Board, part: &PartOf, here: &Here) -> String {
    match part {
        PartOf::Project(key) => board.name(key).to_owned(),
        PartOf::Run { operation, date } => format!("{}, {}", board.name(operation), words::day(*date, here.today)),
    }
}

fn hand_offs(visit: &InBusiness, board: &Board, comparison: &Comparison, here: &Here) -> Markup {
    let row = |hand_off: &HandOffThen| {
        html! {
            li.who {
                a.who-t href=(visit.at_task(&hand_off.task)) { (hand_off.name) small { (part(board, &hand_off.part_of, here)) } }
                span.small { "handed on " (here.day(hand_off.at)) }
            }
        }
    };
    html! {
        section.panel.panel-p {
            (section_head("Hand-offs that would wait for them", Some(comparison.hand_offs.len() as u64), &html! { "they decide or pass it on" }))
            ul { @for hand_off in &comparison.hand_offs { (row(hand_off)) } }
        }
    }
}
