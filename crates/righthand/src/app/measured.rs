//! Around every request: an id, a span, a line in the log, and what is counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::metrics::Metrics;

/// By which a request is found again in the logs of a proxy, of this node, and by whoever asked.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Longer ids are nobody's.
const REQUEST_ID_CHARS_MAX: usize = 64;

/// Counts requests and numbers them.
#[derive(Clone)]
pub(super) struct Measuring {
    metrics: Metrics,
    /// Different in every run of the program.
    seed: u64,
    number: Arc<AtomicU64>,
}

impl Measuring {
    pub(super) fn new(metrics: Metrics, seed: u64) -> Self {
        Self { metrics, seed, number: Arc::default() }
    }

    /// The id that a proxy gave, or a new one.
    fn id(&self, request: &Request) -> HeaderValue {
        let given = request.headers().get(REQUEST_ID).filter(|given| {
            let good = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
            (1..=REQUEST_ID_CHARS_MAX).contains(&given.len()) && given.as_bytes().iter().all(good)
        });
        given.cloned().unwrap_or_else(|| {
            let number = self.number.fetch_add(1, Ordering::Relaxed);
            let id = format!("{:08x}-{number}", self.seed & 0xffff_ffff);
            HeaderValue::try_from(id).unwrap_or_else(|_| HeaderValue::from_static("unnumbered"))
        })
    }
}

/// One span and one line for each request. The route's template stands for its path, in which people's words are.
pub(super) async fn span(State(measuring): State<Measuring>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let (method, id) = (request.method().clone(), measuring.id(&request));
    let span = tracing::info_span!("request", request_id = id.to_str().unwrap_or_default(), %method);
    async move {
        let mut response = next.run(request).await;
        let route = response.extensions().get::<MatchedPath>().cloned();
        let route = route.as_ref().map_or("-", MatchedPath::as_str);
        let (status, took) = (response.status().as_u16(), began.elapsed());
        measuring.metrics.answered(method.as_str(), route, status, took);
        let duration_ms = took.as_secs_f64() * 1e3;
        tracing::debug!(route, status, duration_ms, "answered {status} in {duration_ms:.1} ms");
        response.headers_mut().insert(REQUEST_ID, id);
        response
    }
    .instrument(span)
    .await
}

/// Where the route is known, it is told to those around.
pub(super) async fn tell_route(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}
