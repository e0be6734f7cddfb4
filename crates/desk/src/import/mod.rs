//! Import: boards of other tools and business files, each in one transaction that is undone as one.
//!
//! [`ImportBoard`] brings in what an importer of `righthand-exchange` has read. Everything it makes has a row in
//! `origin`, by which the next import of the same board knows it again. [`ImportFile`] brings in a business file, whose
//! keys are identities. Both say what they did in a [`Report`], and so do their dry runs.

mod base;
mod board;
mod choices;
mod file;
mod found;
mod keys;
mod mapping;
mod progress;
mod report;
mod ways_out;

pub use board::ImportBoard;
pub use choices::ALL_THEIRS;
pub use file::{Beyond, ImportFile};
pub use found::{NotLoaded, found_for_board, found_for_file, load_demonstration};
pub use mapping::{Earlier, NotReadyYet, earlier, parcel_of, remembered};
pub use progress::Progress;
pub use report::{Both, Count, Guessed, Kept, Report, Skipped};

use jiff::Timestamp;

use crate::command::{Said, Stop};

/// The end of an import: what it says, or, as a dry run, the same with nothing kept.
fn conclude(said: Said, dry_run: bool) -> Result<Said, Stop> {
    if dry_run { Err(Stop::Rehearsed(Box::new(said))) } else { Ok(said) }
}

/// An instant as the database keeps it, so that what was written and what is read back are the same.
fn to_the_millisecond(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
}

/// The place of the `index`th thing after `last`.
fn position(last: i64, index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1).saturating_add(last)
}
