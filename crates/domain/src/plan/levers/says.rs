//! Says: a lever in one plain sentence.

use super::super::answer::Change;
use super::changed::find_anywhere;
use crate::snapshot::{Key, Snapshot};

pub(super) fn says(snapshot: &Snapshot, index: usize, change: &Change, on_time: f64, before: f64) -> String {
    // Nearly always is not always, and nearly never is not never.
    let percent = |chance: f64| match (chance * 100.0).round() {
        _ if chance >= 1.0 => 100.0,
        _ if chance <= 0.0 => 0.0,
        rounded => rounded.clamp(1.0, 99.0),
    };
    let what = what(snapshot, index, change);
    format!("{what}: on time in {} of 100 futures instead of {}.", percent(on_time), percent(before))
}

fn what(snapshot: &Snapshot, index: usize, change: &Change) -> String {
    let project = &snapshot.projects[index].name;
    let person = |key: &Key| {
        let known = snapshot.people.iter().find(|person| person.key == *key);
        known.map_or_else(|| key.clone(), |person| person.name.clone())
    };
    let task = |key: &Key| find_anywhere(&snapshot.projects, key).map_or_else(|| key.clone(), |task| task.name.clone());
    match change {
        Change::Reassign { task: key, from, to } => {
            format!("Give \"{}\" to {} instead of {}", task(key), person(to), person(from))
        }
        Change::AddHours { person: key, hours_per_week, instead_of } => {
            format!("Have {} work {hours_per_week:.0} hours a week instead of {instead_of:.0}", person(key))
        }
        Change::Drop { task: key } => format!("Leave out \"{}\"", task(key)),
        Change::Postpone { task: key, until } => format!("Leave \"{}\" until {until}", task(key)),
        Change::Split { task: key, from, to, .. } => {
            format!("Split \"{}\" between {} and {}", task(key), person(from), person(to))
        }
        Change::MoveTimeOff { person: key, from, new_from, .. } => {
            format!("Move {}'s time off from {from} to {new_from}", person(key))
        }
        Change::MoveEnd { end } => format!("End \"{project}\" on {end}"),
        Change::LiftWeight { weight, instead_of } => {
            format!("Let an hour late of \"{project}\" weigh {weight} instead of {instead_of}")
        }
        Change::Both { first, second } => {
            let second = what(snapshot, index, second);
            let mut letters = second.chars();
            let lower = letters.next().map(|letter| letter.to_lowercase().chain(letters).collect::<String>());
            format!("{}, and {}", what(snapshot, index, first), lower.unwrap_or_default())
        }
    }
}
