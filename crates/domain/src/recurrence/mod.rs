//! Recurrence: when the runs of an operation are due (RFC 5545, section 3.3.10), and their steps.
//!
//! The rule is unrolled on a floating local clock by the `rrule` library, behind the one seam of [`rule`]; what an
//! occurrence means as an instant, and what `UNTIL` cuts off, is decided here by the contract.

mod differs;
mod line;
mod read;
mod rule;
mod spoken;
pub mod spot;
mod words;

use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, ToSpan};

use crate::calendar::edges;
use crate::snapshot::{Operation, Starts, Step, Zone};
pub use differs::{Differs, Makes, OnHolidays};
pub use line::line;
pub use read::read;
use rule::{Rule, Until};
pub use spoken::Spoken;
pub use words::{words, words_with_time};

/// Occurrences that one rule may make from its start to the end of the horizon: a hundred years of days.
pub const OCCURRENCES_MAX: usize = 36_600;
/// Days beside the wanted ones in which occurrences are looked for that holidays shift into them.
const SHIFT_DAYS: i64 = 32;
/// Calendar days before a run's due from which a step can be done, where the step does not say.
pub const AVAILABLE_DAYS: f64 = 14.0;
/// Most calendar days that a step's due or availability lies before its run's due: a hundred years.
pub const DAYS_BEFORE_MAX: f64 = 36_600.0;

/// One occurrence: a run of its operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The local day that names the run: that of the rule, also where it was moved.
    pub date: Date,
    /// The local day on which it happens.
    pub day: Date,
    /// The local clock at its due: of a run that has all day, the midnight after it.
    pub due_local: DateTime,
    pub due: Timestamp,
}

impl Occurrence {
    /// So many whole calendar days before the run's due, at the same local time.
    pub fn days_before(&self, zone: &Zone, days: f64) -> Timestamp {
        let days = if days.is_finite() { days.clamp(0.0, DAYS_BEFORE_MAX).round() as i64 } else { 0 };
        if days == 0 {
            return self.due;
        }
        let local = self.due_local.saturating_sub(days.days());
        if self.due_local.time() == Time::midnight() && self.due_local.date() != self.day {
            // The end of a day stays the end of a day, where midnight does not exist too.
            return edges::first(zone.rules(), local);
        }
        edges::occurrence(zone.rules(), local)
    }

    /// From when the step can be done.
    pub fn available(&self, zone: &Zone, step: &Step) -> Timestamp {
        self.days_before(zone, step.available_days.unwrap_or(AVAILABLE_DAYS))
    }

    /// When the step itself is due.
    pub fn step_due(&self, zone: &Zone, step: &Step) -> Timestamp {
        self.days_before(zone, step.offset_days.unwrap_or(0.0))
    }
}

/// What is wrong with a rule and its start, in words; `None` if nothing is.
pub fn fault(rrule: &str, starts: Starts) -> Option<String> {
    Rule::parse(rrule, starts).err()
}

/// Why a rule that can be read makes nothing that could be done: it ends before it begins, or its days do not exist.
pub fn never(rrule: &str, starts: Starts) -> Option<String> {
    let rule = Rule::parse(rrule, starts).ok()?;
    let first = starts.date();
    let ends = match rule.until {
        Some(Until::Date(until)) => Some(until),
        Some(Until::Instant(until)) => Some(jiff::tz::TimeZone::UTC.to_datetime(until).date()),
        None => None,
    };
    if let Some(ends) = ends.filter(|ends| *ends < first) {
        return Some(format!("it would end on {ends}, before it begins on {first}"));
    }
    let Some(day) = rule.floating().next().map(|local| local.date()) else {
        return Some("no day is like that: it would never happen".to_owned());
    };
    let until = ends.filter(|ends| *ends < day)?;
    Some(format!("it would end on {until}, before it happens for the first time on {day}"))
}

/// The occurrences of `operation` that are due after `after` and at or before `through`, in order. Those of its rule are
/// one a day at most; one that was moved keeps the day that names it.
pub fn occurrences(
    operation: &Operation,
    zone: &Zone,
    after: Timestamp,
    through: Timestamp,
) -> Result<Vec<Occurrence>, String> {
    let differs = &operation.differs;
    let mut found: Vec<Occurrence> = Vec::new();
    let mut keep = |date: Date, local: DateTime| {
        let occurrence = meant(operation.starts, zone, date, local);
        if occurrence.due > after && occurrence.due <= through {
            found.push(occurrence);
        }
    };
    let on = |day: Date| operation.starts.time().map_or_else(|| day.at(0, 0, 0, 0), |time| day.to_datetime(time));
    if !differs.by_hand {
        let first_local = zone.rules().to_datetime(after).date().saturating_sub(SHIFT_DAYS.days());
        let last_local = zone.rules().to_datetime(through).date().saturating_add(SHIFT_DAYS.days());
        let rule = Rule::parse_near(&operation.rrule, operation.starts, first_local)?;
        let mut seen = 0_usize;
        let mut day_before = None;
        for local in rule.floating() {
            seen += 1;
            if seen > OCCURRENCES_MAX {
                return Err(format!(
                    "makes more than {OCCURRENCES_MAX} occurrences from its start to the end of the plan"
                ));
            }
            let date = local.date();
            if date > last_local || rule.until.is_some_and(|until| beyond(until, local, zone)) {
                break;
            }
            // What was moved is looked for by itself, however far it went.
            if day_before == Some(date) || operation.except.contains(&date) || differs.moved.contains_key(&date) {
                continue;
            }
            day_before = Some(date);
            match differs.day_of(date) {
                Some(day) if day == date => keep(date, local),
                Some(day) => keep(date, day.to_datetime(local.time())),
                None => {}
            }
        }
    }
    for (date, day) in differs.moved.iter().filter(|(date, _)| !operation.except.contains(date)) {
        keep(*date, on(*day));
    }
    for day in differs.extra.iter().filter(|day| !differs.moved.contains_key(day)) {
        keep(*day, on(*day));
    }
    found.sort_by_key(|occurrence| (occurrence.due, occurrence.date));
    found.dedup_by_key(|occurrence| occurrence.date);
    Ok(found)
}

/// The days of a rule that begins on `start`, from one day to another, both included, without regard to any clock.
pub fn days(rrule: &str, start: Date, from: Date, through: Date) -> Result<Vec<Date>, String> {
    let rule = Rule::parse(rrule, Starts::Date(start))?;
    let beyond = |day: Date| match rule.until {
        Some(Until::Date(until)) => day > until,
        Some(Until::Instant(until)) => day > jiff::tz::TimeZone::UTC.to_datetime(until).date(),
        None => false,
    };
    let days = rule.floating().take(OCCURRENCES_MAX).map(|local| local.date());
    Ok(days.take_while(|day| *day <= through && !beyond(*day)).filter(|day| *day >= from).collect())
}

/// The occurrence that `date` names, happening at `local`.
fn meant(starts: Starts, zone: &Zone, date: Date, local: DateTime) -> Occurrence {
    let day = local.date();
    match starts {
        Starts::Date(_) => {
            let due = edges::end_of_day(zone.rules(), day);
            let midnight = day.tomorrow().unwrap_or(day).to_datetime(Time::midnight());
            Occurrence { date, day, due_local: midnight, due }
        }
        Starts::DateTime(_) => Occurrence { date, day, due_local: local, due: edges::occurrence(zone.rules(), local) },
    }
}

fn beyond(until: Until, local: DateTime, zone: &Zone) -> bool {
    match until {
        Until::Date(date) => local.date() > date,
        Until::Instant(instant) => edges::occurrence(zone.rules(), local) > instant,
    }
}

#[cfg(test)]
mod tests;
