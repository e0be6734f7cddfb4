//! What the owner may set aside, who is asked when somebody leaves, and lateness to the second.

use righthand_domain::plan::{Options, Plan, plan};
use righthand_domain::snapshot::{R3Lift, Snapshot};
use serde_json::{Value, json};

use crate::files;

/// Amara, Priyanka who manages, and Halima who edits; all in one zone without clock changes.
fn business(tasks: &Value) -> Value {
    json!({"format":"righthand/1","at":"2026-11-23T08:00:00Z","business":{"name":"Harbour Clay","time_zone":"UTC"},
        "people":[{"key":"amara","name":"Amara Lindqvist","role":"owner"},
            {"key":"priyanka","name":"Priyanka Doyle","role":"project_manager"},
            {"key":"halima","name":"Halima Strand","role":"team_member"}],
        "projects":[{"key":"blog","name":"Blog","end":"2026-11-27","tasks":tasks}]})
}

fn planned(snapshot: &Snapshot) -> Plan {
    plan(snapshot, &Options::at(snapshot.at.unwrap()), &mut || true).unwrap()
}

fn lift(task: Option<&str>) -> R3Lift {
    R3Lift { member: "priyanka".into(), task: task.map(Into::into) }
}

fn person<'a>(plan: &'a Plan, key: &str) -> Option<&'a str> {
    plan.tasks.iter().find(|task| task.key == key)?.person.as_deref()
}

#[test]
fn r03_lifted_for_one_task_it_is_planned_with_the_pm_and_no_other_task_is() {
    let tasks = json!([{"key":"edit","name":"Edit","effort":2,"assignees":["priyanka"]},
        {"key":"cut","name":"Cut","effort":2,"assignees":["priyanka"]}]);
    let (mut snapshot, _) = files::of(&business(&tasks));
    let strict = planned(&snapshot);
    assert_eq!(strict.unplaced.iter().map(|task| task.rule.as_str()).collect::<Vec<_>>(), ["R3", "R3"]);
    snapshot.lifts = vec![lift(Some("edit"))];
    let lifted = planned(&snapshot);
    assert_eq!(person(&lifted, "edit"), Some("priyanka"));
    assert_eq!(lifted.unplaced.iter().map(|task| task.key.as_str()).collect::<Vec<_>>(), ["cut"]);
}

#[test]
fn r03_lifted_for_a_member_holds_for_every_task_and_step() {
    let tasks = json!([{"key":"edit","name":"Edit","effort":2,"assignees":["priyanka"]}]);
    let mut file = business(&tasks);
    file["operations"] = json!([{"key":"post","name":"Post","rrule":"FREQ=DAILY;COUNT=1","starts":"2026-11-25",
        "steps":[{"key":"write","name":"Write","effort":1,"assignees":["priyanka"]}]}]);
    let (mut snapshot, _) = files::of(&file);
    snapshot.lifts = vec![lift(None)];
    let lifted = planned(&snapshot);
    assert!(lifted.unplaced.is_empty(), "{:?}", lifted.unplaced);
    assert_eq!(person(&lifted, "post/2026-11-25/write"), Some("priyanka"));
}

#[test]
fn r03_lifted_for_somebody_else_changes_nothing() {
    let tasks = json!([{"key":"edit","name":"Edit","effort":2,"assignees":["priyanka"]}]);
    let (mut snapshot, _) = files::of(&business(&tasks));
    snapshot.lifts =
        vec![R3Lift { member: "nobody".into(), task: None }, R3Lift { member: "halima".into(), task: None }];
    assert_eq!(planned(&snapshot).unplaced[0].rule, "R3");
}

#[test]
fn a_due_with_seconds_is_counted_to_the_second() {
    let tasks = json!([{"key":"edit","name":"Edit","effort":2,"assignees":["halima"],"due":"2026-11-23T10:29:30Z"}]);
    let mut file = business(&tasks);
    file["projects"][0]["end"] = json!("2026-11-23T10:59:45Z");
    file["projects"][0]["weight"] = json!(2.0);
    let (snapshot, _) = files::of(&file);
    let plan = planned(&snapshot);
    // Nine to eleven: 30 min 30 s after its own due, and 15 s after the project's, both with weight 2.
    assert_eq!(plan.tasks[0].late_hours, 1830.0 / 3600.0);
    assert_eq!(plan.projects[0].late_hours, 15.0 / 3600.0);
    assert!((plan.objective.late_hours - 2.0 * 1845.0 / 3600.0).abs() < 1e-12, "{:?}", plan.objective);
}

#[test]
fn a_finish_in_the_minute_of_a_due_with_seconds_is_on_time() {
    let tasks = json!([{"key":"edit","name":"Edit","effort":2,"assignees":["halima"]}]);
    let mut file = business(&tasks);
    file["projects"][0]["end"] = json!("2026-11-23T11:00:20Z");
    let (snapshot, _) = files::of(&file);
    let plan = planned(&snapshot);
    assert_eq!((plan.projects[0].late_hours, plan.objective.late_hours), (0.0, 0.0));
}
