//! A project's terms as forms: what it is, whose it is, and whether it is open.

use maud::{Markup, html};
use righthand_desk::projects::terms::Terms;
use righthand_domain::snapshot::When;

use super::head::sentence;
use super::here::Here;
use super::new::{area_field, manager_field, outcome_field};
use crate::parts::{Button, Field, button, link_button, panel, sentence_head};
use crate::site::InBusiness;

pub(super) fn edit(visit: &InBusiness, terms: &Terms, here: &Here) -> Markup {
    let title = format!("Edit {}", terms.glance.name);
    html! {
        (sentence_head(&title, &sentence(&terms.glance, here), &html! {}))
        div.cols {
            div.stack { @if terms.may.change_project { (what_it_is(visit, terms)) } }
            aside.stack aria-label="Manager and closing" {
                @if terms.may.close { (whose_it_is(visit, terms)) (promised_or_not(visit, terms)) (open_or_closed(visit, terms)) }
            }
        }
    }
}

fn what_it_is(visit: &InBusiness, terms: &Terms) -> Markup {
    let form = visit.form("change_project:terms");
    let (end, start) = (Some(terms.glance.end), terms.start);
    let (end_text, start_text) = (text_of(end), text_of(start));
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let (weight, budget) = (number(terms.weight), number(terms.budget_hours));
    html! {
        (form.before(visit))
        section.panel.panel-p {
            form.form method="post" action=(visit.form_action("change_project")) novalidate {
                (form.hidden(visit, &["name", "outcome", "end", "start", "area", "weight", "budget_hours"]))
                input type="hidden" name="project" value=(terms.glance.key);
                input type="hidden" name="version" value=(terms.version);
                input type="hidden" name="_next" value=(visit.at(&format!("/projects/{}", terms.glance.key)));
                (Field::new("text", "name", "Name").value(form.value("name", &terms.glance.name)).fault(form.fault("name")).max_length(300))
                (outcome_field(&form, &terms.glance.outcome))
                div.form-2 {
                    (Field::new(kind_of(end), "end", "End").value(form.value("end", &end_text)).fault(form.fault("end")))
                    (Field::new(kind_of(start), "start", "Start").value(form.value("start", &start_text)).hint("No work on it is planned before").fault(form.fault("start")).optional())
                }
                (area_field(&form, &terms.choices, terms.area.as_deref().unwrap_or_default()))
                div.form-2 {
                    (Field::new("text", "weight", "Weight").value(form.value("weight", &weight)).inputmode("decimal").narrow()
                        .hint("How much an hour of its lateness counts beside other projects’; 1 where none is said").fault(form.fault("weight")).optional())
                    (Field::new("text", "budget_hours", "Budget, hours").value(form.value("budget_hours", &budget)).inputmode("decimal").narrow()
                        .hint("Hours that it may take").fault(form.fault("budget_hours")).optional())
                }
                div.row {
                    (button("Keep the changes").primary())
                    (link_button("Cancel", visit.at(&format!("/projects/{}", terms.glance.key))).quiet())
                }
            }
        }
    }
}

fn whose_it_is(visit: &InBusiness, terms: &Terms) -> Markup {
    let form = visit.form("assign_manager:manager");
    html! {
        (form.before(visit))
        (panel("Manager", &html! {}, &html! {
            form.stack-2 method="post" action=(visit.form_action("assign_manager")) {
                (form.hidden(visit, &["manager"]))
                input type="hidden" name="project" value=(terms.glance.key);
                input type="hidden" name="version" value=(terms.version);
                (manager_field(&form, &terms.choices, terms.manager.as_deref().unwrap_or_default()))
                div { (button("Give it to them").small()) }
            }
        }))
    }
}

/// Only of an open project: a closed one takes nobody's hours anyway.
fn promised_or_not(visit: &InBusiness, terms: &Terms) -> Markup {
    let (command, title, words, label) = if terms.tentative {
        (
            "promise_project",
            "Promise it",
            "From now on its work is planned with everything else.",
            "Promise the project",
        )
    } else {
        (
            "make_tentative",
            "Make it tentative",
            "Its work leaves the plan and takes nobody’s hours until it is promised. What promising it would do is shown before.",
            "Make it tentative",
        )
    };
    html! { @if terms.open { (state_form(visit, terms, command, (title, words), button(label).small())) } }
}

fn open_or_closed(visit: &InBusiness, terms: &Terms) -> Markup {
    let (command, title, words, label) = if terms.open {
        (
            "close_project",
            "Close it",
            "Its open work leaves the plan and stays as it is. It can be opened again.",
            "Close the project",
        )
    } else {
        ("reopen_project", "Open it again", "Its open work comes back into the plan.", "Open the project again")
    };
    let button = if terms.open { button(label).small().removes() } else { button(label).small() };
    state_form(visit, terms, command, (title, words), button)
}

/// A form of one button that puts the project into another state.
fn state_form(
    visit: &InBusiness,
    terms: &Terms,
    command: &str,
    (title, words): (&str, &str),
    button: Button,
) -> Markup {
    let form = visit.form(&format!("{command}:state"));
    html! {
        (form.before(visit))
        (panel(title, &html! {}, &html! {
            form.stack-2 method="post" action=(visit.form_action(command)) {
                (form.hidden(visit, &[]))
                input type="hidden" name="project" value=(terms.glance.key);
                input type="hidden" name="version" value=(terms.version);
                p.small.sec { (words) }
                div { (button) }
            }
        }))
    }
}

/// A day has a field for days; an instant is text, so that its clock is not lost.
pub(crate) fn kind_of(when: Option<When>) -> &'static str {
    if matches!(when, Some(When::Instant(_))) { "text" } else { "date" }
}

pub(crate) fn text_of(when: Option<When>) -> String {
    when.map(|when| when.to_string()).unwrap_or_default()
}
