//! The advisor through what a caller sees: businesses in, advice out.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod bad_input;
mod examples;
mod flips;
mod properties;
mod support;
