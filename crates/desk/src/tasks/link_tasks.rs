//! Lets one task wait for another, or no longer. A link that closes a circle is refused with the circle named.

use std::collections::{HashMap, HashSet};

use righthand_domain::ids::{DependencyId, TaskId};
use righthand_domain::roles::Permission;
use righthand_domain::snapshot::{LagIn, LinkKind};
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::{Dependency, Task, minutes};

/// Ten years either way: what lies further apart is not one plan.
const LAG_HOURS_MAX: f64 = 87_600.0;

/// Lets a task wait for another one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkTasks {
    /// Key of the task that waits.
    pub task: String,
    /// Key of the task that it waits for.
    pub after: String,
    /// Which end waits for which: FS (finish to start), SS, FF or SF.
    #[serde(default, rename = "type")]
    pub kind: LinkKind,
    /// Hours between them; may be negative.
    #[serde(default)]
    pub lag_hours: f64,
    #[serde(default)]
    pub lag_in: LagIn,
}

impl Command for LinkTasks {
    const NAME: &'static str = "link_tasks";
    const SUMMARY: &'static str = "Let a task wait for another one";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Put, "/tasks/{task}/dependencies/{after}");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (task, after) = (act.task(&self.task)?, act.task(&self.after)?);
        act.reach_task(&task, Self::NEEDS)?;
        if !self.lag_hours.is_finite() || self.lag_hours.abs() > LAG_HOURS_MAX {
            return Err(Stop::invalid("/lag_hours", format!("a lag is at most {LAG_HOURS_MAX} hours either way")));
        }
        let (lag_minutes, lag_in) = (minutes(self.lag_hours), self.lag_in);
        let said = format!("{} waits for {}", task.name, after.name);
        if let Some(before) = links(act, &task, &after)?.into_iter().find(|link| link.kind == self.kind) {
            let version = act.update(&before, &Dependency { lag_minutes, lag_in, ..before.clone() }, None)?;
            return Ok(Said::about(said, &task.key, version));
        }
        refuse_circle(act, &task, &after)?;
        let id = act.new_id::<DependencyId>();
        let link = Dependency {
            id,
            task_id: task.id,
            predecessor_id: after.id,
            kind: self.kind,
            lag_minutes,
            lag_in,
            version: 1,
        };
        act.insert(&link)?;
        Ok(Said::about(said, &task.key, task.version))
    }
}

/// A task no longer waits for another one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnlinkTasks {
    /// Key of the task that waits.
    pub task: String,
    /// Key of the task that it waits for.
    pub after: String,
}

impl Command for UnlinkTasks {
    const NAME: &'static str = "unlink_tasks";
    const SUMMARY: &'static str = "Let a task no longer wait for another one";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Delete, "/tasks/{task}/dependencies/{after}");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (task, after) = (act.task(&self.task)?, act.task(&self.after)?);
        act.reach_task(&task, Self::NEEDS)?;
        let links = links(act, &task, &after)?;
        if links.is_empty() {
            return Err(Stop::NotFound(format!("dependency of “{}” on “{}”", task.name, after.name)));
        }
        for link in &links {
            act.delete(link)?;
        }
        Ok(Said::about(format!("{} no longer waits for {}", task.name, after.name), &task.key, task.version))
    }
}

/// Which ends wait for each other, and how long.
#[derive(Default)]
struct Lag {
    kind: LinkKind,
    minutes: i64,
    counted_in: LagIn,
}

/// Lets `task` wait for `after`, unless that closes a circle; what waits already goes on as it does.
pub(super) fn wait_for(act: &mut Act<'_>, task: &Task, after: &Task) -> Result<(), Stop> {
    if links(act, task, after)?.iter().any(|link| link.kind == LinkKind::default()) {
        return Ok(());
    }
    link(act, task, after, Lag::default())
}

fn link(act: &mut Act<'_>, task: &Task, after: &Task, lag: Lag) -> Result<(), Stop> {
    refuse_circle(act, task, after)?;
    let id = act.new_id::<DependencyId>();
    act.insert(&Dependency {
        id,
        task_id: task.id,
        predecessor_id: after.id,
        kind: lag.kind,
        lag_minutes: lag.minutes,
        lag_in: lag.counted_in,
        version: 1,
    })?;
    Ok(())
}

fn links(act: &mut Act<'_>, task: &Task, after: &Task) -> Result<Vec<Dependency>, Stop> {
    let select =
        select_sql!(Dependency, "where business_id = $1 and task_id = $2 and predecessor_id = $3 order by kind");
    act.select(select, &values![task.id, after.id])
}

/// Would `task` come, over links and the tree, before what it is to wait for? A summary stands for its leaves: a link
/// to it waits for all below it, and a link of it holds all below it back.
fn refuse_circle(act: &mut Act<'_>, task: &Task, after: &Task) -> Result<(), Stop> {
    let all = act.select::<Task>(select_sql!(Task, "where business_id = $1 and archived = false"), &[])?;
    let by_id: HashMap<TaskId, &Task> = all.iter().map(|task| (task.id, task)).collect();
    if is_above(&by_id, task.id, after.id) || is_above(&by_id, after.id, task.id) {
        let why = format!("“{}” and “{}” are the same work: one is a part of the other", task.name, after.name);
        return Err(Stop::invalid("/after", why));
    }
    let mut before: HashMap<TaskId, Vec<TaskId>> = HashMap::new();
    for link in act.select::<Dependency>(select_sql!(Dependency, "where business_id = $1"), &[])? {
        before.entry(link.task_id).or_default().push(link.predecessor_id);
    }
    for child in &all {
        if let Some(parent) = child.parent_id {
            before.entry(parent).or_default().push(child.id);
        }
    }
    // What holds a summary back holds its leaves back: from a task one goes on to the links of all above it.
    let waits_for = |id: TaskId| -> Vec<TaskId> {
        let mut found = before.get(&id).cloned().unwrap_or_default();
        let mut above = by_id.get(&id).and_then(|task| task.parent_id);
        while let Some(parent) = above {
            let links = before.get(&parent).into_iter().flatten();
            found.extend(links.filter(|other| by_id.get(other).is_none_or(|task| task.parent_id != Some(parent))));
            above = by_id.get(&parent).and_then(|task| task.parent_id);
        }
        found
    };
    let goals: HashSet<TaskId> = with_below(&all, task.id);
    let Some(way) = way_back(after.id, &goals, waits_for) else { return Ok(()) };
    let names: Vec<&str> = way.iter().filter_map(|id| by_id.get(id)).map(|task| task.name.as_str()).collect();
    let why = format!("that would close a circle: {} waits for {}", task.name, names.join(", which waits for "));
    Err(Stop::invalid("/after", why))
}

fn is_above(by_id: &HashMap<TaskId, &Task>, above: TaskId, below: TaskId) -> bool {
    let mut at = Some(below);
    while let Some(id) = at {
        if id == above {
            return true;
        }
        at = by_id.get(&id).and_then(|task| task.parent_id);
    }
    false
}

fn with_below(all: &[Task], top: TaskId) -> HashSet<TaskId> {
    let mut found = HashSet::from([top]);
    let mut grew = true;
    while grew {
        let more: Vec<TaskId> = all
            .iter()
            .filter(|task| task.parent_id.is_some_and(|parent| found.contains(&parent)) && !found.contains(&task.id))
            .map(|task| task.id)
            .collect();
        grew = !more.is_empty();
        found.extend(more);
    }
    found
}

/// The shortest way from `from` to one of `goals`, both ends included.
fn way_back(from: TaskId, goals: &HashSet<TaskId>, next: impl Fn(TaskId) -> Vec<TaskId>) -> Option<Vec<TaskId>> {
    let mut came_from: HashMap<TaskId, Option<TaskId>> = HashMap::from([(from, None)]);
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        if goals.contains(&at) {
            let mut way = vec![at];
            let mut back = at;
            while let Some(Some(before)) = came_from.get(&back).copied() {
                way.push(before);
                back = before;
            }
            way.reverse();
            return Some(way);
        }
        for neighbour in next(at) {
            came_from.entry(neighbour).or_insert_with(|| {
                queue.push_back(neighbour);
                Some(at)
            });
        }
    }
    None
}
