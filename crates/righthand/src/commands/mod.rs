//! What the program can be told to do: one file per subcommand, one line each here.

mod demo;
mod desk;
mod do_command;
mod export;
mod forecast;
mod import;
mod plan;
mod serve;
mod settings;
mod sign_in_link;
mod source;
mod token;

use std::process::ExitCode;

use jiff::Timestamp;

/// The subcommands.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Serve(serve::Arguments),
    Demo(demo::Arguments),
    Do(do_command::Arguments),
    Plan(plan::Arguments),
    Forecast(forecast::Arguments),
    Import(import::Arguments),
    Export(export::Arguments),
    Token(token::Arguments),
    SignInLink(sign_in_link::Arguments),
    Settings(settings::Arguments),
}

impl Command {
    /// Does what was asked and answers the exit status; `clock` is now by the clock.
    pub(crate) fn run(&self, clock: Timestamp) -> ExitCode {
        source::end(match self {
            Self::Serve(arguments) => serve::run(arguments),
            Self::Demo(arguments) => demo::run(arguments, clock),
            Self::Do(arguments) => do_command::run(arguments),
            Self::Plan(arguments) => plan::run(arguments, clock),
            Self::Forecast(arguments) => forecast::run(arguments, clock),
            Self::Import(arguments) => import::run(arguments, clock),
            Self::Export(arguments) => export::run(arguments),
            Self::Token(arguments) => token::run(arguments, clock),
            Self::SignInLink(arguments) => sign_in_link::run(arguments),
            Self::Settings(_) => settings::run(),
        })
    }
}
