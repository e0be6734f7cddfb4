//! Snapshot: all that is known of one business at one moment, in the shape of the business file.
//!
//! A snapshot is the one currency between the parts: the business file is read into it and written from it, the
//! database is read into it, the demonstration is one, and the planner and the advisor work on nothing else.
//! Everything refers to everything else by key, so that an answer can be read by people and by files.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::{Timestamp, tz::TimeZone};

use crate::{kind::Kind, past::Past, recurrence::Differs, roles::Role};

/// A short name that people and files use, unique within its kind (and business): `edit-ep2`.
pub type Key = String;

/// A business with its people and its work.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// The moment that counts as now, where the file says so.
    pub at: Option<Timestamp>,
    pub business: Business,
    pub people: Vec<Person>,
    pub areas: Vec<Area>,
    pub projects: Vec<Project>,
    pub operations: Vec<Operation>,
    pub duties: Vec<Duty>,
    pub appointments: Vec<Appointment>,
    pub runs: Vec<Run>,
    /// Where the owner has lifted R3; never in a file, where the rule holds plainly.
    pub lifts: Vec<R3Lift>,
    /// What only the desk keeps; never in a file.
    pub supposed: Supposed,
    /// What forecasts learn from; never in a file, and empty where nothing is forecast.
    pub past: Arc<Past>,
}

/// What is known besides the business file: projects that nobody has promised, work that is pinned, what may go wrong.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Supposed {
    /// Keys of projects that take nobody's hours as long as nobody has promised them.
    pub tentative: Vec<Key>,
    pub pins: Vec<Pin>,
    pub risks: Vec<Risk>,
}

/// A task that keeps its day, or its person, or both, until somebody takes the pin out (R20).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    pub task: Key,
    /// It starts on this day, in the business's zone.
    pub day: Option<Date>,
    /// Nobody else does it.
    pub person: Option<Key>,
}

/// Something that may go wrong: more work in a share of the futures.
#[derive(Debug, Clone, PartialEq)]
pub struct Risk {
    pub key: Key,
    pub name: String,
    pub project: Key,
    /// The task that it makes longer; without one, or once that is done, whatever work of the project comes last.
    pub task: Option<Key>,
    /// Share of the futures in which it comes true, 0 to 1.
    pub chance: f64,
    /// Hours of work more.
    pub hours: f64,
}

/// R3 does not hold for a member, at all or for one task: they may do implementation work though they manage projects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct R3Lift {
    pub member: Key,
    /// `None` for every task and step.
    pub task: Option<Key>,
}

/// The company itself: the tenant.
#[derive(Debug, Clone, PartialEq)]
pub struct Business {
    pub name: String,
    pub time_zone: Zone,
    /// ISO 4217, such as `EUR`.
    pub currency: Option<String>,
    pub working_week: Option<Week>,
    pub holidays: Vec<Holiday>,
    pub means: Means,
}

/// What the hiring advisor needs to know about money, in the business's currency.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Means {
    pub owner_hour_value: Option<f64>,
    pub budget_per_month: Option<f64>,
    pub market: Option<Market>,
    pub revenue_per_month: Option<Vec<f64>>,
    pub reserve: Option<f64>,
}

/// What each kind of help costs where the owner hires.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Market {
    pub project_manager: Option<Rate>,
    pub online_business_manager: Option<Rate>,
    pub virtual_assistant: Option<Rate>,
    pub specialist: Option<Rate>,
}

/// A price of somebody's work, in the business's currency.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Rate {
    pub hourly: Option<f64>,
    pub monthly: Option<f64>,
    pub per_piece: Option<f64>,
    pub fixed: Option<f64>,
}

/// A day on which nobody of the business works.
#[derive(Debug, Clone, PartialEq)]
pub struct Holiday {
    pub date: Date,
    pub name: Option<String>,
}

/// A zone with the name it was given, so that it is written as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone of an IANA name such as `Europe/Lisbon`; `None` if there is none.
    pub fn named(name: &str) -> Option<Self> {
        let zone = TimeZone::get(name).ok()?;
        zone.iana_name().is_some().then_some(Self(zone))
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The rules of the zone.
    pub fn rules(&self) -> &TimeZone {
        &self.0
    }
}

/// Working hours by weekday, Monday first; a day without windows is free.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Week(pub [Vec<Hours>; 7]);

impl Week {
    /// The windows of a weekday.
    pub fn on(&self, day: Weekday) -> &[Hours] {
        &self.0[usize::from(day.to_monday_zero_offset().unsigned_abs())]
    }
}

/// A window of local time: minutes after midnight, `from < to <= 1440`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hours {
    pub from: u16,
    pub to: u16,
}

/// A member of the business, on the terms of an engagement.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub key: Key,
    pub name: String,
    pub email: Option<String>,
    pub role: Role,
    pub skills: Vec<String>,
    pub hours_per_week: Option<f64>,
    pub working_week: Option<Week>,
    pub time_zone: Option<Zone>,
    pub time_off: Vec<TimeOff>,
    pub engagement: Option<Engagement>,
    /// The hours lie anywhere in the week; plans show no clock times. Changes only what is shown.
    pub flexible: bool,
    /// Replace the business's where given.
    pub holidays: Option<Vec<Date>>,
}

/// Whole days away, both ends included.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeOff {
    pub from: Date,
    pub to: Date,
    pub note: Option<String>,
    /// Nobody knew of it a few days before. Never in a file.
    pub unplanned: bool,
}

/// The terms on which a member works. In a file every part may be absent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Engagement {
    pub kind: Option<EngagementKind>,
    pub start: Option<Date>,
    pub end: Option<Date>,
    /// The projects that a fixed term covers. Does not limit a plan.
    pub projects: Vec<Key>,
    pub rate: Option<Rate>,
}

/// For a while, or for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EngagementKind {
    FixedTerm,
    Ongoing,
}

/// A major part of the business.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    pub key: Key,
    pub name: String,
    pub accountable: Option<Key>,
}

/// An outcome with an end date, a manager and a tree of tasks.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    pub key: Key,
    pub name: String,
    pub outcome: Option<String>,
    pub area: Option<Key>,
    pub manager: Option<Key>,
    pub start: Option<When>,
    pub end: When,
    pub weight: Option<f64>,
    pub budget_hours: Option<f64>,
    pub tasks: Vec<Task>,
    pub on_time_value: Option<f64>,
}

/// A day or an instant. A day is never an instant at midnight: whose midnight depends on who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Date(Date),
    Instant(Timestamp),
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Instant(instant) => instant.fmt(f),
        }
    }
}

impl std::str::FromStr for When {
    type Err = jiff::Error;
    /// `YYYY-MM-DD`, or RFC 3339 with an offset.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() == 10 { text.parse().map(Self::Date) } else { text.parse().map(Self::Instant) }
    }
}

crate::text_form!(When, "A day `YYYY-MM-DD`, or an instant with an offset (RFC 3339)", "2026-12-15", {
    "anyOf": [{ "format": "date" }, { "format": "date-time" }]
});

/// A piece of work; a summary where it has children.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Task {
    pub key: Key,
    pub name: String,
    pub notes: Option<String>,
    pub kind: Option<Kind>,
    pub effort: Option<Effort>,
    /// Its effort is a guess that nobody has confirmed; never in a file, where a guess is an effort that is not there.
    pub guessed: bool,
    pub spent_hours: f64,
    pub milestone: bool,
    pub assignees: Vec<Key>,
    pub skill: Option<String>,
    pub after: Vec<Link>,
    pub not_before: Option<When>,
    pub due: Option<When>,
    pub done_at: Option<Timestamp>,
    pub labels: Vec<String>,
    /// People outside the team, and answers, for which it waits; never in a file.
    pub awaits: Vec<Awaited>,
    pub children: Vec<Task>,
}

/// Something that a task waits for, and that has not come: from somebody outside the team, or an answer without which
/// it does not go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// Name of the contact, or of whoever owes the answer.
    pub from: String,
    /// The day on which it should come, where somebody has said one; of an answer, the instant at which it is owed.
    pub expected: Option<When>,
    /// It is an answer (R7).
    pub answer: bool,
}

/// Hours of one person's work.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Effort {
    One(f64),
    /// In order of size.
    Three {
        optimistic: f64,
        most_likely: f64,
        pessimistic: f64,
    },
}

impl Effort {
    /// What a plan reckons with, in hours.
    pub fn most_likely(self) -> f64 {
        match self {
            Self::One(hours) | Self::Three { most_likely: hours, .. } => hours,
        }
    }
}

impl std::fmt::Display for Effort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::One(hours) => write!(f, "{hours}"),
            Self::Three { optimistic, most_likely, pessimistic } => {
                write!(f, "{optimistic} / {most_likely} / {pessimistic}")
            }
        }
    }
}

/// A dependency, as the later task tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub task: Key,
    pub kind: LinkKind,
    pub lag_hours: f64,
    pub lag_in: LagIn,
}

/// Which end of the earlier task holds which end of the later one.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
pub enum LinkKind {
    #[default]
    #[serde(rename = "FS")]
    FinishToStart,
    #[serde(rename = "SS")]
    StartToStart,
    #[serde(rename = "FF")]
    FinishToFinish,
    #[serde(rename = "SF")]
    StartToFinish,
}

/// What the hours of a lag are: wall clock, or working hours of the person who does the later task.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LagIn {
    #[default]
    Elapsed,
    Working,
}

/// Work the business does again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    pub key: Key,
    pub name: String,
    pub area: Option<Key>,
    pub accountable: Option<Key>,
    /// One RECUR value of RFC 5545, section 3.3.10.
    pub rrule: String,
    pub starts: Starts,
    pub except: Vec<Date>,
    pub steps: Vec<Step>,
    /// What it does otherwise than its rule says; never in a file.
    pub differs: Differs,
}

/// The first day of a recurrence, with a local time of day where its runs are due at one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Starts {
    Date(Date),
    DateTime(DateTime),
}

impl Starts {
    /// The day, whatever the hour.
    pub fn date(self) -> Date {
        match self {
            Self::Date(date) => date,
            Self::DateTime(at) => at.date(),
        }
    }

    /// The time of day at which a run is due; `None` where it has all of the day.
    pub fn time(self) -> Option<Time> {
        match self {
            Self::Date(_) => None,
            Self::DateTime(at) => Some(at.time()),
        }
    }
}

/// One step of an operation's workflow.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    pub key: Key,
    pub name: String,
    pub notes: Option<String>,
    pub kind: Option<Kind>,
    pub effort: Option<Effort>,
    pub assignees: Vec<Key>,
    pub skill: Option<String>,
    /// Steps of the same operation that come first.
    pub after: Vec<Key>,
    /// Calendar days before the run's due from which the step can be done.
    pub available_days: Option<f64>,
    /// Calendar days before the run's due at which the step itself is due.
    pub offset_days: Option<f64>,
}

/// Anything that takes somebody's hours: the inventory of the hiring advisor.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty {
    pub key: Key,
    pub name: String,
    pub kind: Kind,
    pub hours_per_week: f64,
    pub area: Option<Key>,
    pub project: Option<Key>,
    pub skill: Option<String>,
    pub who: Option<Key>,
    pub energy: Option<Energy>,
    pub owner_has_skill: Option<bool>,
    pub hand_over: Option<bool>,
    pub owner_has_time: Option<bool>,
}

/// How the owner feels about a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Energy {
    Gives,
    Neutral,
    Drains,
}

/// Work at a fixed time with several people; never moved by the planner.
#[derive(Debug, Clone, PartialEq)]
pub struct Appointment {
    pub key: Key,
    pub name: String,
    pub start: Timestamp,
    pub end: Timestamp,
    pub people: Vec<Key>,
}

/// What has begun of one occurrence of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    pub operation: Key,
    pub date: Date,
    pub title: Option<String>,
    pub steps: Vec<RunStep>,
    /// The steps of the version that it began with, where the operation has others now (R10); never in a file.
    pub follows: Option<Vec<Step>>,
}

impl Run {
    /// The steps that it has: those that it began with.
    pub fn workflow<'a>(&'a self, operation: &'a Operation) -> &'a [Step] {
        self.follows.as_deref().unwrap_or(&operation.steps)
    }
}

/// What has begun of one step of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct RunStep {
    pub key: Key,
    pub done_at: Option<Timestamp>,
    pub spent_hours: f64,
    pub person: Option<Key>,
}

/// A fault of a snapshot's content: where, as a JSON pointer into the business file (RFC 6901), and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Fault {
    /// Such as `/projects/0/tasks/3/after/0`.
    pub pointer: String,
    /// Such as `no task "edit-ep2"`.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.pointer, self.message)
    }
}
