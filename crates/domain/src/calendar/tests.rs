//! Working windows by the contract, and by asking every single minute.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::*;
use crate::roles::Role;
use crate::snapshot::{Engagement, Hours, Means, TimeOff};

fn business(zone: &str) -> Business {
    Business {
        name: "Harbour Clay".into(),
        time_zone: Zone::named(zone).unwrap(),
        currency: None,
        working_week: None,
        holidays: vec![],
        means: Means::default(),
    }
}

fn halima() -> Person {
    Person {
        key: "halima".into(),
        name: "Halima Strand".into(),
        email: None,
        role: Role::TeamMember,
        skills: vec![],
        hours_per_week: None,
        working_week: None,
        time_zone: None,
        time_off: vec![],
        engagement: None,
        flexible: false,
        holidays: None,
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn between(business: &Business, person: &Person, from: &str, to: &str) -> Vec<String> {
    let calendar = compile(business, person, &[], minute_up(at(from)), minute_down(at(to)));
    calendar.windows().iter().map(|w| format!("{} {}", instant(w.start), instant(w.end))).collect()
}

#[test]
fn without_anything_said_work_is_nine_to_five() {
    let found = between(&business("UTC"), &halima(), "2026-11-27T00:00Z", "2026-12-01T00:00Z");
    assert_eq!(found, ["2026-11-27T09:00:00Z 2026-11-27T17:00:00Z", "2026-11-30T09:00:00Z 2026-11-30T17:00:00Z"]);
    assert_eq!(minutes_per_week(&business("UTC"), &halima()), 2_400);
}

#[test]
fn time_off_holidays_and_the_engagement_take_whole_days() {
    let mut person = halima();
    let day = |text: &str| text.parse::<Date>().unwrap();
    person.time_off = vec![TimeOff { from: day("2026-12-02"), to: day("2026-12-03"), note: None, unplanned: false }];
    person.holidays = Some(vec![day("2026-12-07")]);
    person.engagement =
        Some(Engagement { start: Some(day("2026-12-01")), end: Some(day("2026-12-08")), ..Engagement::default() });
    let found = between(&business("UTC"), &person, "2026-11-20T00:00Z", "2026-12-20T00:00Z");
    let days: Vec<&str> = found.iter().map(|window| &window[..10]).collect();
    assert_eq!(days, ["2026-12-01", "2026-12-04", "2026-12-08"]);
}

#[test]
fn windows_are_those_of_asking_every_minute() {
    let zones = ["America/New_York", "Europe/London", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kathmandu"];
    let weeks = [[(0, 1440), (60, 150), (90, 180), (120, 1440), (0, 90), (150, 200), (0, 240)], [(75, 135); 7]];
    for zone in zones {
        for week in weeks {
            let mut person = halima();
            person.working_week = Some(Week(week.map(|(from, to)| vec![Hours { from, to }])));
            for (from, to) in [("2026-10-01T00:00Z", "2026-11-08T00:00Z"), ("2027-03-10T00:00Z", "2027-04-10T00:00Z")] {
                let calendar = compile(&business(zone), &person, &[], minute_up(at(from)), minute_down(at(to)));
                let rules = TimeZone::get(zone).unwrap();
                let (from, to) = (minute_up(at(from)), minute_down(at(to)));
                assert_eq!(works(&calendar, from, to), works_by_clock(&rules, &week, from, to), "{zone}");
            }
        }
    }
}

/// By minute: somebody works.
fn works(calendar: &Calendar, from: i64, to: i64) -> Vec<bool> {
    let inside = |m: i64| calendar.windows().iter().any(|window| window.start <= m && m < window.end);
    (from..to).map(inside).collect()
}

/// The same, from what the wall clock shows minute by minute: a window goes from the first minute at which the clock
/// shows its beginning, or jumps past it, to the last one at which it shows its end.
fn works_by_clock(zone: &TimeZone, week: &[(u16, u16); 7], from: i64, to: i64) -> Vec<bool> {
    const MARGIN: i64 = 2 * 1440;
    let shown: Vec<_> = (from - MARGIN..to + MARGIN).map(|m| zone.to_datetime(instant(m))).collect();
    let mut works = vec![false; shown.len()];
    let first_day = shown[1440].date();
    for ahead in 0..(to - from) / 1440 + 2 {
        let day: Date = first_day.saturating_add(jiff::Span::new().days(ahead));
        let (begin, end) = week[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())];
        let near = (usize::try_from(ahead).unwrap() * 1440).max(1)
            ..((usize::try_from(ahead).unwrap() + 4) * 1440).min(shown.len());
        let passes = |minutes: u16| {
            let local = day.to_datetime(Time::midnight()).saturating_add(jiff::Span::new().minutes(i64::from(minutes)));
            let shown = &shown;
            near.clone().filter(move |m| shown[*m] == local || (shown[m - 1] < local && local < shown[*m]))
        };
        if let (Some(begin), Some(end)) = (passes(begin).next(), passes(end).next_back()) {
            works[begin.min(end)..end].fill(true);
        }
    }
    let margin = usize::try_from(MARGIN).unwrap();
    works[margin..works.len() - margin].to_vec()
}

#[test]
fn appointments_take_their_time_wherever_it_lies() {
    let appointment = |start: &str, end: &str| Appointment {
        key: "call".into(),
        name: "Call".into(),
        start: at(start),
        end: at(end),
        people: vec!["halima".into()],
    };
    let taken = [
        appointment("2026-11-27T10:00Z", "2026-11-27T11:00Z"),
        appointment("2026-11-27T08:00Z", "2026-11-27T09:30Z"),
        appointment("2026-11-27T10:30Z", "2026-11-27T10:45Z"),
        appointment("2026-11-27T16:00Z", "2026-11-30T09:15:30Z"),
    ];
    let range = (minute_up(at("2026-11-27T00:00Z")), minute_down(at("2026-12-01T00:00Z")));
    let calendar = compile(&business("UTC"), &halima(), &taken, range.0, range.1);
    let found: Vec<String> =
        calendar.windows().iter().map(|w| format!("{} {}", instant(w.start), instant(w.end))).collect();
    assert_eq!(
        found,
        [
            "2026-11-27T09:30:00Z 2026-11-27T10:00:00Z",
            "2026-11-27T11:00:00Z 2026-11-27T16:00:00Z",
            "2026-11-30T09:16:00Z 2026-11-30T17:00:00Z"
        ]
    );
}
