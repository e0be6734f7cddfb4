//! Search and the command palette, and the route of the keyboard map.

mod fuzzy;
mod palette;
mod palette_page;
mod results;
mod results_page;

use axum::Router;
use axum::routing::get;

use crate::site::Site;

pub(crate) use results::ask;
pub(crate) use results_page::icon;

/// Its routes.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/search", get(results::everywhere))
        .route("/b/{business}/search", get(results::show))
        .route("/b/{business}/palette", get(palette::show))
        .route("/keyboard", get(async || crate::keys_page::keyboard_page(crate::parts::Look::default())))
}
