//! The program: flags in, exit status out.

mod app;
mod commands;
mod logs;
mod server;
mod settings;

use std::process::ExitCode;

use clap::Parser;

// A server makes and drops many small things on many threads; this allocator keeps their memory together.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
