//! A project whose efforts nobody has said: no chance, and the shortest way to one. Drafts come the same way.

use axum::http::StatusCode;
use serde_json::json;

use super::site::Site;

fn with_guesses() -> Site {
    let site = Site::harbour_clay(false);
    site.command(
        "open_project",
        json!({ "name": "Fair", "outcome": "A stand", "end": "2027-03-01", "manager": "amara" }),
    );
    for name in ["Book", "Print", "Pack"] {
        site.command("add_task", json!({ "project": "fair", "name": name, "assignees": ["yuki"] }));
    }
    site
}

#[test]
fn r12_no_chance_is_shown_while_more_than_a_quarter_is_guessed() {
    let site = with_guesses();
    let amara = site.visitor("amara");
    site.get(&amara, "/projects").says("no chance yet: 3 of 3 guessed");
    let page = site.get(&amara, "/projects/fair");
    page.says("no chance yet: 3 of 3 guessed").says("Efforts that are guessed").says("effort guessed").says("Guess");
    assert_eq!(page.all("#guesses li").len(), 3);
    assert!(page.html.contains("b-guess"), "guesses are drawn dashed");
    let forecast = site.get(&amara, "/projects/fair/forecast");
    forecast
        .says("No chance yet: 3 of 3 efforts are guessed.")
        .says("Say the efforts")
        .never_says("When it will be finished");
}

#[test]
fn an_effort_that_is_said_leaves_the_list_and_the_next_one_moves_up() {
    let site = with_guesses();
    let amara = site.visitor("amara");
    let form = [("_form", "change_task:effort-book"), ("task", "book"), ("effort", "2 / 4 / 10")];
    assert_eq!(site.post(&amara, "change_task", "/projects/fair", &form).status, StatusCode::SEE_OTHER);
    let page = site.get(&amara, "/projects/fair");
    assert_eq!(page.all("#guesses li").len(), 2);
    assert_eq!(page.attribute("#guesses input.inp", "aria-label").as_deref(), Some("Effort of Print, in hours"));
    let wrong = [("_form", "change_task:effort-print"), ("task", "print"), ("effort", "<i>soon</i>")];
    let page = site.post(&amara, "change_task", "/projects/fair", &wrong);
    assert_eq!(page.attribute("#guesses input.inp", "value").as_deref(), Some("<i>soon</i>"));
    assert_eq!(page.attribute("#guesses input.inp", "aria-invalid").as_deref(), Some("true"));
    page.says("hours are expected here");
}

#[test]
fn r01_a_draft_is_opened_only_with_an_end_and_an_outcome() {
    let site = Site::harbour_clay(false);
    let amara = site.visitor("amara");
    let board = json!({ "name": "Shop board", "lists": [{ "id": "l", "name": "To do", "closed": false, "pos": 1 }],
        "cards": [{ "id": "c", "name": "Count <the> jars", "idList": "l", "closed": false, "pos": 1 }] });
    site.command("import_board", json!({ "kind": "trello", "content": board.to_string() }));
    let projects = site.get(&amara, "/projects");
    projects.says("Boards that wait for an end and an outcome").says("Shop board").says("one task");
    let key = projects.attribute("a[href*='/drafts/']", "href").unwrap().rsplit('/').next().unwrap().to_owned();
    let page = format!("/drafts/{key}");
    site.get(&amara, &page).says("Count <the> jars").says("Make it a project").says("not said");
    let refused = site.post(
        &amara,
        "open_draft",
        &page,
        &[("_form", "open_draft:open"), ("draft", &key), ("outcome", "Counted")],
    );
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("R1").says("an end date");
    let form = [
        ("draft", key.as_str()),
        ("outcome", "Counted"),
        ("end", "2027-01-15"),
        ("manager", "amara"),
        ("_next", "/b/harbour-clay/projects/{key}"),
    ];
    let opened = site.post(&amara, "open_draft", &page, &form);
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
    assert_eq!(site.get(&amara, &page).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&site.visitor("priyanka"), &page).status, StatusCode::FORBIDDEN);
}
