//! Keys: unique within their kind, and known wherever something refers to them.

use std::collections::{HashMap, HashSet};

use super::Faults;
use crate::snapshot::{Key, Operation, Snapshot};

/// Everything that can be referred to.
#[derive(Debug)]
pub(super) struct Keys<'a> {
    people: HashSet<&'a str>,
    areas: HashSet<&'a str>,
    projects: HashSet<&'a str>,
    operations: HashMap<&'a str, &'a Operation>,
}

impl<'a> Keys<'a> {
    pub(super) fn of(snapshot: &'a Snapshot, faults: &mut Faults) -> Self {
        let people = unique("people", "person", snapshot.people.iter().map(|p| p.key.as_str()), faults);
        let areas = unique("areas", "area", snapshot.areas.iter().map(|a| a.key.as_str()), faults);
        let projects = unique("projects", "project", snapshot.projects.iter().map(|p| p.key.as_str()), faults);
        unique("operations", "operation", snapshot.operations.iter().map(|o| o.key.as_str()), faults);
        unique("duties", "duty", snapshot.duties.iter().map(|d| d.key.as_str()), faults);
        let operations = snapshot.operations.iter().map(|o| (o.key.as_str(), o)).collect();
        Self { people, areas, projects, operations }
    }

    pub(super) fn person(&self, pointer: &str, key: Option<&Key>, faults: &mut Faults) {
        known(&self.people, "person", pointer, key, faults);
    }

    /// Each of a list.
    pub(super) fn everybody(&self, pointer: &str, keys: &[Key], faults: &mut Faults) {
        for (index, key) in keys.iter().enumerate() {
            self.person(&format!("{pointer}/{index}"), Some(key), faults);
        }
    }

    pub(super) fn area(&self, pointer: &str, key: Option<&Key>, faults: &mut Faults) {
        known(&self.areas, "area", pointer, key, faults);
    }

    pub(super) fn project(&self, pointer: &str, key: Option<&Key>, faults: &mut Faults) {
        known(&self.projects, "project", pointer, key, faults);
    }

    pub(super) fn operation(&self, key: &str) -> Option<&'a Operation> {
        self.operations.get(key).copied()
    }
}

fn unique<'a>(list: &str, kind: &str, keys: impl Iterator<Item = &'a str>, faults: &mut Faults) -> HashSet<&'a str> {
    let mut seen = HashSet::new();
    for (index, key) in keys.enumerate() {
        if !seen.insert(key) {
            faults.add(format!("/{list}/{index}/key"), format!("a second {kind} \"{key}\""));
        }
    }
    seen
}

fn known(all: &HashSet<&str>, kind: &str, pointer: &str, key: Option<&Key>, faults: &mut Faults) {
    if let Some(key) = key
        && !all.contains(key.as_str())
    {
        faults.add(pointer, format!("no {kind} \"{key}\""));
    }
}
