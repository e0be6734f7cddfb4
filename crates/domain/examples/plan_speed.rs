//! How long a first answer, a search and a forecast take for 1,000 open tasks and 20 people.
//!
//! `cargo run --release -p righthand-domain --example plan_speed`

use std::time::Instant;

use righthand_domain::plan::{Futures, Options, plan, plan_and_forecast};
use righthand_domain::snapshot::Snapshot;
use serde_json::json;

fn main() {
    let snapshot = thousand();
    let options = |schedules| Options { schedules, ..Options::at(snapshot.at.unwrap_or_default()) };
    for schedules in [1, 1, 1, 1000] {
        let begun = Instant::now();
        let planned = plan(&snapshot, &options(schedules), &mut || true);
        let took = begun.elapsed();
        println!("{schedules} schedules: {took:?}, {:?}", planned.map(|plan| plan.objective));
    }
    let begun = Instant::now();
    let futures = Futures { futures: 10_000, levers: false, ..Futures::default() };
    let done = plan_and_forecast(&snapshot, &Options { threads: 2, ..options(1) }, &futures, &mut || true);
    println!("10,000 futures on two threads: {:?}, {}", begun.elapsed(), done.is_ok());
}

/// Twenty projects of fifty tasks; a task waits for one of the three before it, mostly.
fn thousand() -> Snapshot {
    let people: Vec<_> = (0..20).map(|p| json!({"key": format!("p{p}"), "name": format!("P{p}"), "role": if p == 0 { "owner" } else { "team_member" }})).collect();
    let task = |project: usize, index: usize| {
        let mut task = json!({"key": format!("t{project}-{index}"), "name": "Task", "effort": 1 + (index * 7 + project) % 8,
            "assignees": [format!("p{}", (index * 3 + project) % 20)]});
        if !index.is_multiple_of(4) {
            task["after"] = json!([format!("t{project}-{}", index - 1 - (index % 3).min(index - 1))]);
        }
        task
    };
    let projects: Vec<_> = (0..20)
        .map(|p| {
            json!({"key": format!("pr{p}"), "name": "P", "end": format!("2027-0{}-15", 1 + p % 3),
            "tasks": (0..50).map(|index| task(p, index)).collect::<Vec<_>>()})
        })
        .collect();
    let file = json!({"format":"righthand/1","at":"2026-11-24T11:20:00Z","business":{"name":"Big","time_zone":"Europe/Lisbon"},
        "people": people, "projects": projects});
    match righthand_exchange::business_file::read(file.to_string().as_bytes(), None, jiff::Timestamp::UNIX_EPOCH) {
        Ok(snapshot) => snapshot,
        Err(faults) => {
            println!("{faults:?}");
            std::process::exit(1)
        }
    }
}
