//! Changed: copies of the business with a change made, as somebody would make it by hand.

use jiff::SignedDuration;
use righthand_planner::problem::Minute;

use super::super::answer::Change;
use crate::snapshot::{Effort, Hours, Key, Person, Project, Snapshot, Task, Week, When};

/// A copy of the business with the change made; `None` where it cannot be.
pub(in super::super) fn changed(snapshot: &Snapshot, index: usize, change: &Change) -> Option<Snapshot> {
    let mut copy = snapshot.clone();
    make(&mut copy, index, change)?;
    Some(copy)
}

/// The person as the change would have them; `None` where it is about nobody's time.
pub(super) fn person_changed(snapshot: &Snapshot, person: &Person, change: &Change) -> Option<Person> {
    let mut person = person.clone();
    match change {
        Change::AddHours { hours_per_week, instead_of, .. } => {
            let week = crate::calendar::week_of(&snapshot.business, &person);
            person.working_week = Some(longer(week, ((hours_per_week - instead_of) * 60.0) as Minute));
        }
        Change::MoveTimeOff { from, to, new_from, .. } => {
            let off = person.time_off.iter_mut().find(|off| off.from == *from && off.to == *to)?;
            let days = off.from.until(off.to).ok()?;
            (off.from, off.to) = (*new_from, new_from.checked_add(days).ok()?);
        }
        _ => return None,
    }
    Some(person)
}

/// The task of that key among these and all below them.
pub(super) fn find<'a>(tasks: &'a [Task], key: &Key) -> Option<&'a Task> {
    tasks.iter().find_map(|task| if task.key == *key { Some(task) } else { find(&task.children, key) })
}

/// The task of that key in any project.
pub(super) fn find_anywhere<'a>(projects: &'a [Project], key: &Key) -> Option<&'a Task> {
    projects.iter().find_map(|project| find(&project.tasks, key))
}

fn make(copy: &mut Snapshot, index: usize, change: &Change) -> Option<()> {
    match change {
        Change::Reassign { task, to, .. } => {
            let task = find_mut(&mut copy.projects[index].tasks, task)?;
            task.assignees = vec![to.clone()];
            task.skill = None;
        }
        Change::AddHours { person, .. } | Change::MoveTimeOff { person, .. } => {
            let at = copy.people.iter().position(|known| known.key == *person)?;
            copy.people[at] = person_changed(copy, &copy.people[at], change)?;
        }
        Change::Drop { task } => drop_task(find_mut(&mut copy.projects[index].tasks, task)?),
        Change::Split { task, from, to, hours } => {
            split(find_mut(&mut copy.projects[index].tasks, task)?, [from, to], *hours);
        }
        Change::Postpone { task, until } => {
            let task = copy.projects.iter_mut().find_map(|project| find_mut(&mut project.tasks, task))?;
            task.not_before = Some(When::Date(*until));
        }
        Change::MoveEnd { end } => copy.projects[index].end = When::Date(*end),
        Change::LiftWeight { weight, .. } => copy.projects[index].weight = Some(*weight),
        Change::Both { first, second } => {
            make(copy, index, first)?;
            make(copy, index, second)?;
        }
    }
    Some(())
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
fn drop_task(task: &mut Task) {
    task.milestone = true;
    task.effort = None;
    task.assignees.clear();
    task.skill = None;
    task.due = None;
}

/// Makes it a summary of two halves, one for each.
fn split(task: &mut Task, people: [&Key; 2], hours: f64) {
    let halves = people.into_iter().zip(1..).map(|(person, number)| Task {
        key: format!("{}-half-{number}", task.key),
        name: format!("{}, part {number}", task.name),
        kind: task.kind,
        effort: Some(Effort::One(hours)),
        assignees: vec![person.clone()],
        ..Task::default()
    });
    task.children = halves.collect();
    (task.effort, task.skill, task.spent_hours) = (None, None, 0.0);
    task.assignees.clear();
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

/// Whole days from one to the other, at least none.
pub(super) fn days_of(from: jiff::civil::Date, to: jiff::civil::Date) -> i64 {
    (from.duration_until(to).max(SignedDuration::ZERO).as_hours() / 24).max(0)
}
