//! A form for every command, made from its schema; and the page of a run of an operation.

mod form;
mod form_page;
mod run;
mod run_asks;
mod run_brought;
mod run_outputs;
mod run_page;
mod run_said;
mod shape;
mod which;

use axum::Router;
use axum::routing::get;

use crate::site::Site;

/// Its routes.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/b/{business}/form/{command}", get(form::show))
        .route("/b/{business}/duties/new", get(form::new_duty))
        .route("/b/{business}/operations/{operation}/runs/{day}", get(run::show))
}
