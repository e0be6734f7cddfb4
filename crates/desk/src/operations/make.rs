//! Makes the runs of operations ahead of their days (R9): whenever an operation changes, and each day a day more.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use righthand_domain::ids::{BusinessId, OperationId, RunId};
use righthand_domain::recurrence::{self, Makes, Occurrence};
use righthand_domain::snapshot::Zone;
use righthand_domain::words::count;
use righthand_store::{Error, Sql, Store, Tx, select_sql, sql, values};

use super::content;
use crate::act::Act;
use crate::command::Stop;
use crate::desk::by_itself;
use crate::planning::HORIZON_DAYS;
use crate::records::{Operation, Run};
use crate::snapshot::{Shut, operation_shape, parse_starts};

/// Runs are made as far ahead as plans look.
pub const AHEAD: SignedDuration = SignedDuration::from_hours(24 * HORIZON_DAYS as i64);
/// Made anew when so much of it has gone by: a day, so that there is one event a day at most.
const STEP: SignedDuration = SignedDuration::from_hours(24);
/// Where the desk was not running, runs are made for so many days back: they were due, and nobody did them.
const BACK_DAYS: i64 = 35;

/// Is there an operation whose runs have not been made as far as they should?
pub(crate) fn is_due(tx: &mut Tx, now: Timestamp) -> Result<bool, Error> {
    const DUE: &Sql = sql!(
        "operation.to_make",
        "select 1 from operation where business_id = $1 and closed_at is null and makes = 'by_rule' \
         and (made_until is null or made_until < $2) limit 1"
    );
    Ok(tx.one(DUE, &values![enough(now)], |row| row.get::<i64>(0))?.is_some())
}

/// Makes the runs of a business that are due to be made at `now`, as an event of their own. Were there any?
pub fn ahead(store: &Store, business: BusinessId, now: Timestamp) -> Result<bool, Error> {
    let due = store.read(business, move |tx| is_due(tx, now))?;
    if due {
        let says = |made| format!("{} made ahead", count(made, "run", "runs"));
        store.write(business, move |tx| by_itself(tx, now, "make_runs", make_runs, says))?;
    }
    Ok(due)
}

/// Makes the runs that are due within [`AHEAD`] of every operation that has not got them. How many.
pub(crate) fn make_runs(act: &mut Act<'_>) -> Result<usize, Stop> {
    const MADE_UNTIL: &Sql = sql!(
        "operation.made_until",
        "select id, made_until from operation where business_id = $1 and made_until is not null order by id"
    );
    const MADE: &Sql = sql!(
        "operation.made",
        "update operation set made_until = $2 where business_id = $1 and makes = 'by_rule' and closed_at is null"
    );
    const DAYS: &Sql = sql!(
        "run.days_since",
        "select operation_id, day from run where business_id = $1 and day >= $2 order by operation_id, day"
    );
    let through = act.now.saturating_add(AHEAD).unwrap_or(act.now);
    let wanted = select_sql!(
        Operation,
        "where business_id = $1 and closed_at is null and makes = 'by_rule' \
         and (made_until is null or made_until < $2) order by position, id"
    );
    let wanted = act.select::<Operation>(wanted, &values![enough(act.now)])?;
    if wanted.is_empty() {
        return Ok(0);
    }
    let (zone, shut) = (act.zone()?, shut(act)?);
    let until: HashMap<OperationId, Timestamp> =
        act.tx.all(MADE_UNTIL, &[], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    let back = act.today()?.saturating_sub((BACK_DAYS * 2).days());
    let there: HashSet<(OperationId, Date)> =
        act.tx.all(DAYS, &values![back], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    let mut made: Vec<Run> = Vec::new();
    for operation in &wanted {
        let earliest = act.now.saturating_sub(SignedDuration::from_hours(24 * BACK_DAYS)).unwrap_or(act.now);
        let from = until.get(&operation.id).copied().unwrap_or(act.now).max(earliest);
        for one in occurrences(operation, &shut, &zone, from, through) {
            if !there.contains(&(operation.id, one.date)) {
                made.push(Run::new(act.new_id::<RunId>(), operation, one.date, Some(one.due)));
            }
        }
    }
    act.insert_all(&made)?;
    act.tx.run(MADE, &values![through])?;
    for operation in &wanted {
        content::draw(act, operation)?;
    }
    note_dues(act, &shut, &zone)?;
    Ok(made.len())
}

/// Makes the coming runs of one operation what its rule and its exceptions say now: what has not begun and is not due
/// any more goes, what has begun stays, on its day. Answers the operation as it stays.
pub(crate) fn remake(act: &mut Act<'_>, operation: &Operation) -> Result<Operation, Stop> {
    const BEGUN: &Sql = sql!(
        "run.begun",
        "select run.id from run where run.business_id = $1 and run.operation_id = $2 and run.day >= $3 and (exists \
         (select 1 from run_step where run_step.business_id = $1 and run_step.run_id = run.id) or exists \
         (select 1 from output where output.business_id = $1 and output.run_id = run.id)) order by run.id"
    );
    const MADE: &Sql =
        sql!("operation.remade", "update operation set made_until = $3 where business_id = $1 and id = $2");
    let (zone, shut) = (act.zone()?, shut(act)?);
    let through = act.now.saturating_add(AHEAD).unwrap_or(act.now);
    let due: HashMap<Date, Occurrence> =
        occurrences(operation, &shut, &zone, act.now, through).into_iter().map(|one| (one.date, one)).collect();
    let today = act.today()?;
    let back = today.saturating_sub(BACK_DAYS.days());
    let begun: HashSet<RunId> =
        act.tx.all(BEGUN, &values![operation.id, back], |row| row.get(0))?.into_iter().collect();
    let ahead = select_sql!(Run, "where business_id = $1 and operation_id = $2 and day >= $3 order by day, id");
    let ahead = act.select::<Run>(ahead, &values![operation.id, back])?;
    let mut after = operation.clone();
    let mut there = HashSet::new();
    for run in ahead {
        there.insert(run.day);
        match due.get(&run.day) {
            Some(one) => {
                act.update(&run, &Run { due_at: Some(one.due), ..run.clone() }, None)?;
            }
            // What was due is history, and what is done stays done.
            None if run.due_at.is_some_and(|at| at <= act.now) || run.done_at.is_some() => {}
            None if begun.contains(&run.id) && operation.closed_at.is_none() => {
                after.extra_days.0.insert(run.day);
            }
            None if begun.contains(&run.id) => {}
            None if run.day >= today || run.due_at.is_some() => {
                content::let_go(act, &run)?;
                act.delete(&run)?;
            }
            None => {}
        }
    }
    let mut wanted: Vec<&Occurrence> = due.values().filter(|one| !there.contains(&one.date)).collect();
    wanted.sort_by_key(|one| one.date);
    let made: Vec<Run> =
        wanted.into_iter().map(|one| Run::new(act.new_id::<RunId>(), operation, one.date, Some(one.due))).collect();
    act.insert_all(&made)?;
    act.tx.run(MADE, &values![operation.id, through])?;
    let version = act.update(operation, &after, None)?;
    content::draw(act, &after)?;
    Ok(Operation { version, ..after })
}

/// Takes back what the desk has made ahead of these operations and nobody has touched: it is nothing that anybody built
/// upon them.
pub(crate) fn unmake(act: &mut Act<'_>, event: i64) -> Result<(), Stop> {
    let untouched = select_sql!(
        Run,
        "where business_id = $1 and done_at is null and operation_id in (select change.thing_id from change \
         where change.business_id = $1 and change.seq = $2 and change.thing = 'operation' and change.before_json is null) \
         and not exists (select 1 from change where change.business_id = $1 and change.seq = $2 \
         and change.thing = 'run' and change.thing_id = run.id) \
         and not exists (select 1 from run_step where run_step.business_id = $1 and run_step.run_id = run.id) \
         and not exists (select 1 from output where output.business_id = $1 and output.run_id = run.id) \
         order by operation_id, day, id"
    );
    for run in act.select::<Run>(untouched, &values![event])? {
        content::let_go(act, &run)?;
        act.delete(&run)?;
    }
    Ok(())
}

/// Makes the coming runs anew of the operations that an event had changed and that are there again as they were.
pub(crate) fn remake_those_of(act: &mut Act<'_>, event: i64) -> Result<(), Stop> {
    let changed = select_sql!(
        Operation,
        "where business_id = $1 and id in (select change.thing_id from change where change.business_id = $1 \
         and change.seq = $2 and change.thing = 'operation' and change.before_json is not null) order by position, id"
    );
    for operation in act.select::<Operation>(changed, &values![event])? {
        remake(act, &operation)?;
    }
    Ok(())
}

/// The occurrences of an operation; none where its rule cannot be read, which no command lets in.
pub(crate) fn occurrences(
    operation: &Operation,
    shut: &Shut,
    zone: &Zone,
    after: Timestamp,
    through: Timestamp,
) -> Vec<Occurrence> {
    let shape = operation_shape(operation, shut);
    shape.and_then(|shape| recurrence::occurrences(&shape, zone, after, through).ok()).unwrap_or_default()
}

/// The closed days of the business.
pub(crate) fn shut(act: &mut Act<'_>) -> Result<Shut, Stop> {
    let business = act.business()?;
    Ok(Shut::load(act.tx, &business)?)
}

/// When a run of that day is due that no rule makes: at the operation's time of day, else at the day's end.
pub(crate) fn due_on(operation: &Operation, zone: &Zone, day: Date) -> Option<Timestamp> {
    let starts = parse_starts(&operation.starts)?;
    Some(match starts.time() {
        Some(time) => righthand_domain::calendar::edges::occurrence(zone.rules(), day.to_datetime(time)),
        None => righthand_domain::calendar::edges::end_of_day(zone.rules(), day),
    })
}

/// Runs that were begun before runs were made ahead, or came from elsewhere, are told when they were due.
fn note_dues(act: &mut Act<'_>, shut: &Shut, zone: &Zone) -> Result<(), Stop> {
    const UNKNOWN: &Sql = sql!(
        "run.without_due",
        "select run.id, run.operation_id, run.day from run where run.business_id = $1 and run.due_at is null \
         order by run.operation_id, run.day"
    );
    const DUE: &Sql = sql!("run.note_due", "update run set due_at = $3 where business_id = $1 and id = $2");
    let unknown: Vec<(RunId, OperationId, Date)> =
        act.tx.all(UNKNOWN, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let (Some(first), Some(last)) = (unknown.iter().map(|run| run.2).min(), unknown.iter().map(|run| run.2).max())
    else {
        return Ok(());
    };
    let at = |day: Date| righthand_domain::calendar::edges::start_of_day(zone.rules(), day);
    let (from, to) = (at(first.saturating_sub(40.days())), at(last.saturating_add(40.days())));
    let operations = act.select::<Operation>(select_sql!(Operation, "where business_id = $1 order by id"), &[])?;
    for operation in operations {
        let mine: Vec<_> = unknown.iter().filter(|run| run.1 == operation.id).collect();
        if mine.is_empty() {
            continue;
        }
        let due: HashMap<Date, Timestamp> =
            occurrences(&operation, shut, zone, from, to).into_iter().map(|one| (one.date, one.due)).collect();
        for (id, _, day) in mine {
            if let Some(due) = due.get(day).copied().or_else(|| due_on(&operation, zone, *day)) {
                act.tx.run(DUE, &values![*id, due])?;
            }
        }
    }
    Ok(())
}

fn enough(now: Timestamp) -> Timestamp {
    now.saturating_add(AHEAD - STEP).unwrap_or(now)
}

/// Whether its rule makes runs by itself.
pub(crate) fn by_rule(operation: &Operation) -> bool {
    operation.makes == Makes::ByRule && operation.closed_at.is_none()
}
