//! History: what happened in the business, who did it, and taking one's own back (R14).

mod changes_page;
mod feed;
mod history_page;

pub(crate) use feed::feed;

use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use righthand_desk::history::{self, detail, thing};

use crate::site::{Answer, InBusiness, Place, Site, crumb, crumb_here};

/// Its routes.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/b/{business}/history", get(show))
        .route("/b/{business}/history/{kind}/{key}", get(of_thing))
        .route("/b/{business}/events/{event}", get(event))
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

/// `GET /b/{business}/history/{kind}/{key}?before=`: of one thing and of what hangs on it.
async fn of_thing(
    visit: InBusiness,
    Path((_, kind, key)): Path<(String, String, String)>,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Answer> {
    let before = asked.map(|Query(asked)| asked.before).unwrap_or_default();
    let (wanted, of) = (kind.clone(), key.clone());
    let (found, zone) = visit.read(move |view| Ok((thing::of(view, &wanted, &of, before)?, view.zone.clone()))).await?;
    let title = format!("History of {}", found.name);
    let place = page_of(&kind, &key).map_or_else(|| visit.at("/history"), |path| visit.at(&path));
    let crumbs = vec![crumb("History", visit.at("/history")), crumb(&found.name, place), crumb_here("History")];
    let content = changes_page::of_thing(&visit, &title, &found, &zone);
    Ok(visit.page(&title, Place::History, crumbs, &content))
}

/// The page of a thing that has a history.
fn page_of(kind: &str, key: &str) -> Option<String> {
    Some(match kind {
        "task" => format!("/tasks/{key}"),
        "project" => format!("/projects/{key}"),
        "draft" => format!("/drafts/{key}"),
        "member" => format!("/team/{key}"),
        "area" | "business" => "/settings".into(),
        _ => return None,
    })
}

/// `GET /b/{business}/events/{event}`: what one event changed.
async fn event(visit: InBusiness, Path((_, event)): Path<(String, String)>) -> Result<Response, Answer> {
    let number: i64 = event.parse().map_err(|_| Answer::NothingHere)?;
    let (found, zone) = visit.read(move |view| Ok((detail::detail(view, number)?, view.zone.clone()))).await?;
    let crumbs = vec![crumb("History", visit.at("/history")), crumb_here(&found.entry.summary)];
    let content = changes_page::event(&visit, &found, &zone);
    Ok(visit.page("What changed", Place::History, crumbs, &content))
}
