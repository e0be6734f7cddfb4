//! The charts, with the figures of the design's pages.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;
use maud::{Markup, html};

use crate::charts::{
    Closure, DayHours, DayLoad, Histogram, Link, OffTime, PlanMark, PlanPerson, PlanRow, Portfolio, PortfolioRow,
    ProjectPlan, Scale, Trend, TrendPoint, WeekLoad, lever_range, range, spark,
};
use crate::parts::{Chance, Glyph, State, Thresholds, panel};

const TODAY: Date = date(2026, 11, 24);

pub(super) fn all() -> Markup {
    html! {
        section { (portfolio()) (portfolio().key()) }
        section { (plan(None)) (plan(None).key()) }
        section { (plan(Some(Scale::Days))) }
        div.cols-2 {
            (panel("When it will be finished", &html! { "10 000 simulated futures" }, &html! { (histogram()) }))
            div.stack {
                (panel("Your week", &html! { "26 of 25 h" }, &html! { (week()) }))
                (panel("Chance, week by week", &html! {}, &html! { (trend()) }))
                (panel("Small ones", &html! {}, &html! {
                    p.row.row-w.gap-4 {
                        (lever_range(0.38, 0.57, Thresholds::default()))
                        (range(0.4, 0.61, 0.75, "61 percent, between 40 and 75"))
                        (spark(&[4.0, 5.0, 5.0, 3.0, 6.0, 7.0, 6.0, 8.0], Some(5.0), State::OnTrack, "8 replies, target 5"))
                        (spark(&[4.0], None, State::Late, "4 replies"))
                    }
                }))
            }
        }
    }
}

fn at(day: Date, hour: i8) -> Timestamp {
    day.at(hour, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

fn off() -> OffTime {
    OffTime {
        weekdays: vec![Weekday::Saturday, Weekday::Sunday],
        holidays: vec![date(2026, 12, 1), date(2026, 12, 8)],
        closures: vec![(date(2026, 12, 24), date(2027, 1, 1))],
    }
}

fn portfolio() -> Portfolio {
    let row = |name: &str,
               outcome: &str,
               share: Option<f64>,
               bars: usize,
               span: (Date, Date),
               done,
               tail: Date,
               due: Date| PortfolioRow {
        name: name.into(),
        href: "/dev/parts".into(),
        outcome: outcome.into(),
        manager: Some(("Priyanka Doyle".into(), "priyanka".into())),
        chance: share.map_or_else(
            || Chance::not_yet("waits for you"),
            |share| {
                Chance::known(
                    share,
                    Some(Glyph { heights: [0.15, 0.4, 0.7, 1.0, 0.9, 0.7, 0.55, 0.4, 0.2, 0.1], in_time: bars }),
                )
                .linked("/dev/parts")
                .in_list()
            },
        ),
        span: Some((at(span.0, 9), at(span.1, 17))),
        done,
        tail: Some(at(tail, 17)),
        due: Some(due),
        baseline: Some((at(span.0, 9), at(due.yesterday().unwrap_or(due), 17))),
    };
    Portfolio {
        zone: TimeZone::UTC,
        now: at(TODAY, 9),
        off: off(),
        scale: None,
        wide: false,
        rows: vec![
            row(
                "The Slow Wheel",
                "Podcast on air with 3 episodes",
                Some(0.83),
                7,
                (date(2026, 10, 5), date(2026, 12, 10)),
                0.56,
                date(2026, 12, 18),
                date(2026, 12, 15),
            ),
            row(
                "Glaze Library",
                "60 articles live on the site",
                Some(0.38),
                4,
                (date(2026, 9, 14), date(2026, 12, 22)),
                0.55,
                date(2027, 1, 12),
                date(2026, 12, 18),
            ),
            row(
                "Throwing from Scratch",
                "2nd edition open for students",
                Some(0.64),
                5,
                (date(2026, 10, 19), date(2027, 1, 27)),
                0.34,
                date(2027, 2, 12),
                date(2027, 1, 29),
            ),
            row(
                "Student portal",
                "All students moved, old one closed",
                Some(0.78),
                6,
                (date(2026, 11, 16), date(2027, 2, 22)),
                0.08,
                date(2027, 3, 10),
                date(2027, 2, 26),
            ),
            row(
                "Glaze kits by post",
                "Go or no-go with 50 buyers",
                None,
                0,
                (date(2026, 12, 7), date(2027, 1, 15)),
                0.0,
                date(2027, 1, 29),
                date(2027, 1, 22),
            ),
            PortfolioRow {
                name: "Pop-up <shop>".into(),
                href: "/dev/parts".into(),
                outcome: "Not planned".into(),
                manager: None,
                chance: Chance::not_yet("no chance yet: 31 of 40 guessed"),
                span: None,
                done: 0.0,
                tail: None,
                due: None,
                baseline: None,
            },
        ],
    }
}

fn plan(scale: Option<Scale>) -> ProjectPlan {
    let days = scale.is_some();
    let suffix = if days { "-days" } else { "" };
    let row = |number: &str, name: &str, depth, person: Option<&str>, hours: i64, state, mark| PlanRow {
        id: format!("{number}{suffix}"),
        number: number.into(),
        name: name.into(),
        href: "/dev/parts".into(),
        depth,
        summary: depth == 0,
        person: person.map(|name| PlanPerson::by_first_name(name, name)),
        effort_minutes: (hours > 0).then_some(hours * 60),
        finish: Some(date(2026, 11, 30)),
        state,
        state_word: None,
        selected: false,
        mark,
        baseline: None,
        tail: None,
    };
    let bar = |parts: &[(Date, Date)], done, critical, guessed| PlanMark::Bar {
        parts: parts.iter().map(|(from, to)| (at(*from, 9), at(*to, 17))).collect(),
        done,
        critical,
        guessed,
    };
    let d = |day: i8| date(2026, 11, day);
    let dec = |day: i8| date(2026, 12, day);
    ProjectPlan {
        name: if days { "The Slow Wheel, by days".into() } else { "The Slow Wheel".into() },
        zone: TimeZone::UTC,
        now: at(TODAY, 11),
        due: Some(dec(15)),
        state: State::OnTrack,
        off: off(),
        hours: DayHours { from: 9 * 60, to: 17 * 60 },
        scale,
        wide: false,
        links: vec![
            Link::finish_to_start(1, 2),
            Link::finish_to_start(2, 3),
            Link::finish_to_start(5, 6),
            Link::finish_to_start(6, 7),
        ],
        rows: vec![
            row(
                "2",
                "Artwork",
                0,
                None,
                17,
                State::AtRisk,
                PlanMark::Summary { start: at(d(9), 9), finish: at(d(30), 17) },
            ),
            PlanRow {
                baseline: Some((at(d(9), 9), at(d(17), 17))),
                ..row(
                    "2.1",
                    "Three cover sketches",
                    1,
                    Some("Yuki Abara"),
                    8,
                    State::Done,
                    bar(&[(d(9), d(13)), (d(16), d(18))], 1.0, false, false),
                )
            },
            PlanRow {
                state_word: Some("Waits".into()),
                ..row(
                    "2.2",
                    "Choose the cover",
                    1,
                    Some("Amara Lindqvist"),
                    0,
                    State::Waiting,
                    PlanMark::Milestone { at: at(d(25), 12), decision: true },
                )
            },
            PlanRow {
                selected: true,
                ..row(
                    "2.3",
                    "Final artwork and banners",
                    1,
                    Some("Yuki Abara"),
                    9,
                    State::Planned,
                    bar(&[(d(26), d(27)), (d(30), d(30))], 0.0, false, true),
                )
            },
            row(
                "3",
                "Episodes 1 to 3",
                0,
                None,
                39,
                State::OnTrack,
                PlanMark::Summary { start: at(d(16), 9), finish: at(dec(7), 17) },
            ),
            row(
                "3.1",
                "Record episode 1",
                1,
                Some("Amara Lindqvist"),
                4,
                State::Doing,
                bar(&[(d(16), d(20)), (d(23), d(24))], 0.8, false, false),
            ),
            row(
                "3.2",
                "Edit episode 1, with a title that is longer than its column",
                2,
                Some("Mateus Fenwick"),
                12,
                State::Planned,
                bar(&[(d(25), d(27))], 0.0, true, false),
            ),
            PlanRow {
                tail: Some(at(dec(18), 17)),
                ..row(
                    "5",
                    "On air",
                    0,
                    Some("Priyanka Doyle"),
                    0,
                    State::Planned,
                    PlanMark::Milestone { at: at(dec(10), 12), decision: false },
                )
            },
            row("6", "Not planned yet", 0, None, 0, State::Planned, PlanMark::Nothing),
        ],
    }
}

fn histogram() -> Histogram {
    let counts = [
        (14, 2),
        (15, 5),
        (16, 8),
        (17, 11),
        (18, 12),
        (21, 11),
        (22, 12),
        (23, 10),
        (28, 9),
        (29, 7),
        (30, 5),
        (31, 3),
    ];
    Histogram {
        name: "Glaze Library".into(),
        days: counts
            .iter()
            .map(|(day, count)| (date(2026, 12, *day), *count))
            .chain([(date(2027, 1, 4), 2), (date(2027, 1, 5), 1), (date(2027, 1, 6), 1)])
            .collect(),
        never: 4,
        due: Some(date(2026, 12, 18)),
        on_time: None,
        today: TODAY,
        closures: vec![Closure {
            first: date(2026, 12, 24),
            last: date(2026, 12, 27),
            words: "studio closed 24 to 27 Dec".into(),
        }],
    }
}

fn week() -> WeekLoad {
    let day = |day: i8, minutes| DayLoad { date: date(2026, 11, day), minutes, capacity_minutes: 300 };
    WeekLoad { days: vec![day(23, 360), day(24, 300), day(25, 270), day(26, 60), day(27, 0)], today: TODAY }
}

fn trend() -> Trend {
    let chances = [0.72, 0.70, 0.69, 0.58, 0.52, 0.44, 0.38];
    let mut day = date(2026, 10, 12);
    let points = chances
        .iter()
        .map(|chance| {
            let point = TrendPoint { day, low: chance - 0.08, chance: *chance, high: chance + 0.08 };
            day = day.saturating_add(jiff::Span::new().weeks(1));
            point
        })
        .collect();
    Trend {
        points,
        event: Some((date(2026, 11, 2), "2 writers joined".into())),
        thresholds: Thresholds::default(),
        today: TODAY,
    }
}
