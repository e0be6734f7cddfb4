//! Origins: what came from where, so that an import knows again what it brought in before.
//!
//! For each thing brought in, its origin keeps what the file said of it. From that, the file of today and the record of
//! today it is told apart what changed there (it is taken over) and what a person changed here (it is kept): a merge of
//! three.

use std::collections::{HashMap, HashSet};

use righthand_domain::ids::OriginId;
use righthand_store::{Record, Sql, select_sql, values};
use serde_json::Value;

use super::clean;
use crate::act::Act;
use crate::command::Stop;
use crate::import::base::{Base, base_of, fields};
use crate::import::choices::{self, Choices, plain};
use crate::import::report::{Fate, Tally, named};
use crate::journal::Journaled;
use crate::records::{
    Assignment, Attachment, BoardList, CheckItem, Checklist, Comment, Dependency, Field, FieldValue, Origin, Project,
    Task,
};

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
    Task in "task" is "card", Some("card"), [
        "parent_id", "list_id", "name", "notes", "likely_minutes", "spent_minutes", "milestone", "not_before", "due", "done_at",
        "labels", "archived", "url"
    ];
    Dependency in "dependency" is "dependency", Some("dependency"), [];
    Assignment in "assignment" is "card_member", None, [];
    Checklist in "checklist" is "checklist", Some("checklist"), ["name"];
    CheckItem in "check_item" is "check_item", Some("check_item"), ["checklist_id", "name", "done"];
    Comment in "comment" is "comment", Some("comment"), ["words"];
    Attachment in "attachment" is "attachment", Some("attachment"), ["name", "url"];
    Field in "field" is "custom_field", Some("custom_field"), ["name"];
    FieldValue in "field_value" is "field_value", None, ["value"];
}

/// Origins that are written at once.
const WRITTEN_TOGETHER: usize = 4_096;

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
pub(super) struct Origins<'c> {
    source: String,
    /// Where theirs is taken though both changed.
    choices: Choices<'c>,
    /// Names of things that fields refer to by id.
    names: HashMap<String, String>,
    /// By kind, then by external id.
    known: HashMap<String, HashMap<String, Origin>>,
    fresh: Vec<Origin>,
    /// The board itself is new here: whatever is gone went with it, and is made again.
    pub(super) anew: bool,
}

impl<'c> Origins<'c> {
    /// Those of a source.
    pub(super) fn load(act: &mut Act<'_>, source: &str, choices: Choices<'c>) -> Result<Self, Stop> {
        let mut known: HashMap<String, HashMap<String, Origin>> = HashMap::new();
        let of_source = select_sql!(Origin, "where business_id = $1 and source = $2 order by id");
        for origin in act.select::<Origin>(of_source, &values![source])? {
            known.entry(origin.kind.clone()).or_default().insert(origin.external_id.clone(), origin);
        }
        Ok(Self { source: source.to_owned(), choices, names: HashMap::new(), known, fresh: Vec::new(), anew: true })
    }

    /// The origin of a thing.
    pub(super) fn find(&self, kind: &str, external_id: &str) -> Option<&Origin> {
        self.known.get(kind)?.get(&clean(external_id))
    }

    /// The external id of the board that this source is.
    pub(super) fn board(&self) -> Option<String> {
        self.known.get(Project::KIND)?.keys().next().cloned()
    }

    /// What the file said of a thing when it was last imported.
    pub(super) fn said(&self, kind: &str, external_id: &str, field: &str) -> Option<Value> {
        Base::read(&self.find(kind, external_id)?.fingerprint).said(field).cloned()
    }

    /// The ids of things of one kind that were brought in before and are still here, by external id.
    pub(super) fn still_here<R: Foreign>(&self, act: &mut Act<'_>) -> Result<HashMap<String, R::Id>, Stop> {
        let here = self.here::<R>(act)?;
        let known = self.known.get(R::KIND).into_iter().flatten();
        Ok(known.filter_map(|(id, origin)| Some((id.clone(), here.get(&origin.thing_id)?.id()))).collect())
    }

    /// Remembers what a thing is called, for fields that refer to it.
    pub(super) fn call(&mut self, id: String, name: String) {
        self.names.insert(id, name);
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
        self.tell_gone(tally, &here, &wishes);
        for Wish { external_id, name, mut record } in wishes {
            let print = print(&record);
            let known = self.find(R::KIND, &external_id).cloned();
            let now = known.as_ref().and_then(|origin| here.get(&origin.thing_id));
            let (id, fate) = match (&known, now) {
                (Some(origin), Some(now)) => (now.id(), self.merge(act, tally, origin, now, &record, &name)?),
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

    /// Lists what is no longer in the file and still here. It stays.
    fn tell_gone<R: Foreign>(&self, tally: &mut Tally, here: &HashMap<String, R>, wishes: &[Wish<R>]) {
        let Some(item) = R::ITEM.filter(|_| !here.is_empty()) else { return };
        let wished: HashSet<String> = wishes.iter().map(|wish| clean(&wish.external_id)).collect();
        let known = self.known.get(R::KIND).into_iter().flatten();
        let mut gone: Vec<&Origin> = known.filter(|(id, _)| !wished.contains(*id)).map(|(_, origin)| origin).collect();
        gone.sort_by_key(|origin| origin.id);
        for now in gone.into_iter().filter_map(|origin| here.get(&origin.thing_id)) {
            let fields = fields(now);
            let name = ["name", "words"].iter().find_map(|field| fields.get(*field)?.as_str()).unwrap_or_default();
            tally.gone.push(named(item, name));
        }
    }

    /// Takes over the fields that changed in the file and nowhere else, and those that are chosen.
    fn merge<R: Foreign>(
        &self,
        act: &mut Act<'_>,
        tally: &mut Tally,
        origin: &Origin,
        now: &R,
        wish: &R,
        name: &str,
    ) -> Result<Fate, Stop> {
        let (mut here, wished) = (fields(now), fields(wish));
        if R::FIELDS.iter().all(|field| here.get(*field) == wished.get(*field)) {
            return Ok(Fate::Unchanged);
        }
        let base = Base::read(&origin.fingerprint);
        let words = |value: &Value| {
            let known = value.as_str().and_then(|id| self.names.get(id));
            known.map_or_else(|| plain(value), |name| plain(&Value::from(name.as_str())))
        };
        for field in R::FIELDS {
            let (ours, theirs) = (here.get(*field), wished.get(*field));
            let (ours, theirs) = (ours.unwrap_or(&Value::Null), theirs.unwrap_or(&Value::Null));
            if ours == theirs {
                continue;
            }
            let thing = format!("{}/{}", R::KIND, origin.external_id);
            let differs =
                choices::Field { thing, kind: R::ITEM.unwrap_or(R::KIND), name, field, here: ours, there: theirs };
            if self.choices.take(tally, &base, &differs, words) {
                here.insert((*field).to_owned(), theirs.clone());
            }
        }
        // The fields come from two records of this type, so they make one.
        let Ok(merged) = serde_json::from_value::<R>(Value::Object(here)) else { return Ok(Fate::Unchanged) };
        let version = act.update(now, &merged, None)?;
        Ok(if version == now.version() { Fate::Unchanged } else { Fate::Updated })
    }

    /// Removes what is no longer in the file, unless a person has changed it here. Says it as `what` of `name`.
    pub(super) fn remove_missing<R: Foreign>(
        &mut self,
        act: &mut Act<'_>,
        tally: &mut Tally,
        seen: &HashSet<String>,
        what: &'static str,
    ) -> Result<(), Stop> {
        let here = self.here::<R>(act)?;
        let known = self.known.get(R::KIND).into_iter().flatten();
        let mut missing: Vec<&Origin> = known.filter(|(id, _)| !seen.contains(*id)).map(|(_, origin)| origin).collect();
        missing.sort_by_key(|origin| origin.id);
        for origin in missing {
            let as_it_was = |now: &&R| {
                let (base, fields) = (Base::read(&origin.fingerprint), fields(*now));
                R::FIELDS.iter().all(|field| base.is(field, fields.get(*field).unwrap_or(&Value::Null)))
            };
            if let Some(now) = here.get(&origin.thing_id).filter(as_it_was) {
                tally.guess(what, "taken away here too", &origin.external_id);
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
        // Held back only as long as many at once cost less than one by one.
        if self.fresh.len() >= WRITTEN_TOGETHER {
            act.insert_all(&self.fresh)?;
            self.fresh.clear();
        }
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

/// What a file says of a record, as its origin keeps it.
fn print<R: Foreign>(record: &R) -> String {
    base_of(record, |field| R::FIELDS.contains(&field))
}
