//! The end: live streams would go on for ever, and are cut when the program is told to end.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

/// Becomes true when the program is told to end.
pub(crate) type Ending = watch::Receiver<bool>;

/// Lets a stream of events end with the program; its browser asks again, and another node or the next start answers.
pub(super) async fn end_streams(State(ending): State<Ending>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let is_stream = |kind: &HeaderValue| kind.as_bytes().starts_with(b"text/event-stream");
    if !response.headers().get(header::CONTENT_TYPE).is_some_and(is_stream) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let end = WatchStream::new(ending).filter(|ending| *ending).map(|_| None);
    let until = body.into_data_stream().map(Some).merge(end).take_while(Option::is_some);
    let whole = until.map(|data| data.unwrap_or(Ok(Bytes::new())));
    Response::from_parts(parts, Body::from_stream(whole))
}
