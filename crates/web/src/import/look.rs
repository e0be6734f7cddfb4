//! Looking at an upload before it is imported, importing it, and what came of it.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};

use super::kept::{Done, Import, Now};
use super::look_page::{Looking, look_page};
use super::upload::Wishes;
use super::{Facts, Shared, facts, whose};
use super::{choose, columns_page, work};
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// After this the page of an import that goes on asks for itself again, with script or without.
const ASK_AGAIN_SECONDS: &str = "1";

/// `GET /b/{business}/import/{token}`.
pub(super) async fn show(
    visit: InBusiness,
    Extension(shared): Extension<Shared>,
    Path((_, token)): Path<(String, String)>,
) -> Result<Response, Answer> {
    let facts = facts(&visit).await?;
    Ok(match shared.imports.find(whose(&visit), &token, visit.visitor.now()) {
        Some(import) => page(&visit, &facts, &token, &import),
        None => choose::gone(&visit, &facts),
    })
}

/// `GET /b/{business}/import/{token}/report`: the whole report, as the command line and the API give it.
pub(super) async fn report(
    visit: InBusiness,
    Extension(shared): Extension<Shared>,
    Path((_, token)): Path<(String, String)>,
) -> Result<Response, Answer> {
    facts(&visit).await?;
    let import = shared.imports.find(whose(&visit), &token, visit.visitor.now()).ok_or(Answer::NothingHere)?;
    let report = match import.now {
        Now::Seen(report) | Now::Done(Done { report, .. }) => report,
        _ => return Err(Answer::NothingHere),
    };
    let json = serde_json::to_string_pretty(&*report).map_err(|error| Answer::Broken(error.to_string()))?;
    let save_as = "attachment; filename=\"import-report.json\"";
    Ok(([(header::CONTENT_TYPE, "application/json"), (header::CONTENT_DISPOSITION, save_as)], json).into_response())
}

/// `POST /b/{business}/import/{token}`: with `step` = `look` another dry run with other wishes, else the import.
pub(super) async fn send(
    visit: InBusiness,
    Extension(shared): Extension<Shared>,
    Path((_, token)): Path<(String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Answer> {
    let facts = facts(&visit).await?;
    let Some(mut import) = shared.imports.find(whose(&visit), &token, visit.visitor.now()) else {
        return Ok(choose::gone(&visit, &facts));
    };
    let here = visit.at(&format!("/import/{token}"));
    // A button that was pressed twice finds what the first press has begun.
    if import.file.is_none() || matches!(import.now, Now::Working(..)) {
        return Ok(Redirect::to(&here).into_response());
    }
    let look_again = fields.iter().any(|(name, value)| name == "step" && value == "look");
    if look_again {
        import.wishes = wishes_again(&import, fields);
    } else {
        import.wishes.theirs =
            fields.into_iter().filter(|(name, _)| name == "theirs").map(|(_, value)| value).collect();
    }
    let import = work::begin(&visit, &shared, &token, import, !look_again).await?;
    if matches!(import.now, Now::Refused(_) | Now::Faulty(_) | Now::Unreadable(_)) {
        let mut response = page(&visit, &facts, &token, &import);
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    }
    Ok(Redirect::to(&here).into_response())
}

/// What is wished now of a file that was looked at before. A form without columns leaves them as they were said.
fn wishes_again(import: &Import, fields: Vec<(String, String)>) -> Wishes {
    let before = &import.wishes;
    let mut wishes = Wishes {
        kind: before.kind.clone(),
        file_name: before.file_name.clone(),
        map: columns_page::said(import.columns.as_deref(), &fields).unwrap_or_else(|| before.map.clone()),
        ..Wishes::default()
    };
    let other = fields.into_iter().filter(|(name, _)| name != "kind");
    other.for_each(|(name, value)| wishes.set(&name, value));
    wishes
}

fn page(visit: &InBusiness, facts: &Facts, token: &str, import: &Import) -> Response {
    let looking = Looking {
        visit,
        here: visit.at(&format!("/import/{token}")),
        import,
        managers: &facts.managers,
        earlier: &facts.earlier,
    };
    let crumbs = vec![crumb("Import", visit.at("/import")), crumb_here(import.file_name.as_str())];
    let mut response = visit.page("Import", Place::Import, crumbs, &look_page(&looking));
    if matches!(import.now, Now::Working(..)) {
        response.headers_mut().insert("refresh", HeaderValue::from_static(ASK_AGAIN_SECONDS));
    }
    response
}
