//! What the program can be told to do: one file per subcommand, one line each here.

mod forecast;
mod plan;
mod source;

use std::process::ExitCode;

use jiff::Timestamp;

/// The subcommands.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Plan(plan::Arguments),
    Forecast(forecast::Arguments),
}

impl Command {
    /// Does what was asked and answers the exit status; `clock` is now by the clock.
    pub(crate) fn run(&self, clock: Timestamp) -> ExitCode {
        source::end(match self {
            Self::Plan(arguments) => plan::run(arguments, clock),
            Self::Forecast(arguments) => forecast::run(arguments, clock),
        })
    }
}
