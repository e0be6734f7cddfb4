//! Record: a row of a tenant table as a struct.

use crate::{
    error::Error,
    row::Row,
    sql::Sql,
    tx::Tx,
    value::{Column, Value},
};

/// A row of a table with `business_id` and `id` as its primary key, and a `version`. Made by [`record!`](crate::record).
pub trait Record: Sized {
    const TABLE: &'static str;
    /// `id` first, `version` last, without `business_id`.
    const COLUMNS: &'static [&'static str];
    const INSERT: &'static Sql;
    const UPDATE: &'static Sql;
    const DELETE: &'static Sql;
    const FIND: &'static Sql;
    type Id: Column + Copy;

    fn id(&self) -> Self::Id;
    fn version(&self) -> i64;
    /// In the order of [`Self::COLUMNS`].
    fn values(&self) -> Vec<Value>;
    fn from_row(row: &Row<'_>) -> Result<Self, Error>;
}

/// Makes a struct that is a row of a tenant table, with the statements to write and find it.
///
/// `record! { /// A piece of work. pub struct TaskRow in "task" { id: TaskId, key: String } }` adds `version: i64`,
/// which grows by one with each update. The field `id` comes first; a field is named as its column.
#[macro_export]
macro_rules! record {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident in $table:literal {
            $(#[$id_meta:meta])* id: $id:ty
            $(, $(#[$field_meta:meta])* $field:ident : $type:ty)* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, PartialEq,
            $crate::macro_support::serde::Serialize, $crate::macro_support::serde::Deserialize
        )]
        #[serde(crate = "righthand_store::macro_support::serde")]
        $vis struct $name {
            $(#[$id_meta])* $vis id: $id,
            $($(#[$field_meta])* $vis $field: $type,)*
            /// 1 when new; one more with each update.
            $vis version: i64,
        }

        impl $crate::Record for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &["id", $(stringify!($field),)* "version"];
            const INSERT: &'static $crate::Sql =
                $crate::register_sql!($crate::Sql::insert(
                    concat!("insert ", stringify!($name)), $table, <$name as $crate::Record>::COLUMNS));
            const UPDATE: &'static $crate::Sql =
                $crate::register_sql!($crate::Sql::update(
                    concat!("update ", stringify!($name)), $table, <$name as $crate::Record>::COLUMNS));
            const DELETE: &'static $crate::Sql =
                $crate::register_sql!($crate::Sql::delete(concat!("delete ", stringify!($name)), $table));
            const FIND: &'static $crate::Sql =
                $crate::register_sql!($crate::Sql::select(
                    concat!("find ", stringify!($name)), "", $table, <$name as $crate::Record>::COLUMNS,
                    concat!("where ", $table, ".business_id = $1 and ", $table, ".id = $2")));
            type Id = $id;

            fn id(&self) -> $id {
                self.id
            }

            fn version(&self) -> i64 {
                self.version
            }

            fn values(&self) -> Vec<$crate::Value> {
                vec![
                    $crate::Column::write(&self.id),
                    $($crate::Column::write(&self.$field),)*
                    $crate::Column::write(&self.version),
                ]
            }

            fn from_row(row: &$crate::Row<'_>) -> Result<Self, $crate::Error> {
                let mut cells = row.cells(0);
                Ok(Self { id: cells.take()?, $($field: cells.take()?,)* version: cells.take()? })
            }
        }
    };
}

impl Tx {
    /// Writes a new row, with the version it carries (1 for a new thing).
    pub fn insert<R: Record>(&mut self, record: &R) -> Result<(), Error> {
        self.run(R::INSERT, &record.values()).map(drop)
    }

    /// Writes new rows, many at once.
    pub fn insert_all<R: Record>(&mut self, records: &[R]) -> Result<(), Error> {
        self.insert_rows(R::INSERT, R::COLUMNS.len(), records, R::values)
    }

    /// Writes all columns and the next version, if the row still has the version `expected`; `false` if somebody was
    /// faster or the row is gone.
    pub fn update<R: Record>(&mut self, record: &R, expected: i64) -> Result<bool, Error> {
        let mut values = record.values();
        if let Some(version) = values.last_mut() {
            *version = Value::Int(expected.saturating_add(1));
        }
        values.push(Value::Int(expected));
        Ok(self.run(R::UPDATE, &values)? == 1)
    }

    /// `false` if there was no such row.
    pub fn delete<R: Record>(&mut self, id: R::Id) -> Result<bool, Error> {
        Ok(self.run(R::DELETE, &[id.write()])? == 1)
    }

    pub fn find<R: Record>(&mut self, id: R::Id) -> Result<Option<R>, Error> {
        self.one(R::FIND, &[id.write()], R::from_row)
    }

    /// The rows of a [`select_sql!`](crate::select_sql) of the same record.
    pub fn select<R: Record>(&mut self, sql: &'static Sql, values: &[Value]) -> Result<Vec<R>, Error> {
        self.all(sql, values, R::from_row)
    }
}
