//! Where a command that computes takes its business from, and how it ends where that fails.

use std::{
    fs::File,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use jiff::Timestamp;
use righthand_desk::settings::export;
use righthand_domain::snapshot::{Fault, Snapshot};
use righthand_exchange::business_file;

use super::desk::{self, Place};

/// The business to work on, and the moment that counts as now.
#[derive(Debug, clap::Args)]
pub(crate) struct Source {
    /// A business file (`righthand/1`); `-` is standard input
    #[arg(long, value_name = "FILE", required_unless_present = "business")]
    file: Option<PathBuf>,
    /// Key of a business in the database instead
    #[arg(long, value_name = "KEY", conflicts_with = "file")]
    business: Option<String>,
    #[command(flatten)]
    place: Place,
    /// What counts as now, by RFC 3339 [default: the file's "at", else the clock]
    #[arg(long, value_name = "INSTANT")]
    at: Option<Timestamp>,
}

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input is wrong: every fault of it. Exit status 2.
    Input(Vec<Fault>),
    /// Anything else. Exit status 1.
    Other(anyhow::Error),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

impl Source {
    /// The business, checked as of the moment that counts as now, and that moment. `clock` is now by the clock.
    pub(crate) fn read(&self, clock: Timestamp) -> Result<(Snapshot, Timestamp), Failure> {
        let Some(file) = &self.file else { return Ok((self.read_database()?, self.at.unwrap_or(clock))) };
        let name = file.display();
        let read = if file.as_os_str() == "-" {
            business_file::read_from(io::stdin().lock(), self.at, clock).context("standard input cannot be read")?
        } else {
            let file = File::open(file).with_context(|| format!("{name} cannot be opened"))?;
            business_file::read_from(file, self.at, clock).with_context(|| format!("{name} cannot be read"))?
        };
        let snapshot = read.map_err(Failure::Input)?;
        let at = self.at.or(snapshot.at).unwrap_or(clock);
        Ok((snapshot, at))
    }

    /// The business as it is kept, seen by whoever runs the program.
    fn read_database(&self) -> Result<Snapshot, Failure> {
        let desk = self.place.open()?;
        let business = desk::business(&desk, self.business.as_deref().unwrap_or_default())?;
        let snapshot = desk.view(&desk::actor(business, None), export::snapshot);
        snapshot.map_err(|unseen| Failure::Other(anyhow::anyhow!("the business cannot be read: {unseen:?}")))
    }
}

/// Prints an answer; whoever stopped reading it has what they wanted.
pub(crate) fn print(answer: &str) -> Result<(), Failure> {
    match io::stdout().lock().write_all(answer.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written.context("the answer cannot be written")?),
    }
}

/// Says on standard error what went wrong, one line a fault, and answers the exit status.
pub(crate) fn end(result: Result<(), Failure>) -> ExitCode {
    let (lines, status) = match result {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Input(faults)) => (faults.iter().map(line).collect::<String>(), 2),
        Err(Failure::Other(error)) => (format!("righthand: {error:#}\n"), 1),
    };
    // Where standard error is closed there is nobody to tell.
    let _ = io::stderr().lock().write_all(lines.as_bytes());
    ExitCode::from(status)
}

/// A fault of the whole file has an empty pointer, which would read as a stray colon.
fn line(fault: &Fault) -> String {
    if fault.pointer.is_empty() { format!("{}\n", fault.message) } else { format!("{fault}\n") }
}
