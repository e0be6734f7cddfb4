//! Outputs: what a task, or a step of a run, hands on to the next.

mod hand_on;
pub mod list;

pub(crate) use hand_on::{ADDRESS_CHARS_MAX, address};
pub use hand_on::{ChangeOutput, HandOn, HandOnStep, RemoveOutput};
