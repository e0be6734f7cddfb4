//! From a change to the plan that everybody sees.

use std::time::Duration;

use jiff::SignedDuration;
use righthand_desk::projects::{glance, outline, outlook};
use righthand_domain::rules::r12_every_date_is_a_probability::Chance;
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::Cast;

/// Longer than any machine takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

fn wheel(cast: &Cast) {
    cast.project("wheel", "priyanka");
    for (key, effort, who) in [("cover", Some("2 / 4 / 8"), "yuki"), ("notes", None, "halima")] {
        cast.done(
            "priyanka",
            "add_task",
            json!({ "project": "wheel", "key": key, "name": key, "effort": effort, "assignees": [who] }),
        );
    }
    cast.done("priyanka", "link_tasks", json!({ "task": "notes", "after": "cover" }));
}

#[test]
fn r12_no_chance_is_shown_until_enough_is_known_and_then_it_is() {
    on_both(|url| {
        let cast = Cast::of(url);
        wheel(&cast);
        assert!(cast.desk.planning.settle(PATIENCE));
        let priyanka = cast.actor("priyanka");
        let chance = || cast.desk.view(&priyanka, |view| glance::one(view, "wheel")).unwrap().1.chance;
        assert_eq!(chance(), Chance::NotYet { guessed: 1, open: 2 });
        cast.done("halima", "change_task", json!({ "task": "notes", "effort": 3 }));
        assert!(cast.desk.planning.settle(PATIENCE));
        assert!(matches!(chance(), Chance::OnTime(chance) if chance > 0.9), "{:?}", chance());
    });
}

#[test]
fn a_project_that_somebody_was_engaged_for_is_closed_and_the_rest_is_planned_on() {
    on_both(|url| {
        let cast = Cast::of(url);
        wheel(&cast);
        cast.project("over", "priyanka");
        let term = json!({ "member": "priyanka", "kind": "fixed_term", "start": "2026-11-02", "end": "2026-12-18", "projects": ["over", "wheel"] });
        cast.done("amara-lindqvist", "engage_member", term);
        cast.done("amara-lindqvist", "close_project", json!({ "project": "over" }));
        assert!(cast.desk.planning.settle(PATIENCE));
        let outline = cast.desk.view(&cast.actor("priyanka"), |view| outline::outline(view, "wheel")).unwrap();
        assert!(outline.rows.iter().all(|row| row.start.is_some()), "{:?}", outline.rows);
    });
}

#[test]
fn a_change_moves_the_plan_and_says_why() {
    on_both(|url| {
        let cast = Cast::of(url);
        wheel(&cast);
        let priyanka = cast.actor("priyanka");
        let notes = || {
            cast.desk.planning.settle(PATIENCE);
            let outline = cast.desk.view(&priyanka, |view| outline::outline(view, "wheel")).unwrap();
            outline.rows.into_iter().find(|row| row.key == "notes").unwrap()
        };
        let before = notes();
        assert_eq!(before.person.as_ref().map(|person| person.key.as_str()), Some("halima"));
        assert!(before.guessed);
        assert!(before.why.as_ref().unwrap().contains("waits for “cover”"), "{:?}", before.why);
        cast.done("yuki", "add_absence", json!({ "member": "yuki", "from": "2026-11-24", "to": "2026-11-27" }));
        assert!(notes().start > before.start, "Yuki is away, so what waits for her moves");
    });
}

#[test]
fn a_plan_that_nobody_has_asked_for_in_a_while_is_shown_at_once_and_made_anew() {
    on_both(|url| {
        let cast = Cast::of(url);
        wheel(&cast);
        assert!(cast.desk.planning.settle(PATIENCE));
        let counts_from = || cast.desk.planning.standing(cast.business).unwrap().unwrap().plan.at;
        let first = counts_from();
        cast.desk.clock.pass(SignedDuration::from_hours(2));
        assert_eq!(counts_from(), first, "it does not keep anybody waiting");
        assert!(cast.desk.planning.settle(PATIENCE));
        assert_eq!(counts_from(), cast.desk.clock.now());
    });
}

#[test]
fn what_cannot_be_placed_is_listed_with_its_reason() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        cast.done(
            "priyanka",
            "add_task",
            json!({ "project": "wheel", "key": "sing", "name": "Sing", "effort": 2, "skill": "singing" }),
        );
        assert!(cast.desk.planning.settle(PATIENCE));
        let amara = cast.actor("amara-lindqvist");
        let outlook = cast.desk.view(&amara, |view| outlook::outlook(view, "wheel")).unwrap();
        assert_eq!(outlook.glance.chance, Chance::Unplaced { tasks: 1 });
        let reason = &outlook.unplaced[0].2;
        assert!(reason.contains("nobody has the skill \"singing\"; teach it to "), "{reason}");
    });
}

#[test]
fn r12_a_project_that_is_late_has_levers_that_are_commands() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        for n in 1..=4 {
            cast.done("priyanka", "add_task", json!({ "project": "wheel", "key": format!("edit-{n}"), "name": format!("Edit {n}"), "effort": 24, "assignees": ["halima"] }));
        }
        assert!(cast.desk.planning.settle(PATIENCE));
        let amara = cast.actor("amara-lindqvist");
        let outlook = |cast: &Cast| cast.desk.view(&amara, |view| outlook::outlook(view, "wheel")).unwrap();
        let before = outlook(&cast);
        let Chance::OnTime(chance) = before.glance.chance else { panic!("{:?}", before.glance.chance) };
        assert!(chance < 0.75, "{chance}");
        let lever = before.levers.iter().max_by(|a, b| a.on_time.total_cmp(&b.on_time)).expect("a lever");
        assert!(lever.on_time > chance);
        cast.done("amara-lindqvist", &lever.command.clone(), lever.input.clone());
        assert!(cast.desk.planning.settle(PATIENCE));
        let Chance::OnTime(after) = outlook(&cast).glance.chance else { panic!("no chance after the lever") };
        assert!(after > chance, "the lever {:?} was said to give {} and gave {after}", lever.says, lever.on_time);
    });
}
