//! `righthand export`: a business as a business file.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use righthand_desk::settings::export;
use righthand_domain::words::and_list;
use righthand_exchange::business_file;

use super::desk::{Place, actor, business};
use super::source::{Failure, print};

/// Write a business as a business file (`righthand/1`)
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Key of the business
    #[arg(long, value_name = "KEY")]
    business: String,
    /// Where to write it [default: standard output]
    #[arg(value_name = "OUT")]
    out: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

/// Writes the file.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let desk = arguments.place.open()?;
    let business = business(&desk, &arguments.business)?;
    let snapshot = desk.view(&actor(business, None), export::snapshot);
    let snapshot =
        snapshot.map_err(|unseen| Failure::Other(anyhow::anyhow!("the business cannot be read: {unseen:?}")))?;
    let left_out = desk.view(&actor(business, None), export::left_out).unwrap_or_default();
    if !left_out.is_empty() {
        tracing::warn!("a business file has no words for {}: they stay on the desk", and_list(&left_out));
    }
    let text = business_file::write(&snapshot);
    match &arguments.out {
        Some(out) if out.as_os_str() != "-" => {
            Ok(fs::write(out, text).with_context(|| format!("{} cannot be written", out.display()))?)
        }
        _ => print(&text),
    }
}
