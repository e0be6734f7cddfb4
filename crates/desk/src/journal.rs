//! The journal: every change of a record with what was before and after it, and the way back (R14).
//!
//! Commands never write a record but through [`crate::act::Act`], which keeps the journal; that is why the history is
//! complete and why anything can be undone without a word of its own code.

mod pen;

use std::collections::HashMap;

use righthand_store::{Cell, Column, Error, Record, Sql, Tx, delete_sql, identity_sql, select_sql, sql, values};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::records;

pub(crate) use pen::{Header, Pen};

/// A record that the journal can write down and read back.
pub trait Journaled: Record + Clone + Serialize + DeserializeOwned {}

impl<R: Record + Clone + Serialize + DeserializeOwned> Journaled for R {}

/// One record made, changed or removed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The table of the record.
    pub thing: &'static str,
    pub thing_id: String,
    /// JSON of the fields that differ, as they were; `None` where the record was made.
    pub before: Option<String>,
    /// JSON of the fields that differ, as they became; `None` where the record was removed.
    pub after: Option<String>,
    /// Id of what the record hangs on, where its history is also that of the other: the task of a comment.
    pub about: Option<String>,
}

/// The field of a record that names what it hangs on.
const HANGS_ON: [(&str, &str); 23] = [
    ("absence", "member_id"),
    ("assignment", "task_id"),
    ("attachment", "task_id"),
    ("attendance", "appointment_id"),
    ("board_list", "project_id"),
    ("check_item", "checklist_id"),
    ("checklist", "task_id"),
    ("comment", "task_id"),
    ("contact_wait", "task_id"),
    ("dependency", "task_id"),
    ("decision", "project_id"),
    ("field", "project_id"),
    ("field_value", "task_id"),
    ("lift", "member_id"),
    ("material", "operation_id"),
    ("pin", "task_id"),
    ("question_turn", "question_id"),
    ("risk", "project_id"),
    ("run", "operation_id"),
    ("run_step", "run_id"),
    ("step", "operation_id"),
    ("step_comment", "operation_id"),
    ("workflow_version", "operation_id"),
];

fn hangs_on(table: &str) -> Option<&'static str> {
    HANGS_ON.iter().find(|(other, _)| *other == table).map(|(_, field)| *field)
}

/// What a record of `table`, whose fields are in `text`, hangs on.
fn about(table: &str, text: &str) -> Option<String> {
    const ID_CHARS: usize = 36;
    let field = hangs_on(table)?;
    // The text is our own: names of fields stand in it with nothing between them and their values.
    let (_, id) = text.split_once(&format!("\"{field}\":\""))?;
    id.get(..ID_CHARS).map(ToOwned::to_owned)
}

impl Change {
    /// A record that was made.
    pub fn made<R: Journaled>(record: &R) -> Self {
        let text = text(record);
        Self { about: about(R::TABLE, &text), thing: R::TABLE, thing_id: id(record), before: None, after: Some(text) }
    }

    /// A record that was removed.
    pub fn removed<R: Journaled>(record: &R) -> Self {
        let text = text(record);
        Self { about: about(R::TABLE, &text), thing: R::TABLE, thing_id: id(record), before: Some(text), after: None }
    }

    /// A record that was changed; `None` if it is as it was.
    pub fn changed<R: Journaled>(before: &R, after: &R) -> Option<Self> {
        let (Value::Object(old), Value::Object(new)) = (json(before), json(after)) else { return None };
        let differing: Vec<&String> =
            old.iter().filter(|(field, value)| new.get(*field) != Some(value)).map(|(field, _)| field).collect();
        let only = |from: &Map<String, Value>| {
            Value::Object(
                differing.iter().filter_map(|field| Some(((*field).clone(), from.get(*field)?.clone()))).collect(),
            )
        };
        (!differing.is_empty()).then(|| Self {
            thing: R::TABLE,
            thing_id: id(before),
            before: Some(only(&old).to_string()),
            after: Some(only(&new).to_string()),
            about: hangs_on(R::TABLE).and_then(|field| new.get(field)?.as_str().map(ToOwned::to_owned)),
        })
    }
}

/// The whole of a record, at once as text: an import makes tens of thousands.
fn text<R: Journaled>(record: &R) -> String {
    serde_json::to_string(record).unwrap_or_default()
}

/// The fields of a record without its version, which is nobody's content.
fn json<R: Journaled>(record: &R) -> Value {
    without_version(serde_json::to_value(record).unwrap_or_default())
}

fn without_version(mut value: Value) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.remove("version");
    }
    value
}

fn id<R: Journaled>(record: &R) -> String {
    match record.id().write() {
        righthand_store::Value::Text(id) => id,
        other => format!("{other:?}"),
    }
}

/// The number of the latest event; 0 before the first.
pub fn latest(tx: &mut Tx) -> Result<i64, Error> {
    const LATEST: &Sql = sql!("event.latest", "select seq from event where business_id = $1 order by seq desc limit 1");
    Ok(tx.one(LATEST, &[], |row| row.get(0))?.unwrap_or(0))
}

/// Rings the bell of the business after the commit. Rings are numbered apart from events: a plan that lands is
/// something new to look at, and no event.
pub fn ring(tx: &mut Tx) -> Result<(), Error> {
    const LAST: &Sql = identity_sql!("last_event.number", "select number from last_event where business_id = $1");
    let business = tx.business();
    let last: Option<i64> = tx.identity().one(LAST, &values![business], |row| row.get(0))?;
    tx.ring(last.unwrap_or(0) + 1);
    Ok(())
}

/// A change that was taken back, or why it cannot be.
type TakenBack = Result<Result<Change, Since>, Error>;

/// A kind of record, for code that knows its table only by name.
pub struct Thing {
    pub table: &'static str,
    take_back: fn(&mut Tx, &str, Option<&Value>, Option<&Value>) -> TakenBack,
    unmake_all: fn(&mut Tx, &Made<'_>) -> AllTakenBack,
    /// The rows that changes made, by event, first and last change.
    made: &'static Sql,
    unmake: &'static Sql,
}

/// Records of one kind that one event made one after the other.
pub struct Made<'c> {
    pub event: i64,
    /// Numbers of the first and the last change.
    pub first: i64,
    pub last: i64,
    /// Id and JSON of each as it was made.
    pub records: &'c [(String, Option<String>)],
}

/// The changes that took all of them back, or why that cannot be.
type AllTakenBack = Result<Result<Vec<Change>, Since>, Error>;

/// Why a change cannot be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    Changed,
    Removed,
    BuiltUpon,
}

impl Since {
    /// As a refusal says it of a `table`.
    pub fn words(self, table: &str) -> String {
        let thing = table.replace('_', " ");
        match self {
            Self::Changed => format!("a {thing} of it has been changed"),
            Self::Removed => format!("a {thing} of it has been removed"),
            Self::BuiltUpon => format!("something has been added to a {thing} of it"),
        }
    }

    /// As a refusal says of somebody: "Halima changed a task of it".
    pub fn done_to(self, table: &str) -> String {
        let thing = table.replace('_', " ");
        match self {
            Self::Changed => format!("changed a {thing} of it"),
            Self::Removed => format!("removed a {thing} of it"),
            Self::BuiltUpon => format!("added something to a {thing} of it"),
        }
    }
}

macro_rules! things {
    ($($record:ident),+ $(,)?) => {
        /// Every kind of record that commands change.
        pub const THINGS: &[Thing] = &[$(thing::<records::$record>(
            select_sql!(
                records::$record,
                "where business_id = $1 and id in \
                 (select thing_id from change where business_id = $1 and seq = $2 and n >= $3 and n <= $4)"
            ),
            delete_sql!(
                records::$record,
                "where business_id = $1 and id in \
                 (select thing_id from change where business_id = $1 and seq = $2 and n >= $3 and n <= $4)"
            ),
        ),)+];
    };
}

things![
    Business,
    Holiday,
    Member,
    Region,
    Observance,
    Absence,
    Area,
    Project,
    BoardList,
    Task,
    Assignment,
    Dependency,
    Checklist,
    CheckItem,
    Comment,
    Attachment,
    Field,
    FieldValue,
    Dismissal,
    Operation,
    Step,
    WorkflowVersion,
    Run,
    RunStep,
    Appointment,
    Attendance,
    Duty,
    Lift,
    Pin,
    Risk,
    Report,
    ReportLink,
    Origin,
    Agreement,
    RateViewer,
    Contact,
    ContactWait,
    AppointmentGuest,
    Output,
    ImportMapping,
    SavedView,
    Material,
    StepComment,
    Question,
    QuestionTurn,
    Decision,
    Opening,
    Candidate,
    Hiring,
    Staffing,
    Assumption,
];

const fn thing<R: Journaled>(made: &'static Sql, unmake: &'static Sql) -> Thing {
    Thing { table: R::TABLE, take_back: take_back::<R>, unmake_all: unmake_all::<R>, made, unmake }
}

/// Takes one change back. `Ok(Err(since))` where that would undo what somebody did later.
pub fn undo(tx: &mut Tx, table: &str, id: &str, before: Option<&Value>, after: Option<&Value>) -> TakenBack {
    match THINGS.iter().find(|thing| thing.table == table) {
        Some(thing) => (thing.take_back)(tx, id, before, after),
        None => Ok(Err(Since::Removed)),
    }
}

/// Takes back the making of many records of a table with two statements, whatever their number: an import makes a
/// hundred thousand.
pub fn undo_made(tx: &mut Tx, table: &str, made: &Made<'_>) -> AllTakenBack {
    match THINGS.iter().find(|thing| thing.table == table) {
        Some(thing) => (thing.unmake_all)(tx, made),
        None => Ok(Err(Since::Removed)),
    }
}

fn unmake_all<R: Journaled>(tx: &mut Tx, made: &Made<'_>) -> AllTakenBack {
    let Some(thing) = THINGS.iter().find(|thing| thing.table == R::TABLE) else { return Ok(Err(Since::Removed)) };
    let which = values![made.event, made.first, made.last];
    let here = tx.select::<R>(thing.made, &which)?;
    let here: HashMap<String, R> = here.into_iter().map(|record| (id(&record), record)).collect();
    let mut removed = Vec::with_capacity(made.records.len());
    for (id, after) in made.records {
        let Some(now) = here.get(id) else { return Ok(Err(Since::Removed)) };
        // Most are as they were made to the letter; else they are compared as records, as one alone is.
        let read = |after: &String| with_fields::<R>(serde_json::from_str(after).ok()?, now.version());
        let as_made = after.as_ref().is_some_and(|after| *after == text(now))
            || after.as_ref().and_then(read).as_ref().map(json) == Some(json(now));
        if !as_made {
            return Ok(Err(Since::Changed));
        }
        removed.push(Change::removed(now));
    }
    match tx.run(thing.unmake, &which) {
        Ok(_) => Ok(Ok(removed)),
        Err(Error::ForeignKey { .. }) => Ok(Err(Since::BuiltUpon)),
        Err(error) => Err(error),
    }
}

fn take_back<R: Journaled>(tx: &mut Tx, id: &str, before: Option<&Value>, after: Option<&Value>) -> TakenBack {
    let Some(id) = R::Id::read(Cell::Text(id)) else { return Ok(Err(Since::Removed)) };
    let now = tx.find::<R>(id)?;
    match (before, after, now) {
        (None, _, Some(now)) => unmake(tx, &now, after),
        (Some(before), None, None) => remake::<R>(tx, before),
        (Some(before), Some(after), Some(now)) => change_back(tx, &now, before, after),
        (Some(_), None, Some(_)) => Ok(Err(Since::Changed)),
        (_, _, None) => Ok(Err(Since::Removed)),
    }
}

/// Removes what was made, if it is still as it was made and nothing hangs on it.
fn unmake<R: Journaled>(tx: &mut Tx, now: &R, after: Option<&Value>) -> TakenBack {
    // Read as a record first: what older events do not tell is as it is by default.
    let made = after.cloned().and_then(|after| with_fields::<R>(after, now.version()));
    if made.as_ref().map(json) != Some(json(now)) {
        return Ok(Err(Since::Changed));
    }
    match tx.delete::<R>(now.id()) {
        Ok(_) => Ok(Ok(Change::removed(now))),
        Err(Error::ForeignKey { .. }) => Ok(Err(Since::BuiltUpon)),
        Err(error) => Err(error),
    }
}

/// Puts back what was removed.
fn remake<R: Journaled>(tx: &mut Tx, before: &Value) -> TakenBack {
    let Some(record) = with_fields::<R>(before.clone(), 1) else { return Ok(Err(Since::Changed)) };
    match tx.insert(&record) {
        Ok(()) => Ok(Ok(Change::made(&record))),
        Err(Error::ForeignKey { .. }) => Ok(Err(Since::Removed)),
        Err(Error::Unique { .. }) => Ok(Err(Since::Changed)),
        Err(error) => Err(error),
    }
}

/// Writes the old values of the changed fields, if they are still as that change left them.
fn change_back<R: Journaled>(tx: &mut Tx, now: &R, before: &Value, after: &Value) -> TakenBack {
    let (Value::Object(mut fields), Some(before), Some(after)) = (json(now), before.as_object(), after.as_object())
    else {
        return Ok(Err(Since::Changed));
    };
    if after.iter().any(|(field, value)| fields.get(field) != Some(value)) {
        return Ok(Err(Since::Changed));
    }
    fields.extend(before.iter().map(|(field, value)| (field.clone(), value.clone())));
    let Some(back) = with_fields::<R>(Value::Object(fields), now.version()) else { return Ok(Err(Since::Changed)) };
    match tx.update(&back, now.version()) {
        Ok(true) => Ok(Change::changed(now, &back).ok_or(Since::Changed)),
        Ok(false) => Ok(Err(Since::Changed)),
        Err(Error::ForeignKey { .. }) => Ok(Err(Since::Removed)),
        Err(Error::Unique { .. }) => Ok(Err(Since::Changed)),
        Err(error) => Err(error),
    }
}

/// A record of these fields; `None` if an older program wrote fields that this one reads differently.
fn with_fields<R: Journaled>(mut fields: Value, version: i64) -> Option<R> {
    fields.as_object_mut()?.insert("version".into(), version.into());
    serde_json::from_value(fields).ok()
}
