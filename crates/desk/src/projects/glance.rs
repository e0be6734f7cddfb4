//! Glance: one project in a line, with its chance beside its date (R12). Portfolio, header and Today share it.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use righthand_domain::calendar::edges;
use righthand_domain::ids::{AreaId, MemberId, ProjectId};
use righthand_domain::plan::{PartOf, ProjectForecast};
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::rules::r12_every_date_is_a_probability::Chance;
use righthand_domain::snapshot::When;
use righthand_store::{Row, Sql, select_sql, sql, values};
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
    /// Nobody has promised it: it takes nobody's hours.
    Tentative,
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
    /// Half of the futures end by then; `None` where fewer ever do.
    pub p50: Option<Timestamp>,
    /// Nine futures in ten end by then; `None` where fewer ever do.
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
    let loader = Loader::new(view, None)?;
    Ok(projects
        .into_iter()
        .filter(|project| loader.sees(view, project))
        .filter_map(|project| loader.glance(view, project))
        .collect())
}

/// One project, if this member may see it.
pub fn one(view: &mut View<'_>, key: &str) -> Result<(Project, Glance), NotSeen> {
    let select = select_sql!(Project, "where business_id = $1 and key = $2 and state <> 'draft'");
    let not_found = || NotSeen::NotFound(format!("project “{key}”"));
    let project = view.tx.select::<Project>(select, &values![key])?.into_iter().next().ok_or_else(not_found)?;
    let loader = Loader::new(view, Some(project.id))?;
    if !loader.sees(view, &project) {
        return Err(not_found());
    }
    let glance = loader.glance(view, project.clone()).ok_or_else(not_found)?;
    Ok((project, glance))
}

/// What all glances are made from, asked for once.
struct Loader {
    members: HashMap<MemberId, PersonRef>,
    areas: HashMap<AreaId, String>,
    /// Projects in which the reader has work: only of somebody who does not see the whole business.
    mine: HashSet<ProjectId>,
    progress: HashMap<ProjectId, Progress>,
    /// The first planned start, by project.
    starts: HashMap<String, Timestamp>,
}

impl Loader {
    fn new(view: &mut View<'_>, only: Option<ProjectId>) -> Result<Self, NotSeen> {
        let members = view.members()?.iter().map(|member| (member.id, PersonRef::from(member))).collect();
        let areas = view.tx.select::<Area>(select_sql!(Area, "where business_id = $1"), &[])?;
        let mut starts = HashMap::<String, Timestamp>::new();
        for task in view.standing.iter().flat_map(|standing| &standing.plan.tasks) {
            if let PartOf::Project(key) = &task.part_of {
                match starts.get_mut(key) {
                    Some(start) => *start = task.start.min(*start),
                    None => drop(starts.insert(key.clone(), task.start)),
                }
            }
        }
        Ok(Self {
            members,
            areas: areas.into_iter().map(|area| (area.id, area.name)).collect(),
            mine: projects_with_my_work(view)?,
            progress: Progress::load(view, only)?,
            starts,
        })
    }

    /// Those who manage it or run the business; of others, those who have work in it.
    fn sees(&self, view: &View<'_>, project: &Project) -> bool {
        view.manages(project) || self.mine.contains(&project.id)
    }

    /// `None` where the row is no project after all.
    fn glance(&self, view: &View<'_>, project: Project) -> Option<Glance> {
        let (end, outcome) = (project.ends?, project.outcome.clone()?);
        let due = edges::due(view.zone.rules(), end);
        let standing = view.standing.as_deref();
        let planned =
            standing.and_then(|standing| standing.plan.projects.iter().find(|other| other.key == project.key));
        let forecast = standing.and_then(|standing| forecast_of(standing, &project.key));
        let progress = self.progress.get(&project.id).copied().unwrap_or_default();
        let chance = match standing {
            Some(standing) if project.is(State::Open) => standing.chance(&project.key),
            Some(_) => Chance::NothingOpen,
            None => Chance::Counting,
        };
        Some(Glance {
            health: health(&project, chance),
            manager: project.manager_id.and_then(|id| self.members.get(&id).cloned()),
            area: project.area_id.and_then(|id| self.areas.get(&id).cloned()),
            start: progress.first_done.into_iter().chain(self.starts.get(&project.key).copied()).min(),
            finish: planned.and_then(|planned| planned.finish),
            p50: forecast.and_then(|forecast| forecast.finish).and_then(|finish| ended(finish.p50)),
            p90: forecast.and_then(|forecast| forecast.finish).and_then(|finish| ended(finish.p90)),
            end,
            due,
            bars: forecast.and_then(|forecast| bars(view, forecast, due)),
            chance,
            minutes_done: progress.minutes_done,
            minutes_all: progress.minutes_all,
            tasks_done: progress.tasks_done,
            tasks_all: progress.tasks_all,
            version: project.version,
            key: project.key,
            name: project.name,
            outcome,
        })
    }
}

/// A quantile of the finish. Futures that never end stand at the end of time: they have no date to be named.
fn ended(quantile: Timestamp) -> Option<Timestamp> {
    (quantile < Timestamp::MAX).then_some(quantile)
}

fn projects_with_my_work(view: &mut View<'_>) -> Result<HashSet<ProjectId>, NotSeen> {
    const MINE: &Sql = sql!(
        "task.projects_of_member",
        "select distinct task.project_id from assignment join task on task.business_id = $1 and task.id = assignment.task_id \
         where assignment.business_id = $1 and assignment.member_id = $2"
    );
    if view.may(Permission::SeeBusiness) == Grant::Yes || view.may(Permission::FinishWork) == Grant::No {
        return Ok(HashSet::new());
    }
    Ok(view.tx.all(MINE, &values![view.me.id], |row| row.get(0))?.into_iter().collect())
}

/// What the forecast says of a project.
pub fn forecast_of<'s>(standing: &'s Standing, project: &str) -> Option<&'s ProjectForecast> {
    standing.forecast.as_ref()?.projects.iter().find(|other| other.key == project)
}

/// Judged by the whole percent that pages show, so that "75 %" is never called at risk.
fn health(project: &Project, chance: Chance) -> Health {
    let reaches = |chance: f64, share: f64| (chance * 100.0).round() >= share * 100.0;
    match chance {
        _ if project.is(State::Closed) => Health::Closed,
        _ if project.tentative_since.is_some() => Health::Tentative,
        Chance::OnTime(chance) if reaches(chance, ON_TRACK_FROM) => Health::OnTrack,
        Chance::OnTime(chance) if reaches(chance, LATE_BELOW) => Health::AtRisk,
        Chance::OnTime(_) => Health::Late,
        Chance::Unplaced { .. } => Health::Stuck,
        Chance::NothingOpen => Health::Done,
        Chance::NotYet { .. } | Chance::Counting => Health::Unknown,
    }
}

/// The days on which futures end, side by side in ten equal parts. Days on which none ends take no room, and the rarest
/// futures at either end, one in two hundred, stand in the outermost days: ten bars are for the shape.
fn bars(view: &View<'_>, forecast: &ProjectForecast, due: Timestamp) -> Option<Bars> {
    const RARE: f64 = 0.005;
    let total: f64 = forecast.finish_days.iter().map(|day| f64::from(day.count)).sum();
    let mut ended = 0.0;
    let mut days: Vec<(jiff::civil::Date, f64)> = Vec::new();
    for day in forecast.finish_days.iter().filter(|day| day.count > 0) {
        let share = f64::from(day.count) / total;
        let before = ended;
        ended += share;
        match days.last_mut() {
            // The early rare ones come to the first day that is not rare, the late ones to the last.
            Some((date, sum)) if before >= 1.0 - RARE || (before < RARE && *sum < RARE) => {
                *sum += share;
                if before < RARE {
                    *date = day.date;
                }
            }
            _ => days.push((day.date, share)),
        }
    }
    let wide = BARS / days.len().max(1) as f64;
    let mut shares = [0.0; 10];
    for (place, (_, share)) in days.iter().enumerate() {
        spread(&mut shares, place as f64 * wide, wide, *share);
    }
    // The due of a day is its last instant, so the day itself is in time.
    let moment = due.saturating_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(due);
    let last_day_in_time = view.zone.rules().to_datetime(moment).date();
    let in_time = days.iter().filter(|(date, _)| *date <= last_day_in_time).count() as f64 * wide;
    (!days.is_empty()).then_some(Bars { shares, in_time: in_time.min(BARS) })
}

/// Bars of [`Bars`].
const BARS: f64 = 10.0;

/// Lays `share` evenly over the bars from `from` on, `wide` of them.
fn spread(shares: &mut [f64; 10], from: f64, wide: f64, share: f64) {
    for (bar, sum) in shares.iter_mut().enumerate() {
        let bar = bar as f64;
        let overlap = (from + wide).min(bar + 1.0) - from.max(bar);
        if overlap > 0.0 {
            *sum += share * overlap / wide;
        }
    }
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
    /// Over the leaves of one project or of all: what was spent on open ones counts as done, up to their effort.
    fn load(view: &mut View<'_>, only: Option<ProjectId>) -> Result<HashMap<ProjectId, Self>, NotSeen> {
        const ALL: &Sql = sql!(
            "task.leaves",
            "select task.project_id, task.likely_minutes, task.spent_minutes, task.done_at, task.milestone from task \
             where task.business_id = $1 and task.archived = false and task.id not in \
             (select child.parent_id from task child where child.business_id = $1 and child.parent_id is not null \
             and child.archived = false)"
        );
        const OF_PROJECT: &Sql = sql!(
            "task.leaves_of_project",
            "select task.project_id, task.likely_minutes, task.spent_minutes, task.done_at, task.milestone from task \
             where task.business_id = $1 and task.project_id = $2 and task.archived = false and task.id not in \
             (select child.parent_id from task child where child.business_id = $1 and child.parent_id is not null \
             and child.archived = false)"
        );
        let leaf = |row: &Row<'_>| {
            Ok(Leaf {
                project: row.get(0)?,
                likely: row.get(1)?,
                spent: row.get(2)?,
                done_at: row.get(3)?,
                milestone: row.get(4)?,
            })
        };
        let leaves: Vec<Leaf> = match only {
            Some(project) => view.tx.all(OF_PROJECT, &values![project], leaf)?,
            None => view.tx.all(ALL, &[], leaf)?,
        };
        let mut by_project = HashMap::<ProjectId, Self>::new();
        for leaf in leaves {
            by_project.entry(leaf.project).or_default().count(&leaf);
        }
        Ok(by_project)
    }

    fn count(&mut self, leaf: &Leaf) {
        let effort = if leaf.milestone { 0 } else { leaf.likely.unwrap_or(GUESS_MINUTES) };
        self.minutes_all += effort;
        self.minutes_done += if leaf.done_at.is_some() { effort } else { leaf.spent.clamp(0, effort.max(0)) };
        self.tasks_all += 1;
        self.tasks_done += usize::from(leaf.done_at.is_some());
        self.first_done = self.first_done.into_iter().chain(leaf.done_at).min();
    }
}

/// A task without others below it.
struct Leaf {
    project: ProjectId,
    likely: Option<i64>,
    spent: i64,
    done_at: Option<Timestamp>,
    milestone: bool,
}
