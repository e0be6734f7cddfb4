//! Looking at an upload before it is imported, importing it, and what came of it.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use righthand_desk::projects::portfolio;

use super::carry_out::{Came, carry_out};
use super::choose;
use super::kept::{Done, Import, Now};
use super::look_page::{Looking, look_page};
use super::upload::Wishes;
use super::{Facts, Shared, facts, whose};
use crate::http;
use crate::site::{Answer, InBusiness, Place, blocking, crumb, crumb_here};

/// How long the answer waits for the plan of what was imported, so that the next page shows it.
const PLAN_PATIENCE: Duration = Duration::from_millis(800);

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
        Now::Refused(_) | Now::Faulty(_) => return Err(Answer::NothingHere),
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
    let Some(turn) = shared.turn().await else { return Ok(http::busy().into_response()) };
    // Only now: a button that was pressed twice finds what the first press has done.
    let Some(mut import) = shared.imports.find(whose(&visit), &token, visit.visitor.now()) else {
        return Ok(choose::gone(&visit, &facts));
    };
    let here = visit.at(&format!("/import/{token}"));
    let Some(file) = import.file.clone() else { return Ok(Redirect::to(&here).into_response()) };
    let look_again = fields.iter().any(|(name, value)| name == "step" && value == "look");
    if look_again {
        let kind = std::mem::take(&mut import.wishes.kind);
        import.wishes = Wishes::default();
        fields.into_iter().for_each(|(name, value)| import.wishes.set(&name, value));
        import.wishes.kind = kind;
    }
    let (desk, actor, wishes) = (visit.visitor.site.desk().clone(), visit.actor(), import.wishes.clone());
    let came = blocking(move || {
        let came = carry_out(&desk, &actor, &file, &wishes, look_again)?;
        if let Came::Done { event, .. } = &came
            && *event > 0
        {
            desk.planning.wait_for(actor.business, *event, PLAN_PATIENCE);
        }
        Ok::<_, Answer>(came)
    })
    .await??;
    drop(turn);
    import.now = match came {
        Came::Done { report, .. } if look_again => Now::Seen(Arc::new(report)),
        Came::Done { report, summary, event, key } => {
            import.file = None;
            let guesses = (import.wishes.kind != "file" && event > 0).then(|| crate::guesses::of_project(&visit, &key));
            let href = href(&visit, &import.wishes, key).await?;
            Now::Done(Done { report: Arc::new(report), summary, event, href, guesses })
        }
        Came::Refused(refusal) => Now::Refused(refusal),
        Came::Faulty(faults) | Came::Unreadable(faults) => Now::Faulty(faults),
    };
    shared.imports.put(whose(&visit), &token, import.clone(), visit.visitor.now());
    if matches!(import.now, Now::Refused(_) | Now::Faulty(_)) {
        let mut response = page(&visit, &facts, &token, &import);
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    }
    Ok(Redirect::to(&here).into_response())
}

/// Where what was imported can be looked at: the draft, the project, or for a business file all of them.
async fn href(visit: &InBusiness, wishes: &Wishes, key: String) -> Result<String, Answer> {
    if wishes.kind == "file" {
        return Ok(visit.at("/projects"));
    }
    let drafts = visit.read(portfolio::drafts).await?;
    let place = if drafts.iter().any(|draft| draft.key == key) { "drafts" } else { "projects" };
    Ok(visit.at(&format!("/{place}/{key}")))
}

fn page(visit: &InBusiness, facts: &Facts, token: &str, import: &Import) -> Response {
    let looking = Looking { visit, here: visit.at(&format!("/import/{token}")), import, managers: &facts.managers };
    let crumbs = vec![crumb("Import", visit.at("/import")), crumb_here(import.file_name.as_str())];
    visit.page("Import", Place::Import, crumbs, &look_page(&looking))
}
