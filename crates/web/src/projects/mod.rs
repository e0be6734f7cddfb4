//! Pages of projects: all of them, one with its outline and plan, its forecast, and drafts that wait.

pub(crate) mod chance;

use axum::Router;

use crate::site::Site;

/// Its routes, in reading order.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
}
