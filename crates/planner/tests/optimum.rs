//! Tiny problems by trying everything: the search finds the optimum of work that is not put aside.
//!
//! The other side shares no code with the planner: it places tasks minute by minute on arrays of working minutes, for
//! every order and every choice of people.

use std::sync::Arc;

use proptest::prelude::*;
use righthand_planner::improve::search;
use righthand_planner::{Activity, Calendar, Group, Link, LinkKind, Problem, Source};

/// Minutes of the tiny world.
const END: usize = 600;

/// A task: effort, who may (bits), what it waits for, its group.
type Tiny = (i64, u8, Option<usize>, u32);

/// Working minutes of two people.
fn works(person: usize, minute: usize) -> bool {
    if person == 0 { minute % 50 < 30 } else { minute % 70 >= 20 }
}

fn problem(tasks: &[Tiny], dues: [i64; 2]) -> Problem {
    let calendar = |person: usize| {
        let minutes = (0..END).filter(move |m| works(person, *m)).map(|m| m as i64);
        Arc::new(Calendar::new(minutes.map(|m| (m, m + 1))))
    };
    let activity = |(index, task): (usize, &Tiny)| Activity {
        id: index as u64,
        effort: task.0,
        people: (0..2).filter(|p| task.1 & (1 << p) != 0).collect(),
        release: 0,
        links: task
            .2
            .iter()
            .map(|s| Link {
                source: Source::Activity(*s as u32),
                kind: LinkKind::FinishToStart,
                lag: 0,
                working: false,
            })
            .collect(),
        group: task.3,
        // No due here: what nobody would miss is no reason to put anything aside.
        due: None,
        soft_due: None,
        earlier: None,
        pinned: false,
    };
    let groups = dues.map(|due| Group { due: Some(due), due_rest: 0.0, weight: 1.0 }).to_vec();
    let activities = tasks.iter().enumerate().map(activity).collect();
    Problem::new(0, vec![calendar(0), calendar(1)], activities, groups, vec![]).unwrap_or_else(|e| unreachable!("{e}"))
}

/// Least lateness and then least sum of finishes, over all orders and people.
fn best(tasks: &[Tiny], dues: [i64; 2]) -> (i64, i64) {
    let mut best = (i64::MAX, i64::MAX);
    let mut done = vec![None; tasks.len()];
    let mut busy = vec![[false; END]; 2];
    try_all(tasks, dues, &mut done, &mut busy, &mut best);
    best
}

fn try_all(
    tasks: &[Tiny],
    dues: [i64; 2],
    done: &mut Vec<Option<usize>>,
    busy: &mut Vec<[bool; END]>,
    best: &mut (i64, i64),
) {
    if done.iter().all(Option::is_some) {
        let mut value = (0, 0);
        for group in 0..2_u32 {
            let of_group = tasks.iter().zip(done.iter()).filter(|(task, _)| task.3 == group);
            if let Some(finish) = of_group.filter_map(|(_, finish)| *finish).max() {
                value.0 += (finish as i64 - dues[group as usize]).max(0);
                value.1 += finish as i64;
            }
        }
        *best = (*best).min(value);
        return;
    }
    for (index, task) in tasks.iter().enumerate() {
        let ready = match task.2 {
            None => Some(0),
            Some(source) => done[source],
        };
        let (None, Some(ready)) = (done[index], ready) else { continue };
        for person in (0..2).filter(|p| task.1 & (1 << p) != 0) {
            let Some(minutes) = first_place(person, ready, task.0, &busy[person]) else { continue };
            minutes.iter().for_each(|m| busy[person][*m] = true);
            done[index] = minutes.last().map(|last| last + 1);
            try_all(tasks, dues, done, busy, best);
            done[index] = None;
            minutes.iter().for_each(|m| busy[person][*m] = false);
        }
    }
}

/// The first working minutes in a row, on the person's own clock, that are all free.
fn first_place(person: usize, ready: usize, effort: i64, busy: &[bool; END]) -> Option<Vec<usize>> {
    let mine: Vec<usize> = (ready..END).filter(|m| works(person, *m)).collect();
    mine.windows(usize::try_from(effort).ok()?).find(|row| row.iter().all(|m| !busy[*m])).map(<[usize]>::to_vec)
}

fn tiny() -> impl Strategy<Value = Vec<Tiny>> {
    let task = |index: usize| {
        let source = if index == 0 { Just(None).boxed() } else { prop::option::of(0..index).boxed() };
        (prop::sample::select(vec![5_i64, 12, 20, 33]), 1_u8..4, source, 0_u32..2)
    };
    (2_usize..=5).prop_flat_map(move |count| (0..count).map(task).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, max_shrink_iters: 100, rng_seed: proptest::test_runner::RngSeed::Fixed(3), ..ProptestConfig::default() })]

    #[test]
    fn the_search_finds_the_optimum_of_tiny_problems(tasks in tiny(), first in 20_i64..120, second in 20_i64..120) {
        let problem = problem(&tasks, [first, second]);
        let found = search(&problem, 1, 3000, &mut || true);
        let score = found.schedule.score;
        prop_assert_eq!(score.unplaced, 0);
        prop_assert_eq!((score.late as i64, score.finish), best(&tasks, [first, second]));
    }

    #[test]
    fn more_schedules_are_never_worse_and_the_same_seed_is_the_same(tasks in tiny(), due in 20_i64..120) {
        let problem = problem(&tasks, [due, due]);
        let run = |schedules| search(&problem, 7, schedules, &mut || true).schedule;
        prop_assert!(!run(1).score.is_better_than(&run(50).score));
        prop_assert!(!run(50).score.is_better_than(&run(400).score));
        prop_assert_eq!(run(50), run(50));
    }
}
