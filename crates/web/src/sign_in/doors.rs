//! The ways in, and the way out.

use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use righthand_desk::mail::Mailing;
use righthand_desk::sign_in::{self, Denied};
use serde::Deserialize;

use super::link_pages::{invitation_page, link_page, used_up_page};
use super::{SignIn, link_sent_page, sign_in_page, signed_in};
use crate::http::{clear_session, safe_return};
use crate::parts::{Faults, Look};
use crate::site::{Answer, Caller, Site, Visitor, blocking};

/// What the address of the sign-in page says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    back: Option<String>,
    ended: Option<String>,
}

/// `GET /sign-in`; on to the set-up where nobody has an account yet, and to Today for whoever is signed in.
pub(super) async fn show(
    State(site): State<Site>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Answer> {
    let (desk, session) = (site.desk().clone(), caller.session);
    let (empty, inside) = blocking(move || {
        let inside = session.map(|session| sign_in::resume(&desk, &session)).transpose()?.flatten().is_some();
        Ok::<_, righthand_desk::StoreError>((sign_in::needs_set_up(&desk)?, inside))
    })
    .await??;
    if empty {
        return Err(Answer::Go("/set-up".into()));
    }
    let back = asked.back.as_deref().and_then(safe_return).map(ToOwned::to_owned);
    if inside {
        return Err(Answer::Go(back.unwrap_or_else(|| "/".into())));
    }
    let form = SignIn { back, ended: asked.ended.is_some(), by_link: mails(&site), ..SignIn::default() };
    Ok(sign_in_page(&form, Look::default()).into_response())
}

/// What the sign-in form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    email: String,
    password: String,
    back: Option<String>,
}

/// `POST /sign-in`.
pub(super) async fn by_password(
    State(site): State<Site>,
    caller: Caller,
    Form(typed): Form<Typed>,
) -> Result<Response, Answer> {
    let Typed { email, password, back } = typed;
    let back = back.as_deref().and_then(safe_return).map(ToOwned::to_owned);
    let (desk, asked) = (site.desk().clone(), email.clone());
    let denied =
        match blocking(move || sign_in::sign_in(&desk, &asked, &password, &caller.place, caller.agent.as_deref()))
            .await?
        {
            Ok(session) => return signed_in(&site, &session, back.as_deref().unwrap_or("/")),
            Err(Denied::Broken(error)) => return Err(error.into()),
            Err(denied) => denied,
        };
    Ok(not_in(&site, &denied, email, back))
}

/// The form again, with why.
fn not_in(site: &Site, denied: &Denied, email: String, back: Option<String>) -> Response {
    let status = if matches!(denied, Denied::TooMany(_)) {
        StatusCode::TOO_MANY_REQUESTS
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let faults = Faults::default().with("", denied.to_string());
    let form = SignIn { email, back, faults, by_link: mails(site), ..SignIn::default() };
    let mut response = (status, sign_in_page(&form, Look::default())).into_response();
    if let Denied::TooMany(minutes) = denied
        && let Ok(seconds) = HeaderValue::try_from((minutes * 60).to_string())
    {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

/// `POST /sign-in/link`: a link by mail. The answer is the same whether or not the address has an account.
pub(super) async fn mail_link(
    State(site): State<Site>,
    caller: Caller,
    Form(typed): Form<Typed>,
) -> Result<Response, Answer> {
    if !mails(&site) {
        return Err(Answer::NothingHere);
    }
    let Typed { email, back, .. } = typed;
    let back = back.as_deref().and_then(safe_return).map(ToOwned::to_owned);
    if email.trim().is_empty() {
        let message = "Type the address to which the link is to go.".to_owned();
        return Ok(not_in(&site, &Denied::Invalid { field: "email", message }, email, back));
    }
    let (desk, asked) = (site.desk().clone(), email.clone());
    match blocking(move || sign_in::mail_link(&desk, &asked, &caller.place)).await? {
        Ok(()) => Ok(private(link_sent_page(&email, Look::default()))),
        Err(Denied::Broken(error)) => Err(error.into()),
        Err(denied) => Ok(not_in(&site, &denied, email, back)),
    }
}

/// Whether a link can be mailed.
fn mails(site: &Site) -> bool {
    site.desk().mailing != Mailing::Off
}

/// `GET /sign-in/{token}`: says whom the link signs in, and has one button. Opening it does not use it up, since
/// scanners of mail open every link; but one that the program printed for whoever runs it signs in at once.
pub(super) async fn show_link(
    State(site): State<Site>,
    caller: Caller,
    Path(token): Path<String>,
) -> Result<Response, Answer> {
    let (desk, asked) = (site.desk().clone(), token.clone());
    match blocking(move || sign_in::link_holder(&desk, &asked)).await?? {
        Some(holder) if holder.direct => use_link(&site, caller, token).await,
        Some(holder) => Ok(private(link_page(&holder.name, &format!("/sign-in/{token}")))),
        None => Ok(gone()),
    }
}

/// `POST /sign-in/{token}`: uses the link.
pub(super) async fn by_link(
    State(site): State<Site>,
    caller: Caller,
    Path(token): Path<String>,
) -> Result<Response, Answer> {
    use_link(&site, caller, token).await
}

async fn use_link(site: &Site, caller: Caller, token: String) -> Result<Response, Answer> {
    let desk = site.desk().clone();
    match blocking(move || sign_in::use_link(&desk, &token, caller.agent.as_deref())).await? {
        Ok(session) => signed_in(site, &session, "/"),
        Err(Denied::Broken(error)) => Err(error.into()),
        Err(_) => Ok(gone()),
    }
}

/// `GET /join/{token}`: what the invitation offers, and to whom.
pub(super) async fn show_invitation(
    State(site): State<Site>,
    visitor: Option<Guest>,
    Path(token): Path<String>,
) -> Result<Response, Answer> {
    let (desk, asked) = (site.desk().clone(), token.clone());
    Ok(match blocking(move || sign_in::invitation(&desk, &asked)).await?? {
        Some(invitation) => private(invitation_page(
            &invitation,
            visitor.as_ref().map(|Guest(visitor)| visitor.session.name.as_str()),
            &format!("/join/{token}"),
        )),
        None => gone(),
    })
}

/// `POST /join/{token}`: takes the place up, with the account that is signed in or a new one.
pub(super) async fn by_invitation(
    State(site): State<Site>,
    visitor: Option<Guest>,
    caller: Caller,
    Path(token): Path<String>,
) -> Result<Response, Answer> {
    let desk = site.desk().clone();
    let user = visitor.map(|Guest(visitor)| visitor.session.user);
    match blocking(move || sign_in::join(&desk, &token, user, caller.agent.as_deref())).await? {
        Ok(session) => signed_in(&site, &session, "/"),
        Err(Denied::Broken(error)) => Err(error.into()),
        Err(_) => Ok(gone()),
    }
}

/// `POST /sign-out`.
pub(super) async fn sign_out(State(site): State<Site>, caller: Caller) -> Result<Response, Answer> {
    if let Some(session) = caller.session {
        let desk = site.desk().clone();
        blocking(move || sign_in::end_session(&desk, &session)).await??;
    }
    let mut response = Redirect::to("/sign-in").into_response();
    response.headers_mut().append(header::SET_COOKIE, clear_session(site.served()));
    Ok(response)
}

/// Whoever is signed in, where nobody has to be.
pub(super) struct Guest(Visitor);

impl axum::extract::OptionalFromRequestParts<Site> for Guest {
    type Rejection = Answer;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, site: &Site) -> Result<Option<Self>, Answer> {
        match <Visitor as axum::extract::FromRequestParts<Site>>::from_request_parts(parts, site).await {
            Ok(visitor) => Ok(Some(Self(visitor))),
            Err(Answer::Broken(error)) => Err(Answer::Broken(error)),
            Err(_) => Ok(None),
        }
    }
}

/// A page whose address is a secret: kept nowhere, and told to no other page.
fn private(page: Markup) -> Response {
    let headers = [(header::CACHE_CONTROL, "no-store"), (header::REFERRER_POLICY, "no-referrer")];
    (headers, page).into_response()
}

fn gone() -> Response {
    (StatusCode::GONE, private(used_up_page())).into_response()
}
