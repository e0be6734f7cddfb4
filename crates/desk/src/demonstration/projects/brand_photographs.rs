//! Brand photographs: a press kit with forty pictures, twenty-eight of which are there.

use jiff::civil::Weekday::*;
use righthand_domain::snapshot::Project;

use super::super::days::Days;
use super::super::words::{TaskWords, milestone, task};
use super::header;

pub(super) fn project(days: &Days) -> Project {
    Project {
        budget_hours: Some(36.0),
        on_time_value: Some(1_000.0),
        ..header(
            ("brand-photographs", "Brand photographs", "Press kit with 40 pictures"),
            ("marketing", "priyanka"),
            (days.on(-3, Monday), days.on(2, Wednesday)),
            vec![
                task("photographs-list", "List of forty pictures")
                    .by("priyanka")
                    .managing()
                    .hours(2.0)
                    .took(2.0, days.past(-3, Wednesday, 16)),
                task("shoot-hands", "First shoot: hands and wheel")
                    .by("yuki")
                    .hours(5.0)
                    .after(&["photographs-list"])
                    .took(5.0, days.past(-2, Tuesday, 13)),
                task("shoot-studio", "Second shoot: studio and kiln")
                    .by("yuki")
                    .hours(5.0)
                    .after(&["photographs-list"])
                    .took(5.5, days.past(-1, Tuesday, 13)),
                task("retouch-28", "Retouch the first twenty-eight")
                    .by("yuki")
                    .hours(6.0)
                    .after(&["shoot-hands", "shoot-studio"])
                    .took(6.0, days.past(-1, Friday, 12)),
                task("shoot-people", "Last shoot: the people")
                    .needs("photographs")
                    .between(2.0, 3.0, 4.0)
                    .not_before(days.on(0, Thursday))
                    .due(days.on(0, Thursday))
                    .took(3.0, days.past(0, Thursday, 16))
                    .notes("Twelve pictures. Thursdays are layout for Yuki; Mateus has a camera too."),
                task("retouch-12", "Retouch the last twelve")
                    .by("yuki")
                    .between(2.0, 2.5, 4.0)
                    .after(&["retouch-28", "shoot-people"])
                    .took(2.5, days.past(0, Friday, 17)),
                task("choose-forty", "Choose the forty")
                    .by("amara")
                    .by("tomas")
                    .strategy()
                    .between(0.25, 0.5, 0.75)
                    .after(&["retouch-12"])
                    .due(days.on(1, Wednesday)),
                task("press-kit", "Press kit, captions and download page")
                    .by("joon-ho")
                    .between(1.5, 2.0, 3.0)
                    .after(&["choose-forty"])
                    .due(days.on(2, Monday)),
                milestone("press-kit-live", "Press kit on the site", &["press-kit"]),
            ],
        )
    }
}
