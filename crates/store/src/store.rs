//! Store: a database of either engine, opened.

use std::path::Path;
use std::sync::Arc;

use righthand_domain::ids::BusinessId;

use rusqlite::OpenFlags;

use crate::{
    bell::Bell,
    conn::Conn,
    error::Error,
    job::not_inside,
    migrations::{MIGRATIONS, Migration},
    postgres::{Pool, Server},
    sql::Sql,
    sqlite::{self, File},
    tx::{Identity, Tx},
};

/// The database of a desk. Cheap to clone; the last one to go closes it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    backend: Backend,
    bell: Bell,
}

enum Backend {
    Sqlite(File),
    Postgres(Pool),
}

static BYTES: [Sql; 2] = [
    Sql::of_identity(
        "size of the database",
        "",
        "select page_count * page_size from pragma_page_count(), pragma_page_size()",
    ),
    Sql::of_identity("size of the database", "", "select pg_database_size(current_database())"),
];

/// How large a database is, and how busy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    pub bytes: i64,
    /// Transactions that wait for their turn.
    pub waiting: usize,
    /// Connections that are reading.
    pub reading: usize,
}

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// For work outside any business.
const NO_BUSINESS: BusinessId = BusinessId(uuid::Uuid::nil());

impl Store {
    /// Opens `sqlite:PATH` (made if it is not there) or `postgresql://..` and brings the schema up to date.
    pub fn open(url: &str) -> Result<Self, Error> {
        Self::open_at(url, i64::MAX)
    }

    /// As [`Self::open`], with the migrations up to number `last` only: for tests of the later ones.
    pub fn open_at(url: &str, last: i64) -> Result<Self, Error> {
        let known = MIGRATIONS.partition_point(|migration| migration.number <= last);
        Self::open_with(url, &MIGRATIONS[..known])
    }

    pub(crate) fn open_with(url: &str, migrations: &[Migration]) -> Result<Self, Error> {
        let bell = Bell::default();
        let backend = match url.split_once(':') {
            Some(("sqlite", path)) => Backend::Sqlite(File::open(path, migrations, &bell)?),
            Some(("postgres" | "postgresql", _)) => Backend::Postgres(Pool::open(url, migrations, &bell)?),
            _ => {
                let reason = "it begins with neither sqlite: nor postgresql:".to_owned();
                return Err(Error::Address { url: without_secrets(url), reason });
            }
        };
        Ok(Self(Arc::new(Inner { backend, bell })))
    }

    pub fn engine(&self) -> Engine {
        match self.0.backend {
            Backend::Sqlite(_) => Engine::Sqlite,
            Backend::Postgres(_) => Engine::Postgres,
        }
    }

    /// Rung after each commit that said so by [`Tx::ring`], in this process or another.
    pub fn bell(&self) -> &Bell {
        &self.0.bell
    }

    /// Runs `work` on one unchanging state of the database. Blocks; never call it from async code directly.
    pub fn read<T, E, F>(&self, business: BusinessId, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        not_inside()?;
        match &self.0.backend {
            Backend::Sqlite(file) => file.read(business, work),
            Backend::Postgres(pool) => pool.read(business, work),
        }
    }

    /// Runs `work` in a transaction, one at a time for each business. `Ok` is on disk; `Err` and a panic leave nothing
    /// behind. Blocks; never call it from async code directly. From within another
    /// `work` it is refused.
    ///
    /// `work` runs once. There is nothing to run again for: writers of a business wait for each other before they
    /// begin, so none fails because of another.
    pub fn write<T, E, F>(&self, business: BusinessId, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        not_inside()?;
        match &self.0.backend {
            Backend::Sqlite(file) => file.write(business, work),
            Backend::Postgres(pool) => pool.write(business, work),
        }
    }

    /// How large it is, and how busy.
    pub fn figures(&self) -> Result<Figures, Error> {
        let bytes = self.identity_read(|identity| {
            let conn = identity.conn_for_checks();
            let sql = if matches!(conn, Conn::Sqlite(_)) { &BYTES[0] } else { &BYTES[1] };
            let mut bytes = Ok(0);
            conn.rows(sql, &[], &mut |row| {
                bytes = row.get::<i64>(0);
                false
            })?;
            bytes
        })?;
        let (waiting, reading) = match &self.0.backend {
            Backend::Sqlite(file) => file.busy(),
            Backend::Postgres(pool) => pool.busy(),
        };
        Ok(Figures { bytes, waiting, reading })
    }

    /// As [`Self::read`], for what lies outside any business.
    pub fn identity_read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Identity) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.read(NO_BUSINESS, |tx| work(tx.identity()))
    }

    /// As [`Self::write`], for what lies outside any business. On PostgreSQL several run at once: let a unique key or
    /// the `where` of an update decide, not a row read before.
    pub fn identity_write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Identity) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.write(NO_BUSINESS, |tx| work(tx.identity()))
    }
}

/// What a connection apart from any store is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Apart {
    /// The database must be there.
    Reading,
    Writing,
}

/// A connection of its own to `url`, as it is: nothing is migrated. For backups.
pub(crate) fn connect_apart(url: &str, apart: Apart) -> Result<Conn, Error> {
    match url.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => {
            let flags = match apart {
                Apart::Reading => OpenFlags::SQLITE_OPEN_READ_ONLY,
                Apart::Writing => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            };
            sqlite::connect(Path::new(path), flags)
        }
        Some(("postgres" | "postgresql", _)) => Ok(Conn::postgres(Server::at(url)?.connect()?)),
        _ => {
            let reason = "it begins with neither sqlite: nor postgresql:".to_owned();
            Err(Error::Address { url: without_secrets(url), reason })
        }
    }
}

/// An address for an error message: what stands between `//` and `@` may be a password.
pub(crate) fn without_secrets(url: &str) -> String {
    match (url.find("//"), url.rfind('@')) {
        (Some(from), Some(to)) if from + 2 < to => format!("{}..{}", &url[..from + 2], &url[to..]),
        _ => url.split(['?', ' ']).next().unwrap_or_default().to_owned(),
    }
}
