//! Commands beside their rules: roles, versions, keys, faults, repeated requests.

use righthand_desk::command::Outcome;
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::Cast;

#[test]
fn whom_the_table_does_not_let_is_told_who_may() {
    on_both(|url| {
        let cast = Cast::of(url);
        let refusal =
            cast.refused("halima", "open_project", json!({ "name": "Blog", "outcome": "x", "end": "2026-12-18" }));
        assert_eq!(refusal.rule, None);
        assert!(refusal.why.ends_with("Ask the owner and the online business manager."), "{}", refusal.why);
    });
}

#[test]
fn a_pm_breaks_down_only_the_projects_they_manage() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        cast.project("portal", "tomas");
        cast.done("priyanka", "add_task", json!({ "project": "wheel", "name": "Cover" }));
        let refusal = cast.refused("priyanka", "add_task", json!({ "project": "portal", "name": "Cover" }));
        assert!(refusal.why.contains("not a project that you manage"), "{}", refusal.why);
    });
}

#[test]
fn a_member_estimates_and_finishes_their_own_work_and_nothing_else() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        cast.done(
            "priyanka",
            "add_task",
            json!({ "project": "wheel", "key": "mine", "name": "Edit", "assignees": ["halima"] }),
        );
        cast.done(
            "priyanka",
            "add_task",
            json!({ "project": "wheel", "key": "other", "name": "Draw", "assignees": ["yuki"] }),
        );
        cast.done("halima", "change_task", json!({ "task": "mine", "effort": "1 h 30", "spent_hours": 0.5 }));
        cast.refused("halima", "change_task", json!({ "task": "mine", "due": "2026-12-01" }));
        cast.refused("halima", "finish_task", json!({ "task": "other" }));
        cast.done("halima", "finish_task", json!({ "task": "mine" }));
        cast.done("halima", "reopen_task", json!({ "task": "mine" }));
    });
}

#[test]
fn somebody_who_was_faster_leaves_both_texts() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        let seen =
            cast.done("priyanka", "add_task", json!({ "project": "wheel", "key": "cover", "name": "Cover" })).version;
        cast.done("tomas", "change_task", json!({ "task": "cover", "name": "Cover art", "version": seen }));
        let outcome =
            cast.send("priyanka", "change_task", json!({ "task": "cover", "name": "The cover", "version": seen }));
        let Outcome::Conflict(conflict) = outcome else { panic!("no conflict: {outcome:?}") };
        assert_eq!(
            (conflict.theirs["name"].as_str(), conflict.yours["name"].as_str()),
            (Some("Cover art"), Some("The cover"))
        );
        cast.done(
            "priyanka",
            "change_task",
            json!({ "task": "cover", "name": "The cover", "version": conflict.version }),
        );
    });
}

#[test]
fn a_repeated_request_is_answered_and_not_done_again() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        let (priyanka, input) = (cast.actor("priyanka"), json!({ "project": "wheel", "name": "Cover" }));
        let send = |input| cast.desk.send(&priyanka, "add_task", input, Some("tap-1")).unwrap();
        let first = send(input.clone());
        assert_eq!(send(input), first);
        let reused = send(json!({ "project": "wheel", "name": "Another" }));
        assert!(matches!(reused, Outcome::Invalid(_)), "{reused:?}");
        let Outcome::Done(done) = first else { panic!("{first:?}") };
        assert_eq!(done.key.as_deref(), Some("cover"));
    });
}

#[test]
fn faults_name_their_place_in_the_input() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        let place = |command, input| cast.invalid("amara-lindqvist", command, input)[0].pointer.clone();
        assert_eq!(place("add_task", json!({ "project": "wheel" })), "/name");
        assert_eq!(place("add_task", json!({ "project": "wheel", "name": " " })), "/name");
        assert_eq!(place("add_task", json!({ "project": "wheel", "name": "x", "effort": "soon" })), "/effort");
        assert_eq!(place("add_task", json!({ "project": "wheel", "name": "x", "effort": -1 })), "/effort");
        assert_eq!(place("add_task", json!({ "project": "wheel", "name": "x", "due": "2026-02-30" })), "/due");
        assert_eq!(place("set_hours", json!({ "member": "yuki", "time_zone": "Mars/Olympus" })), "/time_zone");
        assert_eq!(
            place("set_hours", json!({ "member": "yuki", "working_week": { "mon": "12-9" } })),
            "/working_week/mon"
        );
        assert_eq!(place("add_absence", json!({ "member": "yuki", "from": "2026-12-02", "to": "2026-12-01" })), "/to");
        assert_eq!(
            place("create_operation", json!({ "name": "x", "rrule": "FREQ=NEVER", "starts": "2026-12-01" })),
            "/rrule"
        );
    });
}

#[test]
fn a_link_that_closes_a_circle_is_refused_with_the_circle() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        for key in ["record", "edit", "publish"] {
            cast.done("priyanka", "add_task", json!({ "project": "wheel", "key": key, "name": key }));
        }
        cast.done("priyanka", "link_tasks", json!({ "task": "edit", "after": "record" }));
        cast.done("priyanka", "link_tasks", json!({ "task": "publish", "after": "edit" }));
        let faults = cast.invalid("priyanka", "link_tasks", json!({ "task": "record", "after": "publish" }));
        assert_eq!(
            faults[0].message,
            "that would close a circle: record waits for publish, which waits for edit, which waits for record"
        );
    });
}

#[test]
fn a_summary_stands_for_its_leaves_when_circles_are_looked_for() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        cast.done("priyanka", "add_task", json!({ "project": "wheel", "key": "art", "name": "art" }));
        cast.done(
            "priyanka",
            "add_task",
            json!({ "project": "wheel", "key": "sketch", "name": "sketch", "parent": "art" }),
        );
        cast.done("priyanka", "add_task", json!({ "project": "wheel", "key": "print", "name": "print" }));
        cast.invalid("priyanka", "link_tasks", json!({ "task": "sketch", "after": "art" }));
        cast.done("priyanka", "link_tasks", json!({ "task": "print", "after": "art" }));
        cast.invalid("priyanka", "link_tasks", json!({ "task": "sketch", "after": "print" }));
    });
}

#[test]
fn tasks_move_in_the_tree_but_not_below_themselves() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        for (key, parent) in [("a", None), ("b", None), ("c", None), ("a1", Some("a"))] {
            cast.done("priyanka", "add_task", json!({ "project": "wheel", "key": key, "name": key, "parent": parent }));
        }
        cast.done("priyanka", "move_task", json!({ "task": "c", "after": null }));
        cast.done("priyanka", "move_task", json!({ "task": "b", "parent": "a", "after": "a1" }));
        cast.invalid("priyanka", "move_task", json!({ "task": "a", "parent": "a1" }));
        let priyanka = cast.actor("priyanka");
        let outline =
            cast.desk.view(&priyanka, |view| righthand_desk::projects::outline::outline(view, "wheel")).unwrap();
        let rows: Vec<_> = outline.rows.iter().map(|row| (row.wbs.as_str(), row.key.as_str())).collect();
        assert_eq!(rows, [("1", "c"), ("2", "a"), ("2.1", "a1"), ("2.2", "b")]);
    });
}

#[test]
fn regular_work_is_done_on_its_days_and_on_no_others() {
    on_both(|url| {
        let cast = Cast::of(url);
        let operation = json!({ "key": "letter", "name": "Kiln Letter", "rrule": "FREQ=WEEKLY;BYDAY=TH", "starts": "2026-11-05",
                                "accountable": "tomas", "steps": [{ "key": "write", "name": "Write", "assignees": ["halima"], "effort": 2 }] });
        cast.done("amara-lindqvist", "create_operation", operation);
        cast.done("halima", "finish_step", json!({ "operation": "letter", "day": "2026-11-26", "step": "write" }));
        cast.refused("yuki", "finish_step", json!({ "operation": "letter", "day": "2026-12-03", "step": "write" }));
        cast.refused("halima", "finish_step", json!({ "operation": "letter", "day": "2026-11-27", "step": "write" }));
    });
}

#[test]
fn somebody_whose_engagement_has_ended_slips_through_no_door() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        let term = json!({ "member": "priyanka", "kind": "fixed_term", "start": "2026-10-01", "end": "2026-11-23" });
        cast.done("amara-lindqvist", "engage_member", term);
        let refusal = cast.refused("priyanka", "add_task", json!({ "project": "wheel", "name": "Cover" }));
        assert!(refusal.why.contains("ended on 2026-11-23"), "{}", refusal.why);
    });
}
