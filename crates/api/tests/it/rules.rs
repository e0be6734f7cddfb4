//! The rules of the house once more at this door, by number.

use serde_json::json;

use crate::world::{AMARA, HALIMA, HARBOUR, NORTHLIGHT, PRIYANKA, TOMAS, World};

#[tokio::test]
async fn r01_a_project_without_end_is_refused_and_offered_as_an_operation_or_a_duty() {
    let world = World::new();
    let amara = world.token(AMARA);
    let input = json!({ "name": "Kiln Letter", "outcome": "A letter each week" });
    let answer = world.send(&amara, "POST", &format!("{HARBOUR}/projects"), input).await.expect_problem(422, "rule");
    assert_eq!(answer.body["rule"], "R1");
    let ways = answer.body["instead"].as_array().unwrap();
    let hrefs: Vec<&str> = ways.iter().filter_map(|way| way["href"].as_str()).collect();
    assert_eq!(hrefs, [format!("{HARBOUR}/operations"), format!("{HARBOUR}/duties")]);
    assert!(
        ways.iter()
            .all(|way| way["method"] == "POST" && way["label"].is_string() && way["input"]["name"] == "Kiln Letter")
    );
}

#[tokio::test]
async fn r02_a_fourth_project_is_refused_naming_the_three_and_a_way_out_can_be_sent_as_it_is() {
    let world = World::new();
    let tomas = world.token(TOMAS);
    let answer = world
        .send(
            &tomas,
            "PUT",
            &format!("{HARBOUR}/projects/winter-open-studio/manager"),
            json!({ "manager": "priyanka" }),
        )
        .await
        .expect_problem(422, "rule");
    assert_eq!(answer.body["rule"], "R2");
    let why = answer.body["detail"].as_str().unwrap();
    assert!(["The Slow Wheel", "Glaze Library", "Brand photographs"].iter().all(|name| why.contains(name)), "{why}");

    let ways = answer.body["instead"].as_array().unwrap();
    let give = ways.iter().find(|way| way["command"] == "assign_manager").unwrap();
    let (method, href) = (give["method"].as_str().unwrap(), give["href"].as_str().unwrap());
    world.send(&tomas, method, href, give["input"].clone()).await.is(200);
}

#[tokio::test]
async fn r03_implementation_for_a_project_manager_is_refused_naming_who_could() {
    let world = World::new();
    let tomas = world.token(TOMAS);
    let added = json!({ "name": "Cut the trailer", "kind": "implementation", "effort": "2 h" });
    let task =
        world.send(&tomas, "POST", &format!("{HARBOUR}/projects/slow-wheel/tasks"), added).await.is(201).body["key"]
            .clone();
    let path = format!("{HARBOUR}/tasks/{}/assignees", task.as_str().unwrap());
    let answer =
        world.send(&tomas, "PUT", &path, json!({ "assignees": ["priyanka"] })).await.expect_problem(422, "rule");
    assert_eq!(answer.body["rule"], "R3");
    assert!(
        answer.body["instead"].as_array().unwrap().iter().any(|way| way["command"] == "assign_task"),
        "{:#}",
        answer.body
    );
}

#[tokio::test]
async fn r05_a_fixed_term_for_the_online_business_manager_is_refused() {
    let world = World::new();
    let input = json!({ "kind": "fixed_term", "end": "2027-01-31" });
    let path = format!("{HARBOUR}/members/tomas/engagement");
    let answer = world.send(&world.token(AMARA), "PUT", &path, input).await.expect_problem(422, "rule");
    assert_eq!(answer.body["rule"], "R5");
}

#[tokio::test]
async fn r14_a_change_is_in_the_history_and_is_taken_back_by_whoever_made_it_and_nobody_else() {
    let world = World::new();
    let (tomas, amara) = (world.token(TOMAS), world.token(AMARA));
    let input = json!({ "name": "Draw the map", "effort": 3 });
    let event =
        world.send(&tomas, "POST", &format!("{HARBOUR}/projects/slow-wheel/tasks"), input).await.is(201).body["event"]
            .clone();

    let undo = format!("{HARBOUR}/undo");
    let answer = world.send(&amara, "POST", &undo, json!({ "event": event })).await.expect_problem(422, "rule");
    assert_eq!(answer.body["rule"], "R14");
    world.send(&tomas, "POST", &undo, json!({ "event": event })).await.is(201);

    let history = world.get(&amara, &format!("{HARBOUR}/history")).await.is(200);
    assert_eq!(history.body["items"][0]["undoes"], event);
    assert_eq!(history.body["items"][1]["undone"], true);
    assert_eq!(history.body["items"][1]["by"], "Tomás Achterberg");
    assert_eq!(history.body["items"][1]["door"], "api");
}

#[tokio::test]
async fn r15_a_token_opens_its_own_business_and_another_is_as_if_it_were_not_there() {
    let world = World::new();
    // Tomás works for both; his token for one of them opens that one.
    let tomas = world.token(TOMAS);
    world.get(&tomas, HARBOUR).await.is(200);
    let other = world.get(&tomas, NORTHLIGHT).await.expect_problem(404, "not-found").body;
    let none = world.get(&tomas, "/api/v1/businesses/northlight-nowhere").await.expect_problem(404, "not-found").body;
    let words = |body: &serde_json::Value| {
        body.to_string().replace("northlight-coaching", "X").replace("northlight-nowhere", "X")
    };
    assert_eq!(words(&other), words(&none));
    world
        .send(&tomas, "POST", &format!("{NORTHLIGHT}/areas"), json!({ "name": "Spying", "accountable": "tomas" }))
        .await
        .expect_problem(404, "not-found");

    // What is in the other business cannot be named from here.
    let halima = world.northlight_token(HALIMA);
    world.get(&halima, &format!("{NORTHLIGHT}/projects/slow-wheel")).await.expect_problem(404, "not-found");
    let businesses = world.get(&halima, "/api/v1/businesses").await.is(200).body;
    assert_eq!(businesses["items"].as_array().unwrap().len(), 1);
    assert_eq!(businesses["items"][0]["key"], "northlight-coaching");
}

#[tokio::test]
async fn r15_somebody_whose_engagement_has_ended_is_let_in_no_more() {
    let world = World::new();
    let (amara, priyanka) = (world.token(AMARA), world.token(PRIYANKA));
    world.get(&priyanka, &format!("{HARBOUR}/projects")).await.is(200);
    let input = json!({ "kind": "fixed_term", "start": "2026-10-01", "end": "2026-11-20" });
    world.send(&amara, "PUT", &format!("{HARBOUR}/members/priyanka/engagement"), input).await.is(200);
    world.get(&priyanka, &format!("{HARBOUR}/projects")).await.expect_problem(403, "role");
    let comment = json!({ "words": "One more thing" });
    world
        .send(&priyanka, "POST", &format!("{HARBOUR}/tasks/press-kit/comments"), comment)
        .await
        .expect_problem(403, "role");
}

#[tokio::test]
async fn r16_an_area_is_not_made_without_somebody_accountable() {
    let world = World::new();
    let amara = world.token(AMARA);
    let answer = world
        .send(&amara, "POST", &format!("{HARBOUR}/areas"), json!({ "name": "Wholesale" }))
        .await
        .expect_problem(422, "rule");
    assert_eq!(answer.body["rule"], "R16");
}
