//! SQLite and PostgreSQL behind one [`Tx`].
//!
//! Start at [`Store`]: `store.read(business, |tx| ..)` and `store.write(business, |tx| ..)` run a plain closure in one
//! transaction. The sentences of a feature are registered with [`sql!`] or come from a [`record!`]; the same text runs
//! on both engines, and [`check_statements`] proves every registered one against a migrated database.

// So that what the macros write is found from inside of this crate too.
extern crate self as righthand_store;

mod backup;
mod bell;
mod check;
mod columns;
mod conn;
mod error;
mod forget;
mod job;
mod migrate;
mod migrations;
mod postgres;
mod queue;
mod record;
mod row;
pub mod search;
mod sql;
mod sqlite;
mod store;
#[cfg(test)]
mod tests;
mod tokens;
mod tx;
mod value;

pub use backup::{BackupFault, Summary, back_up, restore};
pub use bell::{Bell, Listener, Ring};
pub use check::{check_schema, check_statements, check_these};
pub use error::Error;
pub use record::Record;
pub use row::{Cells, Row};
pub use sql::{Registered, Sql};
pub use store::{Engine, Figures, Store};
pub use tx::{Identity, Tx};
pub use value::{Bind, Cell, Column, Json, Value};

/// What the macros of this crate need to name from other crates.
#[doc(hidden)]
pub mod macro_support {
    pub use inventory;
    pub use serde;
}
