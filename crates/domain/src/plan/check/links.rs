//! Links: to tasks that are there, never between a summary and what is under it, never around in a circle.

use super::Faults;
use crate::plan::outline::Outline;

/// Links between single leaves that the links of one file may stand for: a plan of more would never end.
const LEAF_LINKS_MAX: usize = 500_000;

pub(super) fn check(outline: &Outline<'_>, faults: &mut Faults) {
    let mut graph = Graph::of(outline);
    for (at, node) in outline.nodes.iter().enumerate() {
        for (index, link) in node.task.after.iter().enumerate() {
            let pointer = || format!("{}/after/{index}", outline.pointer(at));
            match outline.by_key.get(link.task.as_str()) {
                None => faults.add(pointer(), format!("no task \"{}\"", link.task)),
                Some(&to) if to == at => faults.add(pointer(), format!("\"{}\" waits for itself", link.task)),
                Some(&to) if outline.within(to).contains(&at) || outline.within(at).contains(&to) => {
                    let words = format!(
                        "a link between \"{}\" and \"{}\", of which one is under the other",
                        node.task.key, link.task
                    );
                    faults.add(pointer(), words);
                }
                Some(&to) => graph.link(at, to, index),
            }
        }
    }
    graph.report_circles(outline, faults);
    if leaf_links(outline) > LEAF_LINKS_MAX {
        let words = format!(
            "links of tasks with children stand for more than {LEAF_LINKS_MAX} links between single tasks; link fewer of them"
        );
        faults.add("/projects", words);
    }
}

/// How many links between leaves there are, once summaries are spelled out.
fn leaf_links(outline: &Outline<'_>) -> usize {
    let count = |at: usize| outline.leaves(at).count();
    let of_node = |(at, node): (usize, &crate::plan::outline::Node<'_>)| {
        let to = node.task.after.iter().filter_map(|link| outline.by_key.get(link.task.as_str()));
        to.map(|to| count(*to)).fold(0, usize::saturating_add).saturating_mul(if node.task.after.is_empty() {
            0
        } else {
            count(at)
        })
    };
    outline.nodes.iter().enumerate().map(of_node).fold(0, usize::saturating_add)
}

/// A graph node that is waited for, and the link that says so: its task, and its place in `after`.
type Wait = (usize, Option<(usize, usize)>);

/// Who waits for whom. A task is two nodes, its beginning (all its leaves wait) and its end (all its leaves are done),
/// so that links of summaries need not be spelled out to find circles.
struct Graph {
    /// By graph node.
    waits_for: Vec<Vec<Wait>>,
}

impl Graph {
    fn of(outline: &Outline<'_>) -> Self {
        let mut waits_for = vec![Vec::new(); outline.nodes.len() * 2];
        for (at, node) in outline.nodes.iter().enumerate() {
            waits_for[end(at)].push((begin(at), None));
            if let Some(parent) = node.parent {
                waits_for[begin(at)].push((begin(parent), None));
                waits_for[end(parent)].push((end(at), None));
            }
        }
        Self { waits_for }
    }

    fn link(&mut self, later: usize, earlier: usize, index: usize) {
        self.waits_for[begin(later)].push((end(earlier), Some((later, index))));
    }

    /// Depth first, without recursion; a node found again while it is open closes a circle.
    fn report_circles(&self, outline: &Outline<'_>, faults: &mut Faults) {
        const NEW: u8 = 0;
        const OPEN: u8 = 1;
        const DONE: u8 = 2;
        let mut state = vec![NEW; self.waits_for.len()];
        for root in 0..self.waits_for.len() {
            if state[root] != NEW {
                continue;
            }
            let mut path: Vec<(usize, usize)> = vec![(root, 0)];
            state[root] = OPEN;
            while let Some((node, next)) = path.last_mut() {
                let Some(&(to, _)) = self.waits_for[*node].get(*next) else {
                    state[*node] = DONE;
                    path.pop();
                    continue;
                };
                *next += 1;
                match state[to] {
                    NEW => {
                        state[to] = OPEN;
                        path.push((to, 0));
                    }
                    OPEN => {
                        self.report(&path, to, outline, faults);
                        // One circle of a knot is told; the next is found when this one is mended.
                        path.iter().for_each(|(node, _)| state[*node] = DONE);
                        path.clear();
                    }
                    _ => {}
                }
            }
        }
    }

    fn report(&self, path: &[(usize, usize)], closes: usize, outline: &Outline<'_>, faults: &mut Faults) {
        let from = path.iter().position(|(node, _)| *node == closes).unwrap_or(0);
        let links = path[from..].iter().filter_map(|(node, next)| self.waits_for[*node].get(next - 1)?.1);
        let links: Vec<(usize, usize)> = links.collect();
        let Some(&(first, index)) = links.first() else { return };
        // The path goes from what waits to what it waits for; people read it in the order of work.
        let mut names: Vec<&str> = links.iter().map(|(task, _)| outline.nodes[*task].task.key.as_str()).collect();
        names.push(names[0]);
        names.reverse();
        let around = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", then ");
        faults.add(format!("{}/after/{index}", outline.pointer(first)), format!("a circle: {around}"));
    }
}

fn begin(at: usize) -> usize {
    at * 2
}

fn end(at: usize) -> usize {
    at * 2 + 1
}
