//! The advisor without an account: who may ask, what is said back, what is never kept.

use axum::http::StatusCode;

use crate::visitors::Town;

const ERRANDS: [(&str, &str); 12] = [
    ("business", "Harbour <Clay>"),
    ("duties.0.name", "Sort the inbox"),
    ("duties.0.hours_per_week", "6,5"),
    ("duties.0.energy", "drains"),
    ("duties.0.owner_has_skill", "true"),
    ("duties.0.hand_over", "true"),
    ("duties.1.name", "Throw pots"),
    ("duties.1.hours_per_week", "20"),
    ("duties.1.energy", "gives"),
    ("duties.1.hand_over", "false"),
    ("owner_hour_value", "100"),
    ("budget_per_month", "2 000"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_without_an_account_gets_from_the_interview_to_a_brief_and_nothing_is_kept() {
    let town = Town::new();
    let before = town.events();
    let empty = town.visit("/advisor").await;
    empty.is_sound();
    empty.says("Where your week goes");
    let answer = town.ask("/advisor/answer", &ERRANDS).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.is_sound();
    answer.says("virtual assistant");
    answer.says("What would change the answer");
    assert_eq!(answer.attribute("input[name='duties.0.name']", "value").as_deref(), Some("Sort the inbox"));
    let brief = town.ask("/advisor/brief", &ERRANDS).await;
    brief.is_sound();
    brief.says("Harbour <Clay>");
    brief.says("First results");
    brief.does_not_say("drains");
    let roles = town.ask("/advisor/roles", &ERRANDS).await;
    roles.is_sound();
    roles.says("A week of an online business manager");
    town.visit("/advisor/roles").await.is_sound();
    assert_eq!(town.visit("/advisor/answer").await.location.as_deref(), Some("/advisor"));
    assert_eq!(town.events(), before, "an interview was written down");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_said_beside_its_field_and_stays() {
    let town = Town::new();
    let wrong = [
        ("duties.0.name", "Sort the inbox"),
        ("duties.0.hours_per_week", "-3"),
        ("duties.1.name", "Bill"),
        ("projects.0.name", "Launch"),
        ("projects.0.end", "soon"),
        ("helpers", "1e9"),
        ("owner_hour_value", "a lot"),
    ];
    let page = town.ask("/advisor/answer", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.is_sound();
    for said in [
        "A number from 0 to 168",
        "How many hours a week?",
        "On which day must it be there?",
        "A number from 0 to 30",
        "A number from 0 to 1000000000",
    ] {
        page.says(said);
    }
    assert_eq!(page.attribute("input[name='duties.0.hours_per_week']", "value").as_deref(), Some("-3"));
    let pasted = town.ask("/advisor", &[("pasted", "Sort the inbox; 3\nSend bills")]).await;
    pasted.says("line 2: how many hours a week does \"Send bills\" take?");
    let nothing = town.ask("/advisor/answer", &[]).await;
    nothing.says("Hire nobody yet");
    nothing.says("No duties are entered");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_ticks_and_more_rows_are_taken_in_without_script() {
    let town = Town::new();
    let page = town
        .ask(
            "/advisor",
            &[("pasted", "Sort the inbox; 3; doing; drains; yes"), ("typical", "bookings"), ("then", "rows")],
        )
        .await;
    page.is_sound();
    let value = |field: &str| page.attribute(&format!("input[name='duties.{field}']"), "value").unwrap_or_default();
    assert_eq!(
        (value("0.name").as_str(), value("1.name").as_str()),
        ("Keep the diary and book what it needs", "Sort the inbox")
    );
    assert_eq!(value("1.hours_per_week"), "3");
    assert!(page.attribute("input[name='duties.9.name']", "value").is_some(), "no more rows");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_brings_a_managers_name_and_rate_and_nothing_else() {
    let town = Town::new();
    let made = town.visit("/advisor/invite?by=Linnea+%3CM%3E&by_role=project_manager&by_hourly=47").await;
    made.is_sound();
    made.says("/advisor?by=Linnea%20%3CM%3E&by_role=project_manager&by_hourly=47");
    let opened = town.visit("/advisor?by=Linnea&by_role=project_manager&by_hourly=47&duties.0.name=Theirs").await;
    opened.says("Linnea sent you here, project manager, 47 an hour");
    assert_eq!(opened.attribute("input[name='duties.0.name']", "value").as_deref(), Some(""));
    town.visit("/advisor?by=Linnea&by_role=queen").await.does_not_say("sent you here");
}
