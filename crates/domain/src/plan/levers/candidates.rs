//! Candidates: every sensible single change for a late project, the likeliest to help first.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::answer::{Change, Forecast, PartOf, Plan, PlannedTask, ProjectForecast};
use super::super::build::GUESS_HOURS;
use super::changed::{days_of, find, find_anywhere};
use crate::calendar::{edges, minutes_per_week, zone_of};
use crate::snapshot::{Effort, Key, Project, Snapshot, Task};

/// Tasks of the project that are looked at, by their share of the futures' critical chains and from the end.
const TASKS_MAX: usize = 12;
/// People who are tried for one task.
const PEOPLE_MAX: usize = 6;
/// Tasks of other projects that could wait, the longest first.
const POSTPONED_MAX: usize = 40;
/// Changes listed for one project; each costs one pass of the planner.
const LISTED_MAX: usize = 200;
/// Hours a week that somebody is asked to add: a quarter of theirs, in whole hours.
const MORE_HOURS: f64 = 0.25;
/// Work that is shorter is not worth two people.
const SPLIT_HOURS_MIN: f64 = 4.0;
/// How much heavier than any other project a late one is made.
const HEAVIER: f64 = 2.0;

/// At most [`LISTED_MAX`] of them.
pub(super) fn candidates(snapshot: &Snapshot, plan: &Plan, forecast: &Forecast, index: usize) -> Vec<Change> {
    let project = &snapshot.projects[index];
    let mine = PartOf::Project(project.key.clone());
    let critical = |key: &Key| forecast.tasks.iter().find(|task| task.key == *key).map_or(0.0, |task| task.critical);
    let mut tasks: Vec<(f64, &PlannedTask)> = (plan.tasks.iter())
        .filter(|task| task.part_of == mine && task.person.is_some())
        .map(|task| (critical(&task.key), task))
        .collect();
    tasks.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| b.1.start.cmp(&a.1.start)));
    tasks.truncate(TASKS_MAX);
    let mut all = Vec::new();
    all.extend(later_end(snapshot, &forecast.projects[index]));
    all.extend(heavier(snapshot, index));
    let mut asked: Vec<&Key> = Vec::new();
    for (_, planned) in &tasks {
        let Some(from) = &planned.person else { continue };
        let Some(task) = find(&project.tasks, &planned.key) else { continue };
        let able = able(snapshot, plan, task, from);
        all.extend(able.iter().map(|to| Change::Reassign {
            task: planned.key.clone(),
            from: from.clone(),
            to: to.clone(),
        }));
        all.extend(able.iter().filter_map(|to| split(task, from, to)));
        if !asked.contains(&from) {
            asked.push(from);
            all.extend(more_hours(snapshot, from));
            all.extend(time_off(snapshot, project, from, plan));
        }
        all.push(Change::Drop { task: planned.key.clone() });
    }
    all.extend(postponed(snapshot, plan, project, &asked));
    all.truncate(LISTED_MAX);
    all
}

/// Two halves of what is left, where that is long and nothing that is tied to its finish or its parts.
fn split(task: &Task, from: &Key, to: &Key) -> Option<Change> {
    let hours = task.effort.map_or(GUESS_HOURS, Effort::most_likely) - task.spent_hours;
    (hours >= SPLIT_HOURS_MIN && task.children.is_empty()).then(|| Change::Split {
        task: task.key.clone(),
        from: from.clone(),
        to: to.clone(),
        hours: (hours / 2.0 * 60.0).round() / 60.0,
    })
}

/// Time off between now and the project's end, to begin on the day after the end instead.
fn time_off(snapshot: &Snapshot, project: &Project, key: &Key, plan: &Plan) -> Vec<Change> {
    let Some(person) = snapshot.people.iter().find(|person| person.key == *key) else { return Vec::new() };
    let zone = zone_of(&snapshot.business, person).rules();
    let today = zone.to_datetime(plan.at).date();
    let end = zone.to_datetime(edges::due(zone, project.end)).date();
    let Ok(after) = end.checked_add(1.day()) else { return Vec::new() };
    let upcoming = person.time_off.iter().filter(|off| off.from > today && off.from <= end);
    let moved = upcoming.map(|off| Change::MoveTimeOff {
        person: key.clone(),
        from: off.from,
        to: off.to,
        new_from: after,
        new_to: after.saturating_add(days_of(off.from, off.to).days()),
    });
    moved.collect()
}

/// Work for other projects that the same people do first, left until the project's end is over.
fn postponed(snapshot: &Snapshot, plan: &Plan, project: &Project, people: &[&Key]) -> Vec<Change> {
    let zone = snapshot.business.time_zone.rules();
    let end = edges::due(zone, project.end);
    let until = zone.to_datetime(end.max(plan.at)).date();
    let Ok(until): Result<Date, _> = until.checked_add(1.day()) else { return Vec::new() };
    let mine = PartOf::Project(project.key.clone());
    let last = plan.tasks.iter().filter(|task| task.part_of == mine).map(|task| task.finish).max().unwrap_or(plan.at);
    let work = |task: &PlannedTask| -> i64 {
        task.segments.iter().map(|piece| piece.finish.duration_since(piece.start).as_mins()).sum()
    };
    let mut others: Vec<(i64, &Key)> = (plan.tasks.iter())
        .filter(|task| task.part_of != mine && matches!(task.part_of, PartOf::Project(_)) && task.start < last)
        .filter(|task| task.person.as_ref().is_some_and(|person| people.contains(&person)))
        .map(|task| (work(task), &task.key))
        .collect();
    others.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    others.truncate(POSTPONED_MAX);
    let free = |key: &&Key| find_anywhere(&snapshot.projects, key).is_some_and(|task| task.not_before.is_none());
    others
        .into_iter()
        .map(|(_, key)| key)
        .filter(free)
        .map(|key| Change::Postpone { task: key.clone(), until })
        .collect()
}

/// The project counts for more than every other one; `None` where it does already.
fn heavier(snapshot: &Snapshot, index: usize) -> Option<Change> {
    let weight = |project: &Project| project.weight.unwrap_or(1.0);
    let others = snapshot.projects.iter().enumerate().filter(|(at, _)| *at != index);
    let most = others.map(|(_, project)| weight(project)).fold(0.0, f64::max);
    let instead_of = weight(&snapshot.projects[index]);
    let heavier = most * HEAVIER;
    (heavier > instead_of).then_some(Change::LiftWeight { weight: heavier, instead_of })
}

/// People with the skill of whoever has the task now, the least busy in the plan first.
fn able(snapshot: &Snapshot, plan: &Plan, task: &Task, from: &Key) -> Vec<Key> {
    let who = super::super::who::Who::of(snapshot);
    let skills = snapshot.people.iter().find(|person| person.key == *from).map_or(&[][..], |person| &person.skills);
    let skilled = |key: &Key| {
        snapshot.people.iter().any(|person| {
            person.key == *key
                && match &task.skill {
                    Some(skill) => person.skills.contains(skill),
                    None => skills.is_empty() || skills.iter().any(|skill| person.skills.contains(skill)),
                }
        })
    };
    let busy = |key: &Key| -> i64 {
        let of_person = plan.tasks.iter().filter(|task| task.person.as_ref() == Some(key));
        of_person.flat_map(|task| &task.segments).map(|piece| piece.finish.duration_since(piece.start).as_mins()).sum()
    };
    let may = who.may(Some(&task.key), task.kind, &[], None).unwrap_or_default();
    let mut people: Vec<Key> = may.iter().map(|index| snapshot.people[*index as usize].key.clone()).collect();
    people.retain(|key| key != from && skilled(key));
    people.sort_by_cached_key(|key| (busy(key), key.clone()));
    people.truncate(PEOPLE_MAX);
    people
}

pub(in super::super) fn more_hours(snapshot: &Snapshot, key: &Key) -> Option<Change> {
    let person = snapshot.people.iter().find(|person| person.key == *key)?;
    let now = f64::from(minutes_per_week(&snapshot.business, person)) / 60.0;
    let hours_per_week = now + (now * MORE_HOURS).ceil();
    (now > 0.0 && hours_per_week <= crate::calendar::HOURS_PER_WEEK_MAX).then(|| Change::AddHours {
        person: key.clone(),
        hours_per_week,
        instead_of: now,
    })
}

/// The day by which four of five futures are done.
fn later_end(snapshot: &Snapshot, project: &ProjectForecast) -> Option<Change> {
    let p80 = project.finish?.p80;
    let due = project.due?;
    // A finish at midnight still belongs to the day before.
    let last = p80.checked_sub(1.nanosecond()).ok()?;
    let end = snapshot.business.time_zone.rules().to_datetime(last).date();
    (p80 > due).then_some(Change::MoveEnd { end })
}
