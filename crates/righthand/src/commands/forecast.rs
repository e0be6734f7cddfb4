//! `righthand forecast`: what is likely, over many futures.

use std::{num::NonZero, thread::available_parallelism};

use jiff::Timestamp;
use righthand_domain::plan::{self, Futures, HORIZON_DAYS_MAX, Options};
use righthand_exchange::{forecast_json, forecast_text};
use righthand_planner::forecast::FUTURES_MAX;

use super::source::{Failure, Source, print};

/// Forecast the finish of every project: chances, quantiles, and what would help
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    /// Days ahead for which operations make their runs
    #[arg(long, value_name = "DAYS", default_value_t = 35, value_parser = clap::value_parser!(u32).range(0..=i64::from(HORIZON_DAYS_MAX)))]
    horizon: u32,
    /// Where the random numbers of search and futures begin
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many futures are simulated
    #[arg(long, value_name = "N", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=i64::from(FUTURES_MAX)))]
    futures: u32,
    /// Leave out the waits of hand-offs
    #[arg(long)]
    no_waits: bool,
    /// How far a single number of hours is spread: `none` takes it as certain
    #[arg(long, value_name = "none", value_enum)]
    spread: Option<Spread>,
    /// Do not look for changes that would help a late project
    #[arg(long)]
    no_levers: bool,
    /// Print `righthand-forecast/1` for programs
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Spread {
    None,
}

/// Forecasts and prints; `clock` is now by the clock.
pub(crate) fn run(arguments: &Arguments, clock: Timestamp) -> Result<(), Failure> {
    let (snapshot, at) = arguments.source.read(clock)?;
    let options = Options {
        horizon_days: arguments.horizon,
        seed: arguments.seed,
        threads: available_parallelism().map_or(1, NonZero::get),
        ..Options::at(at)
    };
    let futures = Futures {
        futures: arguments.futures,
        waits: !arguments.no_waits,
        spread: arguments.spread.is_none(),
        levers: !arguments.no_levers,
    };
    let forecast = plan::forecast(&snapshot, &options, &futures, &mut || true).map_err(Failure::Input)?;
    if arguments.json {
        print(&forecast_json::write(&forecast, snapshot.business.time_zone.rules()))
    } else {
        print(&forecast_text::write(&forecast, &snapshot))
    }
}
