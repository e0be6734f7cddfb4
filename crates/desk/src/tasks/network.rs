//! The network of all tasks: would one come, over links and the tree, before what it is to wait for?

use std::collections::{HashMap, HashSet, VecDeque};

use righthand_domain::ids::TaskId;
use righthand_store::select_sql;

use crate::act::Act;
use crate::command::Stop;
use crate::records::{Dependency, Task};

/// The tasks of the business and what each of them waits for.
pub(crate) struct Network {
    tasks: HashMap<TaskId, Task>,
    children: HashMap<TaskId, Vec<TaskId>>,
    links: HashMap<TaskId, Vec<TaskId>>,
}

impl Network {
    /// As it stands.
    pub(crate) fn load(act: &mut Act<'_>) -> Result<Self, Stop> {
        let all = act.select::<Task>(select_sql!(Task, "where business_id = $1 and archived = false"), &[])?;
        let mut children: HashMap<TaskId, Vec<TaskId>> = HashMap::new();
        for task in &all {
            if let Some(parent) = task.parent_id {
                children.entry(parent).or_default().push(task.id);
            }
        }
        let mut network =
            Self { tasks: all.into_iter().map(|task| (task.id, task)).collect(), children, links: HashMap::new() };
        for link in act.select::<Dependency>(select_sql!(Dependency, "where business_id = $1"), &[])? {
            network.add(link.task_id, link.predecessor_id);
        }
        Ok(network)
    }

    /// Does `task` wait for `after` by a link of its own?
    pub(crate) fn has(&self, task: TaskId, after: TaskId) -> bool {
        self.links.get(&task).is_some_and(|links| links.contains(&after))
    }

    /// `task` waits for `after` from now on.
    pub(crate) fn add(&mut self, task: TaskId, after: TaskId) {
        self.links.entry(task).or_default().push(after);
    }

    /// Stops if `task` waiting for `after` would close a circle. A summary stands for its leaves: a link to it waits for
    /// all below it, and a link of it holds all below it back.
    pub(crate) fn judge(&self, task: &Task, after: &Task) -> Result<(), Stop> {
        if self.is_above(task.id, after.id) || self.is_above(after.id, task.id) {
            let why = format!("“{}” and “{}” are the same work: one is a part of the other", task.name, after.name);
            return Err(Stop::invalid("/after", why));
        }
        let Some(way) = self.way_back(after.id, &self.with_below(task.id)) else { return Ok(()) };
        let names: Vec<&str> = way.iter().filter_map(|id| self.tasks.get(id)).map(|task| task.name.as_str()).collect();
        let why = format!("that would close a circle: {} waits for {}", task.name, names.join(", which waits for "));
        Err(Stop::invalid("/after", why))
    }

    fn parent(&self, of: TaskId) -> Option<TaskId> {
        self.tasks.get(&of)?.parent_id
    }

    fn is_above(&self, above: TaskId, below: TaskId) -> bool {
        let mut at = Some(below);
        while let Some(id) = at {
            if id == above {
                return true;
            }
            at = self.parent(id);
        }
        false
    }

    fn with_below(&self, top: TaskId) -> HashSet<TaskId> {
        let mut found = HashSet::from([top]);
        let mut queue = vec![top];
        while let Some(at) = queue.pop() {
            queue.extend(self.children.get(&at).into_iter().flatten().filter(|child| found.insert(**child)));
        }
        found
    }

    /// What comes before a task: its links, what is below it, and the links of all above it, since what holds a summary
    /// back holds its leaves back.
    fn before(&self, id: TaskId) -> impl Iterator<Item = TaskId> {
        let own = [&self.links, &self.children].into_iter().filter_map(move |of| of.get(&id)).flatten();
        let above = std::iter::successors(self.parent(id), |at| self.parent(*at));
        own.chain(above.filter_map(|at| self.links.get(&at)).flatten()).copied()
    }

    /// The shortest way from `from` to one of `goals`, both ends included.
    fn way_back(&self, from: TaskId, goals: &HashSet<TaskId>) -> Option<Vec<TaskId>> {
        let mut came_from: HashMap<TaskId, Option<TaskId>> = HashMap::from([(from, None)]);
        let mut queue = VecDeque::from([from]);
        while let Some(at) = queue.pop_front() {
            if goals.contains(&at) {
                let mut way: Vec<TaskId> =
                    std::iter::successors(Some(at), |at| came_from.get(at).copied().flatten()).collect();
                way.reverse();
                return Some(way);
            }
            for neighbour in self.before(at) {
                came_from.entry(neighbour).or_insert_with(|| {
                    queue.push_back(neighbour);
                    Some(at)
                });
            }
        }
        None
    }
}
