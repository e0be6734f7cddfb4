//! Suppose: the same business with something otherwise, planned and forecast over the same futures, beside how it is.
//!
//! A supposition is made to a copy of the snapshot; nothing of it is kept. Draws are named by task, so that a difference
//! is the supposition's and not chance's.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::answer::{Change, Forecast, PartOf, Plan, PlannedTask};
use super::{Futures, Options, levers, solve_forecast};
use crate::calendar::edges;
use crate::snapshot::{Fault, Key, Snapshot, TimeOff};

/// What is otherwise.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Supposition {
    /// Tentative projects that are promised.
    pub on: Vec<Key>,
    /// Promised projects that are held back.
    pub off: Vec<Key>,
    /// Somebody who is away.
    pub away: Option<Away>,
    /// A change of a project, as a lever tells it.
    pub change: Option<(Key, Change)>,
    /// Tasks without their pin.
    pub unpinned: Vec<Key>,
    /// Risks that do not come true.
    pub spared: Vec<Key>,
}

/// Whole days on which somebody is away, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    pub person: Key,
    pub from: Date,
    pub to: Date,
}

impl Supposition {
    /// The business with all of it; `None` where it names what is not there.
    pub fn applied(&self, snapshot: &Snapshot) -> Option<Snapshot> {
        let mut copy = match &self.change {
            Some((project, change)) => {
                let index = snapshot.projects.iter().position(|other| other.key == *project)?;
                levers::changed(snapshot, index, change)?
            }
            None => snapshot.clone(),
        };
        if let Some(Away { person, from, to }) = &self.away {
            let person = copy.people.iter_mut().find(|other| other.key == *person)?;
            person.time_off.push(TimeOff { from: *from, to: *to, note: None, unplanned: false });
        }
        let known = |key: &Key| snapshot.projects.iter().any(|project| project.key == *key);
        if !self.on.iter().chain(&self.off).all(known) {
            return None;
        }
        let supposed = &mut copy.supposed;
        supposed.tentative.retain(|key| !self.on.contains(key));
        supposed.tentative.extend(self.off.iter().cloned());
        supposed.pins.retain(|pin| !self.unpinned.contains(&pin.task));
        supposed.risks.retain(|risk| !self.spared.contains(&risk.key));
        Some(copy)
    }
}

/// What a supposition does, beside how it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    pub futures: u32,
    /// Every project, in file order.
    pub projects: Vec<ProjectThen>,
    /// Operations whose chance differs, in file order.
    pub operations: Vec<OperationThen>,
    /// Tasks and steps that come later, to somebody else, or nowhere; the longest delays first.
    pub tasks: Vec<TaskThen>,
    /// Of [`Supposition::away`]: what passes through their hands meanwhile.
    pub hand_offs: Vec<HandOffThen>,
}

/// A project, as it is and as it would be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectThen {
    pub key: Key,
    /// Share of futures on time; `None` with nothing open.
    pub before: Option<f64>,
    pub then: Option<f64>,
    /// Planned finish.
    pub finish_before: Option<Timestamp>,
    pub finish_then: Option<Timestamp>,
    /// By when four futures in five are done.
    pub p80_before: Option<Timestamp>,
    pub p80_then: Option<Timestamp>,
    /// Tasks that could no longer be placed.
    pub unplaced: usize,
}

/// An operation, as it is and as it would be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OperationThen {
    pub key: Key,
    pub before: Option<f64>,
    pub then: Option<f64>,
}

/// A task or step that would be otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaskThen {
    pub key: Key,
    pub name: String,
    pub part_of: PartOf,
    pub person_before: Option<Key>,
    pub person_then: Option<Key>,
    pub finish_before: Timestamp,
    /// `None` where it could not be placed.
    pub finish_then: Option<Timestamp>,
    /// Why it could not be placed.
    pub reason: Option<String>,
}

/// Work handed from one person to another through somebody who is away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOffThen {
    /// The task or step that is handed over.
    pub task: Key,
    pub name: String,
    pub part_of: PartOf,
    /// When it would be.
    pub at: Timestamp,
}

/// Tasks that a comparison tells of: more are nobody's reading.
const TASKS_MAX: usize = 60;
/// A task that comes later by less has not stalled.
const STALLED_MINUTES: i64 = 60;

/// Plans and forecasts both. `earlier` of the options should be the plan that stands: then only what has to move does.
pub fn suppose(
    snapshot: &Snapshot,
    options: &Options,
    futures: &Futures,
    supposition: &Supposition,
    keep_going: &mut (dyn FnMut() -> bool + Send),
) -> Result<Comparison, Vec<Fault>> {
    let Some(changed) = supposition.applied(snapshot) else {
        return Err(vec![Fault { pointer: String::new(), message: "it names what is not there any more".into() }]);
    };
    let before = solve_forecast(snapshot, options, futures, keep_going)?;
    let then = solve_forecast(&changed, options, futures, keep_going)?;
    let hand_offs = supposition.away.as_ref().map(|away| hand_offs(snapshot, &before.0, away)).unwrap_or_default();
    Ok(Comparison {
        futures: then.1.futures,
        projects: projects(&before, &then),
        operations: operations(&before.1, &then.1),
        tasks: tasks(&before.0, &then.0),
        hand_offs,
    })
}

fn projects(before: &(Plan, Forecast), then: &(Plan, Forecast)) -> Vec<ProjectThen> {
    let read = |(index, was): (usize, &super::answer::ProjectForecast)| {
        let is = then.1.projects.get(index);
        let finish = |plan: &Plan| plan.projects.get(index).and_then(|project| project.finish);
        let of_project = |part: &PartOf| matches!(part, PartOf::Project(key) if *key == was.key);
        ProjectThen {
            key: was.key.clone(),
            before: was.on_time,
            then: is.and_then(|is| is.on_time),
            finish_before: finish(&before.0),
            finish_then: finish(&then.0),
            p80_before: was.finish.map(|finish| finish.p80),
            p80_then: is.and_then(|is| is.finish).map(|finish| finish.p80),
            unplaced: then.0.unplaced.iter().filter(|task| of_project(&task.part_of)).count(),
        }
    };
    before.1.projects.iter().enumerate().map(read).collect()
}

fn operations(before: &Forecast, then: &Forecast) -> Vec<OperationThen> {
    let pairs = before.operations.iter().zip(&then.operations).filter(|(was, is)| was.on_time != is.on_time);
    pairs.map(|(was, is)| OperationThen { key: was.key.clone(), before: was.on_time, then: is.on_time }).collect()
}

fn tasks(before: &Plan, then: &Plan) -> Vec<TaskThen> {
    let placed: HashMap<&str, &PlannedTask> = then.tasks.iter().map(|task| (task.key.as_str(), task)).collect();
    let nowhere: HashMap<&str, &str> =
        then.unplaced.iter().map(|task| (task.key.as_str(), task.reason.as_str())).collect();
    let differs = |was: &PlannedTask| {
        let is = placed.get(was.key.as_str());
        let reason = nowhere.get(was.key.as_str());
        let later = is.is_some_and(|is| is.finish.duration_since(was.finish).as_mins() >= STALLED_MINUTES);
        let given = is.is_some_and(|is| is.person != was.person);
        (later || given || reason.is_some()).then(|| TaskThen {
            key: was.key.clone(),
            name: was.name.clone(),
            part_of: was.part_of.clone(),
            person_before: was.person.clone(),
            person_then: is.and_then(|is| is.person.clone()),
            finish_before: was.finish,
            finish_then: is.map(|is| is.finish),
            reason: reason.map(|reason| (*reason).to_owned()),
        })
    };
    let mut tasks: Vec<TaskThen> = before.tasks.iter().filter_map(differs).collect();
    let delay = |task: &TaskThen| {
        task.finish_then.map_or(i64::MAX, |finish| finish.duration_since(task.finish_before).as_secs())
    };
    tasks.sort_by(|a, b| delay(b).cmp(&delay(a)).then_with(|| a.key.cmp(&b.key)));
    tasks.truncate(TASKS_MAX);
    tasks
}

/// What is handed over, while they are away, in the projects that they manage and the operations that they answer for:
/// work that starts then and waits for somebody else's.
fn hand_offs(snapshot: &Snapshot, plan: &Plan, away: &Away) -> Vec<HandOffThen> {
    let zone = snapshot.business.time_zone.rules();
    let (from, to) = (edges::start_of_day(zone, away.from), edges::end_of_day(zone, away.to));
    let owner = snapshot.people.iter().find(|person| person.role == crate::roles::Role::Owner);
    let theirs = |manager: Option<&Key>| manager.or(owner.map(|owner| &owner.key)) == Some(&away.person);
    let through_them = |part: &PartOf| match part {
        PartOf::Project(key) => snapshot.projects.iter().any(|p| p.key == *key && theirs(p.manager.as_ref())),
        PartOf::Run { operation, .. } => {
            snapshot.operations.iter().any(|o| o.key == *operation && theirs(o.accountable.as_ref()))
        }
    };
    let people: HashMap<&str, Option<&Key>> =
        plan.tasks.iter().map(|task| (task.key.as_str(), task.person.as_ref())).collect();
    let waits = Waits::of(snapshot);
    let handed = |task: &&PlannedTask| {
        task.person.is_some()
            && (from..to).contains(&task.start)
            && through_them(&task.part_of)
            && waits
                .before(&task.key)
                .iter()
                .any(|source| people.get(source.as_str()).is_some_and(|of| of.is_some() && *of != task.person.as_ref()))
    };
    let told = |task: &PlannedTask| HandOffThen {
        task: task.key.clone(),
        name: task.name.clone(),
        part_of: task.part_of.clone(),
        at: task.start,
    };
    plan.tasks.iter().filter(handed).take(TASKS_MAX).map(told).collect()
}

/// What tasks and steps wait for, by their keys in a plan.
struct Waits<'a> {
    tasks: HashMap<&'a str, Vec<Key>>,
    steps: HashMap<(&'a str, &'a str), &'a [Key]>,
}

impl<'a> Waits<'a> {
    fn of(snapshot: &'a Snapshot) -> Self {
        let outline = super::outline::Outline::of(snapshot);
        let mut tasks = HashMap::new();
        for (at, node) in outline.nodes.iter().enumerate().filter(|(_, node)| node.is_leaf()) {
            let links = outline.up(at).flat_map(|up| &outline.nodes[up].task.after);
            let sources = links.filter_map(|link| outline.by_key.get(link.task.as_str()));
            let leaves = sources.flat_map(|to| outline.leaves(*to)).map(|leaf| outline.nodes[leaf].task.key.clone());
            tasks.insert(node.task.key.as_str(), leaves.collect());
        }
        let steps = snapshot.operations.iter().flat_map(|operation| {
            operation.steps.iter().map(|step| ((operation.key.as_str(), step.key.as_str()), step.after.as_slice()))
        });
        Self { tasks, steps: steps.collect() }
    }

    fn before(&self, key: &str) -> Vec<Key> {
        if let Some(sources) = self.tasks.get(key) {
            return sources.clone();
        }
        let mut parts = key.splitn(3, '/');
        let (Some(operation), Some(day), Some(step)) = (parts.next(), parts.next(), parts.next()) else {
            return Vec::new();
        };
        let steps = self.steps.get(&(operation, step)).copied().unwrap_or_default();
        steps.iter().map(|step| format!("{operation}/{day}/{step}")).collect()
    }
}

/// The price of a pin or of a risk: what the chances of projects would be without it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Price {
    pub of: PriceOf,
    /// Projects whose chance differs, with it and without it; the most first.
    pub projects: Vec<Priced>,
}

/// What has a price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceOf {
    /// Key of the pinned task.
    Pin(Key),
    /// Key of the risk.
    Risk(Key),
}

/// A project's chance with a pin or a risk, and without it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Priced {
    pub project: Key,
    pub with: f64,
    pub without: f64,
}

/// Pins and risks that are priced in one go: each costs a plan and its futures.
const PRICED_MAX: usize = 24;
/// A smaller difference is noise of the futures that a price is found with.
const PRICE_MIN: f64 = 0.005;

/// What each pin and each risk costs, by planning again without it.
pub(super) fn prices(
    snapshot: &Snapshot,
    options: &Options,
    futures: &Futures,
    keep_going: &mut (dyn FnMut() -> bool + Send),
) -> Vec<Price> {
    let pins = snapshot.supposed.pins.iter().map(|pin| PriceOf::Pin(pin.task.clone()));
    let risks = snapshot.supposed.risks.iter().map(|risk| PriceOf::Risk(risk.key.clone()));
    let all: Vec<PriceOf> = pins.chain(risks).take(PRICED_MAX).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let (options, futures) = super::trial(options, futures);
    let Ok((_, base)) = solve_forecast(snapshot, &options, &futures, keep_going) else { return Vec::new() };
    let mut prices = Vec::new();
    for of in all {
        if !keep_going() {
            break;
        }
        let without = match &of {
            PriceOf::Pin(task) => Supposition { unpinned: vec![task.clone()], ..Supposition::default() },
            PriceOf::Risk(key) => Supposition { spared: vec![key.clone()], ..Supposition::default() },
        };
        let Some(changed) = without.applied(snapshot) else { continue };
        let Ok((_, then)) = solve_forecast(&changed, &options, &futures, keep_going) else { continue };
        prices.push(Price { of, projects: priced(&base, &then) });
    }
    prices
}

fn priced(with: &Forecast, without: &Forecast) -> Vec<Priced> {
    let pairs = with.projects.iter().zip(&without.projects);
    let mut priced: Vec<Priced> = pairs
        .filter_map(|(with, without)| {
            Some(Priced { project: with.key.clone(), with: with.on_time?, without: without.on_time? })
        })
        .filter(|priced| (priced.without - priced.with).abs() >= PRICE_MIN)
        .collect();
    priced.sort_by(|a, b| (b.without - b.with).total_cmp(&(a.without - a.with)));
    priced
}
