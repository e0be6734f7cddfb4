//! Choices are wishes: what somebody has no time for goes to whoever has.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

use righthand_planner::generate::{Choices, Generator};
use righthand_planner::{Activity, Calendar, Group, Problem, WhyNot};

/// Halima's engagement ends after an hour; Amara stays for years.
fn people() -> Vec<Arc<Calendar>> {
    vec![Arc::new(Calendar::new([(0, 60)])), Arc::new(Calendar::new([(0, 1_000_000)]))]
}

fn activity(id: u64, effort: i64, people: &[u32]) -> Activity {
    let people = people.to_vec();
    Activity {
        id,
        effort,
        people,
        release: 0,
        links: vec![],
        group: 0,
        due: None,
        soft_due: None,
        earlier: None,
        pinned: false,
    }
}

fn problem(activities: Vec<Activity>) -> Problem {
    Problem::new(0, people(), activities, vec![Group { due: None, due_rest: 0.0, weight: 1.0 }], vec![]).unwrap()
}

/// A run's 21-minute step was once told to be nowhere "for want of free working time": the search had chosen Halima for
/// it, gave her last hour to something else, and never asked Amara, who was free for years.
#[test]
fn what_was_chosen_for_somebody_who_leaves_goes_to_somebody_who_stays() {
    let problem = problem(vec![activity(0, 50, &[0]), activity(1, 21, &[0, 1])]);
    let mut choices = Choices::of(vec![0, 1]);
    choices.who = vec![1, 1];
    let mut generator = Generator::new(&problem);
    assert_eq!(generator.generate(&choices).unplaced, 0);
    assert_eq!(generator.schedule().placed[1].as_ref().map(|placed| placed.person), Ok(Some(1)));
}

#[test]
fn what_nobody_who_may_do_it_has_time_for_is_nowhere() {
    let problem = problem(vec![activity(0, 50, &[0]), activity(1, 21, &[0])]);
    let mut generator = Generator::new(&problem);
    assert_eq!(generator.generate(&Choices::of(vec![0, 1])).unplaced, 1);
    assert_eq!(generator.schedule().placed[1], Err(WhyNot::NoTime));
}
