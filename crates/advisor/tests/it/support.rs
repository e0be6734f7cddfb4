//! Businesses as JSON, read as the command reads them, and what is asked of an advice.

use std::path::PathBuf;

use jiff::Timestamp;
use righthand_advisor::{Advice, Ask, Offered, advise};
use righthand_domain::snapshot::Snapshot;
use righthand_exchange::business_file;
use serde_json::{Value, json};

/// The contract's examples, where they lie beside the checkout.
pub(crate) const EXAMPLES: &[&str] =
    &["ten-writers", "podcast-launch", "regular-work", "small-admin", "all-is-well", "video-editor"];

fn contracts() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/contracts"))
}

/// An example and the sets of roles that are accepted for it; `None` (said aloud) where the contracts are not there.
pub(crate) fn example(name: &str) -> Option<(Value, Vec<Vec<String>>)> {
    let read = |path: &str| std::fs::read_to_string(contracts().join(path)).ok();
    let (Some(business), Some(expected)) = (read(&format!("examples/{name}.json")), read("examples-expected.json"))
    else {
        eprintln!("not run: the contract's examples are not beside the checkout");
        return None;
    };
    let expected: Value = serde_json::from_str(&expected).expect("expected answers are JSON");
    let accept = serde_json::from_value(expected[name]["accept"].clone()).expect("accepted answers are sets of roles");
    Some((serde_json::from_str(&business).expect("an example is JSON"), accept))
}

pub(crate) fn read(business: &Value) -> Snapshot {
    business_file::read(business.to_string().as_bytes(), None, now())
        .unwrap_or_else(|faults| panic!("{faults:?} in {}", business["business"]["name"]))
}

pub(crate) fn now() -> Timestamp {
    "2026-12-01T14:00:00Z".parse().expect("an instant")
}

/// The advice without flips, from few futures: what answers are compared by.
pub(crate) fn quick(business: &Value) -> Advice {
    advised(business, 300, false)
}

pub(crate) fn advised(business: &Value, futures: u32, flips: bool) -> Advice {
    let snapshot = read(business);
    let at = snapshot.at.unwrap_or_else(now);
    let ask = Ask { futures, flips, threads: 2, ..Ask::at(at) };
    advise(&snapshot, &ask, &|| true).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// Roles that are hired, sorted; members by key.
pub(crate) fn roles(advice: &Advice) -> Vec<String> {
    let name = |who: &Offered| match who {
        Offered::Role { role, .. } => role.as_str().to_owned(),
        Offered::Member(key) => key.clone(),
    };
    let mut roles: Vec<String> = advice.answer.hire.iter().map(|hire| name(&hire.who)).collect();
    roles.sort();
    roles
}

/// A small launch: Amara coordinates a designer and a writer to a date.
pub(crate) fn launch() -> Value {
    json!({
        "format": "righthand/1",
        "at": "2026-12-01T09:00:00-05:00",
        "business": {
            "name": "Launch", "time_zone": "America/New_York", "currency": "USD",
            "owner_hour_value": 120, "budget_per_month": 4000, "market": market()
        },
        "people": [
            {"key": "amara", "name": "Amara Lindqvist", "role": "owner", "hours_per_week": 36, "skills": ["hosting"]},
            {"key": "yuki", "name": "Yuki Abara", "role": "team_member", "hours_per_week": 15, "skills": ["design"]},
            {"key": "halima", "name": "Halima Strand", "role": "team_member", "hours_per_week": 15, "skills": ["editing"]}
        ],
        "projects": [project("course", "2027-01-08")],
        "duties": [
            {"key": "coordinate", "name": "Coordinate everybody on the course", "kind": "management",
             "hours_per_week": 10, "who": "amara", "energy": "drains", "owner_has_skill": true, "hand_over": true,
             "project": "course"},
            {"key": "serve", "name": "Serve clients", "kind": "implementation", "hours_per_week": 20, "who": "amara",
             "energy": "gives", "owner_has_skill": true, "hand_over": false}
        ]
    })
}

/// A project of six pieces that pass from one to the other.
pub(crate) fn project(key: &str, end: &str) -> Value {
    let task = |n: usize| {
        let mut task = json!({
            "key": format!("{key}-{n}"), "name": format!("Part {n}"), "kind": "implementation",
            "effort": {"optimistic": 7, "most_likely": 10, "pessimistic": 19},
            "assignees": [if n.is_multiple_of(2) { "yuki" } else { "halima" }]
        });
        if n > 0 {
            task["after"] = json!([format!("{key}-{}", n - 1)]);
        }
        task
    };
    json!({"key": key, "name": format!("Project {key}"), "end": end, "manager": "amara",
           "tasks": (0..6).map(task).collect::<Vec<_>>()})
}

/// Errands of an owner alone.
pub(crate) fn errands() -> Value {
    json!({
        "format": "righthand/1",
        "at": "2026-12-01T09:00:00-05:00",
        "business": {
            "name": "Errands", "time_zone": "America/New_York", "currency": "USD",
            "owner_hour_value": 100, "budget_per_month": 1500, "market": market()
        },
        "people": [{"key": "amara", "name": "Amara Lindqvist", "role": "owner", "hours_per_week": 40}],
        "duties": [
            {"key": "inbox", "name": "Sort the inbox", "kind": "implementation", "hours_per_week": 5, "who": "amara",
             "energy": "drains", "owner_has_skill": true, "hand_over": true},
            {"key": "bills", "name": "Send bills", "kind": "implementation", "hours_per_week": 3, "who": "amara",
             "energy": "drains", "owner_has_skill": true, "hand_over": true},
            {"key": "craft", "name": "Do the craft", "kind": "implementation", "hours_per_week": 25, "who": "amara",
             "energy": "gives", "owner_has_skill": true, "hand_over": false}
        ]
    })
}

pub(crate) fn market() -> Value {
    json!({"project_manager": {"hourly": 60}, "online_business_manager": {"hourly": 75},
           "virtual_assistant": {"hourly": 30}, "specialist": {"hourly": 50}})
}
