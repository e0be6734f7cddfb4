//! Tx: one transaction of one business; Identity: one outside any business.

use righthand_domain::ids::BusinessId;

use crate::{
    conn::Conn,
    error::Error,
    row::Row,
    sql::{Scope, Sql},
    value::{Column, Value},
};

/// Rows of one answer. More is never a page: whoever needs all asks in pages.
const ROWS_MAX: usize = 1_000_000;

/// A transaction about one business. The business is `$1` of every statement, and bound here.
///
/// After a statement has failed, the transaction can only be rolled back, on both engines: further statements give the
/// same error again, and so does the commit.
pub struct Tx {
    identity: Identity,
    business: BusinessId,
    first: Value,
    rung: Option<i64>,
}

/// A transaction about the tables outside any business: users, sessions, links, tokens, the directory.
pub struct Identity {
    conn: Conn,
    doomed: Option<Error>,
}

impl Tx {
    /// The business all of this is about.
    pub fn business(&self) -> BusinessId {
        self.business
    }

    /// The tables outside any business, in this same transaction.
    pub fn identity(&mut self) -> &mut Identity {
        &mut self.identity
    }

    /// All rows; `values` are `$2` and on.
    pub fn all<T>(
        &mut self,
        sql: &'static Sql,
        values: &[Value],
        read: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        require(sql, Scope::Business)?;
        let values: Vec<&Value> = std::iter::once(&self.first).chain(values).collect();
        self.identity.rows(sql, &values, read)
    }

    /// The first row, if there is one.
    pub fn one<T>(
        &mut self,
        sql: &'static Sql,
        values: &[Value],
        read: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        require(sql, Scope::Business)?;
        let values: Vec<&Value> = std::iter::once(&self.first).chain(values).collect();
        self.identity.first_row(sql, &values, read)
    }

    /// Number of rows changed.
    pub fn run(&mut self, sql: &'static Sql, values: &[Value]) -> Result<u64, Error> {
        require(sql, Scope::Business)?;
        let values: Vec<&Value> = std::iter::once(&self.first).chain(values).collect();
        self.identity.change(sql, &values)
    }

    /// Rings the bell of the business after the commit: `event` is the number of its last event.
    pub fn ring(&mut self, event: i64) {
        self.rung = self.rung.max(Some(event));
    }

    /// Writes rows of a table that is no record's, many at once, by an [`insert_sql!`](crate::insert_sql) of `width`
    /// columns; `values_of` gives the values of a row in their order.
    pub fn insert_rows<R>(
        &mut self,
        sql: &'static Sql,
        width: usize,
        rows: &[R],
        values_of: impl Fn(&R) -> Vec<Value>,
    ) -> Result<(), Error> {
        self.identity.attempt(|conn| conn.insert_rows(sql, &self.first, width, rows, values_of))
    }

    pub(crate) fn new(conn: Conn) -> Self {
        let business = BusinessId(uuid::Uuid::nil());
        Self { identity: Identity { conn, doomed: None }, business, first: business.write(), rung: None }
    }

    /// Makes ready for the next closure.
    pub(crate) fn start(&mut self, business: BusinessId) {
        self.business = business;
        self.first = business.write();
        self.rung = None;
        self.identity.doomed = None;
    }

    /// What was rung, if anything.
    pub(crate) fn rung(&self) -> Option<i64> {
        self.rung
    }

    /// The error of the statement that failed, if one did.
    pub(crate) fn doom(&self) -> Option<&Error> {
        self.identity.doomed.as_ref()
    }

    /// Does what the means of the store do on both engines; after a failure the transaction is over.
    pub(crate) fn attempt<T>(&mut self, work: impl FnOnce(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        self.identity.attempt(work)
    }

    pub(crate) fn conn(&mut self) -> &mut Conn {
        &mut self.identity.conn
    }
}

impl Identity {
    /// All rows; `values` are `$1` and on.
    pub fn all<T>(
        &mut self,
        sql: &'static Sql,
        values: &[Value],
        read: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        require(sql, Scope::Identity)?;
        self.rows(sql, &values.iter().collect::<Vec<_>>(), read)
    }

    /// The first row, if there is one.
    pub fn one<T>(
        &mut self,
        sql: &'static Sql,
        values: &[Value],
        read: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        require(sql, Scope::Identity)?;
        self.first_row(sql, &values.iter().collect::<Vec<_>>(), read)
    }

    /// Number of rows changed.
    pub fn run(&mut self, sql: &'static Sql, values: &[Value]) -> Result<u64, Error> {
        require(sql, Scope::Identity)?;
        self.change(sql, &values.iter().collect::<Vec<_>>())
    }

    pub(crate) fn conn_for_checks(&mut self) -> &mut Conn {
        &mut self.conn
    }

    fn rows<T>(
        &mut self,
        sql: &'static Sql,
        values: &[&Value],
        mut read: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut found = Vec::new();
        let mut fault = None;
        self.attempt(|conn| {
            conn.rows(sql, values, &mut |row| {
                if found.len() == ROWS_MAX {
                    fault = Some(Error::TooManyRows { statement: sql.name().to_owned(), limit: ROWS_MAX });
                    return false;
                }
                match read(row) {
                    Ok(value) => found.push(value),
                    Err(unreadable) => fault = Some(unreadable),
                }
                fault.is_none()
            })
        })?;
        fault.map_or(Ok(found), Err)
    }

    fn first_row<T>(
        &mut self,
        sql: &'static Sql,
        values: &[&Value],
        mut read: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let mut first = None;
        self.attempt(|conn| {
            conn.rows(sql, values, &mut |row| {
                first = Some(read(row));
                false
            })
        })?;
        first.transpose()
    }

    fn change(&mut self, sql: &'static Sql, values: &[&Value]) -> Result<u64, Error> {
        self.attempt(|conn| conn.run(sql, values))
    }

    fn attempt<T>(&mut self, work: impl FnOnce(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        if let Some(doom) = &self.doomed {
            return Err(doom.clone());
        }
        work(&mut self.conn).inspect_err(|fault| self.doomed = Some(fault.clone()))
    }
}

/// A statement of the other kind would bind its first parameter wrongly.
fn require(sql: &Sql, scope: Scope) -> Result<(), Error> {
    if sql.scope() == scope {
        return Ok(());
    }
    let reason = match scope {
        Scope::Business => "it is about no business; run it on tx.identity()",
        Scope::Identity => "it is about one business; run it on a Tx of that business",
    };
    Err(Error::Statement { statement: sql.name().to_owned(), reason: reason.to_owned() })
}
