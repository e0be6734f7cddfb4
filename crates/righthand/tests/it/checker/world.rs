//! What a business file asks for: open leaves with all that holds them, as the contract words it.

use std::collections::{BTreeMap, HashMap};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde_json::Value;

use super::{
    calendar::{Minute, end_of, list, local, read, when, zone},
    recurrence,
};

/// A task that has no children, or a step of a run.
#[derive(Debug)]
pub(crate) struct Leaf {
    pub(crate) key: String,
    /// Index of the project, or `None` for a step.
    pub(crate) project: Option<usize>,
    /// Index into [`World::runs`].
    pub(crate) run: Option<usize>,
    pub(crate) kind: String,
    /// Minutes of work, open or not; 0 for a milestone. The fraction is what rounding may take either way.
    pub(crate) work: f64,
    pub(crate) milestone: bool,
    pub(crate) guessed: bool,
    /// Who may, before roles are asked.
    pub(crate) asked: Asked,
    pub(crate) release: Minute,
    pub(crate) due: Option<Minute>,
    pub(crate) done: Option<Minute>,
    pub(crate) after: Vec<Link>,
}

#[derive(Debug)]
pub(crate) enum Asked {
    People(Vec<String>),
    Skill(String),
    Anyone,
}

/// A link to one leaf.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) leaf: String,
    pub(crate) kind: String,
    pub(crate) lag: i64,
    pub(crate) working: bool,
}

/// A summary with a due of its own.
#[derive(Debug)]
pub(crate) struct DatedSummary {
    pub(crate) project: usize,
    pub(crate) due: Minute,
    pub(crate) leaves: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) due: Minute,
}

pub(crate) struct World<'f> {
    pub(crate) file: &'f Value,
    pub(crate) at: Minute,
    pub(crate) zone: TimeZone,
    pub(crate) leaves: BTreeMap<String, Leaf>,
    pub(crate) summaries: Vec<DatedSummary>,
    pub(crate) runs: Vec<Run>,
}

impl<'f> World<'f> {
    pub(crate) fn of(file: &'f Value, at: Timestamp, horizon_days: i64) -> Self {
        let at = super::calendar::minute(at);
        let zone = zone(file["business"].get("time_zone")).unwrap();
        let mut world = Self { file, at, zone, leaves: BTreeMap::new(), summaries: vec![], runs: vec![] };
        let mut below: HashMap<String, Vec<String>> = HashMap::new();
        for project in list(&file["projects"]) {
            list(&project["tasks"]).for_each(|task| drop(leaves_of(task, &mut below)));
        }
        for (index, project) in list(&file["projects"]).enumerate() {
            let release = project.get("start").map_or(at, |start| when(&world.zone, start, false).max(at));
            let from_above = Above { release, after: vec![], done: None };
            list(&project["tasks"]).for_each(|task| world.task(index, task, &from_above, &below));
        }
        for operation in list(&file["operations"]) {
            world.operation(operation, horizon_days);
        }
        world
    }

    /// Leaves that are not done, by key.
    pub(crate) fn open(&self) -> impl Iterator<Item = &Leaf> {
        self.leaves.values().filter(|leaf| leaf.done.is_none())
    }

    pub(crate) fn project(&self, index: usize) -> &Value {
        &self.file["projects"][index]
    }

    /// The earliest due that a leaf answers to: its own, its summaries', its run's, its project's.
    pub(crate) fn strictest_due(&self, leaf: &Leaf) -> Option<Minute> {
        let summaries = self.summaries.iter().filter(|summary| summary.leaves.contains(&leaf.key)).map(|s| s.due);
        let whole = match (leaf.project, leaf.run) {
            (Some(project), _) => Some(when(&self.zone, &self.project(project)["end"], true)),
            (None, Some(run)) => Some(self.runs[run].due),
            (None, None) => None,
        };
        summaries.chain(leaf.due).chain(whole).min()
    }

    /// People who may do a leaf; with `r3` left out, as if project managers implemented.
    pub(crate) fn candidates(&self, leaf: &Leaf, r3: bool) -> Vec<&'f str> {
        let may = |person: &&Value| {
            let (key, role) = (person["key"].as_str().unwrap(), person["role"].as_str().unwrap());
            let asked = match &leaf.asked {
                Asked::People(keys) => keys.iter().any(|asked| asked == key),
                Asked::Skill(skill) => list(&person["skills"]).any(|has| has == skill),
                Asked::Anyone => true,
            };
            asked && role != "guest" && !(r3 && role == "project_manager" && leaf.kind == "implementation")
        };
        list(&self.file["people"]).filter(may).map(|person| person["key"].as_str().unwrap()).collect()
    }

    fn task(&mut self, project: usize, task: &Value, above: &Above, below: &HashMap<String, Vec<String>>) {
        let mut own = above.clone();
        if let Some(not_before) = task.get("not_before") {
            own.release = own.release.max(when(&self.zone, not_before, false));
        }
        own.done = own.done.or(task.get("done_at").map(read));
        for link in list(&task["after"]) {
            let key = link.as_str().or(link["task"].as_str()).unwrap();
            let text = |name: &str, absent: &str| link.get(name).and_then(Value::as_str).unwrap_or(absent).to_owned();
            let lag = minutes_up(link.get("lag_hours").and_then(Value::as_f64).unwrap_or(0.0));
            own.after.extend(below[key].iter().map(|leaf| Link {
                leaf: leaf.clone(),
                kind: text("type", "FS"),
                lag,
                working: text("lag_in", "elapsed") == "working",
            }));
        }
        let due = task.get("due").map(|due| when(&self.zone, due, true));
        let key = task["key"].as_str().unwrap().to_owned();
        if list(&task["children"]).next().is_some() {
            if let Some(due) = due {
                self.summaries.push(DatedSummary { project, due, leaves: below[&key].clone() });
            }
            list(&task["children"]).for_each(|child| self.task(project, child, &own, below));
            return;
        }
        let mut leaf = leaf(task, key, task["spent_hours"].as_f64().unwrap_or(0.0));
        leaf.project = Some(project);
        leaf.release = own.release;
        leaf.due = due;
        leaf.done = own.done;
        leaf.after = own.after;
        self.leaves.insert(leaf.key.clone(), leaf);
    }

    fn operation(&mut self, operation: &Value, horizon_days: i64) {
        for (date, due) in recurrence::occurrences(operation, &self.zone, self.at + horizon_days * 1440) {
            if due <= self.at || due > self.at + horizon_days * 1440 {
                continue;
            }
            self.runs.push(Run { due });
            let begun = list(&self.file["runs"])
                .find(|run| run["operation"] == operation["key"] && run["date"] == date.to_string());
            for step in list(&operation["steps"]) {
                self.step(operation, date, step, begun);
            }
        }
    }

    fn step(&mut self, operation: &Value, date: Date, step: &Value, begun: Option<&Value>) {
        let name = |step: &str| format!("{}/{date}/{step}", operation["key"].as_str().unwrap());
        let begun = begun.and_then(|run| list(&run["steps"]).find(|begun| begun["key"] == step["key"]));
        let spent = begun.and_then(|begun| begun["spent_hours"].as_f64()).unwrap_or(0.0);
        let before = |days: f64| recurrence::days_before(operation, &self.zone, date, days);
        let mut leaf = leaf(step, name(step["key"].as_str().unwrap()), spent);
        leaf.run = Some(self.runs.len() - 1);
        leaf.release = before(step["available_days"].as_f64().unwrap_or(14.0)).max(self.at);
        leaf.due = Some(before(step["offset_days"].as_f64().unwrap_or(0.0)));
        leaf.done = begun.and_then(|begun| begun.get("done_at")).map(read);
        leaf.after = list(&step["after"])
            .map(|key| Link { leaf: name(key.as_str().unwrap()), kind: "FS".into(), lag: 0, working: false })
            .collect();
        self.leaves.insert(leaf.key.clone(), leaf);
    }
}

/// What a summary hands down to its leaves.
#[derive(Clone)]
struct Above {
    release: Minute,
    after: Vec<Link>,
    done: Option<Minute>,
}

impl Clone for Link {
    fn clone(&self) -> Self {
        Self { leaf: self.leaf.clone(), kind: self.kind.clone(), lag: self.lag, working: self.working }
    }
}

fn leaf(task: &Value, key: String, spent: f64) -> Leaf {
    let effort =
        task.get("effort").map(|effort| effort.as_f64().unwrap_or_else(|| effort["most_likely"].as_f64().unwrap()));
    let milestone = task["milestone"] == true;
    let assignees: Vec<String> = list(&task["assignees"]).map(|who| who.as_str().unwrap().to_owned()).collect();
    Leaf {
        key,
        project: None,
        run: None,
        kind: task["kind"].as_str().unwrap_or("implementation").to_owned(),
        work: if milestone { 0.0 } else { ((effort.unwrap_or(1.0) - spent) * 60.0).max(1.0) },
        milestone,
        guessed: !milestone && effort.is_none(),
        asked: match task["skill"].as_str() {
            _ if !assignees.is_empty() => Asked::People(assignees),
            Some(skill) => Asked::Skill(skill.to_owned()),
            None => Asked::Anyone,
        },
        release: 0,
        due: None,
        done: None,
        after: vec![],
    }
}

fn leaves_of(task: &Value, below: &mut HashMap<String, Vec<String>>) -> Vec<String> {
    let key = task["key"].as_str().unwrap().to_owned();
    let mut leaves: Vec<String> = list(&task["children"]).flat_map(|child| leaves_of(child, below)).collect();
    if leaves.is_empty() {
        leaves.push(key.clone());
    }
    below.insert(key, leaves.clone());
    leaves
}

/// Hours as minutes, rounded up; what is a whole minute but for the last bits stays it.
fn minutes_up(hours: f64) -> i64 {
    let minutes = hours * 60.0;
    if (minutes - minutes.round()).abs() < 1e-6 { minutes.round() as i64 } else { minutes.ceil() as i64 }
}

/// The end of a day of the business, for those who only have the zone.
pub(crate) fn day_end(zone: &TimeZone, on: Date) -> Minute {
    end_of(zone, on)
}

/// A local time of the business read with the offset before a gap, or the first of two.
pub(crate) fn wall(zone: &TimeZone, at: jiff::civil::DateTime) -> Minute {
    match zone.to_ambiguous_timestamp(at).offset() {
        jiff::tz::AmbiguousOffset::Gap { before, .. } => super::calendar::minute(before.to_timestamp(at).unwrap()),
        _ => local(zone, at, super::calendar::Edge::First),
    }
}
