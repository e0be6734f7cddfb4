//! Migrating: bringing a database to the schema that this program knows, or refusing it.

use std::{fmt::Write, sync::Arc};

use sha2::{Digest, Sha256};

use crate::{
    conn::Conn,
    error::Error,
    migrations::Migration,
    sql::Sql,
    store::Engine,
    tokens::{self, Kind},
};

/// Applies what is missing of the migrations `known`, each in a transaction of its own.
///
/// Fails on a database of a newer schema, and on one that was made by other migrations than these.
pub(crate) fn migrate(conn: &mut Conn, engine: Engine, known: &[Migration]) -> Result<(), Error> {
    let begin = match engine {
        // Taken at once, so that two programs that start together do not both apply it.
        Engine::Sqlite => "begin immediate".to_owned(),
        Engine::Postgres => format!(
            "begin; set local statement_timeout = '{MIGRATION_PATIENCE}'; set local lock_timeout = '{MIGRATION_PATIENCE}'; \
             select pg_advisory_xact_lock({MIGRATION_LOCK})"
        ),
    };
    loop {
        conn.script(&begin)?;
        match step(conn, engine, known) {
            Ok(more) => {
                conn.script("commit")?;
                if !more {
                    return Ok(());
                }
            }
            Err(fault) => {
                // The first fault is the one to tell.
                let _ = conn.script("rollback");
                return Err(fault);
            }
        }
    }
}

/// Two halves of the key of PostgreSQL's advisory lock; the locks of businesses have one part and cannot meet it.
pub(crate) const MIGRATION_LOCK: &str = "7247, 1";

/// How long one statement of a migration may take on PostgreSQL, or wait for another node that migrates.
const MIGRATION_PATIENCE: &str = "60min";

const CREATE_VERSIONS: &str = "create table if not exists schema_version \
    (n bigint primary key, sha256 text not null, at bigint not null)";

pub(crate) static APPLIED: Sql =
    Sql::of_identity("applied migrations", "", "select n, sha256 from schema_version order by n");

static NOTE: [Sql; 2] = [
    Sql::of_identity(
        "note a migration",
        "",
        "insert into schema_version (n, sha256, at) values ($1, $2, cast(unixepoch('subsec') * 1000 as integer))",
    ),
    Sql::of_identity(
        "note a migration",
        "",
        "insert into schema_version (n, sha256, at) \
         values ($1, $2, cast(extract(epoch from clock_timestamp()) * 1000 as bigint))",
    ),
];

/// Applies the next migration; `false` if there was none to apply.
fn step(conn: &mut Conn, engine: Engine, known: &[Migration]) -> Result<bool, Error> {
    begin_versions(conn, engine)?;
    let mut applied: Vec<(i64, String)> = Vec::new();
    let mut fault = None;
    conn.rows(&APPLIED, &[], &mut |row| match (row.get(0), row.get(1)) {
        (Ok(number), Ok(sum)) => {
            applied.push((number, sum));
            true
        }
        (Err(unreadable), _) | (_, Err(unreadable)) => {
            fault = Some(unreadable);
            false
        }
    })?;
    if let Some(unreadable) = fault {
        return Err(unreadable);
    }

    let newest = known.last().map_or(0, |migration| migration.number);
    for (number, sum) in &applied {
        match known.iter().find(|migration| migration.number == *number) {
            None => return Err(Error::NewerSchema { found: *number, known: newest }),
            Some(migration) if checksum(migration) != *sum => {
                return Err(Error::ChangedMigration { number: *number, name: migration.name.to_owned() });
            }
            Some(_) => {}
        }
    }
    let Some(next) = known.iter().find(|migration| applied.iter().all(|(number, _)| *number != migration.number))
    else {
        return Ok(false);
    };
    apply(conn, engine, next)
        .map_err(|source| Error::Migration { name: next.name.to_owned(), source: Arc::new(source) })?;
    tracing::info!(migration = next.name, "Migration {} applied", next.name);
    Ok(true)
}

/// Makes a table for what was applied, where there is none.
pub(crate) fn begin_versions(conn: &mut Conn, engine: Engine) -> Result<(), Error> {
    conn.script(&for_engine(CREATE_VERSIONS, engine))
}

pub(crate) fn apply(conn: &mut Conn, engine: Engine, migration: &Migration) -> Result<(), Error> {
    let own = match engine {
        Engine::Sqlite => migration.sqlite,
        Engine::Postgres => migration.postgres,
    };
    for statement in tokens::statements(migration.text) {
        conn.script(&for_engine(statement, engine))?;
    }
    for statement in tokens::statements(own) {
        conn.script(statement)?;
    }
    let note = match engine {
        Engine::Sqlite => &NOTE[0],
        Engine::Postgres => &NOTE[1],
    };
    conn.run(note, &[&migration.number.into(), &checksum(migration).into()]).map(drop)
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn checksum(migration: &Migration) -> String {
    let text = [migration.text, migration.sqlite, migration.postgres].concat();
    Sha256::digest(text).iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// The statement with what an engine needs to behave as the other.
///
/// SQLite: a table whose key begins with the business is kept in the order of that key (`without rowid`), so that the
/// rows of one business lie together. PostgreSQL: text columns compare byte by byte, as SQLite's do.
fn for_engine(statement: &str, engine: Engine) -> String {
    let found = tokens::tokens(statement);
    let word = |at: usize, word: &str| found.get(at).is_some_and(|token| token.is(word));
    let creates = word(0, "create") && word(1, "table");
    let alters = word(0, "alter") && word(1, "table");
    let mut out = statement.to_owned();
    match engine {
        Engine::Sqlite => {
            let business_first = (0..found.len()).any(|at| {
                word(at, "primary") && word(at + 1, "key") && word(at + 2, "(") && word(at + 3, "business_id")
            });
            if creates && business_first {
                out.push_str(" without rowid");
            }
        }
        Engine::Postgres if creates || alters => {
            let texts = (1..found.len())
                .filter(|at| word(*at, "text") && found[at - 1].kind == Kind::Word && !word(at + 1, "collate"));
            for at in texts.collect::<Vec<_>>().into_iter().rev() {
                out.insert_str(found[at].end(), " collate \"C\"");
            }
        }
        Engine::Postgres => {}
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrations::MIGRATIONS;

    #[test]
    fn numbers_of_migrations_grow_and_are_those_of_their_names() {
        assert!(MIGRATIONS.iter().map(|migration| migration.number).is_sorted_by(|before, after| before < after));
        for Migration { number, name, .. } in MIGRATIONS {
            assert!(name.starts_with(&format!("{number:04}_")), "{name}");
        }
    }

    #[test]
    fn a_tenant_table_is_kept_in_the_order_of_its_key_on_sqlite_only() {
        let tenant = "create table t (business_id text, id text, primary key (business_id, id))";
        assert_eq!(for_engine(tenant, Engine::Sqlite), format!("{tenant} without rowid"));
        let other = "create table u (id text primary key, business_id text)";
        assert_eq!(for_engine(other, Engine::Sqlite), other);
    }

    #[test]
    fn text_compares_byte_by_byte_on_postgres() {
        assert_eq!(
            for_engine("create table t (a text not null, b text collate \"x\", c bigint, text text)", Engine::Postgres),
            "create table t (a text collate \"C\" not null, b text collate \"x\", c bigint, text text collate \"C\")"
        );
        assert_eq!(
            for_engine("alter table t add column d text", Engine::Postgres),
            "alter table t add column d text collate \"C\""
        );
        assert_eq!(for_engine("update t set text = 'text'", Engine::Postgres), "update t set text = 'text'");
    }
}
