//! Northlight Coaching: a small business whose days lie around Harbour Clay's, as two people work for both.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::Weekday::*;
use righthand_domain::kind::Kind;
use righthand_domain::recurrence::Differs;
use righthand_domain::roles::Role;
use righthand_domain::snapshot::{
    Area, Business, Duty, Energy, Hours, Means, Operation, Person, Project, Snapshot, Starts, Step, Supposed, Week,
    When,
};

use super::appointments::appointment;
use super::days::Days;
use super::duties::duty;
use super::people::{HALIMA_EMAIL, TOMAS_EMAIL, ongoing, person};
use super::words::{TaskWords, hourly, managing_step, milestone, step, summary, task, weekdays};
use super::{lisbon, runs};

/// Northlight Coaching as it stands at `now`: three people, one cohort to fill, one letter a fortnight.
pub fn northlight_coaching(now: Timestamp) -> Snapshot {
    let zone = lisbon();
    let days = Days::around(now, zone.rules());
    let operations = vec![letter(&days)];
    Snapshot {
        at: Some(now),
        business: Business {
            name: "Northlight Coaching".into(),
            time_zone: zone,
            currency: Some("EUR".into()),
            working_week: Some(weekdays(&[(9, 18)])),
            holidays: vec![],
            means: Means {
                owner_hour_value: Some(110.0),
                budget_per_month: Some(1_200.0),
                revenue_per_month: Some(vec![14_200.0, 13_800.0, 15_600.0]),
                reserve: Some(42_000.0),
                market: None,
            },
        },
        people: people(&days),
        areas: areas(),
        projects: vec![spring_cohort(&days), summer_retreat(&days)],
        duties: duties(),
        appointments: vec![appointment(
            &days,
            ("cohort-call", "Call with last spring's cohort"),
            (1, Wednesday),
            (16, 0, 60),
            &["saskia", "tomas"],
        )],
        runs: runs::of_every_second_week(&days, &operations, -12),
        operations,
        lifts: vec![],
        supposed: Supposed { tentative: vec!["summer-retreat".into()], ..Supposed::default() },
        past: std::sync::Arc::default(),
    }
}

fn people(days: &Days) -> Vec<Person> {
    vec![
        Person {
            hours_per_week: Some(20.0),
            working_week: Some(weekdays(&[(10, 14)])),
            ..person("saskia", "Saskia Vandermeer", "saskia@northlight.example", Role::Owner, &["coaching"])
        },
        Person {
            hours_per_week: Some(8.0),
            working_week: Some(four_days(15 * 60 + 30, 17 * 60 + 30)),
            engagement: ongoing(days.on(-40, Monday), hourly(50.0)),
            ..person("tomas", "Tomás Achterberg", TOMAS_EMAIL, Role::OnlineBusinessManager, &["operations", "launches"])
        },
        Person {
            hours_per_week: Some(4.0),
            working_week: Some(four_days(15 * 60, 16 * 60)),
            engagement: ongoing(days.on(-20, Monday), hourly(42.0)),
            ..person("halima", "Halima Strand", HALIMA_EMAIL, Role::TeamMember, &["editing"])
        },
    ]
}

/// The same window from Monday to Thursday, in minutes of the day.
fn four_days(from: u16, to: u16) -> Week {
    let window = || vec![Hours { from, to }];
    Week([window(), window(), window(), window(), vec![], vec![], vec![]])
}

fn areas() -> Vec<Area> {
    [("coaching", "Coaching", "saskia"), ("marketing", "Marketing", "tomas")]
        .map(|(key, name, accountable)| Area {
            key: key.into(),
            name: name.into(),
            accountable: Some(accountable.into()),
        })
        .into()
}

fn spring_cohort(days: &Days) -> Project {
    let (start, end): (Date, Date) = (days.on(-3, Monday), days.on(7, Friday));
    Project {
        key: "spring-cohort".into(),
        name: "Spring cohort".into(),
        outcome: Some("Twelve places taken for spring".into()),
        area: Some("marketing".into()),
        manager: Some("tomas".into()),
        start: Some(When::Date(start)),
        end: When::Date(end),
        weight: None,
        budget_hours: Some(45.0),
        on_time_value: Some(4_000.0),
        tasks: vec![
            task("cohort-promise", "What the cohort promises")
                .by("saskia")
                .strategy()
                .hours(3.0)
                .took(3.0, days.past(-2, Wednesday, 14)),
            summary("welcome-sequence", "Welcome sequence", welcome_sequence(days)),
            task("cohort-page", "Page with dates and price")
                .by("tomas")
                .between(3.0, 4.0, 6.0)
                .after(&["cohort-promise"])
                .not_before(days.on(1, Monday)),
            task("cohort-talks", "First talks with those who apply")
                .by("saskia")
                .between(8.0, 12.0, 18.0)
                .after(&["cohort-page", "welcome-sequence"]),
            milestone("cohort-full", "Twelve places taken", &["cohort-talks"]),
        ],
    }
}

/// Nobody has promised it yet: Saskia would like to know first what it does to the spring cohort.
fn summer_retreat(days: &Days) -> Project {
    Project {
        key: "summer-retreat".into(),
        name: "Summer retreat".into(),
        outcome: Some("Fourteen guests on the island for three days".into()),
        area: Some("coaching".into()),
        manager: Some("tomas".into()),
        start: None,
        end: When::Date(days.on(16, Friday)),
        weight: None,
        budget_hours: Some(60.0),
        on_time_value: Some(6_000.0),
        tasks: vec![
            task("retreat-programme", "Three days, hour by hour").by("saskia").strategy().between(6.0, 10.0, 16.0),
            task("retreat-house", "Find and reserve the house").by("tomas").between(4.0, 6.0, 12.0),
            task("retreat-page", "Page and invitation")
                .by("tomas")
                .between(3.0, 5.0, 8.0)
                .after(&["retreat-programme", "retreat-house"]),
            task("retreat-edit", "Edit page and invitation")
                .by("halima")
                .between(1.0, 1.5, 2.5)
                .after(&["retreat-page"]),
            milestone("retreat-open", "Places can be taken", &["retreat-edit"]),
        ],
    }
}

fn welcome_sequence(days: &Days) -> Vec<righthand_domain::snapshot::Task> {
    vec![
        task("write-mails", "Write four mails")
            .by("saskia")
            .hours(4.0)
            .after(&["cohort-promise"])
            .took(4.5, days.past(-1, Friday, 14)),
        task("edit-mail-1", "Edit the welcome sequence, mail 1")
            .by("halima")
            .hours(0.75)
            .after(&["write-mails"])
            .took(0.75, days.past(0, Monday, 16)),
        task("edit-mail-2", "Edit the welcome sequence, mail 2")
            .by("halima")
            .between(0.5, 0.75, 1.25)
            .after(&["write-mails"])
            .took(0.75, days.past(0, Tuesday, 16))
            .due(days.on(0, Tuesday)),
        task("edit-mails-3-4", "Edit the welcome sequence, mails 3 and 4")
            .by("halima")
            .between(1.0, 1.5, 2.5)
            .after(&["write-mails"]),
        task("build-sequence", "Build the sequence and test it").by("tomas").between(2.0, 3.0, 4.5).after(&[
            "edit-mail-1",
            "edit-mail-2",
            "edit-mails-3-4",
        ]),
    ]
}

fn letter(days: &Days) -> Operation {
    Operation {
        key: "northern-letter".into(),
        name: "Northern letter".into(),
        area: Some("marketing".into()),
        accountable: Some("tomas".into()),
        rrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE".into(),
        starts: Starts::DateTime(days.on(-12, Wednesday).at(17, 0, 0, 0)),
        except: vec![],
        differs: Differs::default(),
        // Two of three are there a few hours a week only: a letter is begun three weeks ahead.
        steps: [
            step("write", "Write", "saskia", 1.5, 6.0, &[]),
            step("edit", "Edit", "halima", 0.5, 3.0, &["write"]),
            managing_step("send", "Build and send", "tomas", 0.75, 0.0, &["edit"]),
        ]
        .map(|told| Step { available_days: Some(21.0), ..told })
        .into(),
    }
}

fn duties() -> Vec<Duty> {
    let felt = |duty: Duty, energy, hand_over| Duty { energy: Some(energy), hand_over: Some(hand_over), ..duty };
    vec![
        felt(duty("coach", "Coach", Kind::Implementation, 12.0, "saskia"), Energy::Gives, false),
        felt(duty("write-letters", "Write the letters", Kind::Implementation, 1.0, "saskia"), Energy::Neutral, false),
        felt(duty("invoices", "Invoices", Kind::Implementation, 1.0, "saskia"), Energy::Drains, true),
        duty("fill-the-cohort", "Fill the cohort", Kind::Management, 3.0, "tomas"),
        duty("keep-it-running", "Keep it running", Kind::Management, 2.5, "tomas"),
        duty("edit-mails", "Edit mails and letters", Kind::Implementation, 2.0, "halima"),
    ]
}
