//! The names of columns: which are known, what such names usually mean, and two of one name told apart.

use std::collections::HashSet;

use super::Preset;
use super::efforts::Unit;
use super::field::{Field, Reading};

/// What a name usually means, in the languages of exports seen; names in lower case without anything but letters.
const USUAL: &[(&str, Field)] = &[
    ("name", Field::Name),
    ("task", Field::Name),
    ("task name", Field::Name),
    ("title", Field::Name),
    ("item", Field::Name),
    ("duty", Field::Name),
    ("activity", Field::Name),
    ("to do", Field::Name),
    ("todo", Field::Name),
    ("summary", Field::Name),
    ("subject", Field::Name),
    ("content", Field::Name),
    ("aufgabe", Field::Name),
    ("tarefa", Field::Name),
    ("id", Field::Id),
    ("task id", Field::Id),
    ("item id", Field::Id),
    ("key", Field::Id),
    ("issue key", Field::Id),
    ("notes", Field::Notes),
    ("note", Field::Notes),
    ("description", Field::Notes),
    ("details", Field::Notes),
    ("list", Field::List),
    ("list name", Field::List),
    ("section", Field::List),
    ("section column", Field::List),
    ("column", Field::List),
    ("group", Field::List),
    ("bucket", Field::List),
    ("stage", Field::List),
    ("phase", Field::List),
    ("status", Field::Status),
    ("state", Field::Status),
    ("parent", Field::Parent),
    ("parent task", Field::Parent),
    ("parent item", Field::Parent),
    ("parent id", Field::Parent),
    ("assignee", Field::Assignee),
    ("assignees", Field::Assignee),
    ("assigned to", Field::Assignee),
    ("owner", Field::Assignee),
    ("person", Field::Assignee),
    ("people", Field::Assignee),
    ("members", Field::Assignee),
    ("responsible", Field::Assignee),
    ("who", Field::Assignee),
    ("assign", Field::Assignee),
    ("assignee email", Field::Email),
    ("start", Field::Start),
    ("start date", Field::Start),
    ("begin", Field::Start),
    ("not before", Field::Start),
    ("due", Field::Due),
    ("due date", Field::Due),
    ("deadline", Field::Due),
    ("until", Field::Due),
    ("date", Field::Due),
    ("end", Field::Due),
    ("end date", Field::Due),
    ("dates", Field::Dates),
    ("timeline", Field::Dates),
    ("done", Field::Done),
    ("completed", Field::Done),
    ("complete", Field::Done),
    ("completed at", Field::Done),
    ("completed on", Field::Done),
    ("finish date", Field::Done),
    ("date done", Field::Done),
    ("date closed", Field::Done),
    ("resolved", Field::Done),
    ("tags", Field::Label),
    ("tag", Field::Label),
    ("labels", Field::Label),
    ("label", Field::Label),
    ("category", Field::Label),
    ("categories", Field::Label),
    ("priority", Field::Priority),
    ("effort", Field::Effort),
    ("estimate", Field::Effort),
    ("estimated time", Field::Effort),
    ("time estimate", Field::Effort),
    ("time estimated", Field::Effort),
    ("estimated hours", Field::Effort),
    ("hours", Field::Effort),
    ("hrs", Field::Effort),
    ("duration", Field::Effort),
    ("time spent", Field::Spent),
    ("spent", Field::Spent),
    ("actual time", Field::Spent),
    ("actual hours", Field::Spent),
    ("time tracked", Field::Spent),
    ("time tracking", Field::Spent),
    ("blocked by", Field::After),
    ("depends on", Field::After),
    ("dependent on", Field::After),
    ("dependency", Field::After),
    ("dependencies", Field::After),
    ("waits for", Field::After),
    ("predecessors", Field::After),
    ("after", Field::After),
    ("blocking", Field::Before),
    ("is blocking", Field::Before),
    ("checklist", Field::Checklist),
    ("checklists", Field::Checklist),
    ("subtasks", Field::Checklist),
    ("comments", Field::Comment),
    ("comment", Field::Comment),
    ("attachments", Field::Attachment),
    ("attachment", Field::Attachment),
    ("files", Field::Attachment),
    ("files media", Field::Attachment),
    ("url", Field::Url),
    ("link", Field::Url),
    ("permalink", Field::Url),
    ("recurrence", Field::Repeats),
    ("repeat", Field::Repeats),
    ("repeats", Field::Repeats),
    ("recurring", Field::Repeats),
    ("milestone", Field::Milestone),
    ("archived", Field::Archived),
    ("project", Field::Project),
    ("board", Field::Project),
    ("created at", Field::Skip),
    ("created", Field::Skip),
    ("date created", Field::Skip),
    ("updated at", Field::Skip),
    ("updated", Field::Skip),
    ("last modified", Field::Skip),
    ("last updated", Field::Skip),
    ("last edited time", Field::Skip),
    ("created time", Field::Skip),
];

/// How many names these cells are, where all that say something could be names: several, and none a number; else 0.
pub(super) fn names(cells: &[String]) -> usize {
    let filled: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let all_words = filled.iter().all(|cell| cell.chars().any(char::is_alphabetic));
    if filled.len() > 1 && all_words { filled.len() } else { 0 }
}

/// How many of these names are known, where one of them is a name of tasks; 0 where none is.
pub(super) fn known(cells: &[String], preset: &Preset) -> usize {
    let preset_only = !preset.tool.is_empty();
    let is_known = |cell: &&String| {
        let in_preset = preset.known.iter().any(|(name, _)| *name == cell.to_lowercase());
        in_preset || (!preset_only && reading(cell, preset).is_some())
    };
    // One cell alone is a title, whatever it says.
    let found = cells.iter().filter(is_known).count();
    let named = cells.iter().any(|cell| reading(cell, preset).is_some_and(|reading| reading.field == Field::Name));
    if named || cells.iter().filter(|cell| !cell.is_empty()).count() > 1 { found * 2 + usize::from(named) } else { 0 }
}

/// What a column of that name is; `None` where the name says nothing.
pub(super) fn reading(name: &str, preset: &Preset) -> Option<Reading> {
    let lower = name.trim().to_lowercase();
    // The second of one name is what the first is.
    let lower = match lower.rsplit_once(" (") {
        Some((first, number)) if number.trim_end_matches(')').bytes().all(|byte| byte.is_ascii_digit()) => {
            first.to_owned()
        }
        _ => lower,
    };
    if let Some((_, reading)) = preset.known.iter().find(|(known, _)| *known == lower) {
        return Some(*reading);
    }
    let (bare, unit) = bare(&lower);
    let (_, field) = USUAL.iter().find(|(known, _)| *known == bare)?;
    let unit = unit.filter(|_| matches!(field, Field::Effort | Field::Spent));
    Some(Reading { unit, ..Reading::of(*field) })
}

/// The words of a name, and the unit that it says: `Estimate (min)`.
fn bare(lower: &str) -> (String, Option<Unit>) {
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let (name, behind) = lower.split_once(['(', '[']).unwrap_or((lower, ""));
    let unit = match words(behind).as_str() {
        "min" | "mins" | "minutes" | "m" => Some(Unit::Minutes),
        "h" | "hrs" | "hours" => Some(Unit::Hours),
        "d" | "days" => Some(Unit::Days),
        "s" | "sec" | "seconds" => Some(Unit::Seconds),
        "ms" | "milliseconds" => Some(Unit::Milliseconds),
        _ => None,
    };
    (if unit.is_some() { words(name) } else { words(lower) }, unit)
}

/// The names, each another: one that was there before gets its number, an empty one its place.
pub(super) fn different(names: &[String]) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let mut all = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let base = if name.trim().is_empty() { format!("Column {}", at + 1) } else { name.trim().to_owned() };
        let mut name = base.clone();
        let mut next = 2;
        while !taken.insert(name.to_lowercase()) {
            name = format!("{base} ({next})");
            next += 1;
        }
        all.push(name);
    }
    all
}
