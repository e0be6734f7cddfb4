//! Sql: a registered statement.

use std::sync::OnceLock;

use crate::tokens::with_question_marks;

/// A statement with its name. Made by [`sql!`](crate::sql), [`identity_sql!`](crate::identity_sql),
/// [`select_sql!`](crate::select_sql) or a [`record!`](crate::record), never at run time, so that every one can be
/// checked by a test.
#[derive(Debug)]
pub struct Sql {
    name: &'static str,
    place: &'static str,
    scope: Scope,
    body: Body,
    text: OnceLock<String>,
    sqlite_text: OnceLock<String>,
}

/// To whom the rows belong that a statement touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// To the business that is `$1`.
    Business,
    /// To none: users, their keys, the directory.
    Identity,
}

#[derive(Debug)]
enum Body {
    Text(&'static str),
    Select {
        table: &'static str,
        columns: &'static [&'static str],
        rest: &'static str,
    },
    Insert {
        table: &'static str,
        columns: &'static [&'static str],
    },
    Update {
        table: &'static str,
        columns: &'static [&'static str],
    },
    Delete {
        table: &'static str,
    },
    /// Every row of the business.
    Forget {
        table: &'static str,
    },
    /// Rows that a text chooses.
    DeleteWhere {
        table: &'static str,
        rest: &'static str,
    },
}

/// An entry of the list of all statements.
pub struct Registered(pub &'static Sql);

inventory::collect!(Registered);

/// `sql!("name", "text")`: registers a statement about one business and gives its handle.
///
/// `$1` is the business and is bound by the [`Tx`](crate::Tx); the values begin at `$2`.
#[macro_export]
macro_rules! sql {
    ($name:literal, $text:expr $(,)?) => {
        $crate::register_sql!($crate::Sql::of_business($name, concat!(file!(), ":", line!()), $text))
    };
}

/// `identity_sql!("name", "text")`: registers a statement about the tables outside any business. Values begin at `$1`.
#[macro_export]
macro_rules! identity_sql {
    ($name:literal, $text:expr $(,)?) => {
        $crate::register_sql!($crate::Sql::of_identity($name, concat!(file!(), ":", line!()), $text))
    };
}

/// `select_sql!(TaskRow, "where business_id = $1 and project_id = $2 order by position, id")`: registers the statement
/// that selects all columns of a record; the text is what follows `from TABLE`.
#[macro_export]
macro_rules! select_sql {
    ($record:ty, $rest:expr $(,)?) => {
        $crate::register_sql!($crate::Sql::select(
            concat!("select ", stringify!($record)),
            concat!(file!(), ":", line!()),
            <$record as $crate::Record>::TABLE,
            <$record as $crate::Record>::COLUMNS,
            $rest,
        ))
    };
}

/// `delete_sql!(TaskRow, "where business_id = $1 and project_id = $2")`: registers the statement that deletes the rows of
/// a record that the text, which follows `delete from TABLE`, chooses.
#[macro_export]
macro_rules! delete_sql {
    ($record:ty, $rest:expr $(,)?) => {
        $crate::register_sql!($crate::Sql::delete_where(
            concat!("delete ", stringify!($record)),
            concat!(file!(), ":", line!()),
            <$record as $crate::Record>::TABLE,
            $rest,
        ))
    };
}

/// `insert_sql!("change.append", "change", ["seq", "n"])`: registers the statement that inserts rows of these columns,
/// the business's before them, for [`Tx::insert_rows`](crate::Tx::insert_rows).
#[macro_export]
macro_rules! insert_sql {
    ($name:literal, $table:literal, [$($column:literal),+ $(,)?]) => {
        $crate::register_sql!($crate::Sql::insert($name, $table, &[$($column),+]))
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! register_sql {
    ($sql:expr) => {{
        static SQL: $crate::Sql = $sql;
        $crate::macro_support::inventory::submit! { $crate::Registered(&SQL) }
        &SQL
    }};
}

impl Sql {
    #[doc(hidden)]
    pub const fn of_business(name: &'static str, place: &'static str, text: &'static str) -> Self {
        Self::new(name, place, Scope::Business, Body::Text(text))
    }

    #[doc(hidden)]
    pub const fn of_identity(name: &'static str, place: &'static str, text: &'static str) -> Self {
        Self::new(name, place, Scope::Identity, Body::Text(text))
    }

    #[doc(hidden)]
    pub const fn select(
        name: &'static str,
        place: &'static str,
        table: &'static str,
        columns: &'static [&'static str],
        rest: &'static str,
    ) -> Self {
        Self::new(name, place, Scope::Business, Body::Select { table, columns, rest })
    }

    #[doc(hidden)]
    pub const fn insert(name: &'static str, table: &'static str, columns: &'static [&'static str]) -> Self {
        Self::new(name, "", Scope::Business, Body::Insert { table, columns })
    }

    #[doc(hidden)]
    pub const fn update(name: &'static str, table: &'static str, columns: &'static [&'static str]) -> Self {
        Self::new(name, "", Scope::Business, Body::Update { table, columns })
    }

    #[doc(hidden)]
    pub const fn delete(name: &'static str, table: &'static str) -> Self {
        Self::new(name, "", Scope::Business, Body::Delete { table })
    }

    /// Deletes every row of the business in a table.
    pub(crate) const fn forget(table: &'static str) -> Self {
        Self::new("forget a business", "", Scope::Business, Body::Forget { table })
    }

    #[doc(hidden)]
    pub const fn delete_where(
        name: &'static str,
        place: &'static str,
        table: &'static str,
        rest: &'static str,
    ) -> Self {
        Self::new(name, place, Scope::Business, Body::DeleteWhere { table, rest })
    }

    const fn new(name: &'static str, place: &'static str, scope: Scope, body: Body) -> Self {
        Self { name, place, scope, body, text: OnceLock::new(), sqlite_text: OnceLock::new() }
    }

    /// What the statement is called in errors and checks.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// File and line, empty for the statements of a record.
    pub fn place(&self) -> &'static str {
        self.place
    }

    /// The text with `$n`, as PostgreSQL reads it.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| self.body.text())
    }

    /// The text with `?n`, as SQLite reads it.
    pub(crate) fn sqlite_text(&self) -> &str {
        self.sqlite_text.get_or_init(|| with_question_marks(self.text()))
    }

    pub(crate) fn scope(&self) -> Scope {
        self.scope
    }

    /// The insert of a record, of `rows` at once.
    pub(crate) fn insert_text(&self, rows: usize) -> Option<String> {
        match self.body {
            Body::Insert { table, columns } => Some(insert(table, columns, rows)),
            _ => None,
        }
    }

    /// Every statement of the program.
    pub(crate) fn registered() -> impl Iterator<Item = &'static Self> {
        inventory::iter::<Registered>().map(|entry| entry.0)
    }
}

impl Body {
    fn text(&self) -> String {
        match *self {
            Self::Text(text) => text.to_owned(),
            Self::Select { table, columns, rest } => {
                let columns: Vec<String> = columns.iter().map(|column| format!("{table}.{column}")).collect();
                format!("select {} from {table} {rest}", columns.join(", "))
            }
            Self::Insert { table, columns } => insert(table, columns, 1),
            Self::Update { table, columns } => update(table, columns),
            Self::DeleteWhere { table, rest } => format!("delete from {table} {rest}"),
            Self::Delete { table } => format!("delete from {table} where business_id = $1 and id = $2"),
            Self::Forget { table } => format!("delete from {table} where business_id = $1"),
        }
    }
}

/// `$1` is the business in every row.
fn insert(table: &str, columns: &[&str], rows: usize) -> String {
    let mut text = format!("insert into {table} (business_id, {}) values ", columns.join(", "));
    let mut parameter = 2;
    for row in 0..rows {
        text.push_str(if row == 0 { "($1" } else { ", ($1" });
        for _ in columns {
            text.push_str(&format!(", ${parameter}"));
            parameter += 1;
        }
        text.push(')');
    }
    text
}

/// `columns` begins with `id` and ends with `version`; the version expected is the last parameter.
fn update(table: &str, columns: &[&str]) -> String {
    let sets: Vec<String> =
        columns.iter().enumerate().skip(1).map(|(at, column)| format!("{column} = ${}", at + 2)).collect();
    let expected = columns.len() + 2;
    format!("update {table} set {} where business_id = $1 and id = $2 and version = ${expected}", sets.join(", "))
}
