//! Glaze kits by post: go or no-go, after fifty buyers were asked. Waits for a decision of Amara's.

use jiff::civil::Weekday::*;
use righthand_domain::snapshot::Project;

use super::super::days::Days;
use super::super::words::{TaskWords, milestone, task};
use super::header;

pub(super) fn project(days: &Days) -> Project {
    Project {
        weight: Some(0.5),
        budget_hours: Some(30.0),
        on_time_value: Some(1_500.0),
        ..header(
            ("glaze-kits", "Glaze kits by post", "Go or no-go with 50 buyers"),
            ("finance", "amara"),
            (days.on(-2, Monday), days.on(8, Friday)),
            vec![
                task("kits-costs", "What a kit costs, post included")
                    .by("joon-ho")
                    .hours(4.0)
                    .took(4.0, days.past(-2, Thursday, 13)),
                task("kits-decision", "Go on with the kits, or not")
                    .by("amara")
                    .strategy()
                    .hours(0.5)
                    .after(&["kits-costs"])
                    .due(days.on(1, Monday))
                    .labels(&["decision"])
                    .notes("Asked by Tomás twelve days ago. Two options: a test with fifty buyers, or nothing before summer."),
                task("kits-sample", "Ten sample kits")
                    .by("joon-ho")
                    .between(2.0, 3.0, 4.5)
                    .after(&["kits-decision"])
                    .not_before(days.on(2, Monday)),
                task("kits-page", "Page with a button to buy")
                    .by("joon-ho")
                    .between(1.5, 2.0, 3.0)
                    .after(&["kits-decision"])
                    .not_before(days.on(2, Monday)),
                task("kits-fifty", "Ask and count fifty buyers")
                    .by("joon-ho")
                    .between(3.0, 4.0, 6.0)
                    .after(&["kits-sample", "kits-page"]),
                milestone("kits-go", "Go or no-go", &["kits-fifty"]),
            ],
        )
    }
}
