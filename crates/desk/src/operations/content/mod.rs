//! Content: the material that runs are about. It waits in the queue of its operation until a run has it.

mod draw;
mod queue;
pub mod ready;

pub(crate) use draw::{draw, let_go};
pub(super) use queue::put;
pub use queue::{AddMaterial, ChangeMaterial, QUEUE_MAX, RemoveMaterial};
