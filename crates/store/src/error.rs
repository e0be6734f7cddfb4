//! Error: what can go wrong with the database, told alike for both engines.

use std::sync::Arc;

use ::postgres::error::SqlState;
use rusqlite::ffi;

/// Where an error came from in the driver.
pub(crate) type Source = Arc<dyn std::error::Error + Send + Sync>;

/// What PostgreSQL or the way to it said. The driver's own text leaves out the cause, and the server's details may hold
/// what people wrote: neither is what one wants to read.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Told(String);

impl Told {
    pub(crate) fn by(error: &::postgres::Error) -> Self {
        if let Some(told) = error.as_db_error() {
            return Self(format!("{} (SQLSTATE {})", told.message(), told.code().code()));
        }
        match std::error::Error::source(error) {
            Some(cause) => Self(format!("{error}: {cause}")),
            None => Self(error.to_string()),
        }
    }
}

/// A broken world, or a statement that the database refused. Never contains what people wrote.
///
/// `statement` is the registered name of the statement at fault.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    #[error("{statement}: {table} already has a row with the same {}", columns.join(", "))]
    Unique { statement: String, table: String, columns: Vec<String> },
    /// SQLite does not say which key; then `constraint` is empty.
    #[error("{statement}: a row refers to one that is not there, or one that is referred to would go ({constraint})")]
    ForeignKey { statement: String, constraint: String },
    #[error("{statement}: a value is outside of what {constraint} allows")]
    Check { statement: String, constraint: String },
    #[error("{statement}: {column} must not be empty")]
    NotNull { statement: String, column: String },

    #[error("the disk of the database is full; free some space, nothing was changed")]
    DiskFull { source: Source },
    #[error("the database is damaged ({source}); stop the program and restore the last backup")]
    Corrupt { source: Source },
    #[error("the connection to the database was lost ({source}); nothing was changed, try again")]
    ConnectionLost { source: Source },
    #[error("the connection was lost while saving ({source}); look whether the change is there before repeating it")]
    OutcomeUnknown { source: Source },
    #[error("the database was occupied by somebody else for too long ({source}); nothing was changed, try again")]
    Busy { source: Source },
    #[error("{statement} took longer than {seconds} s and was stopped; nothing was changed")]
    TooSlow { statement: String, seconds: u64 },
    #[error("{waiting} transactions are waiting already; nothing was changed, try again in a moment")]
    Overloaded { waiting: usize },
    #[error("{statement} found more than {limit} rows; ask for a page")]
    TooManyRows { statement: String, limit: usize },

    #[error("the database address {url:?} cannot be used: {reason}; write sqlite:PATH or postgresql://USER@HOST/NAME")]
    Address { url: String, reason: String },
    #[error("cannot open the database {place}: {source}")]
    Open { place: String, source: Source },
    #[error(
        "this database was written by a newer program (schema {found}, this program knows {known}); install that program"
    )]
    NewerSchema { found: i64, known: i64 },
    #[error(
        "migration {number} of this database is not the one this program carries ({name}); use the program that wrote it"
    )]
    ChangedMigration { number: i64, name: String },
    #[error("migration {name} failed and was rolled back: {source}")]
    Migration { name: String, source: Source },

    #[error("{statement} cannot be used here: {reason}")]
    Statement { statement: String, reason: String },
    #[error("{statement}, value {position}: {reason}")]
    Value { statement: String, position: usize, reason: String },
    #[error("column {column} is not {wanted} as was asked, but {found}")]
    Column { column: String, wanted: &'static str, found: String },

    #[error("the work on the database ended in a panic ({message}); nothing was changed")]
    Panicked { message: String },
    #[error("a transaction was asked for from within another, which would wait for itself; use the one at hand")]
    Nested,
    #[error("the store is closed")]
    Closed,
    #[error("{statement}: {source}")]
    Engine { statement: String, source: Source },
}

impl Error {
    /// Whether the connection that gave this error is of no more use.
    pub(crate) fn is_connection_lost(&self) -> bool {
        matches!(self, Self::ConnectionLost { .. })
    }

    pub(crate) fn open(place: &str, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Open { place: place.to_owned(), source: Arc::new(source) }
    }

    /// What SQLite said about `statement`.
    pub(crate) fn sqlite(statement: &str, error: rusqlite::Error) -> Self {
        let statement = statement.to_owned();
        let rusqlite::Error::SqliteFailure(failure, ref message) = error else {
            return Self::Engine { statement, source: Arc::new(error) };
        };
        let subject = message.as_deref().and_then(|text| text.split_once("failed: ")).map_or("", |(_, rest)| rest);
        match failure.extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
                let (table, columns) = table_and_columns(subject);
                return Self::Unique { statement, table, columns };
            }
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => return Self::ForeignKey { statement, constraint: String::new() },
            ffi::SQLITE_CONSTRAINT_CHECK => return Self::Check { statement, constraint: subject.to_owned() },
            ffi::SQLITE_CONSTRAINT_NOTNULL => return Self::NotNull { statement, column: subject.to_owned() },
            _ => {}
        }
        let source: Source = Arc::new(error);
        match failure.code {
            rusqlite::ErrorCode::DiskFull => Self::DiskFull { source },
            rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase => Self::Corrupt { source },
            rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked => Self::Busy { source },
            _ => Self::Engine { statement, source },
        }
    }

    /// What PostgreSQL, or the way to it, said about `statement`.
    pub(crate) fn postgres(statement: &str, error: ::postgres::Error) -> Self {
        let statement = statement.to_owned();
        let source: Source = Arc::new(Told::by(&error));
        let Some(told) = error.as_db_error() else {
            // What did not come from the server is about the way to it, unless a value could not be turned.
            let is_lost = error.is_closed()
                || std::error::Error::source(&error).is_some_and(|cause| cause.is::<std::io::Error>());
            return if is_lost { Self::ConnectionLost { source } } else { Self::Engine { statement, source } };
        };
        let constraint = told.constraint().unwrap_or_default().to_owned();
        match told.code() {
            &SqlState::UNIQUE_VIOLATION => {
                let columns = told.detail().map(columns_of_detail).unwrap_or_default();
                Self::Unique { statement, table: told.table().unwrap_or_default().to_owned(), columns }
            }
            &SqlState::FOREIGN_KEY_VIOLATION => Self::ForeignKey { statement, constraint },
            &SqlState::CHECK_VIOLATION => Self::Check { statement, constraint },
            &SqlState::NOT_NULL_VIOLATION => {
                let column = format!("{}.{}", told.table().unwrap_or_default(), told.column().unwrap_or_default());
                Self::NotNull { statement, column }
            }
            &SqlState::QUERY_CANCELED => Self::TooSlow { statement, seconds: crate::postgres::STATEMENT_SECONDS_MAX },
            &SqlState::DISK_FULL => Self::DiskFull { source },
            &SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED => Self::Corrupt { source },
            &SqlState::T_R_SERIALIZATION_FAILURE
            | &SqlState::T_R_DEADLOCK_DETECTED
            | &SqlState::LOCK_NOT_AVAILABLE
            | &SqlState::TOO_MANY_CONNECTIONS => Self::Busy { source },
            &SqlState::ADMIN_SHUTDOWN
            | &SqlState::CRASH_SHUTDOWN
            | &SqlState::CANNOT_CONNECT_NOW
            | &SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT => Self::ConnectionLost { source },
            _ => Self::Engine { statement, source },
        }
    }
}

/// `task.business_id, task.key` as SQLite writes it.
fn table_and_columns(subject: &str) -> (String, Vec<String>) {
    let mut table = String::new();
    let columns = subject
        .split(", ")
        .map(|column| match column.split_once('.') {
            Some((of, column)) => {
                table = of.to_owned();
                column.to_owned()
            }
            None => column.to_owned(),
        })
        .collect();
    (table, columns)
}

/// `Key (business_id, key)=(..) already exists.` as PostgreSQL writes it, without the values.
fn columns_of_detail(detail: &str) -> Vec<String> {
    let columns = detail.split_once('(').and_then(|(_, rest)| rest.split_once(")=")).map_or("", |(columns, _)| columns);
    columns.split(", ").filter(|column| !column.is_empty()).map(str::to_owned).collect()
}
