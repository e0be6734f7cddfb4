//! `righthand restore`: a backup into a database, all of it or nothing.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;

use anyhow::{Context, anyhow};
use flate2::bufread::MultiGzDecoder;
use righthand_store::{BackupFault, Summary, restore};

use super::desk::{Place, input};
use super::source::{Failure, print};

/// Bring a backup into an empty database, of either kind
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The file that `righthand backup` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Everything that is in the database goes. Stop the desk before
    #[arg(long)]
    replace: bool,
    /// Do not ask before replacing
    #[arg(long, requires = "replace")]
    yes: bool,
    #[command(flatten)]
    place: Place,
}

/// Restores it.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let name = arguments.file.display();
    let file =
        File::open(&arguments.file).map_err(|error| input("FILE", format!("{name} cannot be opened: {error}")))?;
    if arguments.replace && !arguments.yes && !confirmed()? {
        return Err(input("--replace", "nothing was changed: it goes on only after a “yes”".into()));
    }
    let url = arguments.place.made_url()?;
    let mut lines = BufReader::new(MultiGzDecoder::new(BufReader::new(file)));
    // A file of another kind is told as that, not by what its first bytes are not.
    let begun = lines.fill_buf().map(|_| ()).map_err(|_| BackupFault::Foreign);
    let restored = begun.and_then(|()| restore(&url, &mut lines, arguments.replace));
    let Summary { tables, rows, .. } = restored.map_err(|fault| match fault {
        BackupFault::Database(_) => Failure::Other(anyhow!(fault).context("nothing was restored")),
        BackupFault::NotEmpty { .. } => input("--database", fault.to_string()),
        fault => input("FILE", format!("{name}: {fault}")),
    })?;
    print(&format!("{name}: {tables} tables, {rows} rows are restored\n"))
}

fn confirmed() -> Result<bool, Failure> {
    let asked = write!(io::stderr(), "Everything that is in the database now will be gone. Go on? Type yes: ");
    asked.context("nobody can be asked; use --yes")?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).context("nobody answers; use --yes")?;
    Ok(answer.trim() == "yes")
}
