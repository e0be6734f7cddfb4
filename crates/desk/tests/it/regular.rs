//! Regular work: runs made ahead (R9), exceptions, workflows and their versions (R10), what follows from a step.

use std::time::Duration;

use jiff::SignedDuration;
use jiff::civil::Date;
use righthand_desk::operations::ahead;
use righthand_desk::operations::calendar::{self, Calendar, RunState};
use righthand_desk::operations::one::{self, OperationView};
use righthand_desk::operations::run::{self, RunView};
use righthand_desk::operations::workflow::{library, shown};
use righthand_domain::refusal::Rule;
use righthand_domain::workflow::Difference;
use righthand_testkit::on_both;
use serde_json::{Value, json};

use crate::cast::Cast;

const PATIENCE: Duration = Duration::from_secs(60);

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// What the OBM sees of so many weeks.
fn calendar(cast: &Cast, from: &str, weeks: i64) -> Calendar {
    assert!(cast.desk.planning.settle(PATIENCE));
    let from = day(from);
    cast.desk.view(&cast.actor("tomas"), move |view| calendar::calendar(view, from, weeks, None)).unwrap()
}

/// Days on which something happens, with the day that names it where it is another.
fn days(calendar: &Calendar) -> Vec<String> {
    let cells = calendar.days.iter().flat_map(|day| day.runs.iter().map(move |run| (day.date, run.day)));
    cells.map(|(on, of)| if on == of { on.to_string() } else { format!("{on} for {of}") }).collect()
}

fn operation(cast: &Cast, key: &'static str) -> OperationView {
    assert!(cast.desk.planning.settle(PATIENCE));
    cast.desk.view(&cast.actor("tomas"), move |view| one::operation(view, key)).unwrap()
}

fn run_of(cast: &Cast, key: &'static str, on: &str) -> RunView {
    let on = day(on);
    cast.desk.view(&cast.actor("tomas"), move |view| run::run(view, key, on)).unwrap()
}

/// Time goes by, and the desk looks at what is due.
fn pass_days(cast: &Cast, days: i64) {
    cast.desk.clock.pass(SignedDuration::from_hours(24 * days));
    cast.desk.planning.wake(cast.business);
    assert!(cast.desk.planning.settle(PATIENCE));
}

/// The Kiln Letter: every Thursday at ten, edited by Halima and designed by Yuki.
fn letter(cast: &Cast) {
    let steps = json!([
        { "name": "Draft", "key": "draft", "effort": 2, "assignees": ["halima"], "offset_days": 2 },
        { "name": "Pictures", "key": "pictures", "effort": 1, "skill": "design", "after": ["draft"], "offset_days": 1 },
        { "name": "Send", "key": "send", "effort": 0.5, "kind": "management", "assignees": ["tomas"], "after": ["pictures"] },
    ]);
    let input = json!({ "name": "Kiln Letter", "key": "letter", "how_often": "every Thursday at 10", "steps": steps });
    cast.done("tomas", "create_operation", input);
}

fn finish(cast: &Cast, on: &str, step: &str) {
    cast.done("tomas", "finish_step", json!({ "operation": "letter", "day": on, "step": step }));
}

#[test]
fn r09_every_occurrence_makes_its_run_ahead_with_every_step_placed_on_somebody_who_is_there() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        let shown = operation(&cast, "letter");
        assert_eq!(shown.how_often, "every Thursday at 10:00");
        let ahead: Vec<String> = shown.next.iter().map(|run| run.day.to_string()).collect();
        assert_eq!(ahead, ["2026-11-26", "2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24"], "five weeks");
        for run in &shown.next {
            let people: Vec<&str> = run.people.iter().map(|who| who.key.as_str()).collect();
            assert_eq!(people.len(), 3, "{}: {people:?}", run.day);
        }
        // A week later a run more is there, by itself, and once.
        pass_days(&cast, 7);
        pass_days(&cast, 0);
        assert_eq!(operation(&cast, "letter").next.last().map(|run| run.day), Some(day("2026-12-31")));
        let made = cast.latest_event().unwrap().1;
        assert_eq!(made, "1 run made ahead");
    });
}

#[test]
fn r09_a_step_that_nobody_can_do_is_raised_when_the_run_is_made() {
    on_both(|url| {
        let cast = Cast::of(url);
        let steps = json!([{ "name": "Film", "effort": 2, "skill": "camera" }]);
        let input = json!({ "name": "Studio video", "key": "video", "how_often": "every second Tuesday of the month" , "steps": steps });
        let faults = cast.invalid("tomas", "create_operation", input);
        assert!(faults[0].message.contains("is not understood"), "{}", faults[0].message);
        let input = json!({ "name": "Studio video", "key": "video", "how_often": "second Tuesday of the month", "steps": steps });
        cast.done("tomas", "create_operation", input);
        let calendar = calendar(&cast, "2026-12-01", 4);
        let trouble = &calendar.troubles[0];
        assert_eq!((trouble.day, trouble.step.as_str()), (day("2026-12-08"), "Film"), "two weeks before its day");
        let cell = calendar.days.iter().flat_map(|day| &day.runs).next().unwrap();
        assert_eq!(cell.state, RunState::Stuck);
        // With the change that would mend it: one button gives it to somebody for this time.
        assert_eq!(trouble.able.len(), 2);
        let give = json!({ "operation": "video", "day": "2026-12-08", "step": "film", "member": "yuki" });
        cast.done("tomas", "assign_step", give);
        assert_eq!(self::calendar(&cast, "2026-12-01", 4).troubles, []);
        let give = json!({ "operation": "video", "day": "2026-12-08", "step": "film", "member": "priyanka" });
        assert_eq!(cast.refused("tomas", "assign_step", give).rule, Some(Rule::R3));
        cast.done("tomas", "add_run", json!({ "operation": "video", "day": "2026-12-15" }));
        assert_eq!(self::calendar(&cast, "2026-12-01", 4).troubles.len(), 1);
        // Whoever can does it: nothing is raised any more.
        let camera = json!({ "member": "yuki", "skills": ["design", "camera"] });
        cast.done("amara-lindqvist", "change_member", camera);
        assert_eq!(self::calendar(&cast, "2026-12-01", 4).troubles, []);
    });
}

#[test]
fn r09_when_somebody_leaves_or_falls_ill_their_steps_are_placed_anew_or_raised_at_once() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        let people = |cast: &Cast| -> Vec<String> {
            operation(cast, "letter").next[1].people.iter().map(|who| who.key.clone()).collect()
        };
        assert!(people(&cast).contains(&"yuki".to_owned()));
        // Yuki is ill: Halima learns design, and has it.
        let ill = json!({ "member": "yuki", "from": "2026-11-24", "to": "2026-12-31" });
        cast.done("amara-lindqvist", "add_absence", ill);
        let next = &operation(&cast, "letter").next[1];
        assert_eq!(next.state, RunState::Late, "it is told weeks before that nobody can do it in time");
        cast.done("amara-lindqvist", "change_member", json!({ "member": "halima", "skills": ["editing", "design"] }));
        let next = &operation(&cast, "letter").next[1];
        assert_eq!(next.state, RunState::Planned);
        assert!(!people(&cast).contains(&"yuki".to_owned()), "her steps have gone to somebody who is there");
        // Halima leaves: her own step has nobody.
        cast.done(
            "amara-lindqvist",
            "engage_member",
            json!({ "member": "halima", "kind": "fixed_term", "end": "2026-11-30" }),
        );
        let troubles = calendar(&cast, "2026-12-01", 4).troubles;
        assert!(troubles.iter().any(|trouble| trouble.step == "Draft"), "{troubles:?}");
    });
}

#[test]
fn r16_an_operation_has_exactly_one_accountable_member_who_is_here() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        let refusal = cast.refused("tomas", "change_operation", json!({ "operation": "letter", "accountable": "" }));
        assert_eq!(refusal.rule, Some(Rule::R16));
        cast.done("tomas", "change_operation", json!({ "operation": "letter", "accountable": "halima" }));
        assert_eq!(operation(&cast, "letter").accountable.map(|who| who.key).as_deref(), Some("halima"));
    });
}

#[test]
fn r10_a_run_keeps_the_version_that_it_began_with_and_coming_ones_follow_the_new() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        finish(&cast, "2026-11-26", "draft");
        let text = "1. Draft\n   effort: 2 h\n   who: Halima Strand\n   due: 2 days before\n\n2. Proofread\n   effort: 40 min\n   skill: editing\n\n3. Send it\n   effort: 30 min\n   who: Tomás\n   kind: management\n";
        let input = json!({ "operation": "letter", "text": text, "note": "Proofread by an editor" });
        let done = cast.done("tomas", "change_workflow", input);
        assert_eq!(
            done.summary,
            "Kiln Letter: version 2 of the workflow. 4 coming runs follow it; 1 run under way keep the one they began with (R10)"
        );
        let names = |run: &RunView| run.steps.iter().map(|step| step.name.clone()).collect::<Vec<_>>();
        let under_way = run_of(&cast, "letter", "2026-11-26");
        assert_eq!(
            (names(&under_way), under_way.workflow_version),
            (vec!["Draft".into(), "Pictures".into(), "Send".into()], 1)
        );
        assert_eq!(names(&run_of(&cast, "letter", "2026-12-03")), ["Draft", "Proofread", "Send it"]);
        // Steps that the new version has left out can still be done in the old run, and end it.
        finish(&cast, "2026-11-26", "pictures");
        finish(&cast, "2026-11-26", "send");
        assert!(run_of(&cast, "letter", "2026-11-26").steps.iter().all(|step| step.done_at.is_some()));
        assert_eq!(operation(&cast, "letter").next[0].day, day("2026-12-03"), "that run is done");
        let shown =
            cast.desk.view(&cast.actor("tomas"), |view| shown::workflow(view, "letter", None, Some(1))).unwrap();
        let (with, differences) = shown.compared.unwrap();
        assert_eq!(with, 1);
        assert!(differences.contains(&Difference::Added { step: "Proofread".into() }), "{differences:?}");
        assert!(differences.contains(&Difference::Removed { step: "Pictures".into() }), "{differences:?}");
        // What is written is what is read: nothing changes, and no version is made.
        let same = cast.done("tomas", "change_workflow", json!({ "operation": "letter", "text": shown.text }));
        assert_eq!(same.summary, "The workflow of Kiln Letter is as it was");
        let stale = json!({ "operation": "letter", "text": text, "read": 1 });
        let faults = cast.invalid("tomas", "change_workflow", stale);
        assert!(faults[0].message.starts_with("version 2 has been written since"), "{}", faults[0].message);
    });
}

#[test]
fn r10_a_step_that_is_late_again_and_again_is_pointed_out_with_what_would_mend_it() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        // Eight Thursdays: the pictures, due on Wednesday at ten, come at noon on the day itself.
        for week in 0..8 {
            let on = day("2026-11-26").saturating_add(jiff::Span::new().days(7 * week)).to_string();
            if week > 0 {
                pass_days(&cast, 5);
            }
            finish(&cast, &on, "draft");
            pass_days(&cast, 2);
            finish(&cast, &on, "pictures");
            finish(&cast, &on, "send");
        }
        pass_days(&cast, 1);
        let shown = cast.desk.view(&cast.actor("tomas"), |view| shown::workflow(view, "letter", None, None)).unwrap();
        let finding = shown.findings.iter().find(|finding| finding.step == "pictures").expect("pictures");
        assert_eq!((finding.what, finding.times, finding.of), (shown::What::Late, 8, 8));
        let input = json!({ "operation": "letter", "text": finding.text, "note": finding.proposal });
        assert!(cast.done("tomas", "change_workflow", input).summary.contains("version 2"));
        let refusal = cast.refused("halima", "change_workflow", json!({ "operation": "letter", "text": finding.text }));
        assert_eq!(refusal.rule, None, "a member proposes, and does not change it");
    });
}

#[test]
fn a_run_is_skipped_moved_made_extra_and_put_back() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        let at = |on: &str| json!({ "operation": "letter", "day": on });
        let to = |on: &str, to: &str| json!({ "operation": "letter", "day": on, "to": to });
        cast.done("tomas", "skip_run", at("2026-12-10"));
        cast.done("tomas", "move_run", to("2026-12-24", "2026-12-22"));
        cast.done(
            "tomas",
            "add_run",
            json!({ "operation": "letter", "day": "2026-12-14", "title": "Christmas extra" }),
        );
        let is = ["2026-11-26", "2026-12-03", "2026-12-14", "2026-12-17", "2026-12-22 for 2026-12-24"];
        assert_eq!(days(&calendar(&cast, "2026-11-24", 5)), is);
        let moved = run_of(&cast, "letter", "2026-12-24");
        assert_eq!(moved.due.to_string(), "2026-12-22T10:00:00Z", "its due goes with it, its name stays");
        // A move onto another occurrence is no move.
        let refusal = cast.refused("tomas", "move_run", to("2026-12-03", "2026-12-17"));
        assert_eq!(refusal.rule, Some(Rule::R9));
        assert!(refusal.why.contains("happens on 2026-12-17 already"), "{}", refusal.why);
        assert_eq!(refusal.instead.len(), 2);
        let faults = cast.invalid("tomas", "add_run", json!({ "operation": "letter", "day": "2026-12-03" }));
        assert!(faults[0].message.contains("happens on 2026-12-03 already"));
        let faults = cast.invalid("tomas", "move_run", to("2026-12-03", "2026-11-20"));
        assert_eq!(faults[0].message, "2026-11-20 is over");
        cast.refused("tomas", "skip_run", at("2026-12-11"));
        // What has begun is not thrown away by a skip.
        finish(&cast, "2026-12-03", "draft");
        assert!(cast.refused("tomas", "skip_run", at("2026-12-03")).why.contains("has begun"));
        cast.done("tomas", "restore_run", at("2026-12-10"));
        cast.done("tomas", "restore_run", at("2026-12-24"));
        let is = ["2026-11-26", "2026-12-03", "2026-12-10", "2026-12-14", "2026-12-17", "2026-12-24"];
        assert_eq!(days(&calendar(&cast, "2026-11-24", 5)), is);
    });
}

#[test]
fn a_new_rhythm_takes_coming_runs_along_and_leaves_what_has_begun() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        finish(&cast, "2026-12-03", "draft");
        let done = cast.done(
            "tomas",
            "change_operation",
            json!({ "operation": "letter", "how_often": "every second Friday at 9" }),
        );
        assert_eq!(done.summary, "Kiln Letter happens every second week on Friday at 09:00 now");
        let is = ["2026-11-27", "2026-12-03", "2026-12-11", "2026-12-25"];
        assert_eq!(days(&calendar(&cast, "2026-11-24", 5)), is, "the third has begun and keeps its day");
        // Undone, it is as it was.
        let event = cast.latest_event().unwrap().0;
        cast.done("tomas", "undo", json!({ "event": event }));
        let is = ["2026-11-26", "2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24"];
        assert_eq!(days(&calendar(&cast, "2026-11-24", 5)), is);
    });
}

#[test]
fn r14_runs_that_the_desk_made_ahead_since_are_nothing_that_anybody_built() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        let made = cast.latest_event().unwrap().0;
        let another = json!({ "operation": "letter", "how_often": "every Friday at 10" });
        cast.done("tomas", "change_operation", another);
        let changed = cast.latest_event().unwrap().0;
        cast.desk.clock.pass(SignedDuration::from_hours(24 * 8));
        ahead(&cast.desk.store, cast.business, cast.desk.clock.now()).unwrap();
        cast.done("tomas", "undo", json!({ "event": changed }));
        let is = ["2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24", "2026-12-31"];
        assert_eq!(days(&calendar(&cast, "2026-12-02", 5)), is, "those made since follow the rule that holds again");
        cast.done("tomas", "undo", json!({ "event": made }));
        assert!(days(&calendar(&cast, "2026-12-02", 5)).is_empty());
    });
}

#[test]
fn an_operation_rests_goes_on_is_closed_and_opened_again() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        let pause = json!({ "operation": "letter", "from": "2026-12-05", "until": "2026-12-20" });
        cast.done("tomas", "pause_operation", pause);
        assert_eq!(days(&calendar(&cast, "2026-11-24", 5)), ["2026-11-26", "2026-12-03", "2026-12-24"]);
        let wrong = json!({ "operation": "letter", "from": "2026-12-05", "until": "2026-12-05" });
        assert!(cast.invalid("tomas", "pause_operation", wrong)[0].message.contains("go on before it rests"));
        cast.done("tomas", "resume_operation", json!({ "operation": "letter" }));
        assert_eq!(days(&calendar(&cast, "2026-11-24", 5)).len(), 5);
        let closed = cast.done("tomas", "close_operation", json!({ "operation": "letter" }));
        assert_eq!(closed.summary, "Kiln Letter is closed; 5 coming runs taken away");
        assert_eq!(days(&calendar(&cast, "2026-11-24", 5)), Vec::<String>::new());
        assert_eq!(
            cast.refused("tomas", "add_run", json!({ "operation": "letter" })).instead[0].command,
            "reopen_operation"
        );
        cast.done("tomas", "reopen_operation", json!({ "operation": "letter" }));
        assert_eq!(days(&calendar(&cast, "2026-11-24", 5)).len(), 5);
    });
}

#[test]
fn on_a_holiday_a_run_goes_before_after_or_falls_away() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        cast.done("tomas", "add_holiday", json!({ "day": "2026-12-24", "name": "Christmas Eve" }));
        cast.done("tomas", "add_holiday", json!({ "day": "2026-12-25", "name": "Christmas" }));
        for (rule, last) in [
            ("before", Some("2026-12-23 for 2026-12-24")),
            ("after", Some("2026-12-28 for 2026-12-24")),
            ("skip", None),
            ("keep", Some("2026-12-24")),
        ] {
            cast.done("tomas", "change_operation", json!({ "operation": "letter", "on_holidays": rule }));
            let all = days(&calendar(&cast, "2026-12-21", 2));
            assert_eq!(
                all.first().map(String::as_str).filter(|day| !day.starts_with("2026-12-31")),
                last,
                "{rule}: {all:?}"
            );
        }
    });
}

#[test]
fn what_follows_itself_is_due_again_so_long_after_it_was_done() {
    on_both(|url| {
        let cast = Cast::of(url);
        let input = json!({ "name": "Clean the kiln", "key": "kiln", "how_often": "3 weeks after completion" });
        let done = cast.done("tomas", "create_operation", input);
        assert_eq!(done.summary, "Clean the kiln is an operation now, 3 weeks after completion");
        let next = |cast: &Cast| operation(cast, "kiln").next.iter().map(|run| run.day.to_string()).collect::<Vec<_>>();
        assert_eq!(next(&cast), ["2026-11-24"]);
        pass_days(&cast, 4);
        let step = json!({ "operation": "kiln", "day": "2026-11-24", "step": "clean-the-kiln" });
        cast.done("tomas", "finish_step", step);
        assert_eq!(next(&cast), ["2026-12-19"], "three weeks after the day on which it was done");
        pass_days(&cast, 40);
        assert_eq!(
            next(&cast),
            Vec::<String>::new(),
            "one that is late is history after two weeks, and none is piled on it"
        );
    });
}

#[test]
fn a_form_a_condition_an_approval_and_what_starts_next() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.done("tomas", "create_operation", json!({ "name": "Clips", "key": "clips" }));
        cast.done(
            "tomas",
            "create_operation",
            json!({ "name": "Episode", "key": "episode", "how_often": "every Tuesday", "starts": "2026-12-01" }),
        );
        let text = "1. Record\n   effort: 1 h\n   ask: Guest (text)\n   ask: Sponsor (yes | no)\n   check: Both tracks\n\n2. Read the sponsor’s text\n   effort: 20 min\n   only if: Sponsor is yes\n\n3. Approve\n   effort: 10 min\n   who: Amara\n   approval: yes\n   kind: management\n\n4. Publish\n   effort: 10 min\n   then start: Clips\n";
        cast.done("tomas", "change_workflow", json!({ "operation": "episode", "text": text }));
        let step = |step: &str, answers: Value| json!({ "operation": "episode", "day": "2026-12-01", "step": step, "answers": answers });
        let said = |guest: &str, sponsor: &str| json!([{ "field": "Guest", "answer": guest }, { "field": "Sponsor", "answer": sponsor }]);
        let faults = cast.invalid("tomas", "finish_step", step("record", json!([])));
        assert_eq!(faults[0].message, "“Guest” is asked here: fill it in, then it is done");
        let faults = cast.invalid("tomas", "finish_step", step("record", said("Iris", "maybe")));
        assert_eq!(
            (faults[0].pointer.as_str(), faults[0].message.as_str()),
            ("/answers/1/answer", "“maybe” is none of yes and no")
        );
        cast.done("tomas", "finish_step", step("record", said("Iris", "no")));
        let run = run_of(&cast, "episode", "2026-12-01");
        assert!(run.steps[1].skipped && run.steps[1].done_at.is_some(), "without a sponsor there is nothing to read");
        let refusal = cast.refused("tomas", "finish_step", step("approve", json!([])));
        assert!(refusal.why.contains("is an approval, and Amara Lindqvist gives it"), "{}", refusal.why);
        // Sent back with a reason, the record is open again, and the round is counted.
        let back = json!({ "operation": "episode", "day": "2026-12-01", "step": "read-the-sponsor-s-text", "reason": "Iris is hardly heard" });
        cast.done("tomas", "send_back_step", back);
        let run = run_of(&cast, "episode", "2026-12-01");
        assert_eq!(
            (run.steps[0].done_at, run.steps[0].rounds, run.steps[0].sent_back.as_deref()),
            (None, 1, Some("Iris is hardly heard"))
        );
        cast.done("tomas", "finish_step", step("record", said("Iris", "no")));
        cast.done("amara-lindqvist", "finish_step", step("approve", json!([])));
        let done = cast.done("tomas", "finish_step", step("publish", json!([])));
        assert_eq!(done.summary, "Episode, Publish marked done; Clips started");
        let clips = operation(&cast, "clips");
        assert_eq!(clips.next[0].title.as_deref(), Some("Episode of 2026-12-01"));
        assert_eq!(clips.next.len(), 1);
    });
}

#[test]
fn a_finished_run_or_a_project_becomes_a_workflow() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        for step in ["draft", "pictures", "send"] {
            finish(&cast, "2026-11-26", step);
        }
        cast.done(
            "tomas",
            "keep_as_workflow",
            json!({ "name": "Letter as it was", "operation": "letter", "day": "2026-11-26" }),
        );
        let text = |cast: &Cast, key: &'static str| {
            cast.desk.view(&cast.actor("tomas"), move |view| shown::workflow(view, key, None, None)).unwrap().text
        };
        assert!(
            text(&cast, "letter-as-it-was").starts_with("1. Draft\n   effort: 2 h\n"),
            "{}",
            text(&cast, "letter-as-it-was")
        );
        cast.project("wheel", "priyanka");
        for (key, name) in [("film", "Film it"), ("cut", "Cut it")] {
            cast.done("tomas", "add_task", json!({ "project": "wheel", "key": key, "name": name, "effort": 3 }));
        }
        cast.done("tomas", "link_tasks", json!({ "task": "cut", "after": "film" }));
        let done = cast.done("tomas", "keep_as_workflow", json!({ "name": "A course", "project": "wheel" }));
        assert_eq!(done.summary, "A course is a workflow of 2 steps now");
        assert_eq!(text(&cast, "a-course"), "1. Film it\n   effort: 3 h\n\n2. Cut it\n   effort: 3 h\n");
    });
}

#[test]
fn every_workflow_of_the_library_can_be_taken_and_tells_which_skills_are_missing() {
    on_both(|url| {
        let cast = Cast::of(url);
        for one in library::all() {
            let done = cast.done("tomas", "take_workflow", json!({ "workflow": one.key }));
            assert!(done.summary.contains("is an operation now"), "{}", done.summary);
        }
        let input = json!({ "workflow": "newsletter", "name": "All by herself", "everything_by": "amara-lindqvist", "key": "alone" });
        assert!(!cast.done("tomas", "take_workflow", input).summary.contains("Nobody here"));
        let troubles = calendar(&cast, "2026-11-24", 5).troubles;
        assert!(troubles.iter().all(|trouble| trouble.operation != "alone"), "{troubles:?}");
        assert!(!troubles.is_empty(), "what nobody can do is raised");
    });
}

#[test]
fn what_cannot_be_is_said_in_a_sentence_and_changes_nothing() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        let create =
            |how_often: &str, starts: Option<&str>| json!({ "name": "Odd", "how_often": how_often, "starts": starts });
        for (how_often, starts, said) in [
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", None, "no day is like that: it would never happen"),
            ("FREQ=MINUTELY", None, "an operation has at most one occurrence a day: FREQ is HOURLY or longer"),
            (
                "every Friday until 2026-11-30",
                Some("2026-12-15"),
                "it would end on 2026-11-30, before it begins on 2026-12-15",
            ),
            ("whenever", None, "“whenever” is not understood"),
        ] {
            let before = cast.latest_event();
            let faults = cast.invalid("tomas", "create_operation", create(how_often, starts));
            assert!(faults[0].message.starts_with(said), "{how_often}: {}", faults[0].message);
            assert_eq!(faults[0].pointer, "/how_often");
            assert_eq!(cast.latest_event(), before);
        }
        for (text, said) in [
            ("1. Draft\n   after: 1\n", "line 2: step 1 waits for itself"),
            ("1. Draft\n2. Send\n   only if: Channel is web\n", "line 3: no step before it asks for “Channel”"),
            ("1. Draft\n   who: Nobody\n", "“Draft”: nobody here is called “Nobody”"),
            (
                "1. Draft\n   who: Priyanka\n",
                "“Draft”: Priyanka Doyle is engaged to manage, and this is implementation (R3)",
            ),
            ("1. Draft\n   then start: letter\n", "“Draft”: Kiln Letter cannot start itself"),
        ] {
            let faults = cast.invalid("tomas", "change_workflow", json!({ "operation": "letter", "text": text }));
            assert_eq!(faults[0].message, said);
        }
        assert_eq!(operation(&cast, "letter").workflow_version, 1);
    });
}
