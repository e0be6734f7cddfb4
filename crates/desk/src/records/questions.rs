//! Questions with whom they have been, and decisions.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::{DecisionId, MemberId, OperationId, ProjectId, QuestionId, QuestionTurnId, TaskId};
use righthand_store::{Json, record};

record! {
    /// Something that somebody needs answered; one member owes the answer (R7).
    pub struct Question in "question" {
        id: QuestionId,
        key: String,
        words: String,
        details: Option<String>,
        task_id: Option<TaskId>,
        project_id: Option<ProjectId>,
        operation_id: Option<OperationId>,
        asker_id: MemberId,
        /// Whoever asked cannot go on: the plan waits for the answer.
        stuck: bool,
        needed_by: Option<Timestamp>,
        asked_at: Timestamp,
        owed_by_id: MemberId,
        owed_since: Timestamp,
        /// By when they owe it.
        due_at: Timestamp,
        /// When it goes one step up; `None` where nobody is above, and once it is closed.
        climbs_at: Option<Timestamp>,
        answered_at: Option<Timestamp>,
        answered_by_id: Option<MemberId>,
        answer: Option<String>,
        /// As knowledge, for everybody.
        kept: bool,
        withdrawn_at: Option<Timestamp>,
    }
}

impl Question {
    /// Nobody has answered it, and it has not been taken back.
    pub fn is_open(&self) -> bool {
        self.answered_at.is_none() && self.withdrawn_at.is_none()
    }
}

record! {
    /// A question's time with somebody.
    pub struct QuestionTurn in "question_turn" {
        id: QuestionTurnId,
        question_id: QuestionId,
        member_id: MemberId,
        since: Timestamp,
        until: Option<Timestamp>,
        /// `climbed`, `passed` or `answered`; `None` while it is there.
        ended: Option<String>,
        /// What they said when they passed it on.
        words: Option<String>,
    }
}

record! {
    /// A choice that a named member makes by a day.
    pub struct Decision in "decision" {
        id: DecisionId,
        key: String,
        words: String,
        details: Option<String>,
        options: Json<Vec<String>>,
        task_id: Option<TaskId>,
        project_id: Option<ProjectId>,
        /// The question that it was made of.
        question_id: Option<QuestionId>,
        asker_id: MemberId,
        decider_id: MemberId,
        asked_at: Timestamp,
        due: Date,
        decided_at: Option<Timestamp>,
        decided_by_id: Option<MemberId>,
        /// Place of the option, from 0.
        chosen: Option<i64>,
        why: Option<String>,
        withdrawn_at: Option<Timestamp>,
    }
}

impl Decision {
    /// It waits for whoever decides.
    pub fn is_open(&self) -> bool {
        self.decided_at.is_none() && self.withdrawn_at.is_none()
    }
}
