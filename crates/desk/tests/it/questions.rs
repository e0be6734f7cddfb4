//! Questions and decisions: who owes an answer, by when, what climbs, what waits, and what is known (R7).

use jiff::{SignedDuration, Timestamp};
use righthand_desk::command::Outcome;
use righthand_desk::questions::{list, similar};
use righthand_desk::{Clock, Desk};
use righthand_domain::refusal::Rule;
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::{Cast, NOW};

/// A project of Priyanka's with a task of Halima's.
fn with_work(url: &str) -> Cast {
    let cast = Cast::of(url);
    cast.project("wheel", "priyanka");
    let task =
        json!({ "project": "wheel", "key": "edit-1", "name": "Edit episode 1", "effort": 4, "assignees": ["halima"] });
    cast.done("priyanka", "add_task", task);
    cast
}

fn ask(cast: &Cast, who: &str, key: &str, more: serde_json::Value) -> String {
    let mut input = json!({ "key": key, "asks": "British or American spelling in the captions?" });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    cast.done(who, "ask_question", input).summary
}

fn seen(cast: &Cast, who: &str, key: &str) -> list::QuestionView {
    let key = key.to_owned();
    cast.desk.view(&cast.actor(who), move |view| list::question(view, &key)).unwrap()
}

/// The same desk so many hours later.
fn later(cast: &Cast, hours: i64) -> Desk {
    let now: Timestamp = NOW.parse().unwrap();
    Desk::new(cast.desk.store.clone(), Clock::fixed(now + SignedDuration::from_hours(hours)))
}

#[test]
fn r07_the_manager_of_the_project_owes_the_answer_within_a_working_day_of_theirs() {
    on_both(|url| {
        let cast = with_work(url);
        assert_eq!(ask(&cast, "halima", "spelling", json!({ "task": "edit-1" })), "Asked: Priyanka owes the answer");
        let question = seen(&cast, "halima", "spelling");
        // Twenty hours a week are four a day, from nine: by 11:20 there are 100 minutes left of Tuesday's.
        assert_eq!(question.row.due_at.to_string(), "2026-11-25T11:20:00Z");
        assert!(!question.may.answer && question.may.withdraw);
        assert!(seen(&cast, "priyanka", "spelling").may.answer);
    });
}

#[test]
fn r07_a_question_of_the_manager_goes_to_the_obm_and_one_of_the_obm_to_the_owner() {
    on_both(|url| {
        let cast = with_work(url);
        assert_eq!(ask(&cast, "priyanka", "one", json!({ "project": "wheel" })), "Asked: Tomás owes the answer");
        assert_eq!(ask(&cast, "tomas", "two", json!({})), "Asked: Amara owes the answer");
        assert_eq!(ask(&cast, "amara-lindqvist", "three", json!({})), "Asked: Tomás owes the answer");
    });
}

#[test]
fn r07_needed_before_the_manager_works_it_goes_at_once_to_the_next_who_does() {
    on_both(|url| {
        let cast = with_work(url);
        let away = json!({ "member": "priyanka", "from": "2026-11-24", "to": "2026-11-26" });
        cast.done("priyanka", "add_absence", away);
        let by = json!({ "task": "edit-1", "needed_by": "2026-11-24T16:00" });
        assert_eq!(ask(&cast, "halima", "soon", by), "Asked: Tomás owes the answer");
        assert_eq!(
            seen(&cast, "halima", "soon").row.due_at.to_string(),
            "2026-11-24T16:00:00Z",
            "and by when it is needed"
        );
        let past = json!({ "asks": "Too late?", "needed_by": "2026-11-24T09:00" });
        assert_eq!(cast.invalid("halima", "ask_question", past)[0].pointer, "/needed_by");
    });
}

#[test]
fn r07_unanswered_it_climbs_step_by_step_until_nobody_is_above() {
    on_both(|url| {
        let cast = with_work(url);
        ask(&cast, "halima", "spelling", json!({ "task": "edit-1" }));
        // Priyanka has a day of hers, Tomás one of his after it, then it is with Amara and climbs no further.
        for (hours, owes) in
            [(23, "priyanka"), (25, "tomas"), (24 * 8, "amara-lindqvist"), (24 * 30, "amara-lindqvist")]
        {
            let desk = later(&cast, hours);
            desk.planning.wake(cast.business);
            assert!(desk.planning.settle(std::time::Duration::from_secs(60)));
            let question = desk.view(&cast.actor("tomas"), |view| list::question(view, "spelling")).unwrap();
            assert_eq!(question.row.owes.key, owes, "after {hours} hours: {:?}", question.turns);
        }
        let question = seen(&cast, "amara-lindqvist", "spelling");
        let way: Vec<(&str, Option<&str>)> =
            question.turns.iter().map(|turn| (turn.who.key.as_str(), turn.ended.as_deref())).collect();
        let climbed = Some("climbed");
        assert_eq!(way, [("priyanka", climbed), ("tomas", climbed), ("amara-lindqvist", None)]);
        assert_eq!(
            question.turns[0].until.unwrap().to_string(),
            "2026-11-25T11:20:00Z",
            "by the clock, not by who looked"
        );
    });
}

#[test]
fn r07_only_whom_it_has_reached_answers_and_whoever_may_takes_it_over_first() {
    on_both(|url| {
        let cast = with_work(url);
        ask(&cast, "halima", "spelling", json!({ "task": "edit-1" }));
        let answer = json!({ "question": "spelling", "answer": "British.", "keep": true });
        let refusal = cast.refused("amara-lindqvist", "answer_question", answer.clone());
        assert_eq!(refusal.rule, Some(Rule::R7));
        assert_eq!(Cast::ways_out(&refusal), [("Take it over", "pass_question")]);
        assert_eq!(
            cast.send("yuki", "answer_question", answer.clone()),
            Outcome::NotFound("question “spelling”".into())
        );
        cast.done("amara-lindqvist", "pass_question", refusal.instead[0].input.clone());
        cast.done("amara-lindqvist", "answer_question", answer.clone());
        let closed = cast.invalid("priyanka", "answer_question", answer);
        assert_eq!(closed[0].message, "Amara Lindqvist has answered it meanwhile: “British.”");
    });
}

#[test]
fn r07_a_member_asked_by_name_answers_and_one_who_has_left_is_not_asked() {
    on_both(|url| {
        let cast = with_work(url);
        ask(&cast, "halima", "spelling", json!({ "task": "edit-1" }));
        let gone = json!({ "member": "tomas", "kind": "ongoing" });
        cast.done("amara-lindqvist", "engage_member", gone);
        let give = json!({ "question": "spelling", "to": "yuki", "words": "You made the style sheet." });
        assert_eq!(cast.done("priyanka", "pass_question", give).summary, "Yuki owes the answer now");
        cast.done("yuki", "answer_question", json!({ "question": "spelling", "answer": "British." }));
        ask(&cast, "halima", "again", json!({ "task": "edit-1" }));
        let ended = json!({ "member": "yuki", "kind": "fixed_term", "start": "2026-10-01", "end": "2026-11-20" });
        cast.done("amara-lindqvist", "engage_member", ended);
        let left = cast.invalid("priyanka", "pass_question", json!({ "question": "again", "to": "yuki" }));
        assert_eq!(left[0].message, "Yuki Abara is not here any more and owes no answers");
    });
}

#[test]
fn r07_a_stuck_task_waits_in_the_plan_until_the_answer_is_owed_and_goes_on_when_it_is_there() {
    on_both(|url| {
        let cast = with_work(url);
        let planned = |cast: &Cast| {
            cast.desk.planning.wake(cast.business);
            assert!(cast.desk.planning.settle(std::time::Duration::from_secs(60)));
            let standing = cast.desk.planning.standing(cast.business).unwrap().unwrap();
            standing.plan.tasks.iter().find(|task| task.key == "edit-1").unwrap().start.to_string()
        };
        assert_eq!(planned(&cast), "2026-11-24T11:20:00Z");
        ask(&cast, "halima", "spelling", json!({ "task": "edit-1", "stuck": true }));
        assert_eq!(planned(&cast), "2026-11-25T11:20:00Z");
        let waits = || {
            let now = NOW.parse().unwrap();
            let snapshot = cast.desk.store.read(cast.business, move |tx| righthand_desk::snapshot::load_at(tx, now));
            snapshot.unwrap().unwrap().projects[0].tasks[0].awaits.len()
        };
        assert_eq!(waits(), 1);
        cast.done("priyanka", "answer_question", json!({ "question": "spelling", "answer": "British." }));
        assert_eq!(waits(), 0);
        let nothing = cast.invalid("halima", "ask_question", json!({ "asks": "Stuck?", "stuck": true }));
        assert_eq!(nothing[0].pointer, "/stuck");
    });
}

#[test]
fn r07_a_kept_answer_is_offered_for_a_similar_question_and_found_by_everybody() {
    on_both(|url| {
        let cast = with_work(url);
        ask(&cast, "halima", "spelling", json!({ "task": "edit-1" }));
        cast.done("priyanka", "answer_question", json!({ "question": "spelling", "answer": "British.", "keep": true }));
        ask(&cast, "halima", "private", json!({ "task": "edit-1", "asks": "Which captions spell my name wrongly?" }));
        cast.done("priyanka", "answer_question", json!({ "question": "private", "answer": "All of them." }));
        let offered =
            |text: &'static str| cast.desk.view(&cast.actor("yuki"), move |view| similar(view, text, None)).unwrap();
        let close = offered("How are captions spelled?");
        assert_eq!(close.len(), 1, "{close:?}");
        assert_eq!((close[0].question.as_str(), close[0].answer.as_str()), ("spelling", "British."));
        assert!(offered("Who pays the courier?").is_empty());
        assert!(offered("the of and").is_empty());
        assert_eq!(seen(&cast, "yuki", "spelling").row.answer.as_deref(), Some("British."));
        assert!(cast.desk.view(&cast.actor("yuki"), |view| list::question(view, "private")).is_err());
    });
}

#[test]
fn somebody_asks_only_about_their_own_work_and_a_removed_task_leaves_its_question() {
    on_both(|url| {
        let cast = with_work(url);
        let refusal = cast.refused("yuki", "ask_question", json!({ "asks": "May I?", "task": "edit-1" }));
        assert!(refusal.why.contains("is not your work"), "{}", refusal.why);
        ask(&cast, "halima", "spelling", json!({ "task": "edit-1", "stuck": true }));
        cast.done("priyanka", "remove_task", json!({ "task": "edit-1" }));
        let question = seen(&cast, "priyanka", "spelling");
        assert_eq!((question.row.task, question.row.stuck), (None, false));
        cast.done("priyanka", "undo", json!({}));
        assert!(seen(&cast, "priyanka", "spelling").row.stuck, "undone with the task");
    });
}

#[test]
fn a_decision_is_asked_of_the_owner_with_options_and_a_day_and_answers_the_question_it_was_made_of() {
    on_both(|url| {
        let cast = with_work(url);
        ask(&cast, "halima", "spelling", json!({ "task": "edit-1" }));
        let cover = json!({ "key": "cover", "asks": "Which spelling?", "options": ["British\nAmerican"], "by": "2026-11-25",
                            "question": "spelling" });
        let one = json!({ "asks": "Which?", "options": ["Only this"], "by": "2026-11-25" });
        assert_eq!(cast.invalid("priyanka", "ask_decision", one)[0].pointer, "/options");
        let past = json!({ "asks": "Which?", "options": ["A", "B"], "by": "2026-11-23" });
        assert_eq!(cast.invalid("priyanka", "ask_decision", past)[0].pointer, "/by");
        cast.done("priyanka", "ask_decision", cover);
        let mine = cast.desk.view(&cast.actor("amara-lindqvist"), righthand_desk::today::today).unwrap();
        assert!(mine.needs.iter().any(|need| need.title == "Which spelling?"), "{:?}", mine.needs);
        let none = json!({ "decision": "cover", "option": "Scottish" });
        assert_eq!(cast.invalid("amara-lindqvist", "decide", none)[0].pointer, "/option");
        let british = json!({ "decision": "cover", "option": "British", "why": "Our readers are", "keep": true });
        cast.refused("tomas", "decide", british.clone());
        cast.done("amara-lindqvist", "decide", british.clone());
        assert_eq!(seen(&cast, "halima", "spelling").row.answer.as_deref(), Some("British: Our readers are"));
        assert_eq!(cast.invalid("amara-lindqvist", "decide", british)[0].message, "it has been decided: British");
    });
}
