//! SQLite and PostgreSQL behind one Tx.
