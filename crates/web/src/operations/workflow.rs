//! The workflow of an operation, the form that writes its next version, and the library.

use axum::extract::{Path, Query};
use axum::response::Response;
use righthand_desk::operations::workflow::{library, shown};
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::workflow;
use serde::Deserialize;

use super::one::choices;
use super::{library_page, workflow_page};
use crate::projects::here::Here;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Number of the version that is shown; the one in use where absent.
    pub version: Option<i64>,
    /// Number of the version that it is compared with.
    pub with: Option<i64>,
    /// Key of the step whose proposal is taken over into the form.
    pub mend: String,
}

/// `GET /b/{business}/operations/{operation}/workflow`.
pub(super) async fn page(
    visit: InBusiness,
    Path((_, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Answer> {
    let (shown, here) =
        visit.read(move |view| Ok((shown::workflow(view, &key, asked.version, asked.with)?, Here::of(view)))).await?;
    let crumbs = vec![
        crumb("Operations", visit.at("/operations")),
        crumb(&shown.name, visit.at(&format!("/operations/{}", shown.operation))),
        crumb_here("Workflow"),
    ];
    let title = format!("Workflow: {}", shown.name);
    Ok(visit.page(&title, Place::Operations, crumbs, &workflow_page::workflow(&visit, &shown, &here)))
}

/// `GET /b/{business}/operations/{operation}/workflow/edit`.
pub(super) async fn edit(
    visit: InBusiness,
    Path((_, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Answer> {
    let shown = visit
        .read(move |view| {
            view.need(Permission::RunOperations)?;
            shown::workflow(view, &key, None, None)
        })
        .await?;
    let at = format!("/operations/{}", shown.operation);
    let crumbs = vec![
        crumb("Operations", visit.at("/operations")),
        crumb(&shown.name, visit.at(&at)),
        crumb("Workflow", visit.at(&format!("{at}/workflow"))),
        crumb_here("Write"),
    ];
    let title = format!("Version {} of {}", shown.in_use + 1, shown.name);
    Ok(visit.page(&title, Place::Operations, crumbs, &workflow_page::edit(&visit, &shown, &asked.mend)))
}

/// `GET /b/{business}/operations/library`.
pub(super) async fn library(visit: InBusiness) -> Result<Response, Answer> {
    visit.read(|view| view.need_some(Permission::SeeBusiness)).await?;
    let crumbs = vec![crumb("Operations", visit.at("/operations")), crumb_here("Library")];
    Ok(visit.page("Library of workflows", Place::Operations, crumbs, &library_page::library(&visit, &library::all())))
}

/// `GET /b/{business}/operations/library/{workflow}`.
pub(super) async fn in_library(visit: InBusiness, Path((_, key)): Path<(String, String)>) -> Result<Response, Answer> {
    let found = library::find(&key).ok_or(Answer::NothingHere)?;
    let steps = workflow::read(found.text).unwrap_or_default();
    let choices = visit
        .read(|view| {
            view.need_some(Permission::SeeBusiness)?;
            // Whoever may only read it has no form to take it with.
            if view.may(Permission::RunOperations) == Grant::Yes { choices(view).map(Some) } else { Ok(None) }
        })
        .await?;
    let crumbs = vec![
        crumb("Operations", visit.at("/operations")),
        crumb("Library", visit.at("/operations/library")),
        crumb_here(found.name),
    ];
    let content = library_page::one(&visit, &found, &steps, choices.as_ref());
    Ok(visit.page(found.name, Place::Operations, crumbs, &content))
}
