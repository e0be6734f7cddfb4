//! A command as an operation: what it takes and how it can end.

use righthand_desk::catalogue::Entry;
use righthand_desk::command::Method;
use righthand_domain::words::capital;
use serde_json::{Map, Value, json};

use super::{Components, example, path_parameters, problems};
use crate::problem::{
    BROKEN, BUSY, CHANGED, CONFLICT, INVALID, MALFORMED, MEDIA_TYPE, NOT_FOUND, ROLE, RULE, TOO_LARGE, TOO_MANY,
    UNAUTHORIZED,
};
use crate::{paths, send};

/// The operation of a command.
pub(super) fn operation(entry: &Entry, components: &mut Components) -> Value {
    let schema = entry.schema();
    let description = schema.get("description").and_then(Value::as_str).unwrap_or(entry.summary).to_owned();
    let mut operation = json!({
        "operationId": entry.name,
        "tags": [tag(entry)],
        "summary": entry.summary,
        "description": format!("{description} Needs the right to {}.", entry.needs.words()),
        "parameters": parameters(entry),
    });
    if let (Some(body), Some(fields)) = (body(entry, schema, components), operation.as_object_mut()) {
        fields.insert("requestBody".into(), body);
    }
    if let Some(fields) = operation.as_object_mut() {
        fields.insert("responses".into(), responses(entry));
    }
    operation
}

/// The feature that a command belongs to, by the first noun of its path.
fn tag(entry: &Entry) -> &'static str {
    let nouns: Vec<&str> = entry.rest.1.split('/').filter(|part| !part.is_empty() && !part.starts_with('{')).collect();
    match (nouns.first().copied(), nouns.last().copied()) {
        (Some("projects"), Some("tasks")) | (Some("tasks"), _) => "tasks",
        (Some("projects" | "drafts" | "risks" | "reports" | "report-links" | "project-templates"), _) => "projects",
        (Some("operations"), _) => "operations",
        (Some("members" | "absences" | "lifts" | "duties"), _) => "team",
        (_, Some("outputs")) | (Some("outputs"), _) => "outputs",
        (Some("contacts"), _) => "contacts",
        (Some("questions" | "decisions"), _) => "questions",
        (Some("appointments"), _) => "appointments",
        (Some("undo"), _) => "history",
        _ => "business",
    }
}

fn parameters(entry: &Entry) -> Vec<Value> {
    let mut parameters = path_parameters(&paths::of(entry));
    parameters.push(json!({ "$ref": "#/components/parameters/idempotency_key" }));
    if send::minds_version(entry) {
        parameters.push(json!({ "$ref": "#/components/parameters/if_match" }));
    }
    parameters
}

/// The body: the input without what the path says; none where nothing is left, and none for what is taken away, as HTTP
/// gives a body no meaning there.
fn body(entry: &Entry, mut schema: Value, components: &mut Components) -> Option<Value> {
    let in_path: Vec<&str> = entry.path_fields().collect();
    let properties = schema.get_mut("properties")?.as_object_mut()?;
    for field in &in_path {
        properties.shift_remove(*field);
    }
    if properties.is_empty() || entry.rest.0 == Method::Delete {
        return None;
    }
    let required: Vec<Value> = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let required: Vec<Value> =
        required.into_iter().filter(|field| field.as_str().is_some_and(|field| !in_path.contains(&field))).collect();
    let is_required = !required.is_empty();
    let root = schema.as_object_mut()?;
    root.shift_remove("required");
    if is_required {
        root.insert("required".into(), required.into());
    }
    let reference = components.add(&type_name(entry.name), schema);
    let example = example::of_command(components, &reference);
    Some(
        json!({ "required": is_required, "content": { "application/json": { "schema": reference, "example": example } } }),
    )
}

/// `open_project` as `OpenProject`.
fn type_name(name: &str) -> String {
    name.split('_').map(capital).collect()
}

fn responses(entry: &Entry) -> Value {
    let (status, says) =
        if entry.rest.0 == Method::Post { ("201", "It is made, and kept") } else { ("200", "It is done, and kept") };
    let mut headers = json!({ "ETag": { "$ref": "#/components/headers/version" } });
    if let Some(headers) = headers.as_object_mut().filter(|_| paths::thing(entry, "", "").is_some()) {
        headers.insert("Location".into(), json!({ "$ref": "#/components/headers/place" }));
    }
    let done = json!({
        "description": says,
        "headers": headers,
        "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/Done" },
            "example": { "event": 17, "summary": entry.summary, "key": null, "version": null }
        } }
    });
    let mut responses = Map::from_iter([(status.to_owned(), done)]);
    let mut kinds = vec![&MALFORMED, &UNAUTHORIZED, &ROLE, &NOT_FOUND, &CONFLICT];
    if send::minds_version(entry) {
        kinds.push(&CHANGED);
    }
    kinds.extend([&TOO_LARGE, &MEDIA_TYPE, &INVALID, &RULE, &TOO_MANY, &BROKEN, &BUSY]);
    problems::refer(&mut responses, &kinds);
    Value::Object(responses)
}
