//! Why a backup was not taken or not restored.

use crate::error::Error;

/// Nothing was kept, and nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    #[error(transparent)]
    Database(#[from] Error),
    #[error("the backup cannot be written: {0}")]
    Write(std::io::Error),
    #[error("the backup cannot be read: {0}")]
    Read(std::io::Error),
    #[error("this is no backup of Righthand: its first line does not say so")]
    Foreign,
    #[error(
        "the backup was made by a newer program (format {found}, this program knows {known}); install that program"
    )]
    NewerFormat { found: u64, known: u64 },
    #[error(
        "the backup was made by a newer program, or another one: this one has no migration {number} like it; install that program"
    )]
    UnknownMigration { number: i64 },
    #[error("the backup is damaged at line {line}: {why}; nothing was changed, use another one")]
    Damaged { line: u64, why: String },
    #[error("the database is not empty: {table} has rows; restore into an empty one, or replace it with --replace")]
    NotEmpty { table: String },
}
