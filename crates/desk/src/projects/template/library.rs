//! The templates that come with the desk, as data files beside this one.

use righthand_domain::workflow::{self, Step};

/// A project as it is mostly done.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// By which it is taken.
    pub key: &'static str,
    pub name: &'static str,
    /// What it is for, in one sentence.
    pub says: &'static str,
    pub outcome: &'static str,
    pub phases: Vec<Phase>,
}

/// Steps that belong together. A step without effort is a milestone; its days are counted back from the project's end.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    pub name: String,
    pub steps: Vec<Step>,
}

macro_rules! library {
    ($($key:literal),+ $(,)?) => {
        /// File by file: a name, a sentence, an outcome, an empty line, and phases (`# Name`) of a workflow's steps.
        const FILES: &[(&str, &str)] = &[$(($key, include_str!(concat!("library/", $key, ".project")))),+];
    };
}

library![
    "podcast-launch",
    "course-launch",
    "blog-with-many-writers",
    "client-website",
    "online-summit",
    "software-release",
];

/// Every template, in the order of the page.
pub fn all() -> Vec<Template> {
    FILES.iter().filter_map(|(key, file)| read(key, file)).collect()
}

/// The template of that key.
pub fn find(key: &str) -> Option<Template> {
    FILES.iter().find(|(other, _)| *other == key).and_then(|(key, file)| read(key, file))
}

impl Template {
    /// All steps, in order.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.phases.iter().flat_map(|phase| &phase.steps)
    }

    /// The skills that it needs, as they come up.
    pub fn skills(&self) -> Vec<&str> {
        let mut skills: Vec<&str> = Vec::new();
        for skill in self.steps().filter_map(|step| step.skill.as_deref()) {
            if !skills.contains(&skill) {
                skills.push(skill);
            }
        }
        skills
    }

    /// Days from its first step to its end.
    pub fn days(&self) -> f64 {
        self.steps().filter_map(|step| step.available_days.or(step.offset_days)).fold(0.0, f64::max)
    }
}

fn read(key: &'static str, file: &'static str) -> Option<Template> {
    let (head, text) = file.split_once("\n\n")?;
    let mut lines = head.lines();
    let (name, says, outcome) = (lines.next()?, lines.next()?, lines.next()?);
    // A phase begins before the step that follows it; its line stays as an empty one.
    let (mut phases, mut steps_before, mut plain) = (Vec::<(String, usize)>::new(), 0, String::new());
    for line in text.lines() {
        if let Some(phase) = line.strip_prefix("# ") {
            phases.push((phase.trim().to_owned(), steps_before));
        } else {
            let number = line.split_once('.').is_some_and(|(number, _)| number.parse::<usize>().is_ok());
            steps_before += usize::from(number);
            plain.push_str(line);
        }
        plain.push('\n');
    }
    let mut steps = workflow::read(&plain).ok()?;
    let mut told: Vec<Phase> = Vec::new();
    for (name, first) in phases.into_iter().rev() {
        told.push(Phase { name, steps: steps.split_off(first.min(steps.len())) });
    }
    told.reverse();
    steps.is_empty().then_some(Template { key, name, says, outcome, phases: told })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_can_be_read_and_is_a_project_that_could_be_done() {
        assert_eq!(all().len(), FILES.len(), "one of them cannot be read");
        for one in all() {
            let steps: Vec<&Step> = one.steps().collect();
            assert!((15..=40).contains(&steps.len()), "{}: {} steps", one.key, steps.len());
            assert!(one.phases.len() >= 3 && one.phases.iter().all(|phase| !phase.steps.is_empty()), "{}", one.key);
            let last = steps.last().unwrap();
            assert!(last.effort.is_none() && last.offset_days == Some(0.0), "{} ends with its milestone", one.key);
            assert!(one.days() >= 30.0, "{}: {} days", one.key, one.days());
            let three = steps
                .iter()
                .filter(|step| matches!(step.effort, Some(righthand_domain::snapshot::Effort::Three { .. })));
            assert!(three.count() * 2 > steps.len(), "{}: work is uncertain", one.key);
            for step in &steps {
                let skilled = step.skill.is_some() == (step.kind == righthand_domain::kind::Kind::Implementation);
                assert!(skilled, "{}: “{}” is done by somebody", one.key, step.name);
                assert!(step.offset_days.is_some(), "{}: “{}” has a day", one.key, step.name);
            }
        }
    }

    #[test]
    fn no_step_is_due_before_what_it_waits_for() {
        for one in all() {
            let steps: Vec<&Step> = one.steps().collect();
            for step in &steps {
                for before in steps.iter().filter(|other| step.after.contains(&other.key)) {
                    assert!(
                        before.offset_days >= step.offset_days,
                        "{}: “{}” before “{}”",
                        one.key,
                        step.name,
                        before.name
                    );
                }
            }
        }
    }
}
