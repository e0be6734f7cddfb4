//! Pages of this feature.

use axum::Router;

use crate::site::Site;

/// Its routes, in reading order.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
}
