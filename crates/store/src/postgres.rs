//! PostgreSQL: two bounded sets of threads with a client each, one for reading and one for writing, and a listener.

mod connect;
mod hear;
mod worker;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use ::postgres::types::{ToSql, Type};
use righthand_domain::ids::BusinessId;

use crate::{
    bell::Bell, conn::Conn, error::Error, job::job, migrate::migrate, migrations::Migration, queue::Queue, sql::Sql,
    store::Engine, tx::Tx, value::Value,
};
pub(crate) use connect::STATEMENT_SECONDS_MAX;
pub(crate) use connect::Server;
use worker::{Purpose, Worker};

/// Threads, and so connections, that read. More than the processors of a small server gain nothing.
const READERS: usize = 4;
/// Threads that write; writers of one business wait for each other, so this is for several businesses.
const WRITERS: usize = 4;

/// An opened database.
pub(crate) struct Pool {
    reading: Arc<Queue>,
    writing: Arc<Queue>,
    closed: Arc<AtomicBool>,
}

impl Pool {
    pub(crate) fn open(url: &str, migrations: &[Migration], bell: &Bell) -> Result<Self, Error> {
        let server = Server::at(url)?;
        let mut conn = Conn::postgres(server.connect()?);
        migrate(&mut conn, Engine::Postgres, migrations)?;
        let pool = Self { reading: Arc::default(), writing: Arc::default(), closed: Arc::default() };
        hear::start(server.clone(), bell.clone(), Arc::clone(&pool.closed))?;
        for _ in 0..READERS {
            Worker::start(Purpose::Reading, &server, &pool.reading, bell)?;
        }
        for _ in 0..WRITERS {
            Worker::start(Purpose::Writing, &server, &pool.writing, bell)?;
        }
        Ok(pool)
    }

    /// Jobs that wait for a connection. How many read at once is bounded; those beyond wait.
    pub(crate) fn busy(&self) -> (usize, usize) {
        (self.reading.waiting() + self.writing.waiting(), READERS)
    }

    pub(crate) fn read<T, E, F>(&self, business: BusinessId, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (job, reply) = job(business, work);
        self.reading.put(job)?;
        reply.wait()
    }

    pub(crate) fn write<T, E, F>(&self, business: BusinessId, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (job, reply) = job(business, work);
        self.writing.put(job)?;
        reply.wait()
    }
}

impl Drop for Pool {
    /// The threads end by themselves once they have done what waits.
    fn drop(&mut self) {
        self.closed.store(true, Ordering::Relaxed);
        self.reading.close();
        self.writing.close();
    }
}

/// A thread with a name.
fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), Error> {
    let spawned = thread::Builder::new().name(name.to_owned()).spawn(work);
    spawned.map(drop).map_err(|fault| Error::open("a thread for the database", fault))
}

/// A value in the type that the statement wants.
pub(crate) enum Bound<'v> {
    Given(&'v (dyn ToSql + Sync)),
    Turned(Box<dyn ToSql + Sync>),
}

impl<'v> AsRef<dyn ToSql + Sync + 'v> for Bound<'v> {
    fn as_ref(&self) -> &(dyn ToSql + Sync + 'v) {
        match self {
            Self::Given(value) => *value,
            Self::Turned(value) => value.as_ref(),
        }
    }
}

/// The values of a statement, as many as it has parameters.
pub(crate) fn bind<'v>(
    sql: &Sql,
    statement: &::postgres::Statement,
    values: &[&'v Value],
) -> Result<Vec<Bound<'v>>, Error> {
    let wanted = statement.params();
    if wanted.len() != values.len() {
        let reason = format!("it has {} parameters and was given {} values", wanted.len(), values.len());
        return Err(Error::Statement { statement: sql.name().to_owned(), reason });
    }
    let turned = (1..).zip(wanted).zip(values).map(|((position, wanted), value)| {
        turn(value, wanted).map_err(|reason| Error::Value { statement: sql.name().to_owned(), position, reason })
    });
    turned.collect()
}

fn turn<'v>(value: &'v Value, wanted: &Type) -> Result<Bound<'v>, String> {
    if let Some(reason) = value.fault() {
        return Err(reason);
    }
    let text = matches!(*wanted, Type::TEXT | Type::VARCHAR);
    Ok(match value {
        Value::Text(text_value) if text => Bound::Given(text_value),
        Value::Bool(truth) if *wanted == Type::BOOL => Bound::Given(truth),
        Value::Int(number) if *wanted == Type::INT8 => Bound::Given(number),
        Value::Int(number) if *wanted == Type::INT4 => {
            Bound::Turned(Box::new(i32::try_from(*number).map_err(|_| "the number is too large".to_owned())?))
        }
        #[expect(clippy::cast_precision_loss, reason = "SQLite turns an integer in a real column alike")]
        Value::Int(number) if *wanted == Type::FLOAT8 => Bound::Turned(Box::new(*number as f64)),
        Value::Real(number) if *wanted == Type::FLOAT8 => Bound::Given(number),
        Value::Null if text => Bound::Given(&None::<String>),
        Value::Null if *wanted == Type::INT8 => Bound::Given(&None::<i64>),
        Value::Null if *wanted == Type::INT4 => Bound::Given(&None::<i32>),
        Value::Null if *wanted == Type::FLOAT8 => Bound::Given(&None::<f64>),
        Value::Null if *wanted == Type::BOOL => Bound::Given(&None::<bool>),
        _ => return Err(format!("the column is {wanted}, which this value does not fit")),
    })
}
