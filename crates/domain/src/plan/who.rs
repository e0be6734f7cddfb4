//! Who may do a task: assignees, else a skill, else anyone; and what the roles forbid (R3, guests).

use std::collections::{HashMap, HashSet};

use crate::kind::Kind;
use crate::roles::Role;
use crate::rules::r03_a_pm_manages as r03;
use crate::snapshot::{Key, Person, Snapshot};

/// People by key and by skill.
#[derive(Debug)]
pub(super) struct Who<'a> {
    people: &'a [Person],
    by_key: HashMap<&'a str, u32>,
    by_skill: HashMap<&'a str, Vec<u32>>,
    everybody: Vec<u32>,
    /// For whom R3 is lifted, and for which task alone.
    lifts: HashSet<(u32, Option<&'a str>)>,
}

/// Why nobody may do a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Nobody {
    pub(super) rule: &'static str,
    pub(super) reason: String,
    pub(super) missing: Missing,
    /// Whose role would allow it, were it given to them.
    pub(super) others: Vec<u32>,
}

/// What would have to be there for somebody to do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// Somebody to whom it is given.
    Somebody,
    /// Somebody with the skill.
    Skill,
    /// Word from outside.
    News,
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
        let by_key: HashMap<&str, u32> = indexed().map(|(index, person)| (person.key.as_str(), index)).collect();
        let lifts =
            snapshot.lifts.iter().filter_map(|lift| Some((*by_key.get(lift.member.as_str())?, lift.task.as_deref())));
        Self {
            people: &snapshot.people,
            lifts: lifts.collect(),
            by_key,
            by_skill,
            everybody: indexed().map(|(index, _)| index).collect(),
        }
    }

    pub(super) fn index(&self, key: &str) -> Option<u32> {
        self.by_key.get(key).copied()
    }

    /// Everybody who may do it, in file order of people; never empty. `task` is its key, for which R3 may be lifted.
    pub(super) fn may(
        &self,
        task: Option<&str>,
        kind: Option<Kind>,
        assignees: &[Key],
        skill: Option<&str>,
    ) -> Result<Vec<u32>, Nobody> {
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
        let lifted = |index: u32| {
            self.lifts.contains(&(index, None)) || task.is_some_and(|task| self.lifts.contains(&(index, Some(task))))
        };
        let may = |index: &u32| match self.people[*index as usize].role {
            Role::Guest => false,
            role => !r03::forbids(role, kind.unwrap_or_default()) || lifted(*index),
        };
        let allowed: Vec<u32> = asked.iter().copied().filter(may).collect();
        if allowed.is_empty() {
            let others = self.everybody.iter().copied().filter(may).collect();
            Err(self.nobody(asked, skill, others))
        } else {
            Ok(allowed)
        }
    }

    fn nobody(&self, asked: &[u32], skill: Option<&str>, others: Vec<u32>) -> Nobody {
        let managers: Vec<&str> = (asked.iter().map(|index| &self.people[*index as usize]))
            .filter(|person| person.role == Role::ProjectManager)
            .map(|person| person.name.as_str())
            .collect();
        if !managers.is_empty() {
            let names = managers.join(" or ");
            let reason = format!("only {names} could do it, and a project manager does not do implementation work");
            return Nobody { rule: "R3", reason, missing: Missing::Somebody, others };
        }
        let missing = if asked.is_empty() && skill.is_some() { Missing::Skill } else { Missing::Somebody };
        let reason = match (asked, skill) {
            ([], Some(skill)) => format!("nobody has the skill \"{skill}\""),
            ([], None) => "there is nobody to do it".to_owned(),
            (asked, _) => {
                let names: Vec<&str> = asked.iter().map(|index| self.people[*index as usize].name.as_str()).collect();
                format!("{} may only look on, as a guest", names.join(" and "))
            }
        };
        Nobody { rule: "R11", reason, missing, others }
    }
}
