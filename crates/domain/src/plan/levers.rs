//! Levers: single changes that raise a late project's chance, each found out by planning and forecasting with it.
//!
//! A change is made to a copy of the snapshot, which is then planned and forecast like any other. The futures are the
//! same ones (draws are named by task), so that a difference is the change's and not chance's.

use jiff::ToSpan;
use righthand_planner::problem::Minute;

use super::answer::{Change, Forecast, Lever, PartOf, Plan, ProjectForecast};
use super::{Futures, Options, solve_forecast};
use crate::calendar::minutes_per_week;
use crate::snapshot::{Hours, Key, Project, Snapshot, Task, Week, When};

/// Chance below which a project gets levers (contracts, section 1).
const CHANCE_ENOUGH: f64 = 0.75;
/// Tasks of the critical chain that are looked at, from its end and by their share of futures.
const TASKS_MAX: usize = 4;
/// People who are tried for one task.
const PEOPLE_MAX: usize = 3;
/// Changes tried for one project; each costs a plan and its futures.
const CANDIDATES_MAX: usize = 16;
/// Levers told of one project.
const LEVERS_MAX: usize = 5;
/// Projects that get levers in one forecast, the least likely first.
const PROJECTS_MAX: usize = 4;
/// Schedules and futures of one candidate.
const SCHEDULES: u64 = 60;
const FUTURES: u32 = 400;
/// A gain below this is noise to the people who would have to change something.
const GAIN_MIN: f64 = 0.02;
/// Hours a week that somebody is asked to add: a quarter of theirs, in whole hours.
const MORE_HOURS: f64 = 0.25;

/// Levers for all projects that need one, in file order, best first within each.
pub(super) fn levers(
    snapshot: &Snapshot,
    options: &Options,
    futures: &Futures,
    (plan, forecast): (&Plan, &Forecast),
    keep_going: &mut (dyn FnMut() -> bool + Send),
) -> Vec<Lever> {
    let mut late: Vec<(usize, f64)> = Vec::new();
    for (index, project) in forecast.projects.iter().enumerate() {
        if let Some(chance) = project.on_time.filter(|chance| *chance < CHANCE_ENOUGH) {
            late.push((index, chance));
        }
    }
    late.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    late.truncate(PROJECTS_MAX);
    late.sort_unstable_by_key(|(index, _)| *index);
    let trial = Trial {
        options: Options { schedules: options.schedules.min(SCHEDULES), earlier: None, ..options.clone() },
        futures: Futures { futures: futures.futures.min(FUTURES), ..*futures },
    };
    let mut all = Vec::new();
    if late.is_empty() {
        return all;
    }
    // Compared with the plan that as short a search finds, over as many futures.
    let Some(base) = trial.chances(snapshot, keep_going) else { return all };
    for (index, _) in late {
        let before = base.get(index).copied().flatten().unwrap_or(0.0);
        let mut of_project = Vec::new();
        for candidate in candidates(snapshot, plan, forecast, index) {
            if !keep_going() {
                break;
            }
            let Some(changed) = changed(snapshot, index, &candidate) else { continue };
            let Some(chances) = trial.chances(&changed, keep_going) else { continue };
            // With nothing left to do, it is certainly on time.
            let on_time = chances.get(index).copied().flatten().unwrap_or(1.0);
            if on_time - before >= GAIN_MIN {
                let says = says(snapshot, index, &candidate, on_time, before);
                let project = snapshot.projects[index].key.clone();
                of_project.push(Lever { project, change: candidate, says, on_time, instead_of: before });
            }
        }
        all.append(&mut told(of_project));
    }
    all
}

/// The best, best first: of each kind its best one, as people differ in what they can change, then whatever is best.
fn told(mut levers: Vec<Lever>) -> Vec<Lever> {
    levers.sort_by(|a, b| b.on_time.total_cmp(&a.on_time));
    let mut kinds = Vec::new();
    let (mut told, others): (Vec<Lever>, Vec<Lever>) = levers.into_iter().partition(|lever| {
        let kind = std::mem::discriminant(&lever.change);
        let first = !kinds.contains(&kind);
        kinds.push(kind);
        first
    });
    told.extend(others);
    told.truncate(LEVERS_MAX);
    told.sort_by(|a, b| b.on_time.total_cmp(&a.on_time));
    told
}

struct Trial {
    options: Options,
    futures: Futures,
}

impl Trial {
    /// Each project's chance; `None` where the changed business cannot be planned.
    fn chances(&self, snapshot: &Snapshot, keep_going: &mut (dyn FnMut() -> bool + Send)) -> Option<Vec<Option<f64>>> {
        let (_, forecast) = solve_forecast(snapshot, &self.options, &self.futures, keep_going).ok()?;
        Some(forecast.projects.iter().map(|project| project.on_time).collect())
    }
}

/// Changes worth a try, the likeliest to help first.
fn candidates(snapshot: &Snapshot, plan: &Plan, forecast: &Forecast, index: usize) -> Vec<Change> {
    let project = &snapshot.projects[index];
    let mine = PartOf::Project(project.key.clone());
    let critical = |key: &Key| forecast.tasks.iter().find(|task| task.key == *key).map_or(0.0, |task| task.critical);
    let mut tasks: Vec<_> = plan.tasks.iter().filter(|task| task.part_of == mine && task.person.is_some()).collect();
    tasks.sort_by(|a, b| critical(&b.key).total_cmp(&critical(&a.key)).then_with(|| b.start.cmp(&a.start)));
    tasks.truncate(TASKS_MAX);
    let mut all = Vec::new();
    let mut asked: Vec<&Key> = Vec::new();
    for planned in &tasks {
        let Some(from) = &planned.person else { continue };
        let Some(task) = find(&project.tasks, &planned.key) else { continue };
        for to in able(snapshot, plan, task, from) {
            all.push(Change::Reassign { task: planned.key.clone(), from: from.clone(), to });
        }
        if !asked.contains(&from) {
            asked.push(from);
            all.extend(more_hours(snapshot, from));
        }
        all.push(Change::Drop { task: planned.key.clone() });
    }
    all.truncate(CANDIDATES_MAX - 1);
    all.extend(later_end(snapshot, &forecast.projects[index]));
    all
}

/// People with the skill of whoever has the task now, the least busy in the plan first.
fn able(snapshot: &Snapshot, plan: &Plan, task: &Task, from: &Key) -> Vec<Key> {
    let who = super::who::Who::of(snapshot);
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

pub(super) fn more_hours(snapshot: &Snapshot, key: &Key) -> Option<Change> {
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

/// A copy of the business with the change made; `None` where it cannot be.
pub(super) fn changed(snapshot: &Snapshot, index: usize, change: &Change) -> Option<Snapshot> {
    let mut copy = snapshot.clone();
    match change {
        Change::Reassign { task, to, .. } => {
            let task = find_mut(&mut copy.projects[index].tasks, task)?;
            task.assignees = vec![to.clone()];
            task.skill = None;
        }
        Change::AddHours { person, hours_per_week, instead_of } => {
            let business = copy.business.clone();
            let person = copy.people.iter_mut().find(|known| known.key == *person)?;
            let week = crate::calendar::week_of(&business, person);
            person.working_week = Some(longer(week, ((hours_per_week - instead_of) * 60.0) as Minute));
        }
        Change::Drop { task } => drop_task(&mut copy.projects, index, task)?,
        Change::MoveEnd { end } => copy.projects[index].end = When::Date(*end),
    }
    Some(copy)
}

/// The week with its working days longer at the end, evenly, as far as the days go.
fn longer(mut week: Week, minutes: Minute) -> Week {
    let days = week.0.iter().filter(|day| !day.is_empty()).count().max(1);
    let share = (minutes / Minute::try_from(days).unwrap_or(1)).clamp(0, 24 * 60);
    for day in week.0.iter_mut().filter(|day| !day.is_empty()) {
        if let Some(last) = day.iter_mut().max_by_key(|hours| hours.to) {
            let to = Minute::from(last.to) + share;
            *last = Hours { from: last.from, to: u16::try_from(to.min(24 * 60)).unwrap_or(last.to) };
        }
    }
    week
}

/// Takes the task out. What waited for it waits for what it waited for, as if it took no time.
fn drop_task(projects: &mut [Project], index: usize, key: &Key) -> Option<()> {
    let task = find_mut(&mut projects[index].tasks, key)?;
    task.milestone = true;
    task.effort = None;
    task.assignees.clear();
    task.skill = None;
    task.due = None;
    Some(())
}

fn find<'a>(tasks: &'a [Task], key: &Key) -> Option<&'a Task> {
    tasks.iter().find_map(|task| if task.key == *key { Some(task) } else { find(&task.children, key) })
}

fn find_mut<'a>(tasks: &'a mut [Task], key: &Key) -> Option<&'a mut Task> {
    for task in tasks {
        if task.key == *key {
            return Some(task);
        }
        if let Some(found) = find_mut(&mut task.children, key) {
            return Some(found);
        }
    }
    None
}

fn says(snapshot: &Snapshot, index: usize, change: &Change, on_time: f64, before: f64) -> String {
    let project = &snapshot.projects[index];
    let person = |key: &Key| {
        let known = snapshot.people.iter().find(|person| person.key == *key);
        known.map_or_else(|| key.clone(), |person| person.name.clone())
    };
    let task = |key: &Key| find(&project.tasks, key).map_or_else(|| key.clone(), |task| task.name.clone());
    let what = match change {
        Change::Reassign { task: key, from, to } => {
            format!("Give \"{}\" to {} instead of {}", task(key), person(to), person(from))
        }
        Change::AddHours { person: key, hours_per_week, instead_of } => {
            format!("Have {} work {hours_per_week:.0} hours a week instead of {instead_of:.0}", person(key))
        }
        Change::Drop { task: key } => format!("Leave out \"{}\"", task(key)),
        Change::MoveEnd { end } => format!("End \"{}\" on {end}", project.name),
    };
    // Nearly always is not always, and nearly never is not never.
    let percent = |chance: f64| match (chance * 100.0).round() {
        _ if chance >= 1.0 => 100.0,
        _ if chance <= 0.0 => 0.0,
        rounded => rounded.clamp(1.0, 99.0),
    };
    format!("{what}: on time in {} of 100 futures instead of {}.", percent(on_time), percent(before))
}
