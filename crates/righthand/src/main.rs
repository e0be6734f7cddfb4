//! The program: flags in, exit status out.

mod app;
mod commands;
mod logs;
mod mailer;
mod metrics;
mod server;
mod settings;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use righthand_domain::snapshot::Fault;

// A server makes and drops many small things on many threads; this allocator keeps their memory together.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The operations desk of an online business
#[derive(Debug, Parser)]
#[command(name = "righthand", version, disable_help_subcommand = true)]
struct Arguments {
    /// The settings file [default: righthand.toml, where it is there]
    #[arg(long = "settings", id = "settings-file", global = true, value_name = "FILE", env = settings::OF_FILE)]
    _file: Option<PathBuf>,
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "this is where the present moment comes from")]
    let clock = jiff::Timestamp::now();
    if let Err(faults) = read_settings() {
        return commands::refuse(faults);
    }
    Arguments::parse().command.run(clock)
}

/// The file before the flags: what it says are their defaults.
fn read_settings() -> Result<(), Vec<Fault>> {
    settings::check_environment(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()))?;
    match settings::search_path(std::env::args_os(), std::env::var_os(settings::OF_FILE)) {
        Some(path) => settings::read_file(&path),
        None => Ok(()),
    }
}
