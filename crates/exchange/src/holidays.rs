//! Holidays of a place, from the iCalendar file (RFC 5545) that its government or a calendar offers.
//!
//! Read are whole days: events that begin on a date and no clock. What has a time, or was cancelled, is no holiday.

use std::collections::BTreeMap;

use icalendar::parser::{Component, read_calendar, unfold};
use jiff::ToSpan;
use jiff::civil::Date;
use righthand_domain::recurrence;

/// Bytes of a calendar: ten years of a country's holidays with their descriptions are a tenth of it.
pub const CALENDAR_BYTES_MAX: usize = 240 * 1024;
/// Days of one calendar that are kept: far more than the holidays of all the years it can cover.
pub const DAYS_MAX: usize = 1_000;
/// Days of one event: longer is no holiday but a season.
const EVENT_DAYS_MAX: usize = 40;

/// The closed days of a calendar from one day to another, both included, each once, with its name.
pub fn read(text: &str, from: Date, through: Date) -> Result<Vec<(Date, String)>, String> {
    if text.len() > CALENDAR_BYTES_MAX {
        return Err(format!(
            "the calendar has {} KiB; up to {} KiB are read. Take one with fewer years",
            text.len() / 1024,
            CALENDAR_BYTES_MAX / 1024
        ));
    }
    if !text.trim_start().starts_with("BEGIN:VCALENDAR") {
        return Err("this is no iCalendar file: it begins with BEGIN:VCALENDAR".into());
    }
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).map_err(|_| "the calendar cannot be read: it is not whole".to_owned())?;
    let mut days: BTreeMap<Date, String> = BTreeMap::new();
    for event in calendar.components.iter().filter(|component| component.name == "VEVENT") {
        for day in days_of(event, from, through)? {
            days.entry(day).or_insert_with(|| name_of(event));
            if days.len() > DAYS_MAX {
                return Err(format!("the calendar closes more than {DAYS_MAX} days; take one of holidays only"));
            }
        }
    }
    if days.is_empty() {
        return Err(format!("the calendar has no whole day between {from} and {through}"));
    }
    Ok(days.into_iter().collect())
}

fn days_of(event: &Component<'_>, from: Date, through: Date) -> Result<Vec<Date>, String> {
    let value = |name: &str| event.find_prop(name).map(|property| property.val.to_string());
    if value("STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED")) {
        return Ok(Vec::new());
    }
    let Some(start) = value("DTSTART").as_deref().and_then(day) else { return Ok(Vec::new()) };
    let begins = match value("RRULE") {
        Some(rule) => recurrence::days(&rule, start, from, through)
            .map_err(|why| format!("the rule of “{}” cannot be followed: {why}", name_of(event)))?,
        None => vec![start],
    };
    // The end is the day after the last one; without it the event has one day.
    let end = value("DTEND").as_deref().and_then(day).filter(|end| *end > start);
    let length = end.and_then(|end| start.until(end).ok()).map_or(1, |span| span.get_days());
    let length = usize::try_from(length).unwrap_or(1).min(EVENT_DAYS_MAX);
    let all = begins
        .into_iter()
        .flat_map(|first| (0..length).map(move |n| first.saturating_add(i64::try_from(n).unwrap_or(0).days())));
    Ok(all.filter(|day| (from..=through).contains(day)).collect())
}

/// `20261201`; nothing for what has a time.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| Date::strptime("%Y%m%d", text).ok()).flatten()
}

/// The summary without its escapes (RFC 5545, 3.3.11), as long as a name may be.
fn name_of(event: &Component<'_>) -> String {
    const NAME_CHARS_MAX: usize = 300;
    let summary = event.find_prop("SUMMARY").map(|property| property.val.to_string()).unwrap_or_default();
    let plain =
        summary.replace("\\n", " ").replace("\\N", " ").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
    let name: String = plain.trim().chars().filter(|letter| !letter.is_control()).take(NAME_CHARS_MAX).collect();
    if name.is_empty() { "Holiday".into() } else { name }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const PORTUGAL: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\n\
        BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202\r\nSUMMARY:Restoration\r\n  Day\\, all day\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Christmas\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:3\r\nDTSTART;VALUE=DATE:20000101\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:New Year\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:4\r\nDTSTART:20261203T090000Z\r\nSUMMARY:A call\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:5\r\nDTSTART;VALUE=DATE:20261204\r\nSTATUS:CANCELLED\r\nSUMMARY:Off\r\nEND:VEVENT\r\n\
        END:VCALENDAR\r\n";

    #[test]
    fn whole_days_are_holidays_and_yearly_ones_come_every_year() {
        let days = read(PORTUGAL, date(2026, 1, 1), date(2028, 12, 31)).unwrap();
        let told: Vec<(String, &str)> = days.iter().map(|(day, name)| (day.to_string(), name.as_str())).collect();
        let expected = [
            ("2026-01-01", "New Year"),
            ("2026-12-01", "Restoration Day, all day"),
            ("2026-12-24", "Christmas"),
            ("2026-12-25", "Christmas"),
            ("2026-12-26", "Christmas"),
            ("2027-01-01", "New Year"),
            ("2028-01-01", "New Year"),
        ];
        assert_eq!(told, expected.map(|(day, name)| (day.to_owned(), name)));
    }

    #[test]
    fn what_is_no_calendar_of_holidays_says_so() {
        let read = |text: &str| read(text, date(2026, 1, 1), date(2028, 12, 31)).unwrap_err();
        assert!(read("Name,Date\nNew Year,2026-01-01").contains("no iCalendar file"));
        assert!(read("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n").contains("no whole day"));
        assert!(read(&format!("BEGIN:VCALENDAR{}", " ".repeat(CALENDAR_BYTES_MAX))).contains("KiB"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,300}") {
            let _ = read(&format!("BEGIN:VCALENDAR\r\n{text}\r\nEND:VCALENDAR\r\n"), date(2026, 1, 1), date(2027, 1, 1));
        }
    }
}
