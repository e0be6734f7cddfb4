//! Appointments: work at a fixed time with several people.

use jiff::civil::Weekday::{self, *};
use righthand_domain::snapshot::Appointment;

use super::days::Days;

/// Talks inside the week, a webinar in the evening, and a recording with a guest.
pub(super) fn appointments(days: &Days) -> Vec<Appointment> {
    vec![
        appointment(
            days,
            ("weekly-talk", "Priyanka and Tomás, weekly"),
            (0, Thursday),
            (14, 0, 30),
            &["priyanka", "tomas"],
        ),
        appointment(
            days,
            ("weekly-talk-next", "Priyanka and Tomás, weekly"),
            (1, Thursday),
            (14, 0, 30),
            &["priyanka", "tomas"],
        ),
        appointment(
            days,
            ("webinar-first-firing", "Webinar: your first firing at home"),
            (2, Wednesday),
            (18, 0, 90),
            &["tomas", "joon-ho"],
        ),
        appointment(
            days,
            ("recording-episode-4", "Recording of episode 4 with Sunniva Aas"),
            (3, Thursday),
            (10, 0, 120),
            &["amara", "mateus"],
        ),
        appointment(
            days,
            ("hand-over-talk", "Hand-over: what Priyanka leaves"),
            (3, Thursday),
            (14, 0, 60),
            &["priyanka", "tomas"],
        ),
    ]
}

/// From an hour and minute, for so many minutes.
pub(super) fn appointment(
    days: &Days,
    (key, name): (&str, &str),
    (week, weekday): (i64, Weekday),
    (hour, minute, minutes): (i8, i8, i64),
    people: &[&str],
) -> Appointment {
    let start = days.at(week, weekday, hour, minute);
    Appointment {
        key: key.into(),
        name: name.into(),
        start,
        end: start.checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap_or(start),
        people: people.iter().map(|person| (*person).into()).collect(),
    }
}
