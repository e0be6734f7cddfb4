//! What was built upon an event: the later events that touched what it made or changed, and those that touched that.

use std::collections::HashSet;

use righthand_domain::ids::UserId;
use righthand_store::{Sql, sql, values};
use serde_json::Value;

use crate::act::Act;
use crate::command::Stop;

/// Later changes that are looked through; more than this is a history of its own, to be put right by hand.
const CHANGES_MAX: usize = 100_000;
/// Letters of an id.
const ID_LETTERS: usize = 36;

/// The later events that have to be taken back before one can be.
#[derive(Debug, Default)]
pub(super) struct BuiltUpon {
    /// Their numbers, latest first.
    pub(super) events: Vec<i64>,
    /// The first of them that is somebody else's: what it did, and who.
    pub(super) of_another: Option<(String, String)>,
}

/// A later event with what it changed.
struct Later {
    seq: i64,
    user: Option<UserId>,
    by: String,
    summary: String,
    undoes: Option<i64>,
    changes: Vec<Touch>,
}

/// One change: the thing, whether it was made by it, and the things that it names.
struct Touch {
    thing: String,
    made: bool,
    names: Vec<String>,
}

/// What was built upon event `seq` since.
pub(super) fn built_upon(act: &mut Act<'_>, seq: i64) -> Result<BuiltUpon, Stop> {
    let (mut touched, mut made) = (HashSet::new(), HashSet::new());
    for touch in own(act, seq)? {
        if touch.made {
            made.insert(touch.thing.clone());
        }
        touched.insert(touch.thing);
    }
    let later = later(act, seq)?;
    // An event and the one that took it back cancel each other out.
    let undone: HashSet<i64> = later.iter().filter_map(|event| event.undoes).filter(|undoes| *undoes > seq).collect();
    let mut found = BuiltUpon::default();
    for event in later {
        if undone.contains(&event.seq) || event.undoes.is_some_and(|undoes| undone.contains(&undoes)) {
            continue;
        }
        let builds = |touch: &Touch| touched.contains(&touch.thing) || touch.names.iter().any(|id| made.contains(id));
        if !event.changes.iter().any(builds) {
            continue;
        }
        if event.user != act.who.user() && found.of_another.is_none() {
            found.of_another = Some((event.summary, event.by));
        }
        for touch in event.changes {
            if touch.made {
                made.insert(touch.thing.clone());
            }
            touched.insert(touch.thing);
        }
        found.events.push(event.seq);
    }
    found.events.reverse();
    Ok(found)
}

fn own(act: &mut Act<'_>, seq: i64) -> Result<Vec<Touch>, Stop> {
    const OWN: &Sql = sql!(
        "change.things_of_event",
        "select thing_id, before_json is null from change where business_id = $1 and seq = $2 order by n"
    );
    let touch = |row: &righthand_store::Row<'_>| Ok(Touch { thing: row.get(0)?, made: row.get(1)?, names: Vec::new() });
    Ok(act.tx.all(OWN, &values![seq], touch)?)
}

/// All later events that still hold, first to last.
fn later(act: &mut Act<'_>, seq: i64) -> Result<Vec<Later>, Stop> {
    const LATER: &Sql = sql!(
        "change.after_event",
        "select event.seq, event.user_id, event.actor_name, event.summary, event.undoes, change.thing_id, \
         change.before_json, change.after_json from change \
         join event on event.business_id = $1 and event.seq = change.seq \
         where change.business_id = $1 and change.seq > $2 and change.seq < $4 and not exists (select 1 from taken_back \
         where taken_back.business_id = $1 and taken_back.seq = change.seq) and not exists (select 1 from taken_back \
         where taken_back.business_id = $1 and taken_back.by_seq = change.seq) order by change.seq, change.n limit $3"
    );
    type Row = (i64, Option<UserId>, String, String, Option<i64>, String, Option<String>, Option<String>);
    let limit = i64::try_from(CHANGES_MAX).unwrap_or(i64::MAX);
    // What this command itself has written down is nothing that anybody built upon it.
    let this = act.pen.number(act.tx)?;
    let rows: Vec<Row> = act.tx.all(LATER, &values![seq, limit, this], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?))
    })?;
    let mut events: Vec<Later> = Vec::new();
    for (seq, user, by, summary, undoes, thing, before, after) in rows {
        let touch = Touch { thing, made: before.is_none(), names: names(before.as_deref(), after.as_deref()) };
        match events.last_mut().filter(|event| event.seq == seq) {
            Some(event) => event.changes.push(touch),
            None => events.push(Later { seq, user, by, summary, undoes, changes: vec![touch] }),
        }
    }
    Ok(events)
}

/// The ids that a change names.
fn names(before: Option<&str>, after: Option<&str>) -> Vec<String> {
    let mut found = Vec::new();
    for text in [before, after].into_iter().flatten() {
        if let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(text) {
            let ids = fields.into_iter().filter_map(|(_, value)| match value {
                Value::String(text) if text.len() == ID_LETTERS => Some(text),
                _ => None,
            });
            found.extend(ids);
        }
    }
    found
}
