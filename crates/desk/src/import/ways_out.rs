//! Ways out of a refused import: only those that can be gone, as what the import would have made is not there.

use std::collections::HashSet;

use righthand_domain::refusal::{Instead, Refusal};
use righthand_store::{Sql, sql};
use serde_json::Value;

use crate::act::Act;
use crate::command::Stop;

/// What a way out may name: the keys that were there before the import.
pub(super) struct Before {
    projects: HashSet<String>,
    members: HashSet<String>,
    tasks: HashSet<String>,
}

impl Before {
    /// The keys that are there now.
    pub(super) fn load(act: &mut Act<'_>) -> Result<Self, Stop> {
        const PROJECTS: &Sql =
            sql!("project.keys", "select key from project where business_id = $1 and state <> 'draft'");
        const MEMBERS: &Sql = sql!("member.keys", "select key from member where business_id = $1");
        const TASKS: &Sql = sql!("task.keys", "select key from task where business_id = $1");
        let mut keys = |of| act.tx.all(of, &[], |row| row.get::<String>(0)).map(HashSet::from_iter);
        Ok(Self { projects: keys(PROJECTS)?, members: keys(MEMBERS)?, tasks: keys(TASKS)? })
    }

    /// The same stop; a refusal with the ways out that can be gone, and with what to do in `place` ("the file").
    pub(super) fn only_possible(&self, stop: Stop, place: &str) -> Stop {
        match stop {
            Stop::Refused(Refusal { rule: Some(rule), why, instead }) => {
                let instead = instead.into_iter().filter(|way| self.can_be_gone(way)).collect();
                let why = format!("{why} Nothing was imported; it can also be put right in {place}.");
                Stop::Refused(Refusal { rule: Some(rule), why, instead })
            }
            other => other,
        }
    }

    fn can_be_gone(&self, way: &Instead) -> bool {
        let there = |keys: &HashSet<String>, field: &str| match way.input.get(field) {
            Some(Value::String(key)) => keys.contains(key),
            Some(Value::Array(named)) => named.iter().all(|key| key.as_str().is_some_and(|key| keys.contains(key))),
            _ => true,
        };
        there(&self.projects, "project")
            && there(&self.tasks, "task")
            && ["member", "manager", "assignees"].iter().all(|field| there(&self.members, field))
    }
}
