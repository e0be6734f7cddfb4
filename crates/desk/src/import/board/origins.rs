//! Origins: what came from where, so that an import knows again what it brought in before.
//!
//! For each thing brought in, its origin keeps a print of every field as the file said it. From that, the file of today
//! and the record of today it is told apart what changed there (it is taken over) and what a person changed here (it is
//! kept): a merge of three.

use std::collections::{HashMap, HashSet};

use righthand_domain::ids::OriginId;
use righthand_store::{Record, Sql, select_sql, values};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::clean;
use crate::act::Act;
use crate::command::Stop;
use crate::import::report::{Fate, Tally};
use crate::journal::Journaled;
use crate::records::{
    Assignment, Attachment, BoardList, CheckItem, Checklist, Comment, Field, FieldValue, Origin, Project, Task,
};

/// Bytes of a field's print: 48 bits tell the few values of one field apart.
const PRINT_BYTES: usize = 6;

/// A record that boards bring in.
pub(super) trait Foreign: Journaled<Id: std::fmt::Display> {
    /// The kind of thing, as origins name it.
    const KIND: &'static str;
    /// The kind of item that it is in a report, if it is one.
    const ITEM: Option<&'static str>;
    /// The fields that the file says. Others (keys, places) are the desk's own.
    const FIELDS: &'static [&'static str];
    /// Those that a source has brought in.
    const BROUGHT: &'static Sql;
}

macro_rules! foreign {
    ($($record:ident in $table:literal is $kind:literal, $item:expr, [$($field:literal),*];)+) => {$(
        impl Foreign for $record {
            const KIND: &'static str = $kind;
            const ITEM: Option<&'static str> = $item;
            const FIELDS: &'static [&'static str] = &[$($field),*];
            const BROUGHT: &'static Sql = select_sql!(
                $record,
                concat!(
                    "join origin on origin.business_id = $1 and origin.source = $2 and origin.kind = '", $kind,
                    "' and origin.thing_id = ", $table, ".id where ", $table, ".business_id = $1"
                )
            );
        }
    )+};
}

foreign! {
    Project in "project" is "board", None, ["name", "notes"];
    BoardList in "board_list" is "list", Some("list"), ["name", "archived"];
    Task in "task" is "card", Some("card"), ["list_id", "name", "notes", "not_before", "due", "done_at", "labels", "archived", "url"];
    Assignment in "assignment" is "card_member", None, [];
    Checklist in "checklist" is "checklist", Some("checklist"), ["name"];
    CheckItem in "check_item" is "check_item", Some("check_item"), ["checklist_id", "name", "done"];
    Comment in "comment" is "comment", Some("comment"), ["words"];
    Attachment in "attachment" is "attachment", Some("attachment"), ["name", "url"];
    Field in "field" is "custom_field", Some("custom_field"), ["name"];
    FieldValue in "field_value" is "field_value", None, ["value"];
}

/// Something the file holds, as the record that it would be.
pub(super) struct Wish<R> {
    /// The other tool's id.
    pub(super) external_id: String,
    /// As a report names it.
    pub(super) name: String,
    pub(super) record: R,
}

/// What became of wishes.
pub(super) struct Placed<R: Record> {
    /// The record of each external id that is here now.
    pub(super) ids: HashMap<String, R::Id>,
    /// Whether all of them are new.
    pub(super) all_new: bool,
}

/// All that one source has brought in.
pub(super) struct Origins {
    source: String,
    /// By kind, then by external id.
    known: HashMap<String, HashMap<String, Origin>>,
    fresh: Vec<Origin>,
    /// The board itself is new here: whatever is gone went with it, and is made again.
    pub(super) anew: bool,
}

impl Origins {
    /// Those of a source.
    pub(super) fn load(act: &mut Act<'_>, source: &str) -> Result<Self, Stop> {
        let mut known: HashMap<String, HashMap<String, Origin>> = HashMap::new();
        let of_source = select_sql!(Origin, "where business_id = $1 and source = $2 order by id");
        for origin in act.select::<Origin>(of_source, &values![source])? {
            known.entry(origin.kind.clone()).or_default().insert(origin.external_id.clone(), origin);
        }
        Ok(Self { source: source.to_owned(), known, fresh: Vec::new(), anew: true })
    }

    /// The origin of a thing.
    pub(super) fn find(&self, kind: &str, external_id: &str) -> Option<&Origin> {
        self.known.get(kind)?.get(&clean(external_id))
    }

    /// Makes what is new, takes over what changed there, and leaves the rest. `complete` is asked for what is made.
    pub(super) fn place<R: Foreign>(
        &mut self,
        act: &mut Act<'_>,
        tally: &mut Tally,
        wishes: Vec<Wish<R>>,
        mut complete: impl FnMut(&mut R),
    ) -> Result<Placed<R>, Stop> {
        let here = self.here::<R>(act)?;
        let (mut made, mut ids) = (Vec::new(), HashMap::with_capacity(wishes.len()));
        let wished = wishes.len();
        for Wish { external_id, name, mut record } in wishes {
            let print = print(&record);
            let known = self.find(R::KIND, &external_id).cloned();
            let now = known.as_ref().and_then(|origin| here.get(&origin.thing_id));
            let (id, fate) = match (&known, now) {
                (Some(origin), Some(now)) => (now.id(), merge(act, tally, origin, now, &record, &name)?),
                (Some(_), None) if !self.anew => {
                    if let Some(item) = R::ITEM {
                        tally.skip(
                            item,
                            &name,
                            "was removed here after it had been imported; undo that to have it back",
                        );
                    }
                    continue;
                }
                _ => {
                    complete(&mut record);
                    let id = record.id();
                    made.push(record);
                    (id, Fate::Made)
                }
            };
            if let Some(item) = R::ITEM {
                tally.fate(item, fate);
            }
            self.note(act, known, R::KIND, &external_id, R::TABLE, &id.to_string(), print)?;
            ids.insert(external_id, id);
        }
        let all_new = made.len() == wished;
        act.insert_all(&made)?;
        Ok(Placed { ids, all_new })
    }

    /// Removes what is no longer in the file, unless a person has changed it here.
    pub(super) fn remove_missing<R: Foreign>(&mut self, act: &mut Act<'_>, seen: &HashSet<String>) -> Result<(), Stop> {
        let here = self.here::<R>(act)?;
        let known = self.known.get(R::KIND).into_iter().flatten();
        let mut missing: Vec<&Origin> = known.filter(|(id, _)| !seen.contains(*id)).map(|(_, origin)| origin).collect();
        missing.sort_by_key(|origin| origin.id);
        for origin in missing {
            if let Some(now) = here.get(&origin.thing_id).filter(|now| print(*now) == origin.fingerprint) {
                act.delete(now)?;
                act.delete(origin)?;
            }
        }
        Ok(())
    }

    /// Keeps where a thing came from and what the file says of it now.
    #[expect(clippy::too_many_arguments, reason = "an origin has that many parts, all of them texts")]
    pub(super) fn note(
        &mut self,
        act: &mut Act<'_>,
        known: Option<Origin>,
        kind: &str,
        external_id: &str,
        thing: &str,
        thing_id: &str,
        fingerprint: String,
    ) -> Result<(), Stop> {
        if let Some(before) = known {
            let after = Origin { thing_id: thing_id.to_owned(), fingerprint, ..before.clone() };
            return act.update(&before, &after, None).map(drop);
        }
        self.fresh.push(Origin {
            id: act.new_id::<OriginId>(),
            source: self.source.clone(),
            kind: kind.to_owned(),
            external_id: clean(external_id),
            thing: thing.to_owned(),
            thing_id: thing_id.to_owned(),
            fingerprint,
            version: 1,
        });
        Ok(())
    }

    /// Writes down the new ones.
    pub(super) fn keep(self, act: &mut Act<'_>) -> Result<(), Stop> {
        act.insert_all(&self.fresh)
    }

    /// What is here of what was brought in, by id.
    fn here<R: Foreign>(&self, act: &mut Act<'_>) -> Result<HashMap<String, R>, Stop> {
        if self.known.get(R::KIND).is_none_or(HashMap::is_empty) {
            return Ok(HashMap::new());
        }
        let brought = act.select::<R>(R::BROUGHT, &values![&self.source])?;
        Ok(brought.into_iter().map(|record| (record.id().to_string(), record)).collect())
    }
}

/// Takes over the fields that changed in the file and nowhere else.
fn merge<R: Foreign>(
    act: &mut Act<'_>,
    tally: &mut Tally,
    origin: &Origin,
    now: &R,
    wish: &R,
    name: &str,
) -> Result<Fate, Stop> {
    let said: HashMap<&str, &str> = origin.fingerprint.split(' ').filter_map(|field| field.split_once('=')).collect();
    let (mut fields, wished) = (fields(now), fields(wish));
    for field in R::FIELDS {
        let (here, there) = (fields.get(*field), wished.get(*field));
        let before = said.get(field).copied();
        if here == there || before == Some(&hash(there)) {
            continue;
        }
        if before == Some(&hash(here)) {
            fields.insert((*field).to_owned(), there.cloned().unwrap_or_default());
        } else {
            let field = field.trim_end_matches("_id").replace('_', " ");
            tally.guess("changed both there and here", format!("{field} kept as it was changed here"), name);
        }
    }
    // The fields come from two records of this type, so they make one.
    let Ok(merged) = serde_json::from_value::<R>(Value::Object(fields)) else { return Ok(Fate::Unchanged) };
    let version = act.update(now, &merged, None)?;
    Ok(if version == now.version() { Fate::Unchanged } else { Fate::Updated })
}

/// What a file says of a record, field by field, small enough to keep.
fn print<R: Foreign>(record: &R) -> String {
    let fields = fields(record);
    R::FIELDS.iter().map(|field| format!("{field}={}", hash(fields.get(*field)))).collect::<Vec<_>>().join(" ")
}

fn fields<R: Journaled>(record: &R) -> Map<String, Value> {
    match serde_json::to_value(record) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// The print of one value.
pub(super) fn hash(value: Option<&Value>) -> String {
    let text = value.map_or_else(String::new, Value::to_string);
    Sha256::digest(text).iter().take(PRINT_BYTES).map(|byte| format!("{byte:02x}")).collect()
}
