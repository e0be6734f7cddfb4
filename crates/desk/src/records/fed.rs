//! What feeds regular work and stands beside it: material, notices, guides, and what is said of a step.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::{
    AreaId, GuideId, MaterialId, MemberId, NoticeId, NoticeSeenId, OperationId, RunId, StepCommentId, StepId,
};
use righthand_store::{Json, record};

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
    /// Something told to all or some.
    pub struct Notice in "notice" {
        id: NoticeId,
        words: String,
        /// Keys of those to whom it is told; everybody where there is none.
        told: Json<Vec<String>>,
        author_id: Option<MemberId>,
        author_name: String,
        written_at: Timestamp,
        ended_at: Option<Timestamp>,
    }
}

record! {
    /// Somebody has seen a notice.
    pub struct NoticeSeen in "notice_seen" {
        id: NoticeSeenId,
        notice_id: NoticeId,
        member_id: MemberId,
        seen_at: Timestamp,
    }
}

record! {
    /// What is only read: a procedure that nobody runs, or what one has to know.
    pub struct Guide in "guide" {
        id: GuideId,
        key: String,
        name: String,
        body: String,
        area_id: Option<AreaId>,
        /// The operation beside whose workflow it stands.
        operation_id: Option<OperationId>,
        changed_at: Timestamp,
        by_name: String,
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
