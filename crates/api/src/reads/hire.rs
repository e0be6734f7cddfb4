//! Whom to hire, and the duties that it is told from: for the owner and whom the owner names (R17).

use std::time::Duration;

use righthand_desk::hire::{advice, inventory};
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
