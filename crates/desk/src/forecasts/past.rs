//! Past: what forecasts learn from, out of the database.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::calendar;
use righthand_domain::kind::Kind;
use righthand_domain::past::{Past, PastEffort, PastHandOff, Sort, Whole};
use righthand_domain::snapshot::{Person, Snapshot};
use righthand_store::{Error, Json, Sql, Tx, sql, values};

use crate::records::hours;

/// Latest pieces of finished work of each sort that are read.
const EFFORTS_MAX: i64 = 1_000;
/// Tasks that were begun latest after others, whose hand-offs are read: each may have waited for several.
const HAND_OFFS_MAX: i64 = 1_000;
/// A hand-off that took longer is no hand-off: the work lay for another reason.
const HAND_OFF_DAYS_MAX: i64 = 30;

/// What forecasts of this business learn from.
pub(crate) fn load(tx: &mut Tx, snapshot: &Snapshot) -> Result<Past, Error> {
    let mut efforts = of_tasks(tx)?;
    efforts.extend(of_steps(tx)?);
    efforts.sort_by_key(|effort| effort.done_at);
    Ok(Past::new(efforts, hand_offs(tx, snapshot)?, absences_since(tx, snapshot)?))
}

/// Finished tasks on which time was noted. Who of several did it is not known.
fn of_tasks(tx: &mut Tx) -> Result<Vec<PastEffort>, Error> {
    const FINISHED: &Sql = sql!(
        "task.finished_with_hours",
        "select project.key, task.kind, task.labels, coalesce(task_begun.estimate_minutes, task.likely_minutes), \
         task.spent_minutes, task.done_at, \
         (select case when count(*) = 1 then min(member.key) end from assignment \
          join member on member.business_id = $1 and member.id = assignment.member_id \
          where assignment.business_id = $1 and assignment.task_id = task.id) \
         from (select finished.id, finished.done_at from task finished \
          where finished.business_id = $1 and finished.done_at is not null and finished.spent_minutes > 0 \
          and finished.milestone = false \
          and not exists (select 1 from task child where child.business_id = $1 and child.parent_id = finished.id) \
          order by finished.done_at desc, finished.id limit $2) latest \
         join task on task.business_id = $1 and task.id = latest.id \
         join project on project.business_id = $1 and project.id = task.project_id \
         left join task_begun on task_begun.business_id = $1 and task_begun.task_id = task.id \
         order by latest.done_at desc, latest.id"
    );
    let read = tx.all(FINISHED, &values![EFFORTS_MAX], |row| {
        let labels: Json<Vec<String>> = row.get(2)?;
        let estimate: Option<i64> = row.get(3)?;
        let sort = Sort {
            person: row.get(6)?,
            part_of: Whole::Project(row.get(0)?),
            kind: row.get::<Kind>(1)?,
            label: labels.0.into_iter().next(),
        };
        Ok((sort, estimate, row.get::<i64>(4)?, row.get::<Timestamp>(5)?))
    })?;
    Ok(read.into_iter().filter_map(effort).collect())
}

/// Finished steps of runs on which time was noted.
fn of_steps(tx: &mut Tx) -> Result<Vec<PastEffort>, Error> {
    const FINISHED: &Sql = sql!(
        "run_step.finished_with_hours",
        "select operation.key, step.kind, step.key, step.likely_minutes, run_step.spent_minutes, run_step.done_at, member.key \
         from run_step join step on step.business_id = $1 and step.id = run_step.step_id \
         join operation on operation.business_id = $1 and operation.id = step.operation_id \
         left join member on member.business_id = $1 and member.id = run_step.member_id \
         where run_step.business_id = $1 and run_step.done_at is not null and run_step.spent_minutes > 0 \
         order by run_step.done_at desc, run_step.id limit $2"
    );
    let read = tx.all(FINISHED, &values![EFFORTS_MAX], |row| {
        let sort = Sort {
            person: row.get(6)?,
            part_of: Whole::Operation(row.get(0)?),
            kind: row.get::<Kind>(1)?,
            label: Some(row.get(2)?),
        };
        Ok((sort, row.get::<Option<i64>>(3)?, row.get::<i64>(4)?, row.get::<Timestamp>(5)?))
    })?;
    Ok(read.into_iter().filter_map(effort).collect())
}

fn effort((sort, estimate, spent, done_at): (Sort, Option<i64>, i64, Timestamp)) -> Option<PastEffort> {
    let estimate_hours = hours(estimate.filter(|minutes| *minutes > 0)?);
    Some(PastEffort { sort, estimate_hours, actual_hours: hours(spent), done_at })
}

/// How long the next one took to begin, in working hours of whoever managed it.
fn hand_offs(tx: &mut Tx, snapshot: &Snapshot) -> Result<Vec<PastHandOff>, Error> {
    const TAKEN: &Sql = sql!(
        "task_begun.hand_offs",
        "select latest.task_id, latest.at, predecessor.done_at, manager.key, \
         (select case when count(*) = 1 then min(assignment.member_id) end from assignment \
          where assignment.business_id = $1 and assignment.task_id = latest.task_id), \
         (select case when count(*) = 1 then min(assignment.member_id) end from assignment \
          where assignment.business_id = $1 and assignment.task_id = dependency.predecessor_id) \
         from (select task_begun.task_id, task_begun.at from task_begun \
          where task_begun.business_id = $1 and task_begun.at is not null \
          and exists (select 1 from dependency before where before.business_id = $1 and before.task_id = task_begun.task_id \
          and before.kind = 'FS' and before.lag_minutes = 0) \
          order by task_begun.at desc, task_begun.task_id limit $2) latest \
         join task on task.business_id = $1 and task.id = latest.task_id \
         join project on project.business_id = $1 and project.id = task.project_id \
         join member manager on manager.business_id = $1 and manager.id = project.manager_id \
         join dependency on dependency.business_id = $1 and dependency.task_id = latest.task_id \
         and dependency.kind = 'FS' and dependency.lag_minutes = 0 \
         join task predecessor on predecessor.business_id = $1 and predecessor.id = dependency.predecessor_id \
         order by latest.at desc, latest.task_id"
    );
    struct Taken {
        at: Timestamp,
        handed: Option<Timestamp>,
        manager: String,
        by_another: bool,
    }
    let mut by_task: HashMap<String, Vec<Taken>> = HashMap::new();
    tx.all(TAKEN, &values![HAND_OFFS_MAX], |row| {
        let (by, from): (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
        let by_another = by.zip(from).is_some_and(|(by, from)| by != from);
        let taken = Taken { at: row.get(1)?, handed: row.get(2)?, manager: row.get(3)?, by_another };
        by_task.entry(row.get(0)?).or_default().push(taken);
        Ok(())
    })?;
    let people: HashMap<&str, &Person> = snapshot.people.iter().map(|person| (person.key.as_str(), person)).collect();
    let mut hand_offs: Vec<PastHandOff> = Vec::new();
    for waited_for in by_task.into_values() {
        // Only what everything before it had been finished for was waited with.
        let Some(last) = waited_for.into_iter().max_by_key(|taken| taken.handed.unwrap_or(Timestamp::MAX)) else {
            continue;
        };
        let Some((handed, manager)) = last.handed.zip(people.get(last.manager.as_str())) else { continue };
        let days = last.at.duration_since(handed).as_hours() / 24;
        if last.by_another && handed <= last.at && days < HAND_OFF_DAYS_MAX {
            let windows = calendar::windows(snapshot, manager, handed, last.at);
            let worked: i64 = windows.iter().map(|(from, to)| to.duration_since(*from).as_mins()).sum();
            hand_offs.push(PastHandOff { manager: last.manager, hours: hours(worked), at: last.at });
        }
    }
    hand_offs.sort_by(|a, b| (a.at, &a.manager).cmp(&(b.at, &b.manager)));
    Ok(hand_offs)
}

/// Since the business is kept here, or since the first absence that came without notice, where such have come along.
fn absences_since(tx: &mut Tx, snapshot: &Snapshot) -> Result<Option<Date>, Error> {
    const FIRST: &Sql = sql!("event.first", "select at from event where business_id = $1 order by seq limit 1");
    let first: Option<Timestamp> = tx.one(FIRST, &[], |row| row.get(0))?;
    let first = first.map(|at| snapshot.business.time_zone.rules().to_datetime(at).date());
    let unplanned = snapshot.people.iter().flat_map(|person| &person.time_off).filter(|off| off.unplanned);
    Ok(unplanned.map(|off| off.from).chain(first).min())
}
