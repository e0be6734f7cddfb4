//! Conflict: somebody was faster. Both texts, field by field, with what there was before either.

use std::collections::BTreeMap;

use righthand_store::{Error, Sql, Tx, sql, values};
use serde_json::{Map, Value};

use crate::command::{Conflict, Differing};
use crate::history::told;
use crate::journal::Change;

/// Changes of one thing that are looked back through: a page that is older than these was open for weeks.
const BACK_MAX: i64 = 200;

/// What a change that was made from version `seen` meets at version `now`. Only fields that it is about are told: the
/// rest of a record may be nothing for the eyes of who sent this (R17).
pub(crate) fn of(tx: &mut Tx, now: i64, seen: Option<i64>, change: &Change) -> Result<Conflict, Error> {
    let since = since(tx, change, now.saturating_sub(seen.unwrap_or(now)).clamp(0, BACK_MAX))?;
    let (mut theirs, mut yours) = (fields(change.before.as_deref()), fields(change.after.as_deref()));
    if change.after.is_none() {
        // To be removed: what matters is what somebody did to it meanwhile.
        theirs.retain(|field, _| since.before.contains_key(field));
        yours = theirs.keys().map(|field| (field.clone(), Value::Null)).collect();
    }
    let mut differing: Vec<Differing> = Vec::new();
    for (field, their) in &theirs {
        let Some(label) = told::label(change.thing, field) else { continue };
        let mine = yours.get(field).unwrap_or(&Value::Null);
        let seen = since.before.get(field).unwrap_or(their);
        differing.push(Differing {
            field: input_field(field).to_owned(),
            label,
            seen: told::value(tx, field, seen)?,
            theirs: told::value(tx, field, their)?,
            yours: if change.after.is_none() { "removed".into() } else { told::value(tx, field, mine)? },
        });
    }
    Ok(Conflict {
        what: change.thing.replace('_', " "),
        version: now,
        theirs: Value::Object(theirs),
        yours: Value::Object(yours),
        fields: differing,
        by: since.by,
    })
}

/// What has happened to a thing.
struct Since {
    /// Fields that were changed, as they were before the first of these changes.
    before: BTreeMap<String, Value>,
    /// By whom, the latest first.
    by: Vec<String>,
}

/// The last `steps` changes of this thing: each made one version.
fn since(tx: &mut Tx, change: &Change, steps: i64) -> Result<Since, Error> {
    const STEPS: &Sql = sql!(
        "change.latest_of_thing",
        "select change.before_json, event.actor_name from change \
         join event on event.business_id = $1 and event.seq = change.seq \
         where change.business_id = $1 and change.thing = $2 and change.thing_id = $3 \
         and change.before_json is not null and change.after_json is not null \
         order by change.seq desc, change.n desc limit $4"
    );
    let steps: Vec<(Option<String>, String)> =
        tx.all(STEPS, &values![change.thing, &change.thing_id, steps], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut since = Since { before: BTreeMap::new(), by: Vec::new() };
    for (before, by) in steps {
        // The oldest comes last and stays.
        since.before.extend(fields(before.as_deref()));
        if !since.by.contains(&by) {
            since.by.push(by);
        }
    }
    Ok(since)
}

fn fields(text: Option<&str>) -> Map<String, Value> {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// The field of the command that a column is set by.
fn input_field(column: &str) -> &str {
    match column {
        "starts" => "start",
        "ends" => "end",
        "manager_id" => "manager",
        "area_id" => "area",
        "accountable_id" => "accountable",
        "optimistic_minutes" | "likely_minutes" | "pessimistic_minutes" => "effort",
        "spent_minutes" => "spent_hours",
        "minutes_per_week" => "hours_per_week",
        "budget_minutes" => "budget_hours",
        other => other,
    }
}
