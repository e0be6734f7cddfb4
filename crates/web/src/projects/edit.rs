//! `/b/{business}/projects/{key}/edit`: what a project was agreed to be.

use axum::extract::Path;
use axum::response::Response;
use righthand_desk::projects::terms;

use super::edit_page;
use super::here::Here;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

pub(super) async fn page(visit: InBusiness, Path((_, key)): Path<(String, String)>) -> Result<Response, Answer> {
    let (terms, here) = visit.read(move |view| Ok((terms::terms(view, &key)?, Here::of(view)))).await?;
    let project = visit.at(&format!("/projects/{}", terms.glance.key));
    let crumbs =
        vec![crumb("Projects", visit.at("/projects")), crumb(terms.glance.name.clone(), project), crumb_here("Edit")];
    let title = format!("Edit {}", terms.glance.name);
    Ok(visit.page(&title, Place::Projects, crumbs, &edit_page::edit(&visit, &terms, &here)))
}
