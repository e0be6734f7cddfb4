//! The pages at their door: requests in, answers out, over a desk in a file of its own.

mod advisor;
mod commands;
mod forms;
mod hire;
mod house;
mod import;
mod operations;
mod outside;
mod projects;
mod questions;
mod set_up;
mod sign_in;
mod team;
mod today;
mod visitors;
