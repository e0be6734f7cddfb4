//! Settings of the business: its name and place, its week, closed days, areas, and the table of who may do what.

mod area_forms;
mod settings_page;
mod table;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use righthand_desk::settings::overview;

use crate::site::{Answer, InBusiness, Place, Site, crumb, crumb_here};

/// Its routes.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/b/{business}/settings", get(show))
}

/// `GET /b/{business}/settings`: for everybody to read, for some to change.
async fn show(visit: InBusiness) -> Result<Response, Answer> {
    let overview = visit.read(overview::overview).await?;
    let crumbs = vec![crumb(&visit.membership.business_name, visit.at("/projects")), crumb_here("Settings")];
    let today = visit.visitor.now();
    Ok(visit.page("Settings", Place::Settings, crumbs, &settings_page::settings_page(&visit, &overview, today)))
}
