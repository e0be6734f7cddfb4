//! The macros as another crate uses them: what it registers is found by the check.

use righthand_domain::ids::{BusinessId, TaskId};
use righthand_store::{
    Error, Json, Sql, Store, check_statements, check_these, identity_sql, record, select_sql, sql, values,
};

record! {
    /// A row of a table that no migration makes.
    #[derive(Default)]
    pub struct Ghost in "ghost" {
        id: Name,
        /// What it wails.
        wail: Option<Json<Vec<String>>>,
    }
}

/// A type of column of this crate.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Name(i64);

impl righthand_store::Column for Name {
    const WANTED: &'static str = "a name";
    fn write(&self) -> righthand_store::Value {
        righthand_store::Value::Int(self.0)
    }
    fn read(cell: righthand_store::Cell<'_>) -> Option<Self> {
        i64::read(cell).map(Self)
    }
}

const GHOSTS: &Sql = select_sql!(Ghost, "where business_id = $1 order by id limit $2");
const ADD: &Sql = identity_sql!("add a business", "insert into business_directory (id, key, name) values ($1, $2, $3)");
const NAME: &Sql = identity_sql!("name of a business", "select name from business_directory where key = $1");

#[test]
fn statements_and_records_of_another_crate_are_checked() {
    righthand_testkit::on_both(|url| {
        let store = Store::open(url).unwrap();
        let found = check_statements(&store).unwrap();
        let about_ghosts = |what: &str| found.iter().any(|fault| fault.starts_with(what) && fault.contains("ghost"));
        for statement in ["insert Ghost", "update Ghost", "delete Ghost", "find Ghost", "select Ghost", "count ghosts"]
        {
            assert!(about_ghosts(statement), "{statement} must be among {found:?}");
        }
        assert!(check_these(&store, vec![ADD, NAME]).unwrap().is_empty());
        let _ = (GHOSTS, sql!("count ghosts", "select count(*) from ghost where business_id = $1"));
    });
}

#[test]
fn values_are_taken_by_value_and_by_reference() {
    righthand_testkit::on_both(|url| {
        let store = Store::open(url).unwrap();
        let (id, key) = (BusinessId(TaskId(uuid::Uuid::from_u128(1)).0), "harbour-clay".to_owned());
        let added: Result<u64, Error> =
            store.identity_write(move |identity| identity.run(ADD, &values![&id, key, Some("Harbour Clay")]));
        assert_eq!(added.unwrap(), 1);
        let name: Result<Option<String>, Error> =
            store.identity_read(|identity| identity.one(NAME, &values![&"harbour-clay"], |row| row.get(0)));
        assert_eq!(name.unwrap().as_deref(), Some("Harbour Clay"));
    });
}
