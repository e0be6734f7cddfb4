//! Faults: each with its place in the file, in words that help.

use jiff::Timestamp;
use righthand_domain::plan::{Options, check, plan};
use righthand_domain::snapshot::Snapshot;
use serde_json::{Value, json};

use crate::files;

fn business(tasks: Value) -> Value {
    json!({"format":"righthand/1","at":"2026-11-24T11:20:00Z","business":{"name":"Harbour Clay","time_zone":"UTC"},
        "people":[{"key":"amara","name":"Amara Lindqvist","role":"owner"},
                  {"key":"priyanka","name":"Priyanka Doyle","role":"project_manager"},
                  {"key":"yuki","name":"Yuki Abara","role":"guest"}],
        "projects":[{"key":"blog","name":"Blog","end":"2026-12-24","tasks":tasks}]})
}

/// The faults of a file; without any, nothing.
fn faults(file: &Value) -> Vec<String> {
    match righthand_exchange::business_file::read(file.to_string().as_bytes(), None, Timestamp::UNIX_EPOCH) {
        Ok(_) => vec![],
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

fn of_tasks(tasks: Value) -> Vec<String> {
    faults(&business(tasks))
}

#[test]
fn an_unknown_task_is_named_at_its_link() {
    let found = of_tasks(json!([{"key":"a","name":"A","after":["edit-ep2"]}]));
    assert_eq!(found, ["/projects/0/tasks/0/after/0: no task \"edit-ep2\""]);
}

#[test]
fn a_circle_is_told_in_order_around() {
    let found = of_tasks(json!([
        {"key":"write","name":"Write","after":["publish"]}, {"key":"edit","name":"Edit","after":["write"]},
        {"key":"publish","name":"Publish","after":["edit"]}, {"key":"share","name":"Share","after":["publish"]}]));
    assert_eq!(found.len(), 1, "{found:?}");
    let around = [
        "\"write\", then \"edit\", then \"publish\"",
        "\"edit\", then \"publish\", then \"write\"",
        "\"publish\", then \"write\", then \"edit\"",
    ];
    assert!(around.iter().any(|words| found[0].contains(words)), "{found:?}");
    assert!(!found[0].contains("share"));
}

#[test]
fn a_circle_through_a_summary_is_one() {
    let found = of_tasks(json!([
        {"key":"g","name":"G","after":["z"],"children":[{"key":"x","name":"X"},{"key":"y","name":"Y"}]},
        {"key":"z","name":"Z","after":["y"]}]));
    assert!(found.len() == 1 && found[0].contains("a circle"), "{found:?}");
}

#[test]
fn summaries_and_milestones_have_no_work_of_their_own() {
    let found = of_tasks(json!([
        {"key":"g","name":"G","effort":1,"children":[{"key":"x","name":"X","after":["g"]}]},
        {"key":"m","name":"M","milestone":true,"effort":2}]));
    let places: Vec<&str> = found.iter().map(|fault| fault.split(": ").next().unwrap()).collect();
    for place in ["/projects/0/tasks/0/effort", "/projects/0/tasks/0/children/0/after/0", "/projects/0/tasks/1/effort"]
    {
        assert!(places.contains(&place), "{place} in {found:?}");
    }
}

#[test]
fn what_is_done_is_not_done_in_the_future_and_efforts_are_in_order() {
    let found = of_tasks(json!([{"key":"a","name":"A","done_at":"2026-11-24T12:00:00Z",
        "effort":{"optimistic":3,"most_likely":2,"pessimistic":4}}]));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().any(|fault| fault.starts_with("/projects/0/tasks/0/done_at: ")));
    assert!(found.iter().any(|fault| fault.starts_with("/projects/0/tasks/0/effort")));
}

#[test]
fn r03_alone_forbids_and_names_whom() {
    let (snapshot, options) = files::of(&business(json!([
        {"key":"a","name":"A","assignees":["priyanka"]}, {"key":"b","name":"B","after":["a"]},
        {"key":"c","name":"C","skill":"video"}, {"key":"d","name":"D","assignees":["yuki"]}])));
    let plan = plan(&snapshot, &options, &mut || true).unwrap();
    let rules: Vec<(&str, &str)> = plan.unplaced.iter().map(|u| (u.key.as_str(), u.rule.as_str())).collect();
    assert_eq!(rules, [("a", "R3"), ("b", "R11"), ("c", "R11"), ("d", "R11")]);
    assert!(plan.unplaced[0].reason.contains("Priyanka Doyle"));
    assert_eq!(plan.projects[0].finish, None);
}

#[test]
fn what_needs_more_than_five_years_is_unplaced() {
    let (snapshot, options) = files::of(&business(json!([
        {"key":"a","name":"A","effort":90_000,"assignees":["amara"]}, {"key":"b","name":"B","effort":5_000,"assignees":["amara"]}])));
    let plan = plan(&snapshot, &options, &mut || true).unwrap();
    assert_eq!((plan.tasks.len(), plan.unplaced.len()), (1, 1));
    assert_eq!(plan.unplaced[0].key, "a");
}

#[test]
fn absurd_numbers_are_refused_not_computed_with() {
    let (mut snapshot, options) = files::of(&business(json!([{"key":"a","name":"A","effort":1}])));
    for hours in [f64::NAN, f64::INFINITY, -1.0, 1e9] {
        snapshot.projects[0].tasks[0].spent_hours = hours;
        snapshot.people[0].hours_per_week = Some(hours);
        let found = check(&snapshot, options.at);
        let places: Vec<&str> = found.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(places, ["/people/0/hours_per_week", "/projects/0/tasks/0/spent_hours"], "{hours}");
    }
}

#[test]
fn a_search_that_may_not_go_on_still_has_a_plan() {
    let (snapshot, options): (Snapshot, Options) =
        files::of(&business(json!([{"key":"a","name":"A"},{"key":"b","name":"B"}])));
    let plan = plan(&snapshot, &options, &mut || false).unwrap();
    assert_eq!((plan.schedules, plan.tasks.len()), (1, 2));
}
