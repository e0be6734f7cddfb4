//! What happened, latest first.

use righthand_desk::history::{self, Entry};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Read, json, look};
use crate::openapi::shape;
use crate::paging::Page;
use crate::problem::Problem;

pub(super) const HISTORY: Read = Read {
    name: "list_history",
    path: "/businesses/{business}/history",
    tag: "history",
    summary: "What happened, latest first: all of it for those who run the business, their own changes for the others",
    query: &[super::Parameter {
        name: "cursor",
        description: "Where to go on: `next` of the page before.",
        schema: || serde_json::json!({ "type": "integer", "minimum": 1 }),
    }],
    schema: |generator| generator.subschema_for::<Page<Event>>(),
    read: |api, caller, asked| {
        let before = asked
            .query("cursor")
            .map(|text| text.parse::<i64>().ok().filter(|event| *event > 0).ok_or(text))
            .transpose();
        let before = before.map_err(|text| {
            Problem::fault("/cursor", format!("a number from the page before is expected here, not “{text}”"))
        })?;
        let log = look(api, caller, asked, move |view| history::seen(view, before))?;
        let next = log.before.map(|event| event.to_string());
        json(&Page { items: log.entries.into_iter().map(Event::of).collect(), next })
    },
};

/// An event: what happened, in the past tense.
#[derive(Debug, Serialize, JsonSchema)]
struct Event {
    event: i64,
    #[schemars(schema_with = "shape::instant")]
    at: String,
    /// Name of whoever did it.
    by: String,
    /// web, api or cli.
    door: String,
    command: String,
    summary: String,
    /// The event that this one took back.
    undoes: Option<i64>,
    /// This event was taken back.
    undone: bool,
    /// It is yours and has not been taken back.
    can_undo: bool,
}

impl Event {
    fn of(entry: Entry) -> Self {
        Self {
            event: entry.event,
            at: entry.at.to_string(),
            by: entry.by,
            door: entry.door,
            command: entry.command,
            summary: entry.summary,
            undoes: entry.undoes,
            undone: entry.undone,
            can_undo: entry.can_undo,
        }
    }
}
