//! Signing in and out: by password, by a link that works once, or by taking up an invitation; and one's own account.

mod account;
mod account_page;
mod demonstration;
mod device;
mod doors;
mod link_pages;
mod preferences;
mod sessions_page;
mod sign_in_page;
mod tokens;
mod tokens_page;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use righthand_desk::sign_in::SESSION_LASTS;

pub use sign_in_page::{SignIn, link_sent_page, sign_in_page};

use crate::http::session_cookie;
use crate::site::{Answer, Site};

/// Its routes.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/sign-in", get(doors::show).post(doors::by_password))
        .route("/sign-in/link", post(doors::mail_link))
        .route("/sign-in/{token}", get(doors::show_link).post(doors::by_link))
        .route("/join/{token}", get(doors::show_invitation).post(doors::by_invitation))
        .route("/sign-out", post(doors::sign_out))
        .route("/you", get(account::show))
        .route("/you/password", post(account::change_password))
        .route("/you/preferences", post(preferences::keep))
        .route("/you/demonstration", post(demonstration::load))
        .route("/you/demonstration/remove", post(demonstration::remove))
        .route("/you/sessions/end-others", post(account::end_other_sessions))
        .route("/you/sessions/{handle}/end", post(account::end_session))
        .route("/you/tokens", post(tokens::make))
        .route("/you/tokens/{handle}/end", post(tokens::end))
}

/// On to `to` with the session that has begun.
pub(crate) fn signed_in(site: &Site, session: &str, to: &str) -> Result<Response, Answer> {
    let seconds = u64::try_from(SESSION_LASTS.as_secs()).unwrap_or(0);
    let cookie = session_cookie(site.served(), session, seconds)
        .ok_or_else(|| Answer::Broken("a session's secret cannot be a cookie".into()))?;
    let mut response = Redirect::to(to).into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}
