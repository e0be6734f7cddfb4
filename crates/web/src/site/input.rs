//! From a form's fields to a command's input, by the command's own schema.

use std::collections::BTreeMap;

use righthand_domain::snapshot::Fault;
use serde_json::{Map, Value};

/// What was typed, by field.
pub(super) type Fields = BTreeMap<String, Vec<String>>;

/// Separates what is typed into one field that is a list.
const LIST_ENDS: [char; 3] = [',', '\n', ';'];

/// The fields as the form means them: those that its `_list` names are split into the items typed; a field without a
/// value changes nothing where `_keep` names it, and nowhere with `_empty` set to `keep`.
pub(super) fn prepared(fields: &Fields) -> Fields {
    let named = |name: &str| fields.get(name).map(Vec::as_slice).unwrap_or_default();
    let (lists, kept) = (named("_list"), named("_keep"));
    let keep_all = named("_empty").iter().any(|value| value == "keep");
    let split = |(name, values): (&String, &Vec<String>)| {
        let items = values.iter().flat_map(|value| value.split(LIST_ENDS)).map(|item| item.trim().to_owned());
        let values = if lists.contains(name) { items.collect() } else { values.clone() };
        (name.clone(), values)
    };
    fields
        .iter()
        .map(split)
        .filter(|(name, values)| {
            !(keep_all || kept.contains(name)) || values.iter().any(|value| !value.trim().is_empty())
        })
        .collect()
}

/// The input that the fields mean. Names with dots are parts of an object; an empty field is `null` where the command
/// takes that, and left out where it does not.
pub(super) fn read(schema: &Value, fields: &Fields) -> Result<Value, Vec<Fault>> {
    let mut input = Value::Object(Map::new());
    let mut faults = Vec::new();
    for (name, values) in fields.iter().filter(|(name, _)| !name.starts_with('_')) {
        let path: Vec<&str> = name.split('.').collect();
        match value(schema, find(schema, &path), values) {
            Ok(Some(value)) => put(&mut input, &path, value),
            Ok(None) => {}
            Err(message) => faults.push(Fault { pointer: format!("/{}", name.replace('.', "/")), message }),
        }
    }
    if faults.is_empty() { Ok(listed(input)) } else { Err(faults) }
}

/// `steps.0.name` and `steps.1.name` are two items of a list.
fn listed(input: Value) -> Value {
    let Value::Object(fields) = input else { return input };
    let numbers: Option<Vec<usize>> = fields.keys().map(|key| key.parse().ok()).collect();
    let mut fields: Vec<(String, Value)> = fields.into_iter().map(|(name, value)| (name, listed(value))).collect();
    if fields.is_empty() || numbers.is_none() {
        return Value::Object(fields.into_iter().collect());
    }
    fields.sort_by_key(|(name, _)| name.parse::<usize>().unwrap_or(usize::MAX));
    Value::Array(fields.into_iter().map(|(_, value)| value).collect())
}

/// The schema of the field at `path`, references and "or null" looked through.
fn find<'s>(root: &'s Value, path: &[&str]) -> Option<&'s Value> {
    path.iter().try_fold(root, |schema, part| {
        let forms = forms(root, schema);
        let property = forms.iter().find_map(|form| form.get("properties")?.get(*part));
        property.or_else(|| forms.iter().find_map(|form| part.parse::<usize>().ok().and_then(|_| form.get("items"))))
    })
}

/// A schema and what it refers to or chooses from.
pub fn forms<'s>(root: &'s Value, schema: &'s Value) -> Vec<&'s Value> {
    let mut found = vec![schema];
    let mut at = 0;
    // Schemas of commands are shallow; a circle of references would end here.
    while let Some(form) = found.get(at).copied().filter(|_| at < 64) {
        at += 1;
        if let Some(name) =
            form.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix("#/$defs/"))
        {
            found.extend(root.get("$defs").and_then(|defs| defs.get(name)));
        }
        for choice in ["anyOf", "oneOf", "allOf"] {
            found.extend(form.get(choice).and_then(Value::as_array).into_iter().flatten());
        }
    }
    found
}

/// May a value be of that JSON type?
pub fn is(forms: &[&Value], wanted: &str) -> bool {
    forms.iter().any(|form| match form.get("type") {
        Some(Value::String(name)) => name == wanted,
        Some(Value::Array(names)) => names.iter().any(|name| name == wanted),
        _ => false,
    })
}

fn value(root: &Value, schema: Option<&Value>, values: &[String]) -> Result<Option<Value>, String> {
    let forms = schema.map(|schema| forms(root, schema)).unwrap_or_default();
    let last = values.last().map_or("", |value| value.trim());
    if is(&forms, "array") {
        let items = values.iter().map(|value| value.trim()).filter(|value| !value.is_empty());
        return Ok(Some(items.map(|item| Value::String(item.to_owned())).collect()));
    }
    if last.is_empty() {
        return Ok(if is(&forms, "null") {
            Some(Value::Null)
        } else {
            Some(Value::String(String::new())).filter(|_| is(&forms, "string"))
        });
    }
    if is(&forms, "boolean") {
        return Ok(Some(Value::Bool(matches!(last, "on" | "true" | "1" | "yes"))));
    }
    let number = is(&forms, "number") || is(&forms, "integer");
    if number && !is(&forms, "string") {
        let read = if is(&forms, "integer") {
            last.parse::<i64>().ok().map(Value::from)
        } else {
            last.replace(',', ".").parse::<f64>().ok().and_then(serde_json::Number::from_f64).map(Value::Number)
        };
        return read.map(Some).ok_or_else(|| format!("a number is needed here, not “{last}”"));
    }
    // Text areas send the line ends of a mail; kept is what was typed.
    Ok(Some(Value::String(values.last().map_or(last, String::as_str).replace("\r\n", "\n"))))
}

fn put(input: &mut Value, path: &[&str], value: Value) {
    let Some((first, rest)) = path.split_first() else { return };
    let Value::Object(fields) = input else { return };
    if rest.is_empty() {
        fields.insert((*first).to_owned(), value);
    } else {
        put(fields.entry((*first).to_owned()).or_insert_with(|| Value::Object(Map::new())), rest, value);
    }
}

/// The fields that an input means: the other way, for buttons that send a command ready made.
pub fn fields(input: &Value) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    flatten("", input, &mut fields);
    fields
}

fn flatten(prefix: &str, value: &Value, fields: &mut Vec<(String, String)>) {
    let name = |key: &str| if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") };
    match value {
        Value::Object(parts) => parts.iter().for_each(|(key, value)| flatten(&name(key), value, fields)),
        Value::Array(items) if items.iter().any(Value::is_object) => {
            items.iter().enumerate().for_each(|(at, item)| flatten(&name(&at.to_string()), item, fields));
        }
        Value::Array(items) => items.iter().for_each(|item| flatten(prefix, item, fields)),
        Value::Null => fields.push((prefix.to_owned(), String::new())),
        Value::String(text) => fields.push((prefix.to_owned(), text.clone())),
        other => fields.push((prefix.to_owned(), other.to_string())),
    }
}

/// The fields that the command needs and `input` does not have: a person has to say them first.
pub(super) fn missing(schema: &Value, input: &Value) -> bool {
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    required.filter_map(Value::as_str).any(|name| input.get(name).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use righthand_desk::catalogue::find as entry;
    use serde_json::json;

    fn input(command: &str, fields: &[(&str, &str)]) -> Result<Value, Vec<Fault>> {
        let mut all = Fields::new();
        for (name, value) in fields {
            all.entry((*name).to_owned()).or_default().push((*value).to_owned());
        }
        read(&entry(command).unwrap().schema(), &all)
    }

    #[test]
    fn an_empty_field_empties_what_may_be_empty() {
        let read =
            input("change_task", &[("task", "a"), ("due", ""), ("effort", "2 / 4 / 9"), ("milestone", "on")]).unwrap();
        assert_eq!(read, json!({ "task": "a", "due": null, "effort": "2 / 4 / 9", "milestone": true }));
    }

    #[test]
    fn several_values_are_a_list_and_dots_are_parts() {
        assert_eq!(
            input("assign_task", &[("task", "a"), ("assignees", "x"), ("assignees", "y")]).unwrap()["assignees"],
            json!(["x", "y"])
        );
        let week =
            input("set_hours", &[("member", "a"), ("working_week.mon", "09:00-12:00"), ("hours_per_week", "7,5")])
                .unwrap();
        assert_eq!(week["working_week"], json!({ "mon": "09:00-12:00" }));
        assert_eq!(week["hours_per_week"], json!(7.5));
    }

    #[test]
    fn numbered_fields_are_items_and_a_field_named_as_a_list_is_split() {
        let typed = [
            ("_list", "except"),
            ("_empty", "keep"),
            ("name", "Blog"),
            ("rrule", "FREQ=WEEKLY"),
            ("starts", "2026-12-01"),
            ("except", "2026-12-08, 2026-12-15"),
            ("steps.10.name", "Publish"),
            ("steps.2.name", "Write"),
            ("steps.2.effort", "1 h 30"),
            ("steps.3.name", ""),
            ("area", ""),
        ];
        let mut all = Fields::new();
        for (name, value) in typed {
            all.entry(name.to_owned()).or_default().push(value.to_owned());
        }
        let read = read(&entry("create_operation").unwrap().schema(), &prepared(&all)).unwrap();
        assert_eq!(read["steps"], json!([{ "name": "Write", "effort": "1 h 30" }, { "name": "Publish" }]));
        assert_eq!(read["except"], json!(["2026-12-08", "2026-12-15"]));
        assert!(read.get("area").is_none(), "{read}");
    }

    #[test]
    fn what_is_no_number_is_a_fault_beside_its_field() {
        let faults = input("set_hours", &[("member", "a"), ("hours_per_week", "many")]).unwrap_err();
        assert_eq!(faults[0].pointer, "/hours_per_week");
    }

    #[test]
    fn an_input_becomes_the_fields_that_become_it_again() {
        let given = json!({ "task": "a", "assignees": ["x", "y"] });
        let mut all = Fields::new();
        for (name, value) in fields(&given) {
            all.entry(name).or_default().push(value);
        }
        assert_eq!(read(&entry("assign_task").unwrap().schema(), &all).unwrap(), given);
        let mut hours = fields(&json!({ "working_week": null, "hours_per_week": 20.5 }));
        hours.sort();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(hours, [pair("hours_per_week", "20.5"), pair("working_week", "")]);
    }
}
