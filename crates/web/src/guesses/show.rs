//! `/b/{business}/guesses?project=…`: what the plan has to guess of a project or draft.

use axum::extract::Query;
use axum::response::Response;
use righthand_desk::guesses::page;
use serde::Deserialize;

use super::guesses_page::guesses_page;
use crate::projects::here::Here;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// Which of them. An import leads here with either.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    project: Option<String>,
    draft: Option<String>,
}

pub(super) async fn page(visit: InBusiness, Query(asked): Query<Asked>) -> Result<Response, Answer> {
    let key = asked.project.or(asked.draft).filter(|key| !key.is_empty());
    let read =
        move |view: &mut righthand_desk::view::View<'_>| Ok((page::guesses(view, key.as_deref())?, Here::of(view)));
    let (guesses, here) = visit.read(read).await?;
    let mut crumbs = vec![crumb("Projects", visit.at("/projects"))];
    if let Some(project) = &guesses.here {
        let place = if project.draft { "drafts" } else { "projects" };
        crumbs.push(crumb(project.name.clone(), visit.at(&format!("/{place}/{}", project.key))));
    }
    crumbs.push(crumb_here("Guesses"));
    Ok(visit.page("What the plan has to guess", Place::Projects, crumbs, &guesses_page(&visit, &guesses, &here)))
}
