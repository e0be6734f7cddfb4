//! Stability: what people have seen start soon stays, unless that makes something late.

use jiff::Timestamp;
use righthand_domain::plan::{Options, Plan, PlannedTask, plan};
use serde_json::{Value, json};

use crate::{checker, files};

/// Friday, 27 November 2026, nine in the morning.
const FRIDAY: &str = "2026-11-27T09:00:00Z";

fn business(end: &str, tasks: Value) -> Value {
    json!({"format":"righthand/1","at":FRIDAY,"business":{"name":"Harbour Clay","time_zone":"UTC"},
        "people":[{"key":"amara","name":"Amara Lindqvist","role":"owner"},
            {"key":"halima","name":"Halima Strand","role":"team_member"},
            {"key":"mateus","name":"Mateus Fenwick","role":"team_member"}],
        "projects":[{"key":"blog","name":"Blog","end":end,"tasks":tasks}]})
}

fn planned(file: &Value, earlier: Option<&Plan>) -> Plan {
    let (snapshot, options) = files::of(file);
    let plan = plan(&snapshot, &Options { earlier: earlier.cloned(), ..options }, &mut || true).unwrap();
    checker::check(&snapshot, &plan);
    plan
}

fn task<'a>(plan: &'a Plan, key: &str) -> &'a PlannedTask {
    plan.tasks.iter().find(|task| task.key == key).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn edit(key: &str, hours: f64) -> Value {
    json!({"key":key,"name":key,"effort":hours,"assignees":["halima"]})
}

/// With the first of two left out, the second could start earlier; it was told for Friday afternoon and stays there.
#[test]
fn what_starts_soon_does_not_move_forward_into_time_that_gets_free() {
    let before = planned(&business("2026-12-31", json!([edit("outline", 6.0), edit("draft", 1.0)])), None);
    let last = before.tasks.iter().max_by_key(|task| task.start).unwrap().clone();
    let after = planned(&business("2026-12-31", json!([edit(&last.key, 1.0 * task_hours(&last))])), Some(&before));
    assert_eq!(task(&after, &last.key).start, last.start);
    assert!(last.start > at(FRIDAY));
}

fn task_hours(task: &PlannedTask) -> f64 {
    task.segments.iter().map(|piece| piece.finish.duration_since(piece.start).as_secs_f64() / 3600.0).sum()
}

/// Friday and Monday are Halima's two working days; what starts on Tuesday is free to move.
#[test]
fn two_working_days_reach_over_the_weekend_and_no_further() {
    let tasks = |first: f64| {
        json!([
        {"key":"monday","name":"Monday","effort":2,"assignees":["halima"],"not_before":"2026-11-30T14:00:00Z"},
        {"key":"tuesday","name":"Tuesday","effort":2,"assignees":["mateus"],"after":["first"]},
        {"key":"first","name":"First","effort":first,"assignees":["mateus"]}])
    };
    let before = planned(&business("2026-12-31", tasks(16.0)), None);
    assert_eq!(task(&before, "monday").start, at("2026-11-30T14:00:00Z"));
    assert_eq!(task(&before, "tuesday").start, at("2026-12-01T09:00:00Z"));
    // Nothing but habit holds either of them any more.
    let mut eased = business("2026-12-31", tasks(1.0));
    eased["projects"][0]["tasks"][0]["not_before"] = Value::Null;
    eased["projects"][0]["tasks"][0].as_object_mut().unwrap().remove("not_before");
    let after = planned(&eased, Some(&before));
    assert_eq!(task(&after, "monday").start, at("2026-11-30T14:00:00Z"), "near: stays");
    assert_eq!(task(&after, "tuesday").start, at("2026-11-27T10:00:00Z"), "not near: moves to where it is best");
}

/// Mateus does not work on Mondays and Tuesdays: his second working day is Wednesday.
#[test]
fn two_working_days_are_those_of_the_person() {
    let tasks = |held: bool| {
        let mut cut = json!({"key":"cut","name":"Cut","effort":1,"assignees":["mateus"]});
        if held {
            cut["not_before"] = json!("2026-12-02T11:00:00Z");
        }
        json!([cut])
    };
    let with_days_off = |mut file: Value| {
        file["people"][2]["time_off"] = json!([{"from":"2026-11-30","to":"2026-12-01"}]);
        file
    };
    let before = planned(&with_days_off(business("2026-12-31", tasks(true))), None);
    let after = planned(&with_days_off(business("2026-12-31", tasks(false))), Some(&before));
    assert_eq!(task(&after, "cut").start, at("2026-12-02T11:00:00Z"));
    // Without the days off, Wednesday is his fourth.
    let after = planned(&business("2026-12-31", tasks(false)), Some(&before));
    assert_eq!(task(&after, "cut").start, at(FRIDAY));
}

#[test]
fn what_starts_soon_moves_where_staying_would_make_something_late() {
    let draft = edit("draft", 3.0);
    let before = planned(&business("2026-12-31", json!([draft])), None);
    assert_eq!(task(&before, "draft").start, at(FRIDAY));
    let mut file = business("2026-12-31", json!([draft]));
    file["projects"].as_array_mut().unwrap().push(json!({"key":"press","name":"Press","end":"2026-11-27T11:00:00Z",
        "tasks":[{"key":"release","name":"Release","effort":2,"assignees":["halima"]}]}));
    let after = planned(&file, Some(&before));
    assert_eq!(after.objective.late_hours, 0.0);
    assert_eq!(task(&after, "release").start, at(FRIDAY));
    assert_eq!(task(&after, "draft").start, at("2026-11-27T11:00:00Z"));
}

#[test]
fn what_starts_soon_stays_with_its_person_though_somebody_else_would_be_faster() {
    let shared = |key: &str| json!({"key":key,"name":key,"effort":4,"assignees":["halima","mateus"]});
    let before = planned(&business("2026-12-31", json!([shared("draft")])), None);
    let person = task(&before, "draft").person.clone();
    let mut file = business("2026-12-31", json!([shared("draft")]));
    // A call in between makes it an hour longer: the other could be done at one.
    let key = person.clone().unwrap();
    file["appointments"] = json!([{"key":"call","name":"Call","start":"2026-11-27T11:00:00Z","end":"2026-11-27T12:00:00Z",
        "people":[key]}]);
    let after = planned(&file, Some(&before));
    assert_eq!(task(&after, "draft").person, person);
    assert_eq!(task(&after, "draft").finish, at("2026-11-27T14:00:00Z"));
}

#[test]
fn planned_again_without_an_edit_it_is_the_same_plan() {
    let Some(folder) = files::contracts("examples") else { return };
    for entry in std::fs::read_dir(folder).unwrap() {
        let (snapshot, options) = files::read(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
        let options = Options { schedules: 300, ..options };
        let first = plan(&snapshot, &options, &mut || true).unwrap();
        let mut last = first.clone();
        for _ in 0..3 {
            let again = Options { earlier: Some(last), ..options.clone() };
            last = plan(&snapshot, &again, &mut || true).unwrap();
            assert_eq!(places(&last), places(&first));
        }
    }
}

/// Work that nobody has to start soon is free to go and come back.
#[test]
fn an_edit_and_its_undoing_give_the_plan_from_before() {
    let later = |hours: f64| {
        let mut tasks = vec![edit("outline", 4.0)];
        for index in 0..4 {
            let mut task = edit(&format!("chapter-{index}"), if index == 1 { hours } else { 5.0 });
            task["not_before"] = json!(format!("2026-12-0{}", 3 + index));
            tasks.push(task);
        }
        business("2026-12-31", json!(tasks))
    };
    let before = planned(&later(3.0), None);
    let edited = planned(&later(9.0), Some(&before));
    assert_ne!(places(&edited), places(&before));
    let undone = planned(&later(3.0), Some(&edited));
    assert_eq!(places(&undone), places(&before));
}

fn places(plan: &Plan) -> Vec<(&str, Option<&str>, Timestamp, Timestamp)> {
    plan.tasks.iter().map(|t| (t.key.as_str(), t.person.as_deref(), t.start, t.finish)).collect()
}
