//! A weak entity tag on every page, so that a refresh that changes nothing costs no bytes.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// Bytes of a page. Ten thousand rows are about 4 MB; a page above this bound is a fault of ours.
const PAGE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Bytes of the hash that are written out: 96 bits.
const TAG_BYTES: usize = 12;

pub(super) async fn tag_pages(request: Request, next: Next) -> Response {
    // A HEAD has lost its body by now, and with it what the tag is made of.
    let (read, head) = (request.method() == Method::GET, request.method() == Method::HEAD);
    let seen = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    let is_page = is_html(response.headers());
    if !is_page || head {
        return response;
    }
    if !read || response.status() != StatusCode::OK {
        let mut response = response;
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        return response;
    }
    tag(response, seen.as_ref()).await
}

async fn tag(response: Response, seen: Option<&HeaderValue>) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = match to_bytes(body, PAGE_BYTES_MAX).await {
        Ok(bytes) => bytes,
        Err(cause) => {
            tracing::error!(%cause, bytes_max = PAGE_BYTES_MAX, "a page was larger than a page may be, or broke off");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let digest = Sha256::digest(&bytes);
    let mut name = String::with_capacity(TAG_BYTES * 2 + 4);
    name.push_str("W/\"");
    for byte in digest.iter().take(TAG_BYTES) {
        name.push_str(&format!("{byte:02x}"));
    }
    name.push('"');
    let matches =
        seen.and_then(|seen| seen.to_str().ok()).is_some_and(|seen| seen.split(',').any(|tag| tag.trim() == name));
    if let Ok(value) = HeaderValue::try_from(name) {
        parts.headers.insert(header::ETAG, value);
    }
    // Kept by the browser, asked about every time: what one may see can change at any moment.
    parts.headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    parts.headers.append(header::VARY, HeaderValue::from_static("cookie"));
    if matches {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

pub(super) fn is_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html"))
}
