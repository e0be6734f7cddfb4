//! Uploads: a file on its way in, written to disk piece by piece, with bounds on everything.

use std::fs::File;
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use tokio::sync::mpsc;
use tokio_stream::Stream;

/// Bytes of an uploaded file: a Trello board at all of its limits, and room.
pub(super) const UPLOAD_BYTES_MAX: u64 = 200 * 1024 * 1024;
/// What is read on and thrown away of a file that is too large: a browser shows an answer only once it has sent all.
const DRAINED_BYTES_MAX: u64 = 200 * 1024 * 1024;
/// Bytes of all fields beside the file: an outcome in any script, and room.
const TEXT_BYTES_MAX: usize = 64 * 1024;
/// Fields of the form: more than it has.
const FIELDS_MAX: usize = 20;
/// Bytes that may arrive before they are part of a field: heads of parts, and what the parser holds back.
const UNCLAIMED_BYTES_MAX: usize = 1024 * 1024;
/// Pieces on their way to the disk; the network waits for it beyond these.
const PIECES_MAX: usize = 4;

/// The form as it was sent.
#[derive(Debug, Default)]
pub(super) struct Received {
    pub(super) wishes: Wishes,
    /// Nothing was chosen where it is absent.
    pub(super) file: Option<Chosen>,
}

/// What was typed beside the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wishes {
    pub(super) kind: String,
    pub(super) end: String,
    pub(super) outcome: String,
    pub(super) manager: String,
    /// What each column of a table is, as `Column=field`.
    pub(super) map: Vec<String>,
    /// Key of the project that an earlier import made and this file is of.
    pub(super) into: String,
    /// Fields that changed both here and there of which theirs is taken.
    pub(super) theirs: Vec<String>,
    /// What the visitor's machine calls the file.
    pub(super) file_name: String,
}

impl Wishes {
    /// Sets the field of that name; one of another name is nobody's.
    pub(super) fn set(&mut self, name: &str, value: String) {
        match name {
            "kind" => self.kind = value,
            "end" => self.end = value,
            "outcome" => self.outcome = value,
            "manager" => self.manager = value,
            "into" => self.into = value,
            _ => {}
        }
    }
}

/// A file on disk. It has no name there, so that it is gone with its last handle, however the program ends.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) file: File,
    /// As the visitor's machine calls it.
    pub(super) name: String,
    pub(super) bytes: u64,
}

/// Why a form did not come in.
#[derive(Debug)]
pub(super) enum NotReceived {
    /// The file is larger than [`UPLOAD_BYTES_MAX`].
    TooLarge(Wishes),
    /// What was sent is no such form, or broke off.
    Unreadable,
    /// The disk did not take it.
    Broken(io::Error),
}

impl From<io::Error> for NotReceived {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

/// Reads the form from its first byte to its end; never more of it in memory than a few pieces.
pub(super) async fn receive(request: Request) -> Result<Received, NotReceived> {
    let claimed = Arc::new(AtomicUsize::new(0));
    let paced = |body: Body| Paced { body: body.into_data_stream(), unclaimed: claimed.clone(), rest: false };
    let mut request = request.map(|body| Body::from_stream(paced(body)));
    // Bytes are counted here, field by field.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| NotReceived::Unreadable)?;
    let (mut received, mut text_bytes) = (Received::default(), 0);
    for _ in 0..FIELDS_MAX {
        let Some(mut field) = form.next_field().await.map_err(|_| NotReceived::Unreadable)? else {
            return Ok(received);
        };
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file_name) = field.file_name().map(ToOwned::to_owned) {
            match keep(&mut field, &claimed).await? {
                Kept::Whole { bytes: 0, .. } if file_name.is_empty() => {}
                Kept::Whole { file, bytes } => received.file = Some(Chosen { file, name: file_name, bytes }),
                Kept::TooLarge => return Err(NotReceived::TooLarge(received.wishes)),
            }
            continue;
        }
        let mut text = Vec::new();
        while let Some(piece) = field.chunk().await.map_err(|_| NotReceived::Unreadable)? {
            claimed.store(0, Ordering::Relaxed);
            text_bytes += piece.len();
            if text_bytes > TEXT_BYTES_MAX {
                return Err(NotReceived::Unreadable);
            }
            text.extend_from_slice(&piece);
        }
        received.wishes.set(&name, String::from_utf8(text).map_err(|_| NotReceived::Unreadable)?);
    }
    Err(NotReceived::Unreadable)
}

enum Kept {
    Whole { file: File, bytes: u64 },
    TooLarge,
}

/// Writes a file's pieces down on a thread that may wait for the disk.
async fn keep(field: &mut Field<'_>, claimed: &AtomicUsize) -> Result<Kept, NotReceived> {
    let (pieces, mut waiting) = mpsc::channel::<Bytes>(PIECES_MAX);
    let writing = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::tempfile()?;
        while let Some(piece) = waiting.blocking_recv() {
            file.write_all(&piece)?;
        }
        Ok::<_, io::Error>(file)
    });
    let mut pieces = Some(pieces);
    let mut bytes: u64 = 0;
    while let Some(piece) = field.chunk().await.map_err(|_| NotReceived::Unreadable)? {
        claimed.store(0, Ordering::Relaxed);
        bytes += piece.len() as u64;
        if bytes > UPLOAD_BYTES_MAX {
            pieces = None;
        }
        if bytes > UPLOAD_BYTES_MAX + DRAINED_BYTES_MAX {
            break;
        }
        // A writer that has gone has an error to tell below.
        if let Some(to_disk) = &pieces
            && to_disk.send(piece).await.is_err()
        {
            break;
        }
    }
    drop(pieces);
    let file = writing.await.map_err(io::Error::other)??;
    Ok(if bytes > UPLOAD_BYTES_MAX { Kept::TooLarge } else { Kept::Whole { file, bytes } })
}

/// A body that is handed over one piece at a time. The parser would take all there is before it looks at any of it, and
/// a part whose head never ends would be held as a whole: this one ends instead.
struct Paced {
    body: BodyDataStream,
    /// Bytes handed over since a field last gave some out.
    unclaimed: Arc<AtomicUsize>,
    /// A piece was just handed over: first let it be looked at.
    rest: bool,
}

impl Stream for Paced {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.rest) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let next = Pin::new(&mut self.body).poll_next(context);
        if let Poll::Ready(Some(Ok(piece))) = &next {
            self.rest = true;
            let unclaimed = self.unclaimed.fetch_add(piece.len(), Ordering::Relaxed) + piece.len();
            if unclaimed > UNCLAIMED_BYTES_MAX.max(2 * piece.len()) {
                return Poll::Ready(Some(Err(axum::Error::new(io::Error::other("a part of the form has no end")))));
            }
        }
        next
    }
}
