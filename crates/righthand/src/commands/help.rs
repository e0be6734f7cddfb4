//! `righthand help`: what a command is for, and the page of the manual.

use std::io::Write;

use anyhow::Context;
use clap::CommandFactory;

use super::desk::input;
use super::source::{Failure, print};

/// Print what a command is for, or the manual page
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The command; without one, all of them
    command: Vec<String>,
    /// As a manual page: `righthand help --man | man -l -`
    #[arg(long)]
    man: bool,
}

/// Prints it.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut found = crate::Arguments::command();
    found.build();
    for name in &arguments.command {
        let next = found.find_subcommand(name).cloned();
        found =
            next.ok_or_else(|| input("help", format!("there is no command “{name}”; `righthand help` lists them")))?;
    }
    if !arguments.man {
        return print(&found.render_long_help().to_string());
    }
    let mut page = Vec::new();
    write_page(found, &mut page).context("the page cannot be made")?;
    print(&String::from_utf8_lossy(&page))
}

/// The page of a command, with those below it and the settings.
fn write_page(command: clap::Command, page: &mut impl Write) -> std::io::Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    clap_mangen::Man::new(command.after_long_help(crate::settings::table())).title(name).render(page)
}
