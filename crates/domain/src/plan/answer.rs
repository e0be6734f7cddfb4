//! Answers: what a plan and a forecast say, in the words and keys of the business.
//!
//! They hold all that `righthand-plan/1` and `righthand-forecast/1` print, and what pages show beyond that. They are
//! plain data, serialisable, so that an answer can be kept beside the event it was made from.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::snapshot::Key;

/// When everything happens, who does it, and what cannot be placed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The moment that counted as now.
    pub at: Timestamp,
    pub seed: u64,
    /// Complete schedules that the search built: at most as many as it was allowed, fewer where it was stopped.
    pub schedules: u64,
    /// Days ahead for which runs of operations were made.
    pub horizon_days: u32,
    /// A number for all that it was made from: planned again from the same, the plan stands.
    #[serde(default)]
    pub basis: u64,
    pub objective: Objective,
    /// By start, then by key.
    pub tasks: Vec<PlannedTask>,
    /// In file order: projects' tasks first, then steps.
    pub unplaced: Vec<Unplaced>,
    /// Every project, in file order.
    pub projects: Vec<PlannedProject>,
    /// Every run in the plan, by due instant, then by operation.
    pub runs: Vec<PlannedRun>,
}

/// What was made small, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Objective {
    /// Weight × elapsed hours late, over projects, runs and dated tasks.
    pub late_hours: f64,
    /// Hours from `at` to the finish, over projects and runs that have one.
    pub finish_hours: f64,
    /// How often a task was put aside for a more urgent one.
    pub put_aside: u32,
}

/// A task or a step of a run, as planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedTask {
    /// Of the task, or `OPERATION/YYYY-MM-DD/STEP`.
    pub key: Key,
    pub name: String,
    pub part_of: PartOf,
    /// `None` for a milestone.
    pub person: Option<Key>,
    pub start: Timestamp,
    pub finish: Timestamp,
    /// Its effort is a guess: the business said none.
    pub guessed: bool,
    /// The working pieces, in order; empty for a milestone.
    pub segments: Vec<Segment>,
    /// Its own due instant (of a step: the step's), not the project's.
    pub due: Option<Timestamp>,
    /// Elapsed hours after its own due.
    pub late_hours: f64,
    /// From when a step of a run can be done.
    pub available: Option<Timestamp>,
    pub because: Because,
}

impl PlannedTask {
    /// The same work by the same person at the same time.
    pub(super) fn is_where(&self, other: &Self) -> bool {
        self.key == other.key
            && self.person == other.person
            && self.segments == other.segments
            && self.start == other.start
    }
}

/// The thing that a task belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartOf {
    Project(Key),
    Run { operation: Key, date: Date },
}

/// A piece of uninterrupted work inside one window of working time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    pub start: Timestamp,
    pub finish: Timestamp,
}

/// Why a task starts when it does and not earlier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    pub kind: BecauseKind,
    /// Of `person` and `calendar` the person, of `predecessor` the task waited for, of `not_before` the task, project or
    /// run that says so; `None` for `now`.
    pub of: Option<Key>,
    /// The task right before it on the way back to the root cause: the predecessor, or what keeps its person busy.
    pub behind: Option<Key>,
}

/// The sorts of reasons for a start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BecauseKind {
    /// The person does something else until then.
    Person,
    /// It waits for another task.
    Predecessor,
    /// Everything is ready, but the person does not work before.
    Calendar,
    /// It was not to start before.
    NotBefore,
    /// Nothing holds it: it starts at once.
    Now,
}

/// A task that no plan can place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unplaced {
    pub key: Key,
    pub name: String,
    pub part_of: PartOf,
    /// `R3` where that rule alone forbids it, else `R11`.
    pub rule: String,
    /// A sentence with the names involved.
    pub reason: String,
}

/// A project, as planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedProject {
    pub key: Key,
    /// `None` with nothing open, or with a task that cannot be placed.
    pub finish: Option<Timestamp>,
    pub due: Option<Timestamp>,
    /// Elapsed hours after its due, not weighted.
    pub late_hours: f64,
    /// From the root cause to the task that finishes last; each waits for the one before it.
    pub critical_chain: Vec<Key>,
}

/// A run of an operation, as planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedRun {
    pub operation: Key,
    /// The day of its occurrence; with the operation it names the run.
    pub date: Date,
    pub title: Option<String>,
    pub due: Timestamp,
    /// `None` with nothing open, or with a step that cannot be placed.
    pub finish: Option<Timestamp>,
    pub late_hours: f64,
}

/// What is likely, of many futures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    pub at: Timestamp,
    pub seed: u64,
    /// Futures simulated: as many as asked for, fewer where it was stopped.
    pub futures: u32,
    /// Every project, in file order.
    pub projects: Vec<ProjectForecast>,
    /// Every operation, in file order.
    pub operations: Vec<OperationForecast>,
    /// Every planned task, in the order of the plan.
    pub tasks: Vec<TaskForecast>,
    /// Best first within a project; projects in file order.
    pub levers: Vec<Lever>,
    /// What pins and risks cost, where that has been looked for.
    #[serde(default)]
    pub prices: Vec<super::Price>,
}

/// When a project may end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectForecast {
    pub key: Key,
    pub due: Option<Timestamp>,
    /// Share of futures that finish at or before due, 0 to 1: 0 with a task that cannot be placed, `None` with nothing
    /// open.
    pub on_time: Option<f64>,
    /// `None` with nothing open or with a task that cannot be placed.
    pub finish: Option<Quantiles>,
    /// Open leaves without an effort of their own.
    pub guessed: u32,
    /// Open leaves, milestones apart.
    pub open: u32,
    /// Futures by the day (in the business's zone) on which they finish; in order, days without any left out.
    pub finish_days: Vec<DayCount>,
    pub assumes: Assumptions,
}

/// The instants at or before which 10, 50, 80 and 90 % of the futures finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantiles {
    pub p10: Timestamp,
    pub p50: Timestamp,
    pub p80: Timestamp,
    pub p90: Timestamp,
}

/// How many futures finish on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayCount {
    pub date: Date,
    pub count: u32,
}

/// What a project's forecast takes for granted, so that a page can say it in words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Assumptions {
    /// Through whom hand-offs go; `None` where there is nobody, and then nothing waits.
    pub manager: Option<Key>,
    /// Share of the manager's week that is spoken for, 0 to 0.95.
    pub utilisation: f64,
    /// Mean wait of a hand-off, in working hours of the manager; 0 where waits were left out.
    pub wait_hours: f64,
    /// Hand-offs through the manager (through anybody, where they had none) that the wait was learnt from.
    #[serde(default)]
    pub hand_offs: u32,
    /// Half of these were taken within so many working hours; `None` where there were none.
    #[serde(default)]
    pub half_taken_within: Option<f64>,
    /// What people's own past says of their efforts; empty where nothing is known of it.
    #[serde(default)]
    pub efforts: Vec<EffortAssumption>,
    /// `None` where no absence without notice is known, and then none is drawn.
    #[serde(default)]
    pub absences: Option<AbsenceAssumption>,
}

/// How long somebody's work takes over its estimate, for the efforts of a project that are numbers alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EffortAssumption {
    pub person: Key,
    /// Open ones of theirs to which it applies.
    pub tasks: u32,
    /// The middle one of their estimates, of which the factors are.
    pub estimate_hours: f64,
    /// Finished ones of theirs, estimated at half to twice as much.
    pub finished: u32,
    /// Times the estimate: a quarter take no more, a half, three quarters.
    pub quarter: f64,
    pub half: f64,
    pub three_quarters: f64,
}

/// How often people were away without notice.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AbsenceAssumption {
    pub spells: u32,
    pub since: Date,
    /// Working days that one took on average.
    pub days: f64,
    /// Expected of one person in a year.
    pub a_year: f64,
}

/// How often the runs of an operation are on time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OperationForecast {
    pub key: Key,
    /// Over all its open runs in the plan and all futures; `None` with no open run.
    pub on_time: Option<f64>,
}

/// When a task may end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaskForecast {
    pub key: Key,
    pub p10: Timestamp,
    pub p50: Timestamp,
    pub p80: Timestamp,
    pub p90: Timestamp,
    /// Share of futures in which it finishes at or before its own due; `None` without one.
    pub on_time: Option<f64>,
    /// Share of futures in which it is on the critical chain of its project or run.
    pub critical: f64,
}

/// A change that raises a late project's chance, found out by planning and forecasting with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lever {
    pub project: Key,
    pub change: Change,
    /// One plain sentence.
    pub says: String,
    /// The project's chance with the change.
    pub on_time: f64,
    /// The project's chance without it, over the same futures.
    pub instead_of: f64,
    /// Other projects that lose by it, the one that loses most first.
    #[serde(default)]
    pub costs: Vec<LeverCost>,
    /// What it costs, where that is known; only for those who may see rates (R17).
    #[serde(default)]
    pub money: Option<Money>,
}

/// What a lever takes from another project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeverCost {
    pub project: Key,
    /// Its chance with the change, and without it.
    pub on_time: f64,
    pub instead_of: f64,
}

/// What a lever costs, in the business's currency.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Money {
    /// Until the project's end; below nothing where it saves.
    pub amount: f64,
    /// For hours beyond those that a monthly rate pays.
    pub above_retainer: bool,
}

/// What a lever changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// Somebody else does a task.
    Reassign { task: Key, from: Key, to: Key },
    /// Somebody works more hours a week.
    AddHours { person: Key, hours_per_week: f64, instead_of: f64 },
    /// A task is left out.
    Drop { task: Key },
    /// A task of another project waits until that day.
    Postpone { task: Key, until: Date },
    /// A task becomes two of so many hours, one for each.
    Split { task: Key, from: Key, to: Key, hours: f64 },
    /// Somebody is off at another time, for as many days.
    MoveTimeOff { person: Key, from: Date, to: Date, new_from: Date, new_to: Date },
    /// The project ends later: end of that day in the business's zone.
    MoveEnd { end: Date },
    /// An hour late of the project counts for more.
    LiftWeight { weight: f64, instead_of: f64 },
    /// Two changes at once.
    Both { first: Box<Self>, second: Box<Self> },
}

impl Change {
    /// Both can be made, and neither undoes the other: they are about different tasks or different people.
    pub(super) fn goes_with(&self, other: &Self) -> bool {
        let task = |change: &Self| match change {
            Self::Reassign { task, .. }
            | Self::Drop { task }
            | Self::Split { task, .. }
            | Self::Postpone { task, .. } => Some(task.clone()),
            _ => None,
        };
        let both = matches!(self, Self::Both { .. }) || matches!(other, Self::Both { .. });
        let same_task = task(self).is_some() && task(self) == task(other);
        let same_kind = task(self).is_none() && std::mem::discriminant(self) == std::mem::discriminant(other);
        !(both || same_task || same_kind)
    }
}
