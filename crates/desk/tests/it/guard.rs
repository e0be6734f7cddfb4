//! Regular work, guarded: a duty in one line, queues of material, runs that start others, and what is raised before its day.

use std::time::Duration;

use jiff::SignedDuration;
use jiff::civil::Date;
use righthand_desk::operations::Way;
use righthand_desk::operations::content::ready::{self, Content};
use righthand_desk::operations::dangers::{self, Danger};
use righthand_desk::operations::one;
use righthand_desk::operations::run::{self, RunView};
use righthand_desk::today;
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::Cast;

const PATIENCE: Duration = Duration::from_secs(60);

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn pass_days(cast: &Cast, days: i64) {
    cast.desk.clock.pass(SignedDuration::from_hours(24 * days));
    cast.desk.planning.wake(cast.business);
    assert!(cast.desk.planning.settle(PATIENCE));
}

fn run_of(cast: &Cast, key: &'static str, on: &str) -> RunView {
    let on = day(on);
    cast.desk.view(&cast.actor("tomas"), move |view| run::run(view, key, on)).unwrap()
}

fn content(cast: &Cast) -> Content {
    cast.desk.view(&cast.actor("tomas"), ready::content).unwrap()
}

/// What somebody is told of.
fn told(cast: &Cast, who: &str) -> Vec<Danger> {
    assert!(cast.desk.planning.settle(PATIENCE));
    cast.desk.view(&cast.actor(who), dangers::mine).unwrap().0
}

/// Titles of the runs that are made, in order.
fn titles(cast: &Cast, key: &'static str) -> Vec<Option<String>> {
    let shown = cast.desk.view(&cast.actor("tomas"), move |view| one::operation(view, key)).unwrap();
    shown.next.into_iter().map(|run| run.title).collect()
}

#[test]
fn a_duty_typed_in_one_line_is_an_operation_of_one_step() {
    on_both(|url| {
        let cast = Cast::of(url);
        let done = cast.done("tomas", "quick_operation", json!({ "line": "pay invoices every friday" }));
        assert_eq!(done.summary, "Pay invoices is an operation now, every Friday");
        let run = run_of(&cast, "pay-invoices", "2026-11-27");
        assert_eq!((run.steps.len(), run.steps[0].name.as_str()), (1, "Pay invoices"));
        assert_eq!(run.steps[0].people[0].key, "tomas");
        let input = json!({ "line": "every second Monday: check the kiln", "member": "yuki", "effort": "45 min" });
        cast.done("amara-lindqvist", "quick_operation", input);
        let kiln = cast.desk.view(&cast.actor("tomas"), |view| one::operation(view, "check-the-kiln")).unwrap();
        assert_eq!((kiln.how_often.as_str(), kiln.minutes), ("every second week on Monday", 45));
        let faults = cast.invalid("tomas", "quick_operation", json!({ "line": "call Anna on Monday" }));
        assert_eq!(faults[0].pointer, "/line");
        cast.refused("halima", "quick_operation", json!({ "line": "pay invoices every friday" }));
    });
}

/// The Kiln Letter: every Thursday, one step of Tomás’s; its letters wait in a queue.
fn letter(cast: &Cast) {
    let steps = json!([{ "name": "Write", "key": "write", "effort": 1, "kind": "management", "assignees": ["tomas"] }]);
    let input =
        json!({ "name": "Kiln Letter", "key": "letter", "how_often": "every Thursday", "draws": true, "steps": steps });
    cast.done("tomas", "create_operation", input);
}

#[test]
fn runs_are_about_what_lies_in_the_queue_in_its_order() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        let text = "Crackle glazes\nThrowing off the hump  https://example.org/hump\n\nA studio in winter\n";
        let done = cast.done("tomas", "add_material", json!({ "operation": "letter", "text": text }));
        assert_eq!(done.summary, "3 titles in the queue of Kiln Letter");
        let said = |titles: &[Option<String>]| {
            titles.iter().map(|title| title.clone().unwrap_or_default()).collect::<Vec<_>>()
        };
        assert_eq!(
            said(&titles(&cast, "letter")),
            ["Crackle glazes", "Throwing off the hump", "A studio in winter", "", ""]
        );
        let queue = &content(&cast).queues[0];
        assert_eq!((queue.weeks_ready, queue.dry_on), (Some(3), Some(day("2026-12-17"))));
        assert_eq!(queue.slots[1].material.as_ref().unwrap().url.as_deref(), Some("https://example.org/hump"));
        // The winter comes first; a run that falls away gives back what it was about.
        let winter = queue.slots[2].material.as_ref().unwrap().id.clone();
        cast.done(
            "tomas",
            "change_material",
            json!({ "material": winter, "position": 1, "title": "The studio in winter" }),
        );
        assert_eq!(
            said(&titles(&cast, "letter"))[..3],
            ["The studio in winter", "Crackle glazes", "Throwing off the hump"]
        );
        cast.done("tomas", "skip_run", json!({ "operation": "letter", "day": "2026-11-26" }));
        assert_eq!(said(&titles(&cast, "letter"))[0], "The studio in winter");
        // What has begun keeps what it is about.
        cast.done("tomas", "finish_step", json!({ "operation": "letter", "day": "2026-12-03", "step": "write" }));
        let hump = content(&cast).queues[0]
            .slots
            .iter()
            .find_map(|slot| slot.material.clone().filter(|one| one.url.is_some()))
            .unwrap();
        cast.done("tomas", "change_material", json!({ "material": hump.id, "position": 1 }));
        assert_eq!(run_of(&cast, "letter", "2026-12-03").title.as_deref(), Some("The studio in winter"));
        assert_eq!(said(&titles(&cast, "letter"))[..2], ["Throwing off the hump", "Crackle glazes"]);
        cast.done("tomas", "remove_material", json!({ "material": hump.id }));
        assert_eq!(said(&titles(&cast, "letter"))[..2], ["Crackle glazes", ""]);
        // A week later the next run takes the next title by itself.
        cast.done("tomas", "add_material", json!({ "operation": "letter", "text": "One\nTwo\nThree\nFour\nFive" }));
        pass_days(&cast, 7);
        assert_eq!(said(&titles(&cast, "letter")).last().map(String::as_str), Some("Three"));
        let lines = vec!["A title"; 600].join("\n");
        let faults = cast.invalid("tomas", "add_material", json!({ "operation": "letter", "text": lines }));
        assert_eq!(faults[0].message, "520 titles wait in one queue at most");
        let faults = cast.invalid("tomas", "add_material", json!({ "operation": "letter", "text": "Fine\n https://" }));
        assert!(faults[0].message.starts_with("line 2: "), "{}", faults[0].message);
        cast.refused("halima", "add_material", json!({ "operation": "letter", "text": "Mine" }));
    });
}

#[test]
fn r16_a_queue_that_runs_dry_is_raised_to_the_one_who_is_accountable_and_mended_by_a_title() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        cast.done("tomas", "add_material", json!({ "operation": "letter", "text": "One\nTwo\nThree" }));
        let raised = told(&cast, "tomas");
        assert_eq!(
            raised.iter().map(|one| (one.way, one.day)).collect::<Vec<_>>(),
            [(Way::Material, day("2026-12-17")), (Way::Material, day("2026-12-24")),]
        );
        assert!(raised[0].since.is_some(), "it is noted since when");
        assert_eq!(told(&cast, "amara-lindqvist"), [], "one person is told, not everybody");
        let needs = cast.desk.view(&cast.actor("tomas"), today::today).unwrap().needs;
        assert_eq!(needs[0].title, "Kiln Letter of Thursday, 17 December is about nothing yet");
        cast.done("tomas", "add_material", json!({ "operation": "letter", "text": "Four\nFive" }));
        assert_eq!(told(&cast, "tomas"), []);
        let noted = cast.desk.view(&cast.actor("tomas"), |view| dangers::raised(view, "letter")).unwrap();
        assert!(!noted.is_empty() && noted.iter().all(|one| one.mended_at.is_some()), "{noted:?}");
    });
}

#[test]
fn a_finished_step_starts_another_workflow_and_its_outputs_are_inputs_there() {
    on_both(|url| {
        let cast = Cast::of(url);
        letter(&cast);
        for key in ["clip", "blog"] {
            let steps = json!([{ "name": "Make it", "key": "make", "effort": 1, "skill": "editing" }]);
            cast.done("tomas", "create_operation", json!({ "name": key, "key": key, "steps": steps }));
        }
        let episode =
            json!({ "name": "Episode", "key": "episode", "how_often": "every Tuesday", "starts": "2026-12-01" });
        cast.done("tomas", "create_operation", episode);
        let text = "1. Cut\n   effort: 1 h\n\n2. Publish\n   effort: 10 min\n   ask: Address (file)\n   then start: clip\n   then start: blog\n   then start: Kiln Letter\n";
        cast.done("tomas", "change_workflow", json!({ "operation": "episode", "text": text }));
        let at = |step: &str| json!({ "operation": "episode", "day": "2026-12-01", "step": step });
        let mut cut = at("cut");
        cut["kind"] = json!("link");
        cut["body"] = json!("https://example.org/cut");
        cut["name"] = json!("The cut");
        cast.done("tomas", "hand_on_step", cut);
        cast.done("tomas", "finish_step", at("cut"));
        let mut publish = at("publish");
        publish["answers"] = json!([{ "field": "Address", "answer": "https://example.org/episode-1" }]);
        let done = cast.done("tomas", "finish_step", publish.clone());
        assert_eq!(
            done.summary,
            "Episode, Publish marked done; clip started, blog started and “Episode of 2026-12-01” waits in the queue of Kiln Letter"
        );
        let clip = cast.desk.view(&cast.actor("tomas"), |view| one::operation(view, "clip")).unwrap();
        let clip = run_of(&cast, "clip", &clip.next[0].day.to_string());
        assert_eq!(clip.title.as_deref(), Some("Episode of 2026-12-01"));
        assert_eq!(clip.steps[0].inputs[0].1.name, "The cut", "what was handed on there comes in here");
        assert_eq!(clip.brought.answers, [("Address".to_owned(), "https://example.org/episode-1".to_owned())]);
        assert_eq!(clip.brought.from.as_ref().unwrap().operation, "episode");
        assert_eq!(titles(&cast, "letter")[0].as_deref(), Some("Episode of 2026-12-01"), "the newsletter has its item");
        assert_eq!(run_of(&cast, "letter", "2026-11-26").brought.outputs.len(), 1);
        assert_eq!(run_of(&cast, "episode", "2026-12-01").brought.started.len(), 2);
        // Opened again and finished again, it starts nothing twice.
        cast.done("tomas", "reopen_step", at("publish"));
        assert_eq!(cast.done("tomas", "finish_step", publish).summary, "Episode, Publish marked done");
        // What the episode hands on later is there, too; and undone, all of it is gone.
        let mut later = at("publish");
        later["kind"] = json!("text");
        later["body"] = json!("Three sentences");
        cast.done("tomas", "hand_on_step", later);
        assert_eq!(run_of(&cast, "clip", &clip.day.to_string()).steps[0].inputs.len(), 2);
    });
}

#[test]
fn r09_whoever_falls_ill_or_leaves_has_their_steps_placed_anew_and_what_nobody_can_do_is_raised_with_what_mends_it() {
    on_both(|url| {
        let cast = Cast::of(url);
        let steps = json!([{ "name": "Draw", "key": "draw", "effort": 2, "assignees": ["yuki", "halima"] },
                           { "name": "Cover", "key": "cover", "effort": 2, "assignees": ["yuki"], "after": ["draw"] }]);
        let input = json!({ "name": "Comic", "key": "comic", "how_often": "every Thursday", "steps": steps });
        cast.done("tomas", "create_operation", input);
        assert_eq!(told(&cast, "tomas"), []);
        // Ill for a fortnight: what two can do goes to the other at once, what only she can do is raised with a way out.
        cast.done("yuki", "add_absence", json!({ "member": "yuki", "from": "2026-11-24", "to": "2026-12-11" }));
        let raised = told(&cast, "tomas");
        assert!(raised.iter().all(|one| matches!(one.way, Way::Late | Way::Unlikely)), "{raised:#?}");
        assert!(run_of(&cast, "comic", "2026-12-03").steps[0].people.iter().all(|who| who.key == "halima"));
        let give = raised[0].mend.iter().find(|mend| mend.command == "assign_step").unwrap();
        cast.done("tomas", &give.command.clone(), give.input.clone());
        let later = raised[1].mend.iter().find(|mend| mend.command == "move_run").unwrap();
        assert!(told(&cast, "tomas").iter().all(|one| one.day != raised[0].day), "it is mended");
        cast.done("tomas", &later.command.clone(), later.input.clone());
        let left = told(&cast, "tomas");
        assert!(left.iter().all(|one| one.day != raised[1].day), "and so is this one: {later:?} {left:#?}");
        // She leaves: what names only her has nobody from then on.
        cast.done(
            "amara-lindqvist",
            "engage_member",
            json!({ "member": "yuki", "kind": "fixed_term", "end": "2026-12-13" }),
        );
        let raised = told(&cast, "tomas");
        assert!(raised.iter().any(|one| one.day > day("2026-12-13") && one.way == Way::Nobody), "{raised:#?}");
    });
}

#[test]
fn r16_when_whoever_is_accountable_leaves_the_owner_is_told_before_the_first_run_without_anybody() {
    on_both(|url| {
        let cast = Cast::of(url);
        let input = json!({ "name": "Books", "key": "books", "how_often": "every Friday", "accountable": "halima",
                            "steps": [{ "name": "Do the books", "effort": 1, "kind": "management", "assignees": ["tomas"] }] });
        cast.done("tomas", "create_operation", input);
        assert_eq!(told(&cast, "amara-lindqvist"), []);
        cast.done(
            "amara-lindqvist",
            "engage_member",
            json!({ "member": "halima", "kind": "fixed_term", "end": "2026-12-05" }),
        );
        let raised = told(&cast, "amara-lindqvist");
        assert_eq!((raised.len(), raised[0].way, raised[0].day), (1, Way::Accountable, day("2026-12-11")));
        assert!(
            raised[0].says.starts_with("Halima, who is accountable, is not there any more then"),
            "{}",
            raised[0].says
        );
        let tomas = raised[0].mend.iter().find(|mend| mend.input["accountable"] == "tomas").unwrap();
        cast.done("amara-lindqvist", &tomas.command.clone(), tomas.input.clone());
        assert_eq!(told(&cast, "amara-lindqvist"), []);
        let guest = json!({ "operation": "books", "accountable": "nobody" });
        assert!(matches!(
            cast.send("amara-lindqvist", "change_operation", guest),
            righthand_desk::command::Outcome::NotFound(_)
        ));
    });
}

#[test]
fn what_is_said_of_a_step_reaches_whoever_answers_for_its_workflow() {
    on_both(|url| {
        let cast = Cast::of(url);
        let input = json!({ "name": "Comic", "key": "comic", "how_often": "every Thursday",
                            "steps": [{ "name": "Draw", "key": "draw", "effort": 2, "skill": "design" }] });
        cast.done("tomas", "create_operation", input);
        let words =
            json!({ "operation": "comic", "day": "2026-11-26", "step": "draw", "words": "Two hours are not enough" });
        cast.refused("halima", "comment_on_step", words.clone());
        let said = cast.done("yuki", "comment_on_step", words);
        let needs = |who: &str| cast.desk.view(&cast.actor(who), today::today).unwrap().needs;
        let need = needs("tomas").into_iter().find(|need| need.kind == today::NeedKind::Said).unwrap();
        assert_eq!(
            (need.title.as_str(), need.text.as_str()),
            ("Yuki Abara says of “Draw” in Comic", "Two hours are not enough")
        );
        assert!(needs("amara-lindqvist").iter().all(|need| need.kind != today::NeedKind::Said), "one person is told");
        assert_eq!(run_of(&cast, "comic", "2026-11-26").comments.len(), 1);
        cast.refused("yuki", "settle_step_comment", json!({ "comment": said.key.clone().unwrap() }));
        cast.done("tomas", &need.actions[0].command, need.actions[0].input.clone());
        assert!(needs("tomas").iter().all(|need| need.kind != today::NeedKind::Said));
        let empty = json!({ "operation": "comic", "day": "2026-11-26", "step": "draw", "words": "  " });
        assert_eq!(cast.invalid("yuki", "comment_on_step", empty)[0].pointer, "/words");
    });
}
