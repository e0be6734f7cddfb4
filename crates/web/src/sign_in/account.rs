//! One's own account: password, sessions, tokens. It belongs to no business.

use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::tz::TimeZone;
use righthand_desk::sign_in::{self, Begun, Denied, Preferences, TokenRow};
use serde::Deserialize;

use super::account_page::account_page;
use crate::http::keep_toast;
use crate::parts::{Faults, Toast};
use crate::site::{Answer, Caller, Place, Site, Visitor, blocking, crumb_here};

/// All that the page shows.
pub(super) struct Account {
    pub(super) sessions: Vec<Begun>,
    pub(super) tokens: Vec<TokenRow>,
    /// On whose clock its times are.
    pub(super) zone: TimeZone,
    pub(super) password_faults: Faults,
    pub(super) preferences: Preferences,
    pub(super) preference_faults: Faults,
    pub(super) token: super::tokens::Typed,
    pub(super) token_faults: Faults,
    /// A token that was just made, which is shown only now.
    pub(super) made: Option<String>,
}

impl Account {
    /// The account of a visitor, whose browser sent `session`.
    pub(super) async fn read(visitor: &Visitor, session: Option<String>) -> Result<Self, Answer> {
        let (desk, user) = (visitor.site.desk().clone(), visitor.session.user);
        let session = session.unwrap_or_default();
        let (sessions, tokens, preferences) = blocking(move || {
            Ok::<_, righthand_desk::StoreError>((
                sign_in::sessions_of(&desk, user, &session)?,
                sign_in::tokens_of(&desk, user)?,
                sign_in::preferences(&desk, user)?,
            ))
        })
        .await??;
        Ok(Self {
            sessions,
            tokens,
            zone: zone(visitor).await,
            password_faults: Faults::default(),
            preferences,
            preference_faults: Faults::default(),
            token: super::tokens::Typed::default(),
            token_faults: Faults::default(),
            made: None,
        })
    }

    /// As a page.
    pub(super) fn page(&self, visitor: &Visitor) -> Response {
        let crumbs = vec![crumb_here("Your account")];
        visitor.page("Your account", Place::Elsewhere, crumbs, &account_page(visitor, self))
    }
}

/// The clock of somebody who belongs to a business: their own there, else the business's.
async fn zone(visitor: &Visitor) -> TimeZone {
    let first =
        visitor.session.memberships.first().and_then(|membership| visitor.in_business(&membership.business_key));
    let Some(visit) = first else { return TimeZone::UTC };
    let named = visit.read(|view| Ok(view.me.time_zone.clone().unwrap_or_else(|| view.zone.name().to_owned()))).await;
    named.ok().and_then(|name| TimeZone::get(&name).ok()).unwrap_or(TimeZone::UTC)
}

/// `GET /you`.
pub(super) async fn show(visitor: Visitor, caller: Caller) -> Result<Response, Answer> {
    Ok(Account::read(&visitor, caller.session).await?.page(&visitor))
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
    let (desk, user) = (site.desk().clone(), visitor.session.user);
    let session = caller.session.clone().unwrap_or_default();
    let changed = blocking(move || {
        sign_in::change_password(&desk, user, &session, &typed.before, &typed.password, &caller.place)
    });
    let password_faults = match changed.await? {
        Ok(()) => return Ok(back(&site, "Your password is kept. Sessions in other browsers have ended.")),
        Err(Denied::Broken(error)) => return Err(error.into()),
        Err(Denied::Invalid { field, message }) => Faults::default().with(field, message),
        Err(denied) => Faults::default().with("", denied.to_string()),
    };
    let account = Account { password_faults, ..Account::read(&visitor, caller.session).await? };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, account.page(&visitor)).into_response())
}

/// `POST /you/sessions/{handle}/end`.
pub(super) async fn end_session(
    State(site): State<Site>,
    visitor: Visitor,
    Path(handle): Path<String>,
) -> Result<Response, Answer> {
    let (desk, user) = (site.desk().clone(), visitor.session.user);
    let ended = blocking(move || sign_in::end_session_of(&desk, user, &handle)).await??;
    Ok(back(&site, if ended { "That session has ended." } else { "That session had ended already." }))
}

/// `POST /you/sessions/end-others`.
pub(super) async fn end_other_sessions(
    State(site): State<Site>,
    visitor: Visitor,
    caller: Caller,
) -> Result<Response, Answer> {
    let (desk, user, session) = (site.desk().clone(), visitor.session.user, caller.session.unwrap_or_default());
    let ended = blocking(move || sign_in::end_other_sessions(&desk, user, &session)).await??;
    Ok(back(
        &site,
        &match ended {
            0 => "There was no other session.".to_owned(),
            1 => "The other session has ended.".to_owned(),
            many => format!("{many} other sessions have ended."),
        },
    ))
}

/// Back to the page of the account, which says what was done.
pub(super) fn back(site: &Site, text: &str) -> Response {
    let mut response = Redirect::to("/you").into_response();
    if let Some(cookie) = keep_toast(&Toast { text: text.to_owned(), undo: None }, site.served()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
