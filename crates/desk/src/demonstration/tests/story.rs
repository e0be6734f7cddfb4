//! What the demonstration tells at the moment of the design's pictures.

use righthand_domain::plan::{Forecast, Futures, Options, ProjectForecast, plan_and_forecast};
use righthand_domain::snapshot::{Run, Task};

use super::{MOMENTS, harbour_clay, tasks_of};
use crate::projects::glance::{LATE_BELOW, ON_TRACK_FROM};

#[test]
fn the_design_s_people_and_projects_are_there() {
    let business = harbour_clay(MOMENTS[0].parse().unwrap());
    assert_eq!(business.people.len(), 17);
    assert_eq!(business.areas.len(), 6);
    let ends: Vec<String> =
        business.projects.iter().map(|project| format!("{} {:?}", project.name, project.end)).collect();
    assert_eq!(
        ends,
        [
            "The Slow Wheel Date(2026-12-15)",
            "Glaze Library Date(2026-12-18)",
            "Winter open studio Date(2026-12-11)",
            "Throwing from Scratch Date(2027-01-29)",
            "Student portal Date(2027-02-26)",
            "Brand photographs Date(2026-12-09)",
            "Glaze kits by post Date(2027-01-22)",
        ]
    );
}

#[test]
fn thirty_three_of_sixty_articles_are_edited_when_the_week_begins() {
    let business = harbour_clay("2026-11-23T00:00:00Z".parse().unwrap());
    let number = |task: &Task| task.key.strip_prefix("edit-").and_then(|rest| rest.parse::<u32>().ok());
    let edits: Vec<&Task> = tasks_of(&business).into_iter().filter(|task| number(task).is_some()).collect();
    let done = edits.iter().filter(|task| task.done_at.is_some()).count();
    assert_eq!((done, edits.len()), (33, 60));
}

#[test]
fn letter_148_waits_for_its_proofreader_on_tuesday_noon() {
    let business = harbour_clay(MOMENTS[0].parse().unwrap());
    let letter = business.runs.iter().find(|run| run.title.as_deref() == Some("Kiln Letter 148")).unwrap();
    let done: Vec<&str> = letter.steps.iter().map(|step| step.key.as_str()).collect();
    assert_eq!(done, ["collect", "draft", "pictures"]);
    let approved = |run: &&Run| run.operation == "kiln-letter" && run.steps.iter().any(|step| step.key == "approve");
    assert_eq!(business.runs.iter().filter(approved).count(), 51, "letters that went out");
}

/// Schedules that the search builds, and futures of its plan: enough to tell on track from at risk from late.
const SCHEDULES: u64 = 100;
const FUTURES: u32 = 500;

fn forecast() -> Forecast {
    let now = MOMENTS[0].parse().unwrap();
    let options = Options { schedules: SCHEDULES, threads: 2, ..Options::at(now) };
    let futures = Futures { futures: FUTURES, levers: false, ..Futures::default() };
    plan_and_forecast(&harbour_clay(now), &options, &futures, &mut || true).unwrap().1
}

#[test]
fn the_slow_wheel_is_on_track_the_glaze_library_late_and_throwing_from_scratch_at_risk() {
    let forecast = forecast();
    let project = |key: &str| forecast.projects.iter().find(|project| project.key == key).unwrap();
    let chance = |project: &ProjectForecast| project.on_time.unwrap();

    let late = project("glaze-library");
    assert!((0.02..LATE_BELOW).contains(&chance(late)), "glaze-library {}", chance(late));
    let days_late = late.finish.unwrap().p90.duration_since(late.due.unwrap()).as_hours() / 24;
    assert!((1..35).contains(&days_late), "most likely late by days, not by {days_late}");

    let at_risk = chance(project("throwing-from-scratch"));
    assert!((LATE_BELOW..ON_TRACK_FROM).contains(&at_risk), "throwing-from-scratch {at_risk}");

    let on_track = chance(project("slow-wheel"));
    assert!((ON_TRACK_FROM..=1.0).contains(&on_track), "slow-wheel {on_track}");

    // These have little to lose, and move with every better plan.
    for key in ["winter-open-studio", "student-portal", "brand-photographs", "glaze-kits"] {
        let chance = chance(project(key));
        assert!((0.6..=1.0).contains(&chance), "{key} {chance}");
    }
    for operation in &forecast.operations {
        let chance = operation.on_time.unwrap();
        assert!(chance >= 0.65, "{} {chance}", operation.key);
    }
}
