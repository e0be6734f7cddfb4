//! Plants many tasks at once: a tree that was typed, pasted, taken from a template or copied from another project.

use std::collections::{HashMap, HashSet};

use righthand_domain::ids::{AssignmentId, DependencyId, TaskId};
use righthand_domain::kind::Kind;
use righthand_domain::snapshot::{Effort, LagIn, LinkKind, When};
use righthand_domain::words::{count, slug};
use righthand_store::{Json, Sql, sql};

use super::add_task::depth;
use super::{Network, judge_worker, siblings};
use crate::act::Act;
use crate::command::Stop;
use crate::records::{Assignment, Dependency, Member, Project, Task};
use crate::snapshot::{Lifts, TASK_DEPTH_MAX};

/// A task that is to be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seed {
    /// How many seeds before it, each a level higher, it is a part of.
    pub depth: usize,
    pub name: String,
    pub notes: Option<String>,
    pub kind: Kind,
    pub effort: Option<Effort>,
    pub guessed: bool,
    pub assignees: Vec<Member>,
    pub skill: Option<String>,
    pub due: Option<When>,
    pub not_before: Option<When>,
    pub milestone: bool,
    pub done: bool,
    pub labels: Vec<String>,
    /// The seeds that come before it, by their place.
    pub after: Vec<(usize, Link)>,
    /// Tasks there already that come before it.
    pub after_tasks: Vec<Task>,
}

/// Which ends wait for each other, and how long.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Link {
    pub kind: LinkKind,
    pub lag_minutes: i64,
    pub lag_in: LagIn,
}

/// Where the first of them stands: below a task or at the top of the project; right behind a sibling, or last.
#[derive(Debug, Clone, Default)]
pub(crate) struct Place {
    pub parent: Option<Task>,
    pub behind: Option<Task>,
}

/// Plants them, in order. Returns the tasks, each at the place of its seed.
pub(crate) fn plant(act: &mut Act<'_>, project: &Project, at: &Place, seeds: &[Seed]) -> Result<Vec<Task>, Stop> {
    let Some(parents) = parents(seeds) else { return Ok(Vec::new()) };
    within_depth(act, at, seeds)?;
    let mut names = Names::load(act)?;
    let mut tasks: Vec<Task> = Vec::with_capacity(seeds.len());
    let top = make_room(act, project, at, parents.iter().filter(|parent| parent.is_none()).count())?;
    // The next place below each seed, and at the top.
    let (mut next, mut next_top) = (vec![1_i64; seeds.len()], top);
    for (seed, parent) in seeds.iter().zip(&parents) {
        let position = match parent.and_then(|at| next.get_mut(at)) {
            Some(next) => next,
            None => &mut next_top,
        };
        let parent_id = match parent {
            Some(at) => tasks.get(*at).map(|task| task.id),
            None => at.parent.as_ref().map(|parent| parent.id),
        };
        let task = Task {
            id: act.new_id::<TaskId>(),
            key: names.free(&seed.name),
            project_id: project.id,
            parent_id,
            list_id: None,
            position: *position,
            name: seed.name.clone(),
            notes: seed.notes.clone(),
            kind: seed.kind,
            optimistic_minutes: None,
            likely_minutes: None,
            pessimistic_minutes: None,
            spent_minutes: 0,
            milestone: seed.milestone,
            skill: seed.skill.clone(),
            not_before: seed.not_before,
            due: seed.due,
            done_at: seed.done.then_some(act.now),
            labels: Json(seed.labels.clone()),
            archived: false,
            url: None,
            guessed: false,
            version: 1,
        };
        *position += 1;
        tasks.push(Task { guessed: seed.guessed, ..task.with_effort(seed.effort) });
    }
    act.insert_all(&tasks)?;
    give(act, seeds, &tasks)?;
    link(act, seeds, &tasks)?;
    Ok(tasks)
}

/// The seed that each is a part of; `None` without seeds.
fn parents(seeds: &[Seed]) -> Option<Vec<Option<usize>>> {
    let mut above: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(seeds.len());
    for (at, seed) in seeds.iter().enumerate() {
        above.truncate(seed.depth);
        parents.push(above.last().copied());
        above.push(at);
    }
    (!parents.is_empty()).then_some(parents)
}

fn within_depth(act: &mut Act<'_>, at: &Place, seeds: &[Seed]) -> Result<(), Stop> {
    let above = at.parent.as_ref().map(|parent| depth(act, parent)).transpose()?.unwrap_or(0);
    let deepest = seeds.iter().map(|seed| seed.depth + 1).max().unwrap_or(0);
    if above + deepest > TASK_DEPTH_MAX {
        let levels = count(TASK_DEPTH_MAX, "level", "levels");
        return Err(Stop::invalid("/text", format!("tasks nest at most {levels} deep")));
    }
    Ok(())
}

/// Moves what comes behind, so that `many` fit; the first free position.
fn make_room(act: &mut Act<'_>, project: &Project, at: &Place, many: usize) -> Result<i64, Stop> {
    let beside = match (&at.parent, &at.behind) {
        (Some(parent), _) => super::children(act, parent.id)?,
        (None, Some(behind)) => siblings(act, behind)?,
        (None, None) => super::tops(act, project.id)?,
    };
    let Some(behind) = &at.behind else { return Ok(beside.last().map_or(1, |last| last.position + 1)) };
    let first = behind.position + 1;
    let after = beside.iter().filter(|task| (task.position, task.id) > (behind.position, behind.id));
    for (free, task) in (first.saturating_add(i64::try_from(many).unwrap_or(i64::MAX))..).zip(after) {
        if task.position >= free {
            break;
        }
        act.update(task, &Task { position: free, ..task.clone() }, None)?;
    }
    Ok(first)
}

fn give(act: &mut Act<'_>, seeds: &[Seed], tasks: &[Task]) -> Result<(), Stop> {
    let lifts = Lifts::load(act.tx)?;
    let mut given = Vec::new();
    for (seed, task) in seeds.iter().zip(tasks) {
        for (position, member) in (1_i64..).zip(&seed.assignees) {
            judge_worker(act, task, member, &lifts)?;
            let id = act.new_id::<AssignmentId>();
            given.push(Assignment { id, task_id: task.id, member_id: member.id, position, version: 1 });
        }
    }
    act.insert_all(&given)
}

fn link(act: &mut Act<'_>, seeds: &[Seed], tasks: &[Task]) -> Result<(), Stop> {
    if seeds.iter().all(|seed| seed.after.is_empty() && seed.after_tasks.is_empty()) {
        return Ok(());
    }
    let mut network = Network::load(act)?;
    let mut links = Vec::new();
    for (seed, task) in seeds.iter().zip(tasks) {
        let planted = seed.after.iter().filter_map(|(at, link)| Some((tasks.get(*at)?, *link)));
        let there = seed.after_tasks.iter().map(|task| (task, Link::default()));
        for (after, link) in planted.chain(there) {
            if network.has(task.id, after.id) {
                continue;
            }
            network.judge(task, after)?;
            network.add(task.id, after.id);
            links.push(Dependency {
                id: act.new_id::<DependencyId>(),
                task_id: task.id,
                predecessor_id: after.id,
                kind: link.kind,
                lag_minutes: link.lag_minutes,
                lag_in: link.lag_in,
                version: 1,
            });
        }
    }
    act.insert_all(&links)
}

/// The keys of all tasks, so that thousands of new ones are made without asking for each.
struct Names {
    taken: HashSet<String>,
    /// The number that is tried next, of names that came up before.
    next: HashMap<String, usize>,
}

impl Names {
    fn load(act: &mut Act<'_>) -> Result<Self, Stop> {
        const KEYS: &Sql = sql!("task.keys", "select key from task where business_id = $1");
        let taken = act.tx.all(KEYS, &[], |row| row.get::<String>(0))?.into_iter().collect();
        Ok(Self { taken, next: HashMap::new() })
    }

    fn free(&mut self, name: &str) -> String {
        let base = slug(name, "task");
        let next = self.next.entry(base.clone()).or_insert(1);
        loop {
            let key = if *next == 1 { base.clone() } else { format!("{base}-{next}") };
            *next += 1;
            if self.taken.insert(key.clone()) {
                return key;
            }
        }
    }
}
