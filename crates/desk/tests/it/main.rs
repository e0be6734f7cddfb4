//! Stories of the desk, each on SQLite and on PostgreSQL.

mod cast;
mod commands;
mod import;
mod planning;
mod rules;
mod sign_in;
mod statements;
mod upgrade;
