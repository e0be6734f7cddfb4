//! Signing in: the page without data. Handlers follow with the application's commands.

mod sign_in_page;

pub use sign_in_page::{SignIn, link_sent_page, sign_in_page};

/// Its routes.
pub(crate) fn routes() -> axum::Router<crate::site::Site> {
    axum::Router::new()
}
