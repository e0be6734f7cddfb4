//! What the plan has to guess: a board without efforts, order or hours, and what becomes of its guesses.

use std::time::Duration;

use righthand_desk::guesses::page::{self, Guesses, Here};
use righthand_desk::projects::{glance, outline};
use righthand_desk::view::NotSeen;
use righthand_domain::recurrence::spot::Sign;
use righthand_domain::rules::r12_every_date_is_a_probability::Chance;
use righthand_domain::snapshot::Effort;
use righthand_testkit::on_both;
use serde_json::{Value, json};

use crate::cast::Cast;

/// Long enough for a forecast on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// Six cards in two lists, one of which recurs, as a Trello export has them.
fn board(cast: &Cast) -> String {
    let card = |id: &str, name: &str, list: &str, labels: &[&str], due: Option<&str>, pos: u32| json!({ "id": id, "name": name, "idList": list, "idLabels": labels, "due": due, "closed": false, "pos": pos });
    let board = json!({
        "id": "b", "name": "Podcast", "labels": [{ "id": "e", "name": "Editing" }],
        "lists": [{ "id": "todo", "name": "To do", "closed": false, "pos": 1 },
                  { "id": "cut", "name": "In the cut", "closed": false, "pos": 2 }],
        "cards": [
            card("1", "Find guests", "todo", &[], None, 1),
            card("2", "Write questions", "todo", &[], None, 2),
            card("3", "Record", "todo", &[], None, 3),
            card("4", "Cut the second half", "cut", &["e"], Some("2026-12-10T12:00:00Z"), 4),
            card("5", "Cut the first half", "cut", &["e"], Some("2026-12-03T12:00:00Z"), 5),
            card("6", "Weekly newsletter", "cut", &[], None, 6),
        ],
    });
    cast.done("amara-lindqvist", "import_board", json!({ "kind": "trello", "content": board.to_string() }));
    "podcast".to_owned()
}

fn guesses(cast: &Cast) -> Guesses {
    cast.desk.view(&cast.actor("amara-lindqvist"), |view| page::guesses(view, Some("podcast"))).unwrap()
}

fn here(cast: &Cast) -> Here {
    guesses(cast).here.unwrap()
}

fn open_it(cast: &Cast) {
    let input = json!({ "draft": "podcast", "outcome": "On air", "end": "2027-03-01", "manager": "priyanka" });
    cast.done("amara-lindqvist", "open_draft", input);
    assert!(cast.desk.planning.settle(PATIENCE));
}

fn chance(cast: &Cast) -> Chance {
    assert!(cast.desk.planning.settle(PATIENCE));
    cast.desk.view(&cast.actor("amara-lindqvist"), |view| glance::one(view, "podcast")).unwrap().1.chance
}

#[test]
fn r12_a_default_of_a_list_stays_a_guess_until_it_is_confirmed_and_then_there_is_a_chance() {
    on_both(|url| {
        let cast = Cast::of(url);
        board(&cast);
        let before = here(&cast);
        assert_eq!((before.open, before.guessed, before.unsaid), (6, 6, 6));
        let names: Vec<&str> = before.lists.iter().map(|group| group.name.as_str()).collect();
        assert_eq!(names, ["To do", "In the cut"]);
        assert_eq!(before.labels[0].name, "Editing");

        let guess = json!({ "project": "podcast", "list": "To do", "effort": "1 / 2 / 6" });
        let done = cast.done("amara-lindqvist", "guess_efforts", guess);
        assert_eq!(done.summary, "3 cards of the list “To do” guessed at 1 / 2 / 6 h, to be confirmed");
        cast.done("amara-lindqvist", "guess_efforts", json!({ "project": "podcast", "effort": 1 }));
        let after = here(&cast);
        assert_eq!((after.guessed, after.unsaid), (6, 0), "a default is still a guess");

        open_it(&cast);
        assert_eq!(chance(&cast), Chance::NotYet { guessed: 6, open: 6 });
        let rows = cast.desk.view(&cast.actor("priyanka"), |view| outline::outline(view, "podcast")).unwrap().rows;
        assert!(rows.iter().all(|row| row.guessed), "guesses stay marked on every page");

        let confirmed = cast.done("priyanka", "confirm_efforts", json!({ "project": "podcast" }));
        assert_eq!(confirmed.summary, "6 guesses confirmed");
        assert!(matches!(chance(&cast), Chance::OnTime(chance) if chance > 0.9));
        assert_eq!(guesses(&cast).here.unwrap().cards, []);
        cast.done("priyanka", "undo", json!({ "event": confirmed.event }));
        assert_eq!(here(&cast).guessed, 6, "one undo takes all of it back");
    });
}

#[test]
fn what_somebody_has_said_is_not_guessed_over_and_what_is_said_is_no_guess() {
    on_both(|url| {
        let cast = Cast::of(url);
        board(&cast);
        cast.done("amara-lindqvist", "change_task", json!({ "task": "record", "effort": 4 }));
        cast.done("amara-lindqvist", "guess_efforts", json!({ "project": "podcast", "effort": "1 / 2 / 6" }));
        let read = here(&cast);
        assert_eq!((read.guessed, read.cards.len()), (5, 5));
        let (optimistic, most_likely, pessimistic) = (1.0, 2.0, 6.0);
        assert_eq!(read.cards[0].effort, Some(Effort::Three { optimistic, most_likely, pessimistic }));
        // Said as it was guessed, it is said all the same.
        let said = cast.done("amara-lindqvist", "change_task", json!({ "task": "find-guests", "effort": "1 / 2 / 6" }));
        assert_eq!(here(&cast).guessed, 4);
        cast.done("amara-lindqvist", "undo", json!({ "event": said.event }));
        assert_eq!(here(&cast).guessed, 5);
        cast.done("amara-lindqvist", "confirm_efforts", json!({ "project": "podcast", "tasks": ["find-guests"] }));
        assert_eq!(here(&cast).guessed, 4);
        // Another change of a card leaves its guess a guess.
        cast.done("amara-lindqvist", "change_task", json!({ "task": "write-questions", "name": "Write 20 questions" }));
        assert_eq!(here(&cast).guessed, 4);
    });
}

#[test]
fn bad_input_is_answered_in_sentences() {
    on_both(|url| {
        let cast = Cast::of(url);
        board(&cast);
        let invalid = |command: &str, input: Value| cast.invalid("amara-lindqvist", command, input)[0].message.clone();
        for (command, input, says) in [
            ("guess_efforts", json!({ "project": "podcast", "list": "Done", "effort": 2 }), "has no list “Done”"),
            ("guess_efforts", json!({ "project": "podcast", "label": "Ink", "effort": 2 }), "nothing to guess here"),
            ("guess_efforts", json!({ "project": "podcast", "effort": "soon" }), "hours are expected here"),
            ("confirm_efforts", json!({ "project": "podcast" }), "no guess to confirm"),
            ("confirm_efforts", json!({ "project": "podcast", "tasks": ["bake"] }), "“bake” is not open work"),
            ("order_tasks", json!({ "project": "podcast", "tasks": ["record"] }), "an order is of 2 to 300 tasks"),
            ("order_tasks", json!({ "project": "podcast", "tasks": ["record", "record"] }), "the same work"),
            ("make_recurring", json!({ "project": "podcast", "tasks": [], "rrule": "FREQ=DAILY" }), "name the cards"),
            (
                "make_recurring",
                json!({ "project": "podcast", "tasks": ["record"], "rrule": "often" }),
                "recurrence rule",
            ),
            ("set_team_hours", json!({ "hours": [{ "member": "yuki", "hours_per_week": 200 }] }), "hours a week are 0"),
            ("set_team_hours", json!({ "hours": [{ "member": "yuki" }] }), "say the hours a week of somebody"),
        ] {
            let message = invalid(command, input.clone());
            assert!(message.contains(says), "{command} {input}: {message}");
        }
    });
}

#[test]
fn an_order_is_offered_by_list_or_by_dates_and_what_is_accepted_makes_dependencies() {
    on_both(|url| {
        let cast = Cast::of(url);
        board(&cast);
        let offers = here(&cast).orders;
        let keys = |at: usize| offers[at].cards.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>();
        assert_eq!((offers[0].list.as_str(), offers[0].by_dates), ("To do", false));
        assert_eq!(keys(0), ["find-guests", "write-questions", "record"]);
        assert_eq!((offers[1].list.as_str(), offers[1].by_dates), ("In the cut", true));
        assert_eq!(keys(1), ["cut-the-first-half", "cut-the-second-half", "weekly-newsletter"]);

        let accepted = cast.done("amara-lindqvist", "order_tasks", json!({ "project": "podcast", "tasks": keys(0) }));
        cast.done(
            "amara-lindqvist",
            "dismiss_offer",
            json!({ "project": "podcast", "offer": "order", "subject": "In the cut" }),
        );
        assert_eq!(here(&cast).orders, []);
        let circle = json!({ "project": "podcast", "tasks": ["record", "find-guests"] });
        let fault = &cast.invalid("amara-lindqvist", "order_tasks", circle)[0];
        assert!(fault.message.contains("would close a circle"), "{fault}");
        open_it(&cast);
        let rows = cast.desk.view(&cast.actor("priyanka"), |view| outline::outline(view, "podcast")).unwrap().links;
        assert_eq!(rows.len(), 2);
        cast.done("amara-lindqvist", "undo", json!({ "event": accepted.event }));
        assert_eq!(here(&cast).orders.len(), 1, "what was undone is offered again");
    });
}

#[test]
fn r01_a_card_that_recurs_becomes_an_operation_and_one_undo_brings_it_back() {
    on_both(|url| {
        let cast = Cast::of(url);
        board(&cast);
        let offer = here(&cast).recurring.remove(0);
        assert_eq!((offer.name.as_str(), offer.sign), ("Weekly newsletter", Sign::Name));
        assert_eq!(offer.how_often, "every Tuesday");
        let input = json!({ "project": "podcast", "tasks": offer.cards, "rrule": offer.rrule });
        let made = cast.done("amara-lindqvist", "make_recurring", input);
        assert_eq!(made.summary, "Weekly newsletter is an operation now, every Tuesday");
        assert_eq!(made.key.as_deref(), Some("weekly-newsletter"));
        let after = here(&cast);
        assert_eq!((after.open, after.recurring.len()), (5, 0));
        cast.done("amara-lindqvist", "undo", json!({ "event": made.event }));
        assert_eq!(here(&cast).open, 6);
        let stays = json!({ "project": "podcast", "offer": "recurring", "subject": "Weekly newsletter" });
        cast.done("amara-lindqvist", "dismiss_offer", stays);
        assert_eq!(here(&cast).recurring, []);
    });
}

#[test]
fn hours_of_many_are_said_in_one_step() {
    on_both(|url| {
        let cast = Cast::of(url);
        let unknown = || guesses_of_all(&cast).people.into_iter().map(|person| person.key).collect::<Vec<_>>();
        assert_eq!(unknown(), ["amara-lindqvist"]);
        cast.done("amara-lindqvist", "add_member", json!({ "name": "Mateus Fenwick", "role": "team_member" }));
        assert_eq!(unknown(), ["amara-lindqvist", "mateus-fenwick"]);
        let input = json!({ "hours": [{ "member": "amara-lindqvist", "hours_per_week": 12 },
                                      { "member": "mateus-fenwick", "hours_per_week": 7.5 },
                                      { "member": "yuki" }] });
        let set = cast.done("amara-lindqvist", "set_team_hours", input);
        assert_eq!(set.summary, "Hours of Amara Lindqvist and Mateus Fenwick set");
        assert_eq!(unknown(), Vec::<String>::new());
        cast.done("amara-lindqvist", "undo", json!({ "event": set.event }));
        assert_eq!(unknown().len(), 2);
        let refused =
            cast.refused("yuki", "set_team_hours", json!({ "hours": [{ "member": "halima", "hours_per_week": 1 }] }));
        assert!(refused.why.contains("somebody else"), "{}", refused.why);
    });
}

fn guesses_of_all(cast: &Cast) -> Guesses {
    cast.desk.view(&cast.actor("amara-lindqvist"), |view| page::guesses(view, None)).unwrap()
}

#[test]
fn r17_guesses_are_seen_by_whoever_manages_the_project() {
    on_both(|url| {
        let cast = Cast::of(url);
        board(&cast);
        let see = |who: &str| cast.desk.view(&cast.actor(who), |view| page::guesses(view, Some("podcast")));
        assert!(matches!(see("halima"), Err(NotSeen::Refused(_))));
        assert!(matches!(see("priyanka"), Err(NotSeen::NotFound(_))), "a draft is nobody's project yet");
        open_it(&cast);
        assert!(see("priyanka").unwrap().people.is_empty(), "hours are not hers to say");
        let refused = cast.refused("yuki", "guess_efforts", json!({ "project": "podcast", "effort": 2 }));
        assert!(refused.why.contains("not a project that you manage"), "{}", refused.why);
    });
}

#[test]
fn a_guess_leaves_the_business_as_an_effort_that_is_not_there() {
    on_both(|url| {
        let cast = Cast::of(url);
        board(&cast);
        cast.done("amara-lindqvist", "guess_efforts", json!({ "project": "podcast", "effort": "1 / 2 / 6" }));
        open_it(&cast);
        let snapshot = cast.desk.view(&cast.actor("amara-lindqvist"), |view| view.snapshot()).unwrap();
        assert!(snapshot.projects[0].tasks.iter().all(|task| task.guessed && task.effort.is_some()));
        let file = righthand_exchange::business_file::write(&snapshot);
        assert!(!file.to_string().contains("effort"), "a file that says it as known would make it so elsewhere");
    });
}

#[test]
fn r14_an_import_is_taken_back_with_all_that_its_owner_has_built_upon_it() {
    on_both(|url| {
        let cast = Cast::of(url);
        board(&cast);
        let import = cast.latest_event().unwrap().0;
        let amara = |command: &str, input: Value| cast.done("amara-lindqvist", command, input);
        amara("change_task", json!({ "task": "record", "effort": 4 }));
        amara("set_hours", json!({ "member": "yuki", "hours_per_week": 11 }));
        amara("guess_efforts", json!({ "project": "podcast", "effort": "1 / 2 / 6" }));
        amara("order_tasks", json!({ "project": "podcast", "tasks": ["find-guests", "record"] }));
        amara(
            "make_recurring",
            json!({ "project": "podcast", "tasks": ["weekly-newsletter"], "rrule": "FREQ=WEEKLY" }),
        );
        open_it(&cast);

        let refused = cast.refused("amara-lindqvist", "undo", json!({ "event": import }));
        assert_eq!(Cast::ways_out(&refused), [("Take back 5 later changes of yours too", "undo")]);
        let undone = amara("undo", refused.instead[0].input.clone());
        assert!(undone.summary.ends_with("with 5 later changes"), "{}", undone.summary);
        let there = guesses_of_all(&cast);
        assert_eq!((there.projects.len(), there.here), (0, None));
        // What has nothing to do with the board stays, and is the latest that can be taken back.
        assert_eq!(amara("undo", json!({})).summary, "Undone: Hours of Yuki Abara set");
        let again = cast.refused("amara-lindqvist", "undo", json!({ "event": import + 1 }));
        assert!(again.why.contains("undone already"), "{}", again.why);
        // Taken back in its turn, the undo brings all of it here again.
        amara("undo", json!({ "event": undone.event }));
        let back = here(&cast);
        assert_eq!((back.draft, back.open, back.guessed), (false, 5, 4));
    });
}

#[test]
fn r14_what_somebody_else_has_built_upon_an_import_is_not_taken_back_with_it() {
    on_both(|url| {
        let cast = Cast::of(url);
        board(&cast);
        let import = cast.latest_event().unwrap().0;
        cast.done("tomas", "change_task", json!({ "task": "record", "effort": 4 }));
        let refused = cast.refused("amara-lindqvist", "undo", json!({ "event": import, "with_later": true }));
        assert!(refused.why.contains("Tomás Achterberg has built upon it (“Record takes 4 h”)"), "{}", refused.why);
        assert_eq!(Cast::ways_out(&refused), []);
    });
}
