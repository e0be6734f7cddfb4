//! The step of a run that is next, where it asks for something: its checklist, its fields, and the way back.

use maud::{Markup, html};
use righthand_desk::operations::run::{RunStep, RunView};
use righthand_domain::workflow::AskKind;

use crate::parts::{Choice, Field, Icon, button, check, hidden, section_head, select_field_as};
use crate::site::InBusiness;

/// Does it ask for more than "done"?
pub(super) fn has_form(step: &RunStep) -> bool {
    !step.asks.is_empty() || !step.checklist.is_empty() || step.approval
}

/// The form of the first open step that this visitor may do.
pub(super) fn asks(visit: &InBusiness, run: &RunView) -> Markup {
    let next = run.steps.iter().find(|step| step.done_at.is_none());
    match next.filter(|step| step.can_finish && has_form(step)) {
        Some(step) => form(visit, run, step),
        None => html! {},
    }
}

fn form(visit: &InBusiness, run: &RunView, step: &RunStep) -> Markup {
    let form = visit.form(&format!("finish_step:{}-{}", run.operation, step.key));
    let names: Vec<String> = (0..step.asks.len()).map(|n| format!("answers.{n}.answer")).collect();
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    html! {
        section.panel.panel-p {
            (section_head(&step.name, None, &html! { "next" }))
            form.stack.mt2 method="post" action=(visit.form_action("finish_step")) {
                (form.hidden(visit, &known))
                (place(run, step))
                @for (item, ticked) in &step.checklist { div { (check("ticked", item, item, *ticked)) } }
                @if !step.asks.is_empty() {
                    div.asks {
                        @for (asked, name) in step.asks.iter().zip(&names) {
                            input type="hidden" name=(name.replace(".answer", ".field")) value=(asked.name);
                            (field(name, asked, form.value(name, asked.answer.as_deref().unwrap_or("")), form.fault(name)))
                        }
                    }
                }
                p.row { (button(if step.approval { "Approve" } else { "Done" }).primary().icon(Icon::Tick)) }
            }
            (send_back(visit, run, step))
        }
    }
}

fn field(name: &str, asked: &righthand_desk::operations::run::Asked, value: &str, fault: Option<&str>) -> Markup {
    let kind = match &asked.kind {
        AskKind::Choice(options) => {
            let options: Vec<Choice<'_>> = std::iter::once(Choice { value: "", label: "Choose" })
                .chain(options.iter().map(|option| Choice { value: option, label: option }))
                .collect();
            return select_field_as(
                &format!("f-{}", name.replace('.', "-")),
                name,
                &asked.name,
                &options,
                value,
                None,
                fault,
            );
        }
        AskKind::Number | AskKind::Text => "text",
        AskKind::Date => "date",
        AskKind::File => "url",
    };
    let id = format!("f-{}", name.replace('.', "-"));
    let field = Field::new(kind, name, &asked.name).id(&id).value(value).fault(fault);
    match asked.kind {
        AskKind::Number => html! { (field.inputmode("decimal")) },
        AskKind::File => html! { (field.hint("Its address, https://…")) },
        _ => html! { (field) },
    }
}

/// Sends back what came to this step, with a reason.
fn send_back(visit: &InBusiness, run: &RunView, step: &RunStep) -> Markup {
    let first = run.steps.first().is_some_and(|first| first.key == step.key);
    let form = visit.form("send_back_step");
    html! {
        @if !first && step.waits_for.is_empty() {
            details.mt2 open[form.troubled()] {
                summary.link.small { "Send back what came before" }
                (form.before(visit))
                form.stack.mt1 method="post" action=(visit.form_action("send_back_step")) {
                    (form.hidden(visit, &["reason"]))
                    (place(run, step))
                    (Field::new("area", "reason", "What is to be done otherwise").value(form.value("reason", "")).fault(form.fault("reason")).max_length(20_000))
                    p { (button("Send back").small()) }
                }
            }
        }
    }
}

fn place(run: &RunView, step: &RunStep) -> Markup {
    html! {
        (hidden("operation", &run.operation))
        (hidden("day", &run.day.to_string()))
        (hidden("step", &step.key))
    }
}
