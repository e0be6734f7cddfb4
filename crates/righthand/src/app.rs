//! The app: pages, API and health on one address, with one span around every request.

use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use righthand_desk::{Desk, sign_in};
use righthand_web::http::Served;
use tracing::Instrument;

/// The database has this long to answer before a node is taken out of service.
const UP_PATIENCE: Duration = Duration::from_secs(2);

/// Everything that is served.
pub(crate) fn app(desk: Desk, served: Served) -> Router {
    let seed = getrandom::u64().unwrap_or_default();
    let up = Router::new().route("/up", get(up)).with_state(desk.clone());
    let api = righthand_api::router(desk.clone());
    up.merge(api).fallback_service(righthand_web::router(desk, served, seed)).layer(from_fn(span))
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

/// One span and one line for each request. The route's template stands for its path, in which people's words are.
async fn span(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", %method, path);
    async move {
        let response = next.run(request).await;
        let (status, duration_ms) = (response.status().as_u16(), began.elapsed().as_secs_f64() * 1e3);
        tracing::debug!(status, duration_ms, "answered {status} in {duration_ms:.1} ms");
        response
    }
    .instrument(span)
    .await
}
