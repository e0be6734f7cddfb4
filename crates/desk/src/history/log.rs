//! The log: events as pages and other doors show them.

use jiff::Timestamp;
use righthand_store::{Error, Row, Sql, Tx, sql, values};
use serde::Serialize;

/// One event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    pub event: i64,
    pub at: Timestamp,
    pub by: String,
    pub door: String,
    pub command: String,
    pub summary: String,
    /// The event that this one took back.
    pub undoes: Option<i64>,
    /// This event was taken back.
    pub undone: bool,
    /// It is the reader's own, and has not been taken back.
    pub can_undo: bool,
    /// It was done by whoever runs the program, for the owner.
    #[serde(skip)]
    pub by_operator: bool,
}

/// A page of the log, latest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Log {
    pub entries: Vec<Entry>,
    /// Ask for what is before this event to go on.
    pub before: Option<i64>,
}

/// Events of a page.
pub const PAGE_ENTRIES: i64 = 50;

/// The latest events before `before`.
pub fn recent(tx: &mut Tx, me: crate::command::Who, before: Option<i64>) -> Result<Log, Error> {
    const RECENT: &Sql = sql!(
        "event.recent",
        "select event.seq, event.at, event.user_id, event.actor_name, event.door, event.command, event.summary, event.undoes, \
         exists (select 1 from event later where later.business_id = $1 and later.undoes = event.seq) \
         or exists (select 1 from taken_back where taken_back.business_id = $1 and taken_back.seq = event.seq) \
         from event where event.business_id = $1 and event.seq < $2 order by event.seq desc limit $3"
    );
    let entries = tx.all(RECENT, &values![before.unwrap_or(i64::MAX), PAGE_ENTRIES], |row| entry(row, me))?;
    Ok(page(entries))
}

/// The events that changed this thing (`table` and id), or something of it.
pub fn of_thing(tx: &mut Tx, me: crate::command::Who, table: &str, id: &str) -> Result<Log, Error> {
    const OF_THING: &Sql = sql!(
        "event.of_thing",
        "select event.seq, event.at, event.user_id, event.actor_name, event.door, event.command, event.summary, event.undoes, \
         exists (select 1 from event later where later.business_id = $1 and later.undoes = event.seq) \
         or exists (select 1 from taken_back where taken_back.business_id = $1 and taken_back.seq = event.seq) \
         from event where event.business_id = $1 and event.seq in \
         (select change.seq from change where change.business_id = $1 and change.thing = $2 and change.thing_id = $3) \
         order by event.seq desc limit $4"
    );
    let entries = tx.all(OF_THING, &values![table, id, PAGE_ENTRIES], |row| entry(row, me))?;
    Ok(Log { entries, before: None })
}

/// One event.
pub(super) fn one(tx: &mut Tx, me: crate::command::Who, event: i64) -> Result<Option<Entry>, Error> {
    const ONE: &Sql = sql!(
        "event.one",
        "select event.seq, event.at, event.user_id, event.actor_name, event.door, event.command, event.summary, event.undoes, \
         exists (select 1 from event later where later.business_id = $1 and later.undoes = event.seq) \
         or exists (select 1 from taken_back where taken_back.business_id = $1 and taken_back.seq = event.seq) \
         from event where event.business_id = $1 and event.seq = $2"
    );
    tx.one(ONE, &values![event], |row| entry(row, me))
}

/// Who did it: nobody where the operator did; `None` where there is no such event.
pub(super) fn by(tx: &mut Tx, event: i64) -> Result<Option<Option<righthand_domain::ids::UserId>>, Error> {
    const BY: &Sql = sql!("event.by", "select user_id from event where business_id = $1 and seq = $2");
    tx.one(BY, &values![event], |row| row.get(0))
}

/// What was done for the owner by whoever runs the program, the owner may take back.
pub(super) fn for_owner(entries: &mut [Entry]) {
    for entry in entries.iter_mut().filter(|entry| entry.by_operator) {
        entry.can_undo = !entry.undone && entry.undoes.is_none();
    }
}

pub(super) fn page(entries: Vec<Entry>) -> Log {
    let full = i64::try_from(entries.len()).is_ok_and(|count| count == PAGE_ENTRIES);
    let before = entries.last().map(|entry| entry.event).filter(|event| full && *event > 1);
    Log { entries, before }
}

pub(super) fn entry(row: &Row<'_>, me: crate::command::Who) -> Result<Entry, Error> {
    let user: Option<righthand_domain::ids::UserId> = row.get(2)?;
    let (undoes, undone): (Option<i64>, bool) = (row.get(7)?, row.get(8)?);
    Ok(Entry {
        event: row.get(0)?,
        at: row.get(1)?,
        by: row.get(3)?,
        door: row.get(4)?,
        command: row.get(5)?,
        summary: row.get(6)?,
        undoes,
        undone,
        can_undo: !undone && undoes.is_none() && user == me.user(),
        by_operator: user.is_none(),
    })
}
