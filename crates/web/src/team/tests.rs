//! What the team's sentence says, and what its cells mean.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use righthand_desk::planning::Week;
use righthand_desk::team::people::{People, PersonRow};
use righthand_domain::roles::Role;

use super::team_page::{cell, sentence};

const TODAY: Date = date(2026, 11, 24);

/// Somebody of 20 hours a week, of which so many percent are planned this week.
fn somebody(name: &str, percent: i64) -> PersonRow {
    let week = |n: i64| Week {
        monday: date(2026, 11, 23).saturating_add((7 * n).days()),
        available_minutes: 1200,
        planned_minutes: 12 * percent,
        gone: false,
    };
    PersonRow {
        key: name.to_lowercase(),
        name: name.into(),
        role: Role::TeamMember,
        skills: vec![],
        minutes_per_week: 1200,
        time_zone: "Europe/Lisbon".into(),
        engagement_kind: None,
        until: None,
        gone: false,
        weeks: (0..8).map(week).collect(),
        time_off: vec![],
        has_login: true,
        is_me: false,
    }
}

fn team(people: Vec<PersonRow>) -> People {
    let weeks = (0..8_i64).map(|n| date(2026, 11, 23).saturating_add((7 * n).days())).collect();
    People { people, weeks, today: TODAY, can_manage: true, sees_load: true }
}

#[test]
fn the_sentence_says_who_is_full_who_has_room_and_which_terms_end() {
    let priyanka = PersonRow { until: Some(date(2027, 1, 3)), ..somebody("Priyanka Doyle", 85) };
    let said = sentence(&team(vec![
        somebody("Halima Strand", 96),
        somebody("Tarek Nilsson", 40),
        somebody("Mireille Sato", 60),
        priyanka,
    ]));
    assert_eq!(
        said,
        "Four people. Halima is over 95\u{202f}% this week; Tarek and Mireille have room. Priyanka’s term ends within five weeks."
    );
}

#[test]
fn the_sentence_is_short_where_there_is_nothing_to_say() {
    assert_eq!(
        sentence(&team(vec![somebody("Amara Lindqvist", 90)])),
        "One person. Nobody is over 95\u{202f}% this week."
    );
    let later = PersonRow { until: Some(date(2027, 1, 4)), ..somebody("Priyanka Doyle", 90) };
    assert!(!sentence(&team(vec![later])).contains("term"), "a Monday is of the week after");
}

#[test]
fn many_who_have_room_are_counted() {
    let said = sentence(&team(["Ana", "Bo", "Cy", "Di", "Eva"].map(|name| somebody(name, 10)).into()));
    assert!(said.contains("Ana, Bo and three others have room"), "{said}");
}

#[test]
fn somebody_who_has_gone_is_counted_no_more() {
    let gone = PersonRow { gone: true, until: Some(date(2026, 10, 1)), ..somebody("Noor Castellan", 0) };
    assert!(sentence(&team(vec![somebody("Amara Lindqvist", 90), gone])).starts_with("One person."));
}

#[test]
fn a_week_without_hours_says_why() {
    let row =
        PersonRow { time_off: vec![(date(2026, 12, 21), date(2026, 12, 27), None)], ..somebody("Yuki Abara", 50) };
    let empty = |monday| Week { monday, available_minutes: 0, planned_minutes: 0, gone: false };
    let says = |week: Week, first| cell(&row, &week, first).into_string();
    assert!(says(empty(date(2026, 12, 21)), false).contains("off"));
    assert!(says(empty(date(2026, 12, 28)), false).contains("closed"));
    assert!(says(empty(date(2026, 11, 23)), true).contains("over"));
    assert!(says(Week { gone: true, ..empty(date(2026, 12, 21)) }, false).contains("gone"));
}
