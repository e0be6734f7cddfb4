//! Spoken: the rules that people say, between their words and RFC 5545. What has no words here stays a rule.

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};

/// Most units that one interval spans, and most occurrences that words count: more is nobody's rhythm.
pub(super) const NUMBER_MAX: u32 = 999;
/// Days of a working week, as the rule of "working days" names them.
const WORKING: &str = "MO,TU,WE,TH,FR";
const CODES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// How often something happens, as it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    pub(super) every: Every,
    /// Every so many of the unit; 1 at least.
    pub(super) interval: u32,
    /// Only in these months, 1 to 12, in order; in all where empty.
    pub(super) months: Vec<i8>,
    pub(super) end: End,
    /// The time of day at which it is due.
    pub time: Option<Time>,
    /// Counted from the day on which the one before was finished, not from a calendar.
    pub after_completion: bool,
}

/// The unit, and the places in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Every {
    Day,
    /// On these days, or on that of the start.
    Week(Vec<Weekday>),
    Month(Place),
    /// On that day, or on that of the start.
    Year(Option<(i8, i8)>),
}

/// Where in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// On the day of the start.
    Start,
    /// Days from its beginning, or from its end where negative.
    Days(Vec<i8>),
    /// The first, or last, of such weekdays.
    Weekdays(Vec<i8>, Weekday),
    /// The first, or last, day from Monday to Friday.
    Working(i8),
}

/// When it ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum End {
    #[default]
    Never,
    On(Date),
    After(u32),
}

impl Spoken {
    /// The words that are in a rule; `None` for one of a rarer shape. The time of day is the operation's.
    pub fn of_rule(rrule: &str) -> Option<Self> {
        let rrule = rrule.trim().to_ascii_uppercase();
        let mut parts = Parts { interval: 1, ..Parts::default() };
        for part in rrule.split(';').filter(|part| !part.is_empty()) {
            match part.split_once('=')? {
                ("FREQ", freq) => parts.freq = freq,
                ("INTERVAL", n) => parts.interval = n.parse().ok().filter(|n| (1..=NUMBER_MAX).contains(n))?,
                ("BYDAY", days) => parts.days = days.split(',').collect(),
                ("BYMONTHDAY", days) => parts.month_days = numbers(days, 31)?,
                ("BYMONTH", months) => parts.months = numbers(months, 12).filter(|m| m.iter().all(|m| *m > 0))?,
                ("BYSETPOS", place) => parts.place = Some(place.parse().ok().filter(|n| matches!(n, -5..=-1 | 1..=5))?),
                ("COUNT", n) if parts.end == End::Never => {
                    parts.end = End::After(n.parse().ok().filter(|n| (1..=NUMBER_MAX).contains(n))?);
                }
                ("UNTIL", day) if parts.end == End::Never && day.len() == 8 => {
                    parts.end = End::On(Date::strptime("%Y%m%d", day).ok()?);
                }
                ("WKST", "MO") => {}
                _ => return None,
            }
        }
        parts.spoken()
    }

    /// The same, counted from the day on which the one before was finished.
    #[must_use]
    pub fn after_completion(self) -> Self {
        Self { after_completion: true, ..self }
    }

    /// As a rule of RFC 5545, in one fixed order of its parts.
    pub fn to_rule(&self) -> String {
        let mut rule = match &self.every {
            Every::Day => "FREQ=DAILY".to_owned(),
            Every::Week(_) => "FREQ=WEEKLY".to_owned(),
            Every::Month(_) => "FREQ=MONTHLY".to_owned(),
            Every::Year(_) => "FREQ=YEARLY".to_owned(),
        };
        if self.interval > 1 {
            rule += &format!(";INTERVAL={}", self.interval);
        }
        let joined = |days: &[i8]| days.iter().map(i8::to_string).collect::<Vec<_>>().join(",");
        if !self.months.is_empty() {
            rule += &format!(";BYMONTH={}", joined(&self.months));
        }
        match &self.every {
            Every::Week(days) if !days.is_empty() => {
                rule += &format!(";BYDAY={}", days.iter().map(|day| code(*day)).collect::<Vec<_>>().join(","));
            }
            Every::Month(Place::Days(days)) => rule += &format!(";BYMONTHDAY={}", joined(days)),
            Every::Month(Place::Weekdays(places, day)) => {
                let days: Vec<String> = places.iter().map(|place| format!("{place}{}", code(*day))).collect();
                rule += &format!(";BYDAY={}", days.join(","));
            }
            Every::Month(Place::Working(place)) => rule += &format!(";BYDAY={WORKING};BYSETPOS={place}"),
            Every::Year(Some((month, day))) => rule += &format!(";BYMONTH={month};BYMONTHDAY={day}"),
            Every::Day | Every::Week(_) | Every::Month(Place::Start) | Every::Year(None) => {}
        }
        match self.end {
            End::Never => rule,
            End::On(day) => rule + &day.strftime(";UNTIL=%Y%m%d").to_string(),
            End::After(count) => format!("{rule};COUNT={count}"),
        }
    }

    /// The first day that it makes, counted from `day` itself on; `None` if there is none.
    pub fn first_from(&self, day: Date) -> Option<Date> {
        let through = day.saturating_add(5.years());
        super::days(&self.to_rule(), day, day, through).ok()?.first().copied()
    }
}

#[derive(Default)]
struct Parts<'r> {
    freq: &'r str,
    interval: u32,
    days: Vec<&'r str>,
    month_days: Vec<i8>,
    months: Vec<i8>,
    place: Option<i8>,
    end: End,
}

impl Parts<'_> {
    fn spoken(self) -> Option<Spoken> {
        let Self { freq, interval, days, month_days, mut months, place, end } = self;
        let plain = days.is_empty() && month_days.is_empty() && place.is_none();
        let every = match freq {
            "DAILY" if plain => Every::Day,
            "WEEKLY" if month_days.is_empty() && place.is_none() => {
                let mut days = days.iter().map(|day| weekday(day)).collect::<Option<Vec<_>>>()?;
                days.sort_by_key(|day| day.to_monday_zero_offset());
                days.dedup();
                Every::Week(days)
            }
            "MONTHLY" if plain => Every::Month(Place::Start),
            "MONTHLY" if days.is_empty() && place.is_none() => Every::Month(Place::Days(month_days)),
            "MONTHLY" if month_days.is_empty() => Every::Month(of_month(&days, place)?),
            "YEARLY" if plain && months.is_empty() => Every::Year(None),
            "YEARLY" if days.is_empty() && place.is_none() => match (months.as_slice(), month_days.as_slice()) {
                ([month], [day]) if *day > 0 => {
                    let date = (*month, *day);
                    months.clear();
                    Every::Year(Some(date))
                }
                _ => return None,
            },
            // A weekday of a month of every year is one of those months.
            "YEARLY" if interval == 1 && !months.is_empty() && month_days.is_empty() => {
                Every::Month(of_month(&days, place)?)
            }
            _ => return None,
        };
        Some(Spoken { every, interval, months, end, time: None, after_completion: false })
    }
}

/// "The first Monday", "the last working day".
fn of_month(days: &[&str], place: Option<i8>) -> Option<Place> {
    match place {
        Some(place) if days.join(",") == WORKING => Some(Place::Working(place)),
        Some(place) => match days {
            [day] => Some(Place::Weekdays(vec![place], weekday(day)?)),
            _ => None,
        },
        None => {
            let mut places = Vec::new();
            let mut of = None;
            for day in days {
                let (place, day) = day.split_at_checked(day.len().checked_sub(2)?)?;
                let place: i8 = place.parse().ok().filter(|n| matches!(n, -5..=-1 | 1..=5))?;
                let day = weekday(day)?;
                if of.is_some_and(|other| other != day) || places.contains(&place) {
                    return None;
                }
                of = Some(day);
                places.push(place);
            }
            Some(Place::Weekdays(places, of?))
        }
    }
}

/// Numbers between commas, none of them 0, none larger than `most`, in order and each once.
fn numbers(text: &str, most: i8) -> Option<Vec<i8>> {
    let mut all = text
        .split(',')
        .map(|n| n.parse().ok().filter(|n: &i8| *n != 0 && n.unsigned_abs() <= most.unsigned_abs()))
        .collect::<Option<Vec<i8>>>()?;
    // From the beginning first: "on days 1 and 15", then "on the last day".
    all.sort_by_key(|n| (*n < 0, *n));
    all.dedup();
    Some(all)
}

pub(super) fn weekday(code: &str) -> Option<Weekday> {
    let at = CODES.iter().position(|other| *other == code)?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

fn code(day: Weekday) -> &'static str {
    CODES[usize::from(day.to_monday_zero_offset().unsigned_abs()) % 7]
}
