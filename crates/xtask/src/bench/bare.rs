//! The ceiling of serving: one page of so many bytes that is always the same, by the same library.

use std::net::SocketAddr;
use std::process::Command;

use anyhow::Context;
use axum::Router;
use axum::response::Html;
use axum::routing::get;

use super::program::Serving;

/// Serves `bytes` bytes at `/` until the process ends.
pub(crate) fn serve(bytes: &str) -> anyhow::Result<()> {
    let page = "x".repeat(bytes.parse().context("how many bytes?")?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
        println!("listening on http://{}", listener.local_addr()?);
        let app = Router::new().route("/", get(move || async move { Html(page) }));
        Ok(axum::serve(listener, app).await?)
    })
}

/// Starts it.
pub(super) fn start(bytes: usize) -> anyhow::Result<Serving> {
    Serving::start(Command::new(std::env::current_exe()?).args(["bare", &bytes.to_string()]))
}
