//! Row: one row of an answer, read by position.

use ::postgres::types::Type;
use rusqlite::types::ValueRef;

use crate::{
    error::Error,
    value::{Cell, Column},
};

/// A row of either engine.
pub struct Row<'r>(Inner<'r>);

enum Inner<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r ::postgres::Row),
}

/// Reads a row from left to right.
pub struct Cells<'r> {
    row: &'r Row<'r>,
    at: usize,
}

impl Cells<'_> {
    /// The next column.
    pub fn take<T: Column>(&mut self) -> Result<T, Error> {
        let value = self.row.get(self.at)?;
        self.at += 1;
        Ok(value)
    }
}

impl<'r> Row<'r> {
    pub(crate) fn sqlite(row: &'r rusqlite::Row<'r>) -> Self {
        Self(Inner::Sqlite(row))
    }

    pub(crate) fn postgres(row: &'r ::postgres::Row) -> Self {
        Self(Inner::Postgres(row))
    }

    /// The columns one after the other, beginning at `from`.
    pub fn cells(&'r self, from: usize) -> Cells<'r> {
        Cells { row: self, at: from }
    }

    /// Column `index`, counted from 0.
    pub fn get<T: Column>(&self, index: usize) -> Result<T, Error> {
        let cell = self.cell(index)?;
        T::read(cell).ok_or_else(|| self.mismatch(index, T::WANTED, cell.kind()))
    }

    pub(crate) fn cell(&self, index: usize) -> Result<Cell<'_>, Error> {
        match self.0 {
            Inner::Sqlite(row) => match row.get_ref(index) {
                Ok(ValueRef::Null) => Ok(Cell::Null),
                Ok(ValueRef::Integer(number)) => Ok(Cell::Int(number)),
                Ok(ValueRef::Real(number)) => Ok(Cell::Real(number)),
                Ok(ValueRef::Text(bytes)) => std::str::from_utf8(bytes)
                    .map(Cell::Text)
                    .map_err(|_| self.mismatch(index, "a text", "bytes that are not UTF-8")),
                Ok(ValueRef::Blob(_)) => Err(self.mismatch(index, "a value of the common types", "bytes")),
                Err(_) => Err(self.mismatch(index, "there", "beyond the last column")),
            },
            Inner::Postgres(row) => self.postgres_cell(row, index),
        }
    }

    fn postgres_cell<'c>(&self, row: &'c ::postgres::Row, index: usize) -> Result<Cell<'c>, Error> {
        let Some(column) = row.columns().get(index) else {
            return Err(self.mismatch(index, "there", "beyond the last column"));
        };
        let read = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(index).map(|cell| cell.map(Cell::Int)),
            Type::INT4 => row.try_get::<_, Option<i32>>(index).map(|cell| cell.map(|number| Cell::Int(number.into()))),
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(index).map(|cell| cell.map(Cell::Real)),
            Type::BOOL => row.try_get::<_, Option<bool>>(index).map(|cell| cell.map(Cell::Bool)),
            Type::TEXT | Type::VARCHAR | Type::NAME | Type::BPCHAR => {
                row.try_get::<_, Option<&str>>(index).map(|cell| cell.map(Cell::Text))
            }
            // `sum` of integers is numeric: write cast(sum(..) as bigint).
            ref other => return Err(self.mismatch(index, "of the common types (cast it)", other.name())),
        };
        read.map(|cell| cell.unwrap_or(Cell::Null)).map_err(|fault| Error::postgres("reading a row", fault))
    }

    fn mismatch(&self, index: usize, wanted: &'static str, found: &str) -> Error {
        let name = match self.0 {
            Inner::Sqlite(row) => row.as_ref().column_name(index).ok().map(str::to_owned),
            Inner::Postgres(row) => row.columns().get(index).map(|column| column.name().to_owned()),
        };
        let column = name.map_or_else(|| index.to_string(), |name| format!("{index} ({name})"));
        Error::Column { column, wanted, found: found.to_owned() }
    }
}
