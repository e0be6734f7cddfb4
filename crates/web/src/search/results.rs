//! The page of search: in one business, or in all of the visitor's.

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use maud::Markup;
use righthand_desk::search::{self, COUNT_MAX, Results, Thing};

use super::results_page::{self, Found};
use crate::site::{Answer, InBusiness, Place, Visitor, blocking, crumb, crumb_here};

/// Hits of each group where all groups are shown, and where only one is.
const HITS_EACH: usize = 6;

/// What is asked for.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) q: String,
    /// Only things of this kind.
    pub(super) kind: String,
}

impl Asked {
    /// A query that cannot be read asks for nothing.
    fn of(query: Result<Query<Self>, QueryRejection>) -> Self {
        query.map(|Query(asked)| asked).unwrap_or_default()
    }

    pub(super) fn only(&self) -> Option<Thing> {
        Thing::ALL.into_iter().find(|thing| thing.word() == self.kind)
    }
}

/// `GET /b/{business}/search?q=&kind=`.
pub(super) async fn show(visit: InBusiness, query: Result<Query<Asked>, QueryRejection>) -> Result<Response, Answer> {
    let asked = Asked::of(query);
    let found = vec![found(&visit, &asked).await?];
    let saved = crate::views::bar(&visit, "/search").await?;
    let crumbs = vec![crumb(&visit.membership.business_name, visit.at("/projects")), crumb_here("Search")];
    let content = results_page::page(&visit.visitor, Some(&visit), &asked, &found, &saved);
    Ok(visit.page("Search", Place::Search, crumbs, &content))
}

/// `GET /search?q=&kind=`: each business is asked by itself, and none of them learns of another (R15).
pub(super) async fn everywhere(
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Answer> {
    let asked = Asked::of(query);
    let mut all = Vec::new();
    for membership in visitor.session.memberships.clone() {
        let Some(visit) = visitor.in_business(&membership.business_key) else { continue };
        match found(&visit, &asked).await {
            Ok(one) => all.push(one),
            // A guest of one business searches in the others.
            Err(Answer::Closed(_)) => {}
            Err(other) => return Err(other),
        }
    }
    let content = results_page::page(&visitor, None, &asked, &all, &Markup::default());
    Ok(visitor.page("Search", Place::Search, vec![crumb("Today", "/"), crumb_here("Search")], &content))
}

async fn found(visit: &InBusiness, asked: &Asked) -> Result<Found, Answer> {
    let hits = if asked.only().is_some() { COUNT_MAX } else { HITS_EACH };
    let results = ask(visit, search::Asked { text: asked.q.clone(), only: asked.only(), hits }).await?;
    let (zone, today) = visit.read(|view| Ok((view.zone.clone(), view.today))).await?;
    Ok(Found { visit: visit.clone(), results, zone, today })
}

/// Asks one business.
pub(crate) async fn ask(visit: &InBusiness, asked: search::Asked) -> Result<Results, Answer> {
    let (desk, actor) = (visit.visitor.site.desk().clone(), visit.actor());
    Ok(blocking(move || desk.find(&actor, asked)).await??)
}
