//! Charts draw what they are given, whatever it is.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use maud::Render;
use scraper::{Html, Selector};

use super::*;
use crate::parts::{Chance, State, Thresholds};

const TODAY: Date = date(2026, 11, 24);

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Every coordinate is a number, nothing has a negative size, the picture says what it is.
fn check(drawn: &str) {
    let html = Html::parse_fragment(drawn);
    for element in html.select(&Selector::parse("svg, svg *").unwrap()) {
        for (name, value) in element.value().attrs() {
            assert!(!value.contains("NaN") && !value.contains("inf"), "{name}={value}");
            if ["x", "y", "width", "height", "cx", "cy", "r"].contains(&name) {
                let number: f64 = value.parse().unwrap_or_else(|_| panic!("{name}={value}"));
                assert!(!["width", "height", "r"].contains(&name) || number >= 0.0, "{name}={value}");
            }
        }
    }
    for svg in html.select(&Selector::parse("svg[viewBox]").unwrap()).filter(|svg| svg.attr("aria-hidden").is_none()) {
        assert_eq!(svg.attr("role"), Some("img"));
        assert!(!svg.attr("aria-label").unwrap().is_empty());
    }
}

fn row(name: &str, start: &str, finish: &str) -> PortfolioRow {
    PortfolioRow {
        name: name.into(),
        href: "/p".into(),
        outcome: "60 articles".into(),
        manager: None,
        chance: Chance::known(0.38, None),
        span: Some((at(start), at(finish))),
        done: f64::NAN,
        tail: Some(at(finish)),
        due: Some(date(2026, 12, 18)),
        baseline: None,
    }
}

fn portfolio(rows: Vec<PortfolioRow>) -> Portfolio {
    Portfolio {
        zone: TimeZone::UTC,
        now: at("2026-11-24T09:00:00Z"),
        rows,
        off: OffTime::default(),
        scale: None,
        wide: false,
    }
}

#[test]
fn an_empty_portfolio_and_one_with_nonsense_are_drawn() {
    check(&portfolio(vec![]).render().into_string());
    let backwards = row("Backwards", "2026-12-22T17:00:00Z", "2026-09-14T09:00:00Z");
    let far = row("Far", "1970-01-01T00:00:00Z", "2999-01-01T00:00:00Z");
    check(&portfolio(vec![backwards, far]).render().into_string());
}

/// Width of the only drawing.
fn width(drawn: &str) -> f64 {
    let html = Html::parse_fragment(drawn);
    html.select(&Selector::parse("svg.g").unwrap()).next().unwrap().attr("width").unwrap().parse().unwrap()
}

#[test]
fn a_tail_that_reaches_very_far_ends_in_an_arrow_and_leaves_the_others_their_room() {
    let usual = row("Usual", "2026-09-14T09:00:00Z", "2026-12-22T17:00:00Z");
    let near = portfolio(vec![usual.clone()]).render().into_string();
    for far in ["2029-03-01T17:00:00Z", "9999-12-30T22:00:00.999999999Z"] {
        let drawn = portfolio(vec![usual.clone(), PortfolioRow { tail: Some(at(far)), ..usual.clone() }])
            .render()
            .into_string();
        check(&drawn);
        assert!(width(&drawn) <= width(&near) * 1.3, "{far}: {} {}", width(&drawn), width(&near));
        let html = Html::parse_fragment(&drawn);
        let tail =
            html.select(&Selector::parse("path.tail-late").unwrap()).next().unwrap().attr("d").unwrap().to_owned();
        assert!(tail.contains(&format!("L{} ", px(width(&drawn)))) && tail.matches('V').count() == 2, "{tail}");
        assert!(!drawn.contains("9999"), "{drawn}");
    }
    let without = portfolio(vec![PortfolioRow { tail: None, ..usual }]);
    check(&without.render().into_string());
    assert!(!without.key().into_string().contains("nine futures"));
}

#[test]
fn the_year_is_said_with_the_first_month_that_has_room_and_else_in_its_place() {
    let heads = |finish: &str| -> Vec<String> {
        let far = row("Far", "2026-10-28T09:00:00Z", finish);
        let drawn = Portfolio { scale: Some(Scale::Years), ..portfolio(vec![far]) }.render().into_string();
        let html = Html::parse_fragment(&drawn);
        html.select(&Selector::parse("text.tx[y=\"16\"]").unwrap()).map(|text| text.text().collect()).collect()
    };
    let one_year = heads("2027-06-30T17:00:00Z");
    assert_eq!(one_year[..3], ["Nov 2026", "Dec", "Jan 2027"], "October has no room for a label: {one_year:?}");
    let three_years = heads("2029-06-30T17:00:00Z");
    assert_eq!(three_years[..4], ["2026", "Dec", "2027", "Feb"], "{three_years:?}");
}

#[test]
fn what_people_wrote_is_escaped_in_charts() {
    let drawn = portfolio(vec![row("<script>alert(1)</script>", "2026-09-14T09:00:00Z", "2026-12-22T17:00:00Z")])
        .render()
        .into_string();
    assert!(!drawn.contains("<script>"));
    let plan = ProjectPlan { name: "\"><b>".into(), ..plan(vec![]) };
    assert!(!plan.render().into_string().contains("<b>"));
}

fn plan(rows: Vec<PlanRow>) -> ProjectPlan {
    ProjectPlan {
        name: "The Slow Wheel".into(),
        zone: TimeZone::get("Europe/Lisbon").unwrap(),
        now: at("2026-11-24T09:00:00Z"),
        due: Some(date(2026, 12, 15)),
        state: State::OnTrack,
        rows,
        links: vec![Link::finish_to_start(0, 1), Link::finish_to_start(7, 0)],
        off: OffTime::default(),
        hours: DayHours { from: 540, to: 1020 },
        scale: Some(Scale::Days),
        wide: false,
    }
}

fn task(number: &str, parts: &[(&str, &str)], guessed: bool) -> PlanRow {
    PlanRow {
        id: number.into(),
        number: number.into(),
        name: "Edit".into(),
        href: "/t".into(),
        depth: 9,
        summary: false,
        person: None,
        effort_minutes: Some(90),
        finish: None,
        state: State::Planned,
        state_word: None,
        selected: false,
        mark: PlanMark::Bar {
            parts: parts.iter().map(|(a, b)| (at(a), at(b))).collect(),
            done: 0.5,
            critical: false,
            guessed,
        },
        baseline: None,
        tail: None,
    }
}

#[test]
fn a_bar_breaks_over_the_weekend_and_a_thread_joins_it() {
    let friday_and_monday =
        [("2026-11-27T09:00:00Z", "2026-11-27T17:00:00Z"), ("2026-11-30T09:00:00Z", "2026-11-30T12:00:00Z")];
    let drawn = plan(vec![task("1", &friday_and_monday, false), task("2", &[], true)]).render().into_string();
    check(&drawn);
    let html = Html::parse_fragment(&drawn);
    let count = |selector: &str| html.select(&Selector::parse(selector).unwrap()).count();
    assert_eq!((count("rect.b"), count("path.lk")), (2, 1));
    // Half is done: of 11 hours that is most of Friday, nothing of Monday.
    assert_eq!(count("rect.bd"), 1);
}

#[test]
fn nights_do_not_break_a_bar_and_a_guess_is_dashed() {
    let two_days = [("2026-11-26T09:00:00Z", "2026-11-26T17:00:00Z"), ("2026-11-27T09:00:00Z", "2026-11-27T17:00:00Z")];
    let drawn = plan(vec![task("1", &two_days, true)]).render().into_string();
    assert_eq!(drawn.matches("class=\"b-guess\"").count(), 1, "{drawn}");
}

fn histogram(days: Vec<(Date, u32)>) -> Histogram {
    Histogram {
        name: "Glaze Library".into(),
        days,
        never: 0,
        due: Some(date(2026, 12, 18)),
        on_time: None,
        today: TODAY,
        closures: vec![],
    }
}

#[test]
fn the_histogram_says_its_result() {
    let drawn = histogram(vec![(date(2026, 12, 17), 38), (date(2026, 12, 22), 42), (date(2026, 12, 28), 20)]);
    assert_eq!(drawn.share_by(date(2026, 12, 18)), 0.38);
    assert_eq!(drawn.by(0.8), Some(date(2026, 12, 22)));
    let drawn = drawn.render().into_string();
    check(&drawn);
    assert!(
        drawn.contains(
            "38 percent by 18 Dec, half of the futures by 22 Dec, eight in ten by 22 Dec, nine in ten by 28 Dec"
        ),
        "{drawn}"
    );
    assert_eq!((drawn.matches("c-in").count(), drawn.matches("c-out").count()), (1, 2));
}

#[test]
fn futures_that_never_end_count_as_late_and_a_quantile_among_them_is_not_drawn() {
    let days = vec![(date(2026, 12, 17), 40), (date(2026, 12, 22), 42)];
    let drawn = Histogram { never: 18, ..histogram(days) };
    assert_eq!(drawn.share_by(date(2026, 12, 18)), 0.4);
    assert_eq!(
        (drawn.by(0.5), drawn.by(0.8), drawn.by(0.9)),
        (Some(date(2026, 12, 22)), Some(date(2026, 12, 22)), None)
    );
    let drawn = drawn.render().into_string();
    check(&drawn);
    assert!(drawn.contains("eight in ten by 22 Dec, 18 of 100 never"), "{drawn}");
    assert!(!drawn.contains("nine in ten") && drawn.contains("40\u{202f}% by then"), "{drawn}");
    let nothing = Histogram { never: 100, ..histogram(vec![]) }.render().into_string();
    check(&nothing);
    assert!(nothing.contains("0 percent by 18 Dec, 100 of 100 never"), "{nothing}");
}

#[test]
fn a_due_within_its_day_says_the_chance_that_the_chip_says() {
    let drawn =
        Histogram { on_time: Some(0.31), ..histogram(vec![(date(2026, 12, 18), 40), (date(2026, 12, 22), 60)]) };
    assert!(drawn.render().into_string().contains("31\u{202f}% by then"));
}

#[test]
fn labels_of_the_lines_never_share_a_place() {
    // Due 18 Dec, half by 21 Dec, eight in ten by 23 Dec, nine in ten by 4 Jan.
    let days = vec![
        (date(2026, 12, 17), 20),
        (date(2026, 12, 18), 18),
        (date(2026, 12, 21), 20),
        (date(2026, 12, 23), 25),
        (date(2027, 1, 4), 17),
    ];
    let closures = vec![
        Closure { first: date(2026, 12, 24), last: date(2026, 12, 27), words: "closed 24 to 27 Dec".into() },
        Closure { first: date(2026, 12, 30), last: date(2027, 1, 3), words: "closed 30 Dec to 3 Jan".into() },
    ];
    let drawn = Histogram { closures, ..histogram(days) }.render().into_string();
    let html = Html::parse_fragment(&drawn);
    // Left, right and foot of every label.
    let labels: Vec<(f64, f64, f64)> = html
        .select(&Selector::parse("text").unwrap())
        .map(|text| {
            let place = |name: &str| text.attr(name).unwrap().parse::<f64>().unwrap();
            let width = text_width(&text.text().collect::<String>());
            let left = place("x")
                - width
                    * match text.attr("text-anchor") {
                        Some("end") => 1.0,
                        Some("middle") => 0.5,
                        _ => 0.0,
                    };
            (left, left + width, place("y"))
        })
        .collect();
    for (i, a) in labels.iter().enumerate() {
        for b in &labels[i + 1..] {
            assert!(a.1 <= b.0 || b.1 <= a.0 || (a.2 - b.2).abs() >= 12.0, "{a:?} {b:?} in {drawn}");
        }
    }
}

#[test]
fn a_year_of_finishes_is_joined_into_bars_that_can_be_seen() {
    let days: Vec<(Date, u32)> =
        date(2026, 12, 1).series(jiff::Span::new().days(1)).take(365).map(|day| (day, 1)).collect();
    let drawn = histogram(days).render().into_string();
    check(&drawn);
    let bars = drawn.matches("c-in").count() + drawn.matches("c-out").count();
    assert!((20..=50).contains(&bars), "{bars}");
    check(&histogram(vec![]).render().into_string());
    check(&histogram(vec![(TODAY, 0)]).render().into_string());
}

#[test]
fn small_charts_take_anything() {
    check(&spark(&[], None, State::OnTrack, "none").into_string());
    check(&spark(&[f64::NAN, 1.0, f64::INFINITY], Some(f64::NAN), State::Late, "one").into_string());
    check(&lever_range(f64::NAN, 7.0, Thresholds::default()).into_string());
    check(&range(0.9, 0.5, 0.1, "backwards").into_string());
    check(&WeekLoad { days: vec![], today: TODAY }.render().into_string());
    let day = DayLoad { date: TODAY, minutes: -5, capacity_minutes: 0 };
    check(&WeekLoad { days: vec![day; 40], today: TODAY }.render().into_string());
    let trend =
        Trend { points: vec![], event: Some((TODAY, "x".into())), thresholds: Thresholds::default(), today: TODAY };
    check(&trend.render().into_string());
    let point = TrendPoint { day: TODAY, low: f64::NAN, chance: 0.4, high: 2.0 };
    check(&Trend { points: vec![point], ..trend }.render().into_string());
}
