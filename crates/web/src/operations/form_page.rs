//! The forms that make an operation and change it: how often it happens is typed in words.

use maud::{Markup, html};
use righthand_desk::operations::one::OperationView;
use righthand_domain::recurrence::OnHolidays;

use super::one::Choices;
use crate::parts::{Choice, Field, button, check, hidden, link_button, select_field, sentence_head};
use crate::site::{FormState, InBusiness};

const FIELDS: [&str; 7] = ["name", "how_often", "starts", "on_holidays", "draws", "accountable", "area"];
/// Ways to say it that everybody understands.
const SUGGESTIONS: [&str; 10] = [
    "every Thursday at 10",
    "weekdays at 9",
    "every second Friday",
    "first Monday of every month",
    "last working day of the month",
    "on the 1st and 15th of every month",
    "every quarter",
    "second Tuesday of the month at 16:30",
    "every year on 24 November",
    "3 weeks after completion",
];

/// The form; a line that was typed elsewhere, "pay invoices every Friday", fills it in.
pub(super) fn new(visit: &InBusiness, choices: &Choices, line: &str, today: jiff::civil::Date) -> Markup {
    let form = visit.form("create_operation:new");
    let (name, rhythm) = match righthand_domain::recurrence::line(line) {
        Some((name, spoken)) => (name, spoken.words(today)),
        None => (line.to_owned(), String::new()),
    };
    html! {
        (sentence_head("New operation", "Work that comes again and again. A simple one is a single step; or take a workflow from the library.", &html! {
            (link_button("The library", visit.at("/operations/library")))
        }))
        (form.before(visit))
        section.panel.panel-p.narrow-form {
            form.form method="post" action=(visit.form_action("create_operation")) {
                (form.hidden(visit, &FIELDS))
                (hidden("_next", &visit.at("/operations/{key}")))
                (Field::new("text", "name", "Name").value(form.value("name", &name)).fault(form.fault("name")).max_length(300).autofocus())
                (how_often(&form, &rhythm))
                (Field::new("date", "starts", "From").value(form.value("starts", "")).fault(form.fault("starts")).optional()
                    .hint("The first day; from today on where you say nothing"))
                (holidays(&form, OnHolidays::Keep))
                (draws(&form, false))
                (accountable(&form, choices, &visit.membership.member_key))
                (area(&form, choices, ""))
                div.row { (button("Make the operation").primary()) (link_button("Cancel", visit.at("/operations")).quiet()) }
            }
        }
    }
}

pub(super) fn edit(visit: &InBusiness, operation: &OperationView, choices: &Choices) -> Markup {
    let form = visit.form("change_operation");
    let words = if operation.rrule.is_empty() { "" } else { operation.how_often.as_str() };
    let said = if words.starts_with("by the rule ") { operation.rrule.as_str() } else { words };
    html! {
        (sentence_head(&format!("Change {}", operation.name), "What has begun keeps its day; what comes follows what you say here.", &html! {}))
        (form.before(visit))
        section.panel.panel-p.narrow-form {
            form.form method="post" action=(visit.form_action("change_operation")) {
                (form.hidden(visit, &FIELDS))
                (hidden("operation", &operation.key))
                (hidden("version", &operation.version.to_string()))
                (hidden("_keep", "starts"))
                (hidden("_next", &visit.at(&format!("/operations/{}", operation.key))))
                (Field::new("text", "name", "Name").value(form.value("name", &operation.name)).fault(form.fault("name")).max_length(300))
                (how_often(&form, said))
                (Field::new("date", "starts", "From").value(form.value("starts", "")).fault(form.fault("starts")).optional()
                    .hint("The first day of the new rhythm; from today on where you say nothing"))
                (holidays(&form, operation.on_holidays))
                (draws(&form, operation.draws))
                (accountable(&form, choices, operation.accountable.as_ref().map_or("", |who| &who.key)))
                (area(&form, choices, operation.area.as_ref().map_or("", |area| &area.0)))
                div.row { (button("Keep the changes").primary()) (link_button("Cancel", visit.at(&format!("/operations/{}", operation.key))).quiet()) }
            }
        }
    }
}

pub(super) fn how_often<'f>(form: &'f FormState, now: &'f str) -> Field<'f> {
    Field::new("text", "how_often", "How often")
        .value(form.value("how_often", now))
        .fault(form.fault("how_often"))
        .suggestions("how-often", &SUGGESTIONS)
        .max_length(400)
        .autocomplete("off")
        .optional()
        .hint("In words, such as “every second Friday”, “weekdays at 9” or “3 weeks after completion”; a rule such as FREQ=WEEKLY;BYDAY=TU is understood too. Left empty, somebody starts each run")
}

fn holidays(form: &FormState, now: OnHolidays) -> Markup {
    let labels: Vec<String> = OnHolidays::ALL.iter().map(|one| crate::parts::words::capital(one.words())).collect();
    let options: Vec<Choice<'_>> =
        OnHolidays::ALL.iter().zip(&labels).map(|(one, label)| Choice { value: one.as_str(), label }).collect();
    select_field(
        "on_holidays",
        "On a holiday",
        &options,
        form.value("on_holidays", now.as_str()),
        None,
        form.fault("on_holidays"),
    )
}

/// Whether each run is about something; unchecked, the hidden field says so.
fn draws(form: &FormState, now: bool) -> Markup {
    let on = form.chosen("draws", "true", now);
    html! {
        div.field {
            (hidden("draws", "false"))
            (check("draws", "true", "Each run is about the next title from a queue", on))
            p.hint { "Such as the articles that wait to be published; the content calendar shows for how many weeks there are some" }
        }
    }
}

pub(super) fn accountable(form: &FormState, choices: &Choices, now: &str) -> Markup {
    let options: Vec<Choice<'_>> =
        choices.people.iter().map(|who| Choice { value: &who.key, label: &who.name }).collect();
    let hint = "Sees to it that it happens, and is told when something is in the way";
    select_field(
        "accountable",
        "Accountable",
        &options,
        form.value("accountable", now),
        Some(hint),
        form.fault("accountable"),
    )
}

pub(super) fn area(form: &FormState, choices: &Choices, now: &str) -> Markup {
    let none = Choice { value: "", label: "No area" };
    let options: Vec<Choice<'_>> =
        std::iter::once(none).chain(choices.areas.iter().map(|(value, label)| Choice { value, label })).collect();
    select_field("area", "Area", &options, form.value("area", now), None, form.fault("area"))
}
