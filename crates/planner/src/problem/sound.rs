//! Sound: no dangling references, and no numbers that would overflow, or that cannot be compared.

use super::{Activity, Dated, Earlier, Group, Link, MINUTE_MAX, Minute, Source, sources};

/// No weight is larger, so that sums of weighted minutes stay finite.
pub const WEIGHT_MAX: f64 = 1e9;

/// What keeps a problem from being one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsound {
    #[error("activities {0:?} wait for each other in a circle")]
    Cycle(Vec<u32>),
    #[error("activity {0} refers to something that is not there")]
    Dangling(u32),
    #[error("activity {0} has a number beyond {MINUTE_MAX} minutes")]
    Absurd(u32),
    #[error("group {0} has a due, a part of a minute or a weight out of range")]
    AbsurdGroup(u32),
    #[error("date {0} has a due, a part of a minute or a weight out of range, or is of an activity that is not there")]
    AbsurdDate(u32),
    #[error("now is beyond {MINUTE_MAX} minutes")]
    AbsurdNow,
}

/// Everything but circles.
pub(super) fn check(
    now: Minute,
    people: usize,
    activities: &[Activity],
    groups: &[Group],
    dated: &[Dated],
) -> Result<(), Unsound> {
    if absurd(now) {
        return Err(Unsound::AbsurdNow);
    }
    for (index, activity) in (0_u32..).zip(activities) {
        if dangles(activity, people, activities.len(), groups.len()) {
            return Err(Unsound::Dangling(index));
        }
        if is_absurd(activity) {
            return Err(Unsound::Absurd(index));
        }
    }
    for (index, group) in (0_u32..).zip(groups) {
        if group.due.is_some_and(absurd) || !costs(group.due_rest, group.weight) {
            return Err(Unsound::AbsurdGroup(index));
        }
    }
    for (index, date) in (0_u32..).zip(dated) {
        let known = |a: &u32| (*a as usize) < activities.len();
        if absurd(date.due) || !costs(date.due_rest, date.weight) || !date.activities.iter().all(known) {
            return Err(Unsound::AbsurdDate(index));
        }
    }
    Ok(())
}

fn dangles(activity: &Activity, people: usize, activities: usize, groups: usize) -> bool {
    activity.people.iter().any(|person| *person as usize >= people)
        || activity.group as usize >= groups
        || sources(activity).any(|source| source as usize >= activities)
        || activity.earlier.and_then(|earlier| earlier.person).is_some_and(|person| person as usize >= people)
}

fn is_absurd(activity: &Activity) -> bool {
    let Activity { effort, release, links, due, soft_due, earlier, .. } = activity;
    let done = |link: &Link| matches!(link.source, Source::Done(minute) if absurd(minute));
    *effort < 0
        || absurd(*effort)
        || absurd(*release)
        || due.is_some_and(absurd)
        || soft_due.is_some_and(absurd)
        || earlier.is_some_and(|Earlier { start, .. }| absurd(start))
        || links.iter().any(|link| absurd(link.lag) || done(link))
}

fn absurd(minute: Minute) -> bool {
    !(-MINUTE_MAX..=MINUTE_MAX).contains(&minute)
}

/// A part of a minute, and a weight: numbers that a sum of costs may have.
fn costs(due_rest: f64, weight: f64) -> bool {
    (0.0..1.0).contains(&due_rest) && (0.0..=WEIGHT_MAX).contains(&weight)
}
