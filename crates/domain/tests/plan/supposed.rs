//! What only the desk knows beside the file: tentative projects, pins and risks (R11, R12, R20).

use jiff::civil::date;
use righthand_domain::plan::{Forecast, Futures, Options, Plan, plan, plan_and_forecast};
use righthand_domain::snapshot::{Pin, Risk, Snapshot, Supposed};
use serde_json::json;

/// Two projects that both need Halima, who works from nine to five.
fn studio() -> Snapshot {
    let value = json!({
        "format": "righthand/1", "at": "2026-11-24T09:00:00+00:00",
        "business": { "name": "Harbour Clay", "time_zone": "Europe/Lisbon" },
        "people": [
            { "key": "amara", "name": "Amara Lindqvist", "role": "owner" },
            { "key": "halima", "name": "Halima Strand", "role": "team_member", "skills": ["editing"] }
        ],
        "projects": [
            { "key": "wheel", "name": "The Slow Wheel", "end": "2026-11-27", "tasks": [
                { "key": "edit", "name": "Edit", "effort": 16, "assignees": ["halima"] },
                { "key": "notes", "name": "Show notes", "effort": 2, "assignees": ["halima"], "after": ["edit"] }
            ] },
            { "key": "kits", "name": "Glaze kits", "end": "2026-12-11", "tasks": [
                { "key": "film", "name": "Film", "effort": 8, "assignees": ["halima"] },
                { "key": "list", "name": "List", "effort": 3, "assignees": ["halima", "amara"], "after": ["edit"] }
            ] }
        ]
    });
    righthand_exchange::business_file::read(value.to_string().as_bytes(), None, at()).unwrap()
}

fn at() -> jiff::Timestamp {
    "2026-11-24T09:00:00Z".parse().unwrap()
}

fn planned(snapshot: &Snapshot) -> Plan {
    plan(snapshot, &Options::at(at()), &mut || true).unwrap()
}

fn forecast(snapshot: &Snapshot) -> Forecast {
    let futures = Futures { levers: false, ..Futures::default() };
    plan_and_forecast(snapshot, &Options::at(at()), &futures, &mut || true).unwrap().1
}

fn with(supposed: Supposed) -> Snapshot {
    Snapshot { supposed, ..studio() }
}

#[test]
fn a_tentative_project_takes_nobodys_hours_and_nothing_waits_for_it() {
    let held = with(Supposed { tentative: vec!["wheel".into()], ..Supposed::default() });
    let plan = planned(&held);
    let keys: Vec<&str> = plan.tasks.iter().map(|task| task.key.as_str()).collect();
    assert!(!keys.contains(&"edit") && keys.contains(&"list"), "{keys:?}");
    let projects: Vec<_> = plan.projects.iter().map(|project| (project.key.as_str(), project.finish)).collect();
    assert_eq!(projects[0], ("wheel", None));
    let film = plan.tasks.iter().find(|task| task.key == "film").unwrap();
    assert_eq!(film.start, at(), "Halima is free for the other project");
    assert_eq!(forecast(&held).projects[0].on_time, None);
}

#[test]
fn r20_a_task_pinned_to_a_day_starts_on_it_and_the_rest_flows_around_it() {
    let pin = Pin { task: "film".into(), day: Some(date(2026, 11, 25)), person: None };
    let plan = planned(&with(Supposed { pins: vec![pin], ..Supposed::default() }));
    let film = plan.tasks.iter().find(|task| task.key == "film").unwrap();
    assert_eq!(film.start.to_string(), "2026-11-25T09:00:00Z");
    let edit = plan.tasks.iter().find(|task| task.key == "edit").unwrap();
    assert!(edit.start == at() && edit.segments.len() == 2, "edit goes on after it: {:?}", edit.segments);
}

#[test]
fn r20_a_task_pinned_to_a_person_is_done_by_nobody_else() {
    for person in ["halima", "amara"] {
        let pin = Pin { task: "list".into(), day: None, person: Some(person.into()) };
        let plan = planned(&with(Supposed { pins: vec![pin], ..Supposed::default() }));
        let list = plan.tasks.iter().find(|task| task.key == "list").unwrap();
        assert_eq!(list.person.as_deref(), Some(person));
    }
}

#[test]
fn r11_a_pin_that_cannot_hold_moves_rather_than_overbook_anybody() {
    let pins = vec![
        Pin { task: "notes".into(), day: Some(date(2026, 11, 24)), person: None },
        Pin { task: "film".into(), day: Some(date(2026, 11, 24)), person: Some("yuki".into()) },
    ];
    let plan = planned(&with(Supposed { pins, ..Supposed::default() }));
    let of = |key: &str| plan.tasks.iter().find(|task| task.key == key).unwrap();
    assert!(of("notes").start >= of("edit").finish, "what it waits for comes first");
    assert_eq!(of("film").person.as_deref(), Some("halima"), "nobody is invented");
    let mut pieces: Vec<_> = plan.tasks.iter().filter(|task| task.person.as_deref() == Some("halima")).collect();
    pieces.sort_by_key(|task| task.start);
    let mut taken: Vec<_> = pieces.iter().flat_map(|task| &task.segments).map(|s| (s.start, s.finish)).collect();
    taken.sort_unstable();
    assert!(taken.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{taken:?}");
}

#[test]
fn r12_a_risk_lowers_the_chance_of_its_project_and_of_no_other_before_it() {
    let chance = |risks: Vec<Risk>| {
        let forecast = forecast(&with(Supposed { risks, ..Supposed::default() }));
        forecast.projects.iter().map(|project| project.on_time.unwrap()).collect::<Vec<_>>()
    };
    let risk = |task: Option<&str>, chance, hours| Risk {
        key: "mould".into(),
        project: "wheel".into(),
        task: task.map(Into::into),
        chance,
        hours,
    };
    let without = chance(vec![]);
    let with_it = chance(vec![risk(Some("edit"), 0.5, 40.0)]);
    assert!((with_it[0] - without[0] * 0.5).abs() < 0.04, "{without:?} {with_it:?}");
    // Without a task it falls on whatever comes last.
    let last = chance(vec![risk(None, 1.0, 40.0)]);
    assert!(last[0] < 0.01, "{last:?}");
    assert_eq!(chance(vec![risk(Some("edit"), 0.0, 40.0)]), without);
}
