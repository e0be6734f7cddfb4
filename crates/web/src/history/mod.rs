//! History: what happened in the business, who did it, and taking one's own back (R14).

mod feed;
mod history_page;

pub(crate) use feed::feed;

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use righthand_desk::history;

use crate::site::{Answer, InBusiness, Place, Site, crumb, crumb_here};

/// Its routes.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/b/{business}/history", get(show))
}

/// Which page of the history.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    before: Option<i64>,
}

/// `GET /b/{business}/history?before=`.
async fn show(
    visit: InBusiness,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Answer> {
    // A number that is none is a link cut short: the latest page helps more than a fault.
    let before = asked.map(|Query(asked)| asked.before).unwrap_or_default();
    let seen = visit
        .read(move |view| Ok((history::seen(view, before)?, view.zone.clone(), view.me.role.runs_the_business())))
        .await?;
    let (log, zone, all) = seen;
    let crumbs = vec![crumb(&visit.membership.business_name, visit.at("/projects")), crumb_here("History")];
    let content = history_page::history_page(&visit, &log, &zone, all, before.is_some());
    Ok(visit.page("History", Place::History, crumbs, &content))
}
