//! The program: flags in, exit status out.

mod commands;

use std::process::ExitCode;

use clap::Parser;

/// The operations desk of an online business
#[derive(Debug, Parser)]
#[command(name = "righthand", version)]
struct Arguments {
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "this is where the present moment comes from")]
    let clock = jiff::Timestamp::now();
    Arguments::parse().command.run(clock)
}
