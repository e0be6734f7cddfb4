//! Pages for when something is not there, not allowed, or broke: what happened, what is safe, what to do.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use crate::parts::{Look, link_button, plain_page, words};

/// Seconds after which a browser may try again when we are busy.
const TRY_AGAIN_SECONDS: &str = "5";

/// An address that leads nowhere, or to another business: the same page for both, so that nothing is given away.
pub fn not_found() -> (StatusCode, Markup) {
    page(
        StatusCode::NOT_FOUND,
        "Nothing is at this address",
        &html! {
            p { "It may have been moved or deleted, the address may have a slip in it, or it belongs to a business that you are not a member of." }
        },
    )
}

/// `who` says who may open it and whom to ask, in a sentence.
pub fn forbidden(who: &str) -> (StatusCode, Markup) {
    page(StatusCode::FORBIDDEN, "This is not open to you", &html! { p { (who) } })
}

/// What was sent is larger than `bytes_max`.
pub fn too_large(bytes_max: Option<u64>) -> (StatusCode, Markup) {
    page(
        StatusCode::PAYLOAD_TOO_LARGE,
        "That was too large",
        &html! {
            p {
                @match bytes_max {
                    Some(bytes) => { "Righthand takes up to " (words::count(bytes.div_ceil(1_000_000))) " MB here. " },
                    None => "It is more than Righthand takes here. ",
                }
                "Nothing was kept. Go back and send it in smaller parts."
            }
        },
    )
}

/// A form that could not be read at all: not ours, or cut off on the way.
pub fn unreadable() -> (StatusCode, Markup) {
    page(
        StatusCode::BAD_REQUEST,
        "That could not be read",
        &html! { p { "What arrived is incomplete or was not made by this page. Nothing was changed. Go back, load the page again, and send it once more." } },
    )
}

/// The address exists, but not for this.
pub fn wrong_method() -> (StatusCode, Markup) {
    page(
        StatusCode::METHOD_NOT_ALLOWED,
        "This cannot be opened like that",
        &html! { p { "The address takes what a form sends and is not a page to look at. Nothing was changed." } },
    )
}

/// Too many at once; nothing was lost.
pub fn busy() -> (StatusCode, Markup) {
    page(
        StatusCode::SERVICE_UNAVAILABLE,
        "Too much at once",
        &html! { p { "Righthand is at its limit for the moment. Nothing was changed. Try again in a few seconds." } },
    )
}

/// The world broke. `number` is in the log beside the reason.
pub fn broken(number: &str) -> (StatusCode, Markup) {
    page(
        StatusCode::INTERNAL_SERVER_ERROR,
        "Something broke on our side",
        &html! {
            p { "What was kept before is safe. Whether your last change was kept is not certain: look before you do it again." }
            p.mt { "If it happens again, tell whoever runs this Righthand this number: " b.num { (number) } }
        },
    )
}

/// Adds what a status asks for: when to come back.
pub(super) fn respond(page: (StatusCode, Markup)) -> Response {
    let status = page.0;
    let mut response = page.into_response();
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(TRY_AGAIN_SECONDS));
    }
    response
}

fn page(status: StatusCode, title: &str, inside: &Markup) -> (StatusCode, Markup) {
    let markup = plain_page(
        title,
        Look::default(),
        &html! {
            h1.t28 { (title) }
            div.prose.mt { (inside) }
            p.row.row-w.mt4 { (link_button("Go to Today", "/").primary()) }
        },
    );
    (status, markup)
}
