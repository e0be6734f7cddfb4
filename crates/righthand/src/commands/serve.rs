//! `righthand serve`: the desk on an address.

use std::time::Duration;

use righthand_desk::{Clock, Desk};
use righthand_web::http::Served;

use super::desk::open_store;
use super::source::{Failure, print};
use crate::mailer::{self, Mailer};
use crate::metrics::Metrics;
use crate::server::Server;
use crate::settings::Settings;
use crate::{app, logs};

/// The plan that is being made may land within this.
const LAST_PLAN: Duration = Duration::from_secs(2);

/// Serve the desk: pages and API
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    settings: Settings,
}

/// Serves until the process is told to end.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let settings = &arguments.settings;
    logs::begin(&settings.log, settings.log_json);
    let server = Server::bind(settings.listen, settings.metrics_listen)?;
    let address = server.url();
    let desk = Desk::new(open_store(&settings.place.made_url()?)?, Clock::system())
        .mailing(mailer::mailing(settings, is_here_only(settings)));
    let origin = settings.public_url.as_deref().unwrap_or(&address);
    let _mailer = Mailer::start(&desk, settings, origin)?;
    let ready =
        || print(&format!("listening on {address}\n")).map_err(|_| anyhow::anyhow!("the address cannot be printed"));
    run_to_end(server, &desk, settings, ready)
}

/// Serves until the process is told to end, and lets the plan that is being made land.
pub(super) fn run_to_end(
    server: Server,
    desk: &Desk,
    settings: &Settings,
    ready: impl FnOnce() -> anyhow::Result<()>,
) -> Result<(), Failure> {
    let metrics = Metrics::of(desk.clone());
    let app = |ending| app::app(desk.clone(), served(settings), settings, &metrics, ending);
    let served = server.serve(app, || app::metrics_apart(&metrics), ready);
    if !desk.planning.end(LAST_PLAN) {
        tracing::warn!("the plan that was being made did not land in time; it is made anew at the next start");
    }
    tracing::info!("ended");
    Ok(served?)
}

/// Whether only this machine reaches it: a public address means a proxy that others come through.
pub(super) fn is_here_only(settings: &Settings) -> bool {
    settings.listen.ip().is_loopback() && settings.public_url.is_none()
}

/// Whether browsers come over TLS: what the public address says.
pub(super) fn served(settings: &Settings) -> Served {
    match &settings.public_url {
        Some(url) if url.starts_with("https://") => Served::Tls,
        _ => Served::Loopback,
    }
}
