//! Undo: takes back a change of one's own that nobody has built upon (R14). It is a change like any other.

use righthand_domain::roles::Permission;
use righthand_domain::rules::r14_everything_can_be_undone as r14;
use righthand_store::{Sql, sql, values};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::journal;

/// Takes an event back: your own, if what it changed is still as it left it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Undo {
    /// The event's number, as the answer to the command and the history give it; your latest where absent.
    #[serde(default)]
    pub event: Option<i64>,
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
        take_back(act, seq, &facts)?;
        act.undoes = Some(seq);
        Ok(Said::new(format!("Undone: {}", facts.summary)))
    }
}

/// The latest event of this person that has not been taken back and is not itself one that takes back.
fn my_latest(act: &mut Act<'_>) -> Result<Option<i64>, Stop> {
    const MINE: &Sql = sql!(
        "event.my_latest",
        "select event.seq from event where event.business_id = $1 and event.user_id = $2 and event.undoes is null \
         and not exists (select 1 from event later where later.business_id = $1 and later.undoes = event.seq) \
         order by event.seq desc limit 1"
    );
    Ok(act.tx.one(MINE, &values![act.who.user()], |row| row.get(0))?)
}

fn facts(act: &mut Act<'_>, seq: i64) -> Result<r14::Undoable, Stop> {
    const EVENT: &Sql =
        sql!("event.find", "select user_id, actor_name, summary from event where business_id = $1 and seq = $2");
    const UNDONE: &Sql = sql!("event.undone", "select seq from event where business_id = $1 and undoes = $2");
    let event: Option<(Option<righthand_domain::ids::UserId>, String, String)> =
        act.tx.one(EVENT, &values![seq], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let (user, by_name, summary) = event.ok_or_else(|| Stop::NotFound(format!("event {seq}")))?;
    let already_undone = act.tx.one(UNDONE, &values![seq], |row| row.get::<i64>(0))?.is_some();
    Ok(r14::Undoable { summary, by_me: user == act.who.user(), by_name, already_undone, changed_since: Vec::new() })
}

/// Takes back every change of the event, the last one first.
fn take_back(act: &mut Act<'_>, seq: i64, facts: &r14::Undoable) -> Result<(), Stop> {
    const CHANGES: &Sql = sql!(
        "change.of_event",
        "select thing, thing_id, before_json, after_json from change where business_id = $1 and seq = $2 order by n desc"
    );
    type Row = (String, String, Option<String>, Option<String>);
    let changes: Vec<Row> =
        act.tx.all(CHANGES, &values![seq], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let parse = |text: Option<String>| text.and_then(|text| serde_json::from_str::<Value>(&text).ok());
    for (thing, id, before, after) in changes {
        match journal::undo(act.tx, &thing, &id, parse(before).as_ref(), parse(after).as_ref())? {
            Ok(change) => act.changes.push(change),
            Err(since) => {
                let changed_since = vec![since.words(&thing)];
                r14::judge(&r14::Undoable { changed_since, ..facts.clone() })?;
            }
        }
    }
    Ok(())
}
