//! Plans and forecasts, looked at from outside: by the contract's golden cases, and by code that shares nothing with
//! the planner.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod checker;
mod clocks;
mod examples;
mod faults;
mod files;
mod forecasts;
mod fuzz;
mod golden;
mod learnt;
mod levers;
mod random;
mod rules;
mod shifted;
mod stability;
mod supposed;
