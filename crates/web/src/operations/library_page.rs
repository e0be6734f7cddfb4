//! The library as markup: all workflows, and one with the form that takes it.

use maud::{Markup, html};
use righthand_desk::operations::workflow::library::Workflow;
use righthand_domain::snapshot::Effort;
use righthand_domain::workflow::Step;

use super::form_page::{accountable, area, how_often};
use super::one::Choices;
use super::workflow_page::{days_before, extras};
use crate::parts::{Choice, Field, button, hidden, link_button, section_head, select_field, sentence_head, words};
use crate::site::InBusiness;

pub(super) fn library(visit: &InBusiness, all: &[Workflow]) -> Markup {
    html! {
        (sentence_head("Library of workflows", "Take one and make it yours: steps, people and rhythm can be changed at any time.", &html! {
            @if visit.membership.role.runs_the_business() { (link_button("Keep a run or project as one", visit.at("/form/keep_as_workflow"))) }
        }))
        div.cards {
            @for one in all {
                section.panel.panel-p {
                    h2 { a href=(visit.at(&format!("/operations/library/{}", one.key))) { (one.name) } }
                    p.sec.mt1 { (one.says) }
                    p.small.mut.mt1 { (one.how_often.map_or_else(|| "Started by hand".to_owned(), words::capital)) }
                }
            }
        }
    }
}

pub(super) fn one(visit: &InBusiness, found: &Workflow, steps: &[Step], choices: Option<&Choices>) -> Markup {
    let minutes: i64 = steps.iter().filter_map(|step| step.effort).map(minutes).sum();
    let sentence = format!(
        "{} {}, {} of work a run.",
        found.says,
        words::capital(&words::counted(steps.len() as u64, "step", "steps")),
        words::duration(minutes)
    );
    html! {
        (sentence_head(found.name, &sentence, &html! {}))
        div.cols {
            section.panel.tbl-wrap tabindex="0" aria-label="Steps, scrolls sideways where it is narrow" {
                (section_head("Steps", Some(steps.len() as u64), &html! {}))
                table.tbl.tbl-2 {
                    caption.vh { "Steps of " (found.name) }
                    thead { tr { th scope="col" { "Step" } th scope="col" { "What" } th scope="col" { "Skill" } th.r scope="col" { "Effort" } th.r scope="col" { "Due" } } }
                    tbody { @for (step, n) in steps.iter().zip(1..) { (row(steps, step, n)) } }
                }
            }
            @if let Some(choices) = choices {
                aside.stack aria-label="Take it" { (take(visit, found, choices)) }
            }
        }
    }
}

fn minutes(effort: Effort) -> i64 {
    (effort.most_likely() * 60.0).round() as i64
}

fn row(steps: &[Step], step: &Step, n: usize) -> Markup {
    let numbers: Vec<String> = step
        .after
        .iter()
        .filter_map(|key| steps.iter().position(|other| other.key == *key))
        .map(|at| (at + 1).to_string())
        .collect();
    html! {
        tr {
            td.wbs { (n) }
            th scope="row" {
                (step.name)
                span.sub { @if numbers.is_empty() { "first" } @else { "after " (numbers.join(", ")) } @for extra in extras(&step.details) { " · " (extra) } }
            }
            td { @match &step.skill { Some(skill) => (words::capital(skill)), None => span.mut { (words::capital(step.kind.as_str())) } } }
            td.r { @if let Some(effort) = step.effort { (words::duration(minutes(effort))) } }
            td.r { (days_before(step.offset_days.unwrap_or(0.0))) }
        }
    }
}

fn take(visit: &InBusiness, found: &Workflow, choices: &Choices) -> Markup {
    let form = visit.form("take_workflow");
    let everybody: Vec<Choice<'_>> = std::iter::once(Choice { value: "", label: "By skill, as written" })
        .chain(choices.people.iter().map(|who| Choice { value: &who.key, label: &who.name }))
        .collect();
    html! {
        (form.before(visit))
        section.panel.panel-p {
            h2 { "Take it" }
            form.form.mt2 method="post" action=(visit.form_action("take_workflow")) {
                (form.hidden(visit, &["name", "how_often", "starts", "accountable", "area", "everything_by"]))
                (hidden("workflow", found.key))
                (hidden("_next", &visit.at("/operations/{key}")))
                (Field::new("text", "name", "Name").value(form.value("name", found.name)).fault(form.fault("name")).max_length(300))
                (how_often(&form, found.how_often.unwrap_or("")))
                (Field::new("date", "starts", "From").value(form.value("starts", "")).fault(form.fault("starts")).optional().hint("From today on where you say nothing"))
                (accountable(&form, choices, &visit.membership.member_key))
                (select_field("everything_by", "Who does the steps", &everybody, form.value("everything_by", ""), Some("One person who does everything for now; it can be changed step by step"), form.fault("everything_by")))
                (area(&form, choices, ""))
                div.row { (button("Make it an operation").primary()) (link_button("Back", visit.at("/operations/library")).quiet()) }
            }
        }
    }
}
