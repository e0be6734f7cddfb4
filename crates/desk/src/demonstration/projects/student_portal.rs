//! Student portal: all students moved, the old one closed.

use jiff::civil::Weekday::*;
use righthand_domain::snapshot::{LagIn, LinkKind, Project};

use super::super::days::Days;
use super::super::words::{TaskWords, milestone, task};
use super::header;

pub(super) fn project(days: &Days) -> Project {
    Project {
        budget_hours: Some(80.0),
        on_time_value: Some(5_000.0),
        ..header(
            ("student-portal", "Student portal", "All students moved, old one closed"),
            ("delivery", "tomas"),
            (days.on(-1, Monday), days.on(13, Friday)),
            vec![
                task("portal-shortlist", "Shortlist of three platforms")
                    .by("joon-ho")
                    .hours(4.0)
                    .took(4.5, days.past(-1, Thursday, 14)),
                task("portal-trial", "Which platform for the trial")
                    .by("tomas")
                    .managing()
                    .hours(1.0)
                    .after(&["portal-shortlist"])
                    .took(1.0, days.past(0, Monday, 15)),
                task("portal-trial-course", "One course on trial")
                    .by("joon-ho")
                    .between(6.0, 9.0, 14.0)
                    .after(&["portal-trial"])
                    .not_before(days.on(7, Monday)),
                task("portal-design", "Make it look like the school")
                    .by("yuki")
                    .between(4.0, 6.0, 10.0)
                    .after(&["portal-trial"])
                    .not_before(days.on(7, Monday)),
                task("portal-move-plan", "Plan the move, group by group")
                    .by("tomas")
                    .managing()
                    .between(2.0, 3.0, 5.0)
                    .after(&["portal-trial-course"]),
                task("portal-courses", "Move the courses")
                    .by("joon-ho")
                    .between(8.0, 10.0, 15.0)
                    .after(&["portal-move-plan", "portal-design"])
                    // Not while the spring course is being put on the site.
                    .not_before(days.on(10, Monday)),
                task("portal-records", "Move the students' records")
                    .by("joon-ho")
                    .between(8.0, 11.0, 18.0)
                    .after(&["portal-courses"]),
                task("portal-help-texts", "Help texts for students")
                    .by("halima")
                    .between(2.0, 3.0, 5.0)
                    .after(&["portal-design"]),
                task("portal-invite", "Invite the students in three groups")
                    .by("joon-ho")
                    .between(4.0, 5.5, 9.0)
                    .after(&["portal-records", "portal-help-texts"]),
                task("portal-support", "Help those who are stuck")
                    .by("joon-ho")
                    .between(4.0, 6.0, 10.0)
                    // The last group gets two weeks before anything is switched off.
                    .linked("portal-invite", LinkKind::FinishToFinish, 336.0, LagIn::Elapsed)
                    .linked("portal-invite", LinkKind::StartToStart, 2.0, LagIn::Working),
                task("portal-close-old", "Close the old portal")
                    .by("joon-ho")
                    .between(1.0, 2.0, 3.0)
                    .after(&["portal-support"]),
                milestone("portal-moved", "Everybody has moved", &["portal-close-old"]),
            ],
        )
    }
}
