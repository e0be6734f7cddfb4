//! Backup: a whole database in one file, taken while others write, and restored into either engine.
//!
//! The file is lines of JSON, so that it can be read without this program. The first says what it is and by which
//! migrations the tables were made; then each table has a line with its columns and one line for each row; the last
//! line has the number of rows and the SHA-256 of all bytes before it. It is read from one unchanging state of the
//! database: on SQLite an older state of the write-ahead log, on PostgreSQL a `repeatable read` snapshot. Neither
//! holds anybody up who writes.
//!
//! Restoring is one transaction: old tables go, the backup's own migrations make the tables as they were, the rows
//! come in, and later migrations bring them up to date.

mod fault;
mod format;
mod restore;
mod tables;
mod take;

pub use fault::BackupFault;
pub use format::Summary;
pub use restore::restore;
pub use take::back_up;

/// What is not in a backup: indexes that are made anew where they are missed, and mail, which must not go out again
/// from a restored desk.
const LEFT_OUT: [&str; 4] = ["mail", "schema_version", "search_entry", "search_state"];
