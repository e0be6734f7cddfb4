//! Read: from the words that people say to a rule: "every second Friday", "weekdays at 9", "last working day of the
//! month", "3 weeks after completion".

use jiff::civil::{Date, Time, Weekday};

use super::spoken::{End, Every, NUMBER_MAX, Place, Spoken};
use crate::words::MONTHS;

/// Letters of one rule in words.
const TEXT_BYTES_MAX: usize = 400;
/// Words that say nothing here.
const FILLERS: [&str; 8] = ["the", "of", "and", "on", "a", "an", "or", "its"];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Reads how often something happens. The error is a sentence for whoever typed it.
pub fn read(text: &str) -> Result<Spoken, String> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(format!("how often it happens is said in up to {TEXT_BYTES_MAX} characters"));
    }
    let lower = text.to_lowercase().replace([',', '&', '.'], " ");
    let mut words: Vec<&str> = lower.split_whitespace().filter(|word| !FILLERS.contains(word)).collect();
    if words.is_empty() {
        return Err("say how often it happens, such as “every second Friday”".to_owned());
    }
    let time = take_time(&mut words)?;
    let end = take_end(&mut words)?;
    let after_completion = take_after_completion(&mut words);
    let months = take_months(&mut words);
    let mut said = Said { words: &words, at: 0, text };
    let (unit, place) = said.body(after_completion)?;
    let mut spoken = combine(unit, place, text)?;
    if !months.is_empty() {
        if !spoken.months.is_empty() || matches!(spoken.every, Every::Year(_)) {
            return Err(format!("“{text}” names months twice"));
        }
        spoken.months = months;
    }
    if after_completion && !matches!(spoken.every, Every::Day | Every::Month(Place::Start) | Every::Year(None)) {
        let every_week = matches!(&spoken.every, Every::Week(days) if days.is_empty());
        if !every_week {
            return Err("after completion counts days, weeks, months or years: “3 weeks after completion”".to_owned());
        }
    }
    Ok(Spoken { end, time, after_completion, ..spoken })
}

/// What is looked at, one word after the other.
struct Said<'w> {
    words: &'w [&'w str],
    at: usize,
    text: &'w str,
}

/// A unit of time with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Days(u32),
    Weeks(u32),
    Months(u32),
    Quarters(u32),
    Years(u32),
}

/// What is said of days.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Days {
    Weekdays(Vec<Weekday>),
    /// "First Monday".
    Placed(Vec<i8>, Weekday),
    Working(i8),
    Numbered(Vec<i8>),
    Dated(i8, i8),
}

impl<'w> Said<'w> {
    fn peek(&self) -> Option<&'w str> {
        self.words.get(self.at).copied()
    }

    fn eat(&mut self, wanted: &[&str]) -> bool {
        let found = self.peek().is_some_and(|word| wanted.contains(&word));
        self.at += usize::from(found);
        found
    }

    fn not_understood(&self) -> String {
        let word = self.peek().map(|word| format!(" (from “{word}” on)")).unwrap_or_default();
        format!(
            "“{}” is not understood{word}: say it like “every second Friday”, “weekdays at 9” or “last working day of the month”",
            self.text.trim()
        )
    }

    /// A unit, days, or both, in either order.
    fn body(&mut self, counted: bool) -> Result<(Option<Unit>, Option<Days>), String> {
        let (mut unit, mut days) = (None, None);
        let mut bare = false;
        while self.peek().is_some() {
            let known = (unit.is_some(), days.is_some());
            let every = self.eat(&["every", "each"]) || (counted && unit.is_none());
            if unit.is_none()
                && let Some((found, working)) = self.unit(every)
            {
                unit = Some(found);
                if let Some(working) = working {
                    days = Some(working);
                }
            } else if days.is_none() {
                days = Some(self.days()?);
                bare |= every && matches!(days, Some(Days::Numbered(_)));
            }
            if known == (unit.is_some(), days.is_some()) {
                return Err(self.not_understood());
            }
        }
        // "Every second" does not say second what.
        if bare && unit.is_none() {
            return Err(self.not_understood());
        }
        Ok((unit, days))
    }

    /// "Daily", "second week", "month", and days where it says them too: "weekday", "second Friday".
    fn unit(&mut self, every: bool) -> Option<(Unit, Option<Days>)> {
        let start = self.at;
        let named = match self.peek()? {
            "daily" => Some((Unit::Days(1), None)),
            "weekly" => Some((Unit::Weeks(1), None)),
            "fortnightly" | "biweekly" | "fortnight" => Some((Unit::Weeks(2), None)),
            "monthly" => Some((Unit::Months(1), None)),
            "quarterly" => Some((Unit::Quarters(1), None)),
            "yearly" | "annually" => Some((Unit::Years(1), None)),
            "weekdays" | "workdays" => Some((Unit::Weeks(1), Some(working()))),
            "weekends" | "weekend" => {
                Some((Unit::Weeks(1), Some(Days::Weekdays(vec![Weekday::Saturday, Weekday::Sunday]))))
            }
            _ => None,
        };
        if named.is_some() {
            self.at += 1;
            return named;
        }
        let interval = if every { self.interval() } else { None };
        let n = interval.unwrap_or(1);
        let found = match self.peek() {
            Some("day" | "days") if every => {
                self.at += 1;
                if self.words.get(self.at..self.at + 4) == Some(&["from", "monday", "to", "friday"]) {
                    self.at += 4;
                    return Some((Unit::Weeks(n), Some(working())));
                }
                Some((Unit::Days(n), None))
            }
            Some("week" | "weeks") => Some((Unit::Weeks(n), None)),
            Some("month" | "months") => Some((Unit::Months(n), None)),
            Some("quarter" | "quarters") => Some((Unit::Quarters(n), None)),
            Some("year" | "years") => Some((Unit::Years(n), None)),
            Some("weekday" | "workday") if every && interval.is_none() => Some((Unit::Weeks(1), Some(working()))),
            Some("working")
                if self.words.get(self.at + 1).is_some_and(|word| word.starts_with("day"))
                    && (every || self.words[self.at + 1] == "days")
                    && interval.is_none() =>
            {
                self.at += 1;
                Some((Unit::Weeks(1), Some(working())))
            }
            // "Every second Friday" is every other week; "every Friday" every week.
            Some(word) if every && weekday(word).is_some() => return Some((Unit::Weeks(n), None)),
            _ => {
                self.at = start;
                None
            }
        };
        if found.is_some() && !matches!(found, Some((Unit::Days(_), _))) {
            self.at += 1;
        }
        found
    }

    /// "Other", "second", "3", "3rd".
    fn interval(&mut self) -> Option<u32> {
        let word = self.peek()?;
        let n = match word {
            "other" => Some(2),
            "two" => Some(2),
            "three" => Some(3),
            "four" => Some(4),
            "six" => Some(6),
            word => word.parse().ok().or_else(|| ordinal(word)),
        };
        let n = n.filter(|n| (1..=NUMBER_MAX).contains(n))?;
        self.at += 1;
        Some(n)
    }

    fn days(&mut self) -> Result<Days, String> {
        let mut named = Vec::new();
        while let Some(day) = self.peek().and_then(weekday) {
            named.push(day);
            self.at += 1;
        }
        if !named.is_empty() {
            named.sort_by_key(|day| day.to_monday_zero_offset());
            named.dedup();
            return Ok(Days::Weekdays(named));
        }
        if self.eat(&["day", "days"]) {
            let mut numbers = Vec::new();
            while let Some(n) = self.peek().and_then(|word| word.parse::<i8>().ok()) {
                numbers.push(n);
                self.at += 1;
            }
            return if numbers.is_empty() { Err(self.not_understood()) } else { Ok(Days::Numbered(numbers)) };
        }
        if let Some(month) = self.peek().and_then(month) {
            self.at += 1;
            let day = self.peek().and_then(day_number).ok_or_else(|| self.not_understood())?;
            self.at += 1;
            return Ok(Days::Dated(month, day));
        }
        let mut places = Vec::new();
        while let Some(place) = self.place() {
            places.push(place);
            if let Some(month) = self.peek().and_then(month) {
                self.at += 1;
                return Ok(Days::Dated(month, place));
            }
        }
        if places.is_empty() {
            return Err(self.not_understood());
        }
        if let Some(day) = self.peek().and_then(weekday) {
            self.at += 1;
            return Ok(Days::Placed(places, day));
        }
        let working = self.eat(&["weekday", "workday"])
            || (self.peek() == Some("working") && {
                self.at += 1;
                self.eat(&["day", "days"])
            });
        match (working, places.as_slice()) {
            (true, [place]) => Ok(Days::Working(*place)),
            (true, _) => Err("one working day of the month is needed, such as “first working day”".to_owned()),
            (false, _) => {
                self.eat(&["day", "days"]);
                Ok(Days::Numbered(places))
            }
        }
    }

    /// "First", "last", "second to last", "15th".
    fn place(&mut self) -> Option<i8> {
        let word = self.peek()?;
        if word == "last" {
            self.at += 1;
            return Some(-1);
        }
        let n = ordinal(word).and_then(|n| i8::try_from(n).ok()).or_else(|| day_number(word))?;
        self.at += 1;
        if self.peek() == Some("to") && self.words.get(self.at + 1) == Some(&"last") {
            self.at += 2;
            return Some(-n);
        }
        Some(n)
    }
}

/// Puts unit and days together, or says why they do not go together.
fn combine(unit: Option<Unit>, days: Option<Days>, text: &str) -> Result<Spoken, String> {
    let text = text.trim();
    let spoken = |every, interval| Spoken {
        every,
        interval,
        months: Vec::new(),
        end: End::Never,
        time: None,
        after_completion: false,
    };
    let in_month = |place, unit: Option<Unit>| match unit {
        None => Ok(spoken(Every::Month(place), 1)),
        Some(Unit::Months(n)) => Ok(spoken(Every::Month(place), n)),
        Some(Unit::Quarters(1)) => {
            // The first of a quarter is in its first month, the last in its last.
            let from_end = match &place {
                Place::Days(days) => days.iter().all(|day| *day < 0),
                Place::Weekdays(places, _) => places.iter().all(|place| *place < 0),
                Place::Working(place) => *place < 0,
                Place::Start => false,
            };
            let months = if from_end { vec![3, 6, 9, 12] } else { vec![1, 4, 7, 10] };
            Ok(Spoken { months, ..spoken(Every::Month(place), 1) })
        }
        Some(_) => Err(format!("“{text}” names a day of a month, but not which months: say “of every month”")),
    };
    match (unit, days) {
        (None, None) => Err("say how often it happens, such as “every second Friday”".to_owned()),
        (Some(Unit::Days(n)), None) => Ok(spoken(Every::Day, n)),
        (Some(Unit::Weeks(n)), None) => Ok(spoken(Every::Week(Vec::new()), n)),
        (Some(Unit::Months(n)), None) => Ok(spoken(Every::Month(Place::Start), n)),
        (Some(Unit::Quarters(n)), None) => Ok(spoken(Every::Month(Place::Start), (n * 3).min(NUMBER_MAX))),
        (Some(Unit::Years(n)), None) => Ok(spoken(Every::Year(None), n)),
        (None, Some(Days::Weekdays(days))) => Ok(spoken(Every::Week(days), 1)),
        (Some(Unit::Weeks(n)), Some(Days::Weekdays(days))) => Ok(spoken(Every::Week(days), n)),
        (Some(_), Some(Days::Weekdays(_))) => {
            Err(format!("“{text}” does not say which of these days: say “first Monday of every month”"))
        }
        (unit, Some(Days::Placed(places, day))) => {
            if places.iter().any(|place| !matches!(place, -5..=-1 | 1..=5)) {
                return Err(format!("“{text}”: a month has five such days at most"));
            }
            in_month(Place::Weekdays(places, day), unit)
        }
        (unit, Some(Days::Working(place))) => {
            if !matches!(place, -5..=-1 | 1..=5) {
                return Err(format!(
                    "“{text}”: the first to fifth working day from either end of the month can be named"
                ));
            }
            in_month(Place::Working(place), unit)
        }
        (unit, Some(Days::Numbered(mut days))) => {
            if let Some(day) = days.iter().find(|day| **day == 0 || day.unsigned_abs() > 31) {
                return Err(format!("no month has a day {day}"));
            }
            days.sort_by_key(|day| (*day < 0, *day));
            days.dedup();
            in_month(Place::Days(days), unit)
        }
        (None | Some(Unit::Years(1)), Some(Days::Dated(month, day))) => dated(spoken(Every::Year(None), 1), month, day),
        (Some(Unit::Years(n)), Some(Days::Dated(month, day))) => dated(spoken(Every::Year(None), n), month, day),
        (Some(_), Some(Days::Dated(..))) => Err(format!("“{text}” names a day of the year: say “every year on …”")),
    }
}

fn dated(spoken: Spoken, month: i8, day: i8) -> Result<Spoken, String> {
    // A leap year has every day that there is.
    match Date::new(2028, month, day) {
        Ok(_) => Ok(Spoken { every: Every::Year(Some((month, day))), ..spoken }),
        Err(_) => {
            Err(format!("{} has no day {day}", MONTHS.get(usize::try_from(month - 1).unwrap_or(0)).unwrap_or(&"")))
        }
    }
}

/// "At 9", "at 9:30", "at 5 pm", "at noon".
fn take_time(words: &mut Vec<&str>) -> Result<Option<Time>, String> {
    let Some(at) = words.iter().position(|word| matches!(*word, "at" | "by" | "@")) else { return Ok(None) };
    let wrong = |said: &str| format!("“{said}” is no time of day: say “at 9:30” or “at 5 pm”");
    let Some(said) = words.get(at + 1).copied() else { return Err(wrong("at")) };
    let half = words.get(at + 2).copied().filter(|word| matches!(*word, "am" | "pm"));
    let (digits, glued) =
        match said.strip_suffix("am").map(|d| (d, "am")).or(said.strip_suffix("pm").map(|d| (d, "pm"))) {
            Some((digits, half)) => (digits, Some(half)),
            None => (said, None),
        };
    let (hour, minute) = match digits {
        "noon" => (12, 0),
        "midnight" => (0, 0),
        _ => match digits.split_once(':').or_else(|| digits.split_once('h')) {
            Some((hour, minute)) => {
                (hour.parse::<i8>().map_err(|_| wrong(said))?, minute.parse::<i8>().map_err(|_| wrong(said))?)
            }
            None => (digits.parse::<i8>().map_err(|_| wrong(said))?, 0),
        },
    };
    let hour = match glued.or(half) {
        Some("pm") if hour < 12 => hour + 12,
        Some("am") if hour == 12 => 0,
        _ => hour,
    };
    let time = Time::new(hour, minute, 0, 0).map_err(|_| wrong(said))?;
    words.drain(at..at + 2 + usize::from(half.is_some()));
    Ok(Some(time))
}

/// "Until 31 December 2027", "until 2027-12-31", "10 times", "once".
fn take_end(words: &mut Vec<&str>) -> Result<End, String> {
    if words.last() == Some(&"once") {
        words.pop();
        return Ok(End::After(1));
    }
    if let [.., count, "times"] = words.as_slice() {
        let count = count.parse().ok().filter(|n| (1..=NUMBER_MAX).contains(n));
        let count = count.ok_or_else(|| format!("so many times is a number from 1 to {NUMBER_MAX}"))?;
        words.truncate(words.len() - 2);
        if words.last() == Some(&"for") {
            words.pop();
        }
        return Ok(End::After(count));
    }
    let Some(at) = words.iter().position(|word| matches!(*word, "until" | "till")) else { return Ok(End::Never) };
    let day = match &words[at + 1..] {
        [day] => day.parse::<Date>().ok(),
        [day, name, year] => year
            .parse::<i16>()
            .ok()
            .zip(month(name).zip(day_number(day)).or_else(|| month(day).zip(day_number(name))))
            .and_then(|(year, (month, day))| Date::new(year, month, day).ok()),
        _ => None,
    };
    let day = day.ok_or("it ends on a day such as “until 31 December 2027” or “until 2027-12-31”")?;
    words.truncate(at);
    Ok(End::On(day))
}

/// "After completion", "after it is done", "after the last".
fn take_after_completion(words: &mut Vec<&str>) -> bool {
    const DONE: [&str; 8] = ["completion", "done", "finished", "finishing", "it", "is", "last", "one"];
    let Some(at) = words.iter().position(|word| *word == "after") else { return false };
    let rest = &words[at + 1..];
    if rest.is_empty() || !rest.iter().all(|word| DONE.contains(word)) {
        return false;
    }
    words.truncate(at);
    true
}

/// "In January and July".
fn take_months(words: &mut Vec<&str>) -> Vec<i8> {
    let Some(at) = words.iter().rposition(|word| *word == "in") else { return Vec::new() };
    let mut months: Vec<i8> = words[at + 1..].iter().map_while(|word| month(word)).collect();
    if months.len() != words.len() - at - 1 {
        return Vec::new();
    }
    words.truncate(at);
    months.sort_unstable();
    months.dedup();
    months
}

fn working() -> Days {
    use Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
    Days::Weekdays(vec![Monday, Tuesday, Wednesday, Thursday, Friday])
}

/// "Friday", "fridays", "fri".
fn weekday(word: &str) -> Option<Weekday> {
    let is = |name: &str| {
        name == word
            || word.strip_suffix('s') == Some(name)
            || (word.len() >= 3 && word.len() <= 5 && name.starts_with(word))
    };
    let at = WEEKDAYS.iter().position(|name| is(name))?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

fn month(word: &str) -> Option<i8> {
    let is = |name: &str| {
        let name = name.to_lowercase();
        name == word || (word.len() >= 3 && word.len() <= 4 && name.starts_with(word))
    };
    let at = MONTHS.iter().position(|name| is(name))?;
    i8::try_from(at + 1).ok()
}

/// "24", "24th".
fn day_number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let end = &word[digits.len()..];
    if !matches!(end, "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    digits.parse().ok().filter(|day| *day > 0)
}

fn ordinal(word: &str) -> Option<u32> {
    const NAMED: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    if let Some(at) = NAMED.iter().position(|name| *name == word) {
        return u32::try_from(at + 1).ok();
    }
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end))?;
    digits.parse().ok().filter(|n| *n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn what_people_say_becomes_a_rule() {
        for (said, rule) in [
            ("every second Friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
            ("every other friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
            ("last working day of the month", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
            ("on the first working day of every month", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1"),
            ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
            ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
            ("every working day", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
            ("weekends", "FREQ=WEEKLY;BYDAY=SA,SU"),
            ("every quarter", "FREQ=MONTHLY;INTERVAL=3"),
            ("quarterly", "FREQ=MONTHLY;INTERVAL=3"),
            ("last day of every quarter", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
            ("first Monday of the quarter", "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO"),
            ("second Tuesday", "FREQ=MONTHLY;BYDAY=2TU"),
            ("second Tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU"),
            ("the second Tuesday of every second month", "FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU"),
            ("first and third Monday of every month", "FREQ=MONTHLY;BYDAY=1MO,3MO"),
            ("daily", "FREQ=DAILY"),
            ("every 3 days", "FREQ=DAILY;INTERVAL=3"),
            ("every three weeks on Monday", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO"),
            ("Mondays, Wednesdays and Fridays", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
            ("every mon, wed", "FREQ=WEEKLY;BYDAY=MO,WE"),
            ("fortnightly on Thursday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
            ("monthly", "FREQ=MONTHLY"),
            ("monthly on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
            ("the 1st and 15th of every month", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
            ("the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
            ("last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("second to last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-2"),
            ("every year on 24 November", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24"),
            ("yearly", "FREQ=YEARLY"),
            ("every Monday in January and July", "FREQ=WEEKLY;BYMONTH=1,7;BYDAY=MO"),
            ("every Friday until 31 December 2027", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20271231"),
            ("every Friday until 2027-12-31", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20271231"),
            ("every Friday, 10 times", "FREQ=WEEKLY;BYDAY=FR;COUNT=10"),
        ] {
            match read(said) {
                Ok(spoken) => assert_eq!(spoken.to_rule(), rule, "{said}"),
                Err(why) => panic!("{said}: {why}"),
            }
        }
    }

    #[test]
    fn a_time_of_day_is_heard_in_every_way_it_is_said() {
        for (said, at) in [
            ("weekdays at 9", time(9, 0, 0, 0)),
            ("weekdays at 09:30", time(9, 30, 0, 0)),
            ("every Friday at 5 pm", time(17, 0, 0, 0)),
            ("at 5pm every Friday", time(17, 0, 0, 0)),
            ("every day at noon", time(12, 0, 0, 0)),
        ] {
            assert_eq!(read(said).unwrap().time, Some(at), "{said}");
        }
        assert!(read("weekdays at 25").unwrap_err().contains("“25” is no time of day"));
    }

    #[test]
    fn after_completion_counts_from_the_day_it_was_done() {
        let spoken = read("3 weeks after completion").unwrap();
        assert!(spoken.after_completion);
        assert_eq!(spoken.to_rule(), "FREQ=WEEKLY;INTERVAL=3");
        assert_eq!(spoken.words(date(2026, 11, 24)), "3 weeks after completion");
        assert_eq!(read("every 10 days after it is done").unwrap().to_rule(), "FREQ=DAILY;INTERVAL=10");
        assert!(read("every Friday after completion").is_err());
    }

    #[test]
    fn what_is_not_understood_says_from_where_on_and_what_would_be() {
        for said in [
            "",
            "   ",
            "whenever",
            "every",
            "every second",
            "every blue moon",
            "day 32",
            "every month on Friday",
            "every 0 days",
            "30 February",
            "x".repeat(500).as_str(),
            "every friday until soon",
            "0 times",
            "at",
            "every 99999 days",
            "Æ of the month",
        ] {
            assert!(read(said).is_err(), "{said:?} was taken: {:?}", read(said));
        }
        assert!(read("every blue moon").unwrap_err().contains("every second Friday"));
    }
}
