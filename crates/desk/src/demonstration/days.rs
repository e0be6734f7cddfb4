//! Days: the demonstration's dates, told as weeks from this week's Monday and a weekday.
//!
//! Everything is told relative to now, so that the demonstration is as alive next year as on the day it was drawn.

use jiff::civil::{Date, Weekday};
use jiff::{Span, Timestamp, tz::TimeZone};

/// The week of now, in the zone of the business, and what lies around it.
pub(super) struct Days {
    monday: Date,
    zone: TimeZone,
    now: Timestamp,
}

impl Days {
    /// Days counted from the Monday of the week in which `now` lies for people in `zone`.
    pub(super) fn around(now: Timestamp, zone: &TimeZone) -> Self {
        let today = zone.to_datetime(now).date();
        let since_monday = i64::from(today.weekday().to_monday_zero_offset());
        Self { monday: shifted(today, -since_monday), zone: zone.clone(), now }
    }

    /// The date on which it is now.
    pub(super) fn today(&self) -> Date {
        self.zone.to_datetime(self.now).date()
    }

    /// A weekday some weeks from this one; week 0 is this week, -1 the last.
    pub(super) fn on(&self, week: i64, weekday: Weekday) -> Date {
        shifted(self.monday, week * 7 + i64::from(weekday.to_monday_zero_offset()))
    }

    /// That day at a local time of the business.
    pub(super) fn at(&self, week: i64, weekday: Weekday, hour: i8, minute: i8) -> Timestamp {
        self.moment(self.on(week, weekday), hour, minute)
    }

    /// That day at a full hour if it has come already: when something was done, or nothing while it is still to do.
    pub(super) fn past(&self, week: i64, weekday: Weekday, hour: i8) -> Option<Timestamp> {
        self.if_come(self.at(week, weekday, hour, 0))
    }

    /// How much of this week's work lies behind: 0.0 on Monday morning, 1.0 on Friday evening.
    pub(super) fn share_of_week(&self) -> f64 {
        let now = self.zone.to_datetime(self.now);
        let days = f64::from(now.weekday().to_monday_zero_offset());
        let hours = f64::from(now.hour()) + f64::from(now.minute()) / 60.0;
        ((days + ((hours - 9.0) / 8.0).clamp(0.0, 1.0)) / 5.0).min(1.0)
    }

    /// A local time of any date. A time that the clocks skip is read with the offset before the change.
    pub(super) fn moment(&self, date: Date, hour: i8, minute: i8) -> Timestamp {
        // Fails only at the ends of the years that can be told, 9999 and -9999, where no day is a working day.
        self.zone.to_ambiguous_timestamp(date.at(hour, minute, 0, 0)).compatible().unwrap_or(self.now)
    }

    /// The moment, unless it is still to come.
    pub(super) fn if_come(&self, moment: Timestamp) -> Option<Timestamp> {
        (moment <= self.now).then_some(moment)
    }
}

/// So many days later, or earlier.
pub(super) fn shifted(date: Date, days: i64) -> Date {
    date.saturating_add(Span::new().days(days))
}
