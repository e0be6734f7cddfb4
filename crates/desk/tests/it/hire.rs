//! Hiring: the inventory, the means, and who sees what the advisor says (R17).

use std::time::Duration;

use righthand_desk::hire::{advice, board, inventory};
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

#[test]
fn a_role_is_opened_a_candidate_goes_through_the_stages_and_is_hired_with_all_that_belongs_to_it() {
    on_both(|url| {
        let cast = Cast::of(url);
        errands(&cast);
        let amara = "amara-lindqvist";
        let opened = cast.done(amara, "open_role", json!({ "role": "virtual_assistant" }));
        let opening = opened.key.unwrap();
        let shared = json!({ "opening": opening });
        cast.done(amara, "share_brief", shared.clone());
        let seen = cast.desk.view(&cast.actor(amara), board::board).unwrap();
        let role = &seen.openings[0];
        assert!(role.scope.contains(&"Sort the inbox".to_owned()), "{role:?}");
        assert!(role.needs.iter().any(|need| need.contains("Sort the inbox")), "{:?}", role.needs);
        let link = role.link.clone().unwrap();
        let secret = link.rsplit('/').next().unwrap();
        let brief = board::by_link(&cast.desk, &seen.business_key, secret).unwrap().unwrap();
        assert_eq!(brief.scope.len(), role.scope.len());
        assert_eq!(board::by_link(&cast.desk, &seen.business_key, "guessed").unwrap(), None);

        let added = json!({ "opening": opening, "name": "Shirin Valdez", "email": "shirin@example.org", "hourly": 28,
                            "background": "Six years at two online schools" });
        let candidate = cast.done(amara, "add_candidate", added).key.unwrap();
        let known = json!({ "candidate": candidate, "certifications": "seen: PMP\nScrum", "trial_pay": 60 });
        cast.done(amara, "change_candidate", known);
        let notes = json!({ "candidate": candidate, "notes": [
            { "need": role.needs[0], "met": "yes", "note": "Showed two months of it" }, { "need": role.needs[1], "met": "partly" }] });
        cast.done(amara, "score_candidate", notes);
        let faults = cast.invalid(amara, "move_candidate", json!({ "candidate": candidate, "stage": "hired" }));
        assert!(faults[0].message.contains("hire them instead"), "{faults:?}");
        cast.done(amara, "move_candidate", json!({ "candidate": candidate, "stage": "offer" }));
        let seen = cast.desk.view(&cast.actor(amara), board::board).unwrap();
        assert_eq!(seen.openings[0].candidates[0].score, Some(1.5));
        assert!(seen.openings[0].candidates[0].certified[0].seen);

        let hired =
            cast.done(amara, "hire_candidate", json!({ "candidate": candidate, "accesses": "Righthand\nShop" }));
        let profile = cast
            .desk
            .view(&cast.actor(amara), |view| righthand_desk::team::terms::terms(view, "shirin-valdez"))
            .unwrap();
        assert_eq!((hired.key.as_deref(), profile.rate.hourly), (Some("shirin-valdez"), Some(28.0)));
        let business = cast.desk.view(&cast.actor(amara), righthand_desk::hire::advice::business).unwrap();
        let onboarding = business.operations.iter().find(|of| of.name == "Onboarding of Shirin Valdez").unwrap();
        assert!(onboarding.steps.iter().any(|step| step.name.contains("Sort the inbox")), "{:?}", onboarding.steps);
        assert_eq!(board::by_link(&cast.desk, &seen.business_key, secret).unwrap(), None, "the link outlives the role");
        let faults = cast.invalid(amara, "hire_candidate", json!({ "candidate": candidate }));
        assert!(faults[0].message.contains("already"), "{faults:?}");
        cast.done(amara, "undo", json!({ "event": hired.event }));
        assert!(
            cast.desk
                .view(&cast.actor(amara), |view| righthand_desk::team::terms::terms(view, "shirin-valdez"))
                .is_err()
        );
    });
}

#[test]
fn assumptions_and_scenarios_of_ones_own_are_kept_with_the_business() {
    on_both(|url| {
        let cast = Cast::of(url);
        errands(&cast);
        let amara = "amara-lindqvist";
        let change = json!({ "assumptions": [{ "assumption": "virtual_assistant.supervision", "value": 3 }] });
        cast.done(amara, "set_assumptions", change);
        cast.done(amara, "add_scenario", json!({ "places": [{ "role": "online_business_manager" }, { "role": "virtual_assistant", "hours_per_week": 6 }] }));
        let told = advice::advised(&cast.desk, &cast.actor(amara), &[], Duration::ZERO).unwrap();
        let of = |key: &str| told.advice.assumptions.iter().find(|of| of.key == key).unwrap().value;
        assert!((of("virtual_assistant.supervision") - 3.0).abs() < 1e-9);
        let own = cast.desk.view(&cast.actor(amara), advice::own).unwrap();
        assert_eq!(own.scenarios[0].1, "online business manager and virtual assistant, 6 hours a week");
        let faults = cast.invalid(amara, "add_scenario", json!({ "places": [{ "role": "specialist" }] }));
        assert_eq!(faults[0].pointer, "/places/0/skill");
        let wrong = json!({ "assumptions": [{ "assumption": "virtual_assistant.spoken_for_max", "value": 7 }] });
        let faults = cast.invalid(amara, "set_assumptions", wrong);
        assert_eq!(faults[0].pointer, "/assumptions/0/value");
        cast.done(amara, "remove_scenario", json!({ "scenario": own.scenarios[0].0 }));
        let back = json!({ "assumptions": [{ "assumption": "virtual_assistant.supervision" }] });
        cast.done(amara, "set_assumptions", back);
        let own = cast.desk.view(&cast.actor(amara), advice::own).unwrap();
        assert!(own.assumptions.is_empty() && own.scenarios.is_empty(), "{own:?}");
    });
}
