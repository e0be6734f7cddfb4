//! A lower bound: everybody is free at once, only links, releases and calendars count.

use crate::problem::{Link, Minute, Problem, Source};
use crate::schedule::late_minutes;

/// Least weighted minutes late, and least sum of the groups' minutes to finish.
pub(super) fn lower_bound(problem: &Problem) -> (f64, Minute) {
    let earliest = earliest(problem);
    let mut late = 0.0;
    let mut sum = 0;
    for (group, members) in problem.groups().iter().zip(problem.members()) {
        let Some(finish) = members.iter().map(|a| earliest[*a as usize].1).max() else { continue };
        sum += finish - problem.now();
        late += group.due.map_or(0.0, |due| late_minutes(due, group.due_rest, finish)) * group.weight;
    }
    for dated in problem.dated() {
        let finish = dated.activities.iter().map(|a| earliest[*a as usize].1).max().unwrap_or(Minute::MIN / 2);
        late += late_minutes(dated.due, dated.due_rest, finish) * dated.weight;
    }
    (late, sum)
}

/// Earliest start and finish by activity.
fn earliest(problem: &Problem) -> Vec<(Minute, Minute)> {
    let mut earliest = vec![(problem.now(), problem.now()); problem.activities().len()];
    for &a in problem.topological() {
        let activity = &problem.activities()[a as usize];
        let from = |link: &Link| match link.source {
            Source::Done(minute) => minute,
            Source::Activity(source) if link.kind.from_finish() => earliest[source as usize].1,
            Source::Activity(source) => earliest[source as usize].0,
        };
        // A working lag is at least as long on the clock, unless it is negative: then it says nothing here.
        let links = activity.links.iter().filter(|link| !link.working || link.lag >= 0 || activity.effort == 0);
        let mut start = activity.release.max(problem.now());
        let mut finish = Minute::MIN / 2;
        for link in links {
            let bound = from(link).saturating_add(link.lag);
            if link.kind.holds_finish() { finish = finish.max(bound) } else { start = start.max(bound) }
        }
        if activity.effort == 0 {
            let at = start.max(finish);
            earliest[a as usize] = (at, at);
            continue;
        }
        let ends = |person: &u32| {
            let calendar = &problem.people()[*person as usize];
            let work = calendar.work_before(start);
            let least = calendar.work_finishing_from(finish)?.max(work + activity.effort);
            Some((calendar.start_of(least - activity.effort)?, calendar.end_of(least)?))
        };
        let offers: Vec<(Minute, Minute)> = activity.people.iter().filter_map(ends).collect();
        let first_start = offers.iter().map(|offer| offer.0).min().unwrap_or(start);
        let first_end = offers.iter().map(|offer| offer.1).min().unwrap_or(start);
        earliest[a as usize] = (first_start, first_end);
    }
    earliest
}
