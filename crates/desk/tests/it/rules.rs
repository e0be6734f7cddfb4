//! The rules of the house by their numbers, through commands.

use righthand_desk::command::Outcome;
use righthand_domain::refusal::Rule;
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::Cast;

#[test]
fn r01_a_project_without_an_end_is_refused_and_can_be_an_operation_instead() {
    on_both(|url| {
        let cast = Cast::of(url);
        let refusal = cast.refused(
            "amara-lindqvist",
            "open_project",
            json!({ "name": "Kiln Letter", "outcome": "A letter a week" }),
        );
        assert_eq!(refusal.rule, Some(Rule::R1));
        assert_eq!(Cast::ways_out(&refusal)[0], ("Make it an operation", "create_operation"));
        let operation = json!({ "name": "Kiln Letter", "rrule": "FREQ=WEEKLY;BYDAY=TH", "starts": "2026-11-26" });
        cast.done("amara-lindqvist", "create_operation", operation);
    });
}

#[test]
fn r01_a_change_cannot_take_a_projects_end_away() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        let refusal = cast.refused("amara-lindqvist", "change_project", json!({ "project": "wheel", "end": null }));
        assert_eq!(refusal.rule, Some(Rule::R1));
    });
}

#[test]
fn r02_fourth_project_is_refused_naming_the_three_until_the_owner_lifts_it() {
    on_both(|url| {
        let cast = Cast::of(url);
        for key in ["wheel", "glaze", "photos", "portal"] {
            cast.project(key, if key == "portal" { "tomas" } else { "priyanka" });
        }
        let fourth = json!({ "project": "portal", "manager": "priyanka" });
        let refusal = cast.refused("amara-lindqvist", "assign_manager", fourth.clone());
        assert_eq!(refusal.why, "Priyanka already manages wheel, glaze and photos (R2: one to three at a time).");
        let lift = json!({ "rule": "R2", "member": "priyanka", "reason": "Photos end on Friday" });
        assert_eq!(cast.refused("tomas", "lift_rule", lift.clone()).rule, None, "only the owner lifts R2");
        cast.done("amara-lindqvist", "lift_rule", lift);
        cast.done("amara-lindqvist", "assign_manager", fourth);
    });
}

#[test]
fn r02_a_closed_project_makes_room_and_opening_it_again_is_judged() {
    on_both(|url| {
        let cast = Cast::of(url);
        for key in ["wheel", "glaze", "photos"] {
            cast.project(key, "priyanka");
        }
        cast.done("amara-lindqvist", "close_project", json!({ "project": "photos" }));
        cast.project("portal", "priyanka");
        let refusal = cast.refused("amara-lindqvist", "reopen_project", json!({ "project": "photos" }));
        assert_eq!(refusal.rule, Some(Rule::R2));
    });
}

#[test]
fn r03_implementation_for_a_pm_is_refused_naming_who_could_and_lifted_for_one_task() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        cast.done(
            "priyanka",
            "add_task",
            json!({ "project": "wheel", "key": "edit-1", "name": "Edit episode 1", "effort": 4, "skill": "editing" }),
        );
        let give = json!({ "task": "edit-1", "assignees": ["priyanka"] });
        let refusal = cast.refused("priyanka", "assign_task", give.clone());
        assert_eq!(refusal.rule, Some(Rule::R3));
        assert!(refusal.instead.iter().any(|way| way.label.starts_with("Give it to Halima")), "{refusal:?}");
        assert!(refusal.instead.iter().all(|way| !way.label.contains("Yuki")), "Yuki cannot edit: {refusal:?}");
        let lift =
            json!({ "rule": "R3", "member": "priyanka", "task": "edit-1", "reason": "Nobody else is here today" });
        cast.done("tomas", "lift_rule", lift);
        cast.done("priyanka", "assign_task", give);
    });
}

#[test]
fn r03_work_that_becomes_implementation_is_judged_again() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        let task = json!({ "project": "wheel", "key": "plan", "name": "Plan the launch", "kind": "management", "assignees": ["priyanka"] });
        cast.done("priyanka", "add_task", task);
        let refusal = cast.refused("priyanka", "change_task", json!({ "task": "plan", "kind": "implementation" }));
        assert_eq!(refusal.rule, Some(Rule::R3));
        let becomes = json!({ "member": "halima", "role": "project_manager" });
        cast.done("amara-lindqvist", "change_member", becomes);
    });
}

#[test]
fn r05_an_online_business_manager_is_engaged_for_good() {
    on_both(|url| {
        let cast = Cast::of(url);
        let refusal =
            cast.refused("amara-lindqvist", "engage_member", json!({ "member": "tomas", "kind": "fixed_term" }));
        assert_eq!(refusal.rule, Some(Rule::R5));
        cast.done(
            "amara-lindqvist",
            "engage_member",
            json!({ "member": "priyanka", "kind": "fixed_term", "end": "2026-12-31" }),
        );
    });
}

#[test]
fn r14_ones_own_change_is_undone_and_undo_is_a_change_like_any_other() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        cast.done(
            "priyanka",
            "add_task",
            json!({ "project": "wheel", "key": "cover", "name": "Cover", "effort": 8, "assignees": ["yuki"] }),
        );
        let change = cast.done("priyanka", "change_task", json!({ "task": "cover", "effort": 12 }));
        let other = cast.refused("tomas", "undo", json!({ "event": change.event }));
        assert!(other.why.contains("Priyanka Doyle"), "{}", other.why);
        let undone = cast.done("priyanka", "undo", json!({ "event": change.event }));
        assert_eq!(undone.summary, "Undone: Cover takes 12 h");
        assert_eq!(cast.refused("priyanka", "undo", json!({ "event": change.event })).rule, Some(Rule::R14));
    });
}

#[test]
fn r14_what_somebody_built_upon_is_not_undone() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        let added = cast.done("priyanka", "add_task", json!({ "project": "wheel", "key": "cover", "name": "Cover" }));
        cast.done("tomas", "change_task", json!({ "task": "cover", "effort": 3 }));
        let refusal = cast.refused("priyanka", "undo", json!({ "event": added.event }));
        assert!(refusal.why.contains("Tomás Achterberg changed a task of it"), "{}", refusal.why);
        let removed = cast.done("tomas", "remove_task", json!({ "task": "cover" }));
        cast.done("tomas", "undo", json!({ "event": removed.event }));
        cast.done("priyanka", "assign_task", json!({ "task": "cover", "assignees": ["yuki"] }));
    });
}

#[test]
fn r15_another_business_answers_as_if_it_were_not_there() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("wheel", "priyanka");
        let other = Cast::actor(&cast, "halima");
        let elsewhere = righthand_domain::ids::BusinessId(uuid::Uuid::now_v7());
        let stranger = righthand_desk::command::Actor { business: elsewhere, ..other };
        let outcome = cast.desk.send(&stranger, "finish_task", json!({ "task": "wheel" }), None).unwrap();
        assert_eq!(outcome, Outcome::NotFound("this business".into()));
    });
}

#[test]
fn r15_a_link_to_somebody_who_also_belongs_elsewhere_is_theirs_to_ask_for() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.done("amara-lindqvist", "make_sign_in_link", json!({ "member": "halima" }));
        let halima = cast.actor("halima").who.user().unwrap();
        let zone = righthand_domain::snapshot::Zone::utc();
        let northlight =
            righthand_desk::sign_in::make_business(&cast.desk, "northlight", "Northlight", &zone).unwrap().unwrap();
        cast.desk
            .store
            .identity_write(move |identity| righthand_desk::sign_in::belong(identity, halima, northlight))
            .unwrap();
        let refusal = cast.refused("amara-lindqvist", "make_sign_in_link", json!({ "member": "halima" }));
        assert_eq!(refusal.rule, Some(Rule::R15));
    });
}

#[test]
fn r16_an_area_has_exactly_one_accountable_member_who_is_here() {
    on_both(|url| {
        let cast = Cast::of(url);
        assert_eq!(cast.refused("amara-lindqvist", "create_area", json!({ "name": "Content" })).rule, Some(Rule::R16));
        cast.done("amara-lindqvist", "create_area", json!({ "name": "Content", "accountable": "tomas" }));
        cast.done(
            "amara-lindqvist",
            "engage_member",
            json!({ "member": "priyanka", "kind": "fixed_term", "start": "2026-10-01", "end": "2026-11-20" }),
        );
        let gone =
            cast.refused("amara-lindqvist", "change_area", json!({ "area": "content", "accountable": "priyanka" }));
        assert!(gone.why.contains("has ended"), "{}", gone.why);
    });
}
