//! Outside: what a task waits for from people who are not of the team, and for answers. An expected day holds it until
//! then; where nobody knows the day, or it has gone by, no date is invented: the task cannot be placed, and that is the
//! reason.

use jiff::Timestamp;
use jiff::civil::Date;

use super::who::{Missing, Nobody};
use crate::calendar::edges;
use crate::snapshot::{Awaited, When, Zone};

/// The instant from which a task can be done for all that people outside owe it (`None` where they owe it nothing), or
/// why nobody can say.
pub(super) fn comes<'a>(
    awaits: impl Iterator<Item = &'a Awaited>,
    zone: &Zone,
    (today, now): (Date, Timestamp),
) -> Result<Option<Timestamp>, Nobody> {
    let mut from = None;
    for awaited in awaits {
        if awaited.answer {
            from = from.max(Some(owed(awaited, zone, now)?));
            continue;
        }
        let day = match awaited.expected.map(|when| day_of(when, zone)) {
            Some(day) if day >= today => day,
            Some(day) => {
                return Err(unknown(format!(
                    "it waits for {}, who was expected by {day}; say by when it will come, or that it has",
                    awaited.from
                )));
            }
            None => {
                return Err(unknown(format!(
                    "it waits for {}, and nobody has said by when; say a day, or that it has come",
                    awaited.from
                )));
            }
        };
        from = from.max(Some(edges::not_before(zone.rules(), When::Date(day))));
    }
    Ok(from)
}

/// The instant at which an answer is owed. One that is overdue, with nobody above who could give it, has no date.
fn owed(awaited: &Awaited, zone: &Zone, now: Timestamp) -> Result<Timestamp, Nobody> {
    let due = awaited.expected.map(|when| edges::not_before(zone.rules(), when));
    due.filter(|due| *due > now).ok_or_else(|| {
        unknown(format!("it waits for an answer that {} owes; answer it, or say that work can go on", awaited.from))
    })
}

fn day_of(when: When, zone: &Zone) -> Date {
    match when {
        When::Date(day) => day,
        When::Instant(at) => zone.rules().to_datetime(at).date(),
    }
}

fn unknown(reason: String) -> Nobody {
    Nobody { rule: "R11", reason, missing: Missing::News, others: Vec::new() }
}
