//! Operations: regular work, and the steps of its runs.

mod create_operation;
pub(crate) mod finish_step;
pub mod run;
pub mod streak;

pub use create_operation::{CreateOperation, NewStep};
pub use finish_step::{FinishStep, ReopenStep};
