//! Search over everything that the caller sees.

use righthand_desk::search::{self, COUNT_MAX, Group, Hit, Thing};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Parameter, Read, json, unseen};
use crate::problem::Problem;

/// Hits of each group where nothing is said.
const HITS: usize = 20;

pub(super) const SEARCH: Read = Read {
    name: "search",
    path: "/businesses/{business}/search",
    tag: "search",
    summary: "Everything that you see and that answers a query, in groups",
    query: &[
        Parameter {
            name: "q",
            description: "Words in any form, \"phrases\", -without, and operators: is:open, @member, in:project, \
                          kind:task, due:<2026-12-01, label:video.",
            schema: || serde_json::json!({ "type": "string" }),
        },
        Parameter {
            name: "kind",
            description: "Only things of this kind.",
            schema: || serde_json::json!({ "type": "string", "enum": Thing::ALL.map(Thing::word) }),
        },
        Parameter {
            name: "limit",
            description: "Hits of each group at most.",
            schema: || serde_json::json!({ "type": "integer", "minimum": 1, "maximum": COUNT_MAX, "default": HITS }),
        },
    ],
    schema: |generator| generator.subschema_for::<Results>(),
    read: |api, caller, asked| {
        let only = asked.query("kind").map(|word| {
            Thing::ALL.into_iter().find(|thing| thing.word() == word).ok_or_else(|| {
                let words = Thing::ALL.map(Thing::word).join(", ");
                Problem::fault("/kind", format!("a kind is one of {words}, not “{word}”"))
            })
        });
        let hits = asked.query("limit").map(|text| {
            text.parse()
                .ok()
                .filter(|limit| (1..=COUNT_MAX).contains(limit))
                .ok_or_else(|| Problem::fault("/limit", format!("a group has 1 to {COUNT_MAX} hits, not “{text}”")))
        });
        let asks = search::Asked {
            text: asked.query("q").unwrap_or_default().to_owned(),
            only: only.transpose()?,
            hits: hits.transpose()?.unwrap_or(HITS),
        };
        let found = api.desk.find(&caller.actor(), asks).map_err(|fault| unseen(asked, fault))?;
        let business = asked.path("business");
        let groups = found.groups.into_iter().map(|group| Found::of(group, business)).collect();
        json(&Results { notes: found.notes, groups })
    },
};

/// What was found.
#[derive(Debug, Serialize, JsonSchema)]
struct Results {
    /// What of the query could not be read, a sentence each.
    notes: Vec<String>,
    /// Only those in which something was found.
    groups: Vec<Found>,
}

/// Things of a kind.
#[derive(Debug, Serialize, JsonSchema)]
struct Found {
    kind: &'static str,
    /// How many there are, counted up to 100.
    count: usize,
    /// There are more than were counted.
    more: bool,
    /// In the title first, then what was touched last.
    hits: Vec<One>,
}

/// A thing that was found.
#[derive(Debug, Serialize, JsonSchema)]
struct One {
    /// Its key; of a comment or file that of its task.
    key: Option<String>,
    title: String,
    /// Where it belongs.
    about: String,
    /// The passage where it was found, if not in the title.
    passage: Option<String>,
    /// done, archived, draft or late.
    state: Option<&'static str>,
    /// As it was said: a day or an instant.
    due: Option<String>,
    /// Keys of the people who have it.
    people: Vec<String>,
    /// Address of its page on this desk.
    page: Option<String>,
}

impl Found {
    fn of(group: Group, business: &str) -> Self {
        let hits = group.hits.into_iter().map(|hit| One::of(hit, business)).collect();
        Self { kind: group.thing.word(), count: group.count, more: group.more, hits }
    }
}

impl One {
    fn of(hit: Hit, business: &str) -> Self {
        let text = |marked: search::Marked| marked.into_iter().map(|piece| piece.text).collect::<String>();
        Self {
            key: hit.key,
            title: text(hit.title),
            about: hit.about,
            passage: hit.passage.map(text),
            state: hit.state,
            due: hit.due.map(|due| due.to_string()),
            people: hit.people.into_iter().map(|person| person.key).collect(),
            page: hit.path.map(|path| format!("/b/{business}{path}")),
        }
    }
}
