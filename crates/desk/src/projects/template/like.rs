//! Like a project that was done here before: the same work with its order and people, in the time that it took (R10).

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;
use righthand_domain::ids::TaskId;
use righthand_domain::snapshot::{Effort, When};
use righthand_store::{select_sql, values};

use crate::act::Act;
use crate::command::Stop;
use crate::records::{Assignment, Dependency, Member, Project, hours};
use crate::tasks::outlined;
use crate::tasks::plant::{Link, Seed};

/// The tasks of `project` with their days as far from `end` as they were from its own.
pub(super) fn seeds(act: &mut Act<'_>, project: &Project, end: Date, today: Date) -> Result<Vec<Seed>, Stop> {
    let tasks = outlined(act, project)?;
    let places: HashMap<TaskId, usize> = tasks.iter().enumerate().map(|(at, (_, task))| (task.id, at)).collect();
    let members: HashMap<_, Member> = act
        .select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?
        .into_iter()
        .filter(|member| !member.is_gone(today))
        .map(|member| (member.id, member))
        .collect();
    let mut seeds: Vec<Seed> = tasks
        .iter()
        .map(|(number, task)| {
            let spent =
                (task.spent_minutes > 0 && task.done_at.is_some()).then(|| Effort::One(hours(task.spent_minutes)));
            let shift = |when: When| shifted(when, project.ends.map(crate::projects::day)?, end);
            Seed {
                depth: number.matches('.').count(),
                name: task.name.clone(),
                notes: task.notes.clone(),
                kind: task.kind,
                effort: spent.or_else(|| task.efforts().effort()).filter(|_| !task.milestone),
                guessed: task.guessed && spent.is_none(),
                skill: task.skill.clone(),
                due: task.due.and_then(shift),
                not_before: task.not_before.and_then(shift),
                milestone: task.milestone,
                labels: task.labels.0.clone(),
                ..Seed::default()
            }
        })
        .collect();
    let who = select_sql!(
        Assignment,
        "join task on task.business_id = $1 and task.id = assignment.task_id \
         where assignment.business_id = $1 and task.project_id = $2 order by assignment.position, assignment.id"
    );
    for given in act.select::<Assignment>(who, &values![project.id])? {
        let seed = places.get(&given.task_id).and_then(|at| seeds.get_mut(*at));
        if let (Some(seed), Some(member)) = (seed, members.get(&given.member_id)) {
            seed.assignees.push(member.clone());
        }
    }
    let links = select_sql!(
        Dependency,
        "join task on task.business_id = $1 and task.id = dependency.task_id \
         where dependency.business_id = $1 and task.project_id = $2 order by dependency.id"
    );
    for link in act.select::<Dependency>(links, &values![project.id])? {
        let seed = places.get(&link.task_id).and_then(|at| seeds.get_mut(*at));
        if let (Some(seed), Some(before)) = (seed, places.get(&link.predecessor_id)) {
            seed.after.push((*before, Link { kind: link.kind, lag_minutes: link.lag_minutes, lag_in: link.lag_in }));
        }
    }
    Ok(seeds)
}

/// As far from the new end as it was from the old one.
fn shifted(when: When, old: Date, new: Date) -> Option<When> {
    let days = old.until(new).ok()?.get_days();
    match when {
        When::Date(date) => date.checked_add(days.days()).ok().map(When::Date),
        When::Instant(at) => at.checked_add((i64::from(days) * 24).hours()).ok().map(When::Instant),
    }
}
