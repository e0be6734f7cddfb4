//! Asking: a browser without a screen, over one connection that stays open.

use anyhow::{Context, ensure};
use axum::body::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::runtime::Runtime;

/// Somebody who asks one server.
pub(super) struct Asker {
    runtime: Runtime,
    connection: SendRequest<Empty<Bytes>>,
    address: String,
    cookies: Vec<String>,
}

/// What a server said.
pub(super) struct Said {
    pub(super) status: StatusCode,
    pub(super) location: Option<String>,
    pub(super) body: Bytes,
}

impl Asker {
    pub(super) fn connect(address: &str) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let connection = runtime.block_on(async {
            let stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let (connection, driver) = handshake(TokioIo::new(stream)).await?;
            tokio::spawn(driver);
            anyhow::Ok(connection)
        })?;
        Ok(Self { runtime, connection, address: address.to_owned(), cookies: Vec::new() })
    }

    /// Connects and signs in by a link that the program printed: opening it is enough.
    pub(super) fn signed_in(address: &str, link: &str) -> anyhow::Result<Self> {
        let mut asker = Self::connect(address)?;
        let said = asker.get(link)?;
        ensure!(said.status.is_redirection(), "signing in is answered {}", said.status);
        Ok(asker)
    }

    pub(super) fn get(&mut self, path: &str) -> anyhow::Result<Said> {
        let request = Request::get(path).header("host", &self.address).header("accept", "text/html");
        let request = request.header("cookie", self.cookies.join("; ")).body(Empty::new())?;
        let (runtime, connection) = (&self.runtime, &mut self.connection);
        let (parts, body) = runtime.block_on(async {
            connection.ready().await?;
            let (parts, body) = connection.send_request(request).await?.into_parts();
            anyhow::Ok((parts, body.collect().await?.to_bytes()))
        })?;
        for cookie in parts.headers.get_all("set-cookie") {
            let pair = cookie.to_str()?.split(';').next().context("an empty cookie")?.to_owned();
            let name = pair.split('=').next().unwrap_or_default().to_owned() + "=";
            self.cookies.retain(|known| !known.starts_with(&name));
            self.cookies.push(pair);
        }
        let location = parts.headers.get("location").and_then(|to| to.to_str().ok()).map(ToOwned::to_owned);
        Ok(Said { status: parts.status, location, body })
    }
}
