//! Outcomes to HTTP: what a command's answer looks like.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use righthand_desk::catalogue::{self, Entry};
use righthand_desk::command::{Conflict, Done, Method, Outcome};
use righthand_domain::refusal::{Instead, Refusal};
use serde_json::{Map, Value, json};

use crate::paths;
use crate::problem::{CHANGED, CONFLICT, Problem, ROLE, RULE};

/// The answer to an outcome. `if_match` tells whether the version came in that header.
pub(crate) fn respond(entry: &Entry, business: &str, outcome: Outcome, if_match: bool) -> Result<Response, Problem> {
    match outcome {
        Outcome::Done(done) => Ok(self::done(entry, business, done)),
        Outcome::Refused(refusal) => Err(refused(business, &refusal)),
        Outcome::Invalid(faults) => Err(Problem::invalid(&faults)),
        Outcome::NotFound(what) => Err(Problem::not_found(&what)),
        Outcome::Conflict(conflict) => Err(self::conflict(&conflict, if_match)),
    }
}

fn done(entry: &Entry, business: &str, done: Done) -> Response {
    let status = if entry.rest.0 == Method::Post { StatusCode::CREATED } else { StatusCode::OK };
    let mut body = json!({ "event": done.event, "summary": done.summary, "key": done.key, "version": done.version });
    if let (Some(note), Some(body)) = (done.note, body.as_object_mut()) {
        body.insert("note".into(), note);
    }
    let mut response = (status, body.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(tag) = done.version.and_then(|version| HeaderValue::try_from(format!("\"{version}\"")).ok()) {
        headers.insert(header::ETAG, tag);
    }
    let place = done.key.filter(|_| status == StatusCode::CREATED).and_then(|key| paths::thing(entry, business, &key));
    if let Some(place) = place.and_then(|place| HeaderValue::try_from(place).ok()) {
        headers.insert(header::LOCATION, place);
    }
    response
}

/// A refusal: by a rule 422 with the rule, by the role table 403; both with what can be done instead.
pub(crate) fn refused(business: &str, refusal: &Refusal) -> Problem {
    let kind = if refusal.rule.is_some() { &RULE } else { &ROLE };
    let instead: Vec<Value> = refusal.instead.iter().filter_map(|way| self::instead(business, way)).collect();
    let problem = Problem::new(kind, &refusal.why);
    let problem = match refusal.rule {
        Some(rule) => problem.with("rule", rule.to_string()),
        None => problem,
    };
    problem.with("instead", instead)
}

/// A way out as a request that is ready to be sent: what the address says is not in the input again.
fn instead(business: &str, way: &Instead) -> Option<Value> {
    let entry = catalogue::find(&way.command)?;
    let mut input = way.input.as_object().cloned().unwrap_or_default();
    for field in entry.path_fields() {
        input.shift_remove(field);
    }
    Some(json!({
        "label": way.label,
        "command": way.command,
        "method": method(entry.rest.0),
        "href": paths::href(entry, business, &way.input),
        "input": input,
    }))
}

/// As HTTP writes it.
pub(crate) fn method(method: Method) -> &'static str {
    match method {
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    }
}

fn conflict(conflict: &Conflict, if_match: bool) -> Problem {
    let kind = if if_match { &CHANGED } else { &CONFLICT };
    let (theirs, yours) = differing(&conflict.theirs, &conflict.yours);
    let detail = format!(
        "The {} is now at version {}. Look at both, then send the change again with that version.",
        conflict.what, conflict.version
    );
    Problem::new(kind, detail)
        .with("version", conflict.version)
        .with("theirs", theirs)
        .with("yours", yours)
        .with("by", conflict.by.clone())
}

/// The fields in which both differ. Ids are nobody's outside, and a rate is not for everybody who may set hours (R17).
fn differing(theirs: &Value, yours: &Value) -> (Map<String, Value>, Map<String, Value>) {
    let inner = |name: &str| matches!(name, "id" | "version" | "rate") || name.ends_with("_id");
    let (mut left, mut right) = (Map::new(), Map::new());
    for (name, mine) in yours.as_object().into_iter().flatten().filter(|(name, _)| !inner(name)) {
        let their = theirs.get(name).unwrap_or(&Value::Null);
        if their != mine {
            left.insert(name.clone(), their.clone());
            right.insert(name.clone(), mine.clone());
        }
    }
    (left, right)
}
