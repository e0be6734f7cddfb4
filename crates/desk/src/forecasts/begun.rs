//! Begun: when work on a task began and what it was estimated at then, noted as its first hours are.
//!
//! Whoever changes an estimate once they are into the work tells what they have learnt, not what they had thought. What
//! an estimate is worth shows only in the one from before.

use jiff::{SignedDuration, Timestamp};
use righthand_store::{Error, Sql, Tx, sql, values};
use serde_json::{Map, Value};

use crate::journal::Change;

/// Looks at the changes of a command for work that begins. `at` is the present; `None` where the hours come from
/// elsewhere, and nobody knows when they were worked.
pub(crate) fn note(tx: &mut Tx, changes: &[Change], at: Option<Timestamp>) -> Result<(), Error> {
    for change in changes.iter().filter(|change| change.thing == "task") {
        let (Some(before), Some(after)) = (fields(change.before.as_deref()), fields(change.after.as_deref())) else {
            continue;
        };
        let minutes = |fields: &Map<String, Value>, name: &str| fields.get(name).and_then(Value::as_i64);
        let spent = minutes(&before, "spent_minutes").zip(minutes(&after, "spent_minutes"));
        let estimated = before.contains_key("likely_minutes").then(|| minutes(&before, "likely_minutes"));
        match (spent, estimated) {
            (Some((0, spent)), estimated) if spent > 0 => {
                let began = at.map(|at| at.saturating_sub(SignedDuration::from_mins(spent)).unwrap_or(at));
                begin(tx, &change.thing_id, began, estimated)?;
            }
            (Some((_, 0)), _) => forget(tx, &change.thing_id)?,
            (_, Some(estimate)) => change_estimate(tx, &change.thing_id, estimate)?,
            _ => {}
        }
    }
    Ok(())
}

/// Of a change that makes or removes something there is nothing to compare.
fn fields(json: Option<&str>) -> Option<Map<String, Value>> {
    let json = json.filter(|json| json.contains("\"spent_minutes\"") || json.contains("\"likely_minutes\""))?;
    serde_json::from_str(json).ok()
}

/// The first hours; `estimate` where that is changed with them.
fn begin(tx: &mut Tx, task: &str, began: Option<Timestamp>, estimate: Option<Option<i64>>) -> Result<(), Error> {
    const BEGIN: &Sql = sql!(
        "task_begun.begin",
        "insert into task_begun (business_id, task_id, at, estimate_minutes) values ($1, $2, $3, $4) \
         on conflict (business_id, task_id) do nothing"
    );
    const STANDS: &Sql = sql!("task.estimate", "select likely_minutes from task where business_id = $1 and id = $2");
    let estimate = match estimate {
        Some(before) => before,
        None => tx.one(STANDS, &values![task], |row| row.get::<Option<i64>>(0))?.flatten(),
    };
    tx.run(BEGIN, &values![task, began, estimate])?;
    Ok(())
}

/// The hours were a mistake.
fn forget(tx: &mut Tx, task: &str) -> Result<(), Error> {
    const FORGET: &Sql = sql!("task_begun.forget", "delete from task_begun where business_id = $1 and task_id = $2");
    tx.run(FORGET, &values![task])?;
    Ok(())
}

/// Keeps the estimate from before, where the task has come with its hours and nothing is kept yet.
fn change_estimate(tx: &mut Tx, task: &str, before: Option<i64>) -> Result<(), Error> {
    const SPENT: &Sql = sql!("task.spent", "select spent_minutes from task where business_id = $1 and id = $2");
    let spent = tx.one(SPENT, &values![task], |row| row.get::<i64>(0))?;
    if spent.is_some_and(|spent| spent > 0) && before.is_some() {
        begin(tx, task, None, Some(before))?;
    }
    Ok(())
}
