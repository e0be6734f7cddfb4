//! `righthand plan`: when everything happens and who does it.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use righthand_domain::plan::{self, HORIZON_DAYS_MAX, Options};
use righthand_exchange::{plan_json, plan_text};

use super::source::{Failure, Source, print};

/// Seconds that a search may be given: an hour changes nothing any more.
const SECONDS_MAX: f64 = 3_600.0;

/// Plan all open work of a business: start, finish and person for every task
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    /// Days ahead for which operations make their runs
    #[arg(long, value_name = "DAYS", default_value_t = 35, value_parser = clap::value_parser!(u32).range(0..=i64::from(HORIZON_DAYS_MAX)))]
    horizon: u32,
    /// Where the search's random numbers begin
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many complete schedules the search may build
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(1..), conflicts_with = "seconds")]
    schedules: u64,
    /// How long the search may take instead; then the same input need not give the same plan
    #[arg(long, value_name = "S", value_parser = seconds)]
    seconds: Option<Duration>,
    /// Print `righthand-plan/1` for programs
    #[arg(long)]
    json: bool,
}

/// Plans and prints; `clock` is now by the clock.
pub(crate) fn run(arguments: &Arguments, clock: Timestamp) -> Result<(), Failure> {
    let (snapshot, at) = arguments.source.read(clock)?;
    let began = Instant::now();
    let schedules = if arguments.seconds.is_some() { u64::MAX } else { arguments.schedules };
    let mut keep_going = || arguments.seconds.is_none_or(|seconds| began.elapsed() < seconds);
    let options = Options { horizon_days: arguments.horizon, seed: arguments.seed, schedules, ..Options::at(at) };
    let plan = plan::plan(&snapshot, &options, &mut keep_going).map_err(Failure::Input)?;
    if arguments.json {
        print(&plan_json::write(&plan, snapshot.business.time_zone.rules()))
    } else {
        print(&plan_text::write(&plan, &snapshot))
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok().filter(|seconds| (0.0..=SECONDS_MAX).contains(seconds));
    seconds.map(Duration::from_secs_f64).ok_or_else(|| format!("must be a number of seconds up to {SECONDS_MAX}"))
}
