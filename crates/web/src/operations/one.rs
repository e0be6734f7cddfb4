//! One operation: its page, the form that makes one, and the form that changes it.

use axum::extract::{Path, Query};
use axum::response::Response;
use righthand_desk::operations::one::{self, OperationView};
use righthand_desk::settings::overview;
use righthand_desk::view::{NotSeen, PersonRef, View};
use righthand_domain::roles::Permission;

use super::{form_page, one_page};
use crate::projects::here::Here;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// What the forms choose from.
pub(super) struct Choices {
    pub people: Vec<PersonRef>,
    pub areas: Vec<(String, String)>,
}

pub(super) fn choices(view: &mut View<'_>) -> Result<Choices, NotSeen> {
    let settings = overview::overview(view)?;
    let areas = settings.areas.into_iter().map(|area| (area.key, area.name)).collect();
    Ok(Choices { people: settings.people, areas })
}

/// `GET /b/{business}/operations/{operation}`.
pub(super) async fn page(visit: InBusiness, Path((_, key)): Path<(String, String)>) -> Result<Response, Answer> {
    let (operation, here) = read(&visit, key).await?;
    let crumbs = vec![crumb("Operations", visit.at("/operations")), crumb_here(&operation.name)];
    let content = one_page::operation(&visit, &operation, &here);
    Ok(visit.page(&operation.name, Place::Operations, crumbs, &content))
}

/// What a form is filled in with.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct New {
    /// As it was typed elsewhere: "pay invoices every Friday".
    line: String,
}

/// `GET /b/{business}/operations/new?line=`.
pub(super) async fn new(visit: InBusiness, Query(asked): Query<New>) -> Result<Response, Answer> {
    let (choices, today) = visit
        .read(|view| {
            view.need(Permission::RunOperations)?;
            Ok((choices(view)?, view.today))
        })
        .await?;
    let crumbs = vec![crumb("Operations", visit.at("/operations")), crumb_here("New operation")];
    Ok(visit.page(
        "New operation",
        Place::Operations,
        crumbs,
        &form_page::new(&visit, &choices, asked.line.trim(), today),
    ))
}

/// `GET /b/{business}/operations/{operation}/edit`.
pub(super) async fn edit(visit: InBusiness, Path((_, key)): Path<(String, String)>) -> Result<Response, Answer> {
    let (operation, _) = read(&visit, key).await?;
    let choices = visit
        .read(|view| {
            view.need(Permission::RunOperations)?;
            choices(view)
        })
        .await?;
    let title = format!("Change {}", operation.name);
    let crumbs = vec![
        crumb("Operations", visit.at("/operations")),
        crumb(&operation.name, visit.at(&format!("/operations/{}", operation.key))),
        crumb_here("Change"),
    ];
    let content = form_page::edit(&visit, &operation, &choices);
    Ok(visit.page(&title, Place::Operations, crumbs, &content))
}

async fn read(visit: &InBusiness, key: String) -> Result<(OperationView, Here), Answer> {
    visit.read(move |view| Ok((one::operation(view, &key)?, Here::of(view)))).await
}
