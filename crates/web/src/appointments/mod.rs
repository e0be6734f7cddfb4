//! Appointments: the diary, a new one, and the page of each.

mod appointment_page;
mod list_page;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use righthand_desk::appointments::list;

use crate::projects::here::Here;
use crate::site::{Answer, InBusiness, Place, Site, crumb, crumb_here};

/// Its routes.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/b/{business}/appointments", get(all))
        .route("/b/{business}/appointments/new", get(new))
        .route("/b/{business}/appointments/{appointment}", get(show))
}

/// `GET /b/{business}/appointments`; `?past` shows those that are over.
async fn all(visit: InBusiness) -> Result<Response, Answer> {
    let past = visit.visitor.query.split('&').any(|part| part == "past");
    let (appointments, here) = visit.read(move |view| Ok((list::appointments(view, past)?, Here::of(view)))).await?;
    let crumbs = vec![crumb("Team", visit.at("/team")), crumb_here("Appointments")];
    let content = list_page::list_page(&visit, &appointments, &here, past);
    Ok(visit.page("Appointments", Place::Team, crumbs, &content))
}

/// `GET /b/{business}/appointments/new`.
async fn new(visit: InBusiness) -> Result<Response, Answer> {
    let (choices, here) = visit.read(|view| Ok((list::choices(view)?, Here::of(view)))).await?;
    let crumbs =
        vec![crumb("Team", visit.at("/team")), crumb("Appointments", visit.at("/appointments")), crumb_here("New")];
    let content = appointment_page::new_page(&visit, &choices, &here);
    Ok(visit.page("A new appointment", Place::Team, crumbs, &content))
}

/// `GET /b/{business}/appointments/{appointment}`.
async fn show(visit: InBusiness, Path((_, key)): Path<(String, String)>) -> Result<Response, Answer> {
    let (detail, here) = visit.read(move |view| Ok((list::one(view, &key)?, Here::of(view)))).await?;
    let crumbs = vec![
        crumb("Team", visit.at("/team")),
        crumb("Appointments", visit.at("/appointments")),
        crumb_here(detail.row.name.as_str()),
    ];
    let content = appointment_page::appointment_page(&visit, &detail, &here);
    Ok(visit.page(&detail.row.name, Place::Team, crumbs, &content))
}
