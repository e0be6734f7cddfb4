//! Pen: writes an event down, with its changes as they come, so that a command that changes a hundred thousand things
//! does not hold what all of them were until it ends.

use righthand_domain::ids::UserId;
use righthand_store::{Error, Sql, Tx, insert_sql, sql, values};

use super::{Change, latest, ring};
use crate::act::PROGRESS_ROWS;
use crate::forecasts;
use crate::import::Progress;
use crate::search::index::Kept;

/// Changes that are held until they are written: what nearly every command makes stays below it.
const HELD_MAX: usize = 4_096;

/// What an event says of itself, beside its changes and what only its end tells.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub(crate) at: jiff::Timestamp,
    /// `None` for the operator of the program.
    pub(crate) user: Option<UserId>,
    pub(crate) actor_name: String,
    pub(crate) door: &'static str,
    pub(crate) command: &'static str,
    /// Hours that are noted were worked now; those that come from elsewhere were worked at some other time.
    pub(crate) worked_now: bool,
}

/// The event of a command that is under way.
pub(crate) struct Pen {
    header: Header,
    held: Vec<Change>,
    written: Option<Written>,
}

/// An event whose first changes are written.
struct Written {
    /// Its number.
    event: i64,
    /// The number of its next change.
    next: i64,
    /// What it touched of the index of words.
    index: Kept,
}

impl Pen {
    pub(crate) fn new(header: Header) -> Self {
        Self { header, held: Vec::new(), written: None }
    }

    /// Notes a change, to be written down.
    pub(crate) fn note(&mut self, change: Change) {
        self.held.push(change);
    }

    /// Notes many.
    pub(crate) fn note_all(&mut self, changes: impl IntoIterator<Item = Change>) {
        self.held.extend(changes);
    }

    /// How many changes have been noted.
    pub(crate) fn count(&self) -> usize {
        let written = self.written.as_ref().map_or(0, |written| usize::try_from(written.next).unwrap_or(usize::MAX));
        written.saturating_add(self.held.len())
    }

    /// The number that the event has or will have. Writers of a business wait for each other, so nobody else takes it.
    pub(crate) fn number(&self, tx: &mut Tx) -> Result<i64, Error> {
        match &self.written {
            Some(written) => Ok(written.event),
            None => Ok(latest(tx)? + 1),
        }
    }

    /// Writes down what has been noted, where that is much.
    pub(crate) fn write_down(&mut self, tx: &mut Tx, progress: &Progress) -> Result<(), Error> {
        if self.held.len() < HELD_MAX { Ok(()) } else { self.write(tx, progress) }
    }

    /// Ends the event with what it says of itself, and rings the bell. Returns its number; 0 where nothing has changed.
    pub(crate) fn end(
        mut self,
        tx: &mut Tx,
        summary: &str,
        undoes: Option<i64>,
        progress: &Progress,
    ) -> Result<i64, Error> {
        const SAY: &Sql =
            sql!("event.say", "update event set summary = $3, undoes = $4 where business_id = $1 and seq = $2");
        if self.held.is_empty() && self.written.is_none() {
            return Ok(0);
        }
        match &self.written {
            Some(written) => drop(tx.run(SAY, &values![written.event, summary, undoes])?),
            None => self.written = Some(begin(tx, &self.header, summary, undoes)?),
        }
        self.write(tx, progress)?;
        let Some(Written { event, index, .. }) = self.written else { return Ok(0) };
        index.end(tx)?;
        ring(tx)?;
        Ok(event)
    }

    fn write(&mut self, tx: &mut Tx, progress: &Progress) -> Result<(), Error> {
        const COLUMNS: usize = 7;
        const CHANGE: &Sql = insert_sql!(
            "change.append",
            "change",
            ["seq", "n", "thing", "thing_id", "before_json", "after_json", "about"]
        );
        forecasts::note_begun(tx, &self.held, self.header.worked_now.then_some(self.header.at))?;
        let written = match &mut self.written {
            Some(written) => written,
            none => none.insert(begin(tx, &self.header, "", None)?),
        };
        for some in self.held.chunks(PROGRESS_ROWS) {
            let rows: Vec<(i64, &Change)> = (written.next..).zip(some).collect();
            tx.insert_rows(CHANGE, COLUMNS, &rows, |(n, change)| {
                let Change { thing, thing_id, before, after, about } = change;
                values![written.event, *n, *thing, thing_id, before, after, about].to_vec()
            })?;
            written.next = written.next.saturating_add(i64::try_from(some.len()).unwrap_or(i64::MAX));
            progress.wrote(some.len());
        }
        written.index.touch(tx, &self.held)?;
        self.held.clear();
        Ok(())
    }
}

/// The event; a long command knows its summary only at its end.
fn begin(tx: &mut Tx, header: &Header, summary: &str, undoes: Option<i64>) -> Result<Written, Error> {
    const EVENT: &Sql = sql!(
        "event.append",
        "insert into event (business_id, seq, at, user_id, actor_name, door, command, summary, undoes) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let event = latest(tx)? + 1;
    let Header { at, user, actor_name, door, command, .. } = header;
    tx.run(EVENT, &values![event, *at, *user, actor_name, *door, *command, summary, undoes])?;
    Ok(Written { event, next: 0, index: Kept::begin(tx)? })
}
