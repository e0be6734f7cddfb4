//! REST `/api/v1` and its OpenAPI document.
//!
//! Start at [`router`]. Commands come from the desk's catalogue, one operation each, through one handler ([`send`]);
//! reads are one table ([`reads::READS`]). The document is made from both, so that it cannot say something else.

mod answer;
mod caller;
mod limit;
mod openapi;
mod outcome;
mod paging;
mod paths;
mod problem;
mod reads;
mod send;

use std::sync::Arc;

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::get;
use righthand_desk::Desk;
use righthand_desk::catalogue::CATALOGUE;

pub use openapi::document;

/// Where the API lives.
pub const BASE: &str = "/api/v1";

/// What every handler has in its hands. Cheap to clone.
#[derive(Clone)]
struct Api {
    desk: Desk,
    limit: Arc<limit::Limit>,
}

/// The API below [`BASE`]. Whatever it does not know is answered with a problem, never with a page.
pub fn router(desk: Desk) -> Router {
    let api = Api { desk, limit: Arc::new(limit::Limit::default()) };
    let mut routes = Router::new().route("/openapi.json", get(openapi::serve));
    for entry in CATALOGUE {
        routes = routes.route(&paths::of(entry), send::route(entry));
    }
    for read in reads::READS {
        routes = routes.route(read.path, reads::route(read));
    }
    let routes = routes
        .fallback(|| async { problem::Problem::not_found("this address").into_response() })
        .method_not_allowed_fallback(|| async { problem::Problem::method_not_allowed().into_response() })
        .with_state(api);
    Router::new().nest(BASE, routes)
}
