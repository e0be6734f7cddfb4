//! What can be read, and by whom.

use axum::body::Body;
use axum::http::header;
use serde_json::{Value, json};

use crate::world::{AMARA, HALIMA, HARBOUR, PRIYANKA, TOMAS, World, with_token};

fn keys(body: &Value) -> Vec<&str> {
    body["items"].as_array().unwrap().iter().filter_map(|item| item["key"].as_str()).collect()
}

#[tokio::test]
async fn the_owner_sees_all_projects_a_manager_hers_and_a_member_those_she_works_in() {
    let world = World::new();
    let projects = format!("{HARBOUR}/projects");
    let all = world.get(&world.token(AMARA), &projects).await.is(200).body;
    assert_eq!(keys(&all).len(), 7);
    let hers = world.get(&world.token(PRIYANKA), &projects).await.is(200).body;
    assert!(
        ["slow-wheel", "glaze-library", "brand-photographs"].iter().all(|key| keys(&hers).contains(key)),
        "{hers:#}"
    );
    world.get(&world.token(PRIYANKA), &format!("{HARBOUR}/plan")).await.is(200);
}

#[tokio::test]
async fn the_plan_of_a_manager_names_her_projects_and_that_of_a_member_her_own_work() {
    let world = World::new();
    let plan = world.get(&world.token(PRIYANKA), &format!("{HARBOUR}/plan")).await.is(200).body;
    assert_eq!(plan["format"], "righthand-plan/1");
    let mut projects: Vec<&str> =
        plan["projects"].as_array().unwrap().iter().filter_map(|project| project["key"].as_str()).collect();
    projects.sort_unstable();
    assert_eq!(projects, ["brand-photographs", "glaze-library", "slow-wheel"]);

    let plan = world.get(&world.token(HALIMA), &format!("{HARBOUR}/plan")).await.is(200).body;
    let tasks = plan["tasks"].as_array().unwrap();
    assert!(!tasks.is_empty() && tasks.iter().all(|task| task["person"] == "halima"), "{plan:#}");
    assert_eq!(plan["projects"], json!([]));
}

#[tokio::test]
async fn the_forecast_and_the_whole_plan_are_the_contracts() {
    let world = World::new();
    let amara = world.token(AMARA);
    let plan = world.get(&amara, &format!("{HARBOUR}/plan")).await.is(200).body;
    assert_eq!(plan["projects"].as_array().unwrap().len(), 7);
    let forecast = world.get(&amara, &format!("{HARBOUR}/forecast")).await.is(200).body;
    assert_eq!(forecast["format"], "righthand-forecast/1");
    assert_eq!(forecast["projects"].as_array().unwrap().len(), 7);
}

#[tokio::test]
async fn the_business_file_leaves_money_out_for_whoever_may_not_see_rates() {
    let world = World::new();
    let file = format!("{HARBOUR}/snapshot");
    let owner = world.get(&world.token(AMARA), &file).await.is(200).body;
    assert_eq!(owner["format"], "righthand/1");
    assert!(owner.to_string().contains("\"rate\""));
    let manager = world.get(&world.token(TOMAS), &file).await.is(200).body.to_string();
    for private in ["\"rate\"", "\"owner_hour_value\"", "\"reserve\"", "\"energy\"", "\"on_time_value\""] {
        assert!(!manager.contains(private), "{private}");
    }
    world.get(&world.token(HALIMA), &file).await.expect_problem(403, "role");
}

#[tokio::test]
async fn notes_of_time_off_are_for_the_person_and_those_who_run_the_business() {
    let world = World::new();
    let path = format!("{HARBOUR}/members/mateus");
    assert!(world.get(&world.token(TOMAS), &path).await.is(200).body.to_string().contains("A wedding in Porto"));
    assert!(!world.get(&world.token(PRIYANKA), &path).await.is(200).body.to_string().contains("A wedding in Porto"));
    world.get(&world.token(HALIMA), &path).await.expect_problem(403, "role");
    let mine = world.get(&world.token(HALIMA), &format!("{HARBOUR}/members/halima")).await.is(200).body;
    assert!(mine.to_string().contains("Travelling"));
}

#[tokio::test]
async fn a_list_is_read_in_pages_and_comes_together_again() {
    let world = World::new();
    let amara = world.token(AMARA);
    let whole = world.get(&amara, &format!("{HARBOUR}/members")).await.is(200).body;
    let (mut pieces, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let after = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let page = world.get(&amara, &format!("{HARBOUR}/members?limit=5{after}")).await.is(200).body;
        pieces.extend(page["items"].as_array().unwrap().clone());
        cursor = page["next"].as_str().map(ToOwned::to_owned);
        if cursor.is_none() {
            break;
        }
    }
    // The keys alone: the load of their weeks moves while the planner looks for a better plan.
    let pieces = Value::from_iter([("items", Value::from(pieces))]);
    assert_eq!(keys(&pieces), keys(&whole));
    for query in ["limit=0", "limit=many", "limit=501", "cursor=nobody"] {
        world.get(&amara, &format!("{HARBOUR}/members?{query}")).await.expect_problem(422, "invalid");
    }
}

#[tokio::test]
async fn the_history_is_read_from_the_latest_and_a_member_reads_their_own() {
    let world = World::new();
    let (amara, halima) = (world.token(AMARA), world.token(HALIMA));
    for n in 0..60 {
        world
            .send(&amara, "POST", &format!("{HARBOUR}/tasks/press-kit/comments"), json!({ "words": format!("{n}") }))
            .await
            .is(201);
    }
    let first = world.get(&amara, &format!("{HARBOUR}/history")).await.is(200).body;
    assert_eq!(first["items"].as_array().unwrap().len(), 50);
    let second =
        world.get(&amara, &format!("{HARBOUR}/history?cursor={}", first["next"].as_str().unwrap())).await.is(200).body;
    assert!(second["items"][0]["event"].as_i64() < first["items"][49]["event"].as_i64());
    assert_eq!(world.get(&halima, &format!("{HARBOUR}/history")).await.is(200).body["items"], json!([]));
    world.get(&amara, &format!("{HARBOUR}/history?cursor=x")).await.expect_problem(422, "invalid");
}

#[tokio::test]
async fn an_answer_that_is_still_the_same_is_not_sent_again() {
    let world = World::new();
    let amara = world.token(AMARA);
    // Not a plan, which moves while the planner looks for a better one.
    let path = HARBOUR;
    let first = world.get(&amara, path).await.is(200);
    let tag = first.headers[header::ETAG].clone();
    assert!(tag.to_str().unwrap().starts_with("W/"));
    let again =
        || with_token(&amara, "GET", path).header(header::IF_NONE_MATCH, tag.clone()).body(Body::empty()).unwrap();
    let same = world.request(again()).await.is(304);
    assert_eq!((same.body, &same.headers[header::ETAG]), (Value::Null, &tag));
    world.send(&amara, "PATCH", path, json!({ "name": "Harbour Clay School" })).await.is(200);
    world.request(again()).await.is(200);
}

#[tokio::test]
async fn a_task_comes_with_what_it_waits_for_and_its_plan() {
    let world = World::new();
    let task = world.get(&world.token(AMARA), &format!("{HARBOUR}/tasks/press-kit")).await.is(200).body;
    assert_eq!(task["project"], "brand-photographs");
    assert_eq!(task["after"][0]["task"], "choose-forty");
    assert!(task["start"].is_string() && task["why"].is_string(), "{task:#}");
}

#[tokio::test]
async fn contacts_appointments_and_outputs_are_read_as_far_as_they_are_ones_own() {
    let world = World::new();
    let (amara, halima) = (world.token(AMARA), world.token(HALIMA));
    let contacts = format!("{HARBOUR}/contacts");
    assert_eq!(keys(&world.get(&amara, &contacts).await.is(200).body).len(), 5);
    assert_eq!(keys(&world.get(&halima, &contacts).await.is(200).body), ["ines-carvalho"]);
    let one = world.get(&halima, &format!("{contacts}/ines-carvalho")).await.is(200).body;
    assert_eq!(one["waits"][0]["task"], "show-notes-2-3");
    world.get(&halima, &format!("{contacts}/orla-fenn")).await.expect_problem(404, "not-found");

    let appointments = format!("{HARBOUR}/appointments");
    let recording = world.get(&amara, &format!("{appointments}/recording-episode-4")).await.is(200).body;
    assert_eq!(recording["contacts"], json!(["sunniva-aas"]));
    assert_eq!(keys(&world.get(&halima, &appointments).await.is(200).body), Vec::<&str>::new());

    let outputs = world.get(&amara, &format!("{HARBOUR}/outputs?limit=1")).await.is(200).body;
    let id = outputs["items"][0]["id"].as_str().unwrap();
    let output = world.get(&amara, &format!("{HARBOUR}/outputs/{id}")).await.is(200).body;
    assert_eq!(output["task"], "trailer");
}

#[tokio::test]
async fn r17_terms_are_read_by_the_owner_and_by_oneself() {
    let world = World::new();
    let terms = format!("{HARBOUR}/members/halima/terms");
    for who in [AMARA, HALIMA] {
        let terms = world.get(&world.token(who), &terms).await.is(200).body;
        assert!(terms["hourly"].is_number() && terms["notice_days"] == 14, "{terms:#}");
    }
    world.get(&world.token(TOMAS), &terms).await.is(403);
}

#[tokio::test]
async fn what_a_supposition_does_and_which_date_can_be_promised_are_told() {
    let world = World::new();
    let amara = world.token(AMARA);
    let away = world.get(&amara, &format!("{HARBOUR}/what-if?away=halima&from=2026-11-25&to=2026-12-04")).await;
    let told =
        again(&world, &amara, away, &format!("{HARBOUR}/what-if?away=halima&from=2026-11-25&to=2026-12-04")).await;
    assert_eq!(told["projects"].as_array().unwrap().len(), 7);
    assert!(!told["tasks"].as_array().unwrap().is_empty(), "{told:#}");
    let line = format!("{HARBOUR}/promise-line?effort=6%20/%2010%20/%2018&people=yuki");
    let told = again(&world, &amara, world.get(&amara, &line).await, &line).await;
    let dates = told["dates"].as_array().unwrap();
    let sure = |date: &Value| date["on_time"].as_f64().unwrap() >= 0.8;
    assert!(dates.len() > 2 && dates.iter().any(sure), "{told:#}");
    world.get(&amara, &format!("{HARBOUR}/promise-line")).await.is(422);
    world.get(&world.token(HALIMA), &format!("{HARBOUR}/what-if?on=slow-wheel")).await.is(403);
    let risks = world.get(&amara, &format!("{HARBOUR}/projects/glaze-kits/risks")).await.is(200).body;
    assert_eq!(risks["items"][0]["chance_percent"], 20.0, "{risks:#}");
}

/// Asks again for as long as the answer is being worked out.
async fn again(world: &World, token: &str, mut answer: crate::world::Answer, path: &str) -> Value {
    while answer.status == 503 {
        answer = world.get(token, path).await;
    }
    answer.is(200).body
}

#[tokio::test]
async fn preferences_are_the_callers_own_in_whichever_business_the_token_is_for() {
    let world = World::new();
    let said = world.get(&world.token(HALIMA), "/api/v1/preferences").await.is(200).body;
    let usual = json!({ "locale": "en", "digest": "08:00", "quiet": { "from": "20:00", "until": "07:00" }, "immediate": ["moved"] });
    assert_eq!(said, usual);
}

#[tokio::test]
async fn r09_operations_runs_and_workflows_are_read_and_made_by_this_door_too() {
    let world = World::new();
    let (tomas, halima) = (world.token(TOMAS), world.token(HALIMA));
    let operations = format!("{HARBOUR}/operations");
    let all = world.get(&tomas, &operations).await.is(200).body;
    assert!(keys(&all).contains(&"kiln-letter"), "{all:#}");
    let made = json!({ "name": "Pay invoices", "how_often": "every Friday" });
    world.send(&tomas, "POST", &operations, made).await.is(201);
    let made = world.get(&tomas, &format!("{operations}/pay-invoices")).await.is(200).body;
    assert_eq!(
        (made["rrule"].as_str(), made["next"][0]["state"].as_str()),
        (Some("FREQ=WEEKLY;BYDAY=FR"), Some("planned"))
    );
    let first = made["next"][0]["day"].as_str().unwrap().to_owned();
    let onto = made["next"][1]["day"].as_str().unwrap().to_owned();
    let refused =
        world.send(&tomas, "PUT", &format!("{operations}/pay-invoices/runs/{first}/move"), json!({ "to": onto })).await;
    assert_eq!(refused.body["rule"], "R9", "{:#}", refused.body);
    let run = world.get(&tomas, &format!("{operations}/pay-invoices/runs/{first}")).await.is(200).body;
    assert_eq!(run["steps"][0]["name"], "Pay invoices");
    let calendar = world.get(&tomas, &format!("{HARBOUR}/runs?weeks=2&operation=pay-invoices")).await.is(200).body;
    assert!(!calendar["runs"].as_array().unwrap().is_empty(), "{calendar:#}");
    let workflow = json!({ "text": "1. Read\n   effort: 10 min\n2. Pay\n", "note": "Read first" });
    world.send(&tomas, "PUT", &format!("{operations}/pay-invoices/workflow"), workflow).await.is(200);
    let workflow = world.get(&tomas, &format!("{operations}/pay-invoices/workflow")).await.is(200).body;
    assert_eq!((workflow["number"].as_i64(), workflow["versions"][0]["note"].as_str()), (Some(2), Some("Read first")));
    let library = world.get(&tomas, &format!("{HARBOUR}/workflows")).await.is(200).body;
    assert_eq!(library["items"].as_array().unwrap().len(), 12);
    world.get(&halima, &format!("{operations}/pay-invoices")).await.is(404);
}

#[tokio::test]
async fn the_advice_is_the_contracts_and_for_the_owner_alone() {
    let world = World::new();
    let path = format!("{HARBOUR}/advice");
    for email in [TOMAS, PRIYANKA, HALIMA] {
        world.get(&world.token(email), &path).await.expect_problem(403, "role");
        world.get(&world.token(email), &format!("{HARBOUR}/duties")).await.expect_problem(403, "role");
    }
    let amara = world.token(AMARA);
    let duties = world.get(&amara, &format!("{HARBOUR}/duties")).await.is(200).body;
    assert!(keys(&duties).contains(&"pay-people"));
    // The plan comes first, then the answer: whoever is early is told to come back.
    for _ in 0..60 {
        let answer = world.get(&amara, &path).await;
        if answer.status == axum::http::StatusCode::OK {
            assert_eq!(answer.body["format"], "righthand-advice/1");
            assert_eq!(answer.body["scenarios"][0]["hire"], json!([]));
            return;
        }
    }
    panic!("the advice was never there");
}
