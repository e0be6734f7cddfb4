//! Questions and decisions on their pages: asked, owed, passed, answered, kept and offered; empty and in words.

use axum::http::StatusCode;
use serde_json::json;

use crate::visitors::Town;

fn town() -> Town {
    let town = Town::new();
    town.project("wheel", "priyanka");
    let task =
        json!({ "project": "wheel", "key": "edit-1", "name": "Edit episode 1", "effort": 4, "assignees": ["halima"] });
    town.done("priyanka", "add_task", task);
    town
}

#[tokio::test]
async fn r07_a_question_is_asked_on_a_task_and_stands_on_the_page_of_whoever_owes_it() {
    let town = town();
    let empty = town.get("halima", "/questions").await;
    empty.is_sound();
    empty.says("No question is open");
    let task = town.get("halima", "/tasks/edit-1").await;
    assert_eq!(task.attribute("#questions a.link", "href").unwrap(), "/b/harbour-clay/questions/new?task=edit-1");
    let form = town.get("halima", "/questions/new?task=edit-1").await;
    form.is_sound();
    let fields = [
        ("asks", "British or American?"),
        ("task", "edit-1"),
        ("stuck", "true"),
        ("details", "Both <mixed>"),
        ("needed_by", ""),
        ("_next", "/b/harbour-clay/questions/{key}"),
    ];
    let asked = town.post("halima", "/do/ask_question", &fields).await;
    assert_eq!(asked.location.as_deref(), Some("/b/harbour-clay/questions/british-or-american"));
    let page = town.get("priyanka", "/questions/british-or-american").await;
    page.is_sound();
    page.says("Halima is stuck: the plan waits for the answer.");
    page.says("Priyanka owes it");
    page.says("Both <mixed>");
    town.get("halima", "/tasks/edit-1").await.says("British or American?");
    town.get("yuki", "/questions/british-or-american").await.does_not_say("Both");
}

#[tokio::test]
async fn r07_the_owner_takes_it_over_before_answering_and_a_kept_answer_is_offered_while_typing() {
    let town = town();
    town.done("halima", "ask_question", json!({ "key": "q", "asks": "How are captions spelled?", "task": "edit-1" }));
    let page = town.get("amara", "/questions/q").await;
    page.says("Take it over to answer it yourself.");
    town.post("amara", "/do/pass_question", &[("question", "q"), ("to", "amara-lindqvist")]).await;
    let nothing =
        [("question", "q"), ("answer", " "), ("_form", "answer_question"), ("_back", "/b/harbour-clay/questions/q")];
    let fault = town.post("amara", "/do/answer_question", &nothing).await;
    assert_eq!(fault.status, StatusCode::UNPROCESSABLE_ENTITY);
    fault.says("an answer is needed; one sentence is enough");
    town.post("amara", "/do/answer_question", &[("question", "q"), ("answer", "British"), ("keep", "true")]).await;
    let offered = town.get("yuki", "/questions/similar?asks=spelling+of+a+caption").await;
    assert!(offered.text.contains("British") && offered.text.contains("That is it"), "{}", offered.text);
    let known = town.get("yuki", "/knowledge").await;
    known.is_sound();
    known.says("British");
    town.get("halima", "/questions").await.says("kept");
}

#[tokio::test]
async fn a_decision_is_asked_with_options_and_made_on_its_page() {
    let town = town();
    let form = town.get("priyanka", "/decisions/new").await;
    form.is_sound();
    let fields = [
        ("asks", "Which cover?"),
        ("options", "Blue\nClay"),
        ("by", "2026-11-25"),
        ("of", ""),
        ("project", "wheel"),
        ("_next", "/b/harbour-clay/decisions/{key}"),
    ];
    let asked = town.post("priyanka", "/do/ask_decision", &fields).await;
    assert_eq!(asked.location.as_deref(), Some("/b/harbour-clay/decisions/which-cover"));
    let page = town.get("amara", "/decisions/which-cover").await;
    page.is_sound();
    page.says("You decide by Wed 25 Nov, between two options.");
    let none = [("decision", "which-cover"), ("_form", "decide"), ("_back", "/b/harbour-clay/decisions/which-cover")];
    assert_eq!(town.post("amara", "/do/decide", &none).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    town.post("amara", "/do/decide", &[("decision", "which-cover"), ("option", "Clay"), ("why", "It glows")]).await;
    town.get("priyanka", "/decisions/which-cover").await.says("Amara Lindqvist chose “Clay”, today 11:20.");
    assert_eq!(town.get("yuki", "/decisions/which-cover").await.status, StatusCode::NOT_FOUND);
}
