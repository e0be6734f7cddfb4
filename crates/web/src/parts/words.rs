//! Dates, times, durations and numbers as a person says them (design, section 9).

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use maud::{Markup, html};
use righthand_desk::sign_in::Locale;
pub use righthand_domain::words::{capital, first_name};

use super::locale;

/// Keeps a number and its unit together on one line.
pub const NARROW_SPACE: char = '\u{202f}';

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const SMALL_NUMBERS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// "Thu 26 Nov", and the year if it is not this one: "Thu 7 Jan 2027".
pub fn day(date: Date, today: Date) -> String {
    format!("{} {}", weekday(date), short_day(date, today))
}

/// "26 Nov" or "7 Jan 2027".
pub fn short_day(date: Date, today: Date) -> String {
    match (locale::current(), date.year() == today.year()) {
        (Locale::UnitedStates, true) => format!("{} {}", month(date), date.day()),
        (Locale::UnitedStates, false) => format!("{} {}, {}", month(date), date.day(), date.year()),
        (_, true) => format!("{} {}", date.day(), month(date)),
        (_, false) => format!("{} {} {}", date.day(), month(date), date.year()),
    }
}

/// "today", "tomorrow", "yesterday", "Mon" within a week either way, otherwise as [`day`].
pub fn near_day(date: Date, today: Date) -> String {
    match days_between(today, date) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        -6..=6 => weekday(date).to_owned(),
        _ => day(date, today),
    }
}

/// "Tuesday 24 November": the title of Today.
pub fn long_day(date: Date) -> String {
    let weekday = righthand_domain::words::weekday(date.weekday());
    let month = righthand_domain::words::MONTHS[month_index(date)];
    match locale::current() {
        Locale::UnitedStates => format!("{weekday}, {month} {}", date.day()),
        _ => format!("{weekday} {} {month}", date.day()),
    }
}

/// "Mon".
pub fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}

/// "Nov".
pub fn month(date: Date) -> &'static str {
    MONTHS[month_index(date)]
}

/// "today 14:00", "Mon 09:12" within a week, "Thu 26 Nov 2027, 09:00" further away.
pub fn moment(at: Timestamp, zone: &TimeZone, now: Timestamp) -> String {
    let (local, today) = (at.to_zoned_datetime(zone.clone()), now.to_zoned_datetime(zone.clone()).date());
    let separator = if days_between(today, local.date()).abs() <= 6 { "" } else { "," };
    format!("{}{separator} {}", near_day(local.date(), today), clock(at, zone))
}

/// "09:12" in the reader's zone.
pub fn clock(at: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned_datetime(zone.clone());
    let (hour, minute) = (local.hour(), local.minute());
    match locale::current() {
        Locale::UnitedStates => {
            let half = if hour < 12 { "am" } else { "pm" };
            format!("{}:{minute:02}{NARROW_SPACE}{half}", (hour + 11) % 12 + 1)
        }
        _ => format!("{hour:02}:{minute:02}"),
    }
}

/// "45 min", "1 h", "1 h 30". Below zero the sign is said: "−1 h".
pub fn duration(minutes: i64) -> String {
    let sign = if minutes < 0 { "−" } else { "" };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    match (hours, rest) {
        (0, rest) => format!("{sign}{rest}{NARROW_SPACE}min"),
        (hours, 0) => format!("{sign}{}{NARROW_SPACE}h", count(hours)),
        (hours, rest) => format!("{sign}{}{NARROW_SPACE}h{NARROW_SPACE}{rest:02}", count(hours)),
    }
}

/// Hours to a tenth, for columns that are compared: "17.5 h", "8 h".
pub fn hours(minutes: i64) -> String {
    let tenths = (minutes.abs() + 3) / 6;
    let sign = if minutes < 0 && tenths > 0 { "−" } else { "" };
    let whole = count((tenths / 10).unsigned_abs());
    match tenths % 10 {
        0 => format!("{sign}{whole}{NARROW_SPACE}h"),
        tenth => format!("{sign}{whole}{}{tenth}{NARROW_SPACE}h", decimal()),
    }
}

/// "83 %" from a share of 0 to 1; anything that is no number is said as 0.
pub fn percent(share: f64) -> String {
    format!("{}{NARROW_SPACE}%", whole_percent(share))
}

/// Whole percent of a share, never below 0: shares above 1 (a load of 104 %) stay.
pub fn whole_percent(share: f64) -> u32 {
    let percent = (share * 100.0).round();
    if percent.is_finite() && percent > 0.0 { percent.min(f64::from(u32::MAX)) as u32 } else { 0 }
}

/// A chance in words that claim no more than simulated futures can: "83 %", "over 99 %", "under 1 %".
pub fn chance_percent(share: f64) -> String {
    match whole_percent(share) {
        0 => format!("under 1{NARROW_SPACE}%"),
        1..=99 => percent(share),
        _ => format!("over 99{NARROW_SPACE}%"),
    }
}

/// "10 000".
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let group = match locale::current() {
        Locale::International => NARROW_SPACE,
        Locale::Britain | Locale::UnitedStates => ',',
        Locale::Continental => '.',
    };
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * NARROW_SPACE.len_utf8());
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    out
}

/// What stands between whole and part.
fn decimal() -> char {
    if locale::current() == Locale::Continental { ',' } else { '.' }
}

/// "€2 500", "€47.50", "CHF 480". `minor` is in hundredths of the currency (ISO 4217 code).
pub fn money(minor: i64, currency: &str) -> String {
    let sign = if minor < 0 { "−" } else { "" };
    let (whole, cents) = (count(minor.unsigned_abs() / 100), minor.unsigned_abs() % 100);
    let amount = if cents == 0 { whole } else { format!("{whole}{}{cents:02}", decimal()) };
    match currency {
        "EUR" => format!("{sign}€{amount}"),
        "GBP" => format!("{sign}£{amount}"),
        "USD" => format!("{sign}${amount}"),
        code => format!("{sign}{code}{NARROW_SPACE}{amount}"),
    }
}

/// "three", from twelve up in figures: "13". Begin a sentence with [`capital`].
pub fn number(n: u64) -> String {
    usize::try_from(n).ok().and_then(|n| SMALL_NUMBERS.get(n)).map_or_else(|| count(n), |word| (*word).to_owned())
}

/// "one task", "three tasks".
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// A text that somebody typed, as a sentence quotes it: not longer than a line.
pub fn shortened(text: &str) -> String {
    const CHARS_MAX: usize = 60;
    match text.char_indices().nth(CHARS_MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.trim().to_owned(),
    }
}

/// "a", "a and b", "a, b and c".
pub fn list(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A due date in its colour: late before today unless done, today in the accent. `lead` is "by" or nothing; "today"
/// stands alone.
pub fn due(date: Date, today: Date, done: bool, lead: &str) -> Markup {
    let class = match (done, date < today, date == today) {
        (false, true, _) => "due due-late",
        (false, _, true) => "due due-today",
        _ => "due",
    };
    let text = if date == today { "today".to_owned() } else { day(date, today) };
    html! {
        time class=(class) datetime=(date.to_string()) {
            @if !lead.is_empty() && date != today { (lead) " " }
            (text)
            @if !done && date < today { span.vh { ", late" } }
        }
    }
}

/// Whole days from `from` to `to`, negative if `to` is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until((jiff::Unit::Day, to)).as_ref().map_or(0, Span::get_days)
}

fn month_index(date: Date) -> usize {
    usize::try_from(date.month() - 1).unwrap_or(0).min(11)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 24);

    #[test]
    fn a_day_says_its_year_only_if_it_is_not_this_one() {
        assert_eq!(day(date(2026, 11, 26), TODAY), "Thu 26 Nov");
        assert_eq!(day(date(2027, 1, 7), TODAY), "Thu 7 Jan 2027");
    }

    #[test]
    fn within_a_week_a_day_is_its_name() {
        assert_eq!(near_day(TODAY, TODAY), "today");
        assert_eq!(near_day(date(2026, 11, 30), TODAY), "Mon");
        assert_eq!(near_day(date(2026, 12, 1), TODAY), "Tue 1 Dec");
    }

    #[test]
    fn durations_are_said_as_people_say_them() {
        assert_eq!(duration(90), "1\u{202f}h\u{202f}30");
        assert_eq!(duration(45), "45\u{202f}min");
        assert_eq!(duration(0), "0\u{202f}min");
        assert_eq!(hours(1050), "17.5\u{202f}h");
        assert_eq!(hours(i64::from(-i32::MAX)), "−35\u{202f}791\u{202f}394.1\u{202f}h");
    }

    #[test]
    fn numbers_group_by_narrow_spaces_and_never_claim_certainty() {
        assert_eq!(count(10_000), "10\u{202f}000");
        assert_eq!(money(250_000, "EUR"), "€2\u{202f}500");
        assert_eq!(percent(0.83), "83\u{202f}%");
        assert_eq!(chance_percent(1.0), "over 99\u{202f}%");
        assert_eq!(chance_percent(f64::NAN), "under 1\u{202f}%");
    }

    #[test]
    fn a_moment_is_in_the_readers_zone() {
        let zone = TimeZone::get("Europe/Lisbon").unwrap();
        let now: Timestamp = "2026-11-24T08:02:00Z".parse().unwrap();
        assert_eq!(moment("2026-11-24T14:00:00Z".parse().unwrap(), &zone, now), "today 14:00");
        assert_eq!(moment("2027-01-04T09:00:00Z".parse().unwrap(), &zone, now), "Mon 4 Jan 2027, 09:00");
    }

    #[test]
    fn small_numbers_are_words() {
        assert_eq!(counted(1, "project", "projects"), "one project");
        assert_eq!(capital(&counted(3, "thing needs you", "things need you")), "Three things need you");
        assert_eq!(list(&["Tom", "Mia", "Ana"]), "Tom, Mia and Ana");
    }
}
