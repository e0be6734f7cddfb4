//! People: weeks that hold together, time off and engagements in the right order.

use super::Faults;
use super::keys::Keys;
use crate::snapshot::{Person, Snapshot, Week};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Hours in a week.
const WEEK_HOURS: f64 = 168.0;

pub(super) fn check(snapshot: &Snapshot, keys: &Keys<'_>, faults: &mut Faults) {
    if let Some(week) = &snapshot.business.working_week {
        check_week("/business/working_week", week, faults);
    }
    for (index, person) in snapshot.people.iter().enumerate() {
        check_person(&format!("/people/{index}"), person, keys, faults);
    }
    for (index, area) in snapshot.areas.iter().enumerate() {
        keys.person(&format!("/areas/{index}/accountable"), area.accountable.as_ref(), faults);
    }
    for (index, appointment) in snapshot.appointments.iter().enumerate() {
        let at = format!("/appointments/{index}");
        keys.everybody(&format!("{at}/people"), &appointment.people, faults);
        if appointment.end < appointment.start {
            faults.add(format!("{at}/end"), "ends before it starts");
        }
    }
}

fn check_person(at: &str, person: &Person, keys: &Keys<'_>, faults: &mut Faults) {
    faults.hours(&format!("{at}/hours_per_week"), person.hours_per_week, WEEK_HOURS);
    if let Some(week) = &person.working_week {
        check_week(&format!("{at}/working_week"), week, faults);
    }
    for (index, off) in person.time_off.iter().enumerate() {
        if off.to < off.from {
            faults.add(format!("{at}/time_off/{index}/to"), format!("{} is before {}", off.to, off.from));
        }
    }
    let Some(engagement) = &person.engagement else { return };
    if let (Some(start), Some(end)) = (engagement.start, engagement.end)
        && end < start
    {
        faults.add(format!("{at}/engagement/end"), format!("{end} is before {start}"));
    }
    for (index, project) in engagement.projects.iter().enumerate() {
        keys.project(&format!("{at}/engagement/projects/{index}"), Some(project), faults);
    }
}

fn check_week(at: &str, week: &Week, faults: &mut Faults) {
    for (name, day) in DAYS.iter().zip(&week.0) {
        for (index, hours) in day.iter().enumerate() {
            let pointer = format!("{at}/{name}/{index}");
            if hours.from >= hours.to || hours.to > 24 * 60 {
                faults.add(pointer, format!("{} is not before {}", clock(hours.from), clock(hours.to)));
                continue;
            }
            let overlaps = |earlier: &&crate::snapshot::Hours| earlier.from < hours.to && hours.from < earlier.to;
            if let Some(earlier) = day[..index].iter().find(overlaps) {
                let other = format!("{}-{}", clock(earlier.from), clock(earlier.to));
                faults.add(pointer, format!("{}-{} overlaps {other}", clock(hours.from), clock(hours.to)));
            }
        }
    }
}

fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
