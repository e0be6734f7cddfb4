//! Statistics: tells SQLite that the rows of a business are many.
//!
//! Every table begins its key with the business. Where SQLite knows nothing of a table it takes ten rows of it to have the
//! same first column, and looks for the children of a row, when that is deleted, through the key: all rows of the
//! business, for each row. With these figures it takes the index that was made for it (measured: an import of 100,000
//! tasks is taken back in seconds and not in many minutes).

use rusqlite::Connection;

/// Rows of a table, rows of one business in it, rows of one id: the figures of `sqlite_stat1`.
const FIGURES: &str = "1000000 1000000 1";

/// Tables of rows of a business, by their key, that SQLite has been told nothing of.
const UNTOLD: &str = "select t.name from pragma_table_list t where t.schema = 'main' and t.wr = 1 \
    and (select group_concat(name, ',') from (select name from pragma_table_info(t.name) where pk > 0 order by pk)) = 'business_id,id'";

/// Tells of every table that has not been told of. The tables must be there.
pub(super) fn tell(connection: &Connection) -> rusqlite::Result<()> {
    let there = "select exists (select 1 from sqlite_schema where name = 'sqlite_stat1')";
    if !connection.query_row(there, [], |row| row.get::<_, bool>(0))? {
        // Only this makes the table for figures; what it finds, which is of one moment, is not kept.
        connection.execute_batch("pragma analysis_limit = 1; analyze; delete from sqlite_stat1")?;
    }
    let untold = format!("{UNTOLD} and t.name not in (select tbl from sqlite_stat1)");
    if connection.query_row(&format!("select exists ({untold})"), [], |row| row.get::<_, bool>(0))? {
        connection.execute_batch(&format!(
            "insert into sqlite_stat1 (tbl, idx, stat) select name, name, '{FIGURES}' from ({untold}); analyze sqlite_schema"
        ))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::store::Store;

    #[test]
    fn a_row_that_is_deleted_is_looked_for_by_the_index_of_what_hangs_on_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        drop(Store::open(&format!("sqlite:{}", path.display())).unwrap());
        let connection = rusqlite::Connection::open(&path).unwrap();
        connection.execute_batch("pragma foreign_keys = on").unwrap();
        let mut plan =
            connection.prepare("explain query plan delete from task where business_id = '' and id = ''").unwrap();
        let steps: Vec<String> = plan.query_map([], |row| row.get(3)).unwrap().map(Result::unwrap).collect();
        assert!(steps.iter().any(|step| step.contains("task_of_parent")), "{steps:#?}");
        assert!(!steps.iter().any(|step| step.ends_with("(business_id=?)")), "{steps:#?}");
    }
}
