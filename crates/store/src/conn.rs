//! Conn: one connection of either engine, and the few things that are done to it.

use std::collections::HashMap;

use ::postgres::fallible_iterator::FallibleIterator;

use crate::{
    error::Error, postgres::bind as postgres_bind, row::Row, sql::Sql, sqlite::bind as sqlite_bind, value::Value,
};

/// A connection and what it has prepared.
pub(crate) enum Conn {
    Sqlite(rusqlite::Connection),
    Postgres(Box<PostgresConn>),
}

/// A client with its prepared statements: as many as are registered, and a few sizes of each insert.
pub(crate) struct PostgresConn {
    pub(crate) client: ::postgres::Client,
    prepared: HashMap<(usize, usize), ::postgres::Statement>,
}

/// Rows that one statement of PostgreSQL inserts at most: beyond some hundreds nothing is gained.
const INSERT_ROWS_MAX: usize = 512;
/// Parameters of one statement, a limit of the protocol of PostgreSQL.
const PARAMETERS_MAX: usize = 65_535;

impl Conn {
    pub(crate) fn postgres(client: ::postgres::Client) -> Self {
        Self::Postgres(Box::new(PostgresConn { client, prepared: HashMap::new() }))
    }

    /// Runs a script without parameters.
    pub(crate) fn script(&mut self, script: &str) -> Result<(), Error> {
        match self {
            Self::Sqlite(connection) => connection.execute_batch(script).map_err(|fault| Error::sqlite(script, fault)),
            Self::Postgres(conn) => conn.client.batch_execute(script).map_err(|fault| Error::postgres(script, fault)),
        }
    }

    /// Hands the rows to `take` until it says no more.
    pub(crate) fn rows(
        &mut self,
        sql: &'static Sql,
        values: &[&Value],
        take: &mut dyn FnMut(&Row<'_>) -> bool,
    ) -> Result<(), Error> {
        match self {
            Self::Sqlite(connection) => {
                let failed = |fault| Error::sqlite(sql.name(), fault);
                let mut statement = connection.prepare_cached(sql.sqlite_text()).map_err(failed)?;
                sqlite_bind(&mut statement, sql, values)?;
                let mut rows = statement.raw_query();
                while let Some(row) = rows.next().map_err(failed)? {
                    if !take(&Row::sqlite(row)) {
                        break;
                    }
                }
                Ok(())
            }
            Self::Postgres(conn) => {
                let failed = |fault| Error::postgres(sql.name(), fault);
                let statement = conn.prepared(sql, 1)?;
                let bound = postgres_bind(sql, &statement, values)?;
                let mut rows = conn.client.query_raw(&statement, bound.iter().map(AsRef::as_ref)).map_err(failed)?;
                while let Some(row) = rows.next().map_err(failed)? {
                    if !take(&Row::postgres(&row)) {
                        break;
                    }
                }
                Ok(())
            }
        }
    }

    /// Number of rows changed.
    pub(crate) fn run(&mut self, sql: &'static Sql, values: &[&Value]) -> Result<u64, Error> {
        match self {
            Self::Sqlite(connection) => {
                let failed = |fault| Error::sqlite(sql.name(), fault);
                let mut statement = connection.prepare_cached(sql.sqlite_text()).map_err(failed)?;
                sqlite_bind(&mut statement, sql, values)?;
                let changed = statement.raw_execute().map_err(failed)?;
                Ok(u64::try_from(changed).unwrap_or(u64::MAX))
            }
            Self::Postgres(conn) => conn.run(sql, 1, values),
        }
    }

    /// Inserts `rows` of `width` values each, `first` being the business.
    pub(crate) fn insert_rows<R>(
        &mut self,
        sql: &'static Sql,
        first: &Value,
        width: usize,
        rows: &[R],
        values_of: impl Fn(&R) -> Vec<Value>,
    ) -> Result<(), Error> {
        let largest = match self {
            // A prepared insert costs 3 us a row; several rows in one statement gain nothing.
            Self::Sqlite(_) => 1,
            Self::Postgres(_) => INSERT_ROWS_MAX.min((PARAMETERS_MAX - 1) / width.max(1)).max(1),
        };
        let mut rest = rows;
        while !rest.is_empty() {
            // Powers of two, so that any number of rows needs but ten statements.
            let size = 1_usize << rest.len().min(largest).ilog2();
            let (chunk, after) = rest.split_at(size);
            rest = after;
            let values: Vec<Value> = chunk.iter().flat_map(&values_of).collect();
            let values: Vec<&Value> = std::iter::once(first).chain(&values).collect();
            match self {
                Self::Sqlite(_) => drop(self.run(sql, &values)?),
                Self::Postgres(conn) => drop(conn.run(sql, size, &values)?),
            }
        }
        Ok(())
    }
}

impl PostgresConn {
    fn run(&mut self, sql: &'static Sql, rows: usize, values: &[&Value]) -> Result<u64, Error> {
        let failed = |fault| Error::postgres(sql.name(), fault);
        let statement = self.prepared(sql, rows)?;
        let bound = postgres_bind(sql, &statement, values)?;
        let mut answer = self.client.query_raw(&statement, bound.iter().map(AsRef::as_ref)).map_err(failed)?;
        while answer.next().map_err(failed)?.is_some() {}
        Ok(answer.rows_affected().unwrap_or(0))
    }

    fn prepared(&mut self, sql: &'static Sql, rows: usize) -> Result<::postgres::Statement, Error> {
        // Statements are statics: the address is the identity, and cheaper to look up than the text.
        let key = (std::ptr::from_ref(sql).addr(), rows);
        if let Some(statement) = self.prepared.get(&key) {
            return Ok(statement.clone());
        }
        let failed = |fault| Error::postgres(sql.name(), fault);
        let statement = match sql.insert_text(rows) {
            Some(text) => self.client.prepare(&text).map_err(failed)?,
            None => self.client.prepare(sql.text()).map_err(failed)?,
        };
        self.prepared.insert(key, statement.clone());
        Ok(statement)
    }
}
