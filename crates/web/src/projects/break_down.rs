//! `/b/{business}/projects/{key}/outline`: what is there to do, typed as fast as a text.

use axum::extract::{Path, Query};
use axum::response::Response;
use righthand_desk::projects::outline;
use serde::Deserialize;

use super::break_down_page;
use super::here::Here;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Key of the row behind which the next line comes; last where empty.
    pub behind: String,
    /// Key of the row of which the next line becomes the last part.
    pub parent: String,
    /// Key of the row that is open.
    pub row: String,
}

pub(super) async fn page(
    visit: InBusiness,
    Path((_, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Answer> {
    let (outline, here) = visit.read(move |view| Ok((outline::outline(view, &key)?, Here::of(view)))).await?;
    let at = format!("/projects/{}", outline.glance.key);
    let crumbs = vec![
        crumb("Projects", visit.at("/projects")),
        crumb(outline.glance.name.clone(), visit.at(&at)),
        crumb_here("Break down"),
    ];
    let content = break_down_page::page(&visit, &outline, &asked, &here);
    Ok(visit.page(&format!("Break down {}", outline.glance.name), Place::Projects, crumbs, &content))
}
