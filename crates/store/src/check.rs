//! Checks for tests: the tables, and every registered statement, on a migrated database.

mod plan;
mod schema;
mod words;

use crate::{conn::Conn, error::Error, sql::Scope, sql::Sql, store::Store, tx::Identity};
pub use schema::check_schema;
use schema::tenant_tables;

/// What is wrong with the registered statements of the program, one sentence each; empty when all is well.
///
/// Each is prepared on the engine of `store`. A statement about a business must find every row by its business,
/// which is `$1`: it is refused when it reaches a tenant table otherwise, or scans one.
pub fn check_statements(store: &Store) -> Result<Vec<String>, Error> {
    check_these(store, Sql::registered().collect())
}

/// As [`check_statements`], of these statements.
pub fn check_these(store: &Store, statements: Vec<&'static Sql>) -> Result<Vec<String>, Error> {
    store.identity_read(move |identity| {
        let tenant = tenant_tables(identity.conn_for_checks())?;
        let mut found = Vec::new();
        for sql in statements {
            for fault in faults(identity, sql, &tenant) {
                found.push(format!("{} ({}): {fault}", sql.name(), sql.place()));
            }
        }
        Ok(found)
    })
}

fn faults(identity: &mut Identity, sql: &'static Sql, tenant: &[String]) -> Vec<String> {
    let text = sql.text();
    let used = words::tables(text, tenant);
    let mut faults = match sql.scope() {
        Scope::Business => words::faults(text, &used),
        Scope::Identity if used.is_empty() => Vec::new(),
        Scope::Identity => vec![format!("reaches {}, which belongs to a business", used[0].table)],
    };
    match identity.conn_for_checks() {
        Conn::Sqlite(connection) => faults.extend(plan::faults(connection, sql, &used)),
        Conn::Postgres(conn) => faults.extend(prepared_on_postgres(&mut conn.client, sql)),
    }
    faults
}

/// Types that a value or a column of an answer can have.
const COMMON_TYPES: [&str; 6] = ["text", "varchar", "int8", "int4", "float8", "bool"];

fn prepared_on_postgres(client: &mut ::postgres::Client, sql: &Sql) -> Vec<String> {
    // A failure would end the transaction that all of the checks share.
    let around = client.batch_execute("savepoint checked");
    let prepared = client.prepare(sql.text());
    let around = around.and_then(|()| client.batch_execute("rollback to checked"));
    if let Err(fault) = around {
        return vec![format!("could not be checked: {fault}")];
    }
    let statement = match prepared {
        Ok(statement) => statement,
        Err(fault) => return vec![fault.as_db_error().map_or_else(|| fault.to_string(), ToString::to_string)],
    };
    let parameters = statement.params().iter().enumerate();
    let parameters = parameters.map(|(at, kind)| (format!("${}", at + 1), kind));
    let columns = statement.columns().iter().map(|column| (format!("column {}", column.name()), column.type_()));
    parameters
        .chain(columns)
        .filter(|(_, kind)| !COMMON_TYPES.contains(&kind.name()))
        .map(|(what, kind)| format!("{what} is {kind} on PostgreSQL; cast it to a type of both engines"))
        .collect()
}
