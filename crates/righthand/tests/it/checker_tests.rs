//! Proof that the checker sees: a good plan is damaged in every way, and each damage has to be found.

use serde_json::{Value, json};

use crate::{
    businesses::business,
    checker,
    plan_file::{answer, podcast},
};

fn faults(file: &Value, plan: &Value) -> Vec<String> {
    checker::judge(file, plan, file["at"].as_str().unwrap().parse().unwrap(), 35)
}

/// Applies a damage to the good plan of the small business; the checker must name it.
fn finds(says: &str, damage: impl FnOnce(&mut Value)) {
    let file = podcast();
    let mut plan = answer(&["plan", "--schedules", "50"], &file);
    assert_eq!(faults(&file, &plan), Vec::<String>::new(), "the undamaged plan");
    damage(&mut plan);
    let found = faults(&file, &plan);
    assert!(found.iter().any(|fault| fault.contains(says)), "\"{says}\" is not in {found:#?}");
}

fn task<'p>(plan: &'p mut Value, key: &str) -> &'p mut Value {
    plan["tasks"].as_array_mut().unwrap().iter_mut().find(|task| task["key"] == key).unwrap()
}

/// Moves all of a task by minutes.
fn shift(task: &mut Value, minutes: i64) {
    let moved = |text: &Value| {
        let at: jiff::Timestamp = text.as_str().unwrap().parse().unwrap();
        let at = at + jiff::SignedDuration::from_mins(minutes);
        json!(at.display_with_offset(jiff::tz::Offset::UTC).to_string())
    };
    for field in ["start", "finish"] {
        task[field] = moved(&task[field]);
        for piece in task["segments"].as_array_mut().unwrap() {
            piece[field] = moved(&piece[field]);
        }
    }
}

fn drop_from(plan: &mut Value, list: &str, key: &str) {
    plan[list].as_array_mut().unwrap().retain(|item| item["key"] != key);
}

#[test]
fn a_task_that_is_missing_or_twice_or_unknown() {
    finds("cover: is in the plan 0 times", |plan| drop_from(plan, "tasks", "cover"));
    finds("cover: is in the plan 2 times", |plan| {
        let again = task(plan, "cover").clone();
        plan["tasks"].as_array_mut().unwrap().push(again);
    });
    finds("is no open leaf", |plan| task(plan, "cover")["key"] = json!("ep1"));
}

#[test]
fn a_person_who_may_not_or_a_field_that_is_not_there() {
    finds("edit1: halima may not do it", |plan| task(plan, "edit1")["person"] = json!("halima"));
    finds("cover: priyanka may not do it", |plan| task(plan, "cover")["person"] = json!("priyanka"));
    finds("live: is a milestone with a person", |plan| task(plan, "live")["person"] = json!("amara"));
    finds("has no person", |plan| task(plan, "cover")["person"] = json!(null));
    finds("fields", |plan| drop(plan.as_object_mut().unwrap().remove("seed")));
    finds("guessed", |plan| task(plan, "cover")["guessed"] = json!(false));
}

#[test]
fn work_outside_hours_too_little_or_too_much() {
    finds("is not inside the working time", |plan| shift(task(plan, "write1"), -12 * 60));
    finds("is not inside the working time", |plan| shift(task(plan, "edit1"), 24 * 60 * 4));
    finds("pieces add up to", |plan| {
        let task = task(plan, "cover");
        let finish: jiff::Timestamp = task["finish"].as_str().unwrap().parse().unwrap();
        let less =
            json!((finish - jiff::SignedDuration::from_mins(5)).display_with_offset(jiff::tz::Offset::UTC).to_string());
        task["finish"] = less.clone();
        task["segments"].as_array_mut().unwrap().last_mut().unwrap()["finish"] = less;
    });
    finds("does not start with its first piece", |plan| {
        let other = task(plan, "library")["start"].clone();
        task(plan, "live")["segments"] = json!([]);
        task(plan, "edit1")["start"] = other;
    });
}

#[test]
fn two_things_at_once() {
    finds("at the same time", |plan| {
        let start = task(plan, "library")["segments"][0].clone();
        let edit = task(plan, "letter/2026-12-01/send");
        edit["segments"] = json!([start]);
        edit["start"] = edit["segments"][0]["start"].clone();
        edit["finish"] = edit["segments"][0]["finish"].clone();
    });
}

#[test]
fn links_and_releases_that_are_broken() {
    finds("write1: breaks its FS link to plan", |plan| shift(task(plan, "write1"), -24 * 60 * 7));
    finds("starts before it may", |plan| shift(task(plan, "plan"), -24 * 60 * 7));
    finds("live: is a milestone", |plan| shift(task(plan, "live"), 1));
    finds("live: breaks its FS link", |plan| shift(task(plan, "live"), -1));
    finds("starts because of", |plan| task(plan, "edit1")["because"] = json!({"kind": "predecessor", "of": "cover"}));
}

#[test]
fn pieces_that_are_split_without_need() {
    finds("two pieces touch", |plan| split(task(plan, "write1"), 0));
    finds("stops although its person is free", |plan| split(task(plan, "write1"), 10));
    finds("crumb", |plan| {
        let pieces = task(plan, "library")["segments"].as_array_mut().unwrap();
        let start: jiff::Timestamp = pieces[0]["start"].as_str().unwrap().parse().unwrap();
        pieces[0]["finish"] = json!((start + jiff::SignedDuration::from_mins(10)).to_string());
    });
}

/// Cuts the first piece of a task after an hour and leaves a gap of minutes.
fn split(task: &mut Value, gap: i64) {
    let pieces = task["segments"].as_array_mut().unwrap();
    let start: jiff::Timestamp = pieces[0]["start"].as_str().unwrap().parse().unwrap();
    let cut = start + jiff::SignedDuration::from_hours(1);
    let mut second = pieces[0].clone();
    pieces[0]["finish"] = json!(cut.to_string());
    second["start"] = json!((cut + jiff::SignedDuration::from_mins(gap)).to_string());
    pieces.insert(1, second);
}

#[test]
fn a_task_put_aside_for_one_that_could_have_waited() {
    let mut file = podcast();
    file["projects"][0]["end"] = json!("2027-03-01");
    file["projects"][0]["tasks"] = json!([
        {"key": "long", "name": "Long", "effort": 6, "assignees": ["halima"]},
        {"key": "short", "name": "Short", "effort": 1, "assignees": ["halima"]}]);
    file["operations"] = json!([]);
    file["appointments"] = json!([]);
    let mut plan = answer(&["plan"], &file);
    assert_eq!(faults(&file, &plan), Vec::<String>::new());
    let piece = |from: &str, to: &str| json!({"start": format!("2026-11-24T{from}:00+00:00"), "finish": format!("2026-11-24T{to}:00+00:00")});
    let mut place = |key: &str, pieces: Vec<Value>| {
        let task = task(&mut plan, key);
        task["start"] = pieces[0]["start"].clone();
        task["finish"] = pieces[pieces.len() - 1]["finish"].clone();
        task["segments"] = json!(pieces);
    };
    place("long", vec![piece("09:00", "11:00"), piece("12:00", "16:00")]);
    place("short", vec![piece("11:00", "12:00")]);
    let found = faults(&file, &plan);
    assert!(
        found.iter().any(|fault| fault.contains("long: is put aside for short, which could have waited")),
        "{found:#?}"
    );
}

#[test]
fn reasons_that_are_not_true() {
    finds("impossible: names the wrong rule", |plan| plan["unplaced"][0]["rule"] = json!("R3"));
    finds("forbidden: names the wrong rule", |plan| plan["unplaced"][1]["rule"] = json!("R11"));
    finds("cover: could have been placed", |plan| {
        drop_from(plan, "tasks", "cover");
        drop_from(plan, "tasks", "live");
        let unplaced = plan["unplaced"].as_array_mut().unwrap();
        unplaced.push(json!({"key": "cover", "rule": "R11", "reason": "no time"}));
        unplaced.push(json!({"key": "live", "rule": "R11", "reason": "waits"}));
    });
}

#[test]
fn totals_that_do_not_add_up() {
    finds("late, not", |plan| task(plan, "cover")["late_hours"] = json!(1.0));
    finds("due is", |plan| task(plan, "cover")["due"] = json!("2026-12-01T00:00:00Z"));
    finds("finish is", |plan| plan["projects"][0]["finish"] = json!("2026-12-01T00:00:00Z"));
    finds("due is", |plan| plan["projects"][0]["due"] = json!("2026-12-04T00:00:00Z"));
    finds("projects are", |plan| plan["projects"] = json!([]));
    finds("not the business's offset", |plan| task(plan, "cover")["start"] = json!("2026-11-24T10:00:00+01:00"));
    let mut file = podcast();
    file["projects"][0]["tasks"].as_array_mut().unwrap().truncate(5);
    let good = answer(&["plan"], &file);
    for (field, value) in [("/objective/late_hours", json!(99.0)), ("/objective/finish_hours", json!(0.5))] {
        let mut plan = good.clone();
        *plan.pointer_mut(field).unwrap() = value;
        assert!(faults(&file, &plan).iter().any(|fault| fault.starts_with("objective")), "{field}");
    }
    for chain in [json!([]), json!(["cover"]), json!(["cover", "edit1", "library"])] {
        let mut plan = good.clone();
        plan["projects"][0]["critical_chain"] = chain;
        assert!(faults(&file, &plan).iter().any(|fault| fault.contains("chain")));
    }
}

/// Each sort of link, with lags of both kinds, held to the minute.
#[test]
fn each_sort_of_link_is_held_to_the_minute() {
    let mut file = podcast();
    let link = |key: &str, who: &str, kind: &str, lag: f64, lag_in: &str| {
        json!({"key": key, "name": key, "effort": 1, "assignees": [who],
               "after": [{"task": "first", "type": kind, "lag_hours": lag, "lag_in": lag_in}]})
    };
    file["people"] = json!([{"key": "amara", "name": "Amara Lindqvist", "role": "owner"}]);
    let who = ["halima", "mateus", "yuki", "joon", "tomas", "priya"];
    for key in who {
        file["people"].as_array_mut().unwrap().push(json!({"key": key, "name": key, "role": "team_member"}));
    }
    file["projects"][0].as_object_mut().unwrap().remove("manager");
    file["projects"][0]["tasks"] = json!([
        {"key": "first", "name": "First", "effort": 3, "assignees": ["amara"]},
        link("fs", who[0], "FS", 0.5, "elapsed"), link("ss", who[1], "SS", 1.25, "elapsed"),
        link("ff", who[2], "FF", 2.0, "elapsed"), link("sf", who[3], "SF", 5.0, "elapsed"),
        link("fs-working", who[4], "FS", 7.0, "working"), link("ff-back", who[5], "FF", -1.0, "elapsed")]);
    file["operations"] = json!([]);
    file["appointments"] = json!([]);
    let good = answer(&["plan"], &file);
    assert_eq!(faults(&file, &good), Vec::<String>::new());
    for key in ["fs", "ss", "ff", "sf", "fs-working", "ff-back"] {
        let mut plan = good.clone();
        shift(task(&mut plan, key), -1);
        let found = faults(&file, &plan);
        assert!(found.iter().any(|fault| fault.starts_with(&format!("{key}: breaks its"))), "{key}: {found:#?}");
    }
}

#[test]
fn work_during_an_appointment() {
    finds("is not inside the working time of halima", |plan| {
        let task = task(plan, "write1");
        let (from, to) = ("2026-11-25T09:00:00+00:00", "2026-11-25T15:00:00+00:00");
        task["segments"] = json!([{"start": from, "finish": to}]);
        task["start"] = json!(from);
        task["finish"] = json!(to);
    });
}

/// Moving any single task of any random plan by a day backwards, or swapping its person, is seen.
#[test]
fn random_plans_that_are_moved_are_found_out() {
    for seed in 1..=10 {
        let file = business(seed);
        let plan = answer(&["plan", "--schedules", "50"], &file);
        for at in 0..plan["tasks"].as_array().unwrap().len() {
            let mut moved = plan.clone();
            shift(&mut moved["tasks"][at], -24 * 60 * 400);
            assert!(!faults(&file, &moved).is_empty(), "seed {seed}, task {at}");
            let mut given = plan.clone();
            given["tasks"][at]["person"] = json!("nobody");
            assert!(!faults(&file, &given).is_empty(), "seed {seed}, task {at}");
        }
    }
}
