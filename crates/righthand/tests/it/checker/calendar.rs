//! Working time by the contract's words, minute by minute, from nothing but the input file and jiff.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, date},
    tz::{AmbiguousOffset, TimeZone},
};
use serde_json::Value;

/// Minutes since 1970.
pub(crate) type Minute = i64;

/// A stretch of time, its end not included.
pub(crate) type Window = (Minute, Minute);

/// The minute of an instant, rounded up.
pub(crate) fn minute(at: Timestamp) -> Minute {
    let (seconds, rest) = (at.as_second(), at.subsec_nanosecond());
    (seconds + i64::from(rest > 0)).div_euclid(60) + i64::from((seconds + i64::from(rest > 0)).rem_euclid(60) > 0)
}

/// The minute of an RFC 3339 text.
pub(crate) fn read(text: &Value) -> Minute {
    minute(text.as_str().unwrap_or_default().parse().unwrap_or_else(|error| panic!("{text}: {error}")))
}

/// The minute of an instant, rounded up; with `sign` -1 that of its mirror image, to round down.
fn minute_of(text: &Value, sign: i64) -> Minute {
    let at: Timestamp = text.as_str().unwrap().parse().unwrap();
    minute(Timestamp::from_second(sign * at.as_second()).unwrap())
}

pub(crate) fn day(text: &Value) -> Date {
    text.as_str().unwrap_or_default().parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn zone(name: Option<&Value>) -> Option<TimeZone> {
    name.map(|name| TimeZone::get(name.as_str().unwrap()).unwrap())
}

/// Which of two instants a local time means where clocks go back; where they go forward, it is the change itself.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Edge {
    First,
    Second,
}

/// The minute of a local time.
pub(crate) fn local(zone: &TimeZone, at: DateTime, edge: Edge) -> Minute {
    let with = |offset: jiff::tz::Offset| minute(offset.to_timestamp(at).unwrap());
    match zone.to_ambiguous_timestamp(at).offset() {
        AmbiguousOffset::Unambiguous { offset } => with(offset),
        AmbiguousOffset::Fold { before, after } => with(if edge == Edge::First { before } else { after }),
        AmbiguousOffset::Gap { before, after } => {
            // The change lies between these two; halve until it is found.
            let (mut low, mut high) = (with(after), with(before));
            while high - low > 1 {
                let middle = (low + high) / 2;
                let offset = zone.to_offset(Timestamp::from_second(middle * 60).unwrap());
                if offset == before { low = middle } else { high = middle }
            }
            high
        }
    }
}

/// The end of a day: midnight after it.
pub(crate) fn end_of(zone: &TimeZone, on: Date) -> Minute {
    local(zone, on.tomorrow().unwrap().at(0, 0, 0, 0), Edge::First)
}

/// A day or an instant, as the business's zone has it; of a day its end or its start.
pub(crate) fn when(zone: &TimeZone, text: &Value, end: bool) -> Minute {
    match text.as_str().unwrap() {
        short if short.len() == 10 && end => end_of(zone, day(text)),
        short if short.len() == 10 => local(zone, day(text).at(0, 0, 0, 0), Edge::First),
        _ => read(text),
    }
}

/// A person's time: `works` by their week, `free` less their appointments. Sorted, apart, never touching.
pub(crate) struct Time {
    pub(crate) works: Vec<Window>,
    pub(crate) free: Vec<Window>,
}

impl Time {
    pub(crate) fn of(file: &Value, person: &Value, from: Minute, to: Minute) -> Self {
        let works = working(file, person, from, to);
        let key = &person["key"];
        let busy: Vec<Window> = list(&file["appointments"])
            .filter(|appointment| list(&appointment["people"]).any(|who| who == key))
            // Begun minutes are taken whole, at both ends.
            .map(|appointment| (-minute_of(&appointment["start"], -1), minute_of(&appointment["end"], 1)))
            .collect();
        let free = less(&works, &busy);
        Self { works, free }
    }
}

/// Minutes of `windows` within a stretch.
pub(crate) fn within(windows: &[Window], (from, to): Window) -> i64 {
    windows.iter().map(|(a, b)| (b.min(&to) - a.max(&from)).max(0)).sum()
}

/// The first minute by which `work` minutes of `windows` have passed since `from`.
pub(crate) fn after(windows: &[Window], from: Minute, mut work: i64) -> Option<Minute> {
    for (a, b) in windows {
        let (a, length) = (*a.max(&from), (b - a.max(&from)).max(0));
        if length >= work {
            return Some(a + work);
        }
        work -= length;
    }
    None
}

/// Windows less some stretches.
pub(crate) fn less(windows: &[Window], taken: &[Window]) -> Vec<Window> {
    let mut taken = taken.to_vec();
    taken.sort_unstable();
    let mut rest = Vec::new();
    for &(begin, to) in windows {
        let mut from = begin;
        for &(a, b) in taken.iter().filter(|(a, b)| *b > begin && *a < to) {
            if a > from {
                rest.push((from, a));
            }
            from = from.max(b);
        }
        if from < to {
            rest.push((from, to));
        }
    }
    rest
}

fn working(file: &Value, person: &Value, from: Minute, to: Minute) -> Vec<Window> {
    let business = &file["business"];
    let zone = zone(person.get("time_zone").or(business.get("time_zone"))).unwrap();
    let week = week(business, person);
    let holidays: Vec<Date> = match person.get("holidays") {
        Some(own) => list(own).map(day).collect(),
        None => list(&business["holidays"]).map(|holiday| day(&holiday["date"])).collect(),
    };
    let away: Vec<(Date, Date)> = list(&person["time_off"]).map(|off| (day(&off["from"]), day(&off["to"]))).collect();
    let engaged = |end: &str, open: Date| person["engagement"].get(end).map_or(open, day);
    let (first, last) = (engaged("start", date(1, 1, 1)), engaged("end", date(9000, 1, 1)));
    let begin = zone.to_datetime(Timestamp::from_second((from - 2880) * 60).unwrap()).date();
    let end = zone.to_datetime(Timestamp::from_second((to + 2880) * 60).unwrap()).date();
    let mut windows: Vec<Window> = Vec::new();
    for on in begin.series(jiff::Span::new().days(1)).take_while(|on| *on <= end) {
        let off = holidays.contains(&on) || away.iter().any(|(a, b)| *a <= on && on <= *b) || on < first || on > last;
        if off {
            continue;
        }
        for &(a, b) in &week[usize::from(on.weekday().to_monday_zero_offset().unsigned_abs())] {
            let at = |minutes: i64| on.at(0, 0, 0, 0).checked_add(jiff::Span::new().minutes(minutes)).unwrap();
            let (a, b) = (local(&zone, at(a), Edge::First), local(&zone, at(b), Edge::Second));
            match windows.last_mut() {
                _ if a >= b => {}
                Some(before) if before.1 >= a => before.1 = before.1.max(b),
                _ => windows.push((a, b)),
            }
        }
    }
    windows
}

/// Windows of each weekday in minutes after midnight, Monday first.
fn week(business: &Value, person: &Value) -> [Vec<(i64, i64)>; 7] {
    let nine_to =
        |minutes: i64| [0, 1, 2, 3, 4, 5, 6].map(|day| if day < 5 { vec![(540, 540 + minutes)] } else { vec![] });
    let told = |week: &Value| {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(|name| {
            let mut windows: Vec<(i64, i64)> =
                list(&week[name]).map(|w| (clock(&w["from"]), clock(&w["to"]))).collect();
            windows.sort_unstable();
            windows
        })
    };
    if let Some(own) = person.get("working_week") {
        told(own)
    } else if let Some(hours) = person.get("hours_per_week") {
        nine_to((hours.as_f64().unwrap().min(75.0) * 12.0).round() as i64)
    } else {
        business.get("working_week").map_or_else(|| nine_to(480), told)
    }
}

fn clock(text: &Value) -> i64 {
    let (hours, minutes) = text.as_str().unwrap().split_once(':').unwrap();
    hours.parse::<i64>().unwrap() * 60 + minutes.parse::<i64>().unwrap()
}

/// The items of a list that may be absent.
pub(crate) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
