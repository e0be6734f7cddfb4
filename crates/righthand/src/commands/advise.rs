//! `righthand advise`: whom to hire, or nobody yet.

use std::{num::NonZero, thread::available_parallelism};

use jiff::Timestamp;
use righthand_advisor::{Ask, advise};
use righthand_exchange::{advice_json, advice_text};
use righthand_planner::forecast::FUTURES_MAX;

use super::source::{Failure, Source, print};

/// Say whom to hire (a project manager, an online business manager, an assistant, a specialist, or nobody yet), and why
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    /// Where the random numbers of search and futures begin
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many futures each staffing is simulated in
    #[arg(long, value_name = "N", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=i64::from(FUTURES_MAX)))]
    futures: u32,
    /// Print `righthand-advice/1` for programs
    #[arg(long)]
    json: bool,
}

/// Advises and prints; `clock` is now by the clock.
pub(crate) fn run(arguments: &Arguments, clock: Timestamp) -> Result<(), Failure> {
    let (snapshot, at) = arguments.source.read(clock)?;
    let ask = Ask {
        seed: arguments.seed,
        futures: arguments.futures,
        threads: available_parallelism().map_or(1, NonZero::get),
        ..Ask::at(at)
    };
    let advice = advise(&snapshot, &ask, &|| true).map_err(Failure::Input)?;
    if arguments.json {
        print(&advice_json::write(&advice, snapshot.business.time_zone.rules()))
    } else {
        print(&advice_text::write(&advice, &snapshot))
    }
}
