//! Projects (and drafts of them), the columns of their boards and their custom fields.

use jiff::Timestamp;
use righthand_domain::ids::{AreaId, DismissalId, FieldId, FieldValueId, ListId, MemberId, ProjectId, TaskId};
use righthand_domain::snapshot::When;
use righthand_store::record;

/// A project's states, as the database keeps them. A draft has neither end nor outcome and is no project yet (R1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Draft,
    Open,
    Closed,
}

impl State {
    /// As it is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

record! {
    /// An outcome with an end date and a manager, once its state is not `draft`: the database checks it too.
    pub struct Project in "project" {
        id: ProjectId,
        key: String,
        name: String,
        notes: Option<String>,
        state: String,
        outcome: Option<String>,
        area_id: Option<AreaId>,
        manager_id: Option<MemberId>,
        starts: Option<When>,
        ends: Option<When>,
        weight: Option<f64>,
        budget_minutes: Option<i64>,
        on_time_value: Option<f64>,
        /// Since when nobody has promised it; `None` for a project that is promised.
        tentative_since: Option<Timestamp>,
        closed_at: Option<Timestamp>,
        position: i64,
    }
}

impl Project {
    /// Is this its state?
    pub fn is(&self, state: State) -> bool {
        self.state == state.as_str()
    }
}

record! {
    /// A column of a board.
    pub struct BoardList in "board_list" {
        id: ListId,
        project_id: ProjectId,
        name: String,
        position: i64,
        archived: bool,
    }
}

record! {
    /// A custom field of a board.
    pub struct Field in "field" {
        id: FieldId,
        project_id: ProjectId,
        name: String,
        kind: String,
    }
}

record! {
    /// What a task says in a custom field.
    pub struct FieldValue in "field_value" {
        id: FieldValueId,
        field_id: FieldId,
        task_id: TaskId,
        value: String,
    }
}

record! {
    /// Something that was offered for a project and not wanted.
    pub struct Dismissal in "dismissal" {
        id: DismissalId,
        project_id: ProjectId,
        kind: String,
        subject: String,
    }
}
