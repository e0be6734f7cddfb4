//! The API as a program meets it: Harbour Clay behind the router, one desk on a temporary SQLite file for each test.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod conflicts;
mod document;
mod doors;
mod reads;
mod rules;
mod shapes;
mod world;
