//! The page of guesses, as somebody without script has it: every key is a button of a form.

use axum::http::StatusCode;
use serde_json::json;

use super::site::{Page, Site};

/// A draft of so many cards in two lists, of whose efforts nothing is known.
fn with_board(cards: u32) -> Site {
    let site = Site::harbour_clay(false);
    let card = |n: u32| json!({ "id": format!("c{n}"), "name": format!("Fire <kiln> {n}"), "idList": if n.is_multiple_of(2) { "a" } else { "b" }, "closed": false, "pos": n });
    let mut all: Vec<_> = (1..=cards).map(card).collect();
    all.push(json!({ "id": "w", "name": "Weekly newsletter", "idList": "a", "closed": false, "pos": 999_999 }));
    let board = json!({ "id": "b", "name": "Shop", "cards": all,
        "lists": [{ "id": "a", "name": "To do", "closed": false, "pos": 1 }, { "id": "b", "name": "Later <3", "closed": false, "pos": 2 }] });
    site.command("import_board", json!({ "kind": "trello", "content": board.to_string() }));
    site
}

const PAGE: &str = "/guesses?project=shop";

#[track_caller]
fn done(page: &Page) {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
}

#[test]
fn the_page_says_how_much_is_guessed_and_has_a_button_for_each_key() {
    let site = with_board(4);
    let amara = site.visitor("amara");
    let page = site.get(&amara, PAGE);
    page.says("5 of 5 cards of Shop guessed, no chance yet")
        .says("Fire <kiln> 2")
        .says("Later <3")
        .says("an hour is a guess");
    assert_eq!(page.all("#cards li").len(), 5);
    assert_eq!(page.all("#cards li:first-child .sizes button"), ["30 min", "1 h", "2 h", "half a day", "a day"]);
    let said = [("task", "fire-kiln-2"), ("effort", "2")];
    done(&site.post(&amara, "change_task", PAGE, &said));
    site.get(&amara, PAGE).says("4 of 5 cards of Shop guessed");
    let wrong = [("_form", "change_task:guess-fire-kiln-4"), ("task", "fire-kiln-4"), ("effort", "<b>soon</b>")];
    let page = site.post(&amara, "change_task", PAGE, &wrong);
    assert_eq!(page.attribute("#cards input.inp", "aria-invalid").as_deref(), Some("true"));
    page.says("hours are expected here");
}

#[test]
fn r12_a_default_stays_marked_on_every_page_until_it_is_confirmed() {
    let site = with_board(4);
    let amara = site.visitor("amara");
    done(&site.post(&amara, "guess_efforts", PAGE, &[("project", "shop"), ("list", "To do"), ("effort", "1 / 2 / 6")]));
    site.get(&amara, PAGE).says("5 of 5 cards of Shop guessed").says("guess: 1 h to 6 h, most likely 2 h");
    site.get(&amara, "/drafts/shop").says("2 h (guess)").says("not said");
    let end = [("draft", "shop"), ("outcome", "Open"), ("end", "2027-01-15"), ("manager", "amara")];
    done(&site.post(&amara, "open_draft", PAGE, &end));
    let task = site.get(&amara, "/tasks/fire-kiln-2");
    task.says("1 / 2 / 6 h (guess)").says("The guess is right").says("Left empty it stays a guess");
    // Somebody who changes its notes says nothing of its effort.
    let notes = [("task", "fire-kiln-2"), ("notes", "Cone 6"), ("effort", ""), ("_keep", "effort")];
    done(&site.post(&amara, "change_task", "/tasks/fire-kiln-2", &notes));
    site.get(&amara, "/tasks/fire-kiln-2").says("1 / 2 / 6 h (guess)");
    done(&site.post(&amara, "confirm_efforts", PAGE, &[("project", "shop"), ("list", "To do")]));
    site.get(&amara, PAGE).says("2 of 5 cards of Shop guessed");
    let nothing = site.post(
        &amara,
        "confirm_efforts",
        PAGE,
        &[("_form", "confirm_efforts:list-To_20do"), ("project", "shop"), ("label", "Ink")],
    );
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn offers_are_taken_or_not_by_one_button_each() {
    let site = with_board(6);
    let amara = site.visitor("amara");
    let page = site.get(&amara, PAGE);
    page.says("Weekly newsletter")
        .says("Its name says so")
        .says("every Tuesday")
        .says("To do: these four cards one after another");
    let offer = [
        ("project", "shop"),
        ("tasks", "weekly-newsletter"),
        ("rrule", "FREQ=WEEKLY"),
        ("starts", "2026-11-26"),
        ("name", "Weekly newsletter"),
    ];
    done(&site.post(&amara, "make_recurring", PAGE, &offer));
    site.get(&amara, PAGE).says("To do: these three cards one after another").never_says("Weekly newsletter");
    let order = [("project", "shop"), ("tasks", "fire-kiln-2"), ("tasks", "fire-kiln-4"), ("tasks", "fire-kiln-6")];
    done(&site.post(&amara, "order_tasks", PAGE, &order));
    done(&site.post(
        &amara,
        "dismiss_offer",
        PAGE,
        &[("project", "shop"), ("offer", "order"), ("subject", "Later <3")],
    ));
    site.get(&amara, PAGE).never_says("one after another");
}

#[test]
fn the_end_of_the_page_makes_the_draft_a_project_and_then_says_its_chance() {
    let site = with_board(2);
    let amara = site.visitor("amara");
    for task in ["fire-kiln-1", "fire-kiln-2", "weekly-newsletter"] {
        done(&site.post(&amara, "change_task", PAGE, &[("task", task), ("effort", "1")]));
    }
    site.get(&amara, PAGE).says("Enough is known for a chance");
    let open = [
        ("_form", "open_draft:guesses"),
        ("draft", "shop"),
        ("outcome", "Open"),
        ("end", "2027-01-15"),
        ("manager", "amara"),
        ("_next", "/b/harbour-clay/guesses?project={key}#then"),
    ];
    let opened = site.post(&amara, "open_draft", PAGE, &open);
    done(&opened);
    assert_eq!(opened.location.as_deref(), Some("/b/harbour-clay/guesses?project=shop#then"));
    assert!(site.desk.planning.settle(std::time::Duration::from_secs(120)));
    let page = site.get(&amara, PAGE);
    page.says("The plan has a chance now").says("See the plan");
    assert_eq!(page.attribute("#then a.btn", "href").as_deref(), Some("/b/harbour-clay/projects/shop"));
}

#[test]
fn hours_of_everybody_without_any_are_one_table() {
    let site = Site::harbour_clay(false);
    let amara = site.visitor("amara");
    site.command("add_member", json!({ "name": "Wren Halloway", "role": "team_member" }));
    let page = site.get(&amara, "/guesses");
    page.says("Wren Halloway");
    let fields =
        [("_form", "set_team_hours:guesses"), ("hours.0.member", "wren-halloway"), ("hours.0.hours_per_week", "100")];
    let wrong = site.post(&amara, "set_team_hours", "/guesses", &fields);
    wrong.says("hours a week are 0 to 75");
    assert_eq!(wrong.attribute("#hours input.inp", "value").as_deref(), Some("100"));
    done(&site.post(
        &amara,
        "set_team_hours",
        "/guesses",
        &[("hours.0.member", "wren-halloway"), ("hours.0.hours_per_week", "12")],
    ));
    site.get(&amara, "/guesses").never_says("Wren Halloway");
}

#[test]
fn a_board_of_thousands_shows_what_somebody_can_say_before_the_page_is_asked_again() {
    let site = with_board(5_000);
    let amara = site.visitor("amara");
    let page = site.get(&amara, PAGE);
    page.says("5 001 of 5 001 cards of Shop guessed").says("4 941 more follow as these are said");
    assert_eq!(page.all("#cards li").len(), 60);
}

#[test]
fn r17_a_member_is_told_whom_to_ask_and_there_is_no_page_of_another_project() {
    let site = with_board(2);
    assert_eq!(site.get(&site.visitor("halima"), PAGE).status, StatusCode::FORBIDDEN);
    assert_eq!(site.get(&site.visitor("priyanka"), PAGE).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&site.visitor("amara"), "/guesses?project=nothing").status, StatusCode::NOT_FOUND);
}
