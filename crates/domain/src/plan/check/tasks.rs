//! Projects and their tasks: keys, people, efforts, and what summaries and milestones may have.

use jiff::Timestamp;

use super::keys::Keys;
use super::{Faults, HOURS_MAX, LAG_HOURS_MAX};
use crate::plan::WEIGHT_MAX;
use crate::plan::outline::{Node, Outline};
use crate::snapshot::{Effort, Snapshot};

pub(super) fn check(snapshot: &Snapshot, outline: &Outline<'_>, keys: &Keys<'_>, at: Timestamp, faults: &mut Faults) {
    for (index, project) in snapshot.projects.iter().enumerate() {
        let pointer = format!("/projects/{index}");
        keys.area(&format!("{pointer}/area"), project.area.as_ref(), faults);
        keys.person(&format!("{pointer}/manager"), project.manager.as_ref(), faults);
        if project.weight.is_some_and(|weight| !(weight > 0.0 && weight <= WEIGHT_MAX)) {
            faults.add(format!("{pointer}/weight"), format!("a weight is a number above 0 and at most {WEIGHT_MAX}"));
        }
        faults.hours(&format!("{pointer}/budget_hours"), project.budget_hours, HOURS_MAX);
    }
    for (index, node) in outline.nodes.iter().enumerate() {
        if outline.by_key.get(node.task.key.as_str()) != Some(&index) {
            faults.add(format!("{}/key", outline.pointer(index)), format!("a second task \"{}\"", node.task.key));
        }
        check_task(&outline.pointer(index), node, keys, at, faults);
    }
}

/// An effort in hours, or three of them in order of size.
pub(super) fn check_effort(pointer: &str, effort: Option<Effort>, faults: &mut Faults) {
    match effort {
        None => {}
        Some(Effort::One(hours)) => faults.hours(pointer, Some(hours), HOURS_MAX),
        Some(Effort::Three { optimistic, most_likely, pessimistic }) => {
            faults.hours(&format!("{pointer}/optimistic"), Some(optimistic), HOURS_MAX);
            faults.hours(&format!("{pointer}/most_likely"), Some(most_likely), HOURS_MAX);
            faults.hours(&format!("{pointer}/pessimistic"), Some(pessimistic), HOURS_MAX);
            if optimistic > most_likely || most_likely > pessimistic {
                let order = format!("{optimistic}, {most_likely}, {pessimistic}");
                faults
                    .add(pointer, format!("optimistic, most_likely and pessimistic are not in order of size: {order}"));
            }
        }
    }
}

/// Work cannot have been done in the future.
pub(super) fn check_done(pointer: &str, done_at: Option<Timestamp>, at: Timestamp, faults: &mut Faults) {
    if let Some(done_at) = done_at
        && done_at > at
    {
        faults.add(pointer, format!("{done_at} is after now, {at}"));
    }
}

fn check_task(pointer: &str, node: &Node<'_>, keys: &Keys<'_>, at: Timestamp, faults: &mut Faults) {
    let task = node.task;
    check_effort(&format!("{pointer}/effort"), task.effort, faults);
    faults.hours(&format!("{pointer}/spent_hours"), Some(task.spent_hours), HOURS_MAX);
    keys.everybody(&format!("{pointer}/assignees"), &task.assignees, faults);
    check_done(&format!("{pointer}/done_at"), task.done_at, at, faults);
    let mut may_not_have = |what: &str, has: bool, who: &str| {
        if has {
            faults.add(format!("{pointer}/{what}"), format!("{who} has no {what} of its own"));
        }
    };
    if task.milestone {
        may_not_have("effort", task.effort.is_some(), "a milestone");
        may_not_have("children", !task.children.is_empty(), "a milestone");
    } else if !task.children.is_empty() {
        may_not_have("effort", task.effort.is_some(), "a task with children");
        may_not_have("assignees", !task.assignees.is_empty(), "a task with children");
        may_not_have("skill", task.skill.is_some(), "a task with children");
    }
    for (index, link) in task.after.iter().enumerate() {
        if !link.lag_hours.is_finite() || link.lag_hours.abs() > LAG_HOURS_MAX {
            let most = format!("a lag is a number of hours between -{LAG_HOURS_MAX} and {LAG_HOURS_MAX}");
            faults.add(format!("{pointer}/after/{index}/lag_hours"), most);
        }
    }
}
