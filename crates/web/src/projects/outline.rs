//! `/b/{business}/projects/{key}`: where are we, what starts when and why?

use axum::extract::{Path, Query};
use axum::response::Response;
use righthand_desk::projects::{outline, why};
use righthand_desk::view::View;
use serde::Deserialize;

use super::here::Here;
use super::outline_page;
use super::query::query_with;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Key of the row that is open.
    pub row: String,
    /// `all` or `none`; else those of the critical chain and of the open row.
    pub links: String,
    /// `days`, `weeks` or `months`; what fits where it is empty.
    pub scale: String,
    /// `timeline`: on a phone the timeline instead of the outline.
    pub show: String,
    /// Key of the row below which the next task comes.
    pub under: String,
}

impl Asked {
    /// The same page with one thing asked for otherwise; empty takes it away.
    pub fn with(&self, name: &str, value: &str) -> String {
        let own = [
            ("row", self.row.as_str()),
            ("links", self.links.as_str()),
            ("scale", self.scale.as_str()),
            ("show", self.show.as_str()),
            ("under", self.under.as_str()),
        ];
        query_with(&own, name, value)
    }
}

pub(super) async fn page(
    visit: InBusiness,
    Path((_, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Answer> {
    let row = asked.row.clone();
    let read = move |view: &mut View<'_>| {
        let chain = if row.is_empty() { Vec::new() } else { why::chain(view, &row)? };
        Ok((outline::outline(view, &key)?, chain, Here::of(view)))
    };
    let (outline, chain, here) = visit.read(read).await?;
    let saved = crate::views::bar(&visit, &format!("/projects/{}", outline.glance.key)).await?;
    let crumbs = vec![crumb("Projects", visit.at("/projects")), crumb_here(outline.glance.name.clone())];
    let content = outline_page::outline(&visit, (&outline, &chain), &asked, &here, &saved);
    Ok(visit.page(&outline.glance.name, Place::Projects, crumbs, &content))
}
