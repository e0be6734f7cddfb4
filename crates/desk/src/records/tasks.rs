//! Tasks and what hangs on them.

use jiff::Timestamp;
use righthand_domain::ids::{
    AssignmentId, AttachmentId, CheckItemId, ChecklistId, CommentId, DependencyId, ListId, MemberId, ProjectId, TaskId,
};
use righthand_domain::kind::Kind;
use righthand_domain::snapshot::{Effort, LagIn, LinkKind, When};
use righthand_store::{Json, record};

record! {
    /// A piece of work; a summary where other tasks have it as their parent.
    pub struct Task in "task" {
        id: TaskId,
        key: String,
        project_id: ProjectId,
        parent_id: Option<TaskId>,
        list_id: Option<ListId>,
        position: i64,
        name: String,
        notes: Option<String>,
        kind: Kind,
        optimistic_minutes: Option<i64>,
        likely_minutes: Option<i64>,
        pessimistic_minutes: Option<i64>,
        spent_minutes: i64,
        milestone: bool,
        skill: Option<String>,
        not_before: Option<When>,
        due: Option<When>,
        done_at: Option<Timestamp>,
        labels: Json<Vec<String>>,
        archived: bool,
        url: Option<String>,
        /// Its effort is a guess that nobody has confirmed. Older events do not tell.
        #[serde(default)]
        guessed: bool,
    }
}

/// An effort as rows keep it: whole minutes; one value where only the likely one is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Efforts {
    pub optimistic: Option<i64>,
    pub likely: Option<i64>,
    pub pessimistic: Option<i64>,
}

impl Efforts {
    /// From hours, rounded to the minute.
    pub fn of(effort: Option<Effort>) -> Self {
        match effort {
            None => Self::default(),
            Some(Effort::One(hours)) => Self { likely: Some(minutes(hours)), ..Self::default() },
            Some(Effort::Three { optimistic, most_likely, pessimistic }) => Self {
                optimistic: Some(minutes(optimistic)),
                likely: Some(minutes(most_likely)),
                pessimistic: Some(minutes(pessimistic)),
            },
        }
    }

    /// In hours.
    pub fn effort(self) -> Option<Effort> {
        let likely = hours(self.likely?);
        Some(match (self.optimistic, self.pessimistic) {
            (Some(optimistic), Some(pessimistic)) => {
                Effort::Three { optimistic: hours(optimistic), most_likely: likely, pessimistic: hours(pessimistic) }
            }
            _ => Effort::One(likely),
        })
    }
}

impl Task {
    /// Its three values.
    pub fn efforts(&self) -> Efforts {
        Efforts {
            optimistic: self.optimistic_minutes,
            likely: self.likely_minutes,
            pessimistic: self.pessimistic_minutes,
        }
    }

    /// The same task with this effort, as somebody said it: no guess any more.
    #[must_use]
    pub fn with_effort(self, effort: Option<Effort>) -> Self {
        let Efforts { optimistic, likely, pessimistic } = Efforts::of(effort);
        Self {
            optimistic_minutes: optimistic,
            likely_minutes: likely,
            pessimistic_minutes: pessimistic,
            guessed: false,
            ..self
        }
    }

    /// The same task with this effort, as a guess that waits to be confirmed.
    #[must_use]
    pub fn with_guess(self, effort: Effort) -> Self {
        Self { guessed: true, ..self.with_effort(Some(effort)) }
    }
}

/// Whole minutes of decimal hours.
pub fn minutes(hours: f64) -> i64 {
    (hours * 60.0).round() as i64
}

/// Decimal hours of whole minutes.
pub fn hours(minutes: i64) -> f64 {
    minutes as f64 / 60.0
}

record! {
    /// Somebody who may do a task; of several, any one does the whole of it.
    pub struct Assignment in "assignment" {
        id: AssignmentId,
        task_id: TaskId,
        member_id: MemberId,
        position: i64,
    }
}

record! {
    /// `task` waits for `predecessor`.
    pub struct Dependency in "dependency" {
        id: DependencyId,
        task_id: TaskId,
        predecessor_id: TaskId,
        kind: LinkKind,
        lag_minutes: i64,
        lag_in: LagIn,
    }
}

record! {
    /// A list of things to tick off, on a task.
    pub struct Checklist in "checklist" {
        id: ChecklistId,
        task_id: TaskId,
        name: String,
        position: i64,
    }
}

record! {
    /// One thing to tick off.
    pub struct CheckItem in "check_item" {
        id: CheckItemId,
        checklist_id: ChecklistId,
        name: String,
        done: bool,
        position: i64,
    }
}

record! {
    /// Words on a task.
    pub struct Comment in "comment" {
        id: CommentId,
        task_id: TaskId,
        author_id: Option<MemberId>,
        author_name: String,
        words: String,
        written_at: Timestamp,
    }
}

record! {
    /// A link to something outside, on a task.
    pub struct Attachment in "attachment" {
        id: AttachmentId,
        task_id: TaskId,
        name: String,
        url: String,
    }
}
