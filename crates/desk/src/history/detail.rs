//! View: what one event changed, field by field, before and after, in words.

use righthand_domain::roles::{Grant, Permission, Role};
use righthand_store::{Sql, Tx, sql, values};
use serde::Serialize;
use serde_json::{Map, Value};

use super::log::{self, Entry};
use super::told;
use crate::view::{NotSeen, View};

/// Changes of an event that are told: an import has tens of thousands.
pub const CHANGES_MAX: usize = 50;

/// Fields that are told only where they change: every new thing has them, and nobody chose them.
const BY_THE_WAY: [&str; 2] = ["position", "lag_in"];

/// An event with its changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Detail {
    pub entry: Entry,
    pub changes: Vec<Told>,
    /// So many more than are told.
    pub more: u64,
}

/// One record made, changed or removed, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Such as "task" or "board list".
    pub thing: String,
    /// What it is called, where it has a name.
    pub name: Option<String>,
    pub what: What,
    pub fields: Vec<Field>,
}

/// What was done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Made,
    Changed,
    Removed,
}

/// A field before and after; of what was made or removed there is only one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    pub label: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// An event, for those who run the business and for whoever did it.
pub fn detail(view: &mut View<'_>, event: i64) -> Result<Detail, NotSeen> {
    let not_found = || NotSeen::NotFound(format!("event {event}"));
    view.need_some(Permission::UndoOwn)?;
    let by_user = log::by(view.tx, event)?.ok_or_else(not_found)?;
    if view.may(Permission::SeeBusiness) != Grant::Yes && by_user != view.who.user() {
        return Err(not_found());
    }
    let mut entry = log::one(view.tx, view.who, event)?.ok_or_else(not_found)?;
    if view.me.role == Role::Owner {
        log::for_owner(std::slice::from_mut(&mut entry));
    }
    let (changes, more) = changes(view.tx, event, None)?;
    Ok(Detail { entry, changes, more })
}

/// The changes of an event in words, but for where things came from, which only a further import asks; only those of one thing, or of what hangs on it, where `of` names its id.
pub(super) fn changes(tx: &mut Tx, event: i64, of: Option<&str>) -> Result<(Vec<Told>, u64), NotSeen> {
    const CHANGES: &Sql = sql!(
        "change.told",
        "select thing, thing_id, before_json, after_json from change where business_id = $1 and seq = $2 \
         and thing <> 'origin' and ($3 = '' or thing_id = $3 or about = $3) order by n limit $4"
    );
    const COUNT: &Sql = sql!(
        "change.count_told",
        "select count(*) from change where business_id = $1 and seq = $2 and thing <> 'origin' \
         and ($3 = '' or thing_id = $3 or about = $3)"
    );
    let of = of.unwrap_or_default();
    let limit = i64::try_from(CHANGES_MAX).unwrap_or(i64::MAX);
    type Row = (String, String, Option<String>, Option<String>);
    let rows: Vec<Row> =
        tx.all(CHANGES, &values![event, of, limit], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let all = tx.one(COUNT, &values![event, of], |row| row.get::<i64>(0))?.unwrap_or(0);
    let more = u64::try_from(all).unwrap_or(0).saturating_sub(rows.len() as u64);
    let mut told = Vec::with_capacity(rows.len());
    for (thing, id, before, after) in rows {
        told.push(tell(tx, &thing, &id, fields(before), fields(after))?);
    }
    Ok((told, more))
}

fn fields(text: Option<String>) -> Option<Map<String, Value>> {
    text.map(|text| serde_json::from_str(&text).unwrap_or_default())
}

fn tell(
    tx: &mut Tx,
    thing: &str,
    id: &str,
    before: Option<Map<String, Value>>,
    after: Option<Map<String, Value>>,
) -> Result<Told, NotSeen> {
    let what = match (&before, &after) {
        (None, _) => What::Made,
        (_, None) => What::Removed,
        _ => What::Changed,
    };
    let own_name = [&after, &before].into_iter().flatten().find_map(|fields| fields.get("name")?.as_str());
    let name = match own_name {
        Some(name) => Some(name.to_owned()),
        None => told::name_of(tx, thing, id)?,
    };
    let mut fields = Vec::new();
    let names: Vec<String> = before.iter().chain(&after).flat_map(|fields| fields.keys().cloned()).collect();
    for name in unique(names) {
        let Some(label) = told::label(thing, &name) else { continue };
        let side = |fields: &Option<Map<String, Value>>| fields.as_ref().and_then(|fields| fields.get(&name)).cloned();
        let (old, new) = (side(&before), side(&after));
        // Of a whole record only what says something: not the dozen fields that nobody filled.
        if what != What::Changed && (says_nothing(old.as_ref().or(new.as_ref())) || BY_THE_WAY.contains(&name.as_str()))
        {
            continue;
        }
        let mut words = |side: Option<Value>| side.map(|side| told::value(tx, &name, &side)).transpose();
        fields.push(Field { label, before: words(old)?, after: words(new)? });
    }
    Ok(Told { thing: thing.replace('_', " "), name, what, fields })
}

/// In their order, each once.
fn unique(names: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    names.into_iter().filter(|name| seen.insert(name.clone())).collect()
}

fn says_nothing(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null | Value::Bool(false)) => true,
        Some(Value::Array(items)) => items.is_empty(),
        Some(Value::Number(number)) => number.as_i64() == Some(0),
        _ => false,
    }
}
