//! `/b/{business}/drafts/{key}`: a board that waits for its end and outcome.

use axum::extract::Path;
use axum::response::Response;
use righthand_desk::projects::{outline, terms};

use super::draft_page;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

pub(super) async fn page(visit: InBusiness, Path((_, key)): Path<(String, String)>) -> Result<Response, Answer> {
    let read = visit.read(move |view| Ok((outline::draft(view, &key)?, terms::choices(view)?)));
    let ((project, rows), choices) = read.await?;
    let crumbs = vec![crumb("Projects", visit.at("/projects")), crumb_here(project.name.clone())];
    let content = draft_page::draft(&visit, &project, &rows, &choices);
    Ok(visit.page(&project.name, Place::Projects, crumbs, &content))
}
