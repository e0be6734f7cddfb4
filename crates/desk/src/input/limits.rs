//! Limits: how long a text, how large a number and how many things a field of a command may have, by the field's name.
//!
//! One table for both ends: the schemas of the commands say it, and no command runs whose input does not keep to it. What
//! only a command knows (whether a key is taken, whether a day is a working day) it says itself.

use righthand_domain::snapshot::Fault;
use serde_json::{Map, Value, json};

use super::{LIST_MAX, NAME_CHARS_MAX, TEXT_CHARS_MAX, WEEK_HOURS};

/// What a field may hold.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Limit {
    /// At most so many characters.
    Chars(usize),
    /// A new key, see [`KEY`].
    Key,
    /// From and to, both included.
    Whole(i64, i64),
    /// From and to, both included.
    Number(f64, f64),
    /// More than 0.
    Positive,
    /// Its own form says what it may be, or another program's format does.
    Own,
}

/// A key, as [`crate::act::is_key`] knows it.
const KEY: &str = "^[A-Za-z0-9][A-Za-z0-9._/-]{0,79}$";
/// Characters of a key that names something.
const KEY_CHARS_MAX: usize = 80;
/// Characters of an address of mail (RFC 5321, 4.5.3.1.3, with its angle brackets).
const EMAIL_CHARS_MAX: usize = 256;
/// Characters of a zone: the longest name of the tz database has 32.
const ZONE_CHARS_MAX: usize = 64;
/// Characters of a rule of recurrence (RFC 5545) with every part and many days.
const RULE_CHARS_MAX: usize = 1_000;
/// Characters of a moment or a day with its offset.
const MOMENT_CHARS_MAX: usize = 64;
/// Hours of work that are noted or planned as a whole.
const HOURS_MAX: f64 = 100_000.0;

/// Money of a whole business, a month or at once: more has no business of this size.
const MEANS_MAX: f64 = 1e12;

/// By field, whatever the command.
const OF_FIELDS: &[(&str, Limit)] = &[
    // texts
    ("name", Limit::Chars(NAME_CHARS_MAX)),
    ("outcome", Limit::Chars(NAME_CHARS_MAX)),
    ("reason", Limit::Chars(NAME_CHARS_MAX)),
    ("why", Limit::Chars(NAME_CHARS_MAX)),
    ("what", Limit::Chars(NAME_CHARS_MAX)),
    ("subject", Limit::Chars(NAME_CHARS_MAX)),
    ("company", Limit::Chars(NAME_CHARS_MAX)),
    ("place", Limit::Chars(NAME_CHARS_MAX)),
    ("piece", Limit::Chars(NAME_CHARS_MAX)),
    ("kind", Limit::Chars(NAME_CHARS_MAX)),
    ("label", Limit::Chars(NAME_CHARS_MAX)),
    ("labels", Limit::Chars(NAME_CHARS_MAX)),
    ("list", Limit::Chars(NAME_CHARS_MAX)),
    ("skill", Limit::Chars(NAME_CHARS_MAX)),
    ("skills", Limit::Chars(NAME_CHARS_MAX)),
    ("file_name", Limit::Chars(NAME_CHARS_MAX)),
    ("region", Limit::Chars(NAME_CHARS_MAX)),
    ("map", Limit::Chars(2 * NAME_CHARS_MAX)),
    ("theirs", Limit::Chars(2 * NAME_CHARS_MAX)),
    ("how_often", Limit::Chars(NAME_CHARS_MAX)),
    ("title", Limit::Chars(NAME_CHARS_MAX)),
    ("ticked", Limit::Chars(NAME_CHARS_MAX)),
    ("answer", Limit::Chars(TEXT_CHARS_MAX)),
    ("asks", Limit::Chars(NAME_CHARS_MAX)),
    ("details", Limit::Chars(TEXT_CHARS_MAX)),
    ("option", Limit::Chars(NAME_CHARS_MAX)),
    ("options", Limit::Chars((NAME_CHARS_MAX + 2) * crate::questions::OPTIONS_MAX)),
    ("field", Limit::Chars(NAME_CHARS_MAX)),
    ("need", Limit::Chars(NAME_CHARS_MAX)),
    ("needs", Limit::Chars(TEXT_CHARS_MAX)),
    ("accesses", Limit::Chars(TEXT_CHARS_MAX)),
    ("background", Limit::Chars(TEXT_CHARS_MAX)),
    ("certifications", Limit::Chars(TEXT_CHARS_MAX)),
    ("vouched", Limit::Chars(TEXT_CHARS_MAX)),
    ("available", Limit::Chars(TEXT_CHARS_MAX)),
    ("trial", Limit::Chars(TEXT_CHARS_MAX)),
    ("trial_result", Limit::Chars(TEXT_CHARS_MAX)),
    ("note", Limit::Chars(TEXT_CHARS_MAX)),
    ("notes", Limit::Chars(TEXT_CHARS_MAX)),
    ("words", Limit::Chars(TEXT_CHARS_MAX)),
    ("body", Limit::Chars(TEXT_CHARS_MAX)),
    ("page", Limit::Chars(crate::views::PAGE_CHARS_MAX)),
    ("query", Limit::Chars(crate::views::QUERY_CHARS_MAX)),
    ("phone", Limit::Chars(crate::contacts::PHONE_CHARS_MAX)),
    ("email", Limit::Chars(EMAIL_CHARS_MAX)),
    ("time_zone", Limit::Chars(ZONE_CHARS_MAX)),
    ("currency", Limit::Chars(3)),
    ("rrule", Limit::Chars(RULE_CHARS_MAX)),
    ("starts", Limit::Chars(MOMENT_CHARS_MAX)),
    ("line", Limit::Chars(2 * NAME_CHARS_MAX)),
    ("url", Limit::Chars(crate::outputs::ADDRESS_CHARS_MAX)),
    ("content", Limit::Own),
    ("calendar", Limit::Own),
    ("text", Limit::Own),
    // keys
    ("key", Limit::Key),
    ("accountable", Limit::Chars(KEY_CHARS_MAX)),
    ("after", Limit::Chars(KEY_CHARS_MAX)),
    ("area", Limit::Chars(KEY_CHARS_MAX)),
    ("behind", Limit::Chars(KEY_CHARS_MAX)),
    ("assignees", Limit::Chars(KEY_CHARS_MAX)),
    ("command", Limit::Chars(KEY_CHARS_MAX)),
    ("contacts", Limit::Chars(KEY_CHARS_MAX)),
    ("decision", Limit::Chars(KEY_CHARS_MAX)),
    ("assumption", Limit::Chars(KEY_CHARS_MAX)),
    ("candidate", Limit::Chars(KEY_CHARS_MAX)),
    ("opening", Limit::Chars(KEY_CHARS_MAX)),
    ("scenario", Limit::Chars(KEY_CHARS_MAX)),
    ("duty", Limit::Chars(KEY_CHARS_MAX)),
    ("everything_by", Limit::Chars(KEY_CHARS_MAX)),
    ("into", Limit::Chars(KEY_CHARS_MAX)),
    ("like", Limit::Chars(KEY_CHARS_MAX)),
    ("manager", Limit::Chars(KEY_CHARS_MAX)),
    ("member", Limit::Chars(KEY_CHARS_MAX)),
    ("material", Limit::Chars(KEY_CHARS_MAX)),
    ("owner", Limit::Chars(KEY_CHARS_MAX)),
    ("operation", Limit::Chars(KEY_CHARS_MAX)),
    ("parent", Limit::Chars(KEY_CHARS_MAX)),
    ("people", Limit::Chars(KEY_CHARS_MAX)),
    ("person", Limit::Chars(KEY_CHARS_MAX)),
    ("project", Limit::Chars(KEY_CHARS_MAX)),
    ("projects", Limit::Chars(KEY_CHARS_MAX)),
    ("question", Limit::Chars(KEY_CHARS_MAX)),
    ("of", Limit::Chars(KEY_CHARS_MAX)),
    ("to", Limit::Chars(KEY_CHARS_MAX)),
    ("task", Limit::Chars(KEY_CHARS_MAX)),
    ("tasks", Limit::Chars(KEY_CHARS_MAX)),
    ("report", Limit::Chars(KEY_CHARS_MAX)),
    ("template", Limit::Chars(KEY_CHARS_MAX)),
    ("who", Limit::Chars(KEY_CHARS_MAX)),
    ("workflow", Limit::Chars(KEY_CHARS_MAX)),
    // numbers
    ("version", Limit::Whole(1, i64::MAX)),
    ("event", Limit::Whole(1, i64::MAX)),
    ("position", Limit::Whole(1, crate::operations::content::QUEUE_MAX)),
    ("read", Limit::Whole(0, i64::MAX)),
    ("months", Limit::Whole(1, crate::hire::TERM_MONTHS_MAX)),
    ("least_months", Limit::Whole(0, crate::team::COUNT_MAX)),
    ("notice_days", Limit::Whole(0, crate::team::COUNT_MAX)),
    ("response_hours", Limit::Whole(0, crate::team::COUNT_MAX)),
    ("review_weeks", Limit::Whole(0, crate::team::COUNT_MAX)),
    ("available_days", Limit::Number(0.0, 3_650.0)),
    ("offset_days", Limit::Number(0.0, 3_650.0)),
    ("budget_hours", Limit::Number(0.0, HOURS_MAX)),
    ("spent_hours", Limit::Number(0.0, HOURS_MAX)),
    ("hours", Limit::Number(0.0, crate::projects::RISK_HOURS_MAX)),
    ("chance_percent", Limit::Number(0.0, 100.0)),
    ("hours_per_week", Limit::Number(0.0, crate::team::HOURS_PER_WEEK_MAX)),
    ("lag_hours", Limit::Number(-crate::tasks::LAG_HOURS_MAX, crate::tasks::LAG_HOURS_MAX)),
    ("retainer_hours", Limit::Number(0.0, crate::team::RETAINER_HOURS_MAX)),
    ("fixed", Limit::Number(0.0, crate::team::MONEY_MAX)),
    ("trial_pay", Limit::Number(0.0, crate::team::MONEY_MAX)),
    ("value", Limit::Number(0.0, MEANS_MAX)),
    ("hourly", Limit::Number(0.0, crate::team::MONEY_MAX)),
    ("monthly", Limit::Number(0.0, crate::team::MONEY_MAX)),
    ("per_piece", Limit::Number(0.0, crate::team::MONEY_MAX)),
    ("price", Limit::Number(0.0, crate::team::MONEY_MAX)),
    ("owner_hour_value", Limit::Number(0.0, MEANS_MAX)),
    ("budget_per_month", Limit::Number(0.0, MEANS_MAX)),
    ("reserve", Limit::Number(0.0, MEANS_MAX)),
    ("revenue_per_month", Limit::Number(0.0, MEANS_MAX)),
    ("project_manager_hourly", Limit::Number(0.0, MEANS_MAX)),
    ("online_business_manager_hourly", Limit::Number(0.0, MEANS_MAX)),
    ("virtual_assistant_hourly", Limit::Number(0.0, MEANS_MAX)),
    ("specialist_hourly", Limit::Number(0.0, MEANS_MAX)),
    ("weight", Limit::Positive),
];

/// Where a command's field is something else than others of its name.
const OF_COMMANDS: &[(&str, &str, Limit)] = &[
    ("add_typical_duties", "duties", Limit::Chars(NAME_CHARS_MAX)),
    ("add_absence", "note", Limit::Chars(NAME_CHARS_MAX)),
    ("change_workflow", "note", Limit::Chars(NAME_CHARS_MAX)),
    ("change_duty", "hours_per_week", Limit::Number(0.0, WEEK_HOURS)),
    ("set_duties", "hours_per_week", Limit::Number(0.0, WEEK_HOURS)),
    ("create_duty", "hours_per_week", Limit::Number(0.0, WEEK_HOURS)),
    ("invite_people", "list", Limit::Own),
    ("mail_report", "to", Limit::Chars(EMAIL_CHARS_MAX)),
    ("send_back_step", "reason", Limit::Chars(TEXT_CHARS_MAX)),
];

/// Fields whose command tells a fault better, with what to do instead: their bound is said here and checked there.
const TOLD_BY_COMMAND: &[&str] = &["hours_per_week", "chance_percent"];

/// The field of a command that holds the input of another.
const OF_ANOTHER: &str = "input";

/// Lists that are shorter than others. Their commands check it, and say what to do instead.
const OF_LISTS: &[(&str, &str, usize)] = &[
    ("change_means", "revenue_per_month", crate::hire::MONTHS_MAX),
    ("add_scenario", "places", crate::hire::PLACES_MAX),
    ("score_candidate", "notes", crate::hire::NEEDS_MAX),
    ("create_operation", "steps", crate::operations::STEPS_MAX),
    ("mail_report", "to", crate::projects::report::TO_MAX),
    ("do_together", "steps", crate::history::TOGETHER_MAX),
    ("make_recurring", "tasks", crate::guesses::RECURRING_MAX),
    ("order_tasks", "tasks", crate::guesses::ROW_MAX),
    ("set_team_hours", "hours", crate::team::TEAM_HOURS_MAX),
    ("set_terms", "milestones", crate::team::MILESTONES_MAX),
];

/// Required texts that may be empty all the same.
const MAY_BE_EMPTY: &[&str] = &["query", "subject", "page"];

fn limit(command: &str, field: &str) -> Option<Limit> {
    let of_command = OF_COMMANDS.iter().find(|(known, name, _)| *known == command && *name == field);
    of_command
        .map(|(_, _, limit)| *limit)
        .or_else(|| OF_FIELDS.iter().find(|(name, _)| *name == field).map(|(_, limit)| *limit))
}

/// The schema of a command, with its limits.
pub(crate) fn say(command: &str, schema: &mut Value) {
    let Some(root) = schema.as_object_mut() else { return };
    if let Some(shapes) = root.get_mut("$defs").and_then(Value::as_object_mut) {
        shapes.values_mut().for_each(|shape| say_of_fields(command, shape));
    }
    say_of_fields(command, schema);
}

fn say_of_fields(command: &str, schema: &mut Value) {
    let required: Vec<String> = schema
        .get("required")
        .and_then(Value::as_array)
        .map_or_else(Vec::new, |names| names.iter().filter_map(|name| name.as_str().map(ToOwned::to_owned)).collect());
    let Some(fields) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (name, field) in fields.iter_mut() {
        let Some(field) = field.as_object_mut() else { continue };
        if is(field, "array") {
            let of_list = OF_LISTS.iter().find(|(known, of, _)| *known == command && of == name);
            let max = of_list.map_or(LIST_MAX, |(_, _, max)| *max);
            field.entry("maxItems").or_insert_with(|| json!(max));
            if let (Some(limit), Some(items)) =
                (limit(command, name), field.get_mut("items").and_then(Value::as_object_mut))
            {
                limit.say(items);
            }
        } else if let Some(limit) = limit(command, name) {
            limit.say(field);
            if is(field, "string") && required.contains(name) && !MAY_BE_EMPTY.contains(&name.as_str()) {
                field.insert("minLength".into(), json!(1));
                field.entry("pattern").or_insert_with(|| json!(r"\S"));
            }
        }
    }
}

fn is(field: &Map<String, Value>, kind: &str) -> bool {
    match field.get("type") {
        Some(Value::String(named)) => named == kind,
        Some(Value::Array(named)) => named.iter().any(|named| named == kind),
        _ => false,
    }
}

impl Limit {
    /// Into the schema of a field, unless that is of another kind than the limit.
    fn say(self, field: &mut Map<String, Value>) {
        let texts = is(field, "string") && !field.contains_key("enum");
        let numbers = is(field, "number") || is(field, "integer");
        match self {
            Self::Chars(max) if texts => drop(field.insert("maxLength".into(), json!(max))),
            Self::Key if texts => drop(field.insert("pattern".into(), json!(KEY))),
            Self::Whole(from, to) if numbers => {
                field.insert("minimum".into(), json!(from));
                if to < i64::MAX {
                    field.insert("maximum".into(), json!(to));
                }
            }
            Self::Number(from, to) if numbers => {
                field.insert("minimum".into(), json!(from));
                field.insert("maximum".into(), json!(to));
            }
            Self::Positive if numbers => drop(field.insert("exclusiveMinimum".into(), json!(0))),
            _ => {}
        }
    }

    /// What is wrong with the value; a value of another kind is told by whoever reads it.
    fn fault(self, value: &Value) -> Option<String> {
        match (self, value) {
            (Self::Chars(max), Value::String(text)) if text.len() > max && text.chars().nth(max).is_some() => {
                Some(format!("it has at most {max} characters"))
            }
            (Self::Key, Value::String(text)) if !crate::act::is_key(text) => Some(format!(
                "“{}” is not a key: letters, digits and . _ / - from the second on, at most {KEY_CHARS_MAX}",
                text.chars().take(KEY_CHARS_MAX).collect::<String>()
            )),
            (Self::Whole(from, to), Value::Number(number))
                if number.as_i64().is_none_or(|number| !(from..=to).contains(&number)) =>
            {
                Some(if to < i64::MAX {
                    format!("a whole number from {from} to {to}")
                } else {
                    format!("a whole number from {from} on")
                })
            }
            (Self::Number(from, to), Value::Number(number))
                if number.as_f64().is_none_or(|number| !(from..=to).contains(&number)) =>
            {
                Some(format!("a number from {from} to {to}"))
            }
            _ => None,
        }
    }
}

/// The faults of an input. Fields that its address names are not looked at: a thing of such a name is not found.
pub(crate) fn check<'f>(command: &str, input: &Value, in_path: impl Iterator<Item = &'f str>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let in_path: Vec<&str> = in_path.collect();
    for (name, value) in input.as_object().into_iter().flatten() {
        if !in_path.contains(&name.as_str()) {
            check_field(command, name, value, &format!("/{name}"), &mut faults);
        }
    }
    faults
}

fn check_field(command: &str, name: &str, value: &Value, pointer: &str, faults: &mut Vec<Fault>) {
    match value {
        Value::Array(items) if items.len() > LIST_MAX => {
            faults
                .push(Fault { pointer: pointer.to_owned(), message: format!("a list has at most {LIST_MAX} entries") });
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                check_field(command, name, item, &format!("{pointer}/{at}"), faults);
            }
        }
        // The input of another command, which looks at it itself.
        Value::Object(_) if name == OF_ANOTHER => {}
        Value::Object(fields) => {
            for (name, value) in fields {
                check_field(command, name, value, &format!("{pointer}/{}", escaped(name)), faults);
            }
        }
        one => {
            let limit = limit(command, name).filter(|_| !TOLD_BY_COMMAND.contains(&name));
            let message = limit.and_then(|limit| limit.fault(one));
            faults.extend(message.map(|message| Fault { pointer: pointer.to_owned(), message }));
        }
    }
}

/// As a JSON pointer writes it (RFC 6901).
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::CATALOGUE;

    /// Every text and number below `schema` that says no bounds, by its pointer.
    fn unbounded(schema: &Value, pointer: &str, found: &mut Vec<String>) {
        let Some(fields) = schema.as_object() else { return };
        let has = |words: &[&str]| words.iter().any(|word| fields.contains_key(*word));
        if is(fields, "string") && !has(&["enum", "const", "maxLength", "format", "pattern", "examples"]) {
            found.push(pointer.to_owned());
        }
        if (is(fields, "number") || is(fields, "integer")) && !has(&["minimum", "exclusiveMinimum"]) {
            found.push(pointer.to_owned());
        }
        if is(fields, "array") && !has(&["maxItems"]) {
            found.push(pointer.to_owned());
        }
        for below in ["properties", "$defs"] {
            for (name, field) in schema.get(below).and_then(Value::as_object).into_iter().flatten() {
                unbounded(field, &format!("{pointer}/{name}"), found);
            }
        }
        if let Some(items) = schema.get("items") {
            unbounded(items, &format!("{pointer}/-"), found);
        }
    }

    #[test]
    fn every_text_number_and_list_of_a_command_says_its_bounds() {
        let mut found = Vec::new();
        for entry in CATALOGUE {
            let mut schema = entry.schema();
            // What the address names is bounded there.
            entry
                .path_fields()
                .for_each(|field| drop(schema["properties"].as_object_mut().unwrap().shift_remove(field)));
            unbounded(&schema, entry.name, &mut found);
        }
        // A file of another program: bounded by what a door takes.
        found.retain(|pointer| {
            !["content", "calendar", "list", "text"].iter().any(|own| pointer.ends_with(&format!("/{own}")))
        });
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn what_is_beyond_a_bound_is_told_with_its_place() {
        let long = "n".repeat(NAME_CHARS_MAX + 1);
        let input = json!({ "name": long, "steps": [{ "offset_days": 4_000 }], "key": "a b", "notes": "é".repeat(TEXT_CHARS_MAX) });
        let faults = check("create_operation", &input, ["operation"].into_iter());
        let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/name", "/steps/0/offset_days", "/key"]);
        assert!(check("change_task", &json!({ "task": long }), ["task"].into_iter()).is_empty(), "it is not found");
    }
}
