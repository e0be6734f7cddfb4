//! Outputs: what a task, or a step of a run, hands on to the next.

mod hand_on;
pub mod list;

pub use hand_on::{ChangeOutput, HandOn, HandOnStep, RemoveOutput};
