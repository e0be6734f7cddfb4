//! Asking SQLite how it would reach the rows: by the business, or by reading through everybody's.

use rusqlite::Connection;

use super::words::Used;
use crate::sql::Sql;

/// What is wrong with the way of reaching the tenant tables; or why the statement cannot be prepared at all.
pub(super) fn faults(connection: &Connection, sql: &Sql, used: &[Used]) -> Vec<String> {
    match steps(connection, sql) {
        Ok(steps) => steps.iter().filter_map(|step| fault(step, used)).collect(),
        Err(fault) => vec![fault.to_string()],
    }
}

fn steps(connection: &Connection, sql: &Sql) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(&format!("explain query plan {}", sql.sqlite_text()))?;
    // Left unbound, the parameters are null; the plan does not look at them.
    let mut rows = statement.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next()? {
        steps.push(row.get(3)?);
    }
    Ok(steps)
}

/// A step is `SCAN t`, or `SEARCH t USING .. (business_id=? AND ..)` with `t` the name within the statement.
fn fault(step: &str, used: &[Used]) -> Option<String> {
    let mut words = step.split(' ');
    let (way, name) = (words.next()?, words.next()?);
    let table = &used.iter().find(|used| used.alias.eq_ignore_ascii_case(name))?.table;
    match way {
        "SCAN" => Some(format!("reads through all of {table}: {step}")),
        "SEARCH" if !step.contains("(business_id=?") => Some(format!("finds {table} not by its business: {step}")),
        _ => None,
    }
}
