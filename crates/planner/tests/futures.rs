//! Futures against closed forms, and what must not change anything.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

use righthand_planner::forecast::{Absences, Chances, EffortChance, Outcome, Spread, simulate};
use righthand_planner::generate::{Choices, Generator};
use righthand_planner::{Activity, Calendar, Group, Link, LinkKind, Problem, Schedule, Source};

const FUTURES: u32 = 20_000;
/// Minutes: least, likely, most.
const EFFORT: (f64, f64, f64) = (120.0, 240.0, 720.0);

fn problem(people: usize, activities: Vec<Activity>, due: i64) -> (Problem, Schedule) {
    let groups = vec![Group { due: Some(due), due_rest: 0.0, weight: 1.0 }];
    let calendars = (0..people).map(|_| Arc::new(Calendar::new([(0, 10_000_000)]))).collect();
    let order = (0..activities.len() as u32).collect();
    let problem = Problem::new(0, calendars, activities, groups, vec![]).unwrap();
    let mut generator = Generator::new(&problem);
    generator.generate(&Choices::of(order));
    let schedule = generator.schedule();
    (problem, schedule)
}

fn activity(id: u64, person: u32, after: Option<u32>) -> Activity {
    let link = |a| Link { source: Source::Activity(a), kind: LinkKind::FinishToStart, lag: 0, working: false };
    Activity {
        id: righthand_planner::random::mix(id + 1),
        effort: 240,
        people: vec![person],
        release: 0,
        links: after.map(link).into_iter().collect(),
        group: 0,
        due: None,
        soft_due: None,
        earlier: None,
        pinned: false,
    }
}

fn simulated(problem: &Problem, schedule: &Schedule, seed: u64, threads: usize) -> Outcome {
    let (least, likely, most) = EFFORT;
    let efforts = vec![EffortChance { spread: Spread::Pert { least, likely, most }, spent: 0 }; schedule.placed.len()];
    let chances =
        Chances { futures: FUTURES, seed, threads, efforts, hand_offs: vec![], absences: vec![], risks: vec![] };
    simulate(problem, schedule, &chances, &|| true)
}

/// Chances by whole minute that one effort takes so long, by summing the PERT density finely.
fn by_minute() -> Vec<f64> {
    let (least, likely, most) = EFFORT;
    let (alpha, beta) = (1.0 + 4.0 * (likely - least) / (most - least), 1.0 + 4.0 * (most - likely) / (most - least));
    let mut chances = vec![0.0; most as usize + 2];
    let steps = 200_000;
    for step in 0..steps {
        let x = (f64::from(step) + 0.5) / f64::from(steps);
        let minute = (least + (most - least) * x).round() as usize;
        chances[minute] += x.powf(alpha - 1.0) * (1.0 - x).powf(beta - 1.0);
    }
    let sum: f64 = chances.iter().sum();
    chances.iter().map(|chance| chance / sum).collect()
}

fn convolved(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; a.len() + b.len()];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            sum[i + j] += x * y;
        }
    }
    sum
}

fn until(chances: &[f64], minute: usize) -> f64 {
    chances.iter().take(minute + 1).sum()
}

fn within_three_errors(outcome: &Outcome, expected: f64) {
    let found = f64::from(outcome.on_time[0]) / f64::from(outcome.futures);
    let error = (expected * (1.0 - expected) / f64::from(outcome.futures)).sqrt();
    assert!((found - expected).abs() < 3.0 * error + 1e-4, "{found} instead of {expected}");
}

#[test]
fn a_chain_of_one_person_is_the_convolution() {
    let one = by_minute();
    let both = convolved(&convolved(&one, &one), &one);
    for due in [700, 850, 1000] {
        let chain = (0..3).map(|a| activity(a, 0, (a > 0).then(|| a as u32 - 1))).collect();
        let (problem, schedule) = problem(1, chain, due);
        within_three_errors(&simulated(&problem, &schedule, 3, 1), until(&both, due as usize));
    }
}

#[test]
fn two_parallel_chains_are_the_product_of_their_distributions() {
    let one = by_minute();
    let chain = convolved(&one, &one);
    for due in [450, 560, 700] {
        let both = vec![activity(0, 0, None), activity(1, 0, Some(0)), activity(2, 1, None), activity(3, 1, Some(2))];
        let (problem, schedule) = problem(2, both, due);
        let expected = until(&chain, due as usize).powi(2);
        within_three_errors(&simulated(&problem, &schedule, 5, 2), expected);
    }
}

/// Not at a due alone: at every tenth of the closed form, for a chain and for the later of two unequal chains.
#[test]
fn whole_distributions_are_those_of_the_closed_forms() {
    let one = by_minute();
    let (two, three) = (convolved(&one, &one), convolved(&convolved(&one, &one), &one));
    let chain: Vec<Activity> = (0..3).map(|a| activity(a, 0, (a > 0).then(|| a as u32 - 1))).collect();
    let beside = || [activity(3, 1, None), activity(4, 1, Some(3))];
    let both: Vec<Activity> = chain.iter().cloned().chain(beside()).collect();
    let alone = |minute: usize| until(&three, minute);
    let later = |minute: usize| until(&three, minute) * until(&two, minute);
    let chances: [&dyn Fn(usize) -> f64; 2] = [&alone, &later];
    for (activities, chance) in [chain, both].into_iter().zip(chances) {
        let (problem, schedule) = problem(2, activities, 10_000);
        let outcome = simulated(&problem, &schedule, 13, 1);
        let finishes: Vec<i64> = outcome.group_finish[0].iter().collect();
        for tenth in 1..10 {
            let minute = (0..3_000).find(|minute| chance(*minute) >= f64::from(tenth) / 10.0).unwrap();
            let found = finishes.partition_point(|finish| *finish <= minute as i64) as f64 / f64::from(FUTURES);
            let expected = chance(minute);
            let error = (expected * (1.0 - expected) / f64::from(FUTURES)).sqrt();
            assert!((found - expected).abs() < 3.0 * error + 1e-3, "{tenth}: {found} instead of {expected}");
        }
    }
}

#[test]
fn quantiles_rise_and_any_number_of_threads_gives_the_same_bits() {
    let both = || vec![activity(0, 0, None), activity(1, 1, Some(0)), activity(2, 1, None), activity(3, 0, Some(2))];
    let (problem, schedule) = problem(2, both(), 700);
    let one = simulated(&problem, &schedule, 7, 1);
    for threads in [2, 3, 8] {
        assert_eq!(simulated(&problem, &schedule, 7, threads), one);
    }
    let quantiles: Vec<_> = [0.0, 0.1, 0.5, 0.8, 0.9, 1.0].map(|p| one.group_finish[0].quantile(p).unwrap()).into();
    assert!(quantiles.is_sorted(), "{quantiles:?}");
    let finishes: Vec<_> = one.activity_finish[3].iter().collect();
    assert!(finishes.is_sorted() && finishes.len() == FUTURES as usize);
}

/// Common random numbers: draws are named by activity, so that what comes along later changes nothing else's.
#[test]
fn an_activity_more_for_somebody_else_leaves_every_other_finish_as_it_was() {
    let (before, schedule) = problem(2, vec![activity(0, 0, None), activity(1, 0, Some(0))], 700);
    let alone = simulated(&before, &schedule, 9, 1);
    let (after, schedule) = problem(2, vec![activity(0, 0, None), activity(1, 0, Some(0)), activity(2, 1, None)], 700);
    let along = simulated(&after, &schedule, 9, 1);
    assert_eq!(along.activity_finish[..2], alone.activity_finish[..]);
}

#[test]
fn a_chain_of_very_many_milestones_is_played_to_its_end() {
    let mut chain: Vec<Activity> = (0..200_000).map(|a| activity(a, 0, (a > 0).then(|| a as u32 - 1))).collect();
    chain.iter_mut().skip(1).for_each(|milestone| (milestone.effort, milestone.people) = (0, vec![]));
    let (problem, schedule) = problem(1, chain, 700);
    let chances = Chances {
        futures: 1,
        seed: 1,
        threads: 1,
        efforts: vec![],
        hand_offs: vec![],
        absences: vec![],
        risks: vec![],
    };
    let outcome = simulate(&problem, &schedule, &chances, &|| true);
    assert_eq!(outcome.group_finish[0].quantile(1.0), Some(240));
}

fn away(rates: &[f64], length: i64) -> Vec<Absences> {
    rates.iter().map(|rate| Absences { rate: *rate, lengths: vec![length] }).collect()
}

fn certain_but_for(problem: &Problem, schedule: &Schedule, absences: Vec<Absences>) -> Outcome {
    let efforts = vec![EffortChance { spread: Spread::Certain(240), spent: 0 }; schedule.placed.len()];
    let chances =
        Chances { futures: FUTURES, seed: 11, threads: 1, efforts, hand_offs: vec![], absences, risks: vec![] };
    simulate(problem, schedule, &chances, &|| true)
}

/// A Poisson process along the work: none in 240 minutes with chance e^-x, one with x e^-x.
#[test]
fn absence_without_notice_comes_as_often_as_it_is_known_to_and_takes_as_long() {
    let x: f64 = 240.0 / 400.0;
    for (due, expected) in [(240, (-x).exp()), (240 + 90, (-x).exp() * (1.0 + x))] {
        let (problem, schedule) = problem(1, vec![activity(0, 0, None)], due);
        within_three_errors(&certain_but_for(&problem, &schedule, away(&[1.0 / 400.0], 90)), expected);
    }
    let (problem, schedule) = problem(1, vec![activity(0, 0, None)], 240);
    for nothing in [0.0, -1.0, f64::NAN] {
        assert_eq!(certain_but_for(&problem, &schedule, away(&[nothing], 90)).on_time[0], FUTURES);
    }
}

#[test]
fn somebody_elses_absence_leaves_every_other_finish_as_it_was() {
    let (problem, schedule) = problem(2, vec![activity(0, 0, None), activity(1, 1, None)], 700);
    let both = certain_but_for(&problem, &schedule, away(&[1.0 / 400.0, 1.0 / 400.0], 90));
    let one = certain_but_for(&problem, &schedule, away(&[1.0 / 400.0, 0.0], 90));
    assert_eq!(both.activity_finish[0], one.activity_finish[0]);
    assert_ne!(both.activity_finish[1], one.activity_finish[1]);
}
