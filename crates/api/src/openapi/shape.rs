//! Shapes of what is not a struct of ours: dates as text, and the formats of the contracts.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

/// A day.
pub(crate) fn date(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "format": "date" })
}

/// A day or null.
pub(crate) fn maybe_date(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "format": "date" })
}

/// An instant, RFC 3339.
pub(crate) fn instant(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "format": "date-time" })
}

/// An instant or null.
pub(crate) fn maybe_instant(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "format": "date-time" })
}

/// Any object.
pub(crate) fn any_object(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object" })
}

/// `righthand/1`, the business file. Its exact schema is published beside the contracts.
pub(crate) fn business_file() -> Schema {
    let list = json!({ "type": "array", "items": { "type": "object" } });
    json_schema!({
        "type": "object",
        "required": ["format", "business"],
        "properties": {
            "format": { "const": "righthand/1" },
            "at": instant_value(),
            "business": object(&[("name", text()), ("time_zone", text())]),
            "people": list, "areas": list, "projects": list, "operations": list,
            "duties": list, "appointments": list, "runs": list
        }
    })
}

/// `righthand-plan/1`.
pub(crate) fn plan() -> Schema {
    let piece = object(&[("start", instant_value()), ("finish", instant_value())]);
    let because = object(&[
        ("kind", json!({ "enum": ["person", "predecessor", "calendar", "not_before", "now"] })),
        ("of", maybe("string")),
    ]);
    let task = object(&[
        ("key", text()),
        ("person", maybe("string")),
        ("start", instant_value()),
        ("finish", instant_value()),
        ("guessed", json!({ "type": "boolean" })),
        ("segments", list(piece)),
        ("due", maybe_instant_value()),
        ("late_hours", number()),
        ("because", because),
    ]);
    let project = object(&[
        ("key", text()),
        ("finish", maybe_instant_value()),
        ("due", maybe_instant_value()),
        ("late_hours", number()),
        ("critical_chain", list(text())),
    ]);
    schema(object(&[
        ("format", json!({ "const": "righthand-plan/1" })),
        ("at", instant_value()),
        ("seed", json!({ "type": "integer" })),
        ("objective", object(&[("late_hours", number()), ("finish_hours", number())])),
        ("tasks", list(task)),
        ("unplaced", list(object(&[("key", text()), ("rule", text()), ("reason", text())]))),
        ("projects", list(project)),
    ]))
}

/// `righthand-forecast/1`.
pub(crate) fn forecast() -> Schema {
    let quantiles = |names: &[&str]| {
        let fields: Vec<(&str, Value)> = names.iter().map(|name| (*name, instant_value())).collect();
        object(&fields)
    };
    let finish = json!({ "oneOf": [quantiles(&["p10", "p50", "p80", "p90"]), { "type": "null" }] });
    let project =
        object(&[("key", text()), ("due", maybe_instant_value()), ("on_time", maybe("number")), ("finish", finish)]);
    let task = object(&[("key", text()), ("finish", quantiles(&["p50", "p90"])), ("critical", number())]);
    let lever = object(&[
        ("project", text()),
        ("change", json!({ "type": "object" })),
        ("says", text()),
        ("on_time", number()),
    ]);
    schema(object(&[
        ("format", json!({ "const": "righthand-forecast/1" })),
        ("futures", json!({ "type": "integer" })),
        ("seed", json!({ "type": "integer" })),
        ("projects", list(project)),
        ("operations", list(object(&[("key", text()), ("on_time", maybe("number"))]))),
        ("tasks", list(task)),
        ("levers", list(lever)),
    ]))
}

/// `righthand-advice/1`.
pub(crate) fn advice() -> Schema {
    let hire = json!({
        "type": "object",
        "required": ["hours_per_week", "covers"],
        "properties": {
            "role": { "enum": ["project_manager", "online_business_manager", "virtual_assistant", "specialist"] },
            "skill": text(),
            "member": text(),
            "months": { "type": "integer" },
            "hours_per_week": number(),
            "covers": list(text()),
        },
    });
    let order = object(&[("duty", text()), ("to", text()), ("hours_per_week", number()), ("first", text())]);
    let reason = object(&[("says", text()), ("number", number()), ("instead_of", number())]);
    let left = object(&[("duty", text()), ("hours_per_week", number()), ("says", text())]);
    let project = object(&[("key", text()), ("on_time", number()), ("low", number()), ("high", number())]);
    let scenario = object(&[
        ("name", text()),
        ("hire", list(hire.clone())),
        ("cost_per_month", number()),
        ("owner_hours_back_per_week", number()),
        ("cost_per_hour_back", maybe("number")),
        ("projects", list(project)),
        ("operations_on_time", maybe("number")),
        ("utilisation", list(object(&[("person", text()), ("value", number())]))),
    ]);
    let flip = object(&[
        ("says", text()),
        ("input", text()),
        ("from", maybe("number")),
        ("to", number()),
        ("answer", list(text())),
    ]);
    schema(object(&[
        ("format", json!({ "const": "righthand-advice/1" })),
        ("at", instant_value()),
        ("futures", json!({ "type": "integer" })),
        ("seed", json!({ "type": "integer" })),
        ("answer", object(&[("hire", list(hire)), ("sentence", text())])),
        ("order", list(order)),
        ("reasons", list(reason)),
        ("not_covered", list(left)),
        ("scenarios", list(scenario)),
        ("flips", list(flip)),
    ]))
}

fn schema(value: Value) -> Schema {
    Schema::try_from(value).unwrap_or_default()
}

/// An object that has all of these fields.
fn object(fields: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let properties: serde_json::Map<String, Value> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({ "type": "object", "required": names, "properties": properties })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn number() -> Value {
    json!({ "type": "number" })
}

fn maybe(kind: &str) -> Value {
    json!({ "type": [kind, "null"] })
}

fn instant_value() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

fn maybe_instant_value() -> Value {
    json!({ "type": ["string", "null"], "format": "date-time" })
}
