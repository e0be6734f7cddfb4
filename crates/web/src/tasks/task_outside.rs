//! What a task waits for from people outside, what comes in, and what it hands on.

use maud::{Markup, html};
use righthand_desk::contacts::of_task::TaskWait;
use righthand_desk::tasks::detail::Detail;

use crate::outputs::shown;
use crate::parts::{Choice, Field, button, hidden, section_head, select_field, words};
use crate::projects::here::Here;
use crate::site::InBusiness;

/// For whom outside the team it waits, and the form for another.
pub(super) fn contacts(visit: &InBusiness, detail: &Detail, here: &Here) -> Markup {
    let may = detail.may.break_down;
    if detail.contacts.is_empty() && !may {
        return html! {};
    }
    let open = detail.contacts.iter().filter(|wait| wait.delivered_at.is_none()).count();
    html! {
        section.panel.panel-p id="outside" {
            (section_head("Waits for people outside", (open > 0).then_some(open as u64), &html! {}))
            @if detail.contacts.is_empty() { p.small.sec.mt1 { "For nobody." } }
            ul.mt1 { @for wait in &detail.contacts { (wait_for(visit, detail, wait, here)) } }
            @if may { (wait_form(visit, detail)) }
        }
    }
}

fn wait_for(visit: &InBusiness, detail: &Detail, wait: &TaskWait, here: &Here) -> Markup {
    let come = visit.form(&format!("contact_delivered:{}", wait.contact));
    let stop = visit.form(&format!("stop_waiting:{}", wait.contact));
    let (task, open) = (&detail.row.key, wait.delivered_at.is_none());
    html! {
        li.who {
            span.who-t {
                a href=(visit.at(&format!("/contacts/{}", wait.contact))) { (wait.name) }
                small {
                    @if let Some(what) = &wait.what { (what) ", " }
                    @match (wait.delivered_at, wait.expected) {
                        (Some(at), _) => { "came " (here.day(at)) },
                        (None, Some(day)) if wait.unknown => { span.late { "expected by " (words::day(day, here.today)) ": say a new day, or that it has come" } },
                        (None, Some(day)) => { "expected " (words::day(day, here.today)) },
                        (None, None) => { span.late { "no day said: the plan has no place for the task" } },
                    }
                }
            }
            @if open && detail.may.finish {
                form method="post" action=(visit.form_action("contact_delivered")) {
                    (come.hidden(visit, &[])) (hidden("task", task)) (hidden("contact", &wait.contact))
                    button.btn.btn-s type="submit" { "It has come" span.vh { " from " (wait.name) } }
                }
            }
            @if detail.may.break_down {
                form method="post" action=(visit.form_action("stop_waiting")) {
                    (stop.hidden(visit, &[])) (hidden("task", task)) (hidden("contact", &wait.contact))
                    button.btn.btn-s.btn-q type="submit" { "Remove" span.vh { " the wait for " (wait.name) } }
                }
            }
        }
        (come.before(visit)) (stop.before(visit))
    }
}

fn wait_form(visit: &InBusiness, detail: &Detail) -> Markup {
    let form = visit.form("wait_for_contact");
    if detail.contact_choices.is_empty() {
        return html! { p.small.mt2 { a.link href=(visit.at("/contacts/new")) { "Add a contact" } " first: a guest, a sponsor, the accountant." } };
    }
    let choices: Vec<Choice<'_>> =
        detail.contact_choices.iter().map(|(key, name)| Choice { value: key, label: name }).collect();
    html! {
        details.mt2 open[form.troubled()] {
            summary.link { "Wait for somebody outside" }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("wait_for_contact")) {
                (form.hidden(visit, &["contact", "what", "expected"]))
                (hidden("task", &detail.row.key))
                (select_field("contact", "For whom", &choices, form.value("contact", ""), None, form.fault("contact")))
                (Field::new("text", "what", "What for").optional().value(form.value("what", "")).fault(form.fault("what")).max_length(300))
                (Field::new("date", "expected", "Expected on").optional().value(form.value("expected", "")).fault(form.fault("expected"))
                    .hint("The task starts no earlier. Empty: nobody knows, and the plan says so"))
                p { (button("Wait for them").small()) }
            }
        }
    }
}

/// What the tasks before hand on, and what this one does.
pub(super) fn outputs(visit: &InBusiness, detail: &Detail, here: &Here) -> Markup {
    let form = visit.form("hand_on");
    html! {
        @if !detail.inputs.is_empty() {
            section.panel.panel-p {
                (section_head("What comes in", Some(detail.inputs.len() as u64), &html! {}))
                ul.mt1 { @for (from, output) in &detail.inputs { (shown::line(visit, output, Some(from), here)) } }
            }
        }
        @if !detail.outputs.is_empty() || detail.may.finish {
            section.panel.panel-p id="outputs" {
                (section_head("What it hands on", (!detail.outputs.is_empty()).then_some(detail.outputs.len() as u64), &html! {}))
                @if detail.outputs.is_empty() { p.small.sec.mt1 { "Nothing yet. What it hands on is the input of the tasks after it." } }
                ul.mt1 { @for output in &detail.outputs { (shown::line(visit, output, None, here)) } }
                @if detail.may.finish {
                    details.mt2 open[form.troubled()] {
                        summary.link { "Hand something on" }
                        (form.before(visit))
                        form.stack.mt2 method="post" action=(visit.form_action("hand_on")) {
                            (form.hidden(visit, &shown::FIELDS))
                            (hidden("task", &detail.row.key))
                            (shown::fields(&form, "output", None, &detail.row.name))
                            p { (button("Hand it on").small()) }
                        }
                    }
                }
            }
        }
    }
}
