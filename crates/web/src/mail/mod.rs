//! Mail as people read it: text and HTML of one body, and the outbox of a desk that has no mail server.

mod outbox_page;
mod written;

use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::extract::{ConnectInfo, Extension, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use righthand_desk::mail::{self, Mailing};

pub use written::{html, text};

use crate::site::{Answer, Site, blocking};

/// Its routes.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/dev/mail", get(outbox))
}

/// `GET /dev/mail`: every mail that waits, with its links, for whoever sits at this machine. Only where no server is
/// named and the desk is served on loopback; anywhere else there is nothing here.
async fn outbox(
    State(site): State<Site>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
) -> Result<Response, Answer> {
    let near = peer.is_some_and(|Extension(ConnectInfo(address))| is_this_machine(address.ip()));
    // What a proxy hands on comes from elsewhere, whatever the connection says.
    if site.desk().mailing != Mailing::Outbox || !near || headers.contains_key("x-forwarded-for") {
        return Err(Answer::NothingHere);
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let origin = if host.is_empty() { String::new() } else { format!("http://{host}") };
    let desk = site.desk().clone();
    let (mails, now) = (blocking(move || mail::outbox(&desk)).await??, site.desk().clock.now());
    let mut response = outbox_page::outbox_page(&mails, &origin, now).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn is_this_machine(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}
