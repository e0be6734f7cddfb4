//! Commands: one handler for all of the catalogue. A request becomes a command; an outcome becomes an answer.

use std::collections::HashMap;

use axum::body::{Body, to_bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use righthand_desk::catalogue::Entry;
use righthand_desk::command::Method;
use righthand_desk::sign_in::Scope;
use righthand_domain::roles::Permission;
use serde_json::{Map, Value};

use crate::Api;
use crate::caller::Caller;
use crate::outcome;
use crate::problem::{CHANGED, MALFORMED, MEDIA_TYPE, Problem, READ_ONLY, TOO_LARGE};

/// Bytes of a command's body: the longest text of 20 000 characters, each written as six, and room beside it.
const BODY_BYTES_MAX: usize = 256 * 1024;

/// Bytes of a body that brings a board or a business file in: the largest business file that is read.
const IMPORT_BYTES_MAX: usize = righthand_exchange::business_file::FILE_BYTES_MAX;

/// The header that makes a repeated request known.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The route of a command.
pub(crate) fn route(entry: &'static Entry) -> MethodRouter<Api> {
    let method = match entry.rest.0 {
        Method::Post => MethodFilter::POST,
        Method::Put => MethodFilter::PUT,
        Method::Patch => MethodFilter::PATCH,
        Method::Delete => MethodFilter::DELETE,
    };
    on(
        method,
        move |State(api): State<Api>,
              path: Result<Path<HashMap<String, String>>, PathRejection>,
              headers: HeaderMap,
              body: Body| {
            async move {
                send(api, entry, path.map(|Path(path)| path), headers, body)
                    .await
                    .unwrap_or_else(IntoResponse::into_response)
            }
        },
    )
}

async fn send(
    api: Api,
    entry: &'static Entry,
    path: Result<HashMap<String, String>, PathRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let mut path = path.map_err(|_| Problem::not_found("this address"))?;
    let business = path.remove("business").unwrap_or_default();
    // The token first: whoever has none learns nothing of what was wrong with the rest.
    let (asking, wanted) = (api.clone(), (headers.clone(), business.clone()));
    let caller = blocking(move || {
        let caller = Caller::of(&asking, &wanted.0)?;
        caller.enter(&asking.desk, &wanted.1)?;
        Ok(caller)
    })
    .await?;
    if caller.holder.scope != Scope::Write {
        return Err(Problem::new(&READ_ONLY, "Make a token that may write: `righthand token create --scope write`."));
    }
    let fields = read_body(&headers, body, bytes_max(entry)).await?;
    let seen = if_match(entry, &headers)?;
    let if_match = seen.is_some();
    let input = input(path, fields, seen)?;
    let key = idempotency_key(&headers)?;
    blocking(move || {
        let sent = api.desk.send(&caller.actor(), entry.name, input, key.as_deref());
        let outcome = sent.map_err(|error| Problem::of_store(&error))?;
        outcome::respond(entry, &business, outcome, if_match)
    })
    .await
}

/// Runs what blocks on a thread for it. A panic there is a broken world, not the end of the connection.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(Problem::broken(&error)),
    }
}

fn bytes_max(entry: &Entry) -> usize {
    if entry.needs == Permission::Import { IMPORT_BYTES_MAX } else { BODY_BYTES_MAX }
}

/// The body as an object; an empty one where there is none.
async fn read_body(headers: &HeaderMap, body: Body, bytes_max: usize) -> Result<Map<String, Value>, Problem> {
    let too_large = || Problem::new(&TOO_LARGE, format!("This command takes at most {} KiB.", bytes_max / 1024));
    let declared = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    if declared.is_some_and(|bytes| bytes > bytes_max) {
        return Err(too_large());
    }
    let bytes = to_bytes(body, bytes_max).await.map_err(|_| too_large())?;
    if bytes.is_empty() {
        return Ok(Map::new());
    }
    if !is_json(headers) {
        return Err(Problem::new(&MEDIA_TYPE, "Send the body as application/json."));
    }
    let value: Value = serde_json::from_slice(&bytes)
        .map_err(|error| Problem::new(&MALFORMED, format!("The body is not JSON: {error}.")))?;
    if let Some(pointer) = zero_character(&value) {
        return Err(Problem::fault(&pointer, "a text cannot hold the character U+0000"));
    }
    match value {
        Value::Object(fields) => Ok(fields),
        _ => Err(Problem::fault("", "an object is expected: the fields of the command")),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// Where a text holds U+0000, which no database keeps in a text.
fn zero_character(value: &Value) -> Option<String> {
    let below = |part: &str, value: &Value| {
        zero_character(value).map(|rest| format!("/{}{rest}", part.replace('~', "~0").replace('/', "~1")))
    };
    match value {
        Value::String(text) => text.contains('\0').then(String::new),
        Value::Array(items) => items.iter().enumerate().find_map(|(at, item)| below(&at.to_string(), item)),
        Value::Object(fields) => fields.iter().find_map(|(name, field)| below(name, field)),
        _ => None,
    }
}

/// The version in `If-Match: "N"`, where the command minds it.
fn if_match(entry: &Entry, headers: &HeaderMap) -> Result<Option<i64>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    if !minds_version(entry) {
        return Err(Problem::new(&MALFORMED, "This command has no version to compare with; leave If-Match out."));
    }
    // A weak tag never matches, and one that we have not given neither (RFC 9110, 13.1.1); what is no tag is a slip.
    let opaque = |text: &str| text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).map(ToOwned::to_owned);
    let says = "If-Match takes the version that you saw, in quotes, as the ETag of a change gives it: \"3\".";
    match (opaque(text), opaque(text.trim_start_matches("W/"))) {
        (Some(tag), _) => tag.parse().map(Some).map_err(|_| Problem::new(&CHANGED, says)),
        (None, Some(_)) => Err(Problem::new(&CHANGED, says)),
        (None, None) => Err(Problem::new(&MALFORMED, says)),
    }
}

/// Does the command compare a version?
pub(crate) fn minds_version(entry: &Entry) -> bool {
    entry.schema().pointer("/properties/version").is_some()
}

/// Path, body and version together are the command's input.
fn input(path: HashMap<String, String>, mut fields: Map<String, Value>, seen: Option<i64>) -> Result<Value, Problem> {
    for (name, value) in path {
        if fields.contains_key(&name) {
            return Err(Problem::fault(&format!("/{name}"), "the address says this; leave it out of the body"));
        }
        if value.contains('\0') {
            return Err(Problem::not_found("this address"));
        }
        fields.insert(name, value.into());
    }
    if let Some(seen) = seen {
        if fields.get("version").is_some_and(|version| !version.is_null() && version != &Value::from(seen)) {
            return Err(Problem::fault("/version", "it is not the version that If-Match says"));
        }
        fields.insert("version".into(), seen.into());
    }
    Ok(Value::Object(fields))
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    match value.to_str() {
        Ok(key) => Ok(Some(key.to_owned())),
        Err(_) => Err(Problem::new(&MALFORMED, "An Idempotency-Key is printable ASCII.")),
    }
}
