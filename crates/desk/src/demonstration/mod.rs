//! The demonstration: Harbour Clay, an online pottery school, and Northlight Coaching, which shares two people with it.
//!
//! [`load_beside`] puts Harbour Clay beside somebody's own business. The rest is pure data, told around a moment that counts as now: what lies before it is done, what lies after it is open. No
//! figure that a page shows is written here; the planner, the forecast and the advisor compute all of them.

mod appointments;
mod beside;
mod days;
mod duties;
mod feed;
mod northlight;
mod operations;
mod outside;
mod people;
mod projects;
mod questions;
mod runs;
#[cfg(test)]
mod tests;
mod words;

use jiff::Timestamp;
use jiff::civil::Weekday::*;
use jiff::civil::{Date, date};
use righthand_domain::snapshot::{Area, Business, Holiday, Market, Means, Snapshot, Zone};

pub use beside::{load_beside, remove_beside};
pub use northlight::northlight_coaching;

use crate::import::Beyond;
use days::{Days, shifted};
use words::{hourly, weekdays};

/// Harbour Clay as it stands at `now`: seventeen people, seven projects, eight operations.
pub fn harbour_clay(now: Timestamp) -> Snapshot {
    let zone = lisbon();
    let days = Days::around(now, zone.rules());
    let closed = closed_days(&days);
    let holidays: Vec<Date> = public_holidays(&days, &closed).iter().map(|day| day.date).collect();
    let operations = operations::operations(&days, &closed, &holidays);
    Snapshot {
        at: Some(now),
        people: people::people(&days, &closed),
        areas: areas(),
        projects: projects::projects(&days),
        duties: duties::duties(),
        appointments: appointments::appointments(&days),
        runs: runs::runs(&days, &operations),
        operations,
        lifts: vec![],
        supposed: projects::supposed(&days),
        past: std::sync::Arc::default(),
        business: business(&days, zone, &closed),
    }
}

/// What the demonstration of that key tells beyond a business file.
pub(crate) fn beyond(key: &str) -> Option<Beyond> {
    (key == "harbour-clay").then_some(outside::harbour_clay)
}

/// Where both businesses are at home.
fn lisbon() -> Zone {
    Zone::named("Europe/Lisbon").unwrap_or_else(Zone::utc)
}

fn business(days: &Days, time_zone: Zone, closed: &[Date]) -> Business {
    let closure = closed.iter().map(|&date| Holiday { date, name: Some("Studio closed".into()) });
    Business {
        name: "Harbour Clay".into(),
        time_zone,
        currency: Some("EUR".into()),
        working_week: Some(weekdays(&[(9, 17)])),
        holidays: public_holidays(days, closed).into_iter().chain(closure).collect(),
        means: Means {
            owner_hour_value: Some(95.0),
            budget_per_month: Some(3_000.0),
            market: Some(Market {
                project_manager: Some(hourly(48.0)),
                online_business_manager: Some(hourly(46.0)),
                virtual_assistant: Some(hourly(22.0)),
                specialist: Some(hourly(40.0)),
            }),
            // The last three months; the running one has brought 41 200 so far.
            revenue_per_month: Some(vec![46_300.0, 49_900.0, 55_200.0]),
            reserve: Some(186_000.0),
        },
    }
}

/// The nine days around the turn of the fourth week when the kilns are rebuilt and nobody works.
fn closed_days(days: &Days) -> Vec<Date> {
    (0..9).map(|day| shifted(days.on(4, Thursday), day)).collect()
}

/// The Portuguese holidays with a fixed date that lie within half a year of now and not in the closure. Those that move with Easter are left
/// out: a demonstration in spring loses one Friday of calm by it.
fn public_holidays(days: &Days, closed: &[Date]) -> Vec<Holiday> {
    const FIXED: [(i8, i8, &str); 10] = [
        (1, 1, "New Year"),
        (4, 25, "Freedom Day"),
        (5, 1, "Labour Day"),
        (6, 10, "Portugal Day"),
        (8, 15, "Assumption"),
        (10, 5, "Republic Day"),
        (11, 1, "All Saints"),
        (12, 1, "Restoration Day"),
        (12, 8, "Immaculate Conception"),
        (12, 25, "Christmas"),
    ];
    let (from, to) = (days.on(-26, Monday), days.on(26, Monday));
    let years = from.year()..=to.year();
    let all = years.flat_map(|year| FIXED.map(|(month, day, name)| (date(year, month, day), name)));
    all.filter(|(date, _)| (from..=to).contains(date) && !closed.contains(date))
        .map(|(date, name)| Holiday { date, name: Some(name.into()) })
        .collect()
}

fn areas() -> Vec<Area> {
    [
        ("content", "Content", "halima"),
        ("marketing", "Marketing", "tomas"),
        ("delivery", "Delivery", "tomas"),
        ("community", "Community", "joon-ho"),
        ("finance", "Finance", "amara"),
        ("team", "Team", "tomas"),
    ]
    .map(|(key, name, accountable)| Area { key: key.into(), name: name.into(), accountable: Some(accountable.into()) })
    .into()
}
