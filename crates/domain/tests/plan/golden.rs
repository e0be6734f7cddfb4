//! The golden cases of the contracts: answers worked out by hand or by other code.

use jiff::Timestamp;
use righthand_domain::plan::{Plan, plan};
use serde_json::Value;

use crate::{checker, files};

fn case(name: &str) -> Option<(String, Value)> {
    let folder = files::contracts("golden")?;
    let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
    let expected = std::fs::read_to_string(folder.join(format!("{name}.expected.json"))).unwrap();
    Some((text, serde_json::from_str(&expected).unwrap()))
}

fn planned(text: &str, horizon_days: u32) -> Plan {
    let (snapshot, mut options) = files::read(text);
    options.horizon_days = horizon_days;
    let plan = plan(&snapshot, &options, &mut || true).unwrap();
    checker::check(&snapshot, &plan);
    plan
}

fn instant(value: &Value) -> Timestamp {
    value.as_str().unwrap().parse().unwrap()
}

fn is_the_only_plan(name: &str) {
    let Some((text, expected)) = case(name) else { return };
    let plan = planned(&text, 35);
    let tasks = expected["tasks"].as_object().unwrap();
    assert_eq!(plan.tasks.len(), tasks.len());
    for (key, task) in tasks {
        let found = plan.tasks.iter().find(|t| t.key == *key).unwrap();
        let segments: Vec<Value> =
            found.segments.iter().map(|s| serde_json::json!([s.start.to_string(), s.finish.to_string()])).collect();
        let wanted: Vec<Value> = task["segments"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| serde_json::json!([instant(&s[0]).to_string(), instant(&s[1]).to_string()]))
            .collect();
        assert_eq!(segments, wanted, "{key}");
        assert_eq!(found.person.as_deref(), task["person"].as_str(), "{key}");
        if task.get("start").is_some() {
            assert_eq!((found.start, found.finish), (instant(&task["start"]), instant(&task["finish"])), "{key}");
        }
    }
    if let Some(objective) = expected.get("objective") {
        assert_eq!(plan.objective.late_hours, objective["late_hours"].as_f64().unwrap());
        assert_eq!(plan.objective.finish_hours, objective["finish_hours"].as_f64().unwrap());
        assert_eq!(plan.projects[0].finish, Some(instant(&expected["projects"]["p"]["finish"])));
        assert_eq!(plan.projects[0].due, Some(instant(&expected["projects"]["p"]["due"])));
    }
}

#[test]
fn clock_changes_make_windows_longer_and_shorter() {
    is_the_only_plan("clock-change");
}

#[test]
fn each_link_holds_its_end() {
    is_the_only_plan("links");
}

#[test]
fn runs_become_available_and_due_by_whole_calendar_days() {
    let Some((text, expected)) = case("runs") else { return };
    let plan = planned(&text, 14);
    let steps = expected["steps"].as_object().unwrap();
    assert_eq!(plan.tasks.len(), steps.len(), "{:?}", plan.tasks.iter().map(|t| &t.key).collect::<Vec<_>>());
    for (key, step) in steps {
        let found = plan.tasks.iter().find(|t| t.key == *key).unwrap();
        assert_eq!(found.due, Some(instant(&step["due"])), "{key}");
        assert_eq!(found.available, Some(instant(&step["available"])), "{key}");
        assert!(found.start >= instant(&step["available"]), "{key}");
        let (run, _) = key.rsplit_once('/').unwrap();
        let of_run = plan.runs.iter().find(|r| format!("{}/{}", r.operation, r.date) == run).unwrap();
        assert_eq!(of_run.due, instant(&step["run_due"]), "{key}");
    }
}
