//! Occurrences of a recurrence rule by trying every day: slow, short, and nothing like an expander.

use jiff::{
    civil::{Date, DateTime, Weekday},
    tz::TimeZone,
};
use serde_json::Value;

use super::{
    calendar::{Minute, list},
    world::{day_end, wall},
};

/// The days of an operation's runs with their due minutes, up to a minute.
pub(crate) fn occurrences(operation: &Value, zone: &TimeZone, until: Minute) -> Vec<(Date, Minute)> {
    let rule = Rule::of(operation["rrule"].as_str().unwrap());
    let starts = operation["starts"].as_str().unwrap();
    let first: Date = starts[..10].parse().unwrap();
    let excepted = |day: Date| list(&operation["except"]).any(|except| *except == day.to_string());
    let mut found = Vec::new();
    let mut count = 0;
    for day in first.series(jiff::Span::new().days(1)) {
        let due = days_before(operation, zone, day, 0.0);
        let over = match &rule.until {
            Some(limit) if limit.len() == 8 => day.strftime("%Y%m%d").to_string() > *limit,
            Some(limit) => due > utc_minute(limit),
            None => false,
        };
        if over || due > until || rule.count.is_some_and(|most| count >= most) {
            break;
        }
        if rule.falls_on(first, day) {
            count += 1;
            if !excepted(day) {
                found.push((day, due));
            }
        }
    }
    found
}

/// Whole calendar days before a run's due, at the same wall-clock time.
pub(crate) fn days_before(operation: &Value, zone: &TimeZone, run: Date, days: f64) -> Minute {
    let starts = operation["starts"].as_str().unwrap();
    let back = jiff::Span::new().days(days as i64);
    match starts.get(11..) {
        None => day_end(zone, run.checked_sub(back).unwrap()),
        Some(time) => {
            let at: DateTime = format!("{}T{time}:00", run.checked_sub(back).unwrap()).parse().unwrap();
            wall(zone, at)
        }
    }
}

struct Rule {
    freq: String,
    interval: i64,
    by_day: Vec<(i64, Weekday)>,
    by_month_day: Vec<i64>,
    by_month: Vec<i64>,
    count: Option<usize>,
    until: Option<String>,
}

impl Rule {
    fn of(text: &str) -> Self {
        let mut rule = Self {
            freq: String::new(),
            interval: 1,
            by_day: vec![],
            by_month_day: vec![],
            by_month: vec![],
            count: None,
            until: None,
        };
        let numbers = |value: &str| value.split(',').map(|n| n.parse().unwrap()).collect();
        for part in text.split(';') {
            let (name, value) = part.split_once('=').unwrap();
            match name {
                "FREQ" => rule.freq = value.to_owned(),
                "INTERVAL" => rule.interval = value.parse().unwrap(),
                "BYDAY" => rule.by_day = value.split(',').map(weekday).collect(),
                "BYMONTHDAY" => rule.by_month_day = numbers(value),
                "BYMONTH" => rule.by_month = numbers(value),
                "COUNT" => rule.count = Some(value.parse().unwrap()),
                "UNTIL" => rule.until = Some(value.to_owned()),
                other => panic!("the checker does not know {other}"),
            }
        }
        rule
    }

    fn falls_on(&self, first: Date, day: Date) -> bool {
        let months = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
        let monday = |day: Date| {
            let back = i64::from(day.weekday().to_monday_zero_offset());
            i64::from((day - jiff::Span::new().days(back)).since(jiff::civil::date(2000, 1, 3)).unwrap().get_days())
        };
        let periods = match self.freq.as_str() {
            "DAILY" => i64::from(day.since(first).unwrap().get_days()),
            "WEEKLY" => (monday(day) - monday(first)) / 7,
            "MONTHLY" => months(day) - months(first),
            "YEARLY" => i64::from(day.year() - first.year()),
            other => panic!("the checker does not know {other}"),
        };
        if periods % self.interval != 0 {
            return false;
        }
        let month_day = i64::from(day.day());
        let last = i64::from(day.days_in_month());
        let by_day = self.by_day.iter().any(|(nth, weekday)| {
            *weekday == day.weekday()
                && (*nth == 0 || *nth == (month_day - 1) / 7 + 1 || *nth == -((last - month_day) / 7 + 1))
        });
        let by_month_day = self.by_month_day.iter().any(|n| *n == month_day || *n == month_day - last - 1);
        let by_month = self.by_month.is_empty() || self.by_month.contains(&i64::from(day.month()));
        let implied = match self.freq.as_str() {
            "WEEKLY" => day.weekday() == first.weekday(),
            "MONTHLY" => day.day() == first.day(),
            "YEARLY" => day.day() == first.day() && (!self.by_month.is_empty() || day.month() == first.month()),
            _ => true,
        };
        by_month
            && match (self.by_day.is_empty(), self.by_month_day.is_empty()) {
                (true, true) => implied,
                (false, true) => by_day,
                (true, false) => by_month_day,
                (false, false) => by_day && by_month_day,
            }
    }
}

fn weekday(text: &str) -> (i64, Weekday) {
    let (nth, name) = text.split_at(text.len() - 2);
    let day = match name {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        _ => Weekday::Sunday,
    };
    (if nth.is_empty() { 0 } else { nth.parse().unwrap() }, day)
}

/// `20261101T060000Z`.
fn utc_minute(text: &str) -> Minute {
    let at = DateTime::strptime("%Y%m%dT%H%M%SZ", text).unwrap();
    super::calendar::minute(TimeZone::UTC.to_timestamp(at).unwrap())
}
