//! The OpenAPI 3.1 document, made from the catalogue of commands and the table of reads.

mod commands;
mod components;
mod example;
mod problems;
mod reads;
pub(crate) mod shape;

use std::sync::LazyLock;

use axum::http::HeaderMap;
use axum::response::Response;
use righthand_desk::catalogue::CATALOGUE;
use serde_json::{Map, Value, json};

use crate::reads::READS;
use crate::{answer, paths};
use components::Components;

/// What belongs together in the document, in its order.
const TAGS: &[(&str, &str)] = &[
    ("business", "The business: its settings, its file, and what can be done in it"),
    ("projects", "Projects and drafts"),
    ("tasks", "Work, its order and who does it"),
    ("operations", "Work that recurs"),
    ("team", "People, their hours, terms and lifted rules"),
    ("contacts", "People outside, and what is waited for from them"),
    ("appointments", "Talks of several people"),
    ("outputs", "What work hands on"),
    ("questions", "Questions, who owes their answers, decisions, and what is known"),
    ("plan", "The plan and the forecast that stand"),
    ("search", "Everything that one may see, by its words"),
    ("views", "Lists that are kept with their filters"),
    ("history", "What happened, and taking it back"),
    ("account", "Whoever asks: their own settings"),
    ("document", "This document"),
];

/// The document. The same at each call: it depends on the program alone.
pub fn document() -> &'static Value {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(make);
    &DOCUMENT
}

/// `GET /openapi.json`: open to all, since it tells nothing of any business.
pub(crate) async fn serve(headers: HeaderMap) -> Response {
    answer::respond(document().to_string(), &headers)
}

fn make() -> Value {
    let mut components = Components::default();
    let mut paths: Map<String, Value> = Map::new();
    paths.insert("/openapi.json".into(), json!({ "get": reads::of_document() }));
    for read in READS {
        let operation = reads::operation(read, &mut components);
        add(&mut paths, read.path, "get", operation);
    }
    for entry in CATALOGUE {
        let method = crate::outcome::method(entry.rest.0).to_lowercase();
        let operation = commands::operation(entry, &mut components);
        add(&mut paths, &paths::of(entry), &method, operation);
    }
    let schemas = components.into_schemas();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Righthand",
            "version": "1",
            "summary": "The operations desk of an online business",
            "description": "Every change is a command: it goes through the same roles and rules as the pages do. A refusal says \
                which rule, why, and what can be done instead, as requests that are ready to be sent.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
            "contact": { "name": "Whoever runs this desk" }
        },
        "servers": [{ "url": crate::BASE }],
        "tags": TAGS.iter().map(|(name, description)| json!({ "name": name, "description": description })).collect::<Vec<_>>(),
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": problems::responses(),
            "parameters": parameters(),
            "headers": headers(),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A personal token, made by `righthand token create`. It is good for one business; a token of the scope `read` reads only."
                }
            }
        }
    })
}

fn add(paths: &mut Map<String, Value>, path: &str, method: &str, operation: Value) {
    let item = paths.entry(path.to_owned()).or_insert_with(|| json!({}));
    if let Some(item) = item.as_object_mut() {
        item.insert(method.to_owned(), operation);
    }
}

/// The parameters in a path: keys, or what else a field is named after.
fn path_parameters(path: &str) -> Vec<Value> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let parameter = |name: &str| match name {
        "business" => json!({ "$ref": "#/components/parameters/business" }),
        "day" => json!({
            "name": name, "in": "path", "required": true, "description": "The day",
            "schema": { "type": "string", "format": "date" }, "example": "2026-12-15"
        }),
        _ => json!({
            "name": name, "in": "path", "required": true, "description": describe(name),
            "schema": { "type": "string", "minLength": 1, "maxLength": 200 }, "example": example::of_field(name)
        }),
    };
    names.map(parameter).collect()
}

fn describe(field: &str) -> String {
    match field {
        "absence" | "lift" => format!("Id of the {field}"),
        "after" => "Key of the task that it waits for".into(),
        _ => format!("Key of the {field}"),
    }
}

fn parameters() -> Value {
    json!({
        "business": {
            "name": "business", "in": "path", "required": true, "description": "Key of the business",
            "schema": { "type": "string", "minLength": 1, "maxLength": 200 }, "example": "harbour-clay"
        },
        "idempotency_key": {
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "A request that is sent again with the same key within a day is answered as the first time and changes nothing.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$" }
        },
        "if_match": {
            "name": "If-Match", "in": "header", "required": false,
            "description": "The version that you saw, in quotes, as ETag gives it. A newer one is answered with 412.",
            "schema": { "type": "string", "pattern": "^\"[0-9]{1,18}\"$" }, "example": "\"3\""
        },
        "if_none_match": {
            "name": "If-None-Match", "in": "header", "required": false,
            "description": "The ETag of the answer that you have; 304 if it is still the same.",
            "schema": { "type": "string" }
        }
    })
}

fn headers() -> Value {
    json!({
        "version": { "description": "The version, in quotes", "schema": { "type": "string" } },
        "tag": { "description": "A weak entity tag of the answer", "schema": { "type": "string" } },
        "place": { "description": "Where the new thing can be read", "schema": { "type": "string" } },
        "allow": { "description": "The methods that this address takes", "schema": { "type": "string" } },
        "retry_after": { "description": "Seconds after which to come back", "schema": { "type": "integer" } },
        "authenticate": { "description": "How to say who you are", "schema": { "type": "string" } }
    })
}
