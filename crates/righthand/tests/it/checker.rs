//! The checker: is a plan true to its business file? It reads the file and the plan as JSON, nothing else, has its own
//! calendar, and shares no code with what it judges.

pub(crate) mod calendar;
mod order;
mod pieces;
mod recurrence;
mod totals;
pub(crate) mod world;

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use serde_json::Value;

use calendar::{Minute, Time, Window, list, read};
use world::World;

/// Minutes after the last finish for which working time is worked out; lags are shorter in all test files.
const BEYOND: i64 = 120 * 1440;
/// Within which working time has to be found before a task may be called impossible (contract: five years).
const FIVE_YEARS: i64 = 5 * 366 * 1440;

/// Everything wrong with `plan` as an answer to `file`, planned as of `at` with runs for `horizon_days`; empty is good.
pub(crate) fn judge(file: &Value, plan: &Value, at: Timestamp, horizon_days: i64) -> Vec<String> {
    let world = World::of(file, at, horizon_days);
    let mut faults = shape(plan);
    if !faults.is_empty() {
        return faults;
    }
    let tasks: BTreeMap<&str, Placed> = list(&plan["tasks"]).map(Placed::of).map(|task| (task.key, task)).collect();
    let unplaced: HashMap<&str, &Value> = list(&plan["unplaced"]).map(|task| (text(&task["key"]), task)).collect();
    let judged = Judged { world: &world, plan, times: times(&world, &tasks, !unplaced.is_empty()), tasks, unplaced };
    judged.everything_once(&mut faults);
    if faults.is_empty() {
        judged.pieces(&mut faults);
        judged.aside(&mut faults);
        judged.order(&mut faults);
        judged.reasons(&mut faults);
        judged.totals(&mut faults);
    }
    faults
}

/// A task as the plan places it.
pub(crate) struct Placed<'p> {
    key: &'p str,
    person: Option<&'p str>,
    start: Minute,
    finish: Minute,
    pieces: Vec<Window>,
    told: &'p Value,
}

impl<'p> Placed<'p> {
    fn of(told: &'p Value) -> Self {
        Self {
            key: text(&told["key"]),
            person: told["person"].as_str(),
            start: read(&told["start"]),
            finish: read(&told["finish"]),
            pieces: list(&told["segments"]).map(|piece| (read(&piece["start"]), read(&piece["finish"]))).collect(),
            told,
        }
    }
}

/// A plan beside its world.
struct Judged<'j> {
    world: &'j World<'j>,
    plan: &'j Value,
    times: HashMap<&'j str, Time>,
    tasks: BTreeMap<&'j str, Placed<'j>>,
    unplaced: HashMap<&'j str, &'j Value>,
}

impl Judged<'_> {
    /// Every open leaf is either in tasks or in unplaced, once, and nothing else is.
    fn everything_once(&self, faults: &mut Vec<String>) {
        let mut times: BTreeMap<&str, usize> = self.world.open().map(|leaf| (leaf.key.as_str(), 0)).collect();
        for told in list(&self.plan["tasks"]).chain(list(&self.plan["unplaced"])) {
            match times.get_mut(text(&told["key"])) {
                Some(count) => *count += 1,
                None => faults.push(format!("{}: is no open leaf", told["key"])),
            }
        }
        let wrong = times.into_iter().filter(|(_, count)| *count != 1);
        faults.extend(wrong.map(|(key, count)| format!("{key}: is in the plan {count} times")));
    }
}

/// Fields of the contract, each of its kind, instants on whole minutes with the business's offset.
fn shape(plan: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fields = |of: &Value, names: &[&str]| {
        let there: Vec<&str> = of.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        if there != names {
            faults.push(format!("fields {there:?} instead of {names:?}"));
        }
    };
    fields(plan, &["format", "at", "seed", "objective", "tasks", "unplaced", "projects"]);
    fields(&plan["objective"], &["late_hours", "finish_hours"]);
    for task in list(&plan["tasks"]) {
        fields(task, &["key", "person", "start", "finish", "guessed", "segments", "due", "late_hours", "because"]);
        fields(&task["because"], &["kind", "of"]);
        list(&task["segments"]).for_each(|piece| fields(piece, &["start", "finish"]));
    }
    list(&plan["unplaced"]).for_each(|task| fields(task, &["key", "rule", "reason"]));
    list(&plan["projects"]).for_each(|of| fields(of, &["key", "finish", "due", "late_hours", "critical_chain"]));
    if plan["format"] != "righthand-plan/1" {
        faults.push(format!("format {}", plan["format"]));
    }
    faults
}

fn times<'w>(world: &World<'w>, tasks: &BTreeMap<&str, Placed<'_>>, some_unplaced: bool) -> HashMap<&'w str, Time> {
    let from = world.leaves.values().filter_map(|leaf| leaf.done).min().unwrap_or(world.at).min(world.at) - BEYOND;
    let last = tasks.values().map(|task| task.finish).max().unwrap_or(world.at);
    let to = if some_unplaced { last.max(world.at + FIVE_YEARS) } else { last } + BEYOND;
    let people = list(&world.file["people"]);
    people.map(|person| (text(&person["key"]), Time::of(world.file, person, from, to))).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
