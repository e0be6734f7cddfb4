//! The seventeen people of Harbour Clay, and the terms on which they work.

use jiff::civil::Weekday::*;
use jiff::civil::{Date, Weekday};
use righthand_domain::roles::Role;
use righthand_domain::snapshot::{Engagement, EngagementKind, Hours, Person, Rate, TimeOff, Week, Zone};

use super::days::Days;
use super::words::{days_of_week, hourly, per_piece, weekdays};

/// Whose address is the same in both businesses of the demonstration: the desk knows them by it.
pub(super) const TOMAS_EMAIL: &str = "tomas@achterberg.example";
/// As [`TOMAS_EMAIL`].
pub(super) const HALIMA_EMAIL: &str = "halima@strand.example";

/// Hours a week of each of the ten who write for the Glaze Library.
const WRITER_HOURS: f64 = 7.0;
/// Euros for an article, whatever its length.
const ARTICLE_PRICE: f64 = 210.0;

/// The owner, her right hand, the project manager, four who make things, and ten writers.
pub(super) fn people(days: &Days, closed: &[Date]) -> Vec<Person> {
    let mut people =
        vec![amara(days), tomas(days), priyanka(days), halima(days), mateus(days), yuki(days), joon_ho(days)];
    people.extend(writers(days, closed));
    people
}

/// Somebody who is there for good, without hours yet.
pub(super) fn person(key: &str, name: &str, email: &str, role: Role, skills: &[&str]) -> Person {
    Person {
        key: key.into(),
        name: name.into(),
        email: Some(email.into()),
        role,
        skills: skills.iter().map(|skill| (*skill).into()).collect(),
        hours_per_week: None,
        working_week: None,
        time_zone: None,
        time_off: vec![],
        engagement: None,
        flexible: false,
        holidays: None,
    }
}

/// An engagement without an end.
pub(super) fn ongoing(start: Date, rate: Rate) -> Option<Engagement> {
    let kind = Some(EngagementKind::Ongoing);
    Some(Engagement { kind, start: Some(start), rate: Some(rate), ..Engagement::default() })
}

/// Away from one day to another, both included.
pub(super) fn away(days: &Days, from: (i64, Weekday), to: (i64, Weekday), note: &str) -> TimeOff {
    TimeOff { from: days.on(from.0, from.1), to: days.on(to.0, to.1), note: Some(note.into()), unplanned: false }
}

fn amara(days: &Days) -> Person {
    // Half an hour on Wednesday is for decisions: it is why the cover cannot be chosen on Tuesday night.
    let half_past_ten = Hours { from: 10 * 60, to: 10 * 60 + 30 };
    let friday = Hours { from: 10 * 60, to: 11 * 60 + 30 };
    let mut week = days_of_week([&[], &[(14, 15)], &[], &[(10, 13)], &[]]);
    let Week([_, _, on_wednesday, _, on_friday, ..]) = &mut week;
    on_wednesday.push(half_past_ten);
    on_friday.push(friday);
    Person {
        hours_per_week: Some(6.0),
        working_week: Some(week),
        time_off: vec![away(days, (4, Monday), (5, Saturday), "Kiln sabbatical; what comes to her goes to Tomás")],
        ..person(
            "amara",
            "Amara Lindqvist",
            "amara@harbourclay.example",
            Role::Owner,
            &["throwing", "recording", "pricing"],
        )
    }
}

fn tomas(days: &Days) -> Person {
    Person {
        hours_per_week: Some(25.0),
        working_week: Some(weekdays(&[(9, 12), (13, 15)])),
        time_off: vec![away(days, (5, Monday), (5, Wednesday), "With his family")],
        engagement: ongoing(days.on(-88, Monday), hourly(46.0)),
        ..person(
            "tomas",
            "Tomás Achterberg",
            TOMAS_EMAIL,
            Role::OnlineBusinessManager,
            &["operations", "newsletter", "launches", "approving"],
        )
    }
}

fn priyanka(days: &Days) -> Person {
    Person {
        hours_per_week: Some(20.0),
        working_week: Some(weekdays(&[(10, 12), (14, 16)])),
        engagement: Some(Engagement {
            kind: Some(EngagementKind::FixedTerm),
            start: Some(days.on(-8, Thursday)),
            end: Some(days.on(5, Thursday)),
            projects: ["slow-wheel", "glaze-library", "brand-photographs"].map(Into::into).into(),
            rate: Some(hourly(47.0)),
        }),
        ..person(
            "priyanka",
            "Priyanka Doyle",
            "priyanka@doyle.example",
            Role::ProjectManager,
            &["planning", "launches"],
        )
    }
}

fn halima(days: &Days) -> Person {
    Person {
        hours_per_week: Some(25.0),
        working_week: Some(weekdays(&[(9, 13), (14, 15)])),
        time_off: vec![away(days, (4, Wednesday), (4, Wednesday), "Travelling")],
        engagement: ongoing(days.on(-61, Monday), hourly(40.0)),
        ..person("halima", "Halima Strand", HALIMA_EMAIL, Role::TeamMember, &["editing", "captions", "proofreading"])
    }
}

fn mateus(days: &Days) -> Person {
    Person {
        hours_per_week: Some(20.0),
        working_week: Some(weekdays(&[(12, 16)])),
        time_off: vec![
            away(days, (2, Thursday), (2, Friday), "A wedding in Porto"),
            away(days, (4, Monday), (5, Saturday), "Holiday"),
        ],
        engagement: ongoing(days.on(-44, Monday), hourly(38.0)),
        ..person(
            "mateus",
            "Mateus Fenwick",
            "mateus@fenwick.example",
            Role::TeamMember,
            &["audio", "video", "filming", "photographs"],
        )
    }
}

fn yuki(days: &Days) -> Person {
    let morning: &[(u16, u16)] = &[(9, 13)];
    Person {
        hours_per_week: Some(16.0),
        working_week: Some(days_of_week([&[], morning, morning, morning, morning])),
        time_zone: Zone::named("Europe/Berlin"),
        time_off: vec![away(days, (5, Monday), (5, Saturday), "Holiday")],
        engagement: ongoing(days.on(-52, Monday), hourly(42.0)),
        ..person(
            "yuki",
            "Yuki Abara",
            "yuki@abara.example",
            Role::TeamMember,
            &["design", "layout", "photographs", "filming"],
        )
    }
}

fn joon_ho(days: &Days) -> Person {
    Person {
        hours_per_week: Some(20.0),
        working_week: Some(weekdays(&[(10, 14)])),
        time_off: vec![away(days, (1, Thursday), (1, Thursday), "Moving house")],
        engagement: ongoing(days.on(-35, Monday), hourly(22.0)),
        ..person(
            "joon-ho",
            "Joon-ho Bassett",
            "joon-ho@bassett.example",
            Role::TeamMember,
            &["assistance", "site", "community", "bookkeeping"],
        )
    }
}

/// Ten people in ten places, seven hours each, somewhere in their week. Two joined three weeks ago.
fn writers(days: &Days, closed: &[Date]) -> Vec<Person> {
    let founding = days.on(-10, Monday);
    let joined = days.on(-3, Monday);
    [
        ("noor", "Noor Castellanos", "America/Bogota", founding, &["writing"] as &[&str]),
        ("kwame", "Kwame Boateng", "Africa/Accra", founding, &["writing"]),
        ("oisin", "Oisín Brennan", "Europe/Dublin", founding, &["writing"]),
        ("svea", "Svea Thorsson", "Europe/Stockholm", founding, &["writing", "chemistry"]),
        ("rafael", "Rafael Moreira", "America/Sao_Paulo", founding, &["writing"]),
        ("declan", "Declan Murray", "Europe/London", founding, &["writing"]),
        ("anjali", "Anjali Rao", "Asia/Kolkata", founding, &["writing", "chemistry"]),
        ("lotte", "Lotte Hendriks", "Europe/Amsterdam", founding, &["writing"]),
        ("tarek", "Tarek Nilsson", "Africa/Cairo", joined, &["writing"]),
        ("mireille", "Mireille Sato", "America/Toronto", joined, &["writing", "editing"]),
    ]
    .map(|(key, name, zone, start, skills)| Person {
        hours_per_week: Some(WRITER_HOURS),
        time_zone: Zone::named(zone),
        engagement: ongoing(start, per_piece(ARTICLE_PRICE)),
        flexible: true,
        // Portuguese holidays are working days in most of these places; Kwame and Oisín keep the studio's.
        holidays: (!matches!(key, "kwame" | "oisin")).then(|| closed.to_vec()),
        ..person(key, name, &format!("{key}@writers.example"), Role::TeamMember, skills)
    })
    .into()
}
