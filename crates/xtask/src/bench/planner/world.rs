//! A made business, as the planner takes it: projects of fifty tasks, people with part-time weeks and leave.
//!
//! Effort 1 to 16 hours; 85 % of the tasks wait for one to three of the twelve before them in their project; one person
//! does each. Nothing of it looks like one particular business, so that nothing can be fitted to it.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use righthand_domain::calendar;
use righthand_domain::roles::Role;
use righthand_domain::snapshot::{Business, Holiday, Hours, Means, Person, TimeOff, Week, Zone};
use righthand_planner::problem::Earlier;
use righthand_planner::random::{Sequence, id_of};
use righthand_planner::{Activity, Calendar, Group, Link, LinkKind, Minute, Problem, Schedule, Source};

const TASKS_PER_PROJECT: usize = 50;
/// Percent of the tasks that wait for others, and how far back these are.
const LINKED: usize = 85;
const BACK: usize = 12;
const LINKS_MAX: usize = 3;
const HOURS_MAX: usize = 16;
/// The present: Monday, 23 November 2026, 09:00 in UTC.
const NOW: &str = "2026-11-23T09:00:00Z";
const FIRST_DAY: Date = date(2026, 11, 23);
const DAY: Minute = 24 * 60;
/// What people could do in the days until a due, as a share of what is due: less than one makes projects late.
const TIGHTNESS: f64 = 1.2;

/// The business that the people belong to: a zone with clock changes, a day off for all.
pub(super) fn business() -> Business {
    Business {
        name: "Made".into(),
        time_zone: Zone::named("Europe/Lisbon").unwrap_or_else(Zone::utc),
        currency: None,
        working_week: None,
        holidays: vec![Holiday { date: date(2026, 12, 25), name: None }],
        means: Means::default(),
    }
}

/// People in three zones, with four to eight hours on three to five days, and a week or two of leave each.
pub(super) fn people(count: usize) -> Vec<Person> {
    let mut random = Sequence::new(5);
    let zones = ["Europe/Lisbon", "America/New_York", "Australia/Sydney"];
    (0..count)
        .map(|index| {
            let mut week = Week::default();
            for day in 0..3 + random.below(3) {
                let from = 8 * 60 + 30 * u16::try_from(random.below(5)).unwrap_or(0);
                let noon = Hours { from, to: from + 120 + 30 * u16::try_from(random.below(5)).unwrap_or(0) };
                week.0[day] = vec![
                    noon,
                    Hours { from: noon.to + 60, to: noon.to + 180 + 30 * u16::try_from(random.below(5)).unwrap_or(0) },
                ];
            }
            let away =
                FIRST_DAY.saturating_add(jiff::Span::new().days(i64::try_from(7 + random.below(50)).unwrap_or(7)));
            let back = away.saturating_add(jiff::Span::new().days(i64::try_from(4 + random.below(10)).unwrap_or(4)));
            Person {
                key: format!("p{index}"),
                name: format!("Person {index}"),
                email: None,
                role: Role::TeamMember,
                skills: Vec::new(),
                hours_per_week: None,
                working_week: Some(week),
                time_zone: zones.get(index % zones.len()).and_then(|name| Zone::named(name)),
                time_off: vec![TimeOff { from: away, to: back, note: None, unplanned: false }],
                engagement: None,
                flexible: false,
                holidays: None,
            }
        })
        .collect()
}

/// Their working time over so many days from now.
pub(super) fn calendars(business: &Business, people: &[Person], days: Minute) -> Vec<Arc<Calendar>> {
    let from = now();
    people.iter().map(|person| Arc::new(calendar::compile(business, person, &[], from, from + days * DAY))).collect()
}

/// The whole problem, with working time for `days`.
pub(super) fn problem(tasks: usize, people: usize, days: Minute) -> anyhow::Result<Problem> {
    let business = business();
    let calendars = calendars(&business, &self::people(people), days);
    let mut random = Sequence::new(tasks as u64);
    let mut activities: Vec<Activity> = (0..tasks).map(|index| activity(index, people, &mut random)).collect();
    let groups = groups(&activities, people);
    for activity in &mut activities {
        activity.due = groups.get(activity.group as usize).and_then(|group| group.due);
    }
    Ok(Problem::new(now(), calendars, activities, groups, Vec::new())?)
}

/// The same problem after one task has become twice as long, with the plan that people have seen.
pub(super) fn edited(problem: &Problem, seen: &Schedule, edit: usize) -> anyhow::Result<Problem> {
    let mut activities = problem.activities().to_vec();
    for (activity, placed) in activities.iter_mut().zip(&seen.placed) {
        activity.earlier = placed.as_ref().ok().map(|placed| Earlier {
            person: placed.person,
            start: placed.start,
            near: placed.start < problem.now() + 2 * DAY,
            divided: placed.pieces.len() > 1,
        });
    }
    let count = activities.len();
    if let Some(activity) = activities.get_mut(edit % count.max(1)) {
        activity.effort *= 2;
    }
    let (people, groups) = (problem.people().to_vec(), problem.groups().to_vec());
    Ok(Problem::new(problem.now(), people, activities, groups, Vec::new())?)
}

fn now() -> Minute {
    NOW.parse::<Timestamp>().map_or(0, |at| at.as_second() / 60)
}

fn activity(index: usize, people: usize, random: &mut Sequence) -> Activity {
    let place = index % TASKS_PER_PROJECT;
    let mut links = Vec::new();
    if place > 0 && random.chance(LINKED) {
        for _ in 0..=random.below(LINKS_MAX) {
            let source = Source::Activity((index - 1 - random.below(place.min(BACK))) as u32);
            if links.iter().all(|link: &Link| link.source != source) {
                links.push(Link { source, kind: LinkKind::FinishToStart, lag: 0, working: false });
            }
        }
    }
    Activity {
        id: id_of(&format!("task-{index}")),
        effort: 60 * (1 + random.below(HOURS_MAX)) as Minute,
        people: vec![random.below(people) as u32],
        release: now(),
        links,
        group: (index / TASKS_PER_PROJECT) as u32,
        due: None,
        soft_due: None,
        earlier: None,
        pinned: false,
    }
}

/// Dues one after the other, as the work of all before them can just not be done by then.
fn groups(activities: &[Activity], people: usize) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut work = 0;
    for (index, project) in activities.chunks(TASKS_PER_PROJECT).enumerate() {
        work += project.iter().map(|activity| activity.effort).sum::<Minute>();
        // A person works about 26 of the 168 hours of a week.
        let due = now() + (work as f64 * 6.5 * TIGHTNESS / people as f64) as Minute + 14 * DAY;
        groups.push(Group { due: Some(due), due_rest: 0.0, weight: 1.0 + (index % 3) as f64 });
    }
    groups
}
