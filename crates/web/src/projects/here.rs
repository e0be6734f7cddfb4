//! Here and now, as the business's pages say dates: its zone, its working week, its closed days.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use righthand_desk::view::View;
use righthand_domain::snapshot::{Week, When};

use crate::charts::{DayHours, OffTime};
use crate::parts::words;

/// What dates are said by.
#[derive(Debug, Clone)]
pub(crate) struct Here {
    pub zone: TimeZone,
    pub now: Timestamp,
    pub today: Date,
    week: Option<Week>,
}

impl Here {
    pub fn of(view: &View<'_>) -> Self {
        Self {
            zone: view.zone.rules().clone(),
            now: view.now,
            today: view.today,
            week: view.business.working_week.as_ref().map(|week| week.0.clone().into_week()),
        }
    }

    /// The day of an instant, where the business is.
    pub fn date(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// "Thu 26 Nov".
    pub fn day(&self, at: Timestamp) -> String {
        words::day(self.date(at), self.today)
    }

    /// "today 14:00".
    pub fn moment(&self, at: Timestamp) -> String {
        words::moment(at, &self.zone, self.now)
    }

    /// The day that an end or a due names.
    pub fn day_of(&self, when: When) -> Date {
        match when {
            When::Date(date) => date,
            When::Instant(at) => self.date(at),
        }
    }

    /// "Tue 15 Dec", and the clock where it is an instant.
    pub fn when(&self, when: When) -> String {
        match when {
            When::Date(date) => words::day(date, self.today),
            When::Instant(at) => format!("{}, {}", self.day(at), words::clock(at, &self.zone)),
        }
    }

    /// When nobody works. Closed days in a row, weekends between them included, are a closure.
    pub fn off(&self, holidays: &[Date]) -> OffTime {
        let weekdays: Vec<Weekday> = match &self.week {
            Some(week) => Weekday::Monday.cycle_forward().take(7).filter(|day| week.on(*day).is_empty()).collect(),
            None => vec![Weekday::Saturday, Weekday::Sunday],
        };
        let closures = closures(holidays, &weekdays);
        OffTime { holidays: holidays.to_vec(), weekdays, closures }
    }

    /// The hours that a day's column stands for: from the first to the last of the working week.
    pub fn hours(&self) -> DayHours {
        let windows = || self.week.iter().flat_map(|week| week.0.iter().flatten());
        match (windows().map(|hours| hours.from).min(), windows().map(|hours| hours.to).max()) {
            (Some(from), Some(to)) => DayHours { from, to },
            _ => DayHours::default(),
        }
    }
}

/// Runs of days on which nobody works, first and last day each.
fn closures(holidays: &[Date], weekdays: &[Weekday]) -> Vec<(Date, Date)> {
    let mut closures: Vec<(Date, Date)> = Vec::new();
    for &day in holidays {
        let joins = |last: Date| {
            let mut between = last;
            // A run goes on over free days: never more than a week of them.
            for _ in 0..7 {
                between = between.saturating_add(1.day());
                if between == day {
                    return true;
                }
                if !weekdays.contains(&between.weekday()) {
                    return false;
                }
            }
            false
        };
        match closures.last_mut() {
            Some((_, last)) if joins(*last) => *last = day,
            _ => closures.push((day, day)),
        }
    }
    closures
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn closed_days_around_a_weekend_are_one_closure() {
        let weekend = [Weekday::Saturday, Weekday::Sunday];
        let days = [date(2026, 12, 1), date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 28)];
        assert_eq!(closures(&days, &weekend), [(days[0], days[0]), (days[1], days[3])]);
    }
}
