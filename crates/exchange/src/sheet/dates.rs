//! Days and times as people and programs write them, and which of two numbers is the day, judged over whole columns.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, date};

use crate::parcel::Moment;

/// Characters of a text that may be a date: longer ones are none, and cost nothing.
const DATE_CHARS_MAX: usize = 60;

/// Which of 3/4 is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    DayFirst,
    MonthFirst,
}

impl DayOrder {
    /// As `--map` writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DayFirst => "dmy",
            Self::MonthFirst => "mdy",
        }
    }

    /// The other way round.
    pub(super) fn named(text: &str) -> Option<Self> {
        [Self::DayFirst, Self::MonthFirst].into_iter().find(|order| order.as_str().eq_ignore_ascii_case(text))
    }
}

/// What the days of a column have in common, gathered cell by cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Habit {
    day_first: usize,
    month_first: usize,
    either: usize,
}

impl Habit {
    /// Looks at one more cell.
    pub(super) fn see(&mut self, cell: &str) {
        for part in range(cell) {
            match numbers(part) {
                Some((first, second, _)) if first > 12 && second <= 12 => self.day_first += 1,
                Some((first, second, _)) if second > 12 && first <= 12 => self.month_first += 1,
                Some((first, second, _)) if first != second => self.either += 1,
                _ => {}
            }
        }
    }

    /// What all of it says: `None` where every day can be read both ways.
    pub(super) fn order(self) -> Option<DayOrder> {
        match (self.day_first, self.month_first) {
            (0, 0) => None,
            (day, month) if day >= month => Some(DayOrder::DayFirst),
            _ => Some(DayOrder::MonthFirst),
        }
    }

    /// Whether somebody has to be asked.
    pub(super) fn is_open(self) -> bool {
        self.order().is_none() && self.either > 0
    }

    /// Days that only the other order can read: the column says both.
    pub(super) fn contradicts(self) -> bool {
        self.day_first > 0 && self.month_first > 0
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            day_first: self.day_first + other.day_first,
            month_first: self.month_first + other.month_first,
            either: self.either + other.either,
        }
    }
}

/// The two ends of `a → b`; the one of anything else.
pub(super) fn range(cell: &str) -> impl Iterator<Item = &str> {
    let parts: Vec<&str> = if cell.contains('→') { cell.splitn(2, '→').collect() } else { vec![cell] };
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty())
}

/// The moment that a text names; `None` if it names none.
pub(super) fn moment(text: &str, order: DayOrder) -> Option<Moment> {
    let text = text.trim();
    if text.is_empty() || text.chars().nth(DATE_CHARS_MAX).is_some() {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return since_1970(text);
    }
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(Moment::Instant(instant));
    }
    if let Ok(day) = text.parse::<Date>()
        && text.len() == 10
    {
        return Some(Moment::Day(day));
    }
    let (day, rest) = split_day(text)?;
    let day = slashed(day, order).or_else(|| dashed(day)).or_else(|| in_words(day))?;
    match rest.map(str::trim).filter(|rest| !rest.is_empty()) {
        None => Some(Moment::Day(day)),
        Some(rest) => Some(Moment::Local(DateTime::from_parts(day, clock(rest)?))),
    }
}

/// Milliseconds, or seconds, since 1970: programs write those, and only in years that people plan for.
fn since_1970(digits: &str) -> Option<Moment> {
    let number: i64 = digits.parse().ok()?;
    let instant = match digits.len() {
        12..=13 => Timestamp::from_millisecond(number),
        9..=10 => Timestamp::from_second(number),
        8 => return slashed_free(digits),
        _ => return None,
    };
    instant.ok().map(Moment::Instant)
}

/// `20261124`.
fn slashed_free(digits: &str) -> Option<Moment> {
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
    let (year, month, day) = (part(0, 4)?, i8::try_from(part(4, 6)?).ok()?, i8::try_from(part(6, 8)?).ok()?);
    Date::new(year, month, day).ok().map(Moment::Day)
}

/// The day and the time behind it. A time has a colon; what comes before it and after the last blank or `T` is its hour.
fn split_day(text: &str) -> Option<(&str, Option<&str>)> {
    let Some(colon) = text.find(':') else { return Some((text.trim_end_matches(','), None)) };
    let before = text.get(..colon)?;
    let gap = before.rfind([' ', 'T', '\u{a0}', '\u{202f}'])?;
    let (day, time) = text.split_at(gap);
    let time = time.trim_start_matches(['T', ' ', '\u{a0}', '\u{202f}']);
    Some((day.trim_end_matches([',', ' ']).trim_end_matches(" at"), Some(time)))
}

/// `3/4/2026`, `3.4.26`, `3-4-2026` as numbers, year last.
fn numbers(text: &str) -> Option<(i8, i8, i16)> {
    let day = split_day(text.trim()).map(|(day, _)| day)?;
    let separator = ['/', '.', '-'].into_iter().find(|separator| day.contains(*separator))?;
    let mut parts = day.trim_end_matches('.').split(separator).map(str::trim);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || first.len() > 2 {
        return None;
    }
    let year_number: i16 = year.parse().ok()?;
    // Two digits are of this century: nobody's board is older.
    let year = if year.len() == 2 { 2000 + year_number } else { year_number };
    Some((first.parse().ok()?, second.parse().ok()?, year))
}

fn slashed(text: &str, order: DayOrder) -> Option<Date> {
    let (first, second, year) = numbers(text)?;
    let (day, month) = match order {
        DayOrder::DayFirst => (first, second),
        DayOrder::MonthFirst => (second, first),
    };
    // One day that only the other order can read is no reason to lose it.
    Date::new(year, month, day).or_else(|_| Date::new(year, day, month)).ok()
}

/// `2026-11-24`, `2026/11/24`, `2026.11.24`.
fn dashed(text: &str) -> Option<Date> {
    let mut parts = text.split(['-', '/', '.']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = year.len() == 4 && parts.next().is_none();
    whole.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok())?
}

/// `April 23, 2024`, `23 April 2024`, `14/Jul/25`, `Tue, Apr 23 2024`.
fn in_words(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let (mut day, mut month, mut year) = (None, None, None);
    for word in text.split([' ', ',', '/', '-', '.']).filter(|word| !word.is_empty()) {
        let lower = word.to_lowercase();
        let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let number: Option<i16> = if digits.is_empty() { None } else { digits.parse().ok() };
        let named = MONTHS.iter().position(|name| lower.starts_with(name));
        match (number, named) {
            (Some(number), _) if day.is_none() && digits.len() <= 2 => day = Some(i8::try_from(number).ok()?),
            (Some(number), _) if year.is_none() && digits.len() == 4 => year = Some(number),
            (Some(number), _) if year.is_none() && digits.len() == 2 => year = Some(2000 + number),
            (None, Some(index)) if month.is_none() => month = Some(i8::try_from(index).ok()? + 1),
            (None, None) if is_weekday(&lower) => {}
            _ => return None,
        }
    }
    Date::new(year?, month?, day?).ok()
}

fn is_weekday(word: &str) -> bool {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| word.starts_with(day))
}

/// `14:00`, `3:42 PM`, `09:05:30`, and a zone in brackets behind it, which is the business's own by every export seen.
fn clock(text: &str) -> Option<Time> {
    let lower = text.to_lowercase();
    let lower = lower.split('(').next().unwrap_or_default().trim();
    let (digits, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(false)),
        (_, Some(digits)) => (digits, Some(true)),
        _ => (lower, None),
    };
    let mut parts = digits.trim().split([':', '.']).map(|part| part.parse::<i8>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    let hour = match half {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// The earliest day that a board can mean: what is before it is a spreadsheet's empty cell.
pub(super) const EARLIEST: Date = date(1971, 1, 1);

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, order: DayOrder) -> String {
        match moment(text, order) {
            Some(Moment::Day(day)) => day.to_string(),
            Some(Moment::Local(at)) => at.to_string(),
            Some(Moment::Instant(at)) => at.to_string(),
            None => "none".into(),
        }
    }

    #[test]
    fn days_are_read_as_people_and_programs_write_them() {
        for (text, means) in [
            ("2026-11-24", "2026-11-24"),
            ("2026/11/24", "2026-11-24"),
            ("24.11.2026", "2026-11-24"),
            ("24.11.26", "2026-11-24"),
            ("3/4/2026", "2026-04-03"),
            ("April 23, 2024", "2024-04-23"),
            ("23 April 2024", "2024-04-23"),
            ("Tue, Apr 23 2024", "2024-04-23"),
            ("23rd Apr 2024", "2024-04-23"),
            ("14/Jul/25 3:42 PM", "2025-07-14T15:42:00"),
            ("6/21/2025 16:14", "2025-06-21T16:14:00"),
            ("April 23, 2024 10:00 AM (UTC)", "2024-04-23T10:00:00"),
            ("2026-11-24 09:30", "2026-11-24T09:30:00"),
            ("2026-11-24T09:30:00Z", "2026-11-24T09:30:00Z"),
            ("1764000000000", "2025-11-24T16:00:00Z"),
            ("20261124", "2026-11-24"),
            ("soon", "none"),
            ("32/13/2026", "none"),
            ("every mon", "none"),
            ("2026-02-30", "none"),
        ] {
            assert_eq!(day(text, DayOrder::DayFirst), means, "{text}");
        }
        assert_eq!(day("3/4/2026", DayOrder::MonthFirst), "2026-03-04");
    }

    #[test]
    fn a_whole_column_says_which_number_is_the_day() {
        let of = |cells: &[&str]| {
            let mut habit = Habit::default();
            cells.iter().for_each(|cell| habit.see(cell));
            (habit.order(), habit.is_open())
        };
        assert_eq!(of(&["3/4/2026", "13/4/2026"]), (Some(DayOrder::DayFirst), false));
        assert_eq!(of(&["3/4/2026", "4/13/2026"]), (Some(DayOrder::MonthFirst), false));
        assert_eq!(of(&["3/4/2026", "5/6/2026"]), (None, true));
        assert_eq!(of(&["2026-04-03", "4/4/2026", ""]), (None, false), "nothing can be read both ways");
    }
}
