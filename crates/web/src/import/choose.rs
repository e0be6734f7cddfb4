//! Choosing a file: the form, and what comes of sending it.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use righthand_desk::import::Progress;
use righthand_domain::snapshot::Fault;

use super::carry_out::{fault, source};
use super::choose_page::{Choosing, choose_page};
use super::kept::{Import, KEPT_FOR, Now};
use super::upload::{Chosen, NotReceived, Received, UPLOAD_BYTES_MAX, Wishes, receive};
use super::{Facts, Shared, facts, whose, work};
use crate::http;
use crate::site::{Answer, InBusiness, Place, crumb_here};

/// `GET /b/{business}/import`.
pub(super) async fn show(visit: InBusiness) -> Result<Response, Answer> {
    let facts = facts(&visit).await?;
    Ok(page(&visit, &facts, &Wishes::default(), &[]))
}

/// `POST /b/{business}/import`: reads the file and says what it would bring. Nothing is imported.
pub(super) async fn send(
    visit: InBusiness,
    Extension(shared): Extension<Shared>,
    request: Request,
) -> Result<Response, Answer> {
    // Who may not import does not get to send two hundred megabytes first.
    let facts = facts(&visit).await?;
    let Received { wishes, file } = match receive(request).await {
        Ok(received) => received,
        Err(NotReceived::TooLarge(wishes)) => {
            let megabytes = UPLOAD_BYTES_MAX / (1024 * 1024);
            let message =
                format!("This file is larger than {megabytes} MB, the most that is read. Export one board at a time.");
            return Ok(again(&visit, &facts, &wishes, &[fault("/file", &message)], StatusCode::PAYLOAD_TOO_LARGE));
        }
        Err(NotReceived::Unreadable) => return Ok(http::unreadable().into_response()),
        Err(NotReceived::Broken(error)) => return Err(Answer::Broken(error.to_string())),
    };
    let not_chosen = || {
        again(&visit, &facts, &wishes, &[fault("/file", "Choose the file to import")], StatusCode::UNPROCESSABLE_ENTITY)
    };
    let Some(Chosen { file, name, bytes }) = file else { return Ok(not_chosen()) };
    if source(&wishes.kind).is_none() {
        let faults = [fault("/kind", "Choose where the file comes from")];
        return Ok(again(&visit, &facts, &wishes, &faults, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let import = Import {
        wishes: Wishes { file_name: name.clone(), ..wishes.clone() },
        file_name: name,
        bytes,
        file: Some(Arc::new(file)),
        now: Now::Working(Progress::default(), false),
        columns: None,
    };
    let now = visit.visitor.now();
    let token =
        shared.imports.keep(whose(&visit), import.clone(), now).map_err(|error| Answer::Broken(error.to_string()))?;
    forget_later(&shared, &token);
    let read = work::begin(&visit, &shared, &token, import, false).await?;
    if let Now::Unreadable(faults) = read.now {
        shared.imports.forget(&token);
        return Ok(again(&visit, &facts, &wishes, &in_file(faults), StatusCode::UNPROCESSABLE_ENTITY));
    }
    Ok(Redirect::to(&visit.at(&format!("/import/{token}"))).into_response())
}

/// The form with what is wrong.
fn again(visit: &InBusiness, facts: &Facts, wishes: &Wishes, faults: &[Fault], status: StatusCode) -> Response {
    let mut response = page(visit, facts, wishes, faults);
    *response.status_mut() = status;
    response
}

/// The form as a page. Its faults are of its fields; those of the file begin with `/file`.
pub(super) fn page(visit: &InBusiness, facts: &Facts, wishes: &Wishes, faults: &[Fault]) -> Response {
    let choosing = Choosing { action: visit.at("/import"), managers: &facts.managers, wishes, faults, gone: false };
    visit.page("Import", Place::Import, vec![crumb_here("Import")], &choose_page(&choosing))
}

/// The same where somebody came back to an upload that is not there any more.
pub(super) fn gone(visit: &InBusiness, facts: &Facts) -> Response {
    let choosing = Choosing {
        action: visit.at("/import"),
        managers: &facts.managers,
        wishes: &Wishes::default(),
        faults: &[],
        gone: true,
    };
    let mut response = visit.page("Import", Place::Import, vec![crumb_here("Import")], &choose_page(&choosing));
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// Faults of what a file says, with the place in the file in their words.
pub(super) fn in_file(faults: Vec<Fault>) -> Vec<Fault> {
    let place = |fault: Fault| match fault.pointer.as_str() {
        "" => fault.message,
        pointer => format!("{pointer}: {}", fault.message),
    };
    faults.into_iter().map(|each| fault("/file", &place(each))).collect()
}

/// An upload that nobody comes back for leaves the disk without a further visit.
fn forget_later(shared: &Shared, token: &str) {
    let (imports, token) = (shared.imports.clone(), token.to_owned());
    let after = std::time::Duration::try_from(KEPT_FOR).unwrap_or_default();
    tokio::spawn(async move {
        tokio::time::sleep(after).await;
        imports.forget(&token);
    });
}
