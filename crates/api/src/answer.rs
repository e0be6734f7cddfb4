//! Answers to reads: JSON with a weak entity tag, or nothing where the asker has it already.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// Bytes of the hash that are written out: 96 bits.
const TAG_BYTES: usize = 12;

/// The answer, with its tag; 304 if it is among the request's `If-None-Match`.
pub(crate) fn respond(body: String, request: &HeaderMap) -> Response {
    let tag = tag(&body);
    let mut response = if has(request, &tag) { StatusCode::NOT_MODIFIED.into_response() } else { body.into_response() };
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    let mut set = |name: HeaderName, value: &'static str| drop(headers.insert(name, HeaderValue::from_static(value)));
    // Asked about every time: what one may see can change at any moment.
    set(header::CACHE_CONTROL, "private, no-cache");
    set(header::VARY, "authorization");
    if response.status() == StatusCode::OK {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    if let Ok(tag) = HeaderValue::try_from(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

fn tag(body: &str) -> String {
    let digest = Sha256::digest(body.as_bytes());
    let hex: String = digest.iter().take(TAG_BYTES).map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{hex}\"")
}

/// Weak comparison (RFC 9110, 8.8.3.2).
fn has(request: &HeaderMap, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let seen = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    seen.flat_map(|value| value.split(',')).any(|seen| seen.trim() == "*" || opaque(seen) == opaque(tag))
}
