//! The application: commands and views by feature.
//!
//! Start at [`Desk`]: `desk.send(actor, "assign_task", input)` is the one way to change anything, on every door. What
//! commands there are is in [`catalogue`]; what pages read is in the folder of each feature.

pub mod appointments;
pub mod catalogue;
pub mod command;
pub mod contacts;
pub mod demonstration;
pub mod forecasts;
pub mod guesses;
pub mod hire;
pub mod history;
pub mod import;
pub mod input;
pub mod mail;
pub mod operations;
pub mod outputs;
pub mod planning;
pub mod projects;
pub mod questions;
pub mod records;
pub mod search;
pub mod settings;
pub mod sign_in;
pub mod snapshot;
pub mod tasks;
pub mod team;
pub mod today;
pub mod view;
pub mod views;
pub mod what_if;

mod act;
mod clock;
mod conflict;
mod desk;
mod journal;

pub use clock::Clock;
pub use desk::Desk;
pub use righthand_store::{Error as StoreError, Store};
