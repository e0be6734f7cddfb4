//! The forms that ask: for an answer, with what is known already; and for a decision.

use maud::{Markup, html};
use righthand_desk::questions::Similar;
use righthand_desk::questions::list::{AskAbout, QuestionView};

use super::thread::first;
use crate::parts::{Choice, Field, Icon, button, hidden, link_button, radio, select_field, sentence_head, words};
use crate::projects::here::Here;
use crate::site::InBusiness;

/// `/b/{business}/questions/new`; `given` is what the link says: words, task and project.
pub(super) fn question(visit: &InBusiness, offers: &AskAbout, given: (&str, &str, &str), here: &Here) -> Markup {
    let form = visit.form("ask_question");
    let (asks, task, project) = given;
    let none = Choice { value: "", label: "No task: something else" };
    let mut tasks: Vec<Choice<'_>> = vec![none];
    tasks.extend(offers.tasks.iter().map(|(key, name)| Choice { value: key, label: name }));
    if !task.is_empty() && offers.tasks.iter().all(|(key, _)| key != task) {
        tasks.push(Choice { value: task, label: "The task you came from" });
    }
    let mut projects: Vec<Choice<'_>> = vec![Choice { value: "", label: "The business as a whole" }];
    projects.extend(offers.projects.iter().map(|(key, name)| Choice { value: key, label: name }));
    let stuck = form.value("stuck", "false") == "true";
    html! {
        (sentence_head("Ask a question", "It goes at once to the one person who owes the answer, and one step up if they do not answer in time.", &html! {}))
        (form.before(visit))
        section.panel.panel-p.narrow-form.mt {
            form.stack method="post" action=(visit.form_action("ask_question")) data-similar=(visit.at("/questions/similar")) {
                (form.hidden(visit, &["asks", "details", "task", "project", "stuck", "needed_by"]))
                (hidden("_next", &visit.at("/questions/{key}")))
                (Field::new("text", "asks", "Your question").value(form.value("asks", asks)).fault(form.fault("asks")).max_length(300).autocomplete("off")
                    .hint("In a sentence"))
                div id="similar" aria-live="polite" { (similar(visit, &offers.similar, here)) }
                (Field::new("area", "details", "What there is to know").optional().value(form.value("details", "")).fault(form.fault("details")).max_length(20_000))
                (select_field("task", "About which task", &tasks, form.value("task", task), None, form.fault("task")))
                @if task.is_empty() {
                    (select_field("project", "Or which project", &projects, form.value("project", project), Some("Where it is about no task"), form.fault("project")))
                }
                fieldset.field {
                    legend { "Meanwhile" }
                    (radio("stuck", "false", "I can go on", !stuck))
                    (radio("stuck", "true", "I am stuck: the task waits for the answer", stuck))
                    @if let Some(fault) = form.fault("stuck") { p.err role="alert" { (fault) } }
                }
                (Field::new("datetime-local", "needed_by", "Needed by").optional().value(form.value("needed_by", "")).fault(form.fault("needed_by"))
                    .hint("It goes at once to the next person who works before then"))
                div.row.row-w {
                    (button("Ask").primary().icon(Icon::Question))
                    (link_button("Cancel", visit.at("/questions")).quiet())
                    noscript { button.btn type="submit" formmethod="get" formaction=(visit.at("/questions/new")) { "Look for an answer first" } }
                }
            }
        }
    }
}

/// Kept answers that are close to what is typed.
pub(super) fn similar(visit: &InBusiness, found: &[Similar], here: &Here) -> Markup {
    html! {
        @for one in found {
            div.note.note-o.mt1 {
                (Icon::Book)
                div.grow {
                    p { b { (one.words) } }
                    p { (one.answer) }
                    p.small.sec {
                        @if let Some(by) = &one.by { (first(by)) ", " }
                        (words::day(here.date(one.answered_at), here.today))
                    }
                }
                a.btn.btn-s href=(visit.at(&format!("/questions/{}", one.question))) { "That is it" span.vh { ": " (one.words) } }
            }
        }
    }
}

/// `/b/{business}/decisions/new`; of a question where there is one.
pub(super) fn decision(
    visit: &InBusiness,
    offers: &AskAbout,
    question: Option<&QuestionView>,
    (task, project): (&str, &str),
    here: &Here,
) -> Markup {
    let form = visit.form("ask_decision");
    let mut people: Vec<Choice<'_>> = vec![Choice { value: "", label: "The owner" }];
    people.extend(offers.people.iter().map(|person| Choice { value: &person.key, label: &person.name }));
    let mut projects: Vec<Choice<'_>> = vec![Choice { value: "", label: "The business as a whole" }];
    projects.extend(offers.projects.iter().map(|(key, name)| Choice { value: key, label: name }));
    let words = question.map_or("", |question| question.row.words.as_str());
    let details = question.and_then(|question| question.details.as_deref()).unwrap_or_default();
    let today = here.today.to_string();
    html! {
        (sentence_head("Ask for a decision", "Somebody chooses between options by a day. What they choose stays on record, with the reason.", &html! {}))
        (form.before(visit))
        section.panel.panel-p.narrow-form.mt {
            form.stack method="post" action=(visit.form_action("ask_decision")) {
                (form.hidden(visit, &["asks", "details", "options", "by", "of", "project"]))
                (hidden("_next", &visit.at("/decisions/{key}")))
                @if let Some(question) = question { (hidden("question", &question.row.key)) p.small.sec { "The decision answers the question." } }
                @if !task.is_empty() { (hidden("task", task)) }
                (Field::new("text", "asks", "What is to be decided").value(form.value("asks", words)).fault(form.fault("asks")).max_length(300).autocomplete("off"))
                (Field::new("area", "details", "What there is to know").optional().value(form.value("details", details)).fault(form.fault("details")).max_length(20_000))
                (Field::new("area", "options", "Options").value(form.value("options", "")).fault(form.fault("options")).hint("One a line, two or more"))
                div.form-2 {
                    (select_field("of", "Who decides", &people, form.value("of", ""), None, form.fault("of")))
                    (Field::new("date", "by", "By").value(form.value("by", &today)).fault(form.fault("by")))
                }
                @if question.is_none() && task.is_empty() {
                    (select_field("project", "About", &projects, form.value("project", project), None, form.fault("project")))
                }
                div.row.row-w {
                    (button("Ask for it").primary().icon(Icon::Decision))
                    (link_button("Cancel", visit.at("/questions")).quiet())
                }
            }
        }
    }
}
