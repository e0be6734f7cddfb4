//! `righthand settings`, and with it `righthand help settings`: every setting, for people.

use super::source::{Failure, print};
use crate::settings;

/// Print every setting with its flag, its variable and its default
#[derive(Debug, clap::Args)]
#[command(after_help = settings::table())]
pub(crate) struct Arguments {}

/// Prints the table.
pub(crate) fn run() -> Result<(), Failure> {
    print(&settings::table())
}
