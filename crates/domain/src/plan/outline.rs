//! Outline: all tasks of all projects as one flat list, parents before children.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use jiff::Timestamp;

use crate::snapshot::{Snapshot, Task};

/// A task in its place.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) task: &'a Task,
    pub(super) project: usize,
    pub(super) parent: Option<usize>,
    /// Its place among its siblings.
    index: usize,
    /// One past the last node below it.
    end: usize,
    /// Its own, or that of the nearest summary above.
    pub(super) done_at: Option<Timestamp>,
}

impl Node<'_> {
    pub(super) fn is_leaf(&self) -> bool {
        self.task.children.is_empty()
    }
}

/// All tasks, and where to find each by its key.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    /// The first task of each key.
    pub(super) by_key: HashMap<&'a str, usize>,
}

impl<'a> Outline<'a> {
    pub(super) fn of(snapshot: &'a Snapshot) -> Self {
        let mut nodes: Vec<Node<'a>> = Vec::new();
        for (project, of_project) in snapshot.projects.iter().enumerate() {
            // Not recursive: how deep a file nests is not for the stack to find out.
            let mut open = vec![(None, of_project.tasks.iter().enumerate())];
            while let Some((parent, siblings)) = open.last_mut() {
                let parent: Option<usize> = *parent;
                let Some((index, task)) = siblings.next() else {
                    open.pop();
                    if let Some(parent) = parent {
                        nodes[parent].end = nodes.len();
                    }
                    continue;
                };
                let done_at = task.done_at.or_else(|| nodes[parent?].done_at);
                let at = nodes.len();
                nodes.push(Node { task, project, parent, index, end: at + 1, done_at });
                if !task.children.is_empty() {
                    open.push((Some(at), task.children.iter().enumerate()));
                }
            }
        }
        let mut by_key = HashMap::with_capacity(nodes.len());
        for (at, node) in nodes.iter().enumerate() {
            by_key.entry(node.task.key.as_str()).or_insert(at);
        }
        Self { nodes, by_key }
    }

    /// The node itself and all below it.
    pub(super) fn within(&self, at: usize) -> Range<usize> {
        at..self.nodes[at].end
    }

    /// The leaves of a node: itself, if it has no children.
    pub(super) fn leaves(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.within(at).filter(|node| self.nodes[*node].is_leaf())
    }

    /// The node and all summaries above it, from the inside out.
    pub(super) fn up(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(at), |at| self.nodes[*at].parent)
    }

    /// Such as `/projects/0/tasks/3/children/1`.
    pub(super) fn pointer(&self, at: usize) -> String {
        let mut way: Vec<usize> = self.up(at).collect();
        way.reverse();
        let mut pointer = format!("/projects/{}", self.nodes[at].project);
        for (depth, node) in way.into_iter().enumerate() {
            let list = if depth == 0 { "tasks" } else { "children" };
            // Writing to a string cannot fail.
            let _ = write!(pointer, "/{list}/{}", self.nodes[node].index);
        }
        pointer
    }
}
