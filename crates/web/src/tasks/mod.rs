//! The page of one task: what, when, why then, and all that can be done with it.

mod task;
mod task_dependencies;
mod task_edit;
mod task_facts;
mod task_outside;
mod task_page;
mod task_people;
pub(crate) mod task_pin;

use axum::Router;
use axum::routing::get;

use crate::site::Site;

/// Its routes, in reading order.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/b/{business}/tasks/{key}", get(task::page))
}
