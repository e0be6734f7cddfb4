//! Why: the plan's reasons in sentences.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::plan::{BecauseKind, PartOf, PlannedTask};
use righthand_store::{Sql, sql};
use serde::Serialize;

use super::pins::{PinView, Pins};
use crate::contacts::of_task;
use crate::planning::Standing;
use crate::planning::seen::Sight;
use crate::view::{NotSeen, PersonRef, View};

/// Names by key, to say things with.
pub struct Words {
    people: HashMap<String, PersonRef>,
    standing: Option<Arc<Standing>>,
    /// Where a task is in the plan.
    places: HashMap<String, usize>,
    /// Names of tasks that a reason names and the plan no longer has.
    gone: HashMap<String, String>,
    /// Tasks that wait for somebody outside, or for an answer: key, what for, and the day.
    expected: Vec<(String, String, Date)>,
    sight: Sight,
    pins: Pins,
}

/// A step on the way from a start back to its root cause.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cause {
    pub key: String,
    pub name: String,
    pub person: Option<PersonRef>,
    pub start: Timestamp,
    pub finish: Timestamp,
    /// Why it starts when it does, in a sentence.
    pub why: String,
    /// The reader can look at it; of somebody else's work only the name is told.
    pub seen: bool,
}

/// Steps of a chain of causes: a longer one says nothing more to anybody.
const CAUSES_MAX: usize = 40;

/// The chain of causes of a task's start: itself first, its root cause last. Empty where it is not in the plan.
pub fn chain(view: &mut View<'_>, task: &str) -> Result<Vec<Cause>, NotSeen> {
    let words = Words::load(view)?;
    Ok(words.chain(task, view))
}

impl Words {
    /// The names of everybody, and of everything in the plan.
    pub fn load(view: &mut View<'_>) -> Result<Self, NotSeen> {
        const NAMES: &Sql = sql!("task.names", "select key, name from task where business_id = $1");
        let people = view.members()?.iter().map(|member| (member.key.clone(), PersonRef::from(member))).collect();
        let standing = view.standing.clone();
        let tasks = || standing.iter().flat_map(|standing| &standing.plan.tasks);
        let places: HashMap<String, usize> =
            tasks().enumerate().map(|(place, task)| (task.key.clone(), place)).collect();
        let complete = tasks().filter_map(named).all(|key| places.contains_key(key));
        let gone = if complete {
            HashMap::new()
        } else {
            view.tx.all(NAMES, &[], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect()
        };
        let sight = Sight::of(view)?;
        let mut expected = of_task::expected(view)?;
        expected.extend(crate::questions::list::expected(view)?);
        let pins = Pins::load(view)?;
        Ok(Self { people, standing, places, gone, expected, sight, pins })
    }

    /// Somebody by key.
    pub fn person(&self, key: &str) -> PersonRef {
        self.people.get(key).cloned().unwrap_or_else(|| PersonRef { key: key.to_owned(), name: key.to_owned() })
    }

    /// A task's name by its key.
    pub fn task<'w>(&'w self, key: &'w str) -> &'w str {
        let planned = self.planned(key).map(|task| task.name.as_str());
        planned.or_else(|| self.gone.get(key).map(String::as_str)).unwrap_or(key)
    }

    /// A task in the plan by its key.
    pub fn planned(&self, key: &str) -> Option<&PlannedTask> {
        self.standing.as_ref()?.plan.tasks.get(*self.places.get(key)?)
    }

    /// Can the reader look at it? Of others they may learn the name, where theirs waits for it.
    pub fn sees(&self, task: &PlannedTask) -> bool {
        self.sight.covers(task)
    }

    /// The task of a project that this one starts after, as key and name: what it waits for, or what its person does
    /// before. `None` where the reader cannot look at it.
    pub fn held_by(&self, task: &PlannedTask) -> Option<(String, String)> {
        let of_project = |other: &PlannedTask| matches!(other.part_of, PartOf::Project(_));
        let seen = |key: &&str| self.planned(key).is_some_and(|other| of_project(other) && self.sees(other));
        named(task).filter(seen).map(|key| (key.to_owned(), self.task(key).to_owned()))
    }

    /// The pin of a task.
    pub fn pin(&self, task: &str) -> Option<&PinView> {
        self.pins.of(task)
    }

    /// From a task back to its root cause: of work that the reader does not see, only the names, and no further.
    pub fn chain(&self, task: &str, view: &View<'_>) -> Vec<Cause> {
        let mut chain: Vec<Cause> = Vec::new();
        let mut at = self.planned(task);
        while let Some(task) = at {
            // Negative lags can lead back to where one came from; once is enough.
            if chain.len() >= CAUSES_MAX || chain.iter().any(|cause| cause.key == task.key) {
                break;
            }
            let seen = self.sees(task);
            chain.push(Cause {
                key: task.key.clone(),
                name: task.name.clone(),
                person: task.person.as_deref().map(|key| self.person(key)),
                start: task.start,
                finish: task.finish,
                why: if seen { self.why(task, view) } else { String::new() },
                seen,
            });
            at = if seen { task.because.behind.as_deref().and_then(|key| self.planned(key)) } else { None };
        }
        chain
    }

    fn first_name(&self, key: Option<&str>) -> String {
        let name = key.map(|key| self.person(key).name).unwrap_or_default();
        name.split_whitespace().next().unwrap_or("somebody").to_owned()
    }

    /// Why a task starts when it does.
    pub fn why(&self, task: &PlannedTask, view: &View<'_>) -> String {
        let of = task.because.of.as_deref();
        let behind = task.because.behind.as_deref().map(|key| self.task(key));
        if let Some(pinned) = self.pinned(task, view) {
            return pinned;
        }
        match task.because.kind {
            BecauseKind::Now => "Nothing holds it: it starts at once.".into(),
            BecauseKind::Predecessor => {
                let until = of
                    .and_then(|key| self.planned(key))
                    .map(|task| format!(", planned to end {}", day(view, task.finish)));
                format!(
                    "It waits for “{}”{}.",
                    of.map_or("another task", |key| self.task(key)),
                    until.unwrap_or_default()
                )
            }
            BecauseKind::Person => {
                let busy =
                    behind.map(|name| format!(" does “{name}” before")).unwrap_or_else(|| " is busy before".into());
                format!("{}{busy}.", self.first_name(of.or(task.person.as_deref())))
            }
            BecauseKind::Calendar => {
                let who = self.first_name(of.or(task.person.as_deref()));
                let next = format!("{who} works next on {}.", day(view, task.start));
                match of_task::latest(&self.expected, &task.key) {
                    Some((name, expected)) if expected == date(view, task.start) => outside(name, expected),
                    Some((name, expected)) if expected > view.today => {
                        format!("It waits for {name}, expected on {}; {next}", expected.strftime("%a %-d %b"))
                    }
                    _ => format!("Everything is ready; {next}"),
                }
            }
            BecauseKind::NotBefore => match of.and_then(|key| of_task::latest(&self.expected, key)) {
                Some((name, expected)) if expected == date(view, task.start) => outside(name, expected),
                _ => format!("It is not to start before {}.", day(view, task.start)),
            },
        }
    }
}

impl Words {
    /// That it is pinned to the day on which it starts, where nothing but that day holds it.
    fn pinned(&self, task: &PlannedTask, view: &View<'_>) -> Option<String> {
        let pin = self.pin(&task.key)?;
        let held = matches!(task.because.kind, BecauseKind::NotBefore | BecauseKind::Calendar);
        (held && pin.day == Some(date(view, task.start)))
            .then(|| format!("It is pinned to {}, by {}.", day(view, task.start), pin.by.name))
    }
}

/// The key of the task that its reason names.
fn named(task: &PlannedTask) -> Option<&str> {
    let of = if task.because.kind == BecauseKind::Predecessor { task.because.of.as_deref() } else { None };
    of.or(task.because.behind.as_deref())
}

/// Somebody outside the team, and when what they owe should come.
fn outside(name: &str, expected: Date) -> String {
    format!("It waits for {name}, expected on {}.", expected.strftime("%a %-d %b"))
}

fn date(view: &View<'_>, at: Timestamp) -> Date {
    view.zone.rules().to_datetime(at).date()
}

/// "Thu 26 Nov, 09:00", in the business's zone.
fn day(view: &View<'_>, at: Timestamp) -> String {
    let local = view.zone.rules().to_datetime(at);
    local.strftime("%a %-d %b, %H:%M").to_string()
}
