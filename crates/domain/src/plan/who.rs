//! Who may do a task: assignees, else a skill, else anyone; and what the roles forbid (R3, guests).

use std::collections::HashMap;

use crate::kind::Kind;
use crate::roles::Role;
use crate::snapshot::{Key, Person, Snapshot};

/// People by key and by skill.
#[derive(Debug)]
pub(super) struct Who<'a> {
    people: &'a [Person],
    by_key: HashMap<&'a str, u32>,
    by_skill: HashMap<&'a str, Vec<u32>>,
    everybody: Vec<u32>,
}

/// Why nobody may do a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Nobody {
    pub(super) rule: &'static str,
    pub(super) reason: String,
}

impl<'a> Who<'a> {
    pub(super) fn of(snapshot: &'a Snapshot) -> Self {
        let indexed = || (0_u32..).zip(&snapshot.people);
        let mut by_skill: HashMap<&str, Vec<u32>> = HashMap::new();
        for (index, person) in indexed() {
            for skill in &person.skills {
                let of_skill = by_skill.entry(skill.as_str()).or_default();
                if of_skill.last() != Some(&index) {
                    of_skill.push(index);
                }
            }
        }
        Self {
            people: &snapshot.people,
            by_key: indexed().map(|(index, person)| (person.key.as_str(), index)).collect(),
            by_skill,
            everybody: indexed().map(|(index, _)| index).collect(),
        }
    }

    pub(super) fn index(&self, key: &str) -> Option<u32> {
        self.by_key.get(key).copied()
    }

    /// Everybody who may do it, in file order of people; never empty.
    pub(super) fn may(&self, kind: Option<Kind>, assignees: &[Key], skill: Option<&str>) -> Result<Vec<u32>, Nobody> {
        let named: Vec<u32>;
        let asked: &[u32] = match (assignees, skill) {
            ([], None) => &self.everybody,
            ([], Some(skill)) => self.by_skill.get(skill).map_or(&[], Vec::as_slice),
            (assignees, _) => {
                let mut all: Vec<u32> = assignees.iter().filter_map(|key| self.index(key)).collect();
                all.sort_unstable();
                all.dedup();
                named = all;
                &named
            }
        };
        let implementation = kind.unwrap_or_default() == Kind::Implementation;
        let role = |index: u32| self.people[index as usize].role;
        let may = |index: &u32| match role(*index) {
            Role::Guest => false,
            Role::ProjectManager => !implementation,
            Role::Owner | Role::OnlineBusinessManager | Role::TeamMember => true,
        };
        let allowed: Vec<u32> = asked.iter().copied().filter(may).collect();
        if allowed.is_empty() { Err(self.nobody(asked, skill)) } else { Ok(allowed) }
    }

    fn nobody(&self, asked: &[u32], skill: Option<&str>) -> Nobody {
        let managers: Vec<&str> = (asked.iter().map(|index| &self.people[*index as usize]))
            .filter(|person| person.role == Role::ProjectManager)
            .map(|person| person.name.as_str())
            .collect();
        if !managers.is_empty() {
            let names = managers.join(" or ");
            let reason = format!("only {names} could do it, and a project manager does not do implementation work");
            return Nobody { rule: "R3", reason };
        }
        let reason = match (asked, skill) {
            ([], Some(skill)) => format!("nobody has the skill \"{skill}\""),
            ([], None) => "there is nobody to do it".to_owned(),
            (asked, _) => {
                let names: Vec<&str> = asked.iter().map(|index| self.people[*index as usize].name.as_str()).collect();
                format!("{} may only look on, as a guest", names.join(" and "))
            }
        };
        Nobody { rule: "R11", reason }
    }
}
