//! R3: implementation work is not assigned to a member whose engagement is project management.

use serde_json::json;

use crate::kind::Kind;
use crate::refusal::{Refusal, Rule};
use crate::roles::Role;
use crate::words::duration;

/// Somebody about to be given work.
#[derive(Debug, Clone, Copy)]
pub struct Worker<'a> {
    pub key: &'a str,
    pub name: &'a str,
    pub role: Role,
    /// Lifted by the owner for the engagement, or for this one task.
    pub lifted: bool,
}

/// The work, as a refusal names it.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    pub key: &'a str,
    pub name: &'a str,
    pub kind: Kind,
}

/// Somebody who could take it, with the hours that the plan leaves them this week.
#[derive(Debug, Clone, PartialEq)]
pub struct Able {
    pub key: String,
    pub name: String,
    pub free_minutes: i64,
}

/// May `worker` have this work? `who_could` is asked only for a refusal.
pub fn judge(worker: Worker<'_>, work: Work<'_>, who_could: impl FnOnce() -> Vec<Able>) -> Result<(), Refusal> {
    if !forbids(worker.role, work.kind) || worker.lifted {
        return Ok(());
    }
    let able = who_could();
    let why = format!(
        "{} is engaged to manage, and “{}” is implementation (R3). {}",
        worker.name,
        work.name,
        if able.is_empty() { "Nobody else here could take it yet." } else { "These people could take it." }
    );
    let refusal = able.iter().fold(Refusal::by(Rule::R3, why), |refusal, person| {
        let label = format!("Give it to {}, {} free this week", person.name, duration(person.free_minutes));
        refusal.or(label, "assign_task", json!({ "task": work.key, "assignees": [person.key] }))
    });
    let lift = json!({ "rule": "R3", "member": worker.key, "task": work.key });
    Err(refusal.or(format!("Lift R3 for {} and this task", worker.name), "lift_rule", lift))
}

/// The bare rule, as the planner uses it: a person of this role never gets work of this kind.
pub fn forbids(role: Role, kind: Kind) -> bool {
    role == Role::ProjectManager && kind == Kind::Implementation
}

#[cfg(test)]
mod tests {
    use super::*;

    const EDIT: Work<'_> = Work { key: "edit-1", name: "Edit episode 1", kind: Kind::Implementation };

    fn priyanka(lifted: bool) -> Worker<'static> {
        Worker { key: "priyanka", name: "Priyanka", role: Role::ProjectManager, lifted }
    }

    fn mateus() -> Vec<Able> {
        vec![Able { key: "mateus".into(), name: "Mateus".into(), free_minutes: 390 }]
    }

    #[test]
    fn r03_implementation_for_a_pm_is_refused_naming_who_could() {
        let refusal = judge(priyanka(false), EDIT, mateus).unwrap_err();
        assert_eq!(refusal.rule, Some(Rule::R3));
        assert_eq!(refusal.instead[0].label, "Give it to Mateus, 6 h 30 free this week");
        assert_eq!(refusal.instead[0].input, json!({ "task": "edit-1", "assignees": ["mateus"] }));
        assert_eq!(refusal.instead[1].command, "lift_rule");
    }

    #[test]
    fn r03_management_is_hers() {
        assert_eq!(judge(priyanka(false), Work { kind: Kind::Management, ..EDIT }, mateus), Ok(()));
    }

    #[test]
    fn r03_lifted_for_one_task_it_is_hers() {
        assert_eq!(judge(priyanka(true), EDIT, mateus), Ok(()));
    }

    #[test]
    fn r03_an_owner_or_obm_may_do_any_kind_of_work() {
        for role in [Role::Owner, Role::OnlineBusinessManager, Role::TeamMember] {
            assert!(!forbids(role, Kind::Implementation));
        }
    }
}
