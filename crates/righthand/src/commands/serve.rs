//! `righthand serve`: the desk on an address.

use righthand_desk::{Clock, Desk};
use righthand_web::http::Served;

use super::desk::open_store;
use super::source::{Failure, print};
use crate::server::Server;
use crate::settings::Settings;
use crate::{app, logs};

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
    let server = Server::bind(settings.listen)?;
    let desk = Desk::new(open_store(&settings.database_url()?)?, Clock::system());
    let address = server.url();
    let ready =
        || print(&format!("listening on {address}\n")).map_err(|_| anyhow::anyhow!("the address cannot be printed"));
    Ok(server.serve(|| app::app(desk, served(settings)), ready)?)
}

/// Whether browsers come over TLS: what the public address says.
pub(super) fn served(settings: &Settings) -> Served {
    match &settings.public_url {
        Some(url) if url.starts_with("https://") => Served::Tls,
        _ => Served::Loopback,
    }
}
