//! The tables of a database as the migrations made them, by engine.

use crate::{
    conn::Conn,
    error::Error,
    migrations::{MIGRATIONS, Migration},
    row::Row,
    sql::Sql,
    tokens,
};

/// A column and whether it holds truth values, which SQLite keeps as numbers.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) truth: bool,
}

static COLUMNS: [Sql; 2] = [
    Sql::of_identity(
        "columns of tables",
        "",
        "select t.name, c.name, lower(c.type) from pragma_table_list t join pragma_table_info(t.name) c \
         where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite_%' order by t.name, c.cid",
    ),
    Sql::of_identity(
        "columns of tables",
        "",
        "select cast(c.table_name as text), cast(c.column_name as text), cast(c.data_type as text) \
         from information_schema.columns c join information_schema.tables t \
         on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE' \
         where c.table_schema = current_schema() order by c.table_name collate \"C\", c.ordinal_position",
    ),
];

/// Our tables that are there, with their columns in order.
pub(super) fn there(conn: &mut Conn) -> Result<Vec<(String, Vec<Column>)>, Error> {
    let sql = if matches!(conn, Conn::Sqlite(_)) { &COLUMNS[0] } else { &COLUMNS[1] };
    let ours = ours();
    let mut tables: Vec<(String, Vec<Column>)> = Vec::new();
    each(conn, sql, &mut |row| {
        let (table, name, kind): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if !ours.iter().any(|(_, ours)| *ours == table) {
            return Ok(());
        }
        if tables.last().is_none_or(|(last, _)| *last != table) {
            tables.push((table, Vec::new()));
        }
        if let Some((_, columns)) = tables.last_mut() {
            columns.push(Column { truth: kind == "boolean", name });
        }
        Ok(())
    })?;
    Ok(tables)
}

/// Hands each row to `take`; the first fault ends it.
pub(super) fn each(
    conn: &mut Conn,
    sql: &'static Sql,
    take: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut fault = None;
    conn.rows(sql, &[], &mut |row| {
        fault = take(row).err();
        fault.is_none()
    })?;
    fault.map_or(Ok(()), Err)
}

/// Everything that migrations make which holds rows or numbers: its kind and its name. Other tables of the database
/// are somebody else's.
pub(super) fn ours() -> Vec<(&'static str, String)> {
    let made = MIGRATIONS.iter().flat_map(scripts).flat_map(tokens::statements).filter_map(|statement| {
        let words = tokens::tokens(statement);
        let word = |at: usize, word: &str| words.get(at).is_some_and(|token| token.is(word));
        let (kind, at) = match (word(0, "create"), word(1, "table"), word(1, "virtual"), word(1, "sequence")) {
            (true, true, _, _) => ("table", 2),
            (true, _, true, _) => ("table", 3),
            (true, _, _, true) => ("sequence", 2),
            _ => return None,
        };
        words.get(at).map(|name| (kind, name.text.to_owned()))
    });
    made.chain([("table", "schema_version".to_owned())]).collect()
}

fn scripts(migration: &Migration) -> [&'static str; 3] {
    [migration.text, migration.sqlite, migration.postgres]
}

/// A name in an SQL text; those of migrations need no more than quotes.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
