//! `/b/{business}/projects/templates`: projects as they are mostly done, and those that were done here before (R10).

use axum::extract::{Path, Query};
use axum::response::Response;
use righthand_desk::projects::template::{library, shelf};
use serde::Deserialize;

use super::templates_page::{self, From};
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Key of the open project that a template is for; a new one where empty.
    pub into: String,
}

/// `GET /b/{business}/projects/templates`.
pub(super) async fn all(visit: InBusiness, Query(asked): Query<Asked>) -> Result<Response, Answer> {
    let shelf = visit.read(shelf).await?;
    let crumbs = vec![crumb("Projects", visit.at("/projects")), crumb_here("Templates")];
    let content = templates_page::all(&visit, &library::all(), &shelf, &asked.into);
    Ok(visit.page("Project templates", Place::Projects, crumbs, &content))
}

/// `GET /b/{business}/projects/templates/{template}`.
pub(super) async fn one(
    visit: InBusiness,
    Path((_, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Answer> {
    let template = library::find(&key).ok_or(Answer::NothingHere)?;
    let shelf = visit.read(shelf).await?;
    let content = templates_page::one(&visit, From::Template(&template), &shelf, &asked.into);
    Ok(visit.page(template.name, Place::Projects, crumbs(&visit, template.name), &content))
}

/// `GET /b/{business}/projects/{key}/like`.
pub(super) async fn like(
    visit: InBusiness,
    Path((_, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Answer> {
    let (shelf, glance) =
        visit.read(move |view| Ok((shelf(view)?, righthand_desk::projects::glance::one(view, &key)?.1))).await?;
    let title = format!("Like {}", glance.name);
    let content = templates_page::one(&visit, From::Project(&glance), &shelf, &asked.into);
    Ok(visit.page(&title, Place::Projects, crumbs(&visit, &title), &content))
}

fn crumbs(visit: &InBusiness, title: &str) -> Vec<crate::parts::Crumb> {
    vec![
        crumb("Projects", visit.at("/projects")),
        crumb("Templates", visit.at("/projects/templates")),
        crumb_here(title.to_owned()),
    ]
}
