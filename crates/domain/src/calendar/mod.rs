//! Calendar: working windows of people, out of weeks, holidays, time off, engagements and appointments.
//!
//! All of it is told in local dates and times of the person's zone; what comes out are instants. Clock changes follow
//! the contract: an edge in a gap is the instant of the change; where a time happens twice, a window begins at the first
//! and ends at the second.

pub mod edges;
mod pattern;

use jiff::Timestamp;
use righthand_planner::{Calendar, Minute};

use crate::snapshot::{Appointment, Business, Person, Snapshot, Week, Zone};
pub use edges::{end_of_day, start_of_day};

/// Most hours a week that `hours_per_week` stands for: five days from 09:00 to midnight (contracts, section 1).
pub const HOURS_PER_WEEK_MAX: f64 = 75.0;

/// The working windows of `person` between `from` and `to`, in order, never touching, appointments taken out.
pub fn windows(snapshot: &Snapshot, person: &Person, from: Timestamp, to: Timestamp) -> Vec<(Timestamp, Timestamp)> {
    let calendar = compile(&snapshot.business, person, &snapshot.appointments, minute_up(from), minute_down(to));
    calendar.windows().iter().map(|window| (instant(window.start), instant(window.end))).collect()
}

/// The working windows of `person` between `from` and `to` before any appointment is taken out: their hours.
pub fn hours_between(
    business: &Business,
    person: &Person,
    from: Timestamp,
    to: Timestamp,
) -> Vec<(Timestamp, Timestamp)> {
    let calendar = compile(business, person, &[], minute_down(from), minute_up(to));
    calendar.windows().iter().map(|window| (instant(window.start), instant(window.end))).collect()
}

/// Working minutes of an ordinary week of `person`: without holidays, time off, appointments and clock changes.
pub fn minutes_per_week(business: &Business, person: &Person) -> u32 {
    let week = week_of(business, person);
    let days = week.0.iter().flatten().map(|hours| u32::from(hours.to.saturating_sub(hours.from)));
    days.sum()
}

/// The week that holds for `person`: their own, from their hours, the business's, or 09:00 to 17:00 Monday to Friday.
pub fn week_of(business: &Business, person: &Person) -> Week {
    match (&person.working_week, person.hours_per_week, &business.working_week) {
        (Some(week), _, _) | (None, None, Some(week)) => week.clone(),
        (None, Some(hours), _) => pattern::five_days(hours),
        (None, None, None) => pattern::five_days(40.0),
    }
}

/// The zone in which the person's dates and times are meant.
pub fn zone_of<'a>(business: &'a Business, person: &'a Person) -> &'a Zone {
    person.time_zone.as_ref().unwrap_or(&business.time_zone)
}

/// The person's working time between two minutes, as the planner takes it.
pub fn compile(
    business: &Business,
    person: &Person,
    appointments: &[Appointment],
    from: Minute,
    to: Minute,
) -> Calendar {
    let all = pattern::windows(business, person, from, to);
    let busy = appointments.iter().filter(|appointment| appointment.people.contains(&person.key));
    let mut busy: Vec<(Minute, Minute)> = busy.map(|a| (minute_down(a.start), minute_up(a.end))).collect();
    if busy.is_empty() {
        return Calendar::new(all);
    }
    busy.sort_unstable();
    // Joined first: two windows that overlap where clocks go back must not be cut apart one by one.
    let joined = Calendar::new(all);
    Calendar::new(less(joined.windows().iter().map(|window| (window.start, window.end)), &busy))
}

/// The minute that has begun at this instant, since 1970.
pub(crate) fn minute_down(at: Timestamp) -> Minute {
    at.as_second().div_euclid(60)
}

/// The minute that has begun at this instant, and the part of one (0 to below 1) that has gone by since.
pub(crate) fn minute_and_rest(at: Timestamp) -> (Minute, f64) {
    let down = minute_down(at);
    let past = at.duration_since(instant(down)).as_secs_f64() / 60.0;
    (down, if past > 0.0 && past < 1.0 { past } else { 0.0 })
}

/// The first whole minute at or after this instant, since 1970.
pub(crate) fn minute_up(at: Timestamp) -> Minute {
    let down = minute_down(at);
    if at.as_second().rem_euclid(60) == 0 && at.subsec_nanosecond() == 0 { down } else { down + 1 }
}

/// The instant of a minute; the last there is where it lies beyond.
pub(crate) fn instant(minute: Minute) -> Timestamp {
    let second = minute.saturating_mul(60);
    Timestamp::from_second(second).unwrap_or(if second < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

/// The windows without what is busy; `busy` is sorted.
fn less(windows: impl Iterator<Item = (Minute, Minute)>, busy: &[(Minute, Minute)]) -> Vec<(Minute, Minute)> {
    let mut free = Vec::new();
    let mut first = 0;
    let mut gone_until = Minute::MIN;
    for (mut start, end) in windows {
        // Busy times are sorted by start, so one that is over before this window is over for all later ones.
        while busy.get(first).is_some_and(|(busy_start, _)| *busy_start < end) {
            let (busy_start, busy_end) = busy[first];
            let open_from = start.max(gone_until);
            if open_from < busy_start.min(end) {
                free.push((open_from, busy_start.min(end)));
            }
            gone_until = gone_until.max(busy_end);
            first += 1;
        }
        start = start.max(gone_until);
        if start < end {
            free.push((start, end));
        }
    }
    free
}

#[cfg(test)]
mod tests;
