//! One's own account.

use axum::extract::{Form, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use righthand_desk::sign_in::{self, Denied};
use serde::Deserialize;

use super::account_page::account_page;
use crate::http::keep_toast;
use crate::parts::{Faults, Toast};
use crate::site::{Answer, Caller, Place, Site, Visitor, blocking, crumb_here};

/// `GET /you`.
pub(super) async fn show(visitor: Visitor) -> Response {
    page(&visitor, &Faults::default())
}

fn page(visitor: &Visitor, faults: &Faults) -> Response {
    visitor.page(
        "Your account",
        Place::Elsewhere,
        vec![crumb_here("Your account")],
        &account_page(&visitor.session, faults),
    )
}

/// What the password form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    before: String,
    password: String,
}

/// `POST /you/password`.
pub(super) async fn change_password(
    State(site): State<Site>,
    visitor: Visitor,
    caller: Caller,
    Form(typed): Form<Typed>,
) -> Result<Response, Answer> {
    let (desk, user, session) = (site.desk().clone(), visitor.session.user, caller.session.unwrap_or_default());
    let changed = blocking(move || {
        sign_in::change_password(&desk, user, &session, &typed.before, &typed.password, &caller.place)
    });
    let faults = match changed.await? {
        Ok(()) => {
            let mut response = Redirect::to("/you").into_response();
            let text = "Your password is kept. Sessions in other browsers have ended.".to_owned();
            if let Some(cookie) = keep_toast(&Toast { text, undo: None }, site.served()) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            return Ok(response);
        }
        Err(Denied::Broken(error)) => return Err(error.into()),
        Err(Denied::Invalid { field, message }) => Faults::default().with(field, message),
        Err(denied) => Faults::default().with("", denied.to_string()),
    };
    let mut response = page(&visitor, &faults);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}
