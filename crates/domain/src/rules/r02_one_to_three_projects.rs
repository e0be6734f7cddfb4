//! R2: a project manager holds one to three open projects.

use serde_json::json;

use crate::refusal::{Refusal, Rule};
use crate::roles::Role;
use crate::words::and_list;

/// The most projects that can be held in mind and kept on time (Steyn & Schnetler 2015: two or three in practice).
pub const PROJECTS_MAX: usize = 3;

/// A project as a refusal names it.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    pub key: String,
    pub name: String,
}

/// Somebody about to be given a project.
#[derive(Debug, Clone, Copy)]
pub struct Manager<'a> {
    pub key: &'a str,
    pub name: &'a str,
    pub role: Role,
    /// The owner has lifted the limit for this engagement.
    pub lifted: bool,
}

/// May `manager`, who holds `open`, take one more? `others` are people who could instead.
pub fn judge(manager: Manager<'_>, open: &[Held], project: &Held, others: &[Held]) -> Result<(), Refusal> {
    if manager.role != Role::ProjectManager || manager.lifted || open.len() < PROJECTS_MAX {
        return Ok(());
    }
    let names = and_list(&open.iter().map(|held| held.name.as_str()).collect::<Vec<_>>());
    let why = format!("{} already manages {names} (R2: one to three at a time).", manager.name);
    let refusal = Refusal::by(Rule::R2, why);
    let refusal = others.iter().fold(refusal, |refusal, other| {
        let input = json!({ "project": project.key, "manager": other.key });
        refusal.or(format!("Give it to {}", other.name), "assign_manager", input)
    });
    let refusal = open.iter().fold(refusal, |refusal, held| {
        refusal.or(format!("End {}", held.name), "close_project", json!({ "project": held.key }))
    });
    Err(refusal.or(
        format!("Lift the limit for {}", manager.name),
        "lift_rule",
        json!({ "rule": "R2", "member": manager.key }),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(names: &[&str]) -> Vec<Held> {
        names.iter().map(|name| Held { key: name.to_lowercase(), name: (*name).into() }).collect()
    }

    fn priyanka(lifted: bool) -> Manager<'static> {
        Manager { key: "priyanka", name: "Priyanka", role: Role::ProjectManager, lifted }
    }

    #[test]
    fn r02_fourth_project_is_refused_naming_the_three() {
        let new = held(&["Portal"]).remove(0);
        let refusal =
            judge(priyanka(false), &held(&["Wheel", "Glaze", "Photos"]), &new, &held(&["Tomás"])).unwrap_err();
        assert_eq!(refusal.why, "Priyanka already manages Wheel, Glaze and Photos (R2: one to three at a time).");
        let labels: Vec<_> = refusal.instead.iter().map(|i| i.label.as_str()).collect();
        assert_eq!(labels, ["Give it to Tomás", "End Wheel", "End Glaze", "End Photos", "Lift the limit for Priyanka"]);
    }

    #[test]
    fn r02_third_project_is_hers() {
        let new = held(&["Portal"]).remove(0);
        assert_eq!(judge(priyanka(false), &held(&["Wheel", "Glaze"]), &new, &[]), Ok(()));
    }

    #[test]
    fn r02_lifted_by_the_owner_a_fourth_is_hers() {
        let new = held(&["Portal"]).remove(0);
        assert_eq!(judge(priyanka(true), &held(&["Wheel", "Glaze", "Photos"]), &new, &[]), Ok(()));
    }

    #[test]
    fn r02_an_online_business_manager_has_no_limit() {
        let tomas = Manager { key: "tomas", name: "Tomás", role: Role::OnlineBusinessManager, lifted: false };
        let new = held(&["Portal"]).remove(0);
        assert_eq!(judge(tomas, &held(&["A", "B", "C", "D"]), &new, &[]), Ok(()));
    }
}
