//! Stories of the desk, each on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a story that cannot go on has failed")]

mod cast;
mod commands;
mod guesses;
mod import;
mod invitations;
mod planning;
mod rules;
mod settings;
mod sign_in;
mod statements;
mod terms;
mod upgrade;
mod what_if;
