//! Outputs: what was handed on lately, and the page of each. They are handed on on the page of their task or run.

mod list_page;
mod output_page;
pub(crate) mod shown;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use righthand_desk::outputs::list;

use crate::projects::here::Here;
use crate::site::{Answer, InBusiness, Place, Site, crumb, crumb_here};

/// Its routes.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/b/{business}/outputs", get(all)).route("/b/{business}/outputs/{output}", get(show))
}

/// `GET /b/{business}/outputs`.
async fn all(visit: InBusiness) -> Result<Response, Answer> {
    let (rows, here) = visit.read(|view| Ok((list::outputs(view)?, Here::of(view)))).await?;
    let crumbs = vec![crumb("Team", visit.at("/team")), crumb_here("Outputs")];
    Ok(visit.page("Outputs", Place::Team, crumbs, &list_page::list_page(&visit, &rows, &here)))
}

/// `GET /b/{business}/outputs/{output}`.
async fn show(visit: InBusiness, Path((_, id)): Path<(String, String)>) -> Result<Response, Answer> {
    let (detail, here) = visit.read(move |view| Ok((list::one(view, &id)?, Here::of(view)))).await?;
    let crumbs = vec![
        crumb("Team", visit.at("/team")),
        crumb("Outputs", visit.at("/outputs")),
        crumb_here(detail.row.name.as_str()),
    ];
    Ok(visit.page(&detail.row.name, Place::Team, crumbs, &output_page::output_page(&visit, &detail, &here)))
}
