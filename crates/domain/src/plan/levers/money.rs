//! Money: what a change costs, from what the people in it are paid.
//!
//! Whoever has a monthly rate is paid for their hours of a month, so that work within these costs nothing more and hours
//! above them cost what theirs do. Whoever has an hourly rate costs every hour. Where nothing is known, nothing is said.

use jiff::Timestamp;

use super::super::answer::{Change, Money};
use super::changed::{days_of, find_anywhere};
use crate::calendar::{edges, minutes_per_week};
use crate::snapshot::{Effort, Key, Person, Snapshot};

/// Weeks in a month (contracts, section 3).
const WEEKS_PER_MONTH: f64 = 52.0 / 12.0;

/// `None` where it costs nothing, or nobody knows.
pub(super) fn of(snapshot: &Snapshot, index: usize, change: &Change, at: Timestamp) -> Option<Money> {
    let money = match change {
        Change::Reassign { task, from, to } => moved(snapshot, from, to, hours_left(snapshot, task)?)?,
        Change::Split { from, to, hours, .. } => moved(snapshot, from, to, *hours)?,
        Change::AddHours { person, hours_per_week, instead_of } => {
            let zone = snapshot.business.time_zone.rules();
            let end = edges::due(zone, snapshot.projects[index].end);
            let days = days_of(zone.to_datetime(at).date(), zone.to_datetime(end).date());
            let hours = (hours_per_week - instead_of) * (days as f64 / 7.0).ceil().max(1.0);
            let paid = Paid::of(snapshot, person)?;
            Money { amount: hours * paid.above, above_retainer: paid.retained }
        }
        Change::Both { first, second } => match (of(snapshot, index, first, at), of(snapshot, index, second, at)) {
            (Some(first), Some(second)) => Money {
                amount: first.amount + second.amount,
                above_retainer: first.above_retainer || second.above_retainer,
            },
            (one, other) => one.or(other)?,
        },
        Change::Drop { .. }
        | Change::Postpone { .. }
        | Change::MoveTimeOff { .. }
        | Change::MoveEnd { .. }
        | Change::LiftWeight { .. } => return None,
    };
    money.amount.is_finite().then_some(money)
}

/// What an hour of somebody costs.
struct Paid {
    /// Within the hours that they have anyhow.
    within: f64,
    /// Beyond these.
    above: f64,
    retained: bool,
}

impl Paid {
    fn of(snapshot: &Snapshot, key: &Key) -> Option<Self> {
        let person = snapshot.people.iter().find(|person| person.key == *key)?;
        let rate = person.engagement.as_ref()?.rate.as_ref()?;
        match (rate.monthly, rate.hourly) {
            (Some(monthly), hourly) => {
                let hours = hours_per_month(snapshot, person);
                let above = hourly.or((hours > 0.0).then(|| monthly / hours))?;
                Some(Self { within: 0.0, above, retained: true })
            }
            (None, Some(hourly)) => Some(Self { within: hourly, above: hourly, retained: false }),
            (None, None) => None,
        }
    }
}

fn hours_per_month(snapshot: &Snapshot, person: &Person) -> f64 {
    f64::from(minutes_per_week(&snapshot.business, person)) / 60.0 * WEEKS_PER_MONTH
}

/// So many hours done by one instead of the other, within the hours that both have.
fn moved(snapshot: &Snapshot, from: &Key, to: &Key, hours: f64) -> Option<Money> {
    let to = Paid::of(snapshot, to)?;
    let saved = Paid::of(snapshot, from).map_or(0.0, |from| from.within);
    Some(Money { amount: hours * (to.within - saved), above_retainer: false })
}

fn hours_left(snapshot: &Snapshot, key: &Key) -> Option<f64> {
    let task = find_anywhere(&snapshot.projects, key)?;
    let hours = task.effort.map_or(super::super::build::GUESS_HOURS, Effort::most_likely);
    Some((hours - task.spent_hours).max(0.0))
}
