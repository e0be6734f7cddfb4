//! Metamorphic: what a change of the question must do to the answer, whatever the answer is.

use righthand_planner::improve::search;
use righthand_planner::problem::Earlier;
use righthand_planner::random::Sequence;
use righthand_planner::{Activity, Calendar, Dated, Group, Link, Minute, Placement, Problem, Score, Source};

use crate::optimum::searched;
use crate::rounds;
use crate::tiny::{Tiny, is_less};

/// Tasks of a problem that is too large to try everything.
const MANY: usize = 9;

/// Makes the question no harder, in one of four ways.
fn eased(random: &mut Sequence, tiny: &Tiny) -> Tiny {
    let mut eased = tiny.clone();
    let task = random.below(tiny.tasks.len());
    match random.below(4) {
        // Somebody works more.
        0 => {
            let person = random.below(tiny.works.len());
            let from = random.below(20);
            eased.works[person][from..from + 1 + random.below(6)].fill(true);
        }
        // One more may do it.
        1 => eased.tasks[task].people = (0..tiny.works.len() as u32).collect(),
        // A date is later.
        2 => {
            eased.groups[random.below(2)].0 += 1 + random.below(4);
            eased.tasks[task].due = tiny.tasks[task].due.map(|due| due + 2);
        }
        // It waits for one less, and may begin sooner.
        _ => {
            eased.tasks[task].links.pop();
            eased.tasks[task].release = 0;
        }
    }
    eased
}

#[test]
fn more_capacity_a_looser_date_and_a_removed_dependency_never_worsen_the_optimum_of_tiny_problems() {
    rounds::play("eased tiny problems", 400, |seed| {
        let mut random = Sequence::new(seed);
        let tiny = Tiny::arbitrary(&mut random, false);
        let eased = eased(&mut random, &tiny);
        let (before, after) = (searched(&tiny).0, searched(&eased).0);
        assert!(!is_less(before, after), "{before:?} has become {after:?}: {tiny:#?} {eased:#?}");
    });
}

#[test]
fn a_search_that_is_given_the_old_plan_is_never_worse_after_the_question_is_eased() {
    rounds::play("eased problems with an old plan", 2_000, |seed| {
        let mut random = Sequence::new(seed);
        let tiny = Tiny::of_so_many(&mut random, MANY, false);
        let old = search(&tiny.problem(), seed, 40, &mut || true).schedule;
        let eased = eased(&mut random, &tiny).problem();
        let seen = |a: usize| {
            let placement: &Placement = old.placed[a].as_ref().ok()?;
            Some(Earlier { person: placement.person, start: placement.start, near: false, divided: false })
        };
        let given = changed(&eased, |a, activity| Activity { earlier: seen(a), ..activity });
        for schedules in [1, 20] {
            let again = search(&given, seed, schedules, &mut || true).schedule.score;
            assert!(measure(&again) <= measure(&old.score), "{:?} has become {again:?}: {tiny:#?}", old.score);
        }
    });
}

/// What counts, in order: places found, cost, finishes.
fn measure(score: &Score) -> (u32, i64, Minute) {
    (score.unplaced, (score.late * 2.0).round() as i64, score.finish)
}

/// The same problem with other activities.
fn changed(problem: &Problem, change: impl Fn(usize, Activity) -> Activity) -> Problem {
    let activities = problem.activities().iter().cloned().enumerate().map(|(a, activity)| change(a, activity));
    let (groups, dated) = (problem.groups().to_vec(), problem.dated().to_vec());
    Problem::new(problem.now(), problem.people().to_vec(), activities.collect(), groups, dated).unwrap()
}

#[test]
fn permuted_input_has_an_equal_objective() {
    rounds::play("permuted tiny problems", 300, |seed| {
        let mut random = Sequence::new(seed);
        let tiny = Tiny::arbitrary(&mut random, seed.is_multiple_of(4));
        let mut order: Vec<usize> = (0..tiny.tasks.len()).collect();
        (1..order.len()).for_each(|at| order.swap(at, random.below(at + 1)));
        let place = |task: usize| order.iter().position(|other| *other == task).unwrap();
        let mut permuted = tiny.clone();
        permuted.tasks = order.iter().map(|task| tiny.tasks[*task].clone()).collect();
        permuted.tasks.iter_mut().flat_map(|task| &mut task.links).for_each(|link| link.on = place(link.on));
        // People and groups the other way round, too.
        permuted.works.reverse();
        permuted.groups.reverse();
        let last = tiny.works.len() as u32 - 1;
        for task in &mut permuted.tasks {
            task.group = 1 - task.group;
            task.people.iter_mut().for_each(|person| *person = last - *person);
        }
        assert_eq!(searched(&permuted).0, searched(&tiny).0, "{tiny:#?}");
    });
}

#[test]
fn everything_shifted_by_weeks_is_planned_as_many_weeks_later() {
    rounds::play("shifted problems", 300, |seed| {
        let mut random = Sequence::new(seed);
        let divisible = random.chance(50);
        let problem = Tiny::of_so_many(&mut random, MANY, divisible).problem();
        let by = 7 * 1_440 * (1 + random.below(300) as Minute);
        let (here, there) = (searched_quickly(&problem), searched_quickly(&shifted(&problem, by)));
        assert_eq!(there.1, here.1, "the score is counted from now");
        let moved = |placement: &Placement| Placement {
            start: placement.start + by,
            finish: placement.finish + by,
            ..placement.clone()
        };
        let later: Vec<_> = here.0.iter().map(|placed| placed.as_ref().map(moved).map_err(|why| *why)).collect();
        assert_eq!(there.0, later);
    });
}

fn searched_quickly(problem: &Problem) -> (Vec<Result<Placement, righthand_planner::WhyNot>>, Score) {
    let schedule = search(problem, 5, 60, &mut || true).schedule;
    (schedule.placed, schedule.score)
}

fn shifted(problem: &Problem, by: Minute) -> Problem {
    let calendar = |calendar: &std::sync::Arc<Calendar>| {
        let windows = calendar.windows().iter().map(|window| (window.start + by, window.end + by));
        std::sync::Arc::new(Calendar::new(windows))
    };
    let link = |link: &Link| match link.source {
        Source::Done(minute) => Link { source: Source::Done(minute + by), ..*link },
        Source::Activity(_) => *link,
    };
    let activity = |activity: &Activity| Activity {
        release: activity.release + by,
        links: activity.links.iter().map(link).collect(),
        due: activity.due.map(|due| due + by),
        ..activity.clone()
    };
    let group = |group: &Group| Group { due: group.due.map(|due| due + by), ..*group };
    let dated = |dated: &Dated| Dated { due: dated.due + by, ..dated.clone() };
    Problem::new(
        problem.now() + by,
        problem.people().iter().map(calendar).collect(),
        problem.activities().iter().map(activity).collect(),
        problem.groups().iter().map(group).collect(),
        problem.dated().iter().map(dated).collect(),
    )
    .unwrap()
}
