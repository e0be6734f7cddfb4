//! What a business's own past makes of its forecasts, and that nothing of it is invented.

use std::sync::Arc;

use jiff::Timestamp;
use righthand_domain::kind::Kind;
use righthand_domain::past::{Past, PastEffort, PastHandOff, Sort, Whole};
use righthand_domain::plan::{Forecast, Futures, Options, plan_and_forecast};
use righthand_domain::snapshot::{Snapshot, TimeOff};
use serde_json::json;

use crate::files;

const FUTURES: Futures = Futures { futures: 2_000, waits: false, spread: true, levers: false };

/// Halima edits eight hours, then Mateus cuts eight.
fn blog() -> (Snapshot, Options) {
    files::of(&json!({
        "format":"righthand/1","at":"2026-11-24T09:00:00Z","business":{"name":"Harbour Clay","time_zone":"UTC"},
        "people":[{"key":"amara","name":"Amara Lindqvist","role":"owner"},
            {"key":"priyanka","name":"Priyanka Doyle","role":"project_manager"},
            {"key":"halima","name":"Halima Strand","role":"team_member"},
            {"key":"mateus","name":"Mateus Fenwick","role":"team_member"}],
        "projects":[{"key":"blog","name":"Blog","end":"2026-11-26","manager":"priyanka","tasks":[
            {"key":"edit","name":"Edit","effort":8,"assignees":["halima"]},
            {"key":"cut","name":"Cut","effort":8,"assignees":["mateus"],"after":["edit"]}]}]
    }))
}

fn forecast(snapshot: &Snapshot, options: &Options, futures: Futures) -> Forecast {
    plan_and_forecast(snapshot, options, &futures, &mut || true).unwrap().1
}

fn finished(person: &str, estimate: f64, factors: &[f64]) -> Vec<PastEffort> {
    let sort = Sort {
        person: Some(person.into()),
        part_of: Whole::Project("blog".into()),
        kind: Kind::Implementation,
        label: None,
    };
    let done = |(day, factor): (i64, &f64)| PastEffort {
        sort: sort.clone(),
        estimate_hours: estimate,
        actual_hours: estimate * factor,
        done_at: "2026-09-01T12:00:00Z".parse::<Timestamp>().unwrap() + jiff::SignedDuration::from_hours(24 * day),
    };
    (0..).zip(factors).map(done).collect()
}

fn with_past(snapshot: &Snapshot, efforts: Vec<PastEffort>, hand_offs: Vec<PastHandOff>) -> Snapshot {
    let since = Some("2025-11-24".parse().unwrap());
    Snapshot { past: Arc::new(Past::new(efforts, hand_offs, since)), ..snapshot.clone() }
}

#[test]
fn whoever_takes_half_as_much_again_is_forecast_so_and_it_is_told_in_numbers() {
    let (snapshot, options) = blog();
    let before = forecast(&snapshot, &options, FUTURES);
    assert!(before.projects[0].assumes.efforts.is_empty(), "without a past nothing is said to be learnt");
    let slow = with_past(&snapshot, finished("halima", 8.0, &[1.5; 30]), vec![]);
    let after = forecast(&slow, &options, FUTURES);
    let median = |forecast: &Forecast| forecast.tasks[0].p50;
    assert!(median(&after) > median(&before), "{} {}", median(&after), median(&before));
    let told = &after.projects[0].assumes.efforts;
    let of = |person: &str| told.iter().find(|told| told.person == person).unwrap();
    assert_eq!((of("halima").tasks, of("halima").finished, of("mateus").finished), (1, 30, 0));
    assert!((of("halima").half - 1.5).abs() < 0.05, "{told:?}");
}

/// Shrinkage: one piece of work says half of what is believed, thirty say nearly all of it.
#[test]
fn a_thin_past_leans_on_what_is_generally_believed() {
    let (snapshot, options) = blog();
    let width = |count: usize| {
        let past = with_past(&snapshot, finished("halima", 8.0, &vec![1.0; count]), vec![]);
        let task = &forecast(&past, &options, FUTURES).tasks[0];
        (task.p90.duration_since(options.at) - task.p10.duration_since(options.at)).as_mins()
    };
    let (none, one, thirty) = (width(0), width(1), width(30));
    assert!(none >= one && one > thirty, "{none} {one} {thirty}");
    assert!(thirty < none / 4, "{none} {thirty}");
}

#[test]
fn three_values_and_guesses_are_not_touched_by_the_past() {
    let (mut snapshot, options) = blog();
    snapshot.projects[0].tasks[0].effort =
        Some(righthand_domain::snapshot::Effort::Three { optimistic: 6.0, most_likely: 8.0, pessimistic: 12.0 });
    snapshot.projects[0].tasks[1].effort = None;
    let before = forecast(&snapshot, &options, FUTURES);
    let after = forecast(&with_past(&snapshot, finished("halima", 8.0, &[2.0; 30]), vec![]), &options, FUTURES);
    assert_eq!(before.tasks, after.tasks);
}

fn ill(snapshot: &Snapshot, unplanned: bool) -> Snapshot {
    let mut snapshot = with_past(snapshot, vec![], vec![]);
    for person in &mut snapshot.people {
        for month in 1..=8 {
            let day = jiff::civil::date(2026, month, 10 + month);
            person.time_off.push(TimeOff { from: day, to: day.tomorrow().unwrap(), note: None, unplanned });
        }
    }
    snapshot
}

#[test]
fn absence_is_drawn_only_where_absence_without_notice_is_known() {
    let (snapshot, options) = blog();
    let never = forecast(&with_past(&snapshot, vec![], vec![]), &options, FUTURES);
    assert_eq!(never.projects[0].assumes.absences, None);
    assert_eq!(forecast(&snapshot, &options, FUTURES).tasks, never.tasks, "a file knows of no absence");
    assert_eq!(forecast(&ill(&snapshot, false), &options, FUTURES).tasks, never.tasks, "holidays are planned");
    let often = forecast(&ill(&snapshot, true), &options, FUTURES);
    let told = often.projects[0].assumes.absences.unwrap();
    assert_eq!(told.spells, 32, "four people, eight times each");
    assert!((told.a_year - 8.0).abs() < 0.5 && told.days > 1.0, "{told:?}");
    assert!(often.projects[0].on_time < never.projects[0].on_time);
    assert!(often.projects[0].finish.unwrap().p90 > never.projects[0].finish.unwrap().p90);
}

#[test]
fn the_same_past_gives_the_same_bits_on_any_number_of_threads() {
    let (snapshot, options) = blog();
    let snapshot = ill(&with_past(&snapshot, finished("halima", 8.0, &[1.0, 1.5, 0.8]), vec![]), true);
    let one = forecast(&snapshot, &options, FUTURES);
    for threads in [2, 3] {
        assert_eq!(forecast(&snapshot, &Options { threads, ..options.clone() }, FUTURES), one);
    }
}

fn handed(hours: &[f64]) -> Vec<PastHandOff> {
    let at = "2026-10-01T12:00:00Z".parse().unwrap();
    hours.iter().map(|hours| PastHandOff { manager: "priyanka".into(), hours: *hours, at }).collect()
}

#[test]
fn hand_offs_that_lay_longer_than_the_default_make_the_next_ones_wait_longer() {
    let (snapshot, options) = blog();
    let futures = Futures { waits: true, ..FUTURES };
    let wait = |hours: &[f64]| {
        forecast(&with_past(&snapshot, vec![], handed(hours)), &options, futures).projects[0].assumes.clone()
    };
    let default = wait(&[]);
    assert_eq!((default.hand_offs, default.half_taken_within), (0, None));
    let few = wait(&[8.0; 2]);
    let many = wait(&[8.0; 40]);
    assert!(default.wait_hours < few.wait_hours && few.wait_hours < many.wait_hours, "{default:?} {few:?} {many:?}");
    // Exponential waits whose half is taken within 8 hours have a mean of 8 / ln 2.
    assert!((many.wait_hours - 8.0 / std::f64::consts::LN_2).abs() < 1.5, "{many:?}");
    assert_eq!((many.hand_offs, many.half_taken_within), (40, Some(8.0)));
    let mut once = vec![2.0; 40];
    once.push(5_000.0);
    let robust = wait(&once);
    assert!(robust.wait_hours < 4.0, "one that lay for years says nothing: {robust:?}");
}
