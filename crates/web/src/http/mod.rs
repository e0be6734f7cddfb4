//! What all pages share on the way in and out: headers, origin, cookies, entity tags, errors, live updates.

mod back;
mod cookies;
mod error_pages;
mod errors;
mod etag;
mod headers;
pub mod live;
mod origin;

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

pub use back::{percent_encode, safe_return, sign_in_again, sign_in_then};
pub use cookies::{Served, clear_session, keep_toast, session_cookie, session_token, take_toast};
pub use error_pages::{broken, busy, forbidden, not_found, too_large, unreadable, wrong_method};
pub use errors::Incidents;

/// Puts all layers around the pages. `incidents` numbers what broke; `served` decides about the transport header.
/// Bodies of requests are limited by the routes themselves, since an import may be larger than a form.
pub fn protect<S: Clone + Send + Sync + 'static>(
    pages: Router<S>,
    served: Served,
    incidents: Arc<Incidents>,
) -> Router<S> {
    pages
        .layer(CatchPanicLayer::custom(errors::after_panic))
        .layer(from_fn(origin::same_origin_only))
        .layer(from_fn(etag::tag_pages))
        .layer(from_fn_with_state(incidents, errors::dress))
        .layer(from_fn_with_state(served, headers::secure))
        // Fastest: 23 us a page; the stronger levels cost more time than the bytes they save (stack, section 4).
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
}

/// Whether the sender of a request takes `coding` (`br`, `gzip`); a weight of zero says no.
pub(crate) fn accepts_encoding(headers: &HeaderMap, coding: &str) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|entry| {
            let mut parts = entry.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
            named && !parts.any(|weight| weight.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0))
        })
}

#[cfg(test)]
mod tests;
