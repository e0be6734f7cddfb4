//! Restoring a backup: one transaction, after which all of it is there, or nothing has changed.

use std::io::{BufRead, Write};

use serde_json::Value as Json;

use super::{
    LEFT_OUT,
    fault::BackupFault,
    format::{Head, Line, Reader, Summary, Table},
    tables::{self, each, quoted},
};
use crate::{
    conn::Conn,
    error::Error,
    migrate,
    migrations::{MIGRATIONS, Migration},
    sql::Sql,
    store::{self, Engine},
};

static KEYS: Sql = Sql::of_identity(
    "foreign keys",
    "",
    "select cast(conrelid::regclass as text), cast(conname as text), pg_get_constraintdef(oid) from pg_constraint \
     where contype = 'f' and connamespace = cast(current_schema() as regnamespace) order by 1, 2",
);
static BROKEN: Sql =
    Sql::of_identity("rows that refer to nothing", "", "select \"table\" from pragma_foreign_key_check limit 1");

/// Brings the backup `from` into the database at `url`, which must be empty unless `replace` is given; then what is
/// there goes. The backup may come from the other engine, and from an older program.
pub fn restore(url: &str, from: &mut dyn BufRead, replace: bool) -> Result<Summary, BackupFault> {
    let (mut reader, head) = Reader::open(from)?;
    let (before, after) = split(&head)?;
    let mut conn = store::connect_apart(url, store::Apart::Writing)?;
    begin(&mut conn)?;
    match bring_in(&mut conn, &mut reader, &before, &after, replace) {
        Ok(()) => {
            conn.script("commit")?;
            Ok(reader.summary)
        }
        Err(fault) => {
            // The first fault is the one to tell.
            let _ = conn.script("rollback");
            Err(fault)
        }
    }
}

/// The migrations of the backup, and those that have come since.
fn split(head: &Head) -> Result<(Vec<&'static Migration>, Vec<&'static Migration>), BackupFault> {
    for (number, sum) in &head.migrations {
        if !MIGRATIONS.iter().any(|known| known.number == *number && migrate::checksum(known) == *sum) {
            return Err(BackupFault::UnknownMigration { number: *number });
        }
    }
    Ok(MIGRATIONS.iter().partition(|known| head.migrations.iter().any(|(number, _)| *number == known.number)))
}

fn begin(conn: &mut Conn) -> Result<(), Error> {
    match conn {
        // Outside of a transaction only. All of them are looked at in the end.
        Conn::Sqlite(_) => conn.script("pragma foreign_keys = off; begin immediate"),
        Conn::Postgres(_) => conn.script(&format!(
            "begin; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; \
             select pg_advisory_xact_lock({})",
            migrate::MIGRATION_LOCK
        )),
    }
}

fn bring_in(
    conn: &mut Conn,
    reader: &mut Reader<'_>,
    before: &[&'static Migration],
    after: &[&'static Migration],
    replace: bool,
) -> Result<(), BackupFault> {
    let engine = if matches!(conn, Conn::Sqlite(_)) { Engine::Sqlite } else { Engine::Postgres };
    clear(conn, replace)?;
    migrate::begin_versions(conn, engine)?;
    apply(conn, engine, before)?;
    let keys = let_go(conn)?;
    rows(conn, reader)?;
    hold(conn, reader, &keys)?;
    apply(conn, engine, after)?;
    Ok(())
}

fn apply(conn: &mut Conn, engine: Engine, migrations: &[&'static Migration]) -> Result<(), Error> {
    migrations.iter().try_for_each(|migration| migrate::apply(conn, engine, migration))
}

/// Takes away the tables that are there, which must have no rows unless `replace` is given.
fn clear(conn: &mut Conn, replace: bool) -> Result<(), BackupFault> {
    let there = tables::there(conn)?;
    for (table, _) in there.iter().filter(|(table, _)| !replace && !LEFT_OUT.contains(&table.as_str())) {
        if has_rows(conn, table)? {
            return Err(BackupFault::NotEmpty { table: table.clone() });
        }
    }
    let cascade = if matches!(conn, Conn::Postgres(_)) { " cascade" } else { "" };
    for (kind, name) in tables::ours() {
        // SQLite has no sequences.
        if kind == "table" || !cascade.is_empty() {
            conn.script(&format!("drop {kind} if exists {}{cascade}", quoted(&name)))?;
        }
    }
    Ok(())
}

fn has_rows(conn: &mut Conn, table: &str) -> Result<bool, Error> {
    let select = format!("select 1 from {} limit 1", quoted(table));
    match conn {
        Conn::Sqlite(connection) => connection
            .prepare(&select)
            .and_then(|mut statement| statement.exists([]))
            .map_err(|fault| Error::sqlite(table, fault)),
        Conn::Postgres(conn) => {
            conn.client.query_opt(&select, &[]).map(|row| row.is_some()).map_err(|fault| Error::postgres(table, fault))
        }
    }
}

/// On PostgreSQL foreign keys are taken away while rows come in, whatever their order. What they were.
fn let_go(conn: &mut Conn) -> Result<Vec<[String; 3]>, Error> {
    let mut keys: Vec<[String; 3]> = Vec::new();
    if matches!(conn, Conn::Sqlite(_)) {
        return Ok(keys);
    }
    each(conn, &KEYS, &mut |row| {
        keys.push([row.get(0)?, row.get(1)?, row.get(2)?]);
        Ok(())
    })?;
    for [table, name, _] in &keys {
        conn.script(&format!("alter table {table} drop constraint {}", quoted(name)))?;
    }
    Ok(keys)
}

/// Every foreign key holds, or the backup is damaged.
fn hold(conn: &mut Conn, reader: &Reader<'_>, keys: &[[String; 3]]) -> Result<(), BackupFault> {
    let mut broken = None;
    if matches!(conn, Conn::Sqlite(_)) {
        each(conn, &BROKEN, &mut |row| {
            broken = Some(row.get::<String>(0)?);
            Ok(())
        })?;
    }
    for [table, name, definition] in keys {
        let again = conn.script(&format!("alter table {table} add constraint {} {definition}", quoted(name)));
        match again {
            Err(Error::ForeignKey { .. }) => broken = Some(table.clone()),
            again => again?,
        }
    }
    match broken {
        Some(table) => Err(reader.damaged(format!("a row of {table} refers to one that is not there"))),
        None => Ok(()),
    }
}

/// Every table of the backup with its rows.
fn rows(conn: &mut Conn, reader: &mut Reader<'_>) -> Result<(), BackupFault> {
    let there = tables::there(conn)?;
    let mut line = reader.next()?;
    loop {
        let table = match line {
            Line::Table(table) => table,
            Line::Row(_) => return Err(reader.damaged("a row before any table".into())),
            Line::End => return Ok(()),
        };
        let known = there.iter().find(|(name, _)| *name == table.table && !LEFT_OUT.contains(&name.as_str()));
        let Some((_, columns)) = known else {
            return Err(reader.damaged(format!("there is no table {}", table.table)));
        };
        if !table.columns.iter().all(|name| columns.iter().any(|column| column.name == *name)) {
            return Err(reader.damaged(format!("{} has other columns", table.table)));
        }
        // A migration may have put rows of its own there.
        conn.script(&format!("delete from {}", quoted(&table.table)))?;
        line = match conn {
            Conn::Sqlite(connection) => into_sqlite(connection, &table, reader)?,
            Conn::Postgres(conn) => into_postgres(&mut conn.client, &table, reader)?,
        };
    }
}

fn names(table: &Table) -> String {
    table.columns.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

/// The rows of one table; returns the line after them.
fn into_sqlite(connection: &rusqlite::Connection, table: &Table, reader: &mut Reader<'_>) -> Result<Line, BackupFault> {
    let places = vec!["?"; table.columns.len()].join(", ");
    let insert = format!("insert into {} ({}) values ({places})", quoted(&table.table), names(table));
    let failed = |fault| Error::sqlite(&table.table, fault);
    let mut statement = connection.prepare(&insert).map_err(failed)?;
    loop {
        let row = match reader.next()? {
            Line::Row(row) if row.len() == table.columns.len() => row,
            Line::Row(_) => return Err(reader.damaged(format!("a row of {} has other columns", table.table))),
            line => return Ok(line),
        };
        for (at, value) in (1..).zip(&row) {
            let bound = match value {
                Json::Null => statement.raw_bind_parameter(at, rusqlite::types::Null),
                Json::Bool(truth) => statement.raw_bind_parameter(at, truth),
                Json::String(text) => statement.raw_bind_parameter(at, text),
                Json::Number(number) => match (number.as_i64(), number.as_f64()) {
                    (Some(number), _) => statement.raw_bind_parameter(at, number),
                    (None, number) => statement.raw_bind_parameter(at, number),
                },
                Json::Array(_) | Json::Object(_) => return Err(reader.damaged("a value of no common type".into())),
            };
            bound.map_err(failed)?;
        }
        statement.raw_execute().map_err(failed)?;
    }
}

/// As [`into_sqlite`], by `copy`, in its text format.
fn into_postgres(client: &mut ::postgres::Client, table: &Table, reader: &mut Reader<'_>) -> Result<Line, BackupFault> {
    let copy = format!("copy {} ({}) from stdin", quoted(&table.table), names(table));
    let failed = |fault| BackupFault::from(Error::postgres(&table.table, fault));
    let mut writer = client.copy_in(&copy).map_err(failed)?;
    let mut text = Vec::new();
    let after = loop {
        let row = match reader.next()? {
            Line::Row(row) if row.len() == table.columns.len() => row,
            Line::Row(_) => return Err(reader.damaged(format!("a row of {} has other columns", table.table))),
            line => break line,
        };
        text.clear();
        for (at, value) in row.iter().enumerate() {
            if at > 0 {
                text.push(b'\t');
            }
            match value {
                Json::Null => text.extend_from_slice(b"\\N"),
                Json::Bool(truth) => text.push(if *truth { b't' } else { b'f' }),
                Json::Number(number) => text.extend_from_slice(number.to_string().as_bytes()),
                Json::String(words) => escape(words, &mut text),
                Json::Array(_) | Json::Object(_) => return Err(reader.damaged("a value of no common type".into())),
            }
        }
        text.push(b'\n');
        writer.write_all(&text).map_err(|fault| broken_copy(&table.table, fault))?;
    };
    writer.finish().map_err(failed)?;
    Ok(after)
}

/// What the server said while rows came in arrives as an error of writing.
fn broken_copy(table: &str, fault: std::io::Error) -> BackupFault {
    match fault.downcast::<::postgres::Error>() {
        Ok(told) => Error::postgres(table, told).into(),
        Err(fault) => Error::open(table, fault).into(),
    }
}

/// The text format of `copy`: a backslash before what would end a value or a row.
fn escape(words: &str, text: &mut Vec<u8>) {
    for byte in words.bytes() {
        match byte {
            b'\\' => text.extend_from_slice(b"\\\\"),
            b'\t' => text.extend_from_slice(b"\\t"),
            b'\n' => text.extend_from_slice(b"\\n"),
            b'\r' => text.extend_from_slice(b"\\r"),
            byte => text.push(byte),
        }
    }
}
