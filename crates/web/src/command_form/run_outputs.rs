//! What the steps of a run have handed on, and the form by which they do.

use maud::{Markup, html};
use righthand_desk::operations::run::{RunStep, RunView};

use crate::outputs::shown;
use crate::parts::{Choice, button, hidden, section_head, select_field};
use crate::projects::here::Here;
use crate::site::InBusiness;

/// The panel; nothing where nothing was handed on and the reader has no step.
pub(super) fn outputs(visit: &InBusiness, run: &RunView, here: &Here) -> Markup {
    let all: u64 = run.steps.iter().map(|step| step.outputs.len() as u64).sum();
    let mine: Vec<&RunStep> = run.steps.iter().filter(|step| step.can_finish).collect();
    if all == 0 && mine.is_empty() {
        return html! {};
    }
    html! {
        section.panel.panel-p id="outputs" {
            (section_head("What is handed on", (all > 0).then_some(all), &html! {}))
            @if all == 0 { p.small.sec.mt1 { "Nothing yet. What a step hands on is the input of the next, and stays with this run." } }
            ul.mt1 {
                @for step in &run.steps {
                    @for output in &step.outputs { (shown::line(visit, output, Some(&step.name), here)) }
                }
            }
            @if let Some(first) = next_of(&mine) { (hand_on(visit, run, &mine, first)) }
        }
    }
}

/// The step that one most likely hands on from: the first that is open.
fn next_of<'r>(mine: &[&'r RunStep]) -> Option<&'r RunStep> {
    mine.iter().find(|step| step.done_at.is_none()).or_else(|| mine.first()).copied()
}

fn hand_on(visit: &InBusiness, run: &RunView, mine: &[&RunStep], first: &RunStep) -> Markup {
    let form = visit.form("hand_on_step");
    let choices: Vec<Choice<'_>> = mine.iter().map(|step| Choice { value: &step.key, label: &step.name }).collect();
    let fields: Vec<&str> = shown::FIELDS.into_iter().chain(["step"]).collect();
    html! {
        details.mt2 open[form.troubled()] {
            summary.link { "Hand something on" }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("hand_on_step")) {
                (form.hidden(visit, &fields))
                (hidden("operation", &run.operation))
                (hidden("day", &run.day.to_string()))
                (select_field("step", "From the step", &choices, form.value("step", &first.key), None, form.fault("step")))
                (shown::fields(&form, "output", None, "the step’s name"))
                p { (button("Hand it on").small()) }
            }
        }
    }
}
