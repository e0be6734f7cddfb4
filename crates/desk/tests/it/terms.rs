//! Terms, people outside the team, appointments and outputs: who may, who sees, and what the plan makes of it.

use std::time::Duration;

use righthand_desk::command::Outcome;
use righthand_desk::view::NotSeen;
use righthand_desk::{appointments, contacts, operations, outputs, projects, settings, tasks, team};
use righthand_domain::terms::{Consent, RollOver};
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::Cast;

/// Longer than any machine takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

fn episode(cast: &Cast) {
    cast.project("podcast", "priyanka");
    for (key, who) in [("record", "halima"), ("cut", "yuki")] {
        let task = json!({ "project": "podcast", "key": key, "name": key, "effort": 2, "assignees": [who] });
        cast.done("priyanka", "add_task", task);
    }
    cast.done("priyanka", "link_tasks", json!({ "task": "cut", "after": "record" }));
    cast.done("priyanka", "add_contact", json!({ "key": "sunniva", "name": "Sunniva Aas", "kind": "podcast guest" }));
}

fn row(cast: &Cast, task: &str) -> projects::outline::Row {
    assert!(cast.desk.planning.settle(PATIENCE));
    let actor = cast.actor("priyanka");
    let outline = cast.desk.view(&actor, |view| projects::outline::outline(view, "podcast")).unwrap();
    outline.rows.into_iter().find(|row| row.key == task).unwrap()
}

#[test]
fn a_task_that_waits_for_a_contact_starts_on_the_expected_day_and_says_for_whom() {
    on_both(|url| {
        let cast = Cast::of(url);
        episode(&cast);
        let wait = json!({ "task": "record", "contact": "sunniva", "what": "the release", "expected": "2026-12-02" });
        cast.done("priyanka", "wait_for_contact", wait);
        let record = row(&cast, "record");
        assert!(record.start.unwrap().to_string().starts_with("2026-12-02T09"), "{:?}", record.start);
        assert_eq!(record.why.as_deref(), Some("It waits for Sunniva Aas, expected on Wed 2 Dec."));
        cast.done("halima", "contact_delivered", json!({ "task": "record", "contact": "sunniva" }));
        assert!(row(&cast, "record").start.unwrap().to_string().starts_with("2026-11-24"));
    });
}

#[test]
fn r11_a_wait_without_a_day_or_past_it_has_no_date_invented_for_it() {
    on_both(|url| {
        let cast = Cast::of(url);
        episode(&cast);
        cast.done("priyanka", "wait_for_contact", json!({ "task": "record", "contact": "sunniva" }));
        let says = |expected: &str| {
            assert!(cast.desk.planning.settle(PATIENCE));
            let plan = cast.desk.view(&cast.actor("priyanka"), righthand_desk::planning::seen::plan).unwrap();
            let unplaced = plan.unwrap().0.unplaced;
            let of = |key: &str| unplaced.iter().find(|task| task.key == key).map(|task| task.reason.clone());
            assert!(of("record").is_some_and(|reason| reason.contains(expected)), "{unplaced:?}");
            assert!(of("cut").is_some_and(|reason| reason.contains("waits for \"record\"")), "{unplaced:?}");
        };
        says("Sunniva Aas, and nobody has said by when");
        let gone_by = json!({ "task": "record", "contact": "sunniva", "expected": "2026-11-23" });
        cast.done("priyanka", "wait_for_contact", gone_by);
        says("Sunniva Aas, who was expected by 2026-11-23");
        assert_eq!(row(&cast, "record").start, None);
        cast.done("priyanka", "stop_waiting", json!({ "task": "record", "contact": "sunniva" }));
        assert!(row(&cast, "cut").start.is_some());
    });
}

#[test]
fn a_milestone_that_waits_for_nobody_knows_what_is_not_reached() {
    on_both(|url| {
        let cast = Cast::of(url);
        episode(&cast);
        let milestone = json!({ "project": "podcast", "key": "agreed", "name": "Guest agreed", "milestone": true });
        cast.done("priyanka", "add_task", milestone);
        assert!(row(&cast, "agreed").start.is_some());
        cast.done("priyanka", "wait_for_contact", json!({ "task": "agreed", "contact": "sunniva" }));
        assert_eq!(row(&cast, "agreed").start, None);
    });
}

#[test]
fn a_member_sees_the_contacts_of_their_own_work_and_nobody_elses() {
    on_both(|url| {
        let cast = Cast::of(url);
        episode(&cast);
        cast.done("amara-lindqvist", "add_contact", json!({ "key": "ledger", "name": "Ines Ledger" }));
        let names = |who: &str| {
            let seen = cast.desk.view(&cast.actor(who), contacts::list::contacts).unwrap();
            seen.rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
        };
        assert_eq!(names("priyanka"), ["Ines Ledger", "Sunniva Aas"]);
        assert_eq!(names("halima"), Vec::<String>::new());
        cast.done("priyanka", "wait_for_contact", json!({ "task": "record", "contact": "sunniva" }));
        assert_eq!(names("halima"), ["Sunniva Aas"]);
        assert_eq!(names("yuki"), Vec::<String>::new());
        let one = |who: &str, key: &'static str| {
            cast.desk.view(&cast.actor(who), move |view| contacts::one::contact(view, key))
        };
        assert_eq!(one("halima", "sunniva").unwrap().waits.len(), 1);
        assert!(matches!(one("halima", "ledger"), Err(NotSeen::NotFound(_))));
        cast.refused("halima", "change_contact", json!({ "contact": "sunniva", "phone": "1" }));
        let faults = cast.invalid("priyanka", "remove_contact", json!({ "contact": "sunniva" }));
        assert!(faults[0].message.contains("1 task"), "{faults:?}");
        cast.done("priyanka", "remove_contact", json!({ "contact": "ledger" }));
        let event = cast.latest_event().unwrap().0;
        cast.done("priyanka", "undo", json!({ "event": event }));
        assert_eq!(names("amara-lindqvist"), ["Ines Ledger", "Sunniva Aas"]);
    });
}

#[test]
fn an_appointment_takes_from_each_persons_hours_and_is_never_moved() {
    on_both(|url| {
        let cast = Cast::of(url);
        episode(&cast);
        let made = json!({ "key": "call", "name": "Recording", "start": "2026-11-24T11:00", "end": "2026-11-24T16:00",
                           "people": ["halima", "priyanka"], "contacts": ["sunniva"] });
        cast.done("priyanka", "make_appointment", made);
        let record = row(&cast, "record");
        assert!(record.start.unwrap().to_string().starts_with("2026-11-25T09"), "{:?}", record.start);
        let seen = cast.desk.view(&cast.actor("halima"), |view| appointments::list::appointments(view, false)).unwrap();
        assert_eq!(seen.rows[0].contacts, [("sunniva".to_owned(), "Sunniva Aas".to_owned())]);
        assert_eq!(seen.rows[0].start.to_string(), "2026-11-24T11:00:00Z");
        let yuki = cast.desk.view(&cast.actor("yuki"), |view| appointments::list::appointments(view, false)).unwrap();
        assert_eq!(yuki.rows, []);
    });
}

#[test]
fn an_appointment_outside_somebodys_hours_needs_their_consent() {
    on_both(|url| {
        let cast = Cast::of(url);
        let made = json!({ "key": "webinar", "name": "Webinar", "start": "2026-11-25T19:00", "end": "2026-11-25T20:30",
                           "people": ["halima", "priyanka"] });
        cast.done("priyanka", "make_appointment", made);
        let there = || {
            let one = cast.desk.view(&cast.actor("tomas"), |view| appointments::list::one(view, "webinar")).unwrap();
            one.row
                .people
                .into_iter()
                .map(|there| (there.person.key.clone(), there.is_asked(), there.consent))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            there(),
            [("halima".into(), true, None), ("priyanka".into(), false, Some(Consent::Given))],
            "who makes it consents by it"
        );
        cast.done("halima", "agree_to_appointment", json!({ "appointment": "webinar" }));
        assert_eq!(there()[0], ("halima".into(), false, Some(Consent::Given)));
        cast.done("priyanka", "change_appointment", json!({ "appointment": "webinar", "end": "2026-11-25T21:00" }));
        assert_eq!(there()[0], ("halima".into(), true, None), "asked again for another time");
        cast.done("halima", "decline_appointment", json!({ "appointment": "webinar" }));
        assert_eq!(there()[0].2, Some(Consent::Declined));
        cast.refused("yuki", "agree_to_appointment", json!({ "appointment": "webinar" }));
        cast.refused("halima", "cancel_appointment", json!({ "appointment": "webinar" }));
        cast.done("priyanka", "cancel_appointment", json!({ "appointment": "webinar" }));
        let event = cast.latest_event().unwrap().0;
        cast.done("priyanka", "undo", json!({ "event": event }));
        assert_eq!(there().len(), 2);
    });
}

#[test]
fn a_member_makes_appointments_of_their_own_alone() {
    on_both(|url| {
        let cast = Cast::of(url);
        let made = |people: &[&str]| json!({ "name": "Dentist", "start": "2026-11-25T09:00", "end": "2026-11-25T10:00", "people": people });
        cast.refused("halima", "make_appointment", made(&["halima", "yuki"]));
        cast.done("halima", "make_appointment", made(&["halima"]));
        let faults = cast.invalid("priyanka", "make_appointment", made(&[]));
        assert_eq!(faults[0].pointer, "/people");
        let backwards =
            json!({ "name": "x", "start": "2026-11-25T10:00", "end": "2026-11-25T09:00", "people": ["yuki"] });
        assert_eq!(cast.invalid("priyanka", "make_appointment", backwards)[0].pointer, "/end");
    });
}

#[test]
fn what_a_task_hands_on_is_the_next_ones_input() {
    on_both(|url| {
        let cast = Cast::of(url);
        episode(&cast);
        let link = json!({ "task": "record", "kind": "link", "body": "https://drive.example/episode-2.wav" });
        let id = cast.done("halima", "hand_on", link).key.unwrap();
        let detail = cast.desk.view(&cast.actor("yuki"), |view| tasks::detail::detail(view, "cut")).unwrap();
        let (from, input) = &detail.inputs[0];
        assert_eq!((from.as_str(), input.name.as_str()), ("record", "record"), "named by its step");
        let wanted = id.clone();
        let one = cast.desk.view(&cast.actor("halima"), move |view| outputs::list::one(view, &wanted)).unwrap();
        assert_eq!(one.next, ["cut"]);
        assert!(cast.desk.view(&cast.actor("yuki"), outputs::list::outputs).unwrap().is_empty(), "not Yuki's task");
        cast.refused("yuki", "remove_output", json!({ "output": id }));
        for body in ["javascript:alert(1)", "https://", "https:///x", "www.example.org", ""] {
            let faults = cast.invalid("halima", "hand_on", json!({ "task": "record", "kind": "file", "body": body }));
            assert_eq!(faults[0].pointer, "/body", "{body}");
        }
        cast.done("halima", "change_output", json!({ "output": id, "kind": "text", "body": "It is on the stick" }));
        cast.done("priyanka", "remove_task", json!({ "task": "record" }));
        let event = cast.latest_event().unwrap().0;
        cast.done("priyanka", "undo", json!({ "event": event }));
        assert_eq!(cast.desk.view(&cast.actor("halima"), outputs::list::outputs).unwrap().len(), 1);
    });
}

#[test]
fn what_a_step_hands_on_stays_with_its_run() {
    on_both(|url| {
        let cast = Cast::of(url);
        let letter = json!({ "key": "letter", "name": "Kiln Letter", "rrule": "FREQ=WEEKLY;BYDAY=TH", "starts": "2026-11-26",
            "accountable": "tomas",
            "steps": [{ "key": "write", "name": "Write", "assignees": ["halima"] },
                      { "key": "send", "name": "Send", "assignees": ["yuki"], "after": ["write"] }] });
        cast.done("amara-lindqvist", "create_operation", letter);
        let text =
            json!({ "operation": "letter", "day": "2026-11-26", "step": "write", "kind": "text", "body": "Dear all" });
        cast.done("halima", "hand_on_step", text);
        let run = |day: &'static str| {
            let day = day.parse().unwrap();
            cast.desk.view(&cast.actor("yuki"), move |view| operations::run::run(view, "letter", day)).unwrap()
        };
        assert_eq!(run("2026-11-26").steps[1].inputs[0].1.body, "Dear all");
        assert!(run("2026-12-03").steps[1].inputs.is_empty());
        assert_eq!(cast.desk.view(&cast.actor("yuki"), outputs::list::outputs).unwrap().len(), 1);
        let off = json!({ "operation": "letter", "day": "2026-11-27", "step": "write", "kind": "text", "body": "x" });
        cast.refused("halima", "hand_on_step", off);
    });
}

#[test]
fn r17_rates_are_seen_by_the_owner_by_whom_the_owner_names_and_by_oneself() {
    on_both(|url| {
        let cast = Cast::of(url);
        let terms = json!({ "member": "halima", "hourly": 42, "monthly": 900, "retainer_hours": 20, "roll_over": "next_month",
            "notice_days": 14, "review_weeks": 12,
            "milestones": [{ "name": "Half", "price": 300 }, { "name": "Done", "price": 500.5 }, { "name": "" }] });
        cast.done("amara-lindqvist", "set_terms", terms.clone());
        assert!(!cast.latest_event().unwrap().1.contains("42"), "no amount in the history");
        let seen = |who: &str| cast.desk.view(&cast.actor(who), |view| team::terms::terms(view, "halima"));
        for who in ["amara-lindqvist", "halima"] {
            let seen = seen(who).unwrap();
            assert_eq!((seen.rate.hourly, seen.rate.fixed, seen.retainer_hours), (Some(42.0), Some(800.5), Some(20.0)));
            assert_eq!((seen.roll_over, seen.notice_days), (Some(RollOver::NextMonth), Some(14)));
        }
        for who in ["tomas", "priyanka", "yuki"] {
            assert!(matches!(seen(who), Err(NotSeen::Refused(_))), "{who}");
            cast.refused(who, "set_terms", terms.clone());
            cast.refused(who, "show_rates", json!({ "member": who }));
        }
        let profile =
            |who: &str| cast.desk.view(&cast.actor(who), |view| team::profile::profile(view, "halima")).unwrap();
        let rate_in_file = || {
            let file = cast.desk.view(&cast.actor("tomas"), settings::export::snapshot).unwrap();
            file.people
                .into_iter()
                .find(|person| person.key == "halima")
                .unwrap()
                .engagement
                .and_then(|terms| terms.rate)
        };
        assert!(profile("tomas").terms.is_none() && rate_in_file().is_none());
        cast.done("amara-lindqvist", "show_rates", json!({ "member": "tomas" }));
        assert!(profile("tomas").terms.is_some() && rate_in_file().is_some());
        cast.done("amara-lindqvist", "hide_rates", json!({ "member": "tomas" }));
        assert!(profile("tomas").terms.is_none());
    });
}

#[test]
fn terms_are_changed_part_by_part_and_taken_back() {
    on_both(|url| {
        let cast = Cast::of(url);
        let version = cast
            .done("amara-lindqvist", "set_terms", json!({ "member": "halima", "per_piece": 60, "piece": "article" }))
            .version;
        cast.done("amara-lindqvist", "set_terms", json!({ "member": "halima", "notice_days": 30, "version": version }));
        let seen = || cast.desk.view(&cast.actor("halima"), |view| team::terms::terms(view, "halima")).unwrap();
        assert_eq!(
            (seen().rate.per_piece, seen().notice_days, seen().piece.as_deref()),
            (Some(60.0), Some(30), Some("article"))
        );
        let stale = json!({ "member": "halima", "notice_days": 7, "version": version });
        assert!(matches!(cast.send("amara-lindqvist", "set_terms", stale), Outcome::Conflict(_)));
        let event = cast.latest_event().unwrap().0;
        cast.done("amara-lindqvist", "undo", json!({ "event": event }));
        assert_eq!(seen().notice_days, None);
        for (field, value) in [("hourly", json!(-1)), ("notice_days", json!(1000)), ("retainer_hours", json!(10_000))] {
            let mut input = json!({ "member": "halima" });
            input[field] = value;
            assert_eq!(cast.invalid("amara-lindqvist", "set_terms", input)[0].pointer, format!("/{field}"));
        }
    });
}

#[test]
fn what_the_business_file_has_no_words_for_is_said() {
    on_both(|url| {
        let cast = Cast::of(url);
        episode(&cast);
        let said = || cast.desk.view(&cast.actor("tomas"), settings::export::left_out).unwrap();
        assert_eq!(said(), ["1 contact"]);
        cast.done("priyanka", "wait_for_contact", json!({ "task": "record", "contact": "sunniva" }));
        cast.done("halima", "hand_on", json!({ "task": "record", "kind": "text", "body": "x" }));
        assert_eq!(said(), ["1 contact", "1 wait for a contact", "1 output"]);
    });
}
