//! Stories of the desk, each on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a story that cannot go on has failed")]

mod as_one;
mod cast;
mod commands;
mod forecasts;
mod guard;
mod guesses;
mod hire;
mod import;
mod invitations;
mod outlining;
mod planning;
mod questions;
mod regular;
mod reports;
mod rules;
mod search;
mod settings;
mod sign_in;
mod statements;
mod terms;
mod together;
mod upgrade;
mod what_if;
