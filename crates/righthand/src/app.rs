//! The app: pages, API, health and metrics, with one span and one id around every request.

mod ending;
mod measured;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use righthand_desk::{Desk, sign_in};
use righthand_web::http::Served;

pub(crate) use ending::Ending;
use measured::Measuring;

use crate::metrics::Metrics;
use crate::settings::Settings;

/// The database has this long to answer before a node is taken out of service.
const UP_PATIENCE: Duration = Duration::from_secs(2);
/// What Prometheus expects of the text format.
const METRICS_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Who may read the metrics.
#[derive(Clone)]
enum Guard {
    /// They have an address of their own.
    Open,
    /// Whoever sends this as a bearer token.
    Token(Arc<str>),
    /// Whoever sits at this machine.
    Loopback,
}

/// Everything that is served. `metrics` is there for [`metrics_apart`] too.
pub(crate) fn app(desk: Desk, served: Served, settings: &Settings, metrics: &Metrics, ending: Ending) -> Router {
    let seed = getrandom::u64().unwrap_or_default();
    let mut own = Router::new().route("/up", get(up)).with_state(desk.clone());
    if settings.metrics_listen.is_none() {
        let guard = settings.metrics_token.as_deref().map_or(Guard::Loopback, |token| Guard::Token(token.into()));
        own = own.merge(measure(metrics, guard));
    }
    let pages = righthand_web::router(desk.clone(), served, seed).route_layer(from_fn(measured::tell_route));
    own.merge(righthand_api::router(desk))
        .route_layer(from_fn(measured::tell_route))
        .fallback_service(pages)
        .layer(from_fn_with_state(ending, ending::end_streams))
        .layer(from_fn_with_state(Measuring::new(metrics.clone(), seed), measured::span))
}

/// `/metrics` alone, for an address of its own.
pub(crate) fn metrics_apart(metrics: &Metrics) -> Router {
    measure(metrics, Guard::Open)
}

fn measure(metrics: &Metrics, guard: Guard) -> Router {
    Router::new().route("/metrics", get(tell)).layer(from_fn_with_state(guard, admit)).with_state(metrics.clone())
}

/// `GET /metrics`.
async fn tell(State(metrics): State<Metrics>) -> Response {
    match tokio::task::spawn_blocking(move || metrics.text()).await {
        Ok(text) => ([(header::CONTENT_TYPE, METRICS_TYPE)], text).into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// Whoever may not read them finds nothing there.
async fn admit(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
    let welcome = match &guard {
        Guard::Open => true,
        Guard::Token(token) => bears(request.headers(), token),
        // What a proxy hands on comes from elsewhere, whatever the connection says.
        Guard::Loopback => {
            peer.is_some_and(|peer| peer.to_canonical().is_loopback())
                && !request.headers().contains_key("x-forwarded-for")
        }
    };
    if welcome { next.run(request).await } else { StatusCode::NOT_FOUND.into_response() }
}

/// Compared by hash, so that the time it takes says nothing about the token.
fn bears(headers: &HeaderMap, token: &str) -> bool {
    use std::hash::BuildHasher;
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let secret = std::hash::RandomState::new();
    sent.is_some_and(|sent| secret.hash_one(sent) == secret.hash_one(token) && sent == token)
}

/// 200 when this node can serve: its database answers.
async fn up(State(desk): State<Desk>) -> (StatusCode, &'static str) {
    let asked = tokio::task::spawn_blocking(move || sign_in::needs_set_up(&desk));
    match tokio::time::timeout(UP_PATIENCE, asked).await {
        Ok(Ok(Ok(_))) => (StatusCode::OK, "up\n"),
        Ok(Ok(Err(error))) => {
            tracing::error!(%error, "the database does not answer: {error}");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer in time\n"),
    }
}
