//! Turns bare error answers into pages, numbers those that are our fault, and logs them once.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error_pages;
use super::etag::is_html;

/// Numbers for what broke, to be quoted: eight letters and digits that look like no other number of the last centuries.
#[derive(Debug)]
pub struct Incidents(AtomicU64);

impl Incidents {
    /// `seed` differs from start to start and from node to node: random, from `main`.
    pub fn from_seed(seed: u64) -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(seed)))
    }

    /// The next number, as "7F3K-Q0ZD".
    pub fn next(&self) -> String {
        // SplitMix64 (Steele, Lea, Flood 2014): each step gives another value until all 2^64 were used.
        let mut n = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        n ^= n >> 31;
        // Crockford's alphabet: no letter that is read as a digit.
        const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let letter = |i: u64| char::from(LETTERS[((n >> (i * 5)) & 31) as usize]);
        let (left, right): (String, String) = ((0..4).map(letter).collect(), (4..8).map(letter).collect());
        format!("{left}-{right}")
    }
}

pub(super) fn after_panic(payload: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let cause =
        payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    tracing::error!(cause = cause.unwrap_or("unknown"), "a page panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// Pages that say what happened replace the bare texts of the framework; pages of our own pass.
pub(super) async fn dress(State(incidents): State<Arc<Incidents>>, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let wants_page = wants_page(request.headers());
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error())
        || is_html(response.headers())
        || is_data(response.headers())
    {
        return response;
    }
    let mut number = String::new();
    if status == StatusCode::INTERNAL_SERVER_ERROR {
        number = incidents.next();
        tracing::error!(incident = number, %method, path, "{method} {path} broke, quoted as {number}");
    }
    if !wants_page {
        return response;
    }
    error_pages::respond(match status {
        StatusCode::NOT_FOUND => error_pages::not_found(),
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => {
            error_pages::forbidden("Ask the owner of the business or the online business manager to open it for you.")
        }
        StatusCode::PAYLOAD_TOO_LARGE => error_pages::too_large(None),
        StatusCode::METHOD_NOT_ALLOWED => error_pages::wrong_method(),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => error_pages::busy(),
        StatusCode::INTERNAL_SERVER_ERROR => error_pages::broken(&number),
        _ if status.is_client_error() => error_pages::unreadable(),
        _ => return response,
    })
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    accept.contains("text/html") || accept.contains("*/*") || accept.is_empty()
}

/// JSON is for programs and says what it has to say.
fn is_data(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).is_some_and(|kind| kind.contains("json"))
}
