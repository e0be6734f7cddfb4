//! A recurrence rule in words, as people say it: "every Tuesday", "on day 24 of every month".

use jiff::civil::{Date, Weekday};

use crate::words::{self, and_list};

/// The rule in words, for an operation that starts on `starts`. A rule of a rarer shape is given as it is written.
pub fn words(rrule: &str, starts: Date) -> String {
    said(&rrule.trim().to_ascii_uppercase(), starts).unwrap_or_else(|| format!("by the rule {}", rrule.trim()))
}

fn said(rrule: &str, starts: Date) -> Option<String> {
    let mut parts = Parts { interval: 1, ..Parts::default() };
    for part in rrule.split(';').filter(|part| !part.is_empty()) {
        match part.split_once('=')? {
            ("FREQ", freq) => parts.freq = freq,
            ("INTERVAL", n) => parts.interval = n.parse().ok()?,
            ("BYDAY", days) => parts.days = days.split(',').collect(),
            ("BYMONTHDAY", day) => parts.month_day = Some(day.parse().ok()?),
            ("WKST", _) => {}
            _ => return None,
        }
    }
    let Parts { freq, interval, days, month_day } = parts;
    let every = |one: &str| match interval {
        1 => format!("every {one}"),
        n => format!("every {} {one}", ordinal(n)),
    };
    match (freq, days.as_slice(), month_day) {
        ("DAILY", [], None) => Some(every("day")),
        ("WEEKLY", ["MO", "TU", "WE", "TH", "FR"], None) if interval == 1 => {
            Some("every day from Monday to Friday".to_owned())
        }
        ("WEEKLY", days, None) => {
            let mut named = days.iter().map(|day| weekday(day).map(words::weekday)).collect::<Option<Vec<_>>>()?;
            if named.is_empty() {
                named.push(words::weekday(starts.weekday()));
            }
            let on = and_list(&named);
            Some(if interval == 1 { format!("every {on}") } else { format!("{} on {on}", every("week")) })
        }
        ("MONTHLY", [], Some(-1)) => Some(format!("on the last day of {}", every("month"))),
        ("MONTHLY", [], Some(day)) if day > 0 => Some(format!("on day {day} of {}", every("month"))),
        ("MONTHLY", [], None) => Some(format!("on day {} of {}", starts.day(), every("month"))),
        ("MONTHLY", [day], None) => {
            let (place, day) = day.split_at_checked(day.len().checked_sub(2)?)?;
            let place = match place.parse::<i32>().ok()? {
                -1 => "last".to_owned(),
                n => ordinal(u32::try_from(n).ok()?),
            };
            Some(format!("on the {place} {} of {}", words::weekday(weekday(day)?), every("month")))
        }
        ("YEARLY", [], None) => Some(format!("{} on {}", every("year"), starts.strftime("%-d %B"))),
        _ => None,
    }
}

#[derive(Default)]
struct Parts<'r> {
    freq: &'r str,
    interval: u32,
    days: Vec<&'r str>,
    month_day: Option<i32>,
}

fn ordinal(n: u32) -> String {
    match n {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        4 => "fourth".to_owned(),
        5 => "fifth".to_owned(),
        6 => "sixth".to_owned(),
        n => format!("{n}th"),
    }
}

fn weekday(code: &str) -> Option<Weekday> {
    let at = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].iter().position(|other| *other == code)?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn rules_are_said_as_people_say_them() {
        let tuesday = date(2026, 11, 24);
        for (rule, said) in [
            ("FREQ=DAILY", "every day"),
            ("FREQ=WEEKLY", "every Tuesday"),
            ("freq=weekly;byday=mo", "every Monday"),
            ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every day from Monday to Friday"),
            ("FREQ=WEEKLY;BYDAY=MO,TH", "every Monday and Thursday"),
            ("FREQ=WEEKLY;INTERVAL=2", "every second week on Tuesday"),
            ("FREQ=MONTHLY", "on day 24 of every month"),
            ("FREQ=MONTHLY;INTERVAL=3", "on day 24 of every third month"),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day of every month"),
            ("FREQ=MONTHLY;BYDAY=1MO", "on the first Monday of every month"),
            ("FREQ=MONTHLY;BYDAY=-1FR", "on the last Friday of every month"),
            ("FREQ=YEARLY", "every year on 24 November"),
        ] {
            assert_eq!(words(rule, tuesday), said, "{rule}");
        }
    }

    #[test]
    fn a_rule_of_a_rarer_shape_is_given_as_it_is_written() {
        for rule in ["FREQ=WEEKLY;COUNT=5", "FREQ=YEARLY;BYMONTH=3", "FREQ=MONTHLY;BYDAY=é", "nonsense", ""] {
            assert_eq!(words(rule, date(2026, 11, 24)), format!("by the rule {rule}"));
        }
    }
}
