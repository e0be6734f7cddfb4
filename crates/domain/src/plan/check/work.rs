//! Operations, their steps and runs, and duties.

use std::collections::HashSet;

use jiff::Timestamp;

use super::keys::Keys;
use super::tasks::{check_done, check_effort};
use super::{Faults, HOURS_MAX};
use crate::recurrence::{self, DAYS_BEFORE_MAX};
use crate::snapshot::{Operation, Snapshot, Step};

pub(super) fn check(snapshot: &Snapshot, keys: &Keys<'_>, at: Timestamp, faults: &mut Faults) {
    for (index, operation) in snapshot.operations.iter().enumerate() {
        check_operation(&format!("/operations/{index}"), operation, keys, faults);
    }
    for (index, duty) in snapshot.duties.iter().enumerate() {
        let pointer = format!("/duties/{index}");
        faults.hours(&format!("{pointer}/hours_per_week"), Some(duty.hours_per_week), HOURS_MAX);
        keys.area(&format!("{pointer}/area"), duty.area.as_ref(), faults);
        keys.project(&format!("{pointer}/project"), duty.project.as_ref(), faults);
        keys.person(&format!("{pointer}/who"), duty.who.as_ref(), faults);
    }
    check_runs(snapshot, keys, at, faults);
}

fn check_operation(pointer: &str, operation: &Operation, keys: &Keys<'_>, faults: &mut Faults) {
    keys.area(&format!("{pointer}/area"), operation.area.as_ref(), faults);
    keys.person(&format!("{pointer}/accountable"), operation.accountable.as_ref(), faults);
    if !operation.differs.by_hand
        && let Some(words) = recurrence::fault(&operation.rrule, operation.starts)
    {
        faults.add(format!("{pointer}/rrule"), words);
    }
    let mut seen = HashSet::new();
    for (index, step) in operation.steps.iter().enumerate() {
        let pointer = format!("{pointer}/steps/{index}");
        if !seen.insert(step.key.as_str()) {
            faults.add(format!("{pointer}/key"), format!("a second step \"{}\"", step.key));
        }
        check_step(&pointer, step, operation, keys, faults);
    }
    check_circle(pointer, operation, faults);
}

fn check_step(pointer: &str, step: &Step, operation: &Operation, keys: &Keys<'_>, faults: &mut Faults) {
    check_effort(&format!("{pointer}/effort"), step.effort, faults);
    keys.everybody(&format!("{pointer}/assignees"), &step.assignees, faults);
    for (name, days) in [("available_days", step.available_days), ("offset_days", step.offset_days)] {
        if days.is_some_and(|days| !(0.0..=DAYS_BEFORE_MAX).contains(&days)) {
            faults.add(format!("{pointer}/{name}"), format!("not a number of days between 0 and {DAYS_BEFORE_MAX}"));
        }
    }
    for (index, after) in step.after.iter().enumerate() {
        if *after == step.key {
            faults.add(format!("{pointer}/after/{index}"), format!("\"{after}\" waits for itself"));
        } else if !operation.steps.iter().any(|other| other.key == *after) {
            faults.add(format!("{pointer}/after/{index}"), format!("no step \"{after}\""));
        }
    }
}

/// Takes away what waits for nothing that is left, again and again; what stays is, or waits for, a circle.
fn check_circle(pointer: &str, operation: &Operation, faults: &mut Faults) {
    let mut left: Vec<usize> = (0..operation.steps.len()).collect();
    let waits_for = |step: usize, left: &[usize]| {
        let after = &operation.steps[step].after;
        left.iter().copied().find(|other| *other != step && after.contains(&operation.steps[*other].key))
    };
    loop {
        let still: Vec<usize> = left.iter().copied().filter(|step| waits_for(*step, &left).is_some()).collect();
        if still.len() == left.len() {
            break;
        }
        left = still;
    }
    let Some(&first) = left.first() else { return };
    let mut path = vec![first];
    let closes = loop {
        let last = path[path.len() - 1];
        let Some(next) = waits_for(last, &left) else { return };
        if let Some(at) = path.iter().position(|step| *step == next) {
            break at;
        }
        path.push(next);
    };
    let mut around = path.split_off(closes);
    let later = around[0];
    around.push(later);
    around.reverse();
    let names: Vec<String> = around.iter().map(|step| format!("\"{}\"", operation.steps[*step].key)).collect();
    faults.add(format!("{pointer}/steps/{later}/after"), format!("a circle: {}", names.join(", then ")));
}

fn check_runs(snapshot: &Snapshot, keys: &Keys<'_>, at: Timestamp, faults: &mut Faults) {
    let mut seen = HashSet::new();
    for (index, run) in snapshot.runs.iter().enumerate() {
        let pointer = format!("/runs/{index}");
        let Some(operation) = keys.operation(&run.operation) else {
            faults.add(format!("{pointer}/operation"), format!("no operation \"{}\"", run.operation));
            continue;
        };
        if !seen.insert((run.operation.as_str(), run.date)) {
            faults.add(&pointer, format!("a second run of \"{}\" on {}", run.operation, run.date));
        }
        let mut steps = HashSet::new();
        for (index, step) in run.steps.iter().enumerate() {
            let pointer = format!("{pointer}/steps/{index}");
            if !run.workflow(operation).iter().any(|known| known.key == step.key) {
                faults.add(format!("{pointer}/key"), format!("no step \"{}\" in \"{}\"", step.key, operation.key));
            } else if !steps.insert(step.key.as_str()) {
                faults.add(format!("{pointer}/key"), format!("a second step \"{}\"", step.key));
            }
            check_done(&format!("{pointer}/done_at"), step.done_at, at, faults);
            faults.hours(&format!("{pointer}/spent_hours"), Some(step.spent_hours), HOURS_MAX);
            keys.person(&format!("{pointer}/person"), step.person.as_ref(), faults);
        }
    }
}
