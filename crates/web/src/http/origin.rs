//! What changes something must come from a page of ours: the browser says so, no hidden token is needed.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

pub(super) async fn same_origin_only(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || from_here(request.headers(), request.uri().authority().map(|a| a.as_str())) {
        return next.run(request).await;
    }
    super::forbidden(
        "This came from another site, or your browser did not say from where. Nothing was changed. \
         Open the page here and do it again.",
    )
    .into_response()
}

/// `Sec-Fetch-Site` if the browser sends it (all do since 2023), else the host of `Origin`; neither is a no.
/// `authority` is the host of an HTTP/2 request, which has no `Host` header.
fn from_here(headers: &HeaderMap, authority: Option<&str>) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok()) {
        // "none" is a person: a form sent again after a reload.
        return matches!(site, "same-origin" | "none");
    }
    let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    let host = text(header::HOST).or(authority);
    origin.is_some() && origin == host
}
