//! Settings of the business: its name and place, its week, closed days, areas, and the table of who may do what.

mod area_forms;
mod closed_page;
mod roles_page;
mod settings_page;
mod table;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use righthand_desk::settings::{export, overview};
use righthand_exchange::business_file;

use crate::site::{Answer, InBusiness, Place, Site, crumb, crumb_here};

/// Its routes.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/b/{business}/settings", get(show)).route("/b/{business}/export", get(take_out))
}

/// `GET /b/{business}/export`: the business file, for those who may have it.
async fn take_out(visit: InBusiness) -> Result<Response, Answer> {
    let text = visit.read(|view| Ok(business_file::write(&export::snapshot(view)?))).await?;
    let name = format!("attachment; filename=\"{}.json\"", visit.membership.business_key);
    let mut response = ([(header::CONTENT_TYPE, "application/json")], text).into_response();
    if let Ok(name) = HeaderValue::try_from(name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// `GET /b/{business}/settings`: for everybody to read, for some to change.
async fn show(visit: InBusiness) -> Result<Response, Answer> {
    let overview = visit.read(overview::overview).await?;
    let crumbs = vec![crumb(&visit.membership.business_name, visit.at("/projects")), crumb_here("Settings")];
    let today = visit.visitor.now();
    Ok(visit.page("Settings", Place::Settings, crumbs, &settings_page::settings_page(&visit, &overview, today)))
}
