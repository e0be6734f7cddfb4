//! A lower bound: links, releases and calendars, as if everybody were free at once; and, for what only one person can do,
//! that nobody does two things at a time.

use crate::problem::{Link, Minute, Problem, Source};
use crate::schedule::late_minutes;

/// Least weighted minutes late, and least sum of the groups' minutes to finish.
pub(super) fn lower_bound(problem: &Problem) -> (f64, Minute) {
    let earliest = earliest(problem);
    let own = own_work(problem, &earliest);
    let ends = ends(problem, &earliest, &own);
    let late_of = |group: usize| {
        let of = &problem.groups()[group];
        of.due.zip(ends[group]).map_or(0.0, |(due, end)| late_minutes(due, of.due_rest, end) * of.weight)
    };
    let finishes = ends.iter().flatten().map(|end| end - problem.now()).sum::<Minute>();
    let mut late = (0..ends.len()).map(late_of).sum::<f64>();
    for dated in problem.dated() {
        let finish = dated.activities.iter().map(|a| earliest[*a as usize].1).max().unwrap_or(Minute::MIN / 2);
        late += late_minutes(dated.due, dated.due_rest, finish) * dated.weight;
    }
    // What several groups want of one person comes one after the other. A group is counted with one person only.
    let queues: Vec<Queue> = own.iter().filter_map(|own| queue(problem, own, &ends)).collect();
    let more = |gain: &dyn Fn(&Queue) -> f64| disjoint(&queues, gain, ends.len());
    let later = more(&|queue| queue.finishes as f64) as Minute;
    let costlier = more(&|queue| queue.late - queue.groups.iter().map(|group| late_of(*group)).sum::<f64>());
    (late + costlier, finishes + later)
}

/// What only this person can do, by group: the earliest start and the effort of each activity.
struct Own {
    person: usize,
    groups: Vec<(usize, Vec<(Minute, Minute)>)>,
}

/// Groups that want the same person's time.
struct Queue {
    groups: Vec<usize>,
    /// Minutes by which their finishes are later altogether than each alone.
    finishes: Minute,
    /// Least weighted minutes late of all of them.
    late: f64,
}

fn own_work(problem: &Problem, earliest: &[(Minute, Minute)]) -> Vec<Own> {
    let mut all: Vec<Own> = (0..problem.people().len()).map(|person| Own { person, groups: Vec::new() }).collect();
    for (group, members) in problem.members().iter().enumerate() {
        for &a in members {
            let activity = &problem.activities()[a as usize];
            let ([person], true) = (activity.people.as_slice(), activity.effort > 0) else { continue };
            let of_person = &mut all[*person as usize].groups;
            if of_person.last().is_none_or(|(last, _)| *last != group) {
                of_person.push((group, Vec::new()));
            }
            if let Some((_, works)) = of_person.last_mut() {
                works.push((earliest[a as usize].0, activity.effort));
            }
        }
    }
    all
}

/// By group: when it has finished at the earliest. From any minute on, a person needs the time for all of its work that
/// starts no earlier.
fn ends(problem: &Problem, earliest: &[(Minute, Minute)], own: &[Own]) -> Vec<Option<Minute>> {
    let members = problem.members().iter();
    let mut ends: Vec<Option<Minute>> =
        members.map(|members| members.iter().map(|a| earliest[*a as usize].1).max()).collect();
    for of_person in own {
        let calendar = &problem.people()[of_person.person];
        for (group, works) in &of_person.groups {
            let mut latest_first = works.clone();
            latest_first.sort_unstable_by_key(|(start, _)| std::cmp::Reverse(*start));
            let mut sum: Minute = 0;
            for (start, effort) in latest_first {
                sum = sum.saturating_add(effort);
                let end = calendar.end_of(calendar.work_before(start).saturating_add(sum));
                ends[*group] = ends[*group].max(end);
            }
        }
    }
    ends
}

/// Shortest work first gives the least first, second, … finish (Smith 1956); the least lateness pairs these with the dues
/// in order, as being late costs more the later it is.
fn queue(problem: &Problem, own: &Own, ends: &[Option<Minute>]) -> Option<Queue> {
    let calendar = &problem.people()[own.person];
    let first = own.groups.iter().flat_map(|(_, works)| works).map(|(start, _)| *start).min()?;
    let mut works: Vec<Minute> = own.groups.iter().map(|(_, works)| works.iter().map(|(_, work)| work).sum()).collect();
    works.sort_unstable();
    let groups: Vec<usize> = own.groups.iter().map(|(group, _)| *group).collect();
    let mut alone: Vec<Minute> = groups.iter().filter_map(|group| ends[*group]).collect();
    alone.sort_unstable();
    let of = || groups.iter().map(|group| &problem.groups()[*group]);
    let mut dues: Vec<Minute> = of().map(|group| group.due.unwrap_or(Minute::MAX)).collect();
    dues.sort_unstable();
    let rest = of().map(|group| group.due_rest).fold(0.0, f64::max);
    let weight = of().map(|group| group.weight).fold(f64::INFINITY, f64::min);
    let (mut done, mut queue) = (calendar.work_before(first), Queue { groups, finishes: 0, late: 0.0 });
    for ((work, alone), due) in works.into_iter().zip(alone).zip(dues) {
        done = done.saturating_add(work);
        let finish = calendar.end_of(done)?.max(alone);
        queue.finishes += finish - alone;
        queue.late += late_minutes(due, rest, finish).max(0.0) * weight;
    }
    Some(queue)
}

/// The sum of the largest gains of queues that have no group in common.
fn disjoint(queues: &[Queue], gain: &dyn Fn(&Queue) -> f64, groups: usize) -> f64 {
    let mut all: Vec<(f64, &Queue)> = queues.iter().map(|queue| (gain(queue), queue)).collect();
    all.retain(|(gain, _)| *gain > 0.0);
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut counted = vec![false; groups];
    let mut sum = 0.0;
    for (gain, queue) in all {
        if queue.groups.iter().all(|group| !counted[*group]) {
            queue.groups.iter().for_each(|group| counted[*group] = true);
            sum += gain;
        }
    }
    sum
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
