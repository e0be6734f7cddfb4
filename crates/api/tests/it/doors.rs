//! Who gets in: tokens, scopes, roles.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::json;

use crate::world::{AMARA, HALIMA, HARBOUR, PRIYANKA, World};

#[tokio::test]
async fn without_a_token_there_is_a_challenge_and_nothing_else() {
    let world = World::new();
    for authorization in [None, Some("Bearer rh_0000"), Some("Bearer"), Some("Basic YW1hcmE6eA=="), Some("Bearer  ")] {
        let request = Request::builder().uri(format!("{HARBOUR}/projects"));
        let request =
            authorization.into_iter().fold(request, |request, value| request.header(header::AUTHORIZATION, value));
        let answer = world.request(request.body(Body::empty()).unwrap()).await.expect_problem(401, "unauthorized");
        assert!(answer.headers[header::WWW_AUTHENTICATE].to_str().unwrap().starts_with("Bearer"), "{authorization:?}");
    }
}

#[tokio::test]
async fn a_command_without_a_token_says_nothing_of_what_else_was_wrong() {
    let world = World::new();
    let request =
        Request::builder().method("POST").uri(format!("{HARBOUR}/projects")).body(Body::from("{not json")).unwrap();
    world.request(request).await.expect_problem(401, "unauthorized");
}

#[tokio::test]
async fn a_token_that_reads_does_not_write() {
    let world = World::new();
    let amara = world.reading_token(AMARA);
    world.get(&amara, &format!("{HARBOUR}/projects")).await.is(200);
    world
        .send(&amara, "POST", &format!("{HARBOUR}/tasks/press-kit/comments"), json!({ "words": "No" }))
        .await
        .expect_problem(403, "read-only-token");
}

#[tokio::test]
async fn a_role_that_may_not_is_told_whom_to_ask() {
    let world = World::new();
    let input = json!({ "name": "A launch", "outcome": "It is launched", "end": "2026-12-31" });
    let answer = world
        .send(&world.token(HALIMA), "POST", &format!("{HARBOUR}/projects"), input)
        .await
        .expect_problem(403, "role");
    let why = answer.body["detail"].as_str().unwrap();
    assert!(why.contains("Ask the owner"), "{why}");
    assert!(answer.body.get("rule").is_none());
}

#[tokio::test]
async fn a_project_manager_breaks_down_her_own_projects_only() {
    let world = World::new();
    let priyanka = world.token(PRIYANKA);
    let task = || json!({ "name": "Brief the designer", "kind": "management" });
    world.send(&priyanka, "POST", &format!("{HARBOUR}/projects/slow-wheel/tasks"), task()).await.is(201);
    world
        .send(&priyanka, "POST", &format!("{HARBOUR}/projects/winter-open-studio/tasks"), task())
        .await
        .expect_problem(403, "role");
}
