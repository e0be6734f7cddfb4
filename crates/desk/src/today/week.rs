//! A person's week, day by day: the hours there are and the hours the plan takes.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use righthand_domain::calendar::{self, edges};
use serde::Serialize;

use crate::view::{NotSeen, View};

/// One day, in the person's own zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DayLoad {
    pub date: Date,
    pub available_minutes: i64,
    /// By the plan, from now on.
    pub planned_minutes: i64,
    pub today: bool,
    /// Before today: the plan says nothing of it any more.
    pub past: bool,
}

/// Monday to Sunday of this week.
pub(super) fn week(view: &mut View<'_>) -> Result<Vec<DayLoad>, NotSeen> {
    let snapshot = view.snapshot()?;
    let Some(person) = snapshot.people.iter().find(|person| person.key == view.me.key) else { return Ok(Vec::new()) };
    let zone = calendar::zone_of(&snapshot.business, person).rules();
    let today = zone.to_datetime(view.now).date();
    let monday = edges::monday_of(today);
    let standing = view.standing.clone();
    let pieces: Vec<(Timestamp, Timestamp)> = standing
        .iter()
        .flat_map(|standing| &standing.plan.tasks)
        .filter(|task| task.person.as_deref() == Some(person.key.as_str()))
        .flat_map(|task| task.segments.iter().map(|piece| (piece.start, piece.finish)))
        .collect();
    Ok((0..7_i64)
        .map(|n| {
            let date = monday.saturating_add(n.days());
            let (start, end) = (edges::start_of_day(zone, date), edges::end_of_day(zone, date));
            let windows = calendar::windows(&snapshot, person, start, end);
            DayLoad {
                date,
                available_minutes: windows.iter().map(|(from, to)| to.duration_since(*from).as_mins()).sum(),
                planned_minutes: pieces
                    .iter()
                    .map(|(from, to)| (*to).min(end).duration_since((*from).max(start)).as_mins().max(0))
                    .sum(),
                today: date == today,
                past: date < today,
            }
        })
        .collect())
}
