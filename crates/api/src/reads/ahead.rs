//! Looking ahead over regular work: what the coming runs are about, and what stands in their way.

use righthand_desk::operations::content::ready;
use righthand_desk::operations::dangers;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::regular::Instant;
use super::{Read, json, look};
use crate::openapi::shape;

pub(super) const CONTENT: Read = Read {
    name: "get_content",
    path: "/businesses/{business}/content",
    tag: "operations",
    summary: "The content calendar: what coming runs are about, what waits, and for how many weeks there is material",
    query: &[],
    schema: |generator| generator.subschema_for::<Content>(),
    read: |api, caller, asked| {
        let found = look(api, caller, asked, ready::content)?;
        json(&Content { queues: found.queues.into_iter().map(Queue::of).collect() })
    },
};

pub(super) const DANGERS: Read = Read {
    name: "list_dangers",
    path: "/businesses/{business}/dangers",
    tag: "operations",
    summary: "What stands in the way of coming runs, who is told, and the commands that would mend it",
    query: &[],
    schema: |generator| generator.subschema_for::<Dangers>(),
    read: |api, caller, asked| {
        let (found, of) = look(api, caller, asked, dangers::dangers)?;
        json(&Dangers { of, items: found.into_iter().map(Danger::of).collect() })
    },
};

/// The content calendar.
#[derive(Debug, Serialize, JsonSchema)]
struct Content {
    /// Whatever runs out first at the top.
    queues: Vec<Queue>,
}

/// One operation with its queue.
#[derive(Debug, Serialize, JsonSchema)]
struct Queue {
    operation: String,
    name: String,
    /// Whole weeks until the first run about nothing; `null` where there is material for half a year.
    weeks_ready: Option<i64>,
    /// The day of that run.
    #[schemars(schema_with = "shape::maybe_date")]
    dry_on: Option<String>,
    runs: Vec<Slot>,
    /// What waits and has no day yet.
    waiting: Vec<Material>,
}

/// A coming run.
#[derive(Debug, Serialize, JsonSchema)]
struct Slot {
    #[schemars(schema_with = "shape::maybe_date")]
    day: Option<String>,
    due: Instant,
    title: Option<String>,
    material: Option<Material>,
    /// `false` of what is only foreseen.
    made: bool,
    done: bool,
}

/// Material.
#[derive(Debug, Serialize, JsonSchema)]
struct Material {
    id: String,
    title: String,
    note: Option<String>,
    url: Option<String>,
    /// Its place in the queue, from 1.
    position: i64,
    version: i64,
}

impl Queue {
    fn of(queue: ready::Queue) -> Self {
        let slot = |slot: ready::Slot| Slot {
            day: Some(slot.day.to_string()),
            due: Instant(slot.due),
            title: slot.title,
            material: slot.material.map(Material::of),
            made: slot.made,
            done: slot.done,
        };
        Self {
            operation: queue.operation,
            name: queue.name,
            weeks_ready: queue.weeks_ready,
            dry_on: queue.dry_on.map(|day| day.to_string()),
            runs: queue.slots.into_iter().map(slot).collect(),
            waiting: queue.waiting.into_iter().map(Material::of).collect(),
        }
    }
}

impl Material {
    fn of(one: ready::Waiting) -> Self {
        Self {
            id: one.id,
            title: one.title,
            note: one.note,
            url: one.url,
            position: one.position,
            version: one.version,
        }
    }
}

/// What stands in the way.
#[derive(Debug, Serialize, JsonSchema)]
struct Dangers {
    /// The next first; the next forty where there are more.
    items: Vec<Danger>,
    /// How many there are.
    of: usize,
}

/// Something in the way of one run.
#[derive(Debug, Serialize, JsonSchema)]
struct Danger {
    operation: String,
    #[schemars(schema_with = "shape::maybe_date")]
    day: Option<String>,
    due: Instant,
    /// `nobody`, `late`, `unlikely`, `material` or `accountable`.
    way: String,
    step: Option<String>,
    says: String,
    /// Key of the one person who is told.
    told: String,
    /// Since when it is raised.
    since: Option<Instant>,
    mend: Vec<Mend>,
}

/// A command that would mend it.
#[derive(Debug, Serialize, JsonSchema)]
struct Mend {
    label: String,
    command: String,
    input: Value,
}

impl Danger {
    fn of(one: dangers::Danger) -> Self {
        let way = serde_json::to_value(one.way).ok().and_then(|way| way.as_str().map(ToOwned::to_owned));
        let mend =
            one.mend.into_iter().map(|mend| Mend { label: mend.label, command: mend.command, input: mend.input });
        Self {
            operation: one.operation,
            day: Some(one.day.to_string()),
            due: Instant(one.due),
            way: way.unwrap_or_default(),
            step: one.step,
            says: one.says,
            told: one.told.key,
            since: one.since.map(Instant),
            mend: mend.collect(),
        }
    }
}
