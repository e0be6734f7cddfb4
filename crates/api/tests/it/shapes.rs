//! Requests that are not as they should be, and what their answers look like.

use axum::body::Body;
use axum::http::header;
use serde_json::json;

use crate::world::{AMARA, HARBOUR, World, with_token};

#[tokio::test]
async fn what_is_made_is_answered_with_201_its_place_and_its_version() {
    let world = World::new();
    let amara = world.token(AMARA);
    let input = json!({ "name": "Winter market", "outcome": "Forty pots are sold", "end": "2026-12-19", "key": "winter/market" });
    let answer = world.send(&amara, "POST", &format!("{HARBOUR}/projects"), input).await.is(201);
    assert_eq!(answer.headers[header::ETAG], "\"1\"");
    assert_eq!(answer.headers[header::LOCATION], format!("{HARBOUR}/projects/winter%2Fmarket"));
    assert_eq!(answer.body["summary"], "Winter market opened");
    assert!(answer.body["event"].as_i64().unwrap() > 0);

    let place = answer.headers[header::LOCATION].to_str().unwrap();
    assert_eq!(world.get(&amara, place).await.is(200).body["outcome"], "Forty pots are sold");
}

#[tokio::test]
async fn faults_of_the_input_are_listed_with_their_places() {
    let world = World::new();
    let amara = world.token(AMARA);
    let path = format!("{HARBOUR}/projects/slow-wheel/tasks");
    for (input, pointer) in [
        (json!({}), "/name"),
        (json!({ "name": "Cut", "effort": "soon" }), "/effort"),
        (json!({ "name": "Cut", "effort": -1 }), "/effort"),
        (json!({ "name": "Cut", "effort": 1e9 }), "/effort"),
        (json!({ "name": "Cut", "effort": { "optimistic": 3, "most_likely": 2, "pessimistic": 4 } }), "/effort"),
        (json!({ "name": "Cut", "due": "2026-02-30" }), "/due"),
        (json!({ "name": "Cut", "colour": "red" }), "/colour"),
        (json!({ "name": "Cut", "project": "slow-wheel" }), "/project"),
        (json!({ "name": "Cut\u{0}" }), "/name"),
        (json!(["Cut"]), ""),
    ] {
        let answer = world.send(&amara, "POST", &path, input.clone()).await.expect_problem(422, "invalid");
        assert_eq!(answer.body["faults"][0]["pointer"], pointer, "{input}: {:#}", answer.body);
        assert!(answer.body["faults"][0]["message"].is_string());
    }
}

#[tokio::test]
async fn a_circle_is_refused_with_the_tasks_in_order_around_it_and_absurd_lags_and_weights_with_their_place() {
    let world = World::new();
    let amara = world.token(AMARA);
    let tasks = format!("{HARBOUR}/projects/slow-wheel/tasks");
    for key in ["dig", "wedge", "throw"] {
        world.send(&amara, "POST", &tasks, json!({ "name": key, "key": key, "effort": 1 })).await.is(201);
    }
    let link = |task: &str, after: &str, lag: f64| {
        (format!("{HARBOUR}/tasks/{task}/dependencies/{after}"), json!({ "lag_hours": lag }))
    };
    for (task, after) in [("wedge", "dig"), ("throw", "wedge")] {
        let (path, input) = link(task, after, 0.0);
        world.send(&amara, "PUT", &path, input).await.is(200);
    }
    let (path, input) = link("dig", "throw", 0.0);
    let answer = world.send(&amara, "PUT", &path, input).await.expect_problem(422, "invalid");
    let told = answer.body["faults"][0]["message"].as_str().unwrap();
    assert_eq!(told, "that would close a circle: dig waits for throw, which waits for wedge, which waits for dig");
    let (path, input) = link("throw", "dig", 1e300);
    let answer = world.send(&amara, "PUT", &path, input).await.expect_problem(422, "invalid");
    assert_eq!(answer.body["faults"][0]["pointer"], "/lag_hours");
    let project = format!("{HARBOUR}/projects/slow-wheel");
    for weight in [0.0, -1.0, 1e30] {
        let answer =
            world.send(&amara, "PATCH", &project, json!({ "weight": weight })).await.expect_problem(422, "invalid");
        assert_eq!(answer.body["faults"][0]["pointer"], "/weight", "{weight}");
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_is_malformed_and_one_of_another_type_is_not_read() {
    let world = World::new();
    let amara = world.token(AMARA);
    let path = format!("{HARBOUR}/projects/slow-wheel/tasks");
    let send = |kind: &str, body: &'static str| {
        with_token(&amara, "POST", &path).header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap()
    };
    world.request(send("application/json", "{\"name\":")).await.expect_problem(400, "malformed");
    world.request(send("application/json", "\u{feff}{}")).await.expect_problem(400, "malformed");
    world.request(send("text/plain", "{\"name\":\"Cut\"}")).await.expect_problem(415, "unsupported-media-type");
    world
        .request(send("application/x-www-form-urlencoded", "name=Cut"))
        .await
        .expect_problem(415, "unsupported-media-type");
    world.request(send("application/json; charset=utf-8", "{\"name\":\"Cut\"}")).await.is(201);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read_to_its_end() {
    let world = World::new();
    let amara = world.token(AMARA);
    let words = "a".repeat(300 * 1024);
    world
        .send(&amara, "POST", &format!("{HARBOUR}/tasks/press-kit/comments"), json!({ "words": words }))
        .await
        .expect_problem(413, "too-large");
}

#[tokio::test]
async fn deep_nesting_ends_as_a_problem_and_not_the_process() {
    let world = World::new();
    let amara = world.token(AMARA);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let request =
        with_token(&amara, "POST", &format!("{HARBOUR}/projects")).header(header::CONTENT_TYPE, "application/json");
    world.request(request.body(Body::from(deep)).unwrap()).await.expect_problem(400, "malformed");
}

#[tokio::test]
async fn another_method_is_told_which_there_are_and_an_unknown_address_is_a_problem_too() {
    let world = World::new();
    let amara = world.token(AMARA);
    let answer = world
        .send(&amara, "DELETE", &format!("{HARBOUR}/projects"), json!({}))
        .await
        .expect_problem(405, "method-not-allowed");
    let allow = answer.headers[header::ALLOW].to_str().unwrap();
    assert!(allow.contains("GET") && allow.contains("POST"), "{allow}");
    world.get(&amara, &format!("{HARBOUR}/nowhere")).await.expect_problem(404, "not-found");
    world.get(&amara, "/api/v1/nowhere").await.expect_problem(404, "not-found");
}

#[tokio::test]
async fn a_thing_that_is_not_there_is_named() {
    let world = World::new();
    let amara = world.token(AMARA);
    for path in ["projects/nowhere", "tasks/nowhere", "members/nobody", "projects/%00", "tasks/%F0%9F"] {
        world.get(&amara, &format!("{HARBOUR}/{path}")).await.expect_problem(404, "not-found");
    }
    world
        .send(&amara, "PUT", &format!("{HARBOUR}/tasks/nowhere/completion"), json!({}))
        .await
        .expect_problem(404, "not-found");
}

#[tokio::test]
async fn a_repeated_request_with_the_same_key_changes_nothing_and_is_answered_as_before() {
    let world = World::new();
    let amara = world.token(AMARA);
    let path = format!("{HARBOUR}/projects/slow-wheel/tasks");
    let key = [("idempotency-key", "8e03978e-40d5-43dd-bc93-6894a57f9324")];
    let first = world.send_with(&amara, "POST", &path, json!({ "name": "Cut" }), &key).await.is(201);
    let second = world.send_with(&amara, "POST", &path, json!({ "name": "Cut" }), &key).await.is(201);
    assert_eq!(first.body, second.body);
    world.send_with(&amara, "POST", &path, json!({ "name": "Another" }), &key).await.expect_problem(422, "invalid");
    let third = world.send(&amara, "POST", &path, json!({ "name": "Cut" })).await.is(201);
    assert_ne!(first.body["key"], third.body["key"]);
}
