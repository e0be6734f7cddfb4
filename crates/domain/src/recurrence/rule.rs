//! Rule: the seam to the `rrule` library. Nothing else knows of it, or of its kind of dates.

use chrono::{Datelike, Timelike};
use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use rrule::{RRuleSet, RRuleSetIter};

use crate::snapshot::Starts;

/// Letters of one rule: the longest sensible one (every part, every value) is shorter.
const RULE_BYTES_MAX: usize = 4_000;

/// Longest interval over which a rule is taken forward: beyond, it makes few enough from its start.
const INTERVAL_FORWARD_MAX: i64 = 1_000;

/// A rule that was understood, with `UNTIL` taken out.
#[derive(Debug)]
pub(super) struct Rule {
    set: RRuleSet,
    pub(super) until: Option<Until>,
}

/// The end of a rule, included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    Date(Date),
    Instant(Timestamp),
}

impl Rule {
    /// Reads one RECUR value. The error says in words what is wrong.
    pub(super) fn parse(rrule: &str, starts: Starts) -> Result<Self, String> {
        Self::parse_near(rrule, starts, starts.date())
    }

    /// The same, whose occurrences begin at `near` or before it, but not years before: an operation that has gone on for
    /// ten years costs no more than a new one.
    pub(super) fn parse_near(rrule: &str, starts: Starts, near: Date) -> Result<Self, String> {
        if rrule.len() > RULE_BYTES_MAX {
            return Err(format!("a rule has up to {RULE_BYTES_MAX} characters"));
        }
        // The library reads whole calendar blocks; here only a value may come in.
        if !rrule.bytes().all(|b| b.is_ascii_alphanumeric() || b";=,+-".contains(&b)) {
            return Err("not a recurrence rule such as FREQ=WEEKLY;BYDAY=TU (RFC 5545, 3.3.10)".to_owned());
        }
        let upper = rrule.to_ascii_uppercase();
        let mut until = None;
        let mut rest = Vec::new();
        for part in upper.split(';').filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some(("UNTIL", value)) if until.is_some() => return Err(format!("UNTIL={value} comes twice")),
                Some(("UNTIL", value)) => until = Some(parse_until(value, starts)?),
                Some(("INTERVAL", value)) if value.bytes().all(|b| b == b'0') => {
                    return Err("INTERVAL=0 never comes to a second occurrence".to_owned());
                }
                Some(("FREQ", "SECONDLY" | "MINUTELY")) => {
                    return Err("an operation has at most one occurrence a day: FREQ is HOURLY or longer".to_owned());
                }
                _ => rest.push(part),
            }
        }
        if until.is_some() && rest.iter().any(|part| part.starts_with("COUNT=")) {
            return Err("COUNT and UNTIL exclude each other (RFC 5545, 3.3.10)".to_owned());
        }
        let start = forward(&rest, floating_start(starts)?, near);
        let text = format!("DTSTART:{}\nRRULE:{}", start.strftime("%Y%m%dT%H%M%SZ"), rest.join(";"));
        let set: RRuleSet = text.parse().map_err(|error| format!("not a recurrence rule: {error}"))?;
        Ok(Self { set: set.limit(), until })
    }

    /// Its occurrences on a floating local clock, in order, without end where the rule has none.
    pub(super) fn floating(&self) -> Floating {
        Floating { inner: self.set.into_iter() }
    }
}

/// See [`Rule::floating`].
pub(super) struct Floating {
    inner: RRuleSetIter,
}

impl Iterator for Floating {
    type Item = DateTime;

    fn next(&mut self) -> Option<DateTime> {
        let at = self.inner.next()?;
        let small = |value: u32| i8::try_from(value).ok();
        DateTime::new(
            i16::try_from(at.year()).ok()?,
            small(at.month())?,
            small(at.day())?,
            small(at.hour())?,
            small(at.minute())?,
            small(at.second())?,
            0,
        )
        .ok()
    }
}

/// The start as if its local clock were UTC, which has no gaps.
fn floating_start(starts: Starts) -> Result<DateTime, String> {
    let at = match starts {
        Starts::Date(date) => date.at(0, 0, 0, 0),
        Starts::DateTime(at) => at,
    };
    // The library counts on years with four digits.
    if !(1000..=9000).contains(&at.year()) {
        return Err("a recurrence starts between the years 1000 and 9000".to_owned());
    }
    Ok(at)
}

/// A later start that makes the same occurrences from `near` on: so many whole intervals later, in the same phase. The
/// start itself where that cannot be said: a count begins with the first occurrence.
fn forward(parts: &[&str], start: DateTime, near: Date) -> DateTime {
    let value = |name: &str| parts.iter().find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    // An earlier year is left whole: weeks and days of a year are counted from its beginning.
    let goal = near.saturating_sub(1.year());
    if value("COUNT").is_some() || start.date() >= goal {
        return start;
    }
    let interval: i64 = value("INTERVAL").map_or(Some(1), |n| n.parse().ok()).unwrap_or(0);
    if !(1..=INTERVAL_FORWARD_MAX).contains(&interval) {
        return start;
    }
    let days = i64::from(start.date().until(goal).map_or(0, |span| span.get_days()));
    let months = (i64::from(goal.year()) - i64::from(start.year())) * 12 + i64::from(goal.month() - start.month());
    let whole = |have: i64, unit: i64| have.div_euclid(unit).saturating_sub(1).max(0) * unit;
    let later = match value("FREQ") {
        Some("HOURLY") => start.checked_add(whole(days * 24, interval).hours()),
        Some("DAILY") => start.checked_add(whole(days, interval).days()),
        Some("WEEKLY") => start.checked_add(whole(days, interval * 7).days()),
        // A day that not every month has stays in its month.
        Some("MONTHLY") if start.day() <= 28 => start.checked_add(whole(months, interval).months()),
        Some("MONTHLY") => start.checked_add(whole(months, interval * 12).months()),
        Some("YEARLY") => start.checked_add(whole(months / 12, interval).years()),
        _ => return start,
    };
    later
        .ok()
        .filter(|later| later.day() == start.day() || !matches!(value("FREQ"), Some("MONTHLY" | "YEARLY")))
        .unwrap_or(start)
}

fn parse_until(value: &str, starts: Starts) -> Result<Until, String> {
    let wrong = || format!("UNTIL={value} is neither a date (20270131) nor an instant in UTC (20270131T170000Z)");
    let digits = |range: std::ops::Range<usize>| value.get(range).and_then(|d| d.parse::<i16>().ok());
    let small = |range| digits(range).and_then(|n| i8::try_from(n).ok());
    let all_digits = |range| value.get(range).is_some_and(|d: &str| d.bytes().all(|b| b.is_ascii_digit()));
    if !all_digits(0..8) {
        return Err(wrong());
    }
    let (Some(year), Some(month), Some(day)) = (digits(0..4), small(4..6), small(6..8)) else { return Err(wrong()) };
    let read = || Date::new(year, month, day).ok();
    match (value.len(), starts) {
        (8, _) => read().map(Until::Date).ok_or_else(wrong),
        (16, Starts::Date(_)) => Err(format!("UNTIL={value} has a time, but the operation starts on a date")),
        (16, Starts::DateTime(_)) if &value[8..9] == "T" && value.ends_with('Z') && all_digits(9..15) => {
            let (Some(hour), Some(minute), Some(second)) = (small(9..11), small(11..13), small(13..15)) else {
                return Err(wrong());
            };
            let local = DateTime::new(year, month, day, hour, minute, second.min(59), 0).map_err(|_| wrong())?;
            let instant = TimeZone::UTC.to_timestamp(local).map_err(|_| wrong())?;
            Ok(Until::Instant(instant))
        }
        _ => Err(wrong()),
    }
}
