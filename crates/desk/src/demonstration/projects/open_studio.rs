//! Winter open studio: two hundred seats, sold in five weeks.

use jiff::civil::Weekday::*;
use righthand_domain::snapshot::Project;

use super::super::days::Days;
use super::super::words::{TaskWords, milestone, task};
use super::header;

pub(super) fn project(days: &Days) -> Project {
    Project {
        budget_hours: Some(40.0),
        on_time_value: Some(3_500.0),
        ..header(
            ("winter-open-studio", "Winter open studio", "200 seats sold by the day the offer ends"),
            ("marketing", "tomas"),
            (days.on(-2, Monday), days.on(2, Friday)),
            vec![
                task("open-studio-offer", "Offer and price")
                    .by("amara")
                    .strategy()
                    .hours(1.0)
                    .took(1.0, days.past(-2, Thursday, 12)),
                task("open-studio-page", "Sales page")
                    .by("joon-ho")
                    .between(4.0, 5.0, 7.0)
                    .after(&["open-studio-offer"])
                    .took(5.5, days.past(-1, Monday, 13)),
                task("open-studio-pictures", "Pictures of the studio in winter")
                    .by("yuki")
                    .hours(3.0)
                    .took(3.0, days.past(-2, Friday, 13)),
                task("open-studio-mail-1", "First mail to last year's guests")
                    .by("tomas")
                    .hours(2.0)
                    .after(&["open-studio-page", "open-studio-pictures"])
                    .took(2.0, days.past(-1, Wednesday, 15)),
                task("open-studio-mail-2", "Second mail: who will be there")
                    .by("tomas")
                    .between(1.5, 2.0, 3.0)
                    .after(&["open-studio-mail-1"])
                    .took(2.0, days.past(0, Thursday, 12)),
                task("open-studio-rota", "Rota of helpers")
                    .by("joon-ho")
                    .between(1.5, 2.0, 3.0)
                    .took(2.0, days.past(0, Friday, 12))
                    .due(days.on(1, Friday)),
                task("open-studio-count", "Count the seats that are left, by evening")
                    .by("joon-ho")
                    .between(0.5, 0.75, 1.25)
                    .not_before(days.on(2, Wednesday))
                    .due(days.on(2, Wednesday)),
                task("open-studio-mail-3", "Last call")
                    .by("tomas")
                    .between(1.0, 1.5, 2.5)
                    .after(&["open-studio-mail-2", "open-studio-count"])
                    .due(days.on(2, Thursday)),
                task("open-studio-badges", "Badges and signs")
                    .by("yuki")
                    .between(0.75, 1.0, 1.5)
                    .due(days.on(1, Friday)),
                milestone("open-studio-sold", "200 seats sold", &["open-studio-mail-3", "open-studio-rota"])
                    .after(&["open-studio-badges"])
                    .notes("164 of 200 this morning; last year the last call brought fifty."),
            ],
        )
    }
}
