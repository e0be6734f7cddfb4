//! Holds: is a schedule true to its problem? By walking the windows of working time, without the planner's calendar.

use righthand_planner::problem::PIECE_MIN;
use righthand_planner::project::{Project, Solution};
use righthand_planner::{Calendar, Link, LinkKind, Minute, Placement, Problem, Schedule, Source, WhyNot};

/// Panics with what is wrong.
pub(crate) fn check(problem: &Problem, schedule: &Schedule) {
    assert_eq!(schedule.placed.len(), problem.activities().len());
    for (a, placed) in schedule.placed.iter().enumerate() {
        match placed {
            Ok(placement) => {
                place(problem, a, placement);
                problem.activities()[a].links.iter().for_each(|link| held(problem, schedule, a, placement, link));
            }
            Err(why_not) => nowhere(problem, schedule, a, *why_not),
        }
    }
    for person in 0..problem.people().len() as u32 {
        let placed = schedule.placed.iter().flatten().filter(|placement| placement.person == Some(person));
        let mut pieces: Vec<(Minute, Minute)> = placed.flat_map(|placement| placement.pieces.clone()).collect();
        pieces.sort_unstable();
        assert!(pieces.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{person} does two things at once: {pieces:?}");
    }
}

fn place(problem: &Problem, a: usize, placement: &Placement) {
    let activity = &problem.activities()[a];
    assert!(placement.start >= activity.release.max(problem.now()), "{a} starts too early: {placement:?}");
    let Some(person) = placement.person else {
        assert!(activity.effort == 0 && placement.pieces.is_empty() && placement.start == placement.finish, "{a}");
        return;
    };
    assert!(activity.people.contains(&person), "{a} is not {person}'s");
    let calendar = &problem.people()[person as usize];
    let pieces = &placement.pieces;
    assert!(pieces.iter().all(|(from, to)| 0 <= *from && from < to), "{a}: {pieces:?}");
    assert_eq!(pieces.iter().map(|(from, to)| to - from).sum::<Minute>(), activity.effort, "{a}: {pieces:?}");
    let (first, last) = (pieces[0].0, pieces[pieces.len() - 1].1);
    assert_eq!(Some(placement.start), minute_of(calendar, first), "{a} does not start with its first minute");
    assert_eq!(Some(placement.finish), minute_of(calendar, last - 1).map(|last| last + 1), "{a} does not end there");
    for pair in pieces.windows(2) {
        assert!(pair[0].1 < pair[1].0, "{a}: pieces touch: {pieces:?}");
        let ends_with_window = minute_of(calendar, pair[0].1) != minute_of(calendar, pair[0].1 - 1).map(|m| m + 1);
        assert!(pair[0].1 - pair[0].0 >= PIECE_MIN || ends_with_window, "{a}: a crumb: {pieces:?}");
    }
}

fn held(problem: &Problem, schedule: &Schedule, a: usize, placement: &Placement, link: &Link) {
    let (from_start, from_finish) = match link.source {
        Source::Done(minute) => (minute, minute),
        Source::Activity(source) => match &schedule.placed[source as usize] {
            Ok(before) => (before.start, before.finish),
            Err(_) => panic!("{a} is placed and waits for {source}, which is nowhere"),
        },
    };
    let (from, end) = match link.kind {
        LinkKind::FinishToStart => (from_finish, placement.start),
        LinkKind::StartToStart => (from_start, placement.start),
        LinkKind::FinishToFinish => (from_finish, placement.finish),
        LinkKind::StartToFinish => (from_start, placement.finish),
    };
    let between = match placement.person.filter(|_| link.working && link.lag != 0) {
        Some(person) => {
            let calendar = &problem.people()[person as usize];
            work_before(calendar, end) - work_before(calendar, from)
        }
        None => end - from,
    };
    // Before all known working time nothing can be counted.
    let counted = !link.working || link.lag >= 0 || placement.person.is_none();
    assert!(!counted || between >= link.lag, "{a} is {between} after its source: {link:?} {placement:?}");
}

fn nowhere(problem: &Problem, schedule: &Schedule, a: usize, why_not: WhyNot) {
    let activity = &problem.activities()[a];
    match why_not {
        WhyNot::Nobody => assert!(activity.effort > 0 && activity.people.is_empty(), "{a}: somebody may do it"),
        WhyNot::WaitsFor(source) => {
            assert!(schedule.placed[source as usize].is_err(), "{a}: {source} is somewhere");
            let waits = |link: &Link| link.source == Source::Activity(source);
            assert!(activity.links.iter().any(waits), "{a} does not wait for {source}");
        }
        WhyNot::NoTime => assert!(activity.effort > 0, "{a}: a milestone takes no time"),
    }
}

/// The wall minute of working minute `work`.
fn minute_of(calendar: &Calendar, work: Minute) -> Option<Minute> {
    let mut left = work;
    for window in calendar.windows() {
        if left < window.end - window.start {
            return Some(window.start + left);
        }
        left -= window.end - window.start;
    }
    None
}

fn work_before(calendar: &Calendar, wall: Minute) -> Minute {
    calendar.windows().iter().map(|window| (wall.min(window.end) - window.start).max(0)).sum()
}

/// The same of a project of the literature.
pub(crate) fn check_project(project: &Project, solution: &Solution) {
    let mode = |a: usize| &project.modes[a][solution.mode[a] as usize];
    let finish = |a: usize| solution.start[a] + mode(a).duration;
    let all = 0..project.modes.len();
    assert_eq!(all.clone().map(finish).max().unwrap_or(0), solution.makespan, "the makespan is not the last finish");
    for (a, successors) in project.successors.iter().enumerate() {
        for successor in successors {
            assert!(solution.start[*successor as usize] >= finish(a), "{successor} starts before {a} has finished");
        }
    }
    // Only where something starts can more be taken than before.
    for &period in &solution.start {
        for (resource, capacity) in project.renewable.iter().enumerate() {
            let runs = |a: &usize| solution.start[*a] <= period && period < finish(*a);
            let used: u32 = all.clone().filter(runs).map(|a| mode(a).renewable[resource]).sum();
            assert!(used <= *capacity, "resource {resource} is overdrawn in period {period}");
        }
    }
    for (resource, stock) in project.nonrenewable.iter().enumerate() {
        let used: u32 = all.clone().map(|a| mode(a).nonrenewable[resource]).sum();
        assert!(used <= *stock, "non-renewable resource {resource} is overdrawn");
    }
}
