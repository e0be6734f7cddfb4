//! The tables themselves: business first in every key, text compared alike.

use crate::{conn::Conn, error::Error, sql::Sql, store::Store, tokens};

/// Tables that have a `business_id` and yet lie outside any business: what a person may enter, and the bell.
const OUTSIDE: [&str; 2] = ["access_token", "last_event"];

static TABLES_OF_SQLITE: Sql = Sql::of_identity(
    "tenant tables",
    "",
    "select m.name from sqlite_schema m join pragma_table_info(m.name) c on c.name = 'business_id' \
     where m.type = 'table' order by m.name",
);
static TABLES_OF_POSTGRES: Sql = Sql::of_identity(
    "tenant tables",
    "",
    "select cast(table_name as text) from information_schema.columns \
     where column_name = 'business_id' and table_schema = current_schema() order by table_name",
);
/// Keys, unique indexes and foreign keys of tenant tables that do not begin with the business; deferred ones, too, as
/// one of those fails at the commit and takes the group along.
static KEYS_OF_SQLITE: Sql = Sql::of_identity(
    "keys without the business",
    "",
    "select m.name || ': unique index ' || i.name || ' begins with ' || c.name from sqlite_schema m \
       join pragma_index_list(m.name) i on i.\"unique\" = 1 \
       join pragma_index_info(i.name) c on c.seqno = 0 and c.name <> 'business_id' \
      where m.type = 'table' and exists (select 1 from pragma_table_info(m.name) t where t.name = 'business_id') \
     union all \
     select m.name || ': foreign key to ' || f.\"table\" || ' begins with ' || f.\"from\" from sqlite_schema m \
       join pragma_foreign_key_list(m.name) f on f.seq = 0 and f.\"from\" <> 'business_id' \
      where m.type = 'table' and exists (select 1 from pragma_table_info(m.name) t where t.name = 'business_id') \
     union all \
     select m.name || ': business_id is not the first of the primary key' from sqlite_schema m \
       join pragma_table_info(m.name) t on t.name = 'business_id' and t.pk <> 1 where m.type = 'table'",
);
static SCRIPTS_OF_SQLITE: Sql = Sql::of_identity(
    "scripts of tables",
    "",
    "select name, sql from sqlite_schema where sql is not null order by name",
);
static TEXTS_OF_POSTGRES: Sql = Sql::of_identity(
    "texts sorted otherwise",
    "",
    "select cast(table_name as text) || '.' || cast(column_name as text) from information_schema.columns \
     where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C' \
     order by 1",
);

/// What is wrong with the tables of a migrated database, one sentence each; empty when all is well.
pub fn check_schema(store: &Store) -> Result<Vec<String>, Error> {
    store.identity_read(|identity| {
        let conn = identity.conn_for_checks();
        if matches!(conn, Conn::Postgres(_)) {
            let texts = lines(conn, &TEXTS_OF_POSTGRES)?;
            return Ok(texts.into_iter().map(|text| format!("{text} is not compared byte by byte")).collect());
        }
        let mut faults = lines(conn, &KEYS_OF_SQLITE)?;
        faults.retain(|fault| !OUTSIDE.iter().any(|table| fault.starts_with(&format!("{table}:"))));
        conn.rows(&SCRIPTS_OF_SQLITE, &[], &mut |row| {
            if let (Ok(name), Ok(script)) = (row.get::<String>(0), row.get::<String>(1))
                && tokens::tokens(&script).iter().any(|token| token.is("deferrable") || token.is("deferred"))
            {
                faults.push(format!("{name}: a deferred constraint would fail its neighbours at the commit"));
            }
            true
        })?;
        Ok(faults)
    })
}

/// Tables whose rows belong to a business.
pub(super) fn tenant_tables(conn: &mut Conn) -> Result<Vec<String>, Error> {
    let sql = match conn {
        Conn::Sqlite(_) => &TABLES_OF_SQLITE,
        Conn::Postgres(_) => &TABLES_OF_POSTGRES,
    };
    let mut tables = lines(conn, sql)?;
    tables.retain(|table| !OUTSIDE.contains(&table.as_str()));
    Ok(tables)
}

fn lines(conn: &mut Conn, sql: &'static Sql) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    let mut fault = None;
    conn.rows(sql, &[], &mut |row| {
        match row.get(0) {
            Ok(line) => lines.push(line),
            Err(unreadable) => fault = Some(unreadable),
        }
        fault.is_none()
    })?;
    fault.map_or(Ok(lines), Err)
}
