//! The streak of an operation: which of its last runs were on time, and how likely the next ones are.

use jiff::Timestamp;
use righthand_store::{Sql, sql, values};
use serde::Serialize;

use crate::records::Operation;
use crate::view::{NotSeen, View};

/// Runs that a streak shows.
pub const RUNS: usize = 12;
/// Runs back in which an unbroken row is counted: beyond, it is "as long as anybody remembers".
const ROW_RUNS_MAX: usize = 120;

/// How regular an operation has been, and how likely its next runs are to be on time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Streak {
    pub key: String,
    pub name: String,
    /// The last runs that were due, oldest first: on time or not.
    pub last: Vec<bool>,
    /// Share of these that were on time; `None` before the first.
    pub on_time_rate: Option<f64>,
    /// How many in a row were on time up to the last; at most a hundred and twenty.
    pub in_a_row: usize,
    /// Chance that its runs in the plan are on time.
    pub chance: Option<f64>,
    pub next_due: Option<Timestamp>,
    /// The day that names its next run in the plan.
    pub next_day: Option<jiff::civil::Date>,
}

/// Every operation that is open and recurs.
pub fn streaks(view: &mut View<'_>) -> Result<Vec<Streak>, NotSeen> {
    let all = super::calendar::operations(view)?;
    let open: Vec<&Operation> = all.iter().filter(|one| one.closed_at.is_none()).collect();
    of(view, &open)
}

/// Those of these operations, in their order. On time is a run all of whose steps were done by its due.
pub(super) fn of(view: &mut View<'_>, operations: &[&Operation]) -> Result<Vec<Streak>, NotSeen> {
    const LAST: &Sql = sql!(
        "run.last_due",
        "select due_at, done_at from run where business_id = $1 and operation_id = $2 and due_at <= $3 \
         order by due_at desc, id desc limit $4"
    );
    let limit = i64::try_from(ROW_RUNS_MAX).unwrap_or(i64::MAX);
    let mut all = Vec::with_capacity(operations.len());
    for operation in operations {
        let due: Vec<(Timestamp, Option<Timestamp>)> =
            view.tx.all(LAST, &values![operation.id, view.now, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let on_time: Vec<bool> = due.iter().map(|(due, done)| done.is_some_and(|done| done <= *due)).collect();
        let in_a_row = on_time.iter().take_while(|on_time| **on_time).count();
        let last: Vec<bool> = on_time.into_iter().take(RUNS).rev().collect();
        let good = last.iter().filter(|on_time| **on_time).count();
        let standing = view.standing.as_ref();
        let forecast = standing.and_then(|standing| standing.forecast.as_ref());
        let next = standing.and_then(|standing| standing.plan.runs.iter().find(|run| run.operation == operation.key));
        all.push(Streak {
            key: operation.key.clone(),
            name: operation.name.clone(),
            on_time_rate: (!last.is_empty()).then(|| good as f64 / last.len() as f64),
            last,
            in_a_row,
            chance: forecast
                .and_then(|forecast| forecast.operations.iter().find(|other| other.key == operation.key))
                .and_then(|forecast| forecast.on_time),
            next_due: next.map(|run| run.due),
            next_day: next.map(|run| run.date),
        });
    }
    Ok(all)
}
