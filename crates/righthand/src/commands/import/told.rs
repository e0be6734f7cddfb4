//! What an import says at the command line.

use anyhow::Context;
use righthand_desk::command::{Done, Outcome};
use righthand_desk::import::{Both, Report};

use super::Arguments;
use crate::commands::do_command;
use crate::commands::source::{Failure, print};

/// Prints the report of what was done; else says why nothing was.
pub(super) fn told(arguments: &Arguments, outcome: Outcome) -> Result<(), Failure> {
    let done = match outcome {
        Outcome::Done(done) => done,
        other => return do_command::told(&arguments.business, other),
    };
    let note = done.note.clone().unwrap_or_default();
    if arguments.json {
        return print(&format!("{note}\n"));
    }
    let report: Report = serde_json::from_value(note).context("the import gave no report")?;
    print(&words(arguments, &done, &report))
}

fn words(arguments: &Arguments, done: &Done, report: &Report) -> String {
    let dry = if arguments.dry_run { "Dry run, nothing is kept: " } else { "" };
    let mut text = format!(
        "{dry}{}\n\n{:14}{:>8}{:>8}{:>9}{:>11}{:>9}\n",
        done.summary, "", "read", "made", "updated", "unchanged", "skipped"
    );
    for (kind, count) in report.items.iter().filter(|(_, count)| count.read > 0) {
        let kind = kind.replace('_', " ");
        text.push_str(&format!(
            "{kind:14}{:>8}{:>8}{:>9}{:>11}{:>9}\n",
            count.read, count.made, count.updated, count.unchanged, count.skipped
        ));
    }
    list(&mut text, "Skipped", report.skipped.iter().map(|skipped| format!("{} {}", skipped.what, skipped.why)));
    list(&mut text, "Guessed", report.guessed.iter().map(|guess| format!("{}: {}", guess.what, guess.as_)));
    list(
        &mut text,
        "Kept as it was changed here",
        report.kept.iter().map(|kept| format!("{}, {}: {}", kept.what, kept.field, kept.here)),
    );
    list(&mut text, "Changed both here and there", report.both_changed.iter().map(both));
    list(&mut text, "No longer in the file, and kept here", report.gone.iter().cloned());
    if report.both_changed.iter().any(|both| both.taken == "here") {
        text.push_str("\nTake theirs of one of them: --theirs ID; of all: --theirs all\n");
    }
    if done.event > 0 {
        text.push_str(&format!(
            "\nTake it back: righthand do undo event={} --business {}\n",
            done.event, arguments.business
        ));
    }
    text
}

fn both(both: &Both) -> String {
    let before = both.before.as_ref().map(|before| format!("was {before}, ")).unwrap_or_default();
    let Both { id, what, field, here, there, taken, .. } = both;
    format!("{id}: {what}, {field}: {before}here {here}, there {there}; taken: {taken}")
}

fn list(text: &mut String, head: &str, lines: impl Iterator<Item = String>) {
    for (number, line) in lines.enumerate() {
        let head = if number == 0 { format!("\n{head}\n") } else { String::new() };
        text.push_str(&format!("{head}  {line}\n"));
    }
}
