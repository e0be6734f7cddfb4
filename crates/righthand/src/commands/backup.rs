//! `righthand backup`: the whole desk in one file, while it is being used.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, anyhow};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use righthand_store::{BackupFault, Summary, back_up};

use super::desk::{Place, input};
use super::source::{Failure, print};

/// Write the whole desk into one file, while it goes on
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The file; one of that name is replaced, once the new one is complete
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

/// Bytes handed to the disk at a time.
const BUFFER_BYTES: usize = 1 << 20;
/// How the name of a backup begins that is being written.
const UNFINISHED: &str = ".righthand-backup-";
/// One that was made a moment ago may not have its lock yet.
const MADE_JUST_NOW: Duration = Duration::from_secs(60);

/// Takes it; `clock` is now by the clock.
pub(crate) fn run(arguments: &Arguments, clock: Timestamp) -> Result<(), Failure> {
    let url = arguments.place.there()?;
    let file = &arguments.file;
    let name = file.display();
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    clear_killed(folder);
    // Readable by nobody else, as it has everything. It goes by itself where this ends early.
    let mut unfinished = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempfile_in(folder)
        .map_err(|error| input("FILE", format!("nothing can be written in {}: {error}", folder.display())))?;
    // Where the disk knows no locks, what a killed backup leaves stays until somebody removes it.
    let _ = unfinished.as_file().try_lock();
    let summary = write(&url, unfinished.as_file_mut(), clock).map_err(|fault| told(fault, file))?;
    let written = unfinished.persist(file).with_context(|| format!("{name} cannot be put in its place"))?;
    let size = written.metadata().map_or(0, |written| written.len());
    // The name is on the disk only with its folder.
    File::open(folder).and_then(|folder| folder.sync_all()).with_context(|| format!("{name} cannot be kept"))?;
    let Summary { tables, rows, .. } = summary;
    print(&format!("{name}: {tables} tables, {rows} rows, {size} bytes\n"))
}

/// Removes what a backup that was killed has left in the folder; one that is being written holds a lock.
fn clear_killed(folder: &Path) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let left = || {
            let age = entry.metadata().ok()?.modified().ok()?.elapsed().ok()?;
            let file = File::open(entry.path()).ok().filter(|_| age > MADE_JUST_NOW)?;
            file.try_lock().ok()
        };
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) && left().is_some() {
            // It takes room and harms nobody: the next backup tries again.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

fn write(url: &str, file: &mut File, clock: Timestamp) -> Result<Summary, BackupFault> {
    let out = BufWriter::with_capacity(BUFFER_BYTES, &mut *file);
    let mut packed = GzEncoder::new(out, Compression::fast());
    let summary = back_up(url, &mut packed, clock)?;
    let finished = packed.finish().and_then(|out| out.into_inner().map_err(io::IntoInnerError::into_error).map(drop));
    finished.and_then(|()| file.flush()).and_then(|()| file.sync_all()).map_err(BackupFault::Write)?;
    Ok(summary)
}

/// A full disk in a sentence of its own.
fn told(fault: BackupFault, file: &Path) -> Failure {
    let name = file.display();
    match fault {
        BackupFault::Write(error)
            if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::FileTooLarge | ErrorKind::QuotaExceeded) =>
        {
            Failure::Other(anyhow!(
                "there is no room for {name} ({error}). Nothing was kept, and a backup of that name is as it was; \
                 make room, or name a file on another disk"
            ))
        }
        fault => Failure::Other(anyhow!(fault).context(format!("no backup was made of it in {name}"))),
    }
}
