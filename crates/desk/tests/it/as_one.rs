//! Several commands as one change: all or none, and one undo.

use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::Cast;

#[test]
fn r14_what_was_done_together_is_taken_back_as_one() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        let task = json!({ "project": "wheel", "key": "edit", "name": "Edit", "effort": 8, "assignees": ["halima"] });
        cast.done("priyanka", "add_task", task);
        let absence = json!({ "member": "halima", "from": "2026-12-01", "to": "2026-12-04" });
        cast.done("amara-lindqvist", "add_absence", absence);
        let before = cast.latest_event();
        let steps = json!([
            { "command": "assign_task", "input": { "task": "edit", "assignees": ["yuki"] } },
            { "command": "move_absence", "input": r#"{"member":"halima","from":"2026-12-01","new_from":"2027-01-11"}"# },
        ]);
        let done = cast.done("amara-lindqvist", "do_together", json!({ "steps": steps }));
        assert!(done.summary.contains("; Halima is off from 2027-01-11 to 2027-01-14"), "{}", done.summary);
        assert_eq!(Some(done.event), cast.latest_event().map(|(seq, _)| seq));
        assert_eq!(Some(done.event), before.map(|(seq, _)| seq + 1));
        cast.done("amara-lindqvist", "undo", json!({}));
        cast.done(
            "amara-lindqvist",
            "move_absence",
            json!({ "member": "halima", "from": "2026-12-01", "new_from": "2026-12-07" }),
        );
    });
}

#[test]
fn one_step_that_is_refused_leaves_everything_as_it_was() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        cast.done("priyanka", "add_task", json!({ "project": "wheel", "key": "edit", "name": "Edit" }));
        let before = cast.latest_event();
        let end = json!({ "command": "change_project", "input": { "project": "wheel", "end": "2027-02-01" } });
        let fill = json!({ "command": "add_task", "input": { "project": "wheel", "name": "Cover" } });
        cast.refused("halima", "do_together", json!({ "steps": [fill, end] }));
        let none = json!({ "command": "remove_task", "input": { "task": "nothing" } });
        let outcome = cast.send("amara-lindqvist", "do_together", json!({ "steps": [fill, none] }));
        assert!(matches!(outcome, righthand_desk::command::Outcome::NotFound(_)), "{outcome:?}");
        let faults =
            cast.invalid("amara-lindqvist", "do_together", json!({ "steps": [{ "command": "undo", "input": {} }] }));
        assert_eq!(faults[0].pointer, "/steps/0/command");
        let faults = cast.invalid(
            "amara-lindqvist",
            "do_together",
            json!({ "steps": [{ "command": "add_task", "input": { "project": "wheel" } }] }),
        );
        assert_eq!(faults[0].pointer, "/steps/0/input/name");
        assert_eq!(cast.latest_event(), before);
    });
}
