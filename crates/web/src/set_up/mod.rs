//! Setting up: the first page of a new desk. Handlers follow with the application's commands.

mod set_up_page;

pub use set_up_page::{PASSWORD_CHARS_MIN, SetUp, set_up_page};

/// Its routes.
pub(crate) fn routes() -> axum::Router<crate::site::Site> {
    axum::Router::new()
}
