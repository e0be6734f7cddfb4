//! The shape of a command's form: its schema, read as fields.

use serde_json::Value;

use crate::site::{schema_forms, schema_is};

/// Objects within objects: deeper ones are no form that a person fills in.
const DEPTH_MAX: usize = 3;

/// One field.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    /// As the command names it: `time_zone`.
    pub name: String,
    /// As a person reads it: "Time zone".
    pub label: String,
    pub hint: String,
    pub required: bool,
    pub kind: Kind,
}

/// What is typed or chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Line,
    Lines,
    Day,
    Number,
    /// On or off; off where nothing is said.
    Check,
    /// Yes, no, or as it is.
    Maybe,
    /// One of these values.
    Choice(Vec<String>),
    Person,
    People,
    Area,
    Project,
    /// Texts with commas between them.
    List,
    /// An object: its parts.
    Parts(Vec<Shape>),
    /// A list of objects: the parts of one.
    Items(Vec<Shape>),
}

/// The fields of a command's input, those that it needs first.
pub(super) fn shapes(schema: &Value) -> Vec<Shape> {
    fields(schema, &[schema], 0)
}

fn fields(root: &Value, forms: &[&Value], depth: usize) -> Vec<Shape> {
    let Some(form) = forms.iter().find(|form| form.get("properties").is_some()) else { return Vec::new() };
    let required = |name: &str| {
        form.get("required").and_then(Value::as_array).is_some_and(|names| names.iter().any(|other| other == name))
    };
    let properties = form.get("properties").and_then(Value::as_object).into_iter().flatten();
    let mut all: Vec<Shape> =
        properties.filter_map(|(name, schema)| shape(root, name, schema, required(name), depth)).collect();
    all.sort_by_key(|shape| !shape.required);
    all
}

fn shape(root: &Value, name: &str, schema: &Value, required: bool, depth: usize) -> Option<Shape> {
    // The key is made from the name, and the version belongs to a page that shows what is there.
    if matches!(name, "key" | "version") || depth > DEPTH_MAX {
        return None;
    }
    let forms = schema_forms(root, schema);
    let hint = forms.iter().find_map(|form| form.get("description").and_then(Value::as_str)).unwrap_or_default();
    Some(Shape {
        name: name.to_owned(),
        label: if name == "rrule" { "How often".into() } else { crate::parts::words::capital(&name.replace('_', " ")) },
        hint: hint.replace('`', "").split_whitespace().collect::<Vec<_>>().join(" "),
        required,
        kind: kind(root, name, &forms, depth),
    })
}

fn kind(root: &Value, name: &str, forms: &[&Value], depth: usize) -> Kind {
    let choices = choices(forms);
    if !choices.is_empty() {
        return Kind::Choice(choices);
    }
    if schema_is(forms, "array") {
        return items(root, name, forms, depth);
    }
    if schema_is(forms, "boolean") {
        return if schema_is(forms, "null") { Kind::Maybe } else { Kind::Check };
    }
    if schema_is(forms, "string") {
        return text(name, forms);
    }
    if schema_is(forms, "number") || schema_is(forms, "integer") {
        return Kind::Number;
    }
    match fields(root, forms, depth + 1) {
        parts if parts.is_empty() => Kind::Line,
        parts => Kind::Parts(parts),
    }
}

fn items(root: &Value, name: &str, forms: &[&Value], depth: usize) -> Kind {
    let Some(item) = forms.iter().find_map(|form| form.get("items")) else { return Kind::List };
    let parts = fields(root, &schema_forms(root, item), depth + 1);
    match name {
        _ if !parts.is_empty() => Kind::Items(parts),
        "assignees" => Kind::People,
        _ => Kind::List,
    }
}

fn text(name: &str, forms: &[&Value]) -> Kind {
    let example = forms.iter().find_map(|form| form.get("examples")?.as_array()?.first()?.as_str());
    match name {
        "member" | "accountable" | "manager" | "who" => Kind::Person,
        "area" => Kind::Area,
        "project" => Kind::Project,
        "notes" | "text" | "outcome" | "reason" => Kind::Lines,
        _ if example.is_some_and(|example| example.parse::<jiff::civil::Date>().is_ok()) => Kind::Day,
        _ => Kind::Line,
    }
}

/// The values of an enumeration, however the schema writes it.
fn choices(forms: &[&Value]) -> Vec<String> {
    let listed = forms.iter().filter_map(|form| form.get("enum").and_then(Value::as_array)).flatten();
    let single = forms.iter().filter_map(|form| form.get("const"));
    let mut choices: Vec<String> = Vec::new();
    for value in listed.chain(single).filter_map(Value::as_str) {
        if !choices.iter().any(|other| other == value) {
            choices.push(value.to_owned());
        }
    }
    choices
}

#[cfg(test)]
mod tests {
    use righthand_desk::catalogue::{CATALOGUE, find};

    use super::*;

    fn of(command: &str, field: &str) -> Shape {
        let all = shapes(&find(command).unwrap().schema());
        all.into_iter().find(|shape| shape.name == field).unwrap_or_else(|| panic!("{command} has no field {field}"))
    }

    #[test]
    fn people_days_choices_and_steps_are_known_for_what_they_are() {
        assert_eq!(of("assign_task", "assignees").kind, Kind::People);
        assert_eq!(of("add_holiday", "day").kind, Kind::Day);
        assert!(matches!(of("create_duty", "kind").kind, Kind::Choice(kinds) if kinds.len() == 3));
        assert!(
            matches!(of("create_operation", "steps").kind, Kind::Items(parts) if parts.iter().any(|part| part.name == "effort"))
        );
        assert!(matches!(of("set_hours", "working_week").kind, Kind::Parts(days) if days.len() == 7));
        assert_eq!(of("change_business", "time_zone").label, "Time zone");
    }

    #[test]
    fn every_command_that_needs_something_asks_for_it() {
        for entry in CATALOGUE {
            let shapes = shapes(&entry.schema());
            let schema = entry.schema();
            for needed in
                schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
            {
                assert!(shapes.iter().any(|shape| shape.name == needed && shape.required), "{}: {needed}", entry.name);
            }
        }
    }
}
