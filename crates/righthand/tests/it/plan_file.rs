//! `righthand plan --file` and `righthand forecast --file`: the contract's golden cases, its examples, random
//! businesses judged by the checker, and what is said of a file with faults.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{businesses::business, checker};

/// Runs the program with a business file on its standard input.
pub(crate) fn righthand(arguments: &[&str], input: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_righthand"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses a file early need not read all of it.
    let _ = program.stdin.take().unwrap().write_all(input.as_bytes());
    program.wait_with_output().unwrap()
}

/// The JSON that a command prints about a business; it has to succeed.
pub(crate) fn answer(arguments: &[&str], file: &Value) -> Value {
    let output = righthand(&[arguments, &["--file", "-", "--json"]].concat(), &file.to_string());
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// The contract's folder, or `None`, said aloud, where it is not there.
fn contracts(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/contracts").join(folder);
    if !path.is_dir() {
        println!("NOT RUN: the contract's files are not there ({})", path.display());
        return None;
    }
    Some(path)
}

fn json_file(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn at_of(file: &Value) -> Timestamp {
    file["at"].as_str().unwrap().parse().unwrap()
}

/// Plans a business and has the checker judge it.
fn check(what: &str, file: &Value) -> Value {
    let plan = answer(&["plan", "--schedules", "200"], file);
    let faults = checker::judge(file, &plan, at_of(file), 35);
    assert!(faults.is_empty(), "{what}: {faults:#?}\n{file}\n{plan}");
    plan
}

/// A small business of our own, for machines without the contract's files.
pub(crate) fn podcast() -> Value {
    json!({
        "format": "righthand/1", "at": "2026-11-24T09:00:00Z",
        "business": {"name": "Harbour Clay", "time_zone": "Europe/Lisbon"},
        "people": [
            {"key": "amara", "name": "Amara Lindqvist", "role": "owner", "hours_per_week": 20},
            {"key": "priyanka", "name": "Priyanka Doyle", "role": "project_manager", "hours_per_week": 15},
            {"key": "mateus", "name": "Mateus Fenwick", "role": "team_member", "skills": ["edit"], "hours_per_week": 20},
            {"key": "halima", "name": "Halima Strand", "role": "team_member", "skills": ["write"]}
        ],
        "projects": [{"key": "launch", "name": "Podcast launch", "manager": "priyanka", "end": "2026-12-04", "tasks": [
            {"key": "plan", "name": "Plan the season", "kind": "management", "effort": 3, "assignees": ["priyanka"]},
            {"key": "ep1", "name": "Episode 1", "after": ["plan"], "children": [
                {"key": "write1", "name": "Write", "effort": 6, "skill": "write"},
                {"key": "edit1", "name": "Edit", "effort": {"optimistic": 3, "most_likely": 5, "pessimistic": 12}, "skill": "edit", "after": ["write1"]}]},
            {"key": "cover", "name": "Cover", "assignees": ["amara", "halima"]},
            {"key": "live", "name": "Live", "milestone": true, "after": [{"task": "ep1", "lag_hours": 12}, "cover"]},
            {"key": "library", "name": "Rewrite the library", "effort": 60, "assignees": ["mateus"]},
            {"key": "impossible", "name": "Sing", "skill": "sing", "effort": 1},
            {"key": "forbidden", "name": "Film", "assignees": ["priyanka"], "effort": 1}
        ]}],
        "operations": [{"key": "letter", "name": "Newsletter", "rrule": "FREQ=WEEKLY;BYDAY=TU", "starts": "2026-11-03", "steps": [
            {"key": "write", "name": "Write", "effort": 2, "assignees": ["halima"], "available_days": 4},
            {"key": "send", "name": "Send", "effort": 0.5, "assignees": ["mateus"], "after": ["write"], "available_days": 4}]}],
        "appointments": [{"key": "call", "name": "Call", "start": "2026-11-25T10:00:00Z", "end": "2026-11-25T11:30:00Z", "people": ["halima", "mateus"]}]
    })
}

#[test]
fn golden_plans_come_out_as_the_contract_worked_them_out() {
    let Some(folder) = contracts("golden") else { return };
    for name in ["clock-change", "links"] {
        let file = json_file(&folder.join(format!("{name}.json")));
        let expected = json_file(&folder.join(format!("{name}.expected.json")));
        let plan = check(name, &file);
        for (key, wanted) in expected["tasks"].as_object().unwrap() {
            let task = plan["tasks"].as_array().unwrap().iter().find(|task| task["key"] == **key).unwrap();
            assert_eq!(task["person"], wanted["person"], "{name}: {key}");
            let pieces: Vec<Value> = task["segments"]
                .as_array()
                .unwrap()
                .iter()
                .map(|piece| json!([same(&piece["start"]), same(&piece["finish"])]))
                .collect();
            let told = wanted["segments"].as_array().unwrap().iter();
            let told: Vec<Value> = told.map(|piece| json!([same(&piece[0]), same(&piece[1])])).collect();
            assert_eq!(pieces, told, "{name}: {key}");
            for field in ["start", "finish"].into_iter().filter(|field| wanted.get(field).is_some()) {
                assert_eq!(same(&task[field]), same(&wanted[field]), "{name}: {key}");
            }
        }
        for (key, wanted) in expected["projects"].as_object().into_iter().flatten() {
            let project = plan["projects"].as_array().unwrap().iter().find(|project| project["key"] == **key).unwrap();
            assert_eq!(same(&project["finish"]), same(&wanted["finish"]));
            assert_eq!(same(&project["due"]), same(&wanted["due"]));
            assert_eq!(project["late_hours"].as_f64(), wanted["late_hours"].as_f64());
        }
        for (field, wanted) in expected["objective"].as_object().into_iter().flatten() {
            assert_eq!(plan["objective"][field].as_f64(), wanted.as_f64(), "{name}: {field}");
        }
    }
}

/// An instant without its way of writing.
fn same(text: &Value) -> Timestamp {
    text.as_str().unwrap().parse().unwrap()
}

#[test]
fn golden_runs_are_due_as_the_contract_says() {
    let Some(folder) = contracts("golden") else { return };
    let file = json_file(&folder.join("runs.json"));
    let expected = json_file(&folder.join("runs.expected.json"));
    let plan = answer(&["plan", "--horizon", "14"], &file);
    assert_eq!(checker::judge(&file, &plan, at_of(&file), 14), Vec::<String>::new());
    let tasks = plan["tasks"].as_array().unwrap();
    let steps = expected["steps"].as_object().unwrap();
    assert_eq!(tasks.len(), steps.len());
    for task in tasks {
        let wanted = &steps[task["key"].as_str().unwrap()];
        assert_eq!(task["due"], wanted["due"], "{}", task["key"]);
        assert!(same(&task["start"]) >= same(&wanted["available"]), "{}", task["key"]);
    }
}

#[test]
fn golden_chances_are_within_their_tolerance() {
    let Some(folder) = contracts("golden") else { return };
    let file = json_file(&folder.join("chains.json"));
    let expected = json_file(&folder.join("chains.expected.json"));
    let forecast = answer(&["forecast", "--no-waits", "--spread", "none", "--no-levers", "--futures", "20000"], &file);
    let tolerance = expected["tolerance"].as_f64().unwrap();
    for (key, wanted) in expected["on_time"].as_object().unwrap() {
        let project = forecast["projects"].as_array().unwrap().iter().find(|project| project["key"] == **key).unwrap();
        let off = (project["on_time"].as_f64().unwrap() - wanted.as_f64().unwrap()).abs();
        assert!(off <= tolerance, "{key}: {project} is {off} off");
    }
}

#[test]
fn the_contracts_examples_are_planned_truly() {
    let Some(folder) = contracts("examples") else { return };
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        check(&path.display().to_string(), &json_file(&path));
    }
}

#[test]
fn a_small_business_is_planned_truly_and_what_cannot_be_is_listed() {
    let plan = check("podcast", &podcast());
    let unplaced: Vec<(&str, &str)> = plan["unplaced"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| (task["key"].as_str().unwrap(), task["rule"].as_str().unwrap()))
        .collect();
    assert_eq!(unplaced, [("impossible", "R11"), ("forbidden", "R3")]);
    assert!(plan["projects"][0]["finish"].is_null());
}

/// Worked out by hand, for machines without the contract's files.
#[test]
fn a_small_plan_comes_out_as_worked_out_by_hand() {
    let file = json!({
        "format": "righthand/1", "at": "2026-11-27T10:10:30Z",
        "business": {"name": "Harbour Clay", "time_zone": "Europe/Lisbon", "holidays": [{"date": "2026-12-01"}]},
        "people": [
            {"key": "amara", "name": "Amara Lindqvist", "role": "owner"},
            {"key": "halima", "name": "Halima Strand", "role": "team_member", "hours_per_week": 20},
            {"key": "yuki", "name": "Yuki Abara", "role": "team_member", "time_zone": "Asia/Tokyo"}
        ],
        "projects": [{"key": "blog", "name": "Blog", "end": "2026-12-02", "tasks": [
            {"key": "write", "name": "Write", "effort": 6, "spent_hours": 1, "assignees": ["halima"]},
            {"key": "draw", "name": "Draw", "effort": 8.5, "assignees": ["yuki"], "after": [{"task": "write", "lag_hours": 1, "lag_in": "working"}]},
            {"key": "out", "name": "Out", "milestone": true, "after": [{"task": "draw", "lag_hours": 12}]}]}]
    });
    // Friday 10:11 is the first whole minute; Halima has 2 h 49 min of it, then Monday. Yuki's Tuesday is not worked,
    // since the business's holidays are also hers: the lag runs on Wednesday in Tokyo from 09:00.
    let plan = check("by hand", &file);
    let piece = |from: &str, to: &str| json!({"start": from, "finish": to});
    let by_hand = [
        (
            "write",
            vec![
                piece("2026-11-27T10:11:00+00:00", "2026-11-27T13:00:00+00:00"),
                piece("2026-11-30T09:00:00+00:00", "2026-11-30T11:11:00+00:00"),
            ],
        ),
        (
            "draw",
            vec![
                piece("2026-12-02T01:00:00+00:00", "2026-12-02T08:00:00+00:00"),
                piece("2026-12-03T00:00:00+00:00", "2026-12-03T01:30:00+00:00"),
            ],
        ),
        ("out", vec![]),
    ];
    for (task, (key, pieces)) in plan["tasks"].as_array().unwrap().iter().zip(by_hand) {
        assert_eq!((&task["key"], &task["segments"]), (&json!(key), &json!(pieces)));
    }
    assert_eq!(plan["projects"][0]["finish"], "2026-12-03T13:30:00+00:00");
    assert_eq!(plan["projects"][0]["late_hours"], json!(13.5));
    assert_eq!(plan["projects"][0]["critical_chain"], json!(["write", "draw", "out"]));
    assert_eq!(plan["objective"]["late_hours"], json!(13.5));
}

#[test]
fn a_search_that_is_given_no_time_still_gives_a_true_plan() {
    let file = business(3);
    let plan = answer(&["plan", "--seconds", "0"], &file);
    assert_eq!(checker::judge(&file, &plan, at_of(&file), 35), Vec::<String>::new());
}

#[test]
fn random_businesses_are_planned_truly() {
    // More by hand: RIGHTHAND_SEEDS=2000 cargo test -p righthand random_businesses
    let seeds = std::env::var("RIGHTHAND_SEEDS").map_or(60, |seeds| seeds.parse().unwrap());
    for seed in 1..=seeds {
        check(&format!("seed {seed}"), &business(seed));
    }
}

#[test]
fn the_same_file_and_seed_give_the_same_bytes() {
    let file = business(7).to_string();
    for command in [
        &["plan", "--file", "-", "--json", "--seed", "3"][..],
        &["forecast", "--file", "-", "--json", "--futures", "200"],
    ] {
        assert_eq!(righthand(command, &file).stdout, righthand(command, &file).stdout);
    }
}

/// Three values are somebody's word on how uncertain the work is; here all is certain.
fn made_certain(value: &mut Value) {
    if let Some(likely) = value.get("most_likely").cloned() {
        *value = likely;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(made_certain),
        Value::Object(fields) => fields.values_mut().for_each(made_certain),
        _ => {}
    }
}

#[test]
fn without_waits_and_spread_the_forecast_is_the_plan() {
    for mut file in (1..=40).map(business).chain([podcast()]) {
        made_certain(&mut file);
        let plan = answer(&["plan"], &file);
        let certain = ["forecast", "--no-waits", "--spread", "none", "--no-levers", "--futures", "3"];
        let forecast = answer(&certain, &file);
        let projects = plan["projects"].as_array().unwrap().iter().zip(forecast["projects"].as_array().unwrap());
        for (planned, likely) in projects {
            let finishes: Vec<&Value> = likely["finish"].as_object().into_iter().flat_map(|f| f.values()).collect();
            assert!(finishes.iter().all(|finish| **finish == planned["finish"]), "{planned} {likely}\n{file}");
            assert_eq!(finishes.is_empty(), planned["finish"].is_null(), "{planned} {likely}\n{file}");
            let late = planned["late_hours"].as_f64().unwrap() > 0.0;
            if !finishes.is_empty() {
                assert_eq!(likely["on_time"], json!(if late { 0.0 } else { 1.0 }), "{planned} {likely}\n{file}");
            }
        }
    }
}

#[test]
fn a_forecast_has_the_fields_of_the_contract() {
    let forecast = answer(&["forecast", "--futures", "100"], &podcast());
    let fields = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(fields(&forecast), ["format", "futures", "seed", "projects", "operations", "tasks", "levers"]);
    assert_eq!(fields(&forecast["projects"][0]), ["key", "due", "on_time", "finish"]);
    assert_eq!(forecast["projects"][0]["on_time"], json!(0.0), "a task cannot be placed");
    assert_eq!(fields(&forecast["operations"][0]), ["key", "on_time"]);
    assert_eq!(fields(&forecast["tasks"][0]), ["key", "finish", "critical"]);
}

#[test]
fn for_a_person_it_is_printed_in_words() {
    let output = righthand(&["plan", "--file", "-"], &podcast().to_string());
    let text = String::from_utf8(output.stdout).unwrap();
    for words in [
        "Podcast launch: ",
        "Mateus Fenwick: Edit (edit1)",
        "Newsletter of 2026-12-01",
        "Cannot be placed:",
        "effort guessed",
    ] {
        assert!(text.contains(words), "{words} is not in:\n{text}");
    }
    let output = righthand(&["forecast", "--file", "-", "--futures", "100"], &podcast().to_string());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("no finish: a task cannot be placed") && text.contains("Newsletter: runs are on time"),
        "{text}"
    );
}

#[test]
fn every_fault_is_on_standard_error_and_nothing_is_planned() {
    let mut file = podcast();
    file["projects"][0]["tasks"][3]["after"] = json!(["edit-ep2"]);
    file["people"][0]["role"] = json!("boss");
    let output = righthand(&["plan", "--file", "-", "--json"], &file.to_string());
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(errors.contains("/projects/0/tasks/3/after/0: no task \"edit-ep2\"\n"), "{errors}");
    assert!(errors.contains("/people/0/role: must be one of owner"), "{errors}");
}

#[test]
fn wrong_input_ends_with_2_and_a_file_that_is_not_there_with_1() {
    assert_eq!(righthand(&["plan", "--file", "-"], "{\"format\": ").status.code(), Some(2));
    assert_eq!(righthand(&["plan", "--file", "no/such/file.json"], "").status.code(), Some(1));
    assert_eq!(righthand(&["plan", "--file", "-", "--at", "yesterday"], "").status.code(), Some(2));
    assert_eq!(righthand(&["plan", "--file", "-", "--schedules", "1", "--seconds", "1"], "").status.code(), Some(2));
    assert_eq!(righthand(&["forecast", "--file", "-", "--spread", "some"], "").status.code(), Some(2));
}

#[test]
fn the_moment_of_the_command_counts_before_the_files() {
    let plan = answer(&["plan", "--at", "2026-11-26T09:00:00Z"], &podcast());
    assert_eq!(plan["at"], "2026-11-26T09:00:00+00:00");
    assert_eq!(answer(&["plan"], &podcast())["at"], "2026-11-24T09:00:00+00:00");
}
