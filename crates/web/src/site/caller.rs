//! Callers: who asks before anybody is signed in, as far as a browser and a connection tell.

use std::convert::Infallible;
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header;
use axum::http::request::Parts;

use super::Site;

/// Where a request comes from.
#[derive(Debug, Clone)]
pub struct Caller {
    /// An address of the network, by which attempts to sign in are counted.
    pub place: String,
    /// What the browser calls itself.
    pub agent: Option<String>,
    /// The secret of the session that the browser sent, whether or not it still counts.
    pub session: Option<String>,
}

impl FromRequestParts<Site> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
        // A proxy on this machine says for whom it asks; from anywhere else that header is somebody's claim.
        let forwarded = peer.filter(std::net::IpAddr::is_loopback).and_then(|_| text("x-forwarded-for"));
        let last = forwarded.as_deref().and_then(|all| all.rsplit(',').next()).map(|address| address.trim().to_owned());
        Ok(Self {
            place: last.or_else(|| peer.map(|address| address.to_string())).unwrap_or_default(),
            agent: text(header::USER_AGENT.as_str()),
            session: crate::http::session_token(&parts.headers, site.served()).map(ToOwned::to_owned),
        })
    }
}
