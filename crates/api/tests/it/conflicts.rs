//! Two people change the same thing.

use serde_json::json;

use crate::world::{AMARA, HARBOUR, TOMAS, World};

#[tokio::test]
async fn a_change_of_an_older_version_is_a_conflict_with_both_texts() {
    let world = World::new();
    let (amara, tomas) = (world.token(AMARA), world.token(TOMAS));
    let path = format!("{HARBOUR}/tasks/press-kit");
    let seen = world.get(&amara, &path).await.is(200).body["version"].as_i64().unwrap();
    let now = world.send(&tomas, "PATCH", &path, json!({ "name": "Press kit and captions" })).await.is(200);
    assert_eq!(now.body["version"], seen + 1);

    let change = json!({ "name": "Press kit, bilingual", "version": seen });
    let answer = world.send(&amara, "PATCH", &path, change).await.expect_problem(409, "conflict");
    assert_eq!(answer.body["theirs"]["name"], "Press kit and captions");
    assert_eq!(answer.body["yours"]["name"], "Press kit, bilingual");
    assert_eq!(answer.body["version"], seen + 1);
    assert!(answer.body["theirs"].get("project_id").is_none(), "{:#}", answer.body);
}

#[tokio::test]
async fn the_version_may_come_in_if_match_and_then_the_precondition_failed() {
    let world = World::new();
    let amara = world.token(AMARA);
    let path = format!("{HARBOUR}/tasks/press-kit");
    let seen = world.get(&amara, &path).await.is(200).body["version"].as_i64().unwrap();
    let tag = format!("\"{seen}\"");
    let change = |name: &str| json!({ "name": name });
    world.send_with(&amara, "PATCH", &path, change("First"), &[("if-match", &tag)]).await.is(200);
    world
        .send_with(&amara, "PATCH", &path, change("Second"), &[("if-match", &tag)])
        .await
        .expect_problem(412, "changed");
    world.send_with(&amara, "PATCH", &path, change("Third"), &[("if-match", "*")]).await.is(200);
    world
        .send_with(&amara, "PATCH", &path, change("Fourth"), &[("if-match", "W/\"1\"")])
        .await
        .expect_problem(412, "changed");
    world
        .send_with(&amara, "PATCH", &path, change("Fourth"), &[("if-match", "3")])
        .await
        .expect_problem(400, "malformed");
    let differing = json!({ "name": "Fifth", "version": seen + 7 });
    world.send_with(&amara, "PATCH", &path, differing, &[("if-match", &tag)]).await.expect_problem(422, "invalid");
}
