//! The server: from an address to the last answer.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use tokio::net::TcpListener;

use crate::app::Ending;

/// Requests that are under way may end within this; live streams are ended at once.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// An address that is ours, before anything is served on it.
pub(crate) struct Server {
    runtime: tokio::runtime::Runtime,
    listener: TcpListener,
    address: SocketAddr,
    /// For the metrics, where they have an address of their own.
    apart: Option<TcpListener>,
}

impl Server {
    /// Takes the address.
    pub(crate) fn bind(listen: SocketAddr, metrics: Option<SocketAddr>) -> anyhow::Result<Self> {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().enable_all().build().context("threads cannot be started")?;
        let taken = || format!("--listen: {listen} cannot be listened on");
        let listener = runtime.block_on(TcpListener::bind(listen)).with_context(taken)?;
        let address = listener.local_addr().with_context(taken)?;
        let apart = metrics.map(|listen| {
            let taken = || format!("--metrics-listen: {listen} cannot be listened on");
            runtime.block_on(TcpListener::bind(listen)).with_context(taken)
        });
        Ok(Self { runtime, listener, address, apart: apart.transpose()? })
    }

    /// The address as it became; port 0 has been given a number.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves until the process is told to end. `ready` is called once requests are answered.
    pub(crate) fn serve(
        self,
        app: impl FnOnce(Ending) -> Router,
        apart: impl FnOnce() -> Router,
        ready: impl FnOnce() -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let Self { runtime, listener, apart: apart_listener, .. } = self;
        let served: anyhow::Result<()> = runtime.block_on(async move {
            let (told, mut ending) = tokio::sync::watch::channel(false);
            let wait = {
                let mut ending = ending.clone();
                async move { drop(ending.wait_for(|ending| *ending).await) }
            };
            if let Some(listener) = apart_listener {
                tokio::spawn(axum::serve(listener, apart()).into_future());
            }
            let service = app(told.subscribe()).into_make_service_with_connect_info::<SocketAddr>();
            let serving = tokio::spawn(axum::serve(listener, service).with_graceful_shutdown(wait).into_future());
            // Heard from before anybody knows that we are there: who starts us may end us at once.
            let told_to_end = told_to_end()?;
            ready()?;
            tokio::spawn(async move {
                told_to_end.await;
                tracing::info!("told to end: no new requests, the last answers go out");
                let _nobody_waits = told.send(true);
            });
            let last = async {
                drop(ending.wait_for(|ending| *ending).await);
                tokio::time::sleep(LAST_ANSWERS).await;
            };
            tokio::select! {
                served = serving => served.context("the server broke")?.context("the server broke"),
                () = last => Ok(()),
            }
        });
        runtime.shutdown_timeout(Duration::from_millis(500));
        served
    }
}

/// SIGINT (the keyboard) or SIGTERM (the service manager), from now on.
fn told_to_end() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupted, mut terminated) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}
