//! Undo: takes back a change of one's own that nobody has built upon (R14). It is a change like any other.

use righthand_domain::roles::{Permission, Role};
use righthand_domain::rules::r14_everything_can_be_undone as r14;
use righthand_domain::words::count;
use righthand_store::{Sql, sql, values};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::built_upon::{BuiltUpon, built_upon};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::journal::{self, Change, Made, Since};
use crate::operations::make;

/// Takes an event back: your own, if what it changed is still as it left it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Undo {
    /// The event's number, as the answer to the command and the history give it; your latest where absent.
    #[serde(default)]
    pub event: Option<i64>,
    /// Takes back, too, what you have built upon it since.
    #[serde(default)]
    pub with_later: bool,
}

impl Command for Undo {
    const NAME: &'static str = "undo";
    const SUMMARY: &'static str = "Take back a change of yours that nobody has built upon";
    const NEEDS: Permission = Permission::UndoOwn;
    const REST: Rest = Rest(Method::Post, "/undo");
    const PAGE: &'static str = "/history";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let seq = match self.event {
            Some(seq) => seq,
            None => my_latest(act)?.ok_or_else(|| Stop::NotFound("a change of yours to take back".into()))?,
        };
        let facts = facts(act, seq)?;
        r14::judge(&facts)?;
        let later = if self.with_later { mine_upon(act, seq, &facts)? } else { Vec::new() };
        for seq in &later {
            take_back(act, *seq, &facts)?;
        }
        if let Err(stop) = take_back(act, seq, &facts) {
            return Err(if self.with_later { stop } else { with_way_out(act, seq, stop) });
        }
        note(act, seq, &later)?;
        act.undoes = Some(seq);
        let with = match later.len() {
            0 => String::new(),
            more => format!(", with {}", count(more, "later change", "later changes")),
        };
        Ok(Said::new(format!("Undone: {}{with}", facts.summary)))
    }
}

/// The latest event of this person that has not been taken back and is not itself one that takes back.
fn my_latest(act: &mut Act<'_>) -> Result<Option<i64>, Stop> {
    const MINE: &Sql = sql!(
        "event.my_latest",
        "select event.seq from event where event.business_id = $1 \
         and (event.user_id = $2 or (event.user_id is null and cast($2 as text) is null)) and event.undoes is null \
         and not exists (select 1 from event later where later.business_id = $1 and later.undoes = event.seq) \
         and not exists (select 1 from taken_back where taken_back.business_id = $1 and taken_back.seq = event.seq) \
         order by event.seq desc limit 1"
    );
    Ok(act.tx.one(MINE, &values![act.who.user()], |row| row.get(0))?)
}

fn facts(act: &mut Act<'_>, seq: i64) -> Result<r14::Undoable, Stop> {
    const EVENT: &Sql =
        sql!("event.find", "select user_id, actor_name, summary from event where business_id = $1 and seq = $2");
    const UNDONE: &Sql = sql!("event.undone", "select seq from event where business_id = $1 and undoes = $2");
    const ALONG: &Sql = sql!("taken_back.find", "select by_seq from taken_back where business_id = $1 and seq = $2");
    let event: Option<(Option<righthand_domain::ids::UserId>, String, String)> =
        act.tx.one(EVENT, &values![seq], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let (user, by_name, summary) = event.ok_or_else(|| Stop::NotFound(format!("event {seq}")))?;
    let already_undone = act.tx.one(UNDONE, &values![seq], |row| row.get::<i64>(0))?.is_some()
        || act.tx.one(ALONG, &values![seq], |row| row.get::<i64>(0))?.is_some();
    // Whoever runs the program acts for the owner.
    let by_me = user == act.who.user() || (user.is_none() && act.me.role == Role::Owner);
    Ok(r14::Undoable { summary, by_me, by_name, already_undone, changed_since: Vec::new() })
}

/// What was built upon the event since, latest first, if all of it is one's own.
fn mine_upon(act: &mut Act<'_>, seq: i64, facts: &r14::Undoable) -> Result<Vec<i64>, Stop> {
    let BuiltUpon { events, of_another } = built_upon(act, seq)?;
    if let Some((summary, by)) = of_another {
        let changed_since = vec![format!("{by} has built upon it (“{summary}”)")];
        r14::judge(&r14::Undoable { changed_since, ..facts.clone() })?;
    }
    Ok(events)
}

/// A refusal for what was built upon it offers to take that back too, where all of it is one's own.
fn with_way_out(act: &mut Act<'_>, seq: i64, stop: Stop) -> Stop {
    let Stop::Refused(refusal) = stop else { return stop };
    match built_upon(act, seq) {
        Ok(BuiltUpon { events, of_another: None }) if !events.is_empty() => {
            let changes = count(events.len(), "later change of yours", "later changes of yours");
            let input = json!({ "event": seq, "with_later": true });
            Stop::Refused(refusal.or(format!("Take back {changes} too"), "undo", input))
        }
        // A statement that a foreign key has stopped leaves a transaction in which nothing can be asked any more.
        Ok(_) | Err(_) => Stop::Refused(refusal),
    }
}

/// Keeps what was taken back along; a redo, which takes an undo back, forgets it.
fn note(act: &mut Act<'_>, undone: i64, along: &[i64]) -> Result<(), Stop> {
    const NOTE: &Sql = sql!("taken_back.note", "insert into taken_back (business_id, seq, by_seq) values ($1, $2, $3)");
    const FORGET: &Sql = sql!("taken_back.forget", "delete from taken_back where business_id = $1 and by_seq = $2");
    act.tx.run(FORGET, &values![undone])?;
    let by = act.pen.number(act.tx)?;
    for seq in along {
        act.tx.run(NOTE, &values![*seq, by])?;
    }
    Ok(())
}

/// Records of one kind made one after the other that are taken back together; fewer are taken back one by one.
const TOGETHER_MIN: usize = 8;

/// A change as the journal keeps it.
struct Row {
    n: i64,
    thing: String,
    id: String,
    before: Option<String>,
    after: Option<String>,
}

/// Changes that are read at once: an import has hundreds of thousands.
const READ_TOGETHER: i64 = 4_096;

/// Takes back every change of the event, the last one first.
fn take_back(act: &mut Act<'_>, seq: i64, facts: &r14::Undoable) -> Result<(), Stop> {
    const CHANGES: &Sql = sql!(
        "change.of_event",
        "select n, thing, thing_id, before_json, after_json from change \
         where business_id = $1 and seq = $2 and n < $3 order by n desc limit $4"
    );
    make::unmake(act, seq)?;
    let mut before = i64::MAX;
    loop {
        let changes: Vec<Row> = act.tx.all(CHANGES, &values![seq, before, READ_TOGETHER], |row| {
            Ok(Row { n: row.get(0)?, thing: row.get(1)?, id: row.get(2)?, before: row.get(3)?, after: row.get(4)? })
        })?;
        let Some(first) = changes.last() else { return make::remake_those_of(act, seq) };
        before = first.n;
        take_back_these(act, seq, &changes, facts)?;
        act.pen.write_down(act.tx, &act.progress)?;
    }
}

fn take_back_these(act: &mut Act<'_>, seq: i64, changes: &[Row], facts: &r14::Undoable) -> Result<(), Stop> {
    let alike = |one: &Row, next: &Row| one.before.is_none() && next.before.is_none() && one.thing == next.thing;
    for some in changes.chunk_by(alike) {
        let taken_back = match some {
            [last, .., first] if some.len() >= TOGETHER_MIN => {
                let records: Vec<_> = some.iter().map(|row| (row.id.clone(), row.after.clone())).collect();
                let made = Made { event: seq, first: first.n, last: last.n, records: &records };
                journal::undo_made(act.tx, &first.thing, &made)?.map_err(|since| since.words(&first.thing))
            }
            _ => one_by_one(act, seq, some)?,
        };
        match taken_back {
            Ok(changes) => act.pen.note_all(changes),
            Err(since) => r14::judge(&r14::Undoable { changed_since: vec![since], ..facts.clone() })?,
        }
    }
    Ok(())
}

/// The changes that took them back, or what has happened since.
fn one_by_one(act: &mut Act<'_>, seq: i64, some: &[Row]) -> Result<Result<Vec<Change>, String>, Stop> {
    let parse = |text: &Option<String>| text.as_ref().and_then(|text| serde_json::from_str::<Value>(text).ok());
    let mut back = Vec::with_capacity(some.len());
    let explains = some.len() <= EXPLAINED_MAX;
    for Row { thing, id, before, after, .. } in some {
        // Asked before anything is tried: after a statement has failed, nothing can be asked in its transaction.
        let later = if explains { later(act, seq, thing, id)? } else { None };
        match journal::undo(act.tx, thing, id, parse(before).as_ref(), parse(after).as_ref())? {
            Ok(change) => back.push(change),
            Err(since) => return Ok(Err(explained(act, since, thing, later))),
        }
    }
    Ok(Ok(back))
}

/// Changes for each of which what was built upon it is looked up; more of them are an import.
const EXPLAINED_MAX: usize = 500;

/// An event that came later: who did it, their name, and what it says of itself.
type Later = (Option<righthand_domain::ids::UserId>, String, String);

/// The latest event after `seq`, and before this one, that changed this thing or something that hangs on it.
fn later(act: &mut Act<'_>, seq: i64, thing: &str, id: &str) -> Result<Option<Later>, Stop> {
    const LATER: &Sql = sql!(
        "event.built_upon",
        "select event.user_id, event.actor_name, event.summary from event where event.business_id = $1 \
         and event.seq in (select change.seq from change where change.business_id = $1 and change.thing = $3 \
         and change.thing_id = $4 and change.seq > $2 union select hanging.seq from change hanging \
         where hanging.business_id = $1 and hanging.about = $4 and hanging.about is not null and hanging.seq > $2) \
         and event.seq < $5 order by event.seq desc limit 1"
    );
    let this = act.pen.number(act.tx)?;
    Ok(act.tx.one(LATER, &values![seq, thing, id, this], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
}

/// What was built upon it, and by whom.
fn explained(act: &Act<'_>, since: Since, thing: &str, later: Option<Later>) -> String {
    match later {
        None => since.words(thing),
        Some((user, name, summary)) => {
            let who = if user == act.who.user() { "you" } else { &name };
            format!("{who} {} (“{summary}”)", since.done_to(thing))
        }
    }
}
