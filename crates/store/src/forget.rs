//! Forgetting a business: every row of it, in the order that its tables allow.

use std::sync::LazyLock;

use crate::{
    error::Error,
    migrations::MIGRATIONS,
    sql::Sql,
    tokens::{self, Kind, Token},
    tx::Tx,
};

impl Tx {
    /// Deletes every row of this transaction's business. What lies outside of it (the directory, who belongs to it) is
    /// the caller's.
    pub fn forget_business(&mut self) -> Result<(), Error> {
        static DELETES: LazyLock<Vec<Sql>> = LazyLock::new(deletes);
        DELETES.iter().try_for_each(|delete| self.run(delete, &[]).map(drop))
    }
}

/// A table refers only to tables that were made before it, so the last one made is emptied first.
fn deletes() -> Vec<Sql> {
    let tables =
        MIGRATIONS.iter().flat_map(|migration| tokens::statements(migration.text)).filter_map(table_of_business);
    let mut tables: Vec<&'static str> = tables.collect();
    tables.reverse();
    tables.into_iter().map(Sql::forget).collect()
}

/// The table that a statement makes, if its rows belong to a business.
fn table_of_business(statement: &'static str) -> Option<&'static str> {
    let found = tokens::tokens(statement);
    let is = |at: usize, word: &str| found.get(at).is_some_and(|token: &Token<'_>| token.is(word));
    let name = found.get(2).filter(|token| is(0, "create") && is(1, "table") && token.kind == Kind::Word)?;
    found.iter().any(|token| token.is("business_id")).then_some(name.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_refers_is_emptied_before_what_it_refers_to() {
        let texts: Vec<String> = deletes().iter().map(|delete| delete.text().to_owned()).collect();
        let place =
            |table: &str| texts.iter().position(|text| *text == format!("delete from {table} where business_id = $1"));
        assert!(place("task") < place("project") && place("project") < place("member"), "{texts:?}");
        assert!(place("assignment").is_some() && place("app_user").is_none(), "{texts:?}");
    }
}
