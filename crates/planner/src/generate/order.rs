//! Orders: priority rules that give a first schedule at once.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::problem::{Minute, Problem, sources};

/// Wall minutes in which a person works one minute, roughly: forty hours of a week's 168.
const WALL_PER_WORK: Minute = 4;
/// Stands for "no due" in priorities.
const FAR: Minute = 1 << 42;

/// A priority rule: which of the activities that can come next comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Latest start first: due less all the work that still follows.
    LatestStart,
    /// Whole groups by due, heavier first among equals.
    Due,
    /// Whole groups, those with the least work for their weight first (Smith 1956).
    LeastWork,
    /// Whole groups by the latest start of their longest chain.
    Slack,
    /// As the input has them.
    Given,
}

impl Rule {
    /// All rules, the one that is best alone first.
    pub const ALL: [Self; 5] = [Self::LatestStart, Self::Due, Self::LeastWork, Self::Slack, Self::Given];
}

/// Every activity once, each after all it waits for, otherwise by the rule.
pub fn ordered(problem: &Problem, rule: Rule) -> Vec<u32> {
    let latest = latest_starts(problem);
    let by_group: Vec<Minute> = match rule {
        Rule::LatestStart | Rule::Given => vec![0; problem.groups().len()],
        Rule::Due => problem.groups().iter().map(|group| group.due.unwrap_or(FAR)).collect(),
        Rule::LeastWork => work_for_weight(problem),
        Rule::Slack => least_by_group(problem, &latest),
    };
    by_priority(problem, |a| {
        let activity = &problem.activities()[a as usize];
        let within = if rule == Rule::Given { 0 } else { latest[a as usize] };
        (by_group[activity.group as usize], within)
    })
}

/// A topological order that takes the least priority first, then the first in the input.
pub(crate) fn by_priority<P: Ord>(problem: &Problem, priority: impl Fn(u32) -> P) -> Vec<u32> {
    let activities = problem.activities();
    let mut waits = vec![0_u32; activities.len()];
    for followers in problem.followers() {
        for &follower in followers {
            waits[follower as usize] += 1;
        }
    }
    let count = u32::try_from(activities.len()).unwrap_or(u32::MAX);
    let mut open: BinaryHeap<Reverse<(P, u32)>> =
        (0..count).filter(|a| waits[*a as usize] == 0).map(|a| Reverse((priority(a), a))).collect();
    let mut order = Vec::with_capacity(activities.len());
    while let Some(Reverse((_, a))) = open.pop() {
        order.push(a);
        for &follower in &problem.followers()[a as usize] {
            waits[follower as usize] -= 1;
            if waits[follower as usize] == 0 {
                open.push(Reverse((priority(follower), follower)));
            }
        }
    }
    order
}

/// When each activity must start at the latest if everybody were free, in rough wall minutes.
fn latest_starts(problem: &Problem) -> Vec<Minute> {
    let activities = problem.activities();
    let mut latest_finish: Vec<Minute> = activities.iter().map(|a| a.due.unwrap_or(FAR)).collect();
    let mut latest_start = vec![FAR; activities.len()];
    for &a in problem.topological().iter().rev() {
        let activity = &activities[a as usize];
        let start = latest_finish[a as usize].saturating_sub(activity.effort.saturating_mul(WALL_PER_WORK));
        latest_start[a as usize] = start;
        for source in sources(activity) {
            latest_finish[source as usize] = latest_finish[source as usize].min(start);
        }
    }
    latest_start
}

fn work_for_weight(problem: &Problem) -> Vec<Minute> {
    let work = |members: &Vec<u32>| -> Minute {
        members.iter().map(|a| problem.activities()[*a as usize].effort).fold(0, Minute::saturating_add)
    };
    let ratio = |(work, weight): (Minute, f64)| if weight > 0.0 { (work as f64 / weight) as Minute } else { FAR };
    problem.members().iter().map(work).zip(problem.groups().iter().map(|g| g.weight)).map(ratio).collect()
}

fn least_by_group(problem: &Problem, latest: &[Minute]) -> Vec<Minute> {
    let least = |members: &Vec<u32>| members.iter().map(|a| latest[*a as usize]).min().unwrap_or(FAR);
    problem.members().iter().map(least).collect()
}
