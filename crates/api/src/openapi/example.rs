//! Examples: a body for each command, made from its schema, with the people of the demonstration.

use serde_json::{Map, Value, json};

use super::Components;

/// What a field of this name may hold, where its schema does not say.
pub(super) fn of_field(name: &str) -> &'static str {
    match name {
        "project" | "draft" => "slow-wheel",
        "task" | "after" | "parent" => "edit-ep2",
        "member" | "who" | "accountable" => "halima",
        "manager" => "priyanka",
        "operation" => "kiln-letter",
        "step" => "write",
        "area" => "content",
        "absence" | "lift" => "01977c3e-6a52-7d11-9c55-7a2f3be1c0de",
        "email" => "halima@example.org",
        "time_zone" => "Europe/Lisbon",
        "currency" => "EUR",
        "rrule" => "FREQ=WEEKLY;BYDAY=TU",
        "starts" | "day" => "2026-12-15",
        "outcome" => "The podcast is on air with three episodes",
        "words" => "The guest sent a better microphone recording.",
        "reason" => "She knows the material, and it is one week.",
        "skill" => "writing",
        "region" => "portugal",
        "list" => "Noor Castellanos, noor@example.org, VA, 7 h",
        "name" => "The Slow Wheel",
        _ => "…",
    }
}

/// The required fields of a body; where none is required, its first one.
pub(super) fn of_command(components: &Components, reference: &Value) -> Value {
    let Some(schema) = reference["$ref"].as_str().and_then(|reference| components.get(reference)) else {
        return json!({});
    };
    object(components, schema, true)
}

/// The required fields of an object; where none is required and `some` is to be there, its first one.
fn object(components: &Components, schema: &Value, some: bool) -> Value {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return json!({}) };
    let required: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let wanted = |name: &str| {
        if required.is_empty() && some {
            properties.keys().next().is_some_and(|first| first == name)
        } else {
            required.contains(&name)
        }
    };
    let fields = properties.iter().filter(|(name, _)| wanted(name.as_str()));
    Value::Object(fields.map(|(name, schema)| (name.clone(), value(components, name, schema))).collect::<Map<_, _>>())
}

/// A value that fits a schema: its own example, the first of its choices, or what its name suggests.
fn value(components: &Components, name: &str, schema: &Value) -> Value {
    if let Some(example) = schema.get("examples").and_then(|examples| examples.get(0)) {
        return example.clone();
    }
    if let Some(target) = schema.get("$ref").and_then(Value::as_str).and_then(|reference| components.get(reference)) {
        return value(components, name, target);
    }
    for choice in ["const", "enum", "oneOf", "anyOf"] {
        match (choice, schema.get(choice)) {
            ("const", Some(only)) => return only.clone(),
            ("enum", Some(choices)) => return choices.get(0).cloned().unwrap_or_default(),
            (_, Some(Value::Array(choices))) => {
                return choices.first().map(|first| value(components, name, first)).unwrap_or_default();
            }
            _ => {}
        }
    }
    let kind = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str),
        Some(kind) => kind.as_str(),
        None => None,
    };
    match kind {
        Some("integer") => json!(1),
        Some("number") => json!(4),
        Some("boolean") => json!(true),
        Some("array") => json!(
            schema
                .get("items")
                .map(|items| vec![value(components, name.trim_end_matches('s'), items)])
                .unwrap_or_default()
        ),
        Some("object") => object(components, schema, false),
        _ => json!(of_field(name)),
    }
}
