//! Saved views: the bar above a list, and the page of all of them.

mod views_page;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use maud::Markup;
use righthand_desk::views;
use righthand_domain::roles::{Grant, Permission};

use crate::site::{Answer, InBusiness, Place, Site, crumb, crumb_here};

/// Its routes.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/b/{business}/views", get(show))
}

/// `GET /b/{business}/views`.
async fn show(visit: InBusiness) -> Result<Response, Answer> {
    let all = visit.read(|view| views::seen(view, None)).await?;
    let crumbs = vec![crumb(&visit.membership.business_name, visit.at("/projects")), crumb_here("Saved views")];
    let content = views_page::page(&visit, &all);
    Ok(visit.page("Saved views", Place::Elsewhere, crumbs, &content))
}

/// The saved views of a list, and a way to save what it shows now. `page` is its address below the business.
pub(crate) async fn bar(visit: &InBusiness, page: &str) -> Result<Markup, Answer> {
    if visit.membership.role.may(Permission::SaveViews) == Grant::No {
        return Ok(Markup::default());
    }
    let wanted = page.to_owned();
    let saved = visit.read(move |view| views::seen(view, Some(&wanted))).await?;
    Ok(views_page::bar(visit, page, &saved))
}
