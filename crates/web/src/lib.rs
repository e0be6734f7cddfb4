//! Pages, forms and live updates.
//!
//! Start at [`router`]; `routes.rs` lists the features, `site/` is what all pages share, `parts/` and `charts/` what
//! they are made of.

pub mod assets;
pub mod calibration;
mod charts;
pub mod dev;
pub mod http;
pub mod keys_page;
pub mod mail;
pub mod parts;
pub mod set_up;
pub mod sign_in;

mod advisor;
mod appointments;
mod command_form;
mod contacts;
mod guesses;
mod hire;
mod history;
mod import;
mod operations;
mod outputs;
mod projects;
mod questions;
mod routes;
mod search;
mod settings;
mod site;
mod tasks;
mod team;
mod today;
mod views;
mod what_if;

pub use site::router;

#[cfg(test)]
mod checks;
