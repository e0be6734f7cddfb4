//! Slack: how many of a person's hours the plan takes, week by week, and how many it leaves.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use righthand_domain::calendar;
use righthand_domain::plan::Plan;
use righthand_domain::snapshot::{Person, Snapshot};
use righthand_store::{Error, Tx};

use super::standing;

/// One week of one person, Monday to Sunday in the business's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Week {
    pub monday: Date,
    /// Working minutes in it, time off and closed days left out.
    pub available_minutes: i64,
    /// Of these, taken by the plan.
    pub planned_minutes: i64,
    /// The engagement has not begun or is over for all of it.
    pub gone: bool,
}

/// The weeks of a person from the one of `from`. Of the first week only what lies after `from` counts.
pub fn load_by_week(snapshot: &Snapshot, plan: &Plan, person: &Person, from: Timestamp, weeks: usize) -> Vec<Week> {
    let zone = snapshot.business.time_zone.rules();
    let today = zone.to_datetime(from).date();
    let monday = calendar::edges::monday_of(today);
    (0..weeks)
        .map(|n| {
            let monday = monday.saturating_add((7 * i64::try_from(n).unwrap_or(0)).days());
            let next = monday.saturating_add(7.days());
            let (start, end) =
                (calendar::edges::start_of_day(zone, monday).max(from), calendar::edges::start_of_day(zone, next));
            let windows = calendar::windows(snapshot, person, start, end);
            Week {
                monday,
                available_minutes: windows.iter().map(|(from, to)| minutes(*from, *to)).sum(),
                planned_minutes: planned(plan, &person.key, start, end),
                gone: is_gone(person, monday, next),
            }
        })
        .collect()
}

fn is_gone(person: &Person, monday: Date, next: Date) -> bool {
    person.engagement.as_ref().is_some_and(|terms| {
        terms.end.is_some_and(|end| end < monday) || terms.start.is_some_and(|start| start >= next)
    })
}

fn planned(plan: &Plan, person: &str, start: Timestamp, end: Timestamp) -> i64 {
    let theirs = plan.tasks.iter().filter(|task| task.person.as_deref() == Some(person));
    let pieces = theirs.flat_map(|task| &task.segments);
    pieces.map(|piece| minutes(piece.start.max(start), piece.finish.min(end)).max(0)).sum()
}

fn minutes(from: Timestamp, to: Timestamp) -> i64 {
    to.duration_since(from).as_mins()
}

/// Minutes that the plan leaves everybody until Sunday, by key: what a refusal tells of those who could.
pub fn free_minutes_this_week(tx: &mut Tx, now: Timestamp) -> Result<HashMap<String, i64>, Error> {
    let (Some(snapshot), Some(standing)) = (crate::snapshot::load_at(tx, now)?, standing::load(tx)?) else {
        return Ok(HashMap::new());
    };
    let free = |person: &Person| {
        let week = load_by_week(&snapshot, &standing.plan, person, now, 1);
        week.first().map_or(0, |week| (week.available_minutes - week.planned_minutes).max(0))
    };
    Ok(snapshot.people.iter().map(|person| (person.key.clone(), free(person))).collect())
}
