//! Problems in the document: their shape, and one response for each status.

use serde_json::{Map, Value, json};

use crate::problem::{KINDS, Kind};

/// Lists the problems that an operation can end with.
pub(super) fn refer(responses: &mut Map<String, Value>, kinds: &[&Kind]) {
    for kind in kinds {
        let status = kind.status.as_u16().to_string();
        let reference = json!({ "$ref": format!("#/components/responses/{}", name(kind.status.as_u16())) });
        responses.insert(status, reference);
    }
}

/// The responses, one for each status: what kinds of problem share it, with an example of each.
pub(super) fn responses() -> Value {
    let mut responses = Map::new();
    for kind in KINDS {
        let status = kind.status.as_u16();
        let same: Vec<&&Kind> = KINDS.iter().filter(|other| other.status == kind.status).collect();
        let titles: Vec<&str> = same.iter().map(|kind| kind.title).collect();
        let examples: Map<String, Value> =
            same.iter().map(|kind| (kind.name.to_owned(), json!({ "value": example(kind) }))).collect();
        let mut response = json!({
            "description": titles.join("; or: "),
            "content": { "application/problem+json": {
                "schema": { "$ref": format!("#/components/schemas/{}", schema_of(status)) }, "examples": examples
            } }
        });
        if let (Some((header, component)), Some(fields)) = (header(status), response.as_object_mut()) {
            fields.insert("headers".into(), json!({ header: { "$ref": format!("#/components/headers/{component}") } }));
        }
        responses.insert(name(status).to_owned(), response);
    }
    Value::Object(responses)
}

fn header(status: u16) -> Option<(&'static str, &'static str)> {
    match status {
        401 => Some(("WWW-Authenticate", "authenticate")),
        405 => Some(("Allow", "allow")),
        429 | 503 => Some(("Retry-After", "retry_after")),
        _ => None,
    }
}

fn name(status: u16) -> &'static str {
    match status {
        400 => "malformed",
        401 => "unauthorized",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        409 => "conflict",
        412 => "changed",
        413 => "too_large",
        415 => "unsupported_media_type",
        422 => "unprocessable",
        429 => "too_many_requests",
        503 => "busy",
        _ => "broken",
    }
}

fn schema_of(status: u16) -> &'static str {
    match status {
        409 | 412 => "ConflictProblem",
        403 | 422 => "RefusalProblem",
        500 => "BrokenProblem",
        _ => "Problem",
    }
}

fn example(kind: &Kind) -> Value {
    let mut example =
        json!({ "type": format!("/problems/{}", kind.name), "title": kind.title, "status": kind.status.as_u16() });
    let more = match kind.name {
        "rule" => json!({
            "detail": "Priyanka already manages Blog, Launch and Client site (R2: one to three at a time).",
            "rule": "R2",
            "instead": [{
                "label": "Give it to Tomás", "command": "assign_manager", "method": "PUT",
                "href": "/api/v1/businesses/harbour-clay/projects/glaze-library/manager", "input": { "manager": "tomas" }
            }]
        }),
        "role" => json!({ "detail": "Your role does not let you lift a rule here. Ask the owner.", "instead": [] }),
        "invalid" => {
            json!({ "detail": "/effort: hours are expected here", "faults": [{ "pointer": "/effort", "message": "hours are expected here" }] })
        }
        "conflict" | "changed" => json!({
            "detail": "The task is now at version 4. Look at both, then send the change again with that version.",
            "version": 4, "theirs": { "name": "Edit episode 2" }, "yours": { "name": "Cut episode 2" }, "by": ["Tomás Achterberg"]
        }),
        "broken" => json!({ "detail": "What was kept before is safe.", "number": "9F3C06D2A1B47E58" }),
        _ => json!({ "detail": "One sentence for the person who reads it." }),
    };
    if let (Some(example), Value::Object(more)) = (example.as_object_mut(), more) {
        example.extend(more);
    }
    example
}

/// The shapes of problems, and of what a command answers when it is done.
pub(super) fn schemas() -> Map<String, Value> {
    let base = json!({
        "type": { "type": "string", "format": "uri-reference", "description": "Stable: tell kinds of problem apart by this." },
        "title": { "type": "string" },
        "status": { "type": "integer", "minimum": 400, "maximum": 599 },
        "detail": { "type": "string", "description": "A sentence for the person who reads it." }
    });
    let problem = |more: Value| {
        let mut properties = base.as_object().cloned().unwrap_or_default();
        properties.extend(more.as_object().cloned().unwrap_or_default());
        json!({ "type": "object", "required": ["type", "title", "status", "detail"], "properties": properties,
            "description": "A problem (RFC 9457)" })
    };
    let instead = json!({
        "type": "object", "description": "A request that is ready to be sent; a part of the address in braces is for a person to choose.",
        "required": ["label", "command", "method", "href", "input"],
        "properties": {
            "label": { "type": "string" }, "command": { "type": "string" },
            "method": { "enum": ["POST", "PUT", "PATCH", "DELETE"] }, "href": { "type": "string" }, "input": { "type": "object" }
        }
    });
    let fault = json!({
        "type": "object", "description": "What is wrong, and where in the body", "required": ["pointer", "message"],
        "properties": { "pointer": { "type": "string", "description": "A JSON pointer" }, "message": { "type": "string" } }
    });
    let done = json!({
        "type": "object", "description": "It is done and kept", "required": ["event", "summary", "key", "version"],
        "properties": {
            "event": { "type": "integer", "description": "The event's number, by which it is taken back; 0 where there was nothing to change" },
            "summary": { "type": "string" },
            "key": { "type": ["string", "null"], "description": "Key of what was made or changed" },
            "version": { "type": ["integer", "null"], "description": "Its version now" },
            "note": { "type": "object", "description": "What only this answer tells" }
        }
    });
    Map::from_iter([
        ("Problem".to_owned(), problem(json!({}))),
        (
            "RefusalProblem".to_owned(),
            problem(json!({
                "rule": { "type": "string", "description": "Number of the rule that said no", "pattern": "^R[0-9]+$" },
                "instead": { "type": "array", "items": { "$ref": "#/components/schemas/Instead" }, "description": "What can be done instead, best first" },
                "faults": { "type": "array", "items": { "$ref": "#/components/schemas/Fault" } }
            })),
        ),
        (
            "ConflictProblem".to_owned(),
            problem(json!({
                "version": { "type": "integer" },
                "by": { "type": "array", "items": { "type": "string" }, "description": "Who has changed it since, the latest first" },
                "theirs": { "type": "object", "description": "The fields that differ, as they are now" },
                "yours": { "type": "object", "description": "The same fields, as this command would have made them" }
            })),
        ),
        (
            "BrokenProblem".to_owned(),
            problem(json!({ "number": { "type": "string", "description": "It is in the log beside the reason" } })),
        ),
        ("Instead".to_owned(), instead),
        ("Fault".to_owned(), fault),
        ("Done".to_owned(), done),
    ])
}
