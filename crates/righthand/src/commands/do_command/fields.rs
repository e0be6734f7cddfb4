//! Fields of a command as they are typed: `name=value`, read and explained by the command's JSON Schema.

use righthand_desk::catalogue::Entry;
use righthand_domain::snapshot::Fault;
use serde_json::{Map, Value};

use crate::commands::source::Failure;

/// The input that was typed. A field that there is none of is left to the desk, which names it.
pub(super) fn read(entry: &Entry, typed: &[String]) -> Result<Value, Failure> {
    let schema = entry.schema();
    let mut fields = Map::new();
    let mut faults = Vec::new();
    for text in typed {
        match text.split_once('=') {
            Some((name, _)) if fields.contains_key(name) => {
                faults.push(Fault { pointer: name.to_owned(), message: "it is said twice".into() })
            }
            Some((name, value)) => drop(fields.insert(name.to_owned(), read_value(&schema, name, value))),
            None => {
                faults.push(Fault { pointer: text.clone(), message: "a field is expected here: name=value".into() })
            }
        }
    }
    if faults.is_empty() { Ok(Value::Object(fields)) } else { Err(Failure::Input(faults)) }
}

/// A value as its field takes it: JSON where the field takes such a value, else a list by commas, else the text itself.
fn read_value(schema: &Value, name: &str, text: &str) -> Value {
    let kinds = kinds(schema, schema.pointer(&format!("/properties/{name}")).unwrap_or(&Value::Null));
    let takes = |kind: &str| kinds.contains(&kind);
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        let kind = match &value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) if takes("number") => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        if takes(kind) {
            return value;
        }
    }
    if takes("array") && !takes("string") {
        return text.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
    }
    Value::String(text.to_owned())
}

/// The JSON types that a schema allows.
fn kinds<'s>(root: &'s Value, schema: &'s Value) -> Vec<&'s str> {
    let mut found: Vec<&str> = match schema.get("type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ if schema.get("const").or_else(|| schema.get("enum")).is_some() => vec!["string"],
        _ => Vec::new(),
    };
    if let Some(target) =
        schema.get("$ref").and_then(Value::as_str).and_then(|reference| root.pointer(reference.trim_start_matches('#')))
    {
        found.extend(kinds(root, target));
    }
    for choices in ["anyOf", "oneOf"] {
        let choices = schema.get(choices).and_then(Value::as_array);
        found.extend(choices.into_iter().flatten().flat_map(|choice| kinds(root, choice)));
    }
    found
}

/// What a command takes.
pub(super) fn help(entry: &Entry) -> String {
    let schema = entry.schema();
    let required: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let mut text =
        format!("{}\nNeeds the right to {}.\n\nrighthand do {}", entry.summary, entry.needs.words(), entry.name);
    for field in &required {
        text.push_str(&format!(" {field}=..."));
    }
    text.push_str(" --business KEY [--as EMAIL] [--database URL]\n");
    for (name, field) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let needed = if required.contains(&name.as_str()) { ", needed" } else { "" };
        text.push_str(&format!("\n  {name}  ({}{needed})\n", words(&schema, field)));
        if let Some(description) = described(&schema, field) {
            text.push_str(&format!("      {description}\n"));
        }
    }
    text
}

/// The sorts of values, and the choices where they are few.
fn words(root: &Value, field: &Value) -> String {
    let choices = choices(root, field);
    if !choices.is_empty() {
        return choices.join(" | ");
    }
    let mut kinds: Vec<&str> =
        kinds(root, field).into_iter().map(|kind| if kind == "array" { "list" } else { kind }).collect();
    kinds.dedup();
    kinds.join(" or ")
}

fn choices(root: &Value, field: &Value) -> Vec<String> {
    let mut found: Vec<String> = field
        .get("enum")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(ToOwned::to_owned)
        .collect();
    found.extend(field.get("const").and_then(Value::as_str).map(ToOwned::to_owned));
    if let Some(target) =
        field.get("$ref").and_then(Value::as_str).and_then(|reference| root.pointer(reference.trim_start_matches('#')))
    {
        found.extend(choices(root, target));
    }
    for several in ["anyOf", "oneOf"] {
        let several = field.get(several).and_then(Value::as_array);
        found.extend(several.into_iter().flatten().flat_map(|choice| choices(root, choice)));
    }
    found
}

fn described(root: &Value, field: &Value) -> Option<String> {
    let own = field.get("description").and_then(Value::as_str);
    let target =
        field.get("$ref").and_then(Value::as_str).and_then(|reference| root.pointer(reference.trim_start_matches('#')));
    own.or_else(|| target?.get("description")?.as_str()).map(|text| text.replace('\n', " "))
}

/// A value as it would be typed.
pub(super) fn typed(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        other => quoted(&other.to_string()),
    }
}

/// As a shell reads it back.
pub(super) fn quoted(text: &str) -> String {
    let plain =
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./:@,+".contains(&byte));
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(name: &str, typed: &[&str]) -> Value {
        let entry = righthand_desk::catalogue::find(name).unwrap();
        read(entry, &typed.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn fields_are_read_as_the_command_takes_them() {
        assert_eq!(
            of("add_task", &["name=7", "effort=4", "assignees=halima, mateus"]),
            json!({ "name": "7", "effort": 4, "assignees": ["halima", "mateus"] })
        );
        assert_eq!(
            of("change_task", &["due=null", "milestone=true", "version=3"]),
            json!({ "due": null, "milestone": true, "version": 3 })
        );
        assert_eq!(of("add_task", &["effort=2 / 4 / 10"]), json!({ "effort": "2 / 4 / 10" }));
    }

    #[test]
    fn a_way_out_can_be_pasted_into_a_shell() {
        assert_eq!(quoted("tomas"), "tomas");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
