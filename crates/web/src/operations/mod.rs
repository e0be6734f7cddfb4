//! Pages of regular work: the calendar of runs, the list of operations, one operation, its workflow, and the library.

mod calendar;
mod calendar_page;
mod content;
mod content_page;
mod form_page;
mod library_page;
mod list_page;
mod one;
mod one_page;
mod workflow;
mod workflow_page;

use axum::Router;
use axum::routing::get;

use crate::site::Site;
pub(crate) use workflow_page::days_before;

/// Its routes, in reading order.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/b/{business}/operations", get(calendar::page))
        .route("/b/{business}/operations/new", get(one::new))
        .route("/b/{business}/operations/library", get(workflow::library))
        .route("/b/{business}/operations/library/{workflow}", get(workflow::in_library))
        .route("/b/{business}/operations/content", get(content::page))
        .route("/b/{business}/operations/{operation}", get(one::page))
        .route("/b/{business}/operations/{operation}/edit", get(one::edit))
        .route("/b/{business}/operations/{operation}/workflow", get(workflow::page))
        .route("/b/{business}/operations/{operation}/workflow/edit", get(workflow::edit))
}
