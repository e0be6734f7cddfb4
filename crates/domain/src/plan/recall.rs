//! Recall: the plan that people have already seen, as the planner takes it.

use std::collections::HashMap;
use std::sync::Arc;

use righthand_planner::problem::{Earlier, Minute};
use righthand_planner::{Activity, Calendar};

use super::answer::{Plan, PlannedTask};
use super::build::Work;
use super::who::Who;
use crate::calendar::{edges, instant, minute_down, minute_up, zone_of};
use crate::snapshot::Snapshot;

/// Working days ahead within which work moves only to avoid lateness (product, section 5).
const NEAR_DAYS: usize = 2;

/// Tells every activity where `plan` had it.
pub(super) fn recall(
    plan: &Plan,
    snapshot: &Snapshot,
    (works, activities): (&[Work<'_>], &mut [Activity]),
    people: &[Arc<Calendar>],
    now: Minute,
) {
    let who = Who::of(snapshot);
    let near: Vec<Minute> = (snapshot.people.iter().zip(people))
        .map(|(person, calendar)| near_until(zone_of(&snapshot.business, person).rules(), calendar, now))
        .collect();
    let seen: HashMap<&str, &PlannedTask> = plan.tasks.iter().map(|task| (task.key.as_str(), task)).collect();
    for (work, activity) in works.iter().zip(activities) {
        activity.earlier = seen.get(work.key.as_str()).map(|task| {
            let person = task.person.as_deref().and_then(|key| who.index(key));
            let start = minute_down(task.start);
            let until = person.and_then(|person| near.get(person as usize));
            let calendar = person.and_then(|person| people.get(person as usize));
            Earlier {
                person,
                start,
                near: until.is_some_and(|until| (now..*until).contains(&start)),
                divided: calendar.is_some_and(|calendar| was_put_aside(task, calendar)),
            }
        });
    }
}

/// The end of the person's second day with working time from now on, in their own zone: today counts while some is left.
fn near_until(zone: &jiff::tz::TimeZone, calendar: &Calendar, now: Minute) -> Minute {
    let mut until = now;
    for _ in 0..NEAR_DAYS {
        let Some(next) = calendar.start_of(calendar.work_before(until)) else { break };
        until = minute_up(edges::end_of_day(zone, zone.to_datetime(instant(next)).date()));
    }
    until
}

/// There is working time between two of its pieces.
fn was_put_aside(task: &PlannedTask, calendar: &Calendar) -> bool {
    let work = |at| calendar.work_before(minute_down(at));
    task.segments.windows(2).any(|pair| work(pair[0].finish) < work(pair[1].start))
}
