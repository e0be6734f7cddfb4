//! Whom to hire, and the duties that it is told from: for the owner and whom the owner names (R17).

use std::time::Duration;

use righthand_desk::hire::{advice, board, inventory};
use righthand_desk::view::NotSeen;
use righthand_exchange::advice_json;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Asked, Read, json, look};
use crate::openapi::shape;
use crate::outcome;
use crate::paging::Page;
use crate::problem::{BUSY, Problem};

/// How long a request waits for the full answer before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(10);
/// Seconds after which to come back.
const AGAIN_SECONDS: u64 = 2;

pub(super) const ADVICE: Read = Read {
    name: "get_advice",
    path: "/businesses/{business}/advice",
    tag: "plan",
    summary: "Whom to hire, or nobody yet, with reasons, scenarios and what would change the answer (righthand-advice/1)",
    query: &[],
    schema: |_| shape::advice(),
    read: |api, caller, asked| {
        let advised = advice::advised(&api.desk, &caller.actor(), &[], PATIENCE).map_err(|why| not_seen(asked, why))?;
        if advised.refining {
            return Err(Problem::new(&BUSY, "It is being worked out. Ask again in a moment.").after(AGAIN_SECONDS));
        }
        Ok(advice_json::write(&advised.advice, advised.words.zone.rules()))
    },
};

pub(super) const DUTIES: Read = Read {
    name: "list_duties",
    path: "/businesses/{business}/duties",
    tag: "team",
    summary: "The duties of the business, with how the owner feels about each and whether it would be handed over",
    query: &[],
    schema: |generator| generator.subschema_for::<Page<Duty>>(),
    read: |api, caller, asked| {
        let all = look(api, caller, asked, inventory::inventory)?;
        json(&Page { items: all.duties.into_iter().map(Duty::of).collect(), next: None })
    },
};

/// Anything that takes somebody's hours.
#[derive(Debug, Serialize, JsonSchema)]
struct Duty {
    key: String,
    name: String,
    /// `implementation`, `management` or `strategy`.
    kind: String,
    hours_per_week: f64,
    /// Key of the member who has it.
    who: Option<String>,
    /// Key of the project that it ends with.
    project: Option<String>,
    area: Option<String>,
    skill: Option<String>,
    /// `gives`, `neutral` or `drains`; null where the owner has not said.
    energy: Option<righthand_domain::snapshot::Energy>,
    owner_has_skill: Option<bool>,
    hand_over: Option<bool>,
    version: i64,
}

impl Duty {
    fn of(row: inventory::DutyRow) -> Self {
        Self {
            key: row.key,
            name: row.name,
            kind: row.kind.as_str().to_owned(),
            hours_per_week: row.hours_per_week,
            who: row.who.map(|who| who.key),
            project: row.project,
            area: row.area,
            skill: row.skill,
            energy: row.energy,
            owner_has_skill: row.owner_has_skill,
            hand_over: row.hand_over,
            version: row.version,
        }
    }
}

fn not_seen(asked: &Asked, unseen: NotSeen) -> Problem {
    match unseen {
        NotSeen::NotFound(what) => Problem::not_found(&what),
        NotSeen::Refused(refusal) => outcome::refused(asked.path("business"), &refusal),
        NotSeen::Broken(error) => Problem::of_store(&error),
    }
}

pub(super) const OPENINGS: Read = Read {
    name: "list_openings",
    path: "/businesses/{business}/openings",
    tag: "team",
    summary: "The roles that somebody is looked for, each with its brief and its candidates",
    query: &[],
    schema: |generator| generator.subschema_for::<Page<Opening>>(),
    read: |api, caller, asked| {
        let board = look(api, caller, asked, board::board)?;
        json(&Page { items: board.openings.into_iter().map(Opening::of).collect(), next: None })
    },
};

/// A role that somebody is looked for.
#[derive(Debug, Serialize, JsonSchema)]
struct Opening {
    key: String,
    name: String,
    /// `virtual_assistant`, `specialist`, `project_manager` or `online_business_manager`.
    role: String,
    skill: Option<String>,
    hours_per_week: f64,
    /// Null for ongoing.
    months: Option<i64>,
    scope: Vec<String>,
    needs: Vec<String>,
    trial: Option<String>,
    /// Path at which the brief can be read without an account; null where there is none.
    link: Option<String>,
    closed: bool,
    version: i64,
    candidates: Vec<Candidate>,
}

/// Somebody who might be hired.
#[derive(Debug, Serialize, JsonSchema)]
struct Candidate {
    key: String,
    name: String,
    email: Option<String>,
    /// `invited`, `talk`, `trial`, `offer`, `hired` or `declined`.
    stage: String,
    background: Option<String>,
    certifications: Vec<String>,
    vouched: Option<String>,
    hourly: Option<f64>,
    available: Option<String>,
    trial_result: Option<String>,
    /// Needs that are met, those met in part for a half; null before anybody has asked.
    score: Option<f64>,
    version: i64,
}

impl Opening {
    fn of(row: board::OpeningRow) -> Self {
        Self {
            candidates: row.candidates.into_iter().map(Candidate::of).collect(),
            key: row.key,
            name: row.name,
            role: row.role,
            skill: row.skill,
            hours_per_week: row.hours_per_week,
            months: row.months,
            scope: row.scope,
            needs: row.needs,
            trial: row.trial,
            link: row.link,
            closed: row.closed,
            version: row.version,
        }
    }
}

impl Candidate {
    fn of(row: board::CandidateRow) -> Self {
        Self {
            key: row.key,
            name: row.name,
            email: row.email,
            stage: row.stage,
            background: row.background,
            certifications: row.certifications,
            vouched: row.vouched,
            hourly: row.hourly,
            available: row.available,
            trial_result: row.trial_result,
            score: row.score,
            version: row.version,
        }
    }
}
