//! The view of how true forecasts were: by sort of thing, by project, the worst misses first.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::calibration::{Scored, Tally};
use righthand_domain::ids::MemberId;
use righthand_domain::roles::{Grant, Permission};
use righthand_store::{Error, Row, Sql, sql, values};

use super::kept::Thing;
use crate::view::{NotSeen, View};

/// Kept forecasts that are scored, the latest: of a big business about a year.
const SCORED_MAX: i64 = 20_000;
/// Misses that are shown.
const MISSES_MAX: usize = 12;

/// How true the forecasts of a business were.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// The day of the first forecast that was scored.
    pub since: Option<Date>,
    /// Forecasts whose work has not ended yet.
    pub waiting: i64,
    pub all: Tally,
    pub projects: Tally,
    pub tasks: Tally,
    pub steps: Tally,
    /// Of the work of each project, and of each operation: the worst first.
    pub by_whole: Vec<(Whole, Tally)>,
    /// The worst first, one of a thing.
    pub misses: Vec<Miss>,
}

/// A project or an operation by which forecasts are told apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whole {
    pub key: String,
    pub name: String,
    pub is_project: bool,
}

/// Something that ended outside of what was said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Miss {
    /// Of a task or project; of a step as in plans.
    pub key: String,
    pub name: String,
    pub whole: Whole,
    pub is_project: bool,
    pub scored: Scored,
}

/// A scored forecast with what it is of.
struct Told {
    thing: Thing,
    key: String,
    name: String,
    whole: Whole,
    manager: Option<MemberId>,
    scored: Scored,
}

/// For those who see the whole business, and of their own projects for those who manage some.
pub fn calibration(view: &mut View<'_>) -> Result<Calibration, NotSeen> {
    let own = match view.may(Permission::SeeBusiness) {
        Grant::Yes => None,
        Grant::OwnProjects => Some(view.me.id),
        _ => return view.need(Permission::SeeBusiness).map(|()| of(Vec::new(), 0, view)),
    };
    let mut told = projects(view)?;
    told.extend(tasks(view)?);
    if own.is_none() {
        told.extend(steps(view)?);
    }
    told.retain(|told| own.is_none() || told.manager == own);
    let waiting = if own.is_none() { waiting(view, told.len())? } else { 0 };
    Ok(of(told, waiting, view))
}

fn of(told: Vec<Told>, waiting: i64, view: &View<'_>) -> Calibration {
    let tally = |thing: Thing| Tally::of(told.iter().filter(|told| told.thing == thing).map(|told| &told.scored));
    let mut wholes: BTreeMap<&Whole, Vec<&Scored>> = BTreeMap::new();
    told.iter().for_each(|told| wholes.entry(&told.whole).or_default().push(&told.scored));
    let mut by_whole: Vec<(Whole, Tally)> =
        wholes.into_iter().map(|(whole, scored)| (whole.clone(), Tally::of(scored))).collect();
    by_whole.sort_by(|(_, a), (_, b)| b.pinball_days.total_cmp(&a.pinball_days));
    let first = told.iter().map(|told| told.scored.made_at).min();
    Calibration {
        since: first.map(|at| view.zone.rules().to_datetime(at).date()),
        waiting,
        all: Tally::of(told.iter().map(|told| &told.scored)),
        projects: tally(Thing::Project),
        tasks: tally(Thing::Task),
        steps: tally(Thing::Step),
        by_whole,
        misses: misses(told),
    }
}

/// Of each thing its worst miss.
fn misses(told: Vec<Told>) -> Vec<Miss> {
    let mut missed: Vec<Told> = told.into_iter().filter(|told| !told.scored.is_within()).collect();
    missed.sort_by(|a, b| {
        let by_size = b.scored.miss_days().abs().total_cmp(&a.scored.miss_days().abs());
        by_size.then_with(|| (&a.key, a.scored.made_at).cmp(&(&b.key, b.scored.made_at)))
    });
    let mut seen = std::collections::HashSet::new();
    missed.retain(|told| seen.insert((told.thing, told.key.clone())));
    let miss = |told: Told| Miss {
        key: told.key,
        name: told.name,
        whole: told.whole,
        is_project: told.thing == Thing::Project,
        scored: told.scored,
    };
    missed.into_iter().take(MISSES_MAX).map(miss).collect()
}

/// Made, four quantiles, due, chance: seven columns from the first on; then the end.
fn scored(row: &Row<'_>) -> Result<Scored, Error> {
    Ok(Scored {
        made_at: row.get(0)?,
        told: [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?],
        due: row.get(5)?,
        on_time: row.get(6)?,
        ended: row.get::<Timestamp>(7)?,
    })
}

/// A project ends with its last work, or when it is closed.
fn projects(view: &mut View<'_>) -> Result<Vec<Told>, NotSeen> {
    const ENDED: &Sql = sql!(
        "forecast_kept.of_projects",
        "select kept.made_at, kept.p10, kept.p50, kept.p80, kept.p90, kept.due, kept.on_time, ended.at, \
         project.key, project.name, project.manager_id from \
         (select project.id, coalesce((select case when count(*) = count(task.done_at) then max(task.done_at) end from task \
           where task.business_id = $1 and task.project_id = project.id and task.archived = false \
           and task.milestone = false and not exists \
           (select 1 from task child where child.business_id = $1 and child.parent_id = task.id and child.archived = false)), \
          project.closed_at) as at from project where project.business_id = $1) ended \
         join project on project.business_id = $1 and project.id = ended.id \
         join forecast_kept kept on kept.business_id = $1 and kept.thing = 'project' and kept.thing_key = project.key \
         where ended.at > kept.made_at order by kept.made_at desc, project.key limit $2"
    );
    Ok(view.tx.all(ENDED, &values![SCORED_MAX], |row| {
        let (key, name): (String, String) = (row.get(8)?, row.get(9)?);
        let whole = Whole { key: key.clone(), name: name.clone(), is_project: true };
        Ok(Told { thing: Thing::Project, key, name, whole, manager: row.get(10)?, scored: scored(row)? })
    })?)
}

fn tasks(view: &mut View<'_>) -> Result<Vec<Told>, NotSeen> {
    const ENDED: &Sql = sql!(
        "forecast_kept.of_tasks",
        "select kept.made_at, kept.p10, kept.p50, kept.p80, kept.p90, kept.due, kept.on_time, task.done_at, \
         task.key, task.name, project.key, project.name, project.manager_id from forecast_kept kept \
         join task on task.business_id = $1 and task.key = kept.thing_key \
         join project on project.business_id = $1 and project.id = task.project_id \
         where kept.business_id = $1 and kept.thing = 'task' and task.done_at > kept.made_at \
         order by kept.made_at desc, task.key limit $2"
    );
    Ok(view.tx.all(ENDED, &values![SCORED_MAX], |row| {
        let whole = Whole { key: row.get(10)?, name: row.get(11)?, is_project: true };
        let (key, name) = (row.get(8)?, row.get(9)?);
        Ok(Told { thing: Thing::Task, key, name, whole, manager: row.get(12)?, scored: scored(row)? })
    })?)
}

fn steps(view: &mut View<'_>) -> Result<Vec<Told>, NotSeen> {
    const ENDED: &Sql = sql!(
        "forecast_kept.of_steps",
        "select kept.made_at, kept.p10, kept.p50, kept.p80, kept.p90, kept.due, kept.on_time, run_step.done_at, \
         kept.thing_key, step.name, operation.key, operation.name from run_step \
         join run on run.business_id = $1 and run.id = run_step.run_id \
         join step on step.business_id = $1 and step.id = run_step.step_id \
         join operation on operation.business_id = $1 and operation.id = step.operation_id \
         join forecast_kept kept on kept.business_id = $1 and kept.thing = 'step' \
         and kept.thing_key = operation.key || '/' || run.day || '/' || step.key \
         where run_step.business_id = $1 and run_step.done_at > kept.made_at \
         order by kept.made_at desc, kept.thing_key limit $2"
    );
    Ok(view.tx.all(ENDED, &values![SCORED_MAX], |row| {
        let whole = Whole { key: row.get(10)?, name: row.get(11)?, is_project: false };
        let (key, name) = (row.get(8)?, row.get(9)?);
        Ok(Told { thing: Thing::Step, key, name, whole, manager: None, scored: scored(row)? })
    })?)
}

fn waiting(view: &mut View<'_>, scored: usize) -> Result<i64, NotSeen> {
    const ALL: &Sql = sql!("forecast_kept.count", "select count(*) from forecast_kept where business_id = $1");
    let all: i64 = view.tx.one(ALL, &[], |row| row.get(0))?.unwrap_or(0);
    Ok((all - i64::try_from(scored).unwrap_or(i64::MAX)).max(0))
}
