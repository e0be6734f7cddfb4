//! What the program can be told to do: one file per subcommand, one line each here.

mod advise;
mod backup;
mod demo;
mod desk;
mod do_command;
mod export;
mod forecast;
mod help;
mod import;
mod plan;
mod restore;
mod serve;
mod settings;
mod sign_in_link;
mod source;
mod token;
mod up;

use std::process::ExitCode;

use jiff::Timestamp;
use righthand_domain::snapshot::Fault;

/// The subcommands.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Serve(serve::Arguments),
    Demo(demo::Arguments),
    Do(do_command::Arguments),
    Plan(plan::Arguments),
    Forecast(forecast::Arguments),
    Advise(advise::Arguments),
    Import(import::Arguments),
    Export(export::Arguments),
    Token(token::Arguments),
    SignInLink(sign_in_link::Arguments),
    Backup(backup::Arguments),
    Restore(restore::Arguments),
    Settings(settings::Arguments),
    Up(up::Arguments),
    Help(help::Arguments),
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
            Self::Advise(arguments) => advise::run(arguments, clock),
            Self::Import(arguments) => import::run(arguments, clock),
            Self::Export(arguments) => export::run(arguments),
            Self::Token(arguments) => token::run(arguments, clock),
            Self::SignInLink(arguments) => sign_in_link::run(arguments),
            Self::Backup(arguments) => backup::run(arguments, clock),
            Self::Restore(arguments) => restore::run(arguments),
            Self::Settings(arguments) => settings::run(arguments),
            Self::Up(arguments) => up::run(arguments),
            Self::Help(arguments) => help::run(arguments),
        })
    }
}

/// Says what is wrong with the settings, before any command.
pub(crate) fn refuse(faults: Vec<Fault>) -> ExitCode {
    source::end(Err(source::Failure::Input(faults)))
}
