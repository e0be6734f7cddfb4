//! SQLite: a file with one writer, several readers and a caretaker of its log.

mod caretaker;
mod readers;
mod statistics;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use righthand_domain::ids::BusinessId;
use rusqlite::{Connection, OpenFlags};

use crate::{
    bell::Bell, conn::Conn, error::Error, job::job, migrate::migrate, migrations::Migration, sql::Sql, store::Engine,
    tx::Tx, value::Value,
};
use caretaker::Caretaker;
use readers::Readers;
use writer::Writer;

/// Prepared statements that one connection keeps: more than the program has.
const STATEMENTS_KEPT: usize = 1_024;
/// How long to wait for another process that is writing to the file.
const BUSY_PATIENCE: Duration = Duration::from_secs(10);

/// An opened file.
pub(crate) struct File {
    // Dropped in this order: the writer ends first, the last connection to close empties the log.
    writer: Writer,
    _caretaker: Caretaker,
    readers: Readers,
}

impl File {
    pub(crate) fn open(path: &str, migrations: &[Migration], bell: &Bell) -> Result<Self, Error> {
        let path = PathBuf::from(path);
        if path.as_os_str().is_empty() || path.as_os_str() == ":memory:" {
            let reason = "a path to a file must follow sqlite:".to_owned();
            return Err(Error::Address { url: format!("sqlite:{}", path.display()), reason });
        }
        let mut writer = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        migrate(&mut writer, Engine::Sqlite, migrations)?;
        if let Conn::Sqlite(connection) = &writer {
            statistics::tell(connection).map_err(|fault| Error::sqlite("statistics", fault))?;
        }
        let log_is_long = Arc::new(AtomicBool::new(false));
        Ok(Self {
            writer: Writer::start(writer, bell.clone(), Arc::clone(&log_is_long))?,
            _caretaker: Caretaker::start(&path, log_is_long)?,
            readers: Readers::new(path),
        })
    }

    /// Runs on the caller's thread: that is less work than the way to another one and back (docs: 75 us a page).
    pub(crate) fn read<T, E, F>(&self, business: BusinessId, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx) -> Result<T, E>,
        E: From<Error>,
    {
        self.readers.read(business, work)
    }

    pub(crate) fn write<T, E, F>(&self, business: BusinessId, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (job, reply) = job(business, work);
        self.writer.put(job)?;
        reply.wait()
    }
}

impl File {
    /// Jobs that wait for the writer, and connections that read.
    pub(crate) fn busy(&self) -> (usize, usize) {
        (self.writer.waiting(), self.readers.lent())
    }
}

/// Pages that the writer keeps, in KiB: an import touches many before it commits.
const WRITER_CACHE_KIB: u32 = 16_384;
/// Pages that each reader keeps, in KiB; there may be sixteen, and the system keeps the file's pages as well.
const READER_CACHE_KIB: u32 = 4_096;

/// A connection with the settings that all of them need.
pub(crate) fn connect(path: &Path, flags: OpenFlags) -> Result<Conn, Error> {
    let place = || format!("{}", path.display());
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|fault| Error::open(&place(), fault))?;
    connection.busy_timeout(BUSY_PATIENCE).map_err(|fault| Error::open(&place(), fault))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    let reads = flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY);
    let cache = if reads { READER_CACHE_KIB } else { WRITER_CACHE_KIB };
    // wal_autocheckpoint off: the caretaker does it beside the writer. A negative cache_size is in KiB.
    connection
        .execute_batch(&format!(
            "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; \
             pragma wal_autocheckpoint = 0; pragma cache_size = -{cache}; pragma trusted_schema = off",
        ))
        .map_err(|fault| Error::open(&place(), fault))?;
    Ok(Conn::Sqlite(connection))
}

/// Binds the values of a statement, as many as it has parameters.
pub(crate) fn bind(statement: &mut rusqlite::CachedStatement<'_>, sql: &Sql, values: &[&Value]) -> Result<(), Error> {
    let wanted = statement.parameter_count();
    if wanted != values.len() {
        let reason = format!("it has {wanted} parameters and was given {} values", values.len());
        return Err(Error::Statement { statement: sql.name().to_owned(), reason });
    }
    for (position, value) in (1..).zip(values) {
        if let Some(reason) = value.fault() {
            return Err(Error::Value { statement: sql.name().to_owned(), position, reason });
        }
        let bound = match value {
            Value::Null | Value::Unwritable(_) => statement.raw_bind_parameter(position, rusqlite::types::Null),
            Value::Int(number) => statement.raw_bind_parameter(position, number),
            Value::Real(number) => statement.raw_bind_parameter(position, number),
            Value::Text(text) => statement.raw_bind_parameter(position, text),
            Value::Bool(truth) => statement.raw_bind_parameter(position, truth),
        };
        bound.map_err(|fault| Error::sqlite(sql.name(), fault))?;
    }
    Ok(())
}
