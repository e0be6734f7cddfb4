//! Forms: where they come from, what becomes of a fault, and what a refusal offers.

use axum::http::StatusCode;

use crate::house::House;

const AMARA: &str = "amara@harbourclay.example";

#[test]
fn r15_another_businesss_pages_and_forms_are_not_there() {
    let house = House::to_look_at();
    let amara = house.sign_in(AMARA);
    for path in ["/b/northlight-coaching/settings", "/b/northlight-coaching/history", "/b/nobodys/history"] {
        assert_eq!(house.get(path, Some(&amara)).status, StatusCode::NOT_FOUND, "{path}");
    }
    let sent = house.post("/b/northlight-coaching/do/add_holiday", Some(&amara), &[("day", "2026-12-03")]);
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get("/no/such/page", Some(&amara)).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_form_from_another_site_changes_nothing() {
    let house = House::demonstration();
    let amara = house.sign_in(AMARA);
    let sent = house.post_from_elsewhere(
        "/b/harbour-clay/do/add_holiday",
        &amara,
        &[("day", "2026-12-03"), ("name", "Sneaked in")],
    );
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    assert!(!house.get("/b/harbour-clay/settings", Some(&amara)).has("Sneaked in"));
}

#[test]
fn a_fault_stands_beside_its_field_and_what_was_typed_is_kept() {
    let house = House::demonstration();
    let amara = house.sign_in(AMARA);
    let typed = [
        ("name", "Harbour Clay & Co"),
        ("time_zone", "Lisbon"),
        ("_form", "change_business:place"),
        ("_back", "/b/harbour-clay/settings"),
    ];
    let answer = house.post("/b/harbour-clay/do/change_business", Some(&amara), &typed);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.has(r#"value="Harbour Clay &amp; Co""#) && answer.has(r#"value="Lisbon""#), "{}", answer.text());
    assert!(answer.has("f-time_zone-fault"), "{}", answer.text());
    assert!(!house.get("/b/harbour-clay/settings", Some(&amara)).has("Harbour Clay &amp; Co"));
}

#[test]
fn r02_a_refused_fourth_project_says_why_and_offers_ways_out() {
    let house = House::demonstration();
    let amara = house.sign_in(AMARA);
    let typed = [
        ("name", "Spring glaze week"),
        ("outcome", "Twelve evenings are held"),
        ("end", "2027-04-30"),
        ("manager", "priyanka"),
        ("_form", "open_project:form"),
        ("_back", "/b/harbour-clay/form/open_project"),
    ];
    let answer = house.post("/b/harbour-clay/do/open_project", Some(&amara), &typed);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
    let page = scraper::Html::parse_document(&answer.page);
    let selector = |text| scraper::Selector::parse(text).unwrap();
    assert_eq!(page.select(&selector(".refuse .rule")).next().unwrap().inner_html(), "R2");
    assert!(page.select(&selector(".refuse form button, .refuse a.btn")).count() >= 2, "{}", answer.text());
    assert!(answer.has("Spring glaze week"), "what was typed is kept");
    assert!(page.select(&selector("form form")).count() == 0);
}

#[test]
fn what_was_done_is_in_the_history_and_can_be_taken_back_there() {
    let house = House::demonstration();
    let amara = house.sign_in(AMARA);
    let done = house.post(
        "/b/harbour-clay/do/add_holiday",
        Some(&amara),
        &[("day", "2026-12-03"), ("name", "Kiln day"), ("_back", "/b/harbour-clay/settings")],
    );
    assert_eq!(done.leads_to(), "/b/harbour-clay/settings");
    assert!(house.get("/b/harbour-clay/settings", Some(&amara)).has("Kiln day"));
    let history = house.get("/b/harbour-clay/history", Some(&amara));
    assert!(history.has("Closed on 2026-12-03") && history.has("/do/undo"), "{}", history.text());
    let undone =
        house.post("/b/harbour-clay/do/undo", Some(&amara), &[("event", "2"), ("_back", "/b/harbour-clay/history")]);
    assert_eq!(undone.leads_to(), "/b/harbour-clay/history", "{}", undone.text());
    assert!(!house.get("/b/harbour-clay/settings", Some(&amara)).has("Kiln day"));
    assert!(house.get("/b/harbour-clay/history", Some(&amara)).has("taken back"));
}

#[test]
fn r15_the_business_is_exported_by_those_who_may_and_by_nobody_else() {
    let house = House::to_look_at();
    let amara = house.sign_in(AMARA);
    assert!(house.get("/b/harbour-clay/settings", Some(&amara)).has("Export the business"));
    let file = house.get("/b/harbour-clay/export", Some(&amara));
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.page.starts_with("{") && file.page.contains("\"righthand/1\""));
    let halima = house.sign_in("halima@strand.example");
    assert!(!house.get("/b/harbour-clay/settings", Some(&halima)).has("Export the business"));
    assert_eq!(house.get("/b/harbour-clay/export", Some(&halima)).status, StatusCode::FORBIDDEN);
}

#[test]
fn holidays_come_in_as_a_file_or_as_its_text() {
    const CALENDAR: &str = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example//EN\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20270517\nSUMMARY:Constitution Day\nEND:VEVENT\nEND:VCALENDAR\n";
    let house = House::demonstration();
    let amara = house.sign_in(AMARA);
    let to = "/b/harbour-clay/do/take_over_holidays";
    let file = [("name", None, "Norway"), ("calendar", None, ""), ("calendar", Some("norway.ics"), CALENDAR)];
    assert_eq!(house.post_file(to, &amara, &file).status, StatusCode::SEE_OTHER);
    assert!(house.get("/b/harbour-clay/settings", Some(&amara)).has("Constitution Day"));
    let pasted = [("name", None, "Sweden"), ("calendar", Some(""), ""), ("calendar", None, CALENDAR)];
    assert_eq!(house.post_file(to, &amara, &pasted).status, StatusCode::SEE_OTHER);
    let back = ("_back", None, "/b/harbour-clay/settings");
    let neither = [("name", None, "Denmark"), ("calendar", Some(""), ""), ("_form", None, "take_over_holidays"), back];
    let said = house.post_file(to, &amara, &neither);
    assert_eq!(said.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", said.text());
    assert!(said.has("value=\"Denmark\""), "{}", said.text());
    let broken =
        house.post_file(to, &amara, &[("name", None, "Norway\r\n--edge\r\nContent-Disposition: nothing\r\n\r\n")]);
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
}
