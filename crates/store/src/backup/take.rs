//! Taking a backup: every row of one state of the database.

use std::io::Write;

use ::postgres::fallible_iterator::FallibleIterator;
use jiff::Timestamp;

use super::{
    LEFT_OUT,
    fault::BackupFault,
    format::{FORMAT, Head, Lines, Summary, Table},
    tables::{self, Column, each, quoted},
};
use crate::{conn::Conn, error::Error, migrate, row::Row, store, value::Cell};

/// Writes all that is kept at `url` to `out`, as it is at this moment; `at` is that moment. Others go on writing.
///
/// The database is not brought up to date before: a backup is what one takes before that.
pub fn back_up(url: &str, out: &mut dyn Write, at: Timestamp) -> Result<Summary, BackupFault> {
    let mut conn = store::connect_apart(url, store::Apart::Reading)?;
    begin(&mut conn)?;
    let mut migrations = Vec::new();
    each(&mut conn, &migrate::APPLIED, &mut |row| {
        migrations.push((row.get(0)?, row.get(1)?));
        Ok(())
    })?;
    let mut lines = Lines::new(out);
    let program = env!("CARGO_PKG_VERSION").to_owned();
    lines.say(&Head { format: FORMAT, at: at.to_string(), program, migrations })?;
    for (table, columns) in tables::there(&mut conn)? {
        if !LEFT_OUT.contains(&table.as_str()) {
            rows(&mut conn, &table, &columns, &mut lines)?;
        }
    }
    lines.end()
}

/// One unchanging state of the database, for as long as it takes.
fn begin(conn: &mut Conn) -> Result<(), Error> {
    match conn {
        Conn::Sqlite(_) => conn.script("begin"),
        Conn::Postgres(_) => conn.script(
            "begin isolation level repeatable read, read only; set local statement_timeout = 0; \
             set local idle_in_transaction_session_timeout = 0",
        ),
    }
}

fn rows(conn: &mut Conn, table: &str, columns: &[Column], lines: &mut Lines<'_>) -> Result<(), BackupFault> {
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let list: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    lines.say(&Table { table: table.to_owned(), columns: names })?;
    lines.summary.tables += 1;
    let select = format!("select {} from {}", list.join(", "), quoted(table));
    match conn {
        Conn::Sqlite(connection) => {
            let failed = |fault| Error::sqlite(table, fault);
            let mut statement = connection.prepare(&select).map_err(failed)?;
            let mut rows = statement.raw_query();
            while let Some(row) = rows.next().map_err(failed)? {
                lines.row(text(&Row::sqlite(row), columns)?)?;
            }
        }
        Conn::Postgres(conn) => {
            let failed = |fault| Error::postgres(table, fault);
            let mut rows = conn.client.query_raw(&select, std::iter::empty::<i64>()).map_err(failed)?;
            while let Some(row) = rows.next().map_err(failed)? {
                lines.row(text(&Row::postgres(&row), columns)?)?;
            }
        }
    }
    Ok(())
}

/// A row as the text of a JSON list.
fn text(row: &Row<'_>, columns: &[Column]) -> Result<Vec<u8>, BackupFault> {
    let unwritable = |error: serde_json::Error| BackupFault::Write(error.into());
    let mut text = vec![b'['];
    for (at, column) in columns.iter().enumerate() {
        if at > 0 {
            text.push(b',');
        }
        match row.cell(at)? {
            Cell::Null => text.extend_from_slice(b"null"),
            Cell::Int(number) if column.truth => text.extend_from_slice(if number == 0 { b"false" } else { b"true" }),
            Cell::Int(number) => text.extend_from_slice(number.to_string().as_bytes()),
            Cell::Real(number) => serde_json::to_writer(&mut text, &number).map_err(unwritable)?,
            Cell::Text(words) => serde_json::to_writer(&mut text, words).map_err(unwritable)?,
            Cell::Bool(truth) => text.extend_from_slice(truth.to_string().as_bytes()),
        }
    }
    text.push(b']');
    Ok(text)
}
