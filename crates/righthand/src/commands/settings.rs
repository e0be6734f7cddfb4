//! `righthand settings`: what counts and where it came from; `righthand help settings` lists every setting.

use super::source::{Failure, print};
use crate::settings::{self, Settings};

/// Print every setting with its value and where that came from; secrets are hidden
#[derive(Debug, clap::Args)]
#[command(after_help = settings::table())]
pub(crate) struct Arguments {
    #[command(flatten)]
    settings: Settings,
    /// Print the page of the manual instead
    #[arg(long)]
    manual: bool,
}

/// Prints them.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.manual { print(&settings::markdown()) } else { print(&arguments.settings.told) }
}
