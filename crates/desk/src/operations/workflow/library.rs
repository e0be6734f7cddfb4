//! The library: good workflows for the regular work of an online business, as data files beside this one.

use serde::Serialize;

/// A workflow that anybody may take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Workflow {
    /// By which it is taken.
    pub key: &'static str,
    pub name: &'static str,
    /// What it is for, in one sentence.
    pub says: &'static str,
    /// How often, in words, where it recurs; somebody starts each run where it does not.
    pub how_often: Option<&'static str>,
    /// The steps as a workflow's text.
    pub text: &'static str,
}

macro_rules! library {
    ($($key:literal),+ $(,)?) => {
        /// File by file: a name, a sentence, a rhythm where it has one, an empty line, and the steps.
        const FILES: &[(&str, &str)] = &[$(($key, include_str!(concat!("library/", $key, ".workflow")))),+];
    };
}

library![
    "newsletter",
    "podcast-episode",
    "youtube-video",
    "blog-post",
    "daily-social-posts",
    "content-repurposing",
    "webinar",
    "launch",
    "client-onboarding",
    "customer-support-review",
    "hiring",
    "monthly-close",
];

/// Every workflow, in the order of the page.
pub fn all() -> Vec<Workflow> {
    FILES.iter().filter_map(|(key, file)| read(key, file)).collect()
}

/// The workflow of that key.
pub fn find(key: &str) -> Option<Workflow> {
    FILES.iter().find(|(other, _)| *other == key).and_then(|(key, file)| read(key, file))
}

fn read(key: &'static str, file: &'static str) -> Option<Workflow> {
    let (head, text) = file.split_once("\n\n")?;
    let mut lines = head.lines();
    let (name, says) = (lines.next()?, lines.next()?);
    Some(Workflow { key, name, says, how_often: lines.next(), text })
}

#[cfg(test)]
mod tests {
    use righthand_domain::{recurrence, workflow};

    use super::*;

    #[test]
    fn every_workflow_of_the_library_can_be_read_and_is_written_as_it_stands() {
        assert_eq!(all().len(), FILES.len());
        for one in all() {
            let steps = workflow::read(one.text).unwrap_or_else(|faults| panic!("{}: {faults:?}", one.key));
            assert_eq!(workflow::write(&steps), one.text, "{}", one.key);
            assert!(steps.len() >= 5, "{} is no workflow yet", one.key);
            assert!(steps.iter().all(|step| step.effort.is_some()), "{}: a step without effort", one.key);
            if let Some(words) = one.how_often {
                recurrence::read(words).unwrap_or_else(|why| panic!("{}: {why}", one.key));
            }
        }
    }
}
