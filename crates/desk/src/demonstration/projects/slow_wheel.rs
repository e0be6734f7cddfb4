//! The Slow Wheel: the podcast goes on air with three episodes in three weeks.

use jiff::civil::Weekday::*;
use righthand_domain::snapshot::{LagIn, LinkKind, Project, Task};

use super::super::days::Days;
use super::super::words::{TaskWords, milestone, summary, task};
use super::header;

pub(super) fn project(days: &Days) -> Project {
    Project {
        weight: Some(2.0),
        budget_hours: Some(135.0),
        on_time_value: Some(6_000.0),
        ..header(
            ("slow-wheel", "The Slow Wheel", "Podcast on air with 3 episodes"),
            ("marketing", "priyanka"),
            (days.on(-7, Monday), days.on(3, Tuesday)),
            vec![
                summary("slow-wheel-concept", "Concept and sound", concept(days)),
                summary("slow-wheel-artwork", "Artwork", artwork(days)),
                summary("slow-wheel-episodes", "Episodes 1 to 3", episodes(days)),
                summary("slow-wheel-site", "Directories and site", site(days)),
                summary("slow-wheel-launch", "Launch", launch(days)),
                milestone("slow-wheel-on-air", "On air", &["master-episodes", "podcast-page"])
                    // Apple takes up to five days to approve.
                    .linked("apply-directories", LinkKind::FinishToStart, 120.0, LagIn::Elapsed)
                    .after(&["final-artwork", "show-notes-2-3", "build-launch-mails"]),
            ],
        )
    }
}

fn concept(days: &Days) -> Vec<Task> {
    vec![
        task("episode-format", "Format of an episode")
            .by("amara")
            .strategy()
            .hours(8.0)
            .took(8.5, days.past(-6, Friday, 12))
            .notes("One potter, one pot, thirty minutes; the pot is thrown while they talk."),
        task("listen-around", "Listen to twenty shows and write down what to avoid")
            .by("joon-ho")
            .hours(10.0)
            .took(9.0, days.past(-6, Wednesday, 14)),
        task("room-and-microphones", "Room, microphones and a clean signal")
            .by("mateus")
            .hours(12.0)
            .after(&["episode-format"])
            .took(12.5, days.past(-5, Wednesday, 16)),
        task("pilot", "Pilot, to be thrown away")
            .by("mateus")
            .hours(18.0)
            .after(&["room-and-microphones", "listen-around"])
            .took(17.0, days.past(-4, Friday, 16)),
        task("theme-music", "Theme music and final mix")
            .by("mateus")
            .hours(12.0)
            .after(&["episode-format"])
            .took(13.0, days.past(-4, Tuesday, 16)),
    ]
}

fn artwork(days: &Days) -> Vec<Task> {
    vec![
        task("cover-sketches", "Three cover sketches")
            .by("yuki")
            .between(6.0, 8.0, 11.0)
            .took(8.0, days.past(-1, Wednesday, 13)),
        task("choose-cover", "Choose the cover")
            .by("amara")
            .strategy()
            .hours(0.5)
            .after(&["cover-sketches"])
            .took(0.5, days.past(0, Wednesday, 11))
            .due(days.on(0, Wednesday))
            .labels(&["decision"])
            .notes("Priyanka prepared three. She and Yuki recommend the second."),
        task("final-artwork", "Final artwork and banners")
            .by("yuki")
            .between(5.5, 7.0, 10.0)
            .begun_since(days.past(0, Wednesday, 11), 3.0, days)
            .after(&["choose-cover"])
            .notes("3000 by 3000 for the directories, banners for site, letter and social posts."),
    ]
}

fn episodes(days: &Days) -> Vec<Task> {
    vec![
        task("trailer", "Trailer, 60 seconds").by("mateus").hours(5.0).took(5.0, days.past(-1, Friday, 16)),
        task("record-episode-1", "Record episode 1")
            .by("amara")
            .between(3.75, 4.0, 4.75)
            .spent(3.25)
            .took(4.0, days.past(0, Tuesday, 15))
            .due(days.on(0, Tuesday))
            .notes("Only the welcome is missing."),
        task("edit-episode-1", "Edit episode 1")
            .by("mateus")
            .between(6.0, 8.0, 11.0)
            .linked("record-episode-1", LinkKind::FinishToStart, 2.0, LagIn::Elapsed)
            .took(8.5, days.past(0, Friday, 16)),
        task("record-episodes-2-3", "Record episodes 2 and 3")
            .by("amara")
            .between(2.0, 2.5, 3.25)
            .after(&["record-episode-1"])
            .took(2.75, days.past(0, Thursday, 13))
            .due(days.on(0, Friday))
            .notes("The guests are Inés Carvalho and Bram Okafor; both sent their pots ahead."),
        task("edit-episodes-2-3", "Edit episodes 2 and 3")
            .by("mateus")
            .between(9.0, 11.5, 16.0)
            .begun_since(days.past(0, Friday, 16), 2.0, days)
            .after(&["record-episodes-2-3", "edit-episode-1"])
            .due(days.on(2, Wednesday)),
        task("show-notes-1", "Show notes and captions of episode 1")
            .by("halima")
            .between(1.5, 2.0, 3.0)
            .after(&["edit-episode-1"])
            .due(days.on(2, Monday)),
        task("show-notes-2-3", "Show notes and captions of episodes 2 and 3")
            .by("halima")
            .between(3.0, 4.0, 5.5)
            // Notes can begin on the first rough cut, and end some time after the last one.
            .after(&["show-notes-1"])
            .linked("edit-episodes-2-3", LinkKind::StartToStart, 4.0, LagIn::Elapsed)
            .linked("edit-episodes-2-3", LinkKind::FinishToFinish, 1.0, LagIn::Working)
            .due(days.on(2, Thursday)),
        task("master-episodes", "Master all three").by("mateus").between(1.5, 2.5, 4.0).after(&["edit-episodes-2-3"]),
    ]
}

fn site(days: &Days) -> Vec<Task> {
    vec![
        task("hosting-and-feed", "Hosting account and feed")
            .by("joon-ho")
            .hours(4.0)
            .took(3.5, days.past(-2, Friday, 14)),
        task("podcast-page", "Podcast page on the site")
            .by("joon-ho")
            .between(9.0, 11.0, 14.0)
            .under_way(4.75, 4.0, days)
            .after(&["hosting-and-feed"])
            .due(days.on(2, Friday)),
        task("apply-directories", "Apply to the directories")
            .by("joon-ho")
            .between(2.0, 3.0, 4.5)
            .begun_since(days.past(0, Wednesday, 11), 1.0, days)
            .after(&["trailer", "choose-cover", "hosting-and-feed"])
            .due(days.on(2, Wednesday))
            .notes("Apple takes up to five days to approve."),
    ]
}

fn launch(days: &Days) -> Vec<Task> {
    vec![
        task("sponsor-contract", "Sponsor slot, contract")
            .by("tomas")
            .managing()
            .between(1.0, 2.0, 4.0)
            .took(2.0, days.past(0, Friday, 12))
            .due(days.on(0, Friday))
            .labels(&["sponsor"]),
        task("plan-launch-mails", "Break down the launch mails")
            .by("priyanka")
            .managing()
            .hours(0.75)
            .took(0.75, days.past(0, Wednesday, 15)),
        task("build-launch-mails", "Build the launch mails")
            .by("joon-ho")
            .between(1.5, 2.0, 3.5)
            .begun_since(days.past(0, Thursday, 14), 1.0, days)
            .after(&["plan-launch-mails", "choose-cover"]),
        task("spring-guests", "Guest list for spring")
            .by("joon-ho")
            .between(1.5, 2.0, 3.0)
            .spent(1.5)
            .took(2.0, days.past(0, Thursday, 14))
            .due(days.on(0, Friday)),
    ]
}
