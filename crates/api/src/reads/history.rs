//! What happened, latest first.

use righthand_desk::history::detail::{self, Detail, Told, What};
use righthand_desk::history::{self, Entry, thing};
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
    query: CURSOR,
    schema: |generator| generator.subschema_for::<Page<Event>>(),
    read: |api, caller, asked| {
        let before = before(asked)?;
        let log = look(api, caller, asked, move |view| history::seen(view, before))?;
        let next = log.before.map(|event| event.to_string());
        json(&Page { items: log.entries.into_iter().map(Event::of).collect(), next })
    },
};

pub(super) const EVENT: Read = Read {
    name: "get_event",
    path: "/businesses/{business}/events/{event}",
    tag: "history",
    summary: "What one event changed, before and after",
    query: &[],
    schema: |generator| generator.subschema_for::<Changed>(),
    read: |api, caller, asked| {
        let text = asked.path("event");
        let event: i64 = text.parse().map_err(|_| Problem::not_found(&format!("event “{text}”")))?;
        json(&Changed::of(look(api, caller, asked, move |view| detail::detail(view, event))?))
    },
};

pub(super) const OF_THING: Read = Read {
    name: "list_history_of_thing",
    path: "/businesses/{business}/history/{kind}/{key}",
    tag: "history",
    summary: "What happened to one task, project, draft, member, operation, area or business, before and after",
    query: CURSOR,
    schema: |generator| generator.subschema_for::<Page<Changed>>(),
    read: |api, caller, asked| {
        let before = before(asked)?;
        let (kind, key) = (asked.path("kind").to_owned(), asked.path("key").to_owned());
        let of = look(api, caller, asked, move |view| thing::of(view, &kind, &key, before))?;
        let next = of.before.map(|event| event.to_string());
        json(&Page { items: of.events.into_iter().map(Changed::of).collect(), next })
    },
};

const CURSOR: &[super::Parameter] = &[super::Parameter {
    name: "cursor",
    description: "Where to go on: `next` of the page before.",
    schema: || serde_json::json!({ "type": "integer", "minimum": 1 }),
}];

/// The event that the cursor names.
fn before(asked: &super::Asked) -> Result<Option<i64>, Problem> {
    let before =
        asked.query("cursor").map(|text| text.parse::<i64>().ok().filter(|event| *event > 0).ok_or(text)).transpose();
    before.map_err(|text| {
        Problem::fault("/cursor", format!("a number from the page before is expected here, not “{text}”"))
    })
}

/// An event with what it changed.
#[derive(Debug, Serialize, JsonSchema)]
struct Changed {
    #[serde(flatten)]
    event: Event,
    changes: Vec<Change>,
    /// So many more changes than are told.
    more: u64,
}

/// One thing made, changed or removed.
#[derive(Debug, Serialize, JsonSchema)]
struct Change {
    thing: String,
    name: Option<String>,
    /// made, changed or removed.
    what: &'static str,
    fields: Vec<Field>,
}

/// A field before and after, in words.
#[derive(Debug, Serialize, JsonSchema)]
struct Field {
    label: String,
    before: Option<String>,
    after: Option<String>,
}

impl Changed {
    fn of(detail: Detail) -> Self {
        let changes = detail.changes.into_iter().map(Change::of).collect();
        Self { event: Event::of(detail.entry), changes, more: detail.more }
    }
}

impl Change {
    fn of(told: Told) -> Self {
        let what = match told.what {
            What::Made => "made",
            What::Changed => "changed",
            What::Removed => "removed",
        };
        let fields =
            told.fields.into_iter().map(|field| Field { label: field.label, before: field.before, after: field.after });
        Self { thing: told.thing, name: told.name, what, fields: fields.collect() }
    }
}

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
