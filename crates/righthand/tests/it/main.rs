//! The program as its users meet it: commands, files, exit codes.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod backup;
mod bad_input;
mod businesses;
mod checker;
mod checker_tests;
mod cli_do;
mod doors;
mod import;
mod observe;
mod plan_file;
mod program;
mod serve;
mod settings;
