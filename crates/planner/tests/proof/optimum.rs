//! Optimum: the search finds the best of all schedules of tiny problems, and is never better than it.

use righthand_planner::improve::{Found, search};
use righthand_planner::random::Sequence;

use crate::tiny::{Tiny, Value, is_less};
use crate::{holds, rounds};

const SCHEDULES: u64 = 3_000;

/// What the search makes of it, in cells.
pub(crate) fn searched(tiny: &Tiny) -> (Value, Found) {
    let problem = tiny.problem();
    let found = search(&problem, 1, SCHEDULES, &mut || true);
    holds::check(&problem, &found.schedule);
    let score = found.schedule.score;
    assert_eq!(score.unplaced, 0, "{tiny:?}");
    let cells = (score.finish / tiny.cell()) as usize;
    ((score.late / tiny.cell() as f64, cells, score.put_aside as usize), found)
}

#[test]
fn the_search_finds_the_best_of_all_schedules_of_tiny_problems() {
    rounds::play("tiny problems", 300, |seed| {
        let tiny = Tiny::arbitrary(&mut Sequence::new(seed), false);
        let (value, found) = searched(&tiny);
        assert_eq!(value, tiny.best(), "{tiny:#?}\n{:?}", found.schedule.placed);
    });
}

#[test]
fn the_search_finds_the_best_of_all_schedules_where_work_may_be_put_aside() {
    rounds::play("tiny problems with work put aside", 50, |seed| {
        let tiny = Tiny::arbitrary(&mut Sequence::new(seed), true);
        let (value, found) = searched(&tiny);
        let best = tiny.best();
        assert!(!is_less(value, best), "{value:?} is better than all there is, {best:?}: {tiny:#?}");
        assert_eq!(value, best, "{tiny:#?}\n{:?}", found.schedule.placed);
    });
}

#[test]
fn what_is_said_to_be_proved_is_the_optimum_and_much_of_it_is_proved() {
    let (rounds, mut proved) = (300, 0);
    for seed in 1..=rounds {
        let tiny = Tiny::arbitrary(&mut Sequence::new(seed), false);
        let (value, found) = searched(&tiny);
        if found.proved {
            proved += 1;
            assert_eq!(value, tiny.best(), "seed {seed}: said to be proved: {tiny:#?}");
            assert!(found.schedules <= SCHEDULES);
        }
    }
    println!("{proved} of {rounds} proved");
    assert!(proved * 2 > rounds, "only {proved} of {rounds} proved");
}
