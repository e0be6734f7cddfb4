//! Pins and risks: what only the desk knows of the future.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::{MemberId, PinId, ProjectId, RiskId, TaskId};
use righthand_store::record;

record! {
    /// A task that keeps its day, or its person, or both (R20).
    pub struct Pin in "pin" {
        id: PinId,
        task_id: TaskId,
        day: Option<Date>,
        member_id: Option<MemberId>,
        why: Option<String>,
        pinned_by: MemberId,
        pinned_at: Timestamp,
    }
}

record! {
    /// Something that may go wrong: more work in a share of the futures.
    pub struct Risk in "risk" {
        id: RiskId,
        key: String,
        project_id: ProjectId,
        task_id: Option<TaskId>,
        owner_id: MemberId,
        name: String,
        chance: f64,
        minutes: i64,
        position: i64,
    }
}
