//! Operations: regular work, when it recurs, its workflows, and the steps of its runs.

mod assign_step;
pub mod brought;
pub mod calendar;
mod change_operation;
mod comment_on_step;
pub mod content;
mod create_operation;
pub mod dangers;
mod exceptions;
pub(crate) mod finish_step;
mod flow;
pub(crate) mod guard;
pub(crate) mod make;
pub mod one;
mod pause;
mod quick_operation;
pub mod rhythm;
pub mod run;
mod send_back;
pub mod streak;
pub mod workflow;

pub use assign_step::AssignStep;
pub use change_operation::ChangeOperation;
pub use comment_on_step::{CommentOnStep, SettleStepComment};
pub use content::{AddMaterial, ChangeMaterial, RemoveMaterial};
pub(crate) use create_operation::STEPS_MAX;
pub use create_operation::{CreateOperation, NewStep};
pub use exceptions::{AddRun, MoveRun, RestoreRun, SkipRun};
pub use finish_step::{FieldAnswer, FinishStep, ReopenStep};
pub use guard::Way;
pub use make::ahead;
pub use pause::{CloseOperation, PauseOperation, ReopenOperation, ResumeOperation};
pub use quick_operation::QuickOperation;
pub use send_back::SendBackStep;
pub use workflow::{ChangeWorkflow, KeepAsWorkflow, TakeWorkflow};
