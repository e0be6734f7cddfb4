//! The seven projects of Harbour Clay: three of Priyanka's, three of Tomás's, one of Amara's.

mod brand_photographs;
mod glaze_articles;
mod glaze_kits;
mod glaze_library;
mod open_studio;
mod slow_wheel;
mod student_portal;
mod throwing_from_scratch;

use jiff::civil::Date;
use jiff::civil::Weekday::Wednesday;
use righthand_domain::snapshot::{Pin, Project, Risk, Supposed, Task, When};

use super::days::Days;
pub(super) use glaze_library::edited_articles;

/// In the order of the portfolio.
pub(super) fn projects(days: &Days) -> Vec<Project> {
    vec![
        slow_wheel::project(days),
        glaze_library::project(days),
        open_studio::project(days),
        throwing_from_scratch::project(days),
        student_portal::project(days),
        brand_photographs::project(days),
        glaze_kits::project(days),
    ]
}

/// What Harbour Clay keeps still, and what it fears: the day on which seats are counted, and a courier.
pub(super) fn supposed(days: &Days) -> Supposed {
    Supposed {
        tentative: vec![],
        pins: vec![Pin { task: "open-studio-count".into(), day: Some(days.on(2, Wednesday)), person: None }],
        risks: vec![Risk {
            key: "kits-break".into(),
            name: "The courier breaks a kit again, and all are packed anew".into(),
            project: "glaze-kits".into(),
            task: Some("kits-sample".into()),
            chance: 0.2,
            hours: 4.0,
        }],
    }
}

/// What every project says of itself; weight, budget and worth are added by whoever needs them.
pub(super) fn header(
    (key, name, outcome): (&str, &str, &str),
    (area, manager): (&str, &str),
    (start, end): (Date, Date),
    tasks: Vec<Task>,
) -> Project {
    Project {
        key: key.into(),
        name: name.into(),
        outcome: Some(outcome.into()),
        area: Some(area.into()),
        manager: Some(manager.into()),
        start: Some(When::Date(start)),
        end: When::Date(end),
        weight: None,
        budget_hours: None,
        tasks,
        on_time_value: None,
    }
}
