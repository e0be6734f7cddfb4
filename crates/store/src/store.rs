//! Store: a database of either engine, opened.

use std::sync::Arc;

use righthand_domain::ids::BusinessId;

use crate::{
    bell::Bell,
    error::Error,
    job::not_inside,
    migrations::{MIGRATIONS, Migration},
    postgres::Pool,
    sqlite::File,
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

/// An address for an error message: what stands between `//` and `@` may be a password.
pub(crate) fn without_secrets(url: &str) -> String {
    match (url.find("//"), url.rfind('@')) {
        (Some(from), Some(to)) if from + 2 < to => format!("{}..{}", &url[..from + 2], &url[to..]),
        _ => url.split(['?', ' ']).next().unwrap_or_default().to_owned(),
    }
}
