//! Edges: local dates and times as instants, where clocks change too.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

use crate::snapshot::When;

/// The Monday of the week that `day` is in.
pub fn monday_of(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// The first instant of the day; where midnight does not exist, the instant of the change.
pub fn start_of_day(zone: &TimeZone, day: Date) -> Timestamp {
    first(zone, day.to_datetime(Time::midnight()))
}

/// The instant at which the day is over: the first of the next day.
pub fn end_of_day(zone: &TimeZone, day: Date) -> Timestamp {
    day.tomorrow().map_or(Timestamp::MAX, |next| start_of_day(zone, next))
}

/// A date as its beginning, an instant as it is.
pub fn not_before(zone: &TimeZone, when: When) -> Timestamp {
    match when {
        When::Date(day) => start_of_day(zone, day),
        When::Instant(at) => at,
    }
}

/// A date as its end, an instant as it is.
pub fn due(zone: &TimeZone, when: When) -> Timestamp {
    match when {
        When::Date(day) => end_of_day(zone, day),
        When::Instant(at) => at,
    }
}

/// A local time, the first of two; in a gap the instant of the change.
pub(crate) fn first(zone: &TimeZone, local: DateTime) -> Timestamp {
    at_edge(zone, local, |before, _| before)
}

/// A local time, the second of two; in a gap the instant of the change.
pub(crate) fn second(zone: &TimeZone, local: DateTime) -> Timestamp {
    at_edge(zone, local, |_, after| after)
}

/// A local time as an occurrence of a recurrence has it: in a gap read with the offset before it, else the first.
pub fn occurrence(zone: &TimeZone, local: DateTime) -> Timestamp {
    zone.to_ambiguous_timestamp(local).compatible().unwrap_or(Timestamp::MAX)
}

fn at_edge(zone: &TimeZone, local: DateTime, pick: impl Fn(Offset, Offset) -> Offset) -> Timestamp {
    let read = |offset: Offset| offset.to_timestamp(local).unwrap_or(Timestamp::MAX);
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => read(offset),
        AmbiguousOffset::Fold { before, after } => read(pick(before, after)),
        // Read with the offset before, a time in the gap lies after the change, which is then the last one before it.
        AmbiguousOffset::Gap { before, .. } => {
            let after_change = read(before);
            let just_after = after_change.checked_add(jiff::SignedDuration::from_nanos(1)).unwrap_or(after_change);
            zone.preceding(just_after).next().map_or(after_change, |change| change.timestamp())
        }
    }
}
