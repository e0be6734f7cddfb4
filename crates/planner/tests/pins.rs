//! Pins: what is pinned keeps its time, everything else flows around it, and nobody is overbooked for it (R11, R20).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

use righthand_planner::forecast::{Chances, EffortChance, RiskChance, Spread, simulate};
use righthand_planner::generate::{Choices, Generator};
use righthand_planner::improve::search;
use righthand_planner::{Activity, Calendar, Group, Link, LinkKind, Problem, Source};

/// One person who works without a break, so that working minutes are wall minutes.
fn problem(activities: Vec<Activity>, due: i64) -> Problem {
    let halima = vec![Arc::new(Calendar::new([(0, 1_000_000)]))];
    let groups = vec![Group { due: Some(due), due_rest: 0.0, weight: 1.0 }];
    Problem::new(0, halima, activities, groups, vec![]).unwrap()
}

fn activity(id: u64, effort: i64) -> Activity {
    Activity {
        id,
        effort,
        people: vec![0],
        release: 0,
        links: vec![],
        group: 0,
        due: None,
        soft_due: None,
        earlier: None,
        pinned: false,
    }
}

fn pinned(id: u64, effort: i64, release: i64) -> Activity {
    Activity { release, pinned: true, ..activity(id, effort) }
}

fn after(activity: Activity, source: u32) -> Activity {
    let link = Link { source: Source::Activity(source), kind: LinkKind::FinishToStart, lag: 0, working: false };
    Activity { links: vec![link], ..activity }
}

#[test]
fn r20_what_is_pinned_keeps_its_time_wherever_it_is_in_the_order() {
    let problem = problem(vec![activity(0, 100), activity(1, 80), pinned(2, 30, 120)], 10_000);
    let mut generator = Generator::new(&problem);
    for order in [vec![0, 1, 2], vec![2, 1, 0], vec![1, 0, 2]] {
        let score = generator.generate(&Choices::of(order));
        let schedule = generator.schedule();
        assert_eq!(schedule.placed[2].as_ref().unwrap().start, 120);
        assert_eq!(score.unkept, 0);
        let mut pieces: Vec<_> =
            schedule.placed.iter().flat_map(|placed| placed.as_ref().unwrap().pieces.clone()).collect();
        pieces.sort_unstable();
        assert!(pieces.windows(2).all(|pair| pair[0].1 <= pair[1].0), "R11: {pieces:?}");
    }
}

#[test]
fn r11_a_pin_gives_way_to_what_it_waits_for_and_its_time_is_free_again() {
    let problem = problem(vec![activity(0, 200), after(pinned(1, 30, 120), 0), activity(2, 20)], 10_000);
    let mut generator = Generator::new(&problem);
    let score = generator.generate(&Choices::of(vec![0, 1, 2]));
    let schedule = generator.schedule();
    let of = |a: usize| schedule.placed[a].as_ref().unwrap();
    // The kept time is still taken while what it waits for is placed: that cannot be in two places.
    assert!(of(1).start >= of(0).finish);
    assert_eq!(score.unkept, 1);
    assert!(of(2).finish <= of(0).start || of(2).start >= 120, "{:?}", of(2));
}

#[test]
fn r20_a_search_does_first_what_a_pin_waits_for() {
    let problem = problem(vec![activity(0, 100), activity(1, 100), after(pinned(2, 30, 120), 1)], 10_000);
    let found = search(&problem, 1, 200, &mut || true);
    assert_eq!(found.schedule.score.unkept, 0);
    assert_eq!(found.schedule.placed[2].as_ref().unwrap().start, 120);
}

#[test]
fn long_work_is_put_aside_for_what_is_pinned_rather_than_begun_after_it() {
    let problem = problem(vec![activity(0, 400), pinned(1, 60, 120)], 10_000);
    let found = search(&problem, 1, 50, &mut || true);
    let long = found.schedule.placed[0].as_ref().unwrap();
    assert_eq!(long.pieces, [(0, 120), (180, 460)]);
}

#[test]
fn a_risk_comes_true_in_its_share_of_the_futures_and_makes_its_work_longer() {
    let problem = problem(vec![activity(7, 100)], 100);
    let mut generator = Generator::new(&problem);
    generator.generate(&Choices::of(vec![0]));
    let schedule = generator.schedule();
    let futures = |risks: Vec<RiskChance>| {
        let efforts = vec![EffortChance { spread: Spread::Certain(100), spent: 0 }];
        let chances =
            Chances { futures: 20_000, seed: 3, threads: 2, efforts, hand_offs: vec![], absences: vec![], risks };
        simulate(&problem, &schedule, &chances, &|| true)
    };
    let risk = |id, chance| RiskChance { id, activity: 0, chance, minutes: 60 };
    assert_eq!(futures(vec![]).on_time, [20_000]);
    assert_eq!(futures(vec![risk(1, 1.0)]).on_time, [0]);
    assert_eq!(futures(vec![risk(1, 1.0)]).group_finish[0].quantile(0.5), Some(160));
    // Three standard errors of a share of 0.7 over as many futures are a hundredth.
    let on_time = f64::from(futures(vec![risk(1, 0.3)]).on_time[0]) / 20_000.0;
    assert!((on_time - 0.7).abs() < 0.01, "{on_time}");
    // Two risks come true independently.
    let on_time = f64::from(futures(vec![risk(1, 0.3), risk(2, 0.3)]).on_time[0]) / 20_000.0;
    assert!((on_time - 0.49).abs() < 0.011, "{on_time}");
}

#[test]
fn a_pinned_milestone_takes_nobodys_time_however_often_the_plan_is_made() {
    let problem = problem(vec![activity(0, 100), after(pinned(1, 0, 50), 0), pinned(2, 30, 200)], 10_000);
    let mut generator = Generator::new(&problem);
    // The second schedule is made in the memory of the first, in which the milestone had a place and no person.
    for _ in 0..2 {
        let score = generator.generate(&Choices::of(vec![0, 1, 2]));
        let milestone = generator.schedule().placed[1].clone().unwrap();
        assert_eq!((milestone.person, milestone.start, milestone.finish), (None, 100, 100));
        assert_eq!(score.unkept, 0);
    }
    assert_eq!(search(&problem, 1, 200, &mut || true).schedule.score.unplaced, 0);
}
