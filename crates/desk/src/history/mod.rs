//! History: what happened, who did it, what was before and after, and taking it back (R14).

mod built_upon;
pub mod detail;
mod log;
mod seen;
pub mod thing;
mod together;
pub(crate) mod told;
mod undo;

pub use log::{Entry, Log, of_thing, recent};
pub use seen::seen;
pub(crate) use together::STEPS_MAX as TOGETHER_MAX;
pub use together::{DoTogether, StepInput};
pub use undo::Undo;
