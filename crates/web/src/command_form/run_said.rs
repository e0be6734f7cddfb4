//! What is said of the steps of a run, and the form by which one does: it reaches whoever answers for the workflow.

use maud::{Markup, html};
use righthand_desk::operations::run::{RunStep, RunView};

use crate::parts::{Choice, Field, button, hidden, section_head, select_field_as};
use crate::projects::here::Here;
use crate::site::InBusiness;

/// The panel; nothing where nothing was said and the reader has no step.
pub(super) fn said(visit: &InBusiness, run: &RunView, here: &Here) -> Markup {
    let mine: Vec<&RunStep> = run.steps.iter().filter(|step| step.can_finish).collect();
    if run.comments.is_empty() && mine.is_empty() {
        return html! {};
    }
    let name =
        |key: &str| run.steps.iter().find(|step| step.key == key).map_or("a step that is gone", |step| &step.name);
    html! {
        section.panel.panel-p id="said-of-steps" {
            (section_head("Said of its steps", (!run.comments.is_empty()).then_some(run.comments.len() as u64), &html! {}))
            ul.lst {
                @for comment in &run.comments {
                    li { p { b { (comment.author_name) } " of “" (name(&comment.step_key)) "”: " (comment.words) }
                         p.small.mut { (here.moment(comment.written_at)) @if comment.settled_at.is_some() { " · seen to" } }
                         @if run.can_settle && comment.settled_at.is_none() {
                             form method="post" action=(visit.form_action("settle_step_comment")) {
                                 (hidden("comment", &comment.id.to_string())) (hidden("_back", &visit.visitor.path)) (button("Seen to").small())
                             }
                         } }
                }
            }
            @if let Some(first) = mine.iter().find(|step| step.done_at.is_none()).or(mine.first()) { (form(visit, run, &mine, first)) }
        }
    }
}

fn form(visit: &InBusiness, run: &RunView, mine: &[&RunStep], first: &RunStep) -> Markup {
    let form = visit.form("comment_on_step");
    let choices: Vec<Choice<'_>> = mine.iter().map(|step| Choice { value: &step.key, label: &step.name }).collect();
    html! {
        details.mt2 open[form.troubled()] {
            summary.link { "Say what should be otherwise" }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("comment_on_step")) {
                (form.hidden(visit, &["step", "words"]))
                (hidden("operation", &run.operation))
                (hidden("day", &run.day.to_string()))
                (select_field_as("said-step", "step", "Of the step", &choices, form.value("step", &first.key), None, form.fault("step")))
                (Field::new("area", "words", "What you would say").id("said-words").value(form.value("words", "")).fault(form.fault("words")).max_length(20_000)
                    .hint("It reaches whoever answers for the workflow"))
                p { (button("Say it").small()) }
            }
        }
    }
}
