//! Answers other than a page: where something is not there, not allowed or broken.

use axum::response::{IntoResponse, Redirect, Response};
use righthand_desk::StoreError;
use righthand_desk::view::NotSeen;

use crate::http;

/// Why a handler does not answer with its page.
#[derive(Debug)]
pub enum Answer {
    /// There is nothing at this address, or it is another business's (R15).
    NothingHere,
    /// It is there, and the role does not open it: why, and whom to ask.
    Closed(String),
    /// To another page.
    Go(String),
    /// The session has ended: to the sign-in page, and back here.
    SignIn { back: String, ended: bool },
    /// The world broke: logged here, numbered on the page.
    Broken(String),
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match self {
            Self::NothingHere => http::not_found().into_response(),
            Self::Closed(why) => http::forbidden(&why).into_response(),
            Self::Go(to) => Redirect::to(&to).into_response(),
            Self::SignIn { back, ended: true } => http::sign_in_again(&back),
            Self::SignIn { back, ended: false } => http::sign_in_then(&back),
            Self::Broken(error) => {
                tracing::error!(%error, "a page could not be answered: {error}");
                axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

impl From<NotSeen> for Answer {
    fn from(not_seen: NotSeen) -> Self {
        match not_seen {
            NotSeen::NotFound(_) => Self::NothingHere,
            NotSeen::Refused(refusal) => Self::Closed(refusal.why),
            NotSeen::Broken(error) => error.into(),
        }
    }
}

impl From<StoreError> for Answer {
    fn from(error: StoreError) -> Self {
        Self::Broken(error.to_string())
    }
}

/// Runs `work`, which may wait for the database, on a thread that may wait.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Answer> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Answer::Broken(error.to_string()))
}

/// Any address that no route has.
pub(super) async fn nothing_here() -> Answer {
    Answer::NothingHere
}
