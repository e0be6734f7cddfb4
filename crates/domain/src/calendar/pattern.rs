//! Pattern: a week in a zone, unrolled over days, without the days on which the person is not there.
//!
//! Between two clock changes a day is plain arithmetic; only the days around a change ask the zone. Five years of a
//! person take some ten microseconds that way.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, ToSpan};
use righthand_planner::Minute;

use super::{HOURS_PER_WEEK_MAX, edges, instant, minute_down, minute_up};
use crate::snapshot::{Business, Hours, Person, Week};

const DAY: Minute = 24 * 60;
/// Where a working day begins that is told in hours only: 09:00.
const MORNING: u16 = 9 * 60;
/// Days that one calendar is unrolled over at most: sixty years.
const DAYS_MAX: usize = 22_000;

/// `hours` a week as five equal days from 09:00, Monday to Friday.
pub(super) fn five_days(hours: f64) -> Week {
    let hours = if hours.is_finite() { hours.clamp(0.0, HOURS_PER_WEEK_MAX) } else { 0.0 };
    let minutes = (hours / 5.0 * 60.0).round() as u16;
    let mut week = Week::default();
    if minutes > 0 {
        week.0[..5].fill(vec![Hours { from: MORNING, to: MORNING + minutes }]);
    }
    week
}

/// Windows in order of days, clipped to `from..to`; around clock changes they may touch or overlap.
pub(super) fn windows(business: &Business, person: &Person, from: Minute, to: Minute) -> Vec<(Minute, Minute)> {
    let zone = super::zone_of(business, person).rules();
    let week = super::week_of(business, person);
    let away = Away::of(business, person);
    let mut steady = Steady::nowhere();
    let mut windows = Vec::new();
    let mut day = zone.to_datetime(instant(from)).date().yesterday().unwrap_or(Date::MIN);
    let mut weekday = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
    for _ in 0..DAYS_MAX {
        let utc_midnight = days_since_1970(day) * DAY;
        // No zone is more than a day and two hours away from UTC.
        if utc_midnight - 2 * DAY > to {
            break;
        }
        if !week.0[weekday].is_empty() && !away.on(day) {
            let offset = steady.offset(zone, utc_midnight);
            for hours in &week.0[weekday] {
                let (start, end) = match offset {
                    Some(offset) => (
                        utc_midnight + Minute::from(hours.from) - offset,
                        utc_midnight + Minute::from(hours.to) - offset,
                    ),
                    None => around_change(zone, day, *hours),
                };
                let (start, end) = (start.max(from), end.min(to));
                if start < end {
                    windows.push((start, end));
                }
            }
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        weekday = (weekday + 1) % 7;
    }
    windows
}

fn around_change(zone: &jiff::tz::TimeZone, day: Date, hours: Hours) -> (Minute, Minute) {
    (minute_up(edges::first(zone, local(day, hours.from))), minute_down(edges::second(zone, local(day, hours.to))))
}

/// So many minutes after midnight of the day; 1440 is the next day's midnight.
fn local(day: Date, minutes: u16) -> DateTime {
    day.to_datetime(Time::midnight()).saturating_add(i64::from(minutes).minutes())
}

fn days_since_1970(day: Date) -> Minute {
    let epoch = jiff::civil::date(1970, 1, 1);
    day.duration_since(epoch).as_hours() / 24
}

/// A stretch of time in which a zone's offset does not change.
struct Steady {
    from: Minute,
    to: Minute,
    /// Minutes east of UTC; `None` where the offset has seconds.
    offset: Option<Minute>,
}

impl Steady {
    fn nowhere() -> Self {
        Self { from: 0, to: 0, offset: None }
    }

    /// The offset that holds for all of the local day and the days around it; `None` near a change.
    fn offset(&mut self, zone: &jiff::tz::TimeZone, utc_midnight: Minute) -> Option<Minute> {
        let (from, to) = (utc_midnight - 2 * DAY, utc_midnight + 3 * DAY);
        if utc_midnight < self.from || utc_midnight >= self.to {
            let at: Timestamp = instant(utc_midnight);
            let seconds = Minute::from(zone.to_offset(at).seconds());
            self.offset = (seconds % 60 == 0).then_some(seconds / 60);
            let after = at.checked_add(jiff::SignedDuration::from_nanos(1)).unwrap_or(at);
            self.from = zone.preceding(after).next().map_or(Minute::MIN, |change| minute_up(change.timestamp()));
            self.to = zone.following(at).next().map_or(Minute::MAX, |change| minute_down(change.timestamp()));
        }
        self.offset.filter(|_| from >= self.from && to <= self.to)
    }
}

/// The days on which a person does not work, whatever the week says.
struct Away<'a> {
    person: &'a Person,
    /// Sorted.
    holidays: Vec<Date>,
    start: Option<Date>,
    end: Option<Date>,
}

impl<'a> Away<'a> {
    fn of(business: &Business, person: &'a Person) -> Self {
        let mut holidays: Vec<Date> = match &person.holidays {
            Some(own) => own.clone(),
            None => business.holidays.iter().map(|holiday| holiday.date).collect(),
        };
        holidays.sort_unstable();
        let engagement = person.engagement.as_ref();
        Self { person, holidays, start: engagement.and_then(|e| e.start), end: engagement.and_then(|e| e.end) }
    }

    fn on(&self, day: Date) -> bool {
        self.start.is_some_and(|start| day < start)
            || self.end.is_some_and(|end| day > end)
            || self.holidays.binary_search(&day).is_ok()
            || self.person.time_off.iter().any(|off| off.from <= day && day <= off.to)
    }
}
