//! What cards wait for. A link that would close a circle, with those that are here too, is listed instead.

use std::collections::{HashMap, HashSet};

use righthand_domain::ids::{DependencyId, TaskId};
use righthand_domain::snapshot::{LagIn, LinkKind};
use righthand_exchange::parcel::Card;
use righthand_store::{Sql, select_sql, sql};

use super::clean;
use super::origins::{Origins, Wish};
use crate::act::Act;
use crate::command::Stop;
use crate::import::report::{Fate, Tally};
use crate::records::Dependency;

/// The kind of item that they are.
const ITEM: &str = "dependency";

/// Brings in what cards wait for.
pub(super) fn bring(
    act: &mut Act<'_>,
    origins: &mut Origins<'_>,
    tally: &mut Tally,
    tasks: &HashMap<String, TaskId>,
    cards: &[Card],
) -> Result<(), Stop> {
    if cards.iter().all(|card| card.after.is_empty()) {
        return origins.remove_missing::<Dependency>(
            act,
            tally,
            &HashSet::new(),
            "task that waits for another no longer",
        );
    }
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    for card in cards {
        for before in &card.after {
            match (tasks.get(&card.external_id), tasks.get(before)) {
                (Some(task), Some(predecessor)) => {
                    wanted.push(Wanted { card, before, task: *task, predecessor: *predecessor })
                }
                _ => tally.skip(ITEM, &card.name, "is of a task that was removed here"),
            }
        }
    }
    let here = act.select::<Dependency>(select_sql!(Dependency, "where business_id = $1 order by id"), &[])?;
    let linked: HashSet<(TaskId, TaskId)> = here.iter().map(|link| (link.task_id, link.predecessor_id)).collect();
    let mut graph = Graph::load(act)?;
    here.iter().for_each(|link| graph.wait(link.task_id, link.predecessor_id));
    wanted.iter().for_each(|link| graph.wait(link.task, link.predecessor));
    let circles = graph.circles();
    let (mut wishes, mut seen) = (Vec::new(), HashSet::new());
    for Wanted { card, before, task, predecessor } in wanted {
        let external_id = format!("{}/{before}", card.external_id);
        let is_here = linked.contains(&(task, predecessor));
        if !is_here && (circles.same(begin(task), end(predecessor)) || graph.is_within(task, predecessor)) {
            tally.skip(ITEM, &card.name, "would close a circle, or is between a task and a part of it");
            continue;
        }
        seen.insert(clean(&external_id));
        // A person here has linked them already.
        if is_here && origins.find(ITEM, &external_id).is_none() {
            tally.fate(ITEM, Fate::Unchanged);
            continue;
        }
        let record = Dependency {
            id: act.new_id::<DependencyId>(),
            task_id: task,
            predecessor_id: predecessor,
            kind: LinkKind::default(),
            lag_minutes: 0,
            lag_in: LagIn::default(),
            version: 1,
        };
        wishes.push(Wish { external_id, name: card.name.clone(), record });
    }
    origins.remove_missing::<Dependency>(act, tally, &seen, "task that waits for another no longer")?;
    origins.place(act, tally, wishes, |_| ()).map(drop)
}

/// A link that the file says.
struct Wanted<'c> {
    card: &'c Card,
    before: &'c str,
    task: TaskId,
    predecessor: TaskId,
}

/// A task is two nodes, its beginning and its end, so that links of summaries need not be spelled out.
type Node = (TaskId, bool);

fn begin(task: TaskId) -> Node {
    (task, false)
}

fn end(task: TaskId) -> Node {
    (task, true)
}

/// What waits for what, over links and the tree.
struct Graph {
    parents: HashMap<TaskId, TaskId>,
    places: HashMap<Node, usize>,
    /// By place.
    waits_for: Vec<Vec<usize>>,
}

impl Graph {
    fn load(act: &mut Act<'_>) -> Result<Self, Stop> {
        const TREE: &Sql = sql!(
            "task.tree",
            "select id, parent_id from task where business_id = $1 and parent_id is not null order by id"
        );
        let tree: Vec<(TaskId, TaskId)> = act.tx.all(TREE, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut graph = Self { parents: tree.iter().copied().collect(), places: HashMap::new(), waits_for: Vec::new() };
        for (task, parent) in tree {
            graph.add(begin(task), begin(parent));
            graph.add(end(parent), end(task));
        }
        Ok(graph)
    }

    fn wait(&mut self, task: TaskId, predecessor: TaskId) {
        self.add(begin(task), end(predecessor));
    }

    fn add(&mut self, later: Node, earlier: Node) {
        let (later, earlier) = (self.place(later), self.place(earlier));
        if let Some(waits) = self.waits_for.get_mut(later) {
            waits.push(earlier);
        }
    }

    /// A task that is met for the first time ends after it begins.
    fn place(&mut self, node: Node) -> usize {
        if let Some(place) = self.places.get(&node) {
            return *place;
        }
        let first = self.waits_for.len();
        self.waits_for.push(Vec::new());
        self.waits_for.push(vec![first]);
        self.places.insert(begin(node.0), first);
        self.places.insert(end(node.0), first + 1);
        if node.1 { first + 1 } else { first }
    }

    /// Whether one is the other, or a part of it.
    fn is_within(&self, one: TaskId, other: TaskId) -> bool {
        let up = |from: TaskId| std::iter::successors(Some(from), |task| self.parents.get(task).copied()).take(64);
        up(one).any(|task| task == other) || up(other).any(|task| task == one)
    }

    /// Nodes that wait for each other around a circle have one number (Tarjan 1972, without recursion).
    fn circles(&self) -> Circles<'_> {
        let count = self.waits_for.len();
        let mut search = Search {
            order: vec![usize::MAX; count],
            low: vec![0; count],
            open: vec![false; count],
            stack: Vec::new(),
            circle: vec![usize::MAX; count],
            next: 0,
            circles: 0,
        };
        for from in 0..count {
            if search.order.get(from) == Some(&usize::MAX) {
                search.walk(from, &self.waits_for);
            }
        }
        Circles { places: &self.places, circle: search.circle }
    }
}

/// The circle of each node.
struct Circles<'g> {
    places: &'g HashMap<Node, usize>,
    circle: Vec<usize>,
}

impl Circles<'_> {
    fn same(&self, one: Node, other: Node) -> bool {
        let of = |node| self.places.get(&node).and_then(|place| self.circle.get(*place));
        of(one).is_some() && of(one) == of(other)
    }
}

struct Search {
    order: Vec<usize>,
    low: Vec<usize>,
    open: Vec<bool>,
    stack: Vec<usize>,
    circle: Vec<usize>,
    next: usize,
    circles: usize,
}

impl Search {
    fn walk(&mut self, from: usize, waits_for: &[Vec<usize>]) {
        let mut way = vec![(from, 0_usize)];
        self.enter(from);
        while let Some((node, edge)) = way.pop() {
            match waits_for.get(node).and_then(|waits| waits.get(edge)).copied() {
                Some(next) => {
                    way.push((node, edge + 1));
                    if at(&self.order, next) == usize::MAX {
                        self.enter(next);
                        way.push((next, 0));
                    } else if self.open.get(next) == Some(&true) {
                        self.lower(node, at(&self.order, next));
                    }
                }
                None => {
                    if let Some((above, _)) = way.last() {
                        self.lower(*above, at(&self.low, node));
                    }
                    if at(&self.low, node) == at(&self.order, node) {
                        self.close(node);
                    }
                }
            }
        }
    }

    fn enter(&mut self, node: usize) {
        put(&mut self.order, node, self.next);
        put(&mut self.low, node, self.next);
        put(&mut self.open, node, true);
        self.stack.push(node);
        self.next += 1;
    }

    fn lower(&mut self, node: usize, to: usize) {
        let low = at(&self.low, node).min(to);
        put(&mut self.low, node, low);
    }

    fn close(&mut self, node: usize) {
        while let Some(last) = self.stack.pop() {
            put(&mut self.open, last, false);
            put(&mut self.circle, last, self.circles);
            if last == node {
                break;
            }
        }
        self.circles += 1;
    }
}

fn at(of: &[usize], place: usize) -> usize {
    of.get(place).copied().unwrap_or(usize::MAX)
}

fn put<T>(of: &mut [T], place: usize, value: T) {
    if let Some(old) = of.get_mut(place) {
        *old = value;
    }
}
