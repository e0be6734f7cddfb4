//! What can be changed of a task: what it says of itself, where it is, whether it is there at all.

use maud::{Markup, html};
use righthand_desk::tasks::detail::Detail;

use crate::guesses::guess_words;
use crate::parts::{Choice, Field, Icon, button, check, select_field};
use crate::projects::edit_page::{kind_of, text_of};
use crate::site::{FormState, InBusiness};

/// Id of the form that confirms a guess.
const CONFIRM: &str = "confirm-effort";

/// One form for all; somebody who only does the task has effort, hours spent and notes.
pub(super) fn edit(visit: &InBusiness, detail: &Detail) -> Markup {
    if !detail.may.estimate && !detail.may.break_down {
        return notes(detail);
    }
    let form = visit.form("change_task:edit");
    let row = &detail.row;
    let all = detail.may.break_down;
    let fields =
        ["name", "notes", "kind", "effort", "spent_hours", "skill", "due", "not_before", "milestone", "labels"];
    html! {
        (form.before(visit))
        (confirm_form(visit, detail))
        section.panel.panel-p {
            h2 { @if all { "What it is" } @else { "Your estimate" } }
            form.form.mt2 method="post" action=(visit.form_action("change_task")) {
                (form.hidden(visit, &fields))
                input type="hidden" name="task" value=(row.key);
                input type="hidden" name="version" value=(row.version);
                @if all { (Field::new("text", "name", "Name").value(form.value("name", &row.name)).fault(form.fault("name")).max_length(300)) }
                (Field::new("area", "notes", "Notes").value(form.value("notes", detail.notes.as_deref().unwrap_or_default())).fault(form.fault("notes")).max_length(20_000).optional())
                @if !row.summary { (work(&form, detail)) }
                @if all { (terms(&form, detail)) }
                div { (button("Keep the changes").primary()) }
            }
        }
    }
}

fn notes(detail: &Detail) -> Markup {
    html! {
        @if let Some(notes) = &detail.notes {
            section.panel.panel-p { h2 { "Notes" } div.prose.mt1 { @for line in notes.split('\n').filter(|line| !line.trim().is_empty()) { p { (line) } } } }
        }
    }
}

/// Stands apart, as its button is in another form.
fn confirm_form(visit: &InBusiness, detail: &Detail) -> Markup {
    let form = visit.form("confirm_efforts:task");
    html! {
        @if detail.row.guessed && detail.row.effort.is_some() {
            (form.before(visit))
            form id=(CONFIRM) method="post" action=(visit.form_action("confirm_efforts")) {
                (form.hidden(visit, &[]))
                input type="hidden" name="project" value=(detail.project_key);
                input type="hidden" name="tasks" value=(detail.row.key);
            }
        }
    }
}

fn work(form: &FormState, detail: &Detail) -> Markup {
    let row = &detail.row;
    // A guess that is left alone stays one: only what is typed is said.
    let effort = row.effort.filter(|_| !row.guessed).map(|effort| effort.to_string()).unwrap_or_default();
    let guess = row.effort.map(|effort| format!("Guessed at {}. Left empty it stays a guess", guess_words(effort)));
    let spent = if row.spent_hours > 0.0 { decimal(row.spent_hours) } else { "0".to_owned() };
    let hint = match (row.guessed, &guess) {
        (true, Some(guess)) => guess,
        (true, None) => "Nobody has said it: an hour is a guess. 4, 1 h 30, or best / likely / worst: 2 / 4 / 10",
        (false, _) => "4, 1 h 30, or best / likely / worst: 2 / 4 / 10",
    };
    html! {
        @if row.guessed { input type="hidden" name="_keep" value="effort"; }
        div.form-2 {
            @if !row.milestone { (Field::new("text", "effort", "Effort, hours").value(form.value("effort", &effort)).hint(hint).fault(form.fault("effort")).optional()) }
            (Field::new("text", "spent_hours", "Spent, hours").value(form.value("spent_hours", &spent)).inputmode("decimal").hint("So far").fault(form.fault("spent_hours")))
        }
        @if row.guessed && row.effort.is_some() { div { (button("The guess is right").small().icon(Icon::Tick).of_form(CONFIRM)) } }
    }
}

fn terms(form: &FormState, detail: &Detail) -> Markup {
    let row = &detail.row;
    let kinds = [("implementation", "Implementation"), ("management", "Management"), ("strategy", "Strategy")]
        .map(|(value, label)| Choice { value, label });
    let (due, not_before) = (text_of(row.due), text_of(detail.not_before));
    html! {
        div.form-2 {
            (select_field("kind", "Kind", &kinds, form.value("kind", row.kind.as_str()), None, form.fault("kind")))
            (Field::new("text", "skill", "Skill").value(form.value("skill", row.skill.as_deref().unwrap_or_default())).hint("Who is not named must have it").fault(form.fault("skill")).optional())
            (Field::new(kind_of(row.due), "due", "Due").value(form.value("due", &due)).fault(form.fault("due")).optional())
            (Field::new(kind_of(detail.not_before), "not_before", "Not before").value(form.value("not_before", &not_before)).fault(form.fault("not_before")).optional())
        }
        @if !row.summary {
            div {
                input type="hidden" name="milestone" value="false";
                (check("milestone", "on", "A milestone: a date that is reached, not work", form.chosen("milestone", "on", row.milestone)))
            }
        }
        (labels(form, detail))
    }
}

/// A field each, and an empty one for the next; an emptied one goes.
fn labels(form: &FormState, detail: &Detail) -> Markup {
    html! {
        fieldset.field {
            legend.lab { "Labels" span.mut { " (optional)" } }
            div.row.row-w {
                @for (place, label) in detail.labels.iter().map(String::as_str).chain([""]).enumerate() {
                    input.inp.inp-w name="labels" value=(label) maxlength="300" aria-label={ "Label " (place + 1) };
                }
            }
            @if let Some(fault) = form.fault("labels") { p.err { (fault) } }
        }
    }
}

/// Another place in the outline, or another column.
pub(super) fn moves(visit: &InBusiness, detail: &Detail) -> Markup {
    let row = &detail.row;
    let option = |(key, wbs, name): &(String, String, String)| (key.clone(), format!("{wbs} {name}"));
    let parents: Vec<(String, String)> = detail.parents.iter().map(option).collect();
    let siblings: Vec<(String, String)> = detail.siblings.iter().map(option).collect();
    let columns: Vec<(String, String)> = detail.lists.iter().map(|name| (name.clone(), name.clone())).collect();
    let parent = detail.parent.as_ref().map(|(key, _)| key.as_str()).unwrap_or_default();
    let before = detail
        .siblings
        .iter()
        .take_while(|(_, wbs, _)| place(wbs) < place(&row.wbs))
        .last()
        .map(|(key, ..)| key.as_str());
    html! {
        section.panel.panel-p {
            details open[["parent", "after", "list"].iter().any(|field| visit.form(&format!("move_task:{field}")).troubled())] {
                summary.strong { "Move" }
                div.stack.mt2 {
                    (move_to(visit, row.key.as_str(), "parent", "Part of", ("", "The project itself"), &parents, parent, "Make it part of that"))
                    @if !siblings.is_empty() {
                        (move_to(visit, row.key.as_str(), "after", "Place", ("", "First"), &siblings, before.unwrap_or_default(), "Put it after that"))
                    }
                    @if !columns.is_empty() {
                        (move_to(visit, row.key.as_str(), "list", "Column", ("", "Choose a column"), &columns, detail.list.as_deref().unwrap_or_default(), "Put it in that column"))
                    }
                }
            }
        }
    }
}

/// The last number of "2.10".
fn place(wbs: &str) -> u32 {
    wbs.rsplit('.').next().and_then(|last| last.parse().ok()).unwrap_or(0)
}

#[expect(clippy::too_many_arguments, reason = "three forms that differ in nothing but their words")]
fn move_to(
    visit: &InBusiness,
    task: &str,
    field: &str,
    label: &str,
    none: (&str, &str),
    options: &[(String, String)],
    now: &str,
    does: &str,
) -> Markup {
    let form = visit.form(&format!("move_task:{field}"));
    let none = Choice { value: none.0, label: none.1 };
    let choices: Vec<Choice<'_>> =
        std::iter::once(none).chain(options.iter().map(|(value, label)| Choice { value, label })).collect();
    html! {
        (form.before(visit))
        form.stack-2 method="post" action=(visit.form_action("move_task")) {
            (form.hidden(visit, &[field]))
            input type="hidden" name="task" value=(task);
            (select_field(field, label, &choices, form.value(field, now), None, form.fault(field)))
            div { (button(does).small()) }
        }
    }
}

pub(super) fn remove(visit: &InBusiness, detail: &Detail) -> Markup {
    let form = visit.form("remove_task:remove");
    html! {
        (form.before(visit))
        form method="post" action=(visit.form_action("remove_task")) {
            (form.hidden(visit, &[]))
            input type="hidden" name="task" value=(detail.row.key);
            input type="hidden" name="version" value=(detail.row.version);
            input type="hidden" name="_next" value=(visit.at(&format!("/projects/{}", detail.project_key)));
            p.small.sec { @if detail.row.summary { "With everything below it. " } "Undo brings it back." }
            (button("Remove the task").small().removes())
        }
    }
}

/// "1.5": hours to a hundredth, as the field takes them.
fn decimal(hours: f64) -> String {
    ((hours * 100.0).round() / 100.0).to_string()
}
