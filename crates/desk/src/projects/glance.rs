//! Glance: one project in a line, with its chance beside its date (R12). Portfolio, header and Today share it.

use std::collections::HashMap;

use jiff::Timestamp;
use righthand_domain::calendar::edges;
use righthand_domain::ids::{AreaId, MemberId};
use righthand_domain::plan::{PartOf, ProjectForecast};
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::rules::r12_every_date_is_a_probability::Chance;
use righthand_domain::snapshot::When;
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;

use crate::planning::Standing;
use crate::records::{Area, Project, State};
use crate::view::{NotSeen, PersonRef, View};

/// From this chance on a project is on track; below the other one it is late (design, section 5).
pub const ON_TRACK_FROM: f64 = 0.75;
/// What the plan reckons with where nobody has said an effort: an hour (contracts, effort).
const GUESS_MINUTES: i64 = 60;
/// Below this chance a project is late.
pub const LATE_BELOW: f64 = 0.5;

/// How a project stands, as its shape and word say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    OnTrack,
    AtRisk,
    Late,
    /// Too much is guessed, or the forecast is still being made.
    Unknown,
    /// Something of it cannot be placed.
    Stuck,
    Done,
    Closed,
}

/// A project in a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Glance {
    pub key: String,
    pub name: String,
    pub outcome: String,
    pub manager: Option<PersonRef>,
    pub area: Option<String>,
    /// First work done or planned.
    pub start: Option<Timestamp>,
    /// As planned; `None` with nothing open or something unplaced.
    pub finish: Option<Timestamp>,
    /// Half of the futures end by then.
    pub p50: Option<Timestamp>,
    /// Nine futures in ten end by then.
    pub p90: Option<Timestamp>,
    pub end: When,
    /// The end as an instant: of a day, its last.
    pub due: Timestamp,
    pub chance: Chance,
    pub health: Health,
    /// Ten bars of the futures' finish, from the earliest to the latest, each a share; the bar that holds the due.
    pub bars: Option<Bars>,
    pub minutes_done: i64,
    pub minutes_all: i64,
    pub tasks_done: usize,
    pub tasks_all: usize,
    pub version: i64,
}

/// The futures as ten bars.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bars {
    /// Shares of the futures; they add up to 1.
    pub shares: [f64; 10],
    /// So many of the bars, from the first on, end in time; the fraction is where the due falls within a bar.
    pub in_time: f64,
}

/// The projects that this member may see, open ones first.
pub fn all(view: &mut View<'_>) -> Result<Vec<Glance>, NotSeen> {
    let select = select_sql!(Project, "where business_id = $1 and state <> 'draft' order by state desc, position, id");
    let projects = view.tx.select::<Project>(select, &[])?;
    let mut loader = Loader::new(view)?;
    let mut seen = Vec::new();
    for project in projects {
        if loader.sees(view, &project)? {
            seen.extend(loader.glance(view, project)?);
        }
    }
    Ok(seen)
}

/// One project, if this member may see it.
pub fn one(view: &mut View<'_>, key: &str) -> Result<(Project, Glance), NotSeen> {
    let select = select_sql!(Project, "where business_id = $1 and key = $2 and state <> 'draft'");
    let not_found = || NotSeen::NotFound(format!("project “{key}”"));
    let project = view.tx.select::<Project>(select, &values![key])?.into_iter().next().ok_or_else(not_found)?;
    let mut loader = Loader::new(view)?;
    if !loader.sees(view, &project)? {
        return Err(not_found());
    }
    let glance = loader.glance(view, project.clone())?.ok_or_else(not_found)?;
    Ok((project, glance))
}

struct Loader {
    members: HashMap<MemberId, PersonRef>,
    areas: HashMap<AreaId, String>,
}

impl Loader {
    fn new(view: &mut View<'_>) -> Result<Self, NotSeen> {
        let members = view.members()?.iter().map(|member| (member.id, PersonRef::from(member))).collect();
        let areas = view.tx.select::<Area>(select_sql!(Area, "where business_id = $1"), &[])?;
        Ok(Self { members, areas: areas.into_iter().map(|area| (area.id, area.name)).collect() })
    }

    /// Those who manage it or run the business; of others, those who have work in it.
    fn sees(&mut self, view: &mut View<'_>, project: &Project) -> Result<bool, NotSeen> {
        const MINE: &Sql = sql!(
            "task.mine_in_project",
            "select 1 from assignment join task on task.business_id = $1 and task.id = assignment.task_id \
             where assignment.business_id = $1 and assignment.member_id = $2 and task.project_id = $3 limit 1"
        );
        if view.manages(project) {
            return Ok(true);
        }
        if view.may(Permission::FinishWork) == Grant::No {
            return Ok(false);
        }
        Ok(view.tx.one(MINE, &values![view.me.id, project.id], |row| row.get::<i64>(0))?.is_some())
    }

    /// `None` where the row is no project after all.
    fn glance(&mut self, view: &mut View<'_>, project: Project) -> Result<Option<Glance>, NotSeen> {
        let (Some(end), Some(outcome)) = (project.ends, project.outcome.clone()) else { return Ok(None) };
        let due = edges::due(view.zone.rules(), end);
        let standing = view.standing.clone();
        let planned = standing.as_ref().and_then(|standing| standing.plan.projects.iter().find(|other| other.key == project.key));
        let forecast = standing.as_ref().and_then(|standing| forecast_of(standing, &project.key));
        let progress = Progress::load(view, &project)?;
        let first_planned = standing.as_ref().and_then(|standing| first_start(standing, &project.key));
        let chance = match &standing {
            Some(standing) if project.is(State::Open) => standing.chance(&project.key),
            Some(_) => Chance::NothingOpen,
            None => Chance::Counting,
        };
        Ok(Some(Glance {
            health: health(&project, chance),
            key: project.key,
            name: project.name,
            outcome,
            manager: project.manager_id.and_then(|id| self.members.get(&id).cloned()),
            area: project.area_id.and_then(|id| self.areas.get(&id).cloned()),
            start: progress.first_done.into_iter().chain(first_planned).min(),
            finish: planned.and_then(|planned| planned.finish),
            p50: forecast.and_then(|forecast| forecast.finish).map(|finish| finish.p50),
            p90: forecast.and_then(|forecast| forecast.finish).map(|finish| finish.p90),
            end,
            due,
            bars: forecast.and_then(|forecast| bars(view, forecast, due)),
            chance,
            minutes_done: progress.minutes_done,
            minutes_all: progress.minutes_all,
            tasks_done: progress.tasks_done,
            tasks_all: progress.tasks_all,
            version: project.version,
        }))
    }
}

/// What the forecast says of a project.
pub fn forecast_of<'s>(standing: &'s Standing, project: &str) -> Option<&'s ProjectForecast> {
    standing.forecast.as_ref()?.projects.iter().find(|other| other.key == project)
}

fn first_start(standing: &Standing, project: &str) -> Option<Timestamp> {
    let of_project = |part: &PartOf| matches!(part, PartOf::Project(key) if key == project);
    standing.plan.tasks.iter().filter(|task| of_project(&task.part_of)).map(|task| task.start).min()
}

fn health(project: &Project, chance: Chance) -> Health {
    match chance {
        _ if project.is(State::Closed) => Health::Closed,
        Chance::OnTime(chance) if chance >= ON_TRACK_FROM => Health::OnTrack,
        Chance::OnTime(chance) if chance >= LATE_BELOW => Health::AtRisk,
        Chance::OnTime(_) => Health::Late,
        Chance::Unplaced { .. } => Health::Stuck,
        Chance::NothingOpen => Health::Done,
        Chance::NotYet { .. } | Chance::Counting => Health::Unknown,
    }
}

/// The days of finish, from the first to the last, in ten equal parts.
fn bars(view: &View<'_>, forecast: &ProjectForecast, due: Timestamp) -> Option<Bars> {
    let (first, last) = (forecast.finish_days.first()?.date, forecast.finish_days.last()?.date);
    let days = |to: jiff::civil::Date| f64::from((to - first).get_days());
    let span = days(last) + 1.0;
    let total: f64 = forecast.finish_days.iter().map(|day| f64::from(day.count)).sum();
    let mut shares = [0.0; 10];
    for day in &forecast.finish_days {
        let at = (days(day.date) + 0.5) / span * 10.0;
        if let Some(share) = shares.get_mut(at as usize) {
            *share += f64::from(day.count) / total.max(1.0);
        }
    }
    // The due of a day is its last instant, so the day itself is in time.
    let last_day_in_time = view.zone.rules().to_datetime(due.saturating_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(due)).date();
    let in_time = ((days(last_day_in_time) + 1.0) / span * 10.0).clamp(0.0, 10.0);
    Some(Bars { shares, in_time })
}

/// How much of a project is done, by work and by count.
#[derive(Debug, Clone, Copy, Default)]
struct Progress {
    minutes_done: i64,
    minutes_all: i64,
    tasks_done: usize,
    tasks_all: usize,
    first_done: Option<Timestamp>,
}

impl Progress {
    /// Over the leaves: what was spent on open ones counts as done, up to their effort.
    fn load(view: &mut View<'_>, project: &Project) -> Result<Self, NotSeen> {
        const LEAVES: &Sql = sql!(
            "task.leaves_of_project",
            "select task.likely_minutes, task.spent_minutes, task.done_at, task.milestone from task \
             where task.business_id = $1 and task.project_id = $2 and task.archived = false and not exists \
             (select 1 from task child where child.business_id = $1 and child.parent_id = task.id and child.archived = false)"
        );
        type Leaf = (Option<i64>, i64, Option<Timestamp>, bool);
        let leaves: Vec<Leaf> =
            view.tx.all(LEAVES, &values![project.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let mut progress = Self::default();
        for (likely, spent, done_at, milestone) in leaves {
            let effort = if milestone { 0 } else { likely.unwrap_or(GUESS_MINUTES) };
            progress.minutes_all += effort;
            progress.minutes_done += if done_at.is_some() { effort } else { spent.clamp(0, effort) };
            progress.tasks_all += 1;
            progress.tasks_done += usize::from(done_at.is_some());
            progress.first_done = progress.first_done.into_iter().chain(done_at).min();
        }
        Ok(progress)
    }
}
