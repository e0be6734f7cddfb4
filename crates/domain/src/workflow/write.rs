//! Write: a workflow as the text that people edit. What is read back is the same.

use std::collections::HashMap;

use super::{AskKind, Step};
use crate::kind::Kind;
use crate::snapshot::Effort;
use crate::words;

/// The text of a workflow, step by step.
pub fn write(steps: &[Step]) -> String {
    let number: HashMap<&str, usize> = steps.iter().zip(1..).map(|(step, n)| (step.key.as_str(), n)).collect();
    let mut text = String::new();
    for (index, step) in steps.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        text += &format!("{}. {}\n", index + 1, step.name);
        for line in lines(steps, index, step, &number) {
            text += &format!("   {line}\n");
        }
    }
    text
}

fn lines(steps: &[Step], index: usize, step: &Step, number: &HashMap<&str, usize>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut say = |name: &str, value: String| lines.push(format!("{name}: {value}"));
    if let Some(effort) = step.effort {
        say("effort", effort_text(effort));
    }
    if !step.who.is_empty() {
        say("who", step.who.join(", "));
    }
    if let Some(skill) = &step.skill {
        say("skill", skill.clone());
    }
    if step.kind != Kind::Implementation {
        say("kind", step.kind.as_str().to_owned());
    }
    // A step waits for the one before it, unless it says otherwise.
    let before: Vec<&str> =
        index.checked_sub(1).and_then(|n| steps.get(n)).map(|step| step.key.as_str()).into_iter().collect();
    if step.after.iter().map(String::as_str).ne(before) {
        let numbers: Vec<String> =
            step.after.iter().filter_map(|key| number.get(key.as_str())).map(ToString::to_string).collect();
        say("after", if numbers.is_empty() { "nothing".to_owned() } else { numbers.join(", ") });
    }
    if let Some(days) = step.available_days {
        say("from", days_before(days));
    }
    if let Some(days) = step.offset_days {
        say("due", days_before(days));
    }
    if let Some(condition) = &step.details.only_if {
        say("only if", condition.to_string());
    }
    if step.details.approval {
        say("approval", "yes".to_owned());
    }
    for item in &step.details.checklist {
        say("check", item.clone());
    }
    for ask in &step.details.asks {
        let kind = match &ask.kind {
            AskKind::Text => "text".to_owned(),
            AskKind::Number => "number".to_owned(),
            AskKind::Date => "date".to_owned(),
            AskKind::File => "file".to_owned(),
            AskKind::Choice(options) => options.join(" | "),
        };
        say("ask", format!("{} ({kind})", ask.name));
    }
    for operation in &step.details.then_start {
        say("then start", operation.clone());
    }
    if words::slug(&step.name, "step") != step.key {
        say("key", step.key.clone());
    }
    lines.extend(
        step.notes.iter().flat_map(|notes| notes.lines()).map(|line| format!("> {line}").trim_end().to_owned()),
    );
    lines
}

/// "1 h 30", or three of them.
pub(super) fn effort_text(effort: Effort) -> String {
    let one = |hours: f64| words::duration((hours * 60.0).round() as i64);
    match effort {
        Effort::One(hours) => one(hours),
        Effort::Three { optimistic, most_likely, pessimistic } => {
            format!("{} / {} / {}", one(optimistic), one(most_likely), one(pessimistic))
        }
    }
}

/// "3 days before", "on the day".
pub(super) fn days_before(days: f64) -> String {
    match days {
        0.0 => "on the day".to_owned(),
        1.0 => "1 day before".to_owned(),
        days => format!("{days} days before"),
    }
}
