//! The pages of hiring: who sees them, the table of duties, the answer and the brief.

use axum::http::StatusCode;
use serde_json::json;

use crate::visitors::{HOST, Town};

fn errands(town: &Town) {
    let line = |name: &str, hours: f64, hand_over: bool| {
        json!({ "name": name, "hours_per_week": hours, "energy": if hand_over { "drains" } else { "gives" },
                "owner_has_skill": true, "hand_over": hand_over })
    };
    let duties = json!({ "duties": [line("Sort the inbox", 6.0, true), line("Send bills", 3.0, true), line("Throw pots", 20.0, false)] });
    town.done("amara", "set_duties", duties);
    town.done("amara", "change_means", json!({ "owner_hour_value": 100, "budget_per_month": 2000 }));
}

#[tokio::test(flavor = "multi_thread")]
async fn r17_hiring_is_open_to_the_owner_and_closed_to_the_others() {
    let town = Town::new();
    for path in ["/hire", "/hire/duties", "/hire/brief", "/hire/candidates", "/hire/after", "/hire/roles"] {
        for who in ["tomas", "priyanka", "halima"] {
            assert_eq!(town.get(who, path).await.status, StatusCode::FORBIDDEN, "{who} at {path}");
        }
        let page = town.get("amara", path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        page.is_sound();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_duties_the_pages_say_what_is_missing() {
    let town = Town::new();
    town.get("amara", "/hire/duties").await.says("No duties yet");
    let page = town.get("amara", "/hire").await;
    page.says("Hire nobody yet");
    page.says("No duties are entered");
    town.get("amara", "/hire/brief").await.says("Nobody is to be hired yet");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_is_told_with_its_reasons_parts_assumptions_and_the_brief() {
    let town = Town::new();
    errands(&town);
    let page = town.get("amara", "/hire/answer").await;
    page.is_sound();
    for told in [
        "Ways to staff the coming quarter",
        "As today",
        "Why",
        "What would change the answer",
        "What it does not cover",
        "How sure",
        "What the net benefit is made of",
        "What is assumed",
    ] {
        page.says(told);
    }
    let changed = town.get("amara", "/hire/answer?virtual_assistant.hourly=40&virtual_assistant.supervision=1.5").await;
    changed.is_sound();
    changed.says("One number is changed");
    town.get("amara", "/hire/duties").await.says("Three duties in all");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_brief_is_read_by_its_link_without_rates_or_candidates_until_the_link_is_ended() {
    let town = Town::new();
    errands(&town);
    town.done(
        "amara",
        "open_role",
        json!({ "role": "virtual_assistant", "name": "Hands for errands", "key": "hands" }),
    );
    town.done("amara", "add_candidate", json!({ "opening": "hands", "name": "Shirin Valdez", "hourly": 28.5 }));
    town.done("amara", "share_brief", json!({ "opening": "hands" }));
    let page = town.get("amara", "/hire/candidates").await;
    page.is_sound();
    page.says("Shirin Valdez");
    let address = page.attribute("input[id='hands-link']", "value").unwrap();
    let path = address.split_once(HOST).unwrap().1.to_owned();
    let brief = town.visit(&path).await;
    assert_eq!(brief.status, StatusCode::OK);
    brief.is_sound();
    brief.says("Hands for errands");
    brief.says("Sort the inbox");
    brief.does_not_say("Shirin");
    brief.does_not_say("28.5");
    town.get("amara", "/hire/candidates?candidate=shirin-valdez").await.is_sound();
    assert_eq!(town.get("amara", "/hire/candidates?candidate=nobody").await.status, StatusCode::NOT_FOUND);
    let again = town.get("amara", "/hire/brief?opening=hands").await;
    again.is_sound();
    again.says("What we ask for");
    town.done("amara", "end_brief_link", json!({ "opening": "hands" }));
    assert_eq!(town.visit(&path).await.status, StatusCode::NOT_FOUND);
}
