//! Live pages: one stream per browser that says only "this topic changed". The page then asks for itself again, so that
//! what one may see is checked in one place.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, broadcast};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;
use tokio_stream::{Stream, StreamExt};

/// Streams a node holds at once. One costs about 10 KB; 4096 people looking at the same time fit into 40 MB.
pub const STREAMS_MAX: usize = 4_096;
/// Changes a slow reader may be behind before it is told to look at everything again.
pub const BACKLOG: usize = 256;
/// Seconds between two signs of life: below the 30 s after which the first proxies close a silent line.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// "This topic now has this version."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What pages name in their `data-topics`: a business by its key, a person by their id. No space in it.
    pub topic: Arc<str>,
    /// Number of the newest event.
    pub version: u64,
}

/// Rings when something changed, and holds who listens.
#[derive(Debug, Clone)]
pub struct Bell {
    sender: broadcast::Sender<Changed>,
    places: Arc<Semaphore>,
}

impl Default for Bell {
    fn default() -> Self {
        Self::with_places(STREAMS_MAX)
    }
}

impl Bell {
    /// A bell with room for `streams` at once.
    pub fn with_places(streams: usize) -> Self {
        Self { sender: broadcast::Sender::new(BACKLOG), places: Arc::new(Semaphore::new(streams)) }
    }

    /// Tells all streams. Nobody listening is no fault.
    pub fn ring(&self, topic: &str, version: u64) {
        let _nobody_listens = self.sender.send(Changed { topic: topic.into(), version });
    }

    /// Whatever else wants to hear: the planner, webhooks.
    pub fn listen(&self) -> broadcast::Receiver<Changed> {
        self.sender.subscribe()
    }

    /// The answer to `GET /live`: changes of those topics for which `may_see` says yes. 503 if all places are taken.
    pub fn stream(&self, may_see: impl Fn(&str) -> bool + Send + 'static) -> Response {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            tracing::warn!(streams_max = STREAMS_MAX, "all live streams are taken; a page goes on without");
            return super::error_pages::respond(super::busy());
        };
        let events = events(self.sender.subscribe(), may_see, place);
        let mut response = Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response();
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        // Some proxies hold answers back until they are whole, which a stream never is.
        response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
        response
    }
}

/// The place is given back when the stream is dropped, that is when the browser is gone.
fn events(
    changes: broadcast::Receiver<Changed>,
    may_see: impl Fn(&str) -> bool + Send + 'static,
    place: OwnedSemaphorePermit,
) -> impl Stream<Item = Result<Event, Infallible>> + Send + 'static {
    BroadcastStream::new(changes).filter_map(move |change| {
        let _held = &place;
        match change {
            Ok(change) if may_see(&change.topic) => Some(Ok(event(&change.topic, change.version))),
            Ok(_) => None,
            // Too far behind to know what it missed: everything may have changed.
            Err(BroadcastStreamRecvError::Lagged(_)) => Some(Ok(event("*", 0))),
        }
    })
}

fn event(topic: &str, version: u64) -> Event {
    Event::default()
        .event("changed")
        .id(version.to_string())
        .data(format!("{topic} {version}").replace(['\r', '\n'], ""))
}
