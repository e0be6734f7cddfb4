//! What feeds regular work and stands beside it: material, and what is said of a step.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::{MaterialId, MemberId, OperationId, RunId, StepCommentId, StepId};
use righthand_store::record;

record! {
    /// What a run is, or will be, about: it waits in the queue of its operation until a run has it.
    pub struct Material in "material" {
        id: MaterialId,
        operation_id: OperationId,
        position: i64,
        title: String,
        note: Option<String>,
        url: Option<String>,
        /// The run that is about it; `None` while it waits.
        run_id: Option<RunId>,
        /// The run and the step that put it into the queue.
        from_run_id: Option<RunId>,
        from_step_id: Option<StepId>,
        by_name: String,
        made_at: Timestamp,
    }
}

record! {
    /// What somebody says of a step, for whoever answers for its workflow.
    pub struct StepComment in "step_comment" {
        id: StepCommentId,
        operation_id: OperationId,
        step_key: String,
        /// The run in which it came up.
        day: Option<Date>,
        author_id: Option<MemberId>,
        author_name: String,
        words: String,
        written_at: Timestamp,
        settled_at: Option<Timestamp>,
    }
}
