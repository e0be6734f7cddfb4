//! Hiring: the inventory, the means, and who sees what the advisor says (R17).

use std::time::Duration;

use righthand_desk::hire::{advice, inventory};
use righthand_desk::view::NotSeen;
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::Cast;

/// Longer than any machine takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// Amara's week of errands, told as the table tells it.
fn errands(cast: &Cast) {
    let line = |name: &str, hours: f64, energy: &str, hand_over: bool| {
        json!({ "name": name, "hours_per_week": hours, "kind": "implementation", "energy": energy,
                "owner_has_skill": true, "hand_over": hand_over })
    };
    let duties = json!({ "duties": [line("Sort the inbox", 5.0, "drains", true), line("Send bills", 3.5, "drains", true),
                                     line("Throw pots", 20.0, "gives", false), { "name": "" }] });
    cast.done("amara-lindqvist", "set_duties", duties);
    let means = json!({ "owner_hour_value": 100, "budget_per_month": 1500, "virtual_assistant_hourly": 25 });
    cast.done("amara-lindqvist", "change_means", means);
}

#[test]
fn a_table_of_duties_is_written_at_once_and_changed_and_taken_out_by_its_rows() {
    on_both(|url| {
        let cast = Cast::of(url);
        errands(&cast);
        let seen = cast.desk.view(&cast.actor("amara-lindqvist"), inventory::inventory).unwrap();
        assert_eq!(seen.duties.len(), 3);
        assert!((seen.week.could_go - 8.5).abs() < 1e-9 && (seen.week.gives - 20.0).abs() < 1e-9, "{:?}", seen.week);
        let rows = json!({ "duties": [{ "duty": "send-bills", "name": "" },
                                      { "duty": "sort-the-inbox", "name": "Sort the mail", "hours_per_week": 4 }] });
        cast.done("amara-lindqvist", "set_duties", rows);
        let seen = cast.desk.view(&cast.actor("amara-lindqvist"), inventory::inventory).unwrap();
        let names: Vec<&str> = seen.duties.iter().map(|duty| duty.name.as_str()).collect();
        assert_eq!(names, ["Sort the mail", "Throw pots"]);
        let faults = cast.invalid("amara-lindqvist", "set_duties", json!({ "duties": [{ "name": "Nothing" }] }));
        assert_eq!(faults[0].pointer, "/duties/0/hours_per_week");
    });
}

#[test]
fn a_list_is_pasted_and_typical_duties_are_taken() {
    on_both(|url| {
        let cast = Cast::of(url);
        let text = "Duty\tHours a week\nSort the inbox\t3\tdoing\tdrains\tyes";
        cast.done("amara-lindqvist", "paste_duties", json!({ "text": text }));
        cast.done("amara-lindqvist", "add_typical_duties", json!({ "duties": ["mail", "workflows"] }));
        let seen = cast.desk.view(&cast.actor("amara-lindqvist"), inventory::inventory).unwrap();
        assert_eq!(seen.duties.len(), 3);
        let faults = cast.invalid("amara-lindqvist", "paste_duties", json!({ "text": "Only a name" }));
        assert!(faults[0].message.contains("line 1"), "{faults:?}");
    });
}

#[test]
fn a_duty_is_changed_and_removed_and_what_the_owner_feels_is_hers_to_say() {
    on_both(|url| {
        let cast = Cast::of(url);
        errands(&cast);
        cast.done("tomas", "change_duty", json!({ "duty": "send-bills", "hours_per_week": 2 }));
        cast.refused("tomas", "change_duty", json!({ "duty": "send-bills", "energy": "gives" }));
        cast.done(
            "amara-lindqvist",
            "change_duty",
            json!({ "duty": "send-bills", "energy": "neutral", "hand_over": false }),
        );
        cast.done("tomas", "remove_duty", json!({ "duty": "send-bills" }));
        let seen = cast.desk.view(&cast.actor("amara-lindqvist"), inventory::inventory).unwrap();
        assert_eq!(seen.duties.len(), 2);
    });
}

#[test]
fn r17_the_advisor_is_seen_by_the_owner_and_whom_the_owner_names() {
    on_both(|url| {
        let cast = Cast::of(url);
        errands(&cast);
        for who in ["tomas", "priyanka", "halima"] {
            let actor = cast.actor(who);
            assert!(matches!(cast.desk.view(&actor, inventory::inventory), Err(NotSeen::Refused(_))), "{who}");
            let seen = advice::advised(&cast.desk, &actor, &[], PATIENCE);
            assert!(matches!(seen, Err(NotSeen::Refused(_))), "{who}");
        }
        cast.refused("tomas", "change_means", json!({ "budget_per_month": 1 }));
        cast.done("amara-lindqvist", "show_rates", json!({ "member": "tomas" }));
        assert!(cast.desk.view(&cast.actor("tomas"), inventory::inventory).is_ok());
    });
}

#[test]
fn the_answer_comes_at_once_from_few_futures_and_then_in_full() {
    on_both(|url| {
        let cast = Cast::of(url);
        errands(&cast);
        let actor = cast.actor("amara-lindqvist");
        let first = advice::advised(&cast.desk, &actor, &[], Duration::ZERO).unwrap();
        assert!(first.refining, "nobody has worked it out yet");
        assert!(cast.desk.planning.settle(PATIENCE));
        let full = advice::advised(&cast.desk, &actor, &[], PATIENCE).unwrap();
        assert!(!full.refining, "it was worked out");
        assert!(full.advice.futures > first.advice.futures, "{} futures", full.advice.futures);
        assert_eq!(full.advice.answer.hire, first.advice.answer.hire);
        let dear = [("dearer_must_beat".to_owned(), 3.0), ("no such thing".to_owned(), 1.0)];
        let changed = advice::advised(&cast.desk, &actor, &dear, PATIENCE).unwrap();
        let told = changed.advice.assumptions.iter().find(|assumption| assumption.key == "dearer_must_beat").unwrap();
        assert!((told.value - 3.0).abs() < 1e-9);
    });
}
