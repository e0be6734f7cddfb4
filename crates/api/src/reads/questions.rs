//! Questions with whom they have been, decisions, and answers that are kept.

use righthand_desk::questions::{list, similar};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Parameter, Read, json, look};
use crate::openapi::shape;
use crate::paging;

pub(super) const QUESTIONS: Read = Read {
    name: "list_questions",
    path: "/businesses/{business}/questions",
    tag: "questions",
    summary: "Open questions, or those answered lately, as far as the caller may know of them",
    query: &[
        Parameter {
            name: "answered",
            description: "Those answered lately, the latest first.",
            schema: || serde_json::json!({ "type": "boolean", "default": false }),
        },
        super::CURSOR,
        super::LIMIT,
    ],
    schema: |generator| generator.subschema_for::<paging::Page<Question>>(),
    read: |api, caller, asked| {
        let all = look(api, caller, asked, list::questions)?;
        let rows = if asked.query("answered") == Some("true") { all.answered } else { all.open };
        json(&paging::page(asked, rows.into_iter().map(Question::of).collect(), |one: &Question| &one.key)?)
    },
};

pub(super) const QUESTION: Read = Read {
    name: "get_question",
    path: "/businesses/{business}/questions/{question}",
    tag: "questions",
    summary: "One question with everybody it has been with, and kept answers that are like it",
    query: &[],
    schema: |generator| generator.subschema_for::<QuestionDetail>(),
    read: |api, caller, asked| {
        let key = asked.path("question").to_owned();
        json(&QuestionDetail::of(look(api, caller, asked, move |view| list::question(view, &key))?))
    },
};

pub(super) const KNOWLEDGE: Read = Read {
    name: "search_knowledge",
    path: "/businesses/{business}/knowledge",
    tag: "questions",
    summary: "Answers that are kept: all of them, or those closest to a question",
    query: &[
        Parameter {
            name: "asks",
            description: "A question; the kept answers that are closest to it come first, and only these.",
            schema: || serde_json::json!({ "type": "string", "minLength": 1, "maxLength": 1000 }),
        },
        super::CURSOR,
        super::LIMIT,
    ],
    schema: |generator| generator.subschema_for::<paging::Page<Known>>(),
    read: |api, caller, asked| {
        let asks = asked.query("asks").map(ToOwned::to_owned);
        let known: Vec<Known> = match asks {
            Some(asks) => look(api, caller, asked, move |view| similar(view, &asks, None))?
                .into_iter()
                .map(Known::close)
                .collect(),
            None => look(api, caller, asked, list::knowledge)?.into_iter().filter_map(Known::of).collect(),
        };
        json(&paging::page(asked, known, |one: &Known| &one.question)?)
    },
};

pub(super) const DECISIONS: Read = Read {
    name: "list_decisions",
    path: "/businesses/{business}/decisions",
    tag: "questions",
    summary: "Decisions that wait, or those made lately, as far as the caller may know of them",
    query: &[
        Parameter {
            name: "decided",
            description: "Those made lately, the latest first.",
            schema: || serde_json::json!({ "type": "boolean", "default": false }),
        },
        super::CURSOR,
        super::LIMIT,
    ],
    schema: |generator| generator.subschema_for::<paging::Page<Decision>>(),
    read: |api, caller, asked| {
        let all = look(api, caller, asked, list::questions)?;
        let rows = if asked.query("decided") == Some("true") { all.decided } else { all.decisions };
        json(&paging::page(asked, rows.into_iter().map(Decision::of).collect(), |one: &Decision| &one.key)?)
    },
};

pub(super) const DECISION: Read = Read {
    name: "get_decision",
    path: "/businesses/{business}/decisions/{decision}",
    tag: "questions",
    summary: "One decision with its options and what was chosen",
    query: &[],
    schema: |generator| generator.subschema_for::<Decision>(),
    read: |api, caller, asked| {
        let key = asked.path("decision").to_owned();
        json(&Decision::of(look(api, caller, asked, move |view| list::decision(view, &key))?))
    },
};

/// A question.
#[derive(Debug, Serialize, JsonSchema)]
struct Question {
    key: String,
    asks: String,
    /// Key of the member who asked.
    asked_by: String,
    #[schemars(schema_with = "shape::instant")]
    asked_at: String,
    /// Key of the task that it is about.
    task: Option<String>,
    /// The task waits for the answer.
    stuck: bool,
    #[schemars(schema_with = "shape::maybe_instant")]
    needed_by: Option<String>,
    /// Key of the member who owes the answer.
    owed_by: String,
    /// By when they owe it.
    #[schemars(schema_with = "shape::instant")]
    due_at: String,
    #[schemars(schema_with = "shape::maybe_instant")]
    answered_at: Option<String>,
    /// Key of the member who answered.
    answered_by: Option<String>,
    answer: Option<String>,
    /// As knowledge, for everybody.
    kept: bool,
}

impl Question {
    fn of(row: list::QuestionRow) -> Self {
        Self {
            key: row.key,
            asks: row.words,
            asked_by: row.asker.key,
            asked_at: row.asked_at.to_string(),
            task: row.task.map(|(key, _)| key),
            stuck: row.stuck,
            needed_by: row.needed_by.map(|at| at.to_string()),
            owed_by: row.owes.key,
            due_at: row.due_at.to_string(),
            answered_at: row.answered_at.map(|at| at.to_string()),
            answered_by: row.answered_by.map(|by| by.key),
            answer: row.answer,
            kept: row.kept,
        }
    }
}

/// A question with its way.
#[derive(Debug, Serialize, JsonSchema)]
struct QuestionDetail {
    question: Question,
    details: Option<String>,
    turns: Vec<Turn>,
    /// Kept answers that are like it.
    similar: Vec<Known>,
}

/// A question's time with somebody.
#[derive(Debug, Serialize, JsonSchema)]
struct Turn {
    /// Key of the member.
    member: String,
    #[schemars(schema_with = "shape::instant")]
    since: String,
    #[schemars(schema_with = "shape::maybe_instant")]
    until: Option<String>,
    /// `climbed`, `passed`, `answered` or `withdrawn`; null while it is there.
    ended: Option<String>,
    /// What they said when they gave it on.
    words: Option<String>,
}

impl QuestionDetail {
    fn of(view: list::QuestionView) -> Self {
        let turn = |turn: list::Turn| Turn {
            member: turn.who.key,
            since: turn.since.to_string(),
            until: turn.until.map(|at| at.to_string()),
            ended: turn.ended,
            words: turn.words,
        };
        Self {
            question: Question::of(view.row),
            details: view.details,
            turns: view.turns.into_iter().map(turn).collect(),
            similar: view.similar.into_iter().map(Known::close).collect(),
        }
    }
}

/// An answer that is kept.
#[derive(Debug, Serialize, JsonSchema)]
struct Known {
    /// Key of the question that it answered.
    question: String,
    asks: String,
    answer: String,
    /// Key of the member who answered.
    by: Option<String>,
    #[schemars(schema_with = "shape::instant")]
    answered_at: String,
}

impl Known {
    fn close(one: righthand_desk::questions::Similar) -> Self {
        Self {
            question: one.question,
            asks: one.words,
            answer: one.answer,
            by: one.by.map(|by| by.key),
            answered_at: one.answered_at.to_string(),
        }
    }

    fn of(row: list::QuestionRow) -> Option<Self> {
        Some(Self {
            question: row.key,
            asks: row.words,
            answer: row.answer?,
            by: row.answered_by.map(|by| by.key),
            answered_at: row.answered_at?.to_string(),
        })
    }
}

/// A choice that somebody makes by a day.
#[derive(Debug, Serialize, JsonSchema)]
struct Decision {
    key: String,
    asks: String,
    details: Option<String>,
    options: Vec<String>,
    /// Key of the member who asked for it.
    asked_by: String,
    /// Key of the member who decides.
    of: String,
    #[schemars(schema_with = "shape::date")]
    by: String,
    #[schemars(schema_with = "shape::maybe_instant")]
    decided_at: Option<String>,
    option: Option<String>,
    why: Option<String>,
}

impl Decision {
    fn of(row: list::DecisionRow) -> Self {
        Self {
            key: row.key,
            asks: row.words,
            details: row.details,
            options: row.options,
            asked_by: row.asker.key,
            of: row.decider.key,
            by: row.due.to_string(),
            decided_at: row.decided_at.map(|at| at.to_string()),
            option: row.chosen,
            why: row.why,
        }
    }
}
