//! A recurrence rule in words, as people say it: "every Tuesday", "on day 24 of every month".

use jiff::civil::{Date, Time, Weekday};

use super::spoken::{End, Every, Place, Spoken};
use crate::snapshot::Starts;
use crate::words::{self, MONTHS, and_list};

/// The rule in words, for an operation that starts on `starts`. A rule of a rarer shape is given as it is written.
pub fn words(rrule: &str, starts: Date) -> String {
    Spoken::of_rule(rrule).map_or_else(|| format!("by the rule {}", rrule.trim()), |spoken| spoken.words(starts))
}

/// The same with the time of day at which its runs are due: "every Thursday at 10:00".
pub fn words_with_time(rrule: &str, starts: Starts) -> String {
    match (Spoken::of_rule(rrule), starts.time()) {
        (Some(spoken), time) => Spoken { time, ..spoken }.words(starts.date()),
        (None, Some(time)) => format!("by the rule {}, at {}", rrule.trim(), clock(time)),
        (None, None) => format!("by the rule {}", rrule.trim()),
    }
}

impl Spoken {
    /// In words that [`super::read`] reads back. The day of `starts` is said where the rule itself names none.
    pub fn words(&self, starts: Date) -> String {
        if self.after_completion {
            return format!("{} after completion", self.distance());
        }
        let mut said = self.said(starts);
        if !self.months.is_empty() {
            let months: Vec<&str> = self.months.iter().map(|month| month_name(*month)).collect();
            said += &format!(" in {}", and_list(&months));
        }
        if let Some(time) = self.time {
            said += &format!(" at {}", clock(time));
        }
        match self.end {
            End::Never => said,
            End::On(day) => format!("{said}, until {}", day.strftime("%-d %B %Y")),
            End::After(1) => format!("{said}, once"),
            End::After(count) => format!("{said}, {count} times"),
        }
    }

    /// "3 weeks", as one counts from a day.
    fn distance(&self) -> String {
        let unit = match self.every {
            Every::Day => "day",
            Every::Week(_) => "week",
            Every::Month(_) => "month",
            Every::Year(_) => "year",
        };
        words::count(usize::try_from(self.interval).unwrap_or(1), unit, &format!("{unit}s"))
    }

    fn said(&self, starts: Date) -> String {
        let every = |one: &str| match self.interval {
            1 => format!("every {one}"),
            n => format!("every {} {one}", ordinal(n)),
        };
        match &self.every {
            Every::Day => every("day"),
            Every::Week(days) if is_working(days) && self.interval == 1 => "every day from Monday to Friday".to_owned(),
            Every::Week(days) => {
                let named: Vec<&str> = days.iter().map(|day| words::weekday(*day)).collect();
                let named = if named.is_empty() { vec![words::weekday(starts.weekday())] } else { named };
                let on = and_list(&named);
                if self.interval == 1 { format!("every {on}") } else { format!("{} on {on}", every("week")) }
            }
            Every::Month(place) => format!("on {} of {}", place_words(place, starts), every("month")),
            Every::Year(date) => {
                let (month, day) = date.unwrap_or((starts.month(), starts.day()));
                format!("{} on {day} {}", every("year"), month_name(month))
            }
        }
    }
}

fn is_working(days: &[Weekday]) -> bool {
    use Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
    days == [Monday, Tuesday, Wednesday, Thursday, Friday]
}

fn place_words(place: &Place, starts: Date) -> String {
    let from_end = |n: i8| match n {
        -1 => "last".to_owned(),
        n if n < 0 => format!("{} to last", ordinal(u32::from(n.unsigned_abs()))),
        n => ordinal(u32::from(n.unsigned_abs())),
    };
    match place {
        Place::Start => format!("day {}", starts.day()),
        Place::Days(days) => match days.as_slice() {
            [day] if *day > 0 => format!("day {day}"),
            days if days.iter().all(|day| *day > 0) => {
                let named: Vec<String> = days.iter().map(i8::to_string).collect();
                format!("days {}", and_list(&named))
            }
            days => {
                let named: Vec<String> = days.iter().map(|day| from_end(*day)).collect();
                format!("the {} day", and_list(&named))
            }
        },
        Place::Weekdays(places, day) => {
            let named: Vec<String> = places.iter().map(|place| from_end(*place)).collect();
            format!("the {} {}", and_list(&named), words::weekday(*day))
        }
        Place::Working(place) => format!("the {} working day", from_end(*place)),
    }
}

/// "09:00".
fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

fn month_name(month: i8) -> &'static str {
    usize::try_from(month).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?)).copied().unwrap_or("January")
}

fn ordinal(n: u32) -> String {
    match n {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        4 => "fourth".to_owned(),
        5 => "fifth".to_owned(),
        6 => "sixth".to_owned(),
        n if matches!(n % 10, 1) && n % 100 != 11 => format!("{n}st"),
        n if matches!(n % 10, 2) && n % 100 != 12 => format!("{n}nd"),
        n if matches!(n % 10, 3) && n % 100 != 13 => format!("{n}rd"),
        n => format!("{n}th"),
    }
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
            ("FREQ=MONTHLY;BYMONTHDAY=15,1", "on days 1 and 15 of every month"),
            ("FREQ=MONTHLY;BYDAY=1MO", "on the first Monday of every month"),
            ("FREQ=MONTHLY;BYDAY=-1FR", "on the last Friday of every month"),
            ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "on the last working day of every month"),
            ("FREQ=YEARLY", "every year on 24 November"),
            ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "on the last Sunday of every month in March"),
            ("FREQ=WEEKLY;COUNT=5", "every Tuesday, 5 times"),
            ("FREQ=WEEKLY;UNTIL=20271231", "every Tuesday, until 31 December 2027"),
        ] {
            assert_eq!(words(rule, tuesday), said, "{rule}");
        }
    }

    #[test]
    fn a_rule_of_a_rarer_shape_is_given_as_it_is_written() {
        for rule in ["FREQ=YEARLY;BYMONTH=3", "FREQ=MONTHLY;BYDAY=é", "FREQ=YEARLY;BYYEARDAY=100", "nonsense", ""] {
            assert_eq!(words(rule, date(2026, 11, 24)), format!("by the rule {rule}"));
        }
    }
}
