//! Bad input at the program's door: what cannot be is refused with its place and exit 2, by every command that reads a
//! file, and nothing is printed that could pass for an answer.

use serde_json::{Value, json};

use crate::plan_file::{podcast, righthand};

/// Every command that works on a file.
const COMMANDS: [&[&str]; 2] =
    [&["plan", "--file", "-", "--json"], &["forecast", "--file", "-", "--json", "--futures", "5"]];

fn refused(text: &str, words: &str) {
    for command in COMMANDS {
        let output = righthand(command, text);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &[][..]), "{command:?}: {errors}");
        assert!(errors.lines().any(|line| line.starts_with(words)), "{command:?}: {words} is not in:\n{errors}");
        assert!(!errors.contains("panicked"), "{errors}");
    }
}

fn with(pointer: &str, value: Value) -> String {
    let mut file = podcast();
    let (place, field) = pointer.rsplit_once('/').unwrap();
    file.pointer_mut(place).unwrap()[field] = value;
    file.to_string()
}

#[test]
fn a_circle_is_told_with_the_tasks_in_order_around_it() {
    let mut file = podcast();
    file["projects"][0]["tasks"][0]["after"] = json!(["live"]);
    let around = "/projects/0/tasks/0/after/0: a circle: \"plan\", then \"ep1\", then \"live\", then \"plan\"";
    refused(&file.to_string(), around);
    file["projects"][0]["tasks"][0]["after"] = json!(["plan"]);
    refused(&file.to_string(), "/projects/0/tasks/0/after/0: \"plan\" waits for itself");
    let mut file = podcast();
    file["operations"][0]["steps"][0]["after"] = json!(["send"]);
    refused(&file.to_string(), "/operations/0/steps/");
}

#[test]
fn absurd_numbers_are_refused_with_their_place() {
    for (pointer, value) in [
        ("/projects/0/tasks/0/effort", json!(-1)),
        ("/projects/0/tasks/0/effort", json!(1e9)),
        ("/projects/0/tasks/0/effort", json!("soon")),
        ("/projects/0/tasks/0/spent_hours", json!(1e9)),
        ("/projects/0/weight", json!(0)),
        ("/projects/0/weight", json!(1e30)),
        ("/people/0/hours_per_week", json!(1e9)),
        ("/people/0/hours_per_week", json!(-5)),
        ("/operations/0/steps/0/effort", json!(1e9)),
        ("/operations/0/steps/0/available_days", json!(-1)),
    ] {
        refused(&with(pointer, value), &format!("{pointer}: "));
    }
    let three = json!({"optimistic": 9, "most_likely": 5, "pessimistic": 12});
    refused(&with("/projects/0/tasks/0/effort", three), "/projects/0/tasks/0/effort");
    let far = json!([{"task": "plan", "lag_hours": 1e300}]);
    refused(&with("/projects/0/tasks/2/after", far), "/projects/0/tasks/2/after/0");
}

#[test]
fn dates_that_cannot_be_are_refused_with_their_place() {
    for (pointer, value) in [
        ("/projects/0/end", json!("2026-02-30")),
        ("/projects/0/tasks/0/due", json!("2026-13-01")),
        ("/projects/0/tasks/0/not_before", json!("tomorrow")),
        ("/projects/0/tasks/0/done_at", json!("2027-01-01T00:00:00Z")),
        ("/at", json!("2026-11-24")),
        ("/business/time_zone", json!("Mars/Olympus")),
        ("/operations/0/rrule", json!("FREQ=SOMETIMES")),
    ] {
        refused(&with(pointer, value), &format!("{pointer}: "));
    }
    let back = json!([{"from": "2026-12-05", "to": "2026-12-01"}]);
    refused(&with("/people/0/time_off", back), "/people/0/time_off/0/to: ");
    let over = json!({"start": "2026-12-05", "end": "2026-12-01"});
    refused(&with("/people/2/engagement", over), "/people/2/engagement/end: ");
    refused(&with("/appointments/0/end", json!("2026-11-25T09:00:00Z")), "/appointments/0/end: ");
}

#[test]
fn what_is_no_number_and_no_json_is_refused_with_line_and_column() {
    let marked = with("/projects/0/tasks/0/effort", json!(7777));
    for (word, says) in [
        ("NaN", "not a JSON document: expected value at line 1 column"),
        ("1e999", "not a JSON document: number out of range"),
    ] {
        refused(&marked.replace("7777", word), says);
    }
    refused("", "not a JSON document: ");
    refused("[]", "must be an object");
    refused(&"[".repeat(100_000), "not a JSON document: recursion limit");
}
