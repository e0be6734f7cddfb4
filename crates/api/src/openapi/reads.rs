//! A read as an operation.

use serde_json::{Map, Value, json};

use super::{Components, path_parameters, problems};
use crate::problem::{BROKEN, BUSY, INVALID, MALFORMED, METHOD, NOT_FOUND, ROLE, TOO_MANY, UNAUTHORIZED};
use crate::reads::Read;

/// The operation of a read.
pub(super) fn operation(read: &Read, components: &mut Components) -> Value {
    let mut parameters = path_parameters(read.path);
    parameters.extend(read.query.iter().map(|parameter| {
        json!({
            "name": parameter.name, "in": "query", "required": false,
            "description": parameter.description, "schema": (parameter.schema)()
        })
    }));
    parameters.push(json!({ "$ref": "#/components/parameters/if_none_match" }));
    let schema = components.answer(read.schema);
    let mut responses = answers(schema);
    problems::refer(
        &mut responses,
        &[&MALFORMED, &UNAUTHORIZED, &ROLE, &NOT_FOUND, &INVALID, &TOO_MANY, &BROKEN, &BUSY],
    );
    json!({
        "operationId": read.name,
        "tags": [read.tag],
        "summary": read.summary,
        "description": format!("{}.", read.summary),
        "parameters": parameters,
        "responses": responses,
    })
}

/// The operation that gives the document itself: open to all.
pub(super) fn of_document() -> Value {
    json!({
        "operationId": "get_document",
        "tags": ["document"],
        "summary": "This document",
        "description": "This document. It tells nothing of any business and is open to all.",
        "security": [],
        "parameters": [{ "$ref": "#/components/parameters/if_none_match" }],
        "responses": answers_open(),
    })
}

fn answers_open() -> Value {
    let any = json!({ "type": "object" });
    let properties = json!({ "openapi": { "type": "string" }, "info": any, "paths": any });
    let mut responses =
        answers(json!({ "type": "object", "required": ["openapi", "info", "paths"], "properties": properties }));
    problems::refer(&mut responses, &[&METHOD]);
    Value::Object(responses)
}

fn answers(schema: Value) -> Map<String, Value> {
    let tag = json!({ "ETag": { "$ref": "#/components/headers/tag" } });
    Map::from_iter([
        (
            "200".to_owned(),
            json!({ "description": "As it is now", "headers": tag, "content": { "application/json": { "schema": schema } } }),
        ),
        ("304".to_owned(), json!({ "description": "What you have is still the same", "headers": tag })),
    ])
}
