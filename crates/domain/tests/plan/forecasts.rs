//! Forecasts against the contract's chances, closed forms, and the plan itself.

use righthand_domain::plan::{Forecast, Futures, Options, plan, plan_and_forecast};
use righthand_domain::snapshot::{Effort, Snapshot, Task};
use serde_json::json;

use crate::files;

const CERTAIN: Futures = Futures { futures: 3, waits: false, spread: false, levers: false };

fn forecast(snapshot: &Snapshot, options: &Options, futures: Futures) -> Forecast {
    plan_and_forecast(snapshot, options, &futures, &mut || true).unwrap().1
}

/// Without spread and waits the forecast is the plan, to the minute.
pub(crate) fn is_the_plan(snapshot: &Snapshot, options: &Options) {
    let mut snapshot = snapshot.clone();
    for project in &mut snapshot.projects {
        project.tasks.iter_mut().for_each(make_certain);
    }
    for step in snapshot.operations.iter_mut().flat_map(|operation| &mut operation.steps) {
        step.effort = step.effort.map(|effort| Effort::One(effort.most_likely()));
    }
    let snapshot = &snapshot;
    let (plan, forecast) = plan_and_forecast(snapshot, options, &CERTAIN, &mut || true).unwrap();
    let played = plan.tasks.iter().zip(&forecast.tasks);
    let wrong = played.filter(|(task, certain)| (task.finish, task.finish) != (certain.p50, certain.p90));
    let wrong: Vec<String> = wrong
        .map(|(task, certain)| format!("{} {:?}: {} {}", task.key, task.person, task.finish, certain.p90))
        .collect();
    let outline = |task: &righthand_domain::plan::PlannedTask| {
        format!(
            "{} {:?} {} {} in {} {:?}",
            task.key,
            task.person,
            task.start,
            task.finish,
            task.segments.len(),
            task.because
        )
    };
    let links: Vec<_> =
        snapshot.projects.iter().flat_map(|project| &project.tasks).map(|task| (&task.key, &task.after)).collect();
    assert!(wrong.is_empty(), "{wrong:#?} of {:#?} with {links:?}", plan.tasks.iter().map(outline).collect::<Vec<_>>());
    assert_eq!(plan.tasks.len(), forecast.tasks.len());
    for (project, certain) in plan.projects.iter().zip(&forecast.projects) {
        assert_eq!(project.finish, certain.finish.map(|finish| finish.p90));
    }
}

fn make_certain(task: &mut Task) {
    task.effort = task.effort.map(|effort| Effort::One(effort.most_likely()));
    task.children.iter_mut().for_each(make_certain);
}

#[test]
fn chains_have_the_chances_of_other_code() {
    let Some(folder) = files::contracts("golden") else { return };
    let (snapshot, options) = files::read(&std::fs::read_to_string(folder.join("chains.json")).unwrap());
    // `--spread none` speaks of numbers alone: here all have three values.
    let futures = Futures { futures: 20_000, waits: false, spread: false, levers: false };
    let found = forecast(&snapshot, &options, futures);
    for (project, expected) in found.projects.iter().zip([0.622, 0.8139]) {
        assert!((project.on_time.unwrap() - expected).abs() < 0.012, "{}: {:?}", project.key, project.on_time);
    }
}

#[test]
fn examples_without_spread_and_waits_are_their_plans() {
    let Some(folder) = files::contracts("examples") else { return };
    for entry in std::fs::read_dir(folder).unwrap() {
        let (snapshot, options) = files::read(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
        is_the_plan(&snapshot, &options);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let Some(folder) = files::contracts("examples") else { return };
    let (snapshot, options) = files::read(&std::fs::read_to_string(folder.join("podcast-launch.json")).unwrap());
    let futures = Futures { futures: 100, levers: false, ..Futures::default() };
    let one = forecast(&snapshot, &options, futures);
    for threads in [2, 3, 8] {
        assert_eq!(forecast(&snapshot, &Options { threads, ..options.clone() }, futures), one);
    }
}

/// Halima edits, then Mateus cuts: one hand-off through Priyanka, whose week is empty but for nothing.
#[test]
fn a_hand_off_waits_two_working_hours_of_the_manager_on_average() {
    let always = json!({"mon":[{"from":"00:00","to":"24:00"}],"tue":[{"from":"00:00","to":"24:00"}],
        "wed":[{"from":"00:00","to":"24:00"}],"thu":[{"from":"00:00","to":"24:00"}],"fri":[{"from":"00:00","to":"24:00"}],
        "sat":[{"from":"00:00","to":"24:00"}],"sun":[{"from":"00:00","to":"24:00"}]});
    let (snapshot, options) = files::of(&json!({
        "format":"righthand/1","at":"2026-11-24T00:00:00Z",
        "business":{"name":"Harbour Clay","time_zone":"UTC","working_week":always},
        "people":[{"key":"amara","name":"Amara Lindqvist","role":"owner"},
            {"key":"priyanka","name":"Priyanka Doyle","role":"project_manager"},
            {"key":"halima","name":"Halima Strand","role":"team_member"},
            {"key":"mateus","name":"Mateus Fenwick","role":"team_member"}],
        "projects":[{"key":"blog","name":"Blog","end":"2026-11-24T04:00:00Z","manager":"priyanka","tasks":[
            {"key":"edit","name":"Edit","effort":1,"assignees":["halima"]},
            {"key":"cut","name":"Cut","effort":1,"assignees":["mateus"],"after":["edit"]}]}]
    }));
    let futures = Futures { futures: 20_000, waits: true, spread: false, levers: false };
    let found = forecast(&snapshot, &options, futures);
    // Two hours of the four are left for a wait of mean two: on time with chance 1 - 1/e.
    let expected = 1.0 - (-1.0_f64).exp();
    let error = (expected * (1.0 - expected) / 20_000.0).sqrt();
    assert!(
        (found.projects[0].on_time.unwrap() - expected).abs() < 3.0 * error + 0.003,
        "{:?}",
        found.projects[0].on_time
    );
    assert_eq!(found.projects[0].assumes.wait_hours, 2.0);
    let median = found.projects[0].finish.unwrap().p50.duration_since(options.at).as_mins();
    assert!((median - 120 - 83).abs() <= 4, "the median of the wait is 2 ln 2 hours: {median}");
}

#[test]
fn what_is_planned_alone_and_forecast_alone_is_the_same_plan() {
    let Some(folder) = files::contracts("examples") else { return };
    let (snapshot, options) = files::read(&std::fs::read_to_string(folder.join("ten-writers.json")).unwrap());
    let both = plan_and_forecast(&snapshot, &options, &CERTAIN, &mut || true).unwrap();
    assert_eq!(plan(&snapshot, &options, &mut || true).unwrap(), both.0);
}

#[test]
fn r07_when_a_manager_has_gone_hand_offs_wait_for_the_owner_and_still_end() {
    let text = json!({
        "format": "righthand/1", "at": "2026-11-30T09:00:00Z", "business": { "name": "Harbour Clay", "time_zone": "UTC" },
        "people": [
            { "key": "amara", "name": "Amara", "role": "owner", "hours_per_week": 20 },
            { "key": "priyanka", "name": "Priyanka", "role": "project_manager", "engagement": { "end": "2026-11-30" } },
            { "key": "halima", "name": "Halima", "role": "team_member" },
            { "key": "yuki", "name": "Yuki", "role": "team_member" }
        ],
        "projects": [{ "key": "wheel", "name": "Wheel", "end": "2026-12-31", "manager": "priyanka", "tasks": [
            { "key": "edit", "name": "Edit", "effort": 24, "assignees": ["halima"] },
            { "key": "draw", "name": "Draw", "effort": 8, "assignees": ["yuki"], "after": ["edit"] }
        ] }]
    });
    let (snapshot, options) = files::read(&text.to_string());
    let forecast = forecast(&snapshot, &options, Futures { futures: 500, levers: false, ..Futures::default() });
    let finish = forecast.projects[0].finish.unwrap();
    assert!(finish.p90 < "2026-12-20T00:00:00Z".parse().unwrap(), "{finish:?}");
    assert!(forecast.projects[0].on_time.unwrap() > 0.9);
}
