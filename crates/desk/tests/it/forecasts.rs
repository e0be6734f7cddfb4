//! What forecasts learn from what has happened, and how true they are found when the work ends.

use std::time::Duration;

use jiff::SignedDuration;
use righthand_desk::demonstration::harbour_clay;
use righthand_desk::forecasts::{calibration, look_back};
use righthand_desk::import::load_demonstration;
use righthand_desk::projects::outlook;
use righthand_desk::view::NotSeen;
use righthand_desk::{Clock, Desk, Store};
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::{Cast, NOW};

/// Longer than any machine takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(120);

fn outlook_of(cast: &Cast) -> outlook::Outlook {
    assert!(cast.desk.planning.settle(PATIENCE));
    cast.desk.view(&cast.actor("priyanka"), |view| outlook::outlook(view, "wheel")).unwrap()
}

fn add(cast: &Cast, key: &str, effort: f64, who: &str) {
    let task = json!({ "project": "wheel", "key": key, "name": key, "effort": effort, "assignees": [who] });
    cast.done("priyanka", "add_task", task);
}

/// Halima edits eight times for six hours what was to take four.
#[test]
fn finished_work_is_learnt_from_with_the_estimate_that_stood_when_it_began() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        add(&cast, "next", 4.0, "halima");
        assert!(outlook_of(&cast).assumes.efforts.is_empty(), "nothing is finished yet");
        for n in 1..=8 {
            let key = format!("edit-{n}");
            add(&cast, &key, 4.0, "halima");
            cast.done("halima", "change_task", json!({ "task": key, "spent_hours": 2 }));
            // Into the work, she knows better; what the first estimate was worth is not changed by that.
            cast.done("halima", "change_task", json!({ "task": key, "effort": 6 }));
            cast.done("halima", "change_task", json!({ "task": key, "spent_hours": 6 }));
            cast.done("halima", "finish_task", json!({ "task": key }));
        }
        let told = outlook_of(&cast).assumes.efforts;
        assert_eq!((told.len(), told[0].person.key.as_str(), told[0].finished), (1, "halima", 8));
        assert!((told[0].half - 1.5).abs() < 0.01, "{told:?}");
    });
}

#[test]
fn absence_that_begins_tomorrow_is_unplanned_and_a_holiday_in_spring_is_not() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        add(&cast, "edit", 4.0, "halima");
        let absences = || outlook_of(&cast).assumes.absences;
        cast.done("halima", "add_absence", json!({ "member": "halima", "from": "2026-12-07" }));
        cast.desk.clock.pass(SignedDuration::from_hours(24 * 21));
        cast.done("yuki", "add_absence", json!({ "member": "yuki", "from": "2026-12-15", "unplanned": false }));
        assert_eq!(absences(), None, "all of it was known before");
        cast.done("yuki", "add_absence", json!({ "member": "yuki", "from": "2026-12-15" }));
        assert_eq!(absences().map(|known| known.spells), Some(1));
    });
}

#[test]
fn r18_hand_offs_that_lay_are_learnt_from() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        for n in 1..=3 {
            let (draw, edit) = (format!("draw-{n}"), format!("edit-{n}"));
            add(&cast, &draw, 1.0, "yuki");
            add(&cast, &edit, 1.0, "halima");
            cast.done("priyanka", "link_tasks", json!({ "task": edit, "after": draw }));
            cast.done("yuki", "finish_task", json!({ "task": draw }));
            cast.desk.clock.pass(SignedDuration::from_hours(48));
            cast.done("halima", "change_task", json!({ "task": edit, "spent_hours": 1 }));
        }
        let assumes = outlook_of(&cast).assumes;
        // Two days of Priyanka's, who works four hours a day, less the hour that was worked.
        assert_eq!(assumes.hand_offs, 3);
        assert!(assumes.half_taken_within.is_some_and(|hours| (3.0..=8.0).contains(&hours)), "{assumes:?}");
    });
}

#[test]
fn r12_a_forecast_that_was_shown_is_scored_when_the_work_ends() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        for n in 1..=3 {
            add(&cast, &format!("edit-{n}"), 4.0, "halima");
        }
        assert!(cast.desk.planning.settle(PATIENCE));
        let amara = cast.actor("amara-lindqvist");
        let seen = || cast.desk.view(&amara, calibration::calibration).unwrap();
        let before = seen();
        assert_eq!((before.all.count, before.waiting), (0, 4), "three tasks and their project are kept");
        cast.desk.clock.pass(SignedDuration::from_hours(3));
        cast.done("halima", "finish_task", json!({ "task": "edit-1" }));
        cast.desk.clock.pass(SignedDuration::from_hours(24 * 60));
        cast.done("halima", "finish_task", json!({ "task": "edit-2" }));
        cast.done("halima", "finish_task", json!({ "task": "edit-3" }));
        let after = seen();
        assert!(after.projects.count >= 1 && after.tasks.count >= 3, "{after:?}");
        assert_eq!(after.projects.bins.iter().map(|bin| bin.came).sum::<usize>(), 0, "it ended long after its date");
        let worst = &after.misses[0];
        assert!(worst.scored.miss_days() > 30.0, "{worst:?}");
        cast.done("halima", "reopen_task", json!({ "task": "edit-3" }));
        assert_eq!(seen().projects.count, 0, "what is open again has not ended");
        assert!(matches!(cast.desk.view(&cast.actor("halima"), calibration::calibration), Err(NotSeen::Refused(_))));
    });
}

#[test]
fn a_business_that_comes_with_its_history_is_looked_back_at_without_hindsight() {
    on_both(|url| {
        let desk = Desk::new(Store::open(url).unwrap(), Clock::fixed(NOW.parse().unwrap()));
        let business = load_demonstration(&desk, "harbour-clay", harbour_clay(NOW.parse().unwrap())).unwrap();
        look_back(&desk, business).unwrap();
        let operator = righthand_desk::command::Actor {
            who: righthand_desk::command::Who::Operator,
            business,
            door: righthand_desk::command::Door::Cli,
        };
        let seen = || desk.view(&operator, calibration::calibration).unwrap();
        let first = seen();
        // Of what is certain: whose hours lie right before it was done. Nothing of it is said to have been ready before.
        let counts = (first.tasks.count, first.steps.count);
        assert!(counts.0 > 20 && counts.1 > 20, "{counts:?}");
        let share = first.all.share_by_80().unwrap();
        assert!(share >= 0.7, "what began and was worked on to its end is not called early: {share} of {counts:?}");
        assert!(first.misses.iter().all(|miss| miss.scored.miss_days().abs() < 14.0), "{:?}", first.misses);
        look_back(&desk, business).unwrap();
        assert_eq!(seen().all, first.all, "once is enough");
    });
}
