//! Pages of projects: all of them, one with its outline and plan, its forecast, its terms, and drafts that wait.

mod assumes;
mod break_down;
mod break_down_page;
pub(crate) mod chance;
mod draft;
mod draft_page;
mod edit;
pub(crate) mod edit_page;
mod efforts_page;
mod forecast;
mod forecast_page;
mod head;
pub(crate) mod here;
pub(crate) mod new;
mod outline;
mod outline_page;
pub(crate) mod plan;
mod portfolio;
mod portfolio_page;
mod query;
mod report;
mod report_page;
mod risks_page;
mod templates;
mod templates_page;
pub(crate) mod why_page;

use axum::Router;
use axum::routing::get;
use maud::Markup;
use righthand_desk::projects::glance::Glance;

use crate::parts::link_button;
use crate::site::{InBusiness, Site};

/// Its routes, in reading order.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/b/{business}/projects", get(portfolio::page))
        .route("/b/{business}/projects/new", get(new::page))
        .route("/b/{business}/projects/templates", get(templates::all))
        .route("/b/{business}/projects/templates/{template}", get(templates::one))
        .route("/b/{business}/projects/{key}", get(outline::page))
        .route("/b/{business}/projects/{key}/outline", get(break_down::page))
        .route("/b/{business}/projects/{key}/like", get(templates::like))
        .route("/b/{business}/projects/{key}/report", get(report::page))
        .route("/report/{business}/{secret}", get(report::open))
        .route("/b/{business}/projects/{key}/forecast", get(forecast::page))
        .route("/b/{business}/projects/{key}/edit", get(edit::page))
        .route("/b/{business}/drafts/{key}", get(draft::page))
}

/// Does the visitor see the forecast of this project? Those do who manage it, or run the business.
pub(crate) fn sees_forecast(visit: &InBusiness, glance: &Glance) -> bool {
    let manages = || glance.manager.as_ref().is_some_and(|manager| manager.key == visit.membership.member_key);
    visit.membership.role.runs_the_business() || manages()
}

/// On a phone only one of table and timeline has room: the way to the other.
fn timeline_link(wide: bool, table: &str, to_timeline: &str, to_table: &str) -> Markup {
    let (label, href) = if wide { (table, to_table) } else { ("Show timeline", to_timeline) };
    maud::html! { (link_button(label, href).small()) }
}
