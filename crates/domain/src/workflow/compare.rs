//! Compare: what a version of a workflow does otherwise than another, step by step.

use serde::Serialize;

use super::Step;
use super::write::{days_before, effort_text};
use crate::words;

/// What became of one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    Added {
        step: String,
    },
    Removed {
        step: String,
    },
    /// What is said of it otherwise, each as a sentence's part: "effort 1 h instead of 2 h".
    Changed {
        step: String,
        what: Vec<String>,
    },
}

/// What `now` does otherwise than `before`, in the order of `now`, with what was removed at the end. Steps are known by
/// their keys.
pub fn compare(before: &[Step], now: &[Step]) -> Vec<Difference> {
    let mut all = Vec::new();
    for step in now {
        match before.iter().find(|was| was.key == step.key) {
            None => all.push(Difference::Added { step: step.name.clone() }),
            Some(was) => {
                let what = changes(before, was, now, step);
                if !what.is_empty() {
                    all.push(Difference::Changed { step: step.name.clone(), what });
                }
            }
        }
    }
    let gone = before.iter().filter(|was| now.iter().all(|step| step.key != was.key));
    all.extend(gone.map(|was| Difference::Removed { step: was.name.clone() }));
    all
}

fn changes(all_before: &[Step], was: &Step, all_now: &[Step], is: &Step) -> Vec<String> {
    let mut what = Vec::new();
    let mut say = |name: &str, was: String, is: String| {
        if was != is {
            let or_none = |text: String| if text.is_empty() { "nothing".to_owned() } else { text };
            what.push(format!("{name} {} instead of {}", or_none(is), or_none(was)));
        }
    };
    say("name", quoted(&was.name), quoted(&is.name));
    say("effort", was.effort.map(effort_text).unwrap_or_default(), is.effort.map(effort_text).unwrap_or_default());
    say("done by", words::and_list(&was.who), words::and_list(&is.who));
    say("skill", was.skill.clone().unwrap_or_default(), is.skill.clone().unwrap_or_default());
    say("kind", was.kind.as_str().to_owned(), is.kind.as_str().to_owned());
    say("after", names(all_before, was), names(all_now, is));
    let days = |days: Option<f64>| days.map(days_before).unwrap_or_default();
    say("from", days(was.available_days), days(is.available_days));
    say("due", days(was.offset_days), days(is.offset_days));
    let condition = |step: &Step| step.details.only_if.as_ref().map(ToString::to_string).unwrap_or_default();
    say("only if", condition(was), condition(is));
    let approval = |step: &Step| if step.details.approval { "yes" } else { "no" }.to_owned();
    say("approval", approval(was), approval(is));
    say("checklist", words::and_list(&was.details.checklist), words::and_list(&is.details.checklist));
    let asks = |step: &Step| step.details.asks.iter().map(|ask| ask.name.clone()).collect::<Vec<_>>();
    say("asks for", words::and_list(&asks(was)), words::and_list(&asks(is)));
    say("then starts", words::and_list(&was.details.then_start), words::and_list(&is.details.then_start));
    if was.notes != is.notes {
        what.push("other instructions".to_owned());
    }
    what
}

fn quoted(name: &str) -> String {
    format!("“{name}”")
}

fn names(all: &[Step], step: &Step) -> String {
    let names: Vec<String> = step
        .after
        .iter()
        .map(|key| all.iter().find(|other| other.key == *key).map_or_else(|| key.clone(), |other| quoted(&other.name)))
        .collect();
    words::and_list(&names)
}
