//! The program as its users meet it: commands, files, exit codes.

mod businesses;
mod checker;
mod checker_tests;
mod plan_file;
