//! The first visit to a new desk.

use axum::http::StatusCode;

use crate::house::House;

const AMARA: [(&str, &str); 6] = [
    ("name", "Amara Lindqvist"),
    ("email", "amara@harbourclay.example"),
    ("password", "wheel and kiln and glaze"),
    ("business", "Harbour <b>Clay</b>"),
    ("zone", "Europe/Lisbon"),
    ("currency", "EUR"),
];

#[test]
fn a_new_desk_is_set_up_once_and_its_owner_is_shown_the_first_step() {
    let house = House::empty();
    assert_eq!(house.get("/", None).leads_to(), "/set-up");
    assert_eq!(house.get("/sign-in", None).leads_to(), "/set-up");
    assert_eq!(house.get("/set-up", None).status, StatusCode::OK);
    let answer = house.post("/set-up", None, &AMARA);
    assert_eq!(answer.leads_to(), "/");
    let today = house.get("/", Some(&answer.session()));
    assert_eq!(today.status, StatusCode::OK);
    for step in ["Import a board", "Open a project", "Invite people"] {
        assert!(today.has(step), "{step}: {}", today.text());
    }
    assert_eq!(house.get("/set-up", None).leads_to(), "/sign-in");
    assert_eq!(house.post("/set-up", None, &AMARA).status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// A desk that has just been set up, and its owner's session.
fn a_new_desk() -> (House, String) {
    let house = House::empty();
    let session = house.post("/set-up", None, &AMARA).session();
    (house, session)
}

#[test]
fn names_are_text_whatever_they_hold() {
    let house = House::empty();
    let session = house.post("/set-up", None, &AMARA).session();
    for path in ["/", "/you", "/b/harbour-b-clay-b/settings", "/b/harbour-b-clay-b/history"] {
        let page = house.get(path, Some(&session));
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.has("Harbour &lt;b&gt;Clay") && !page.has("<b>Clay</b>"), "{path}");
    }
}

#[test]
fn what_was_typed_is_kept_when_the_password_is_too_short_and_the_zone_is_none() {
    let house = House::empty();
    let typed = AMARA.map(|(name, value)| match name {
        "password" => (name, "wheel"),
        _ => (name, value),
    });
    let answer = house.post("/set-up", None, &typed);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.has("at least 10 characters; this one has 5") && answer.has(r#"value="Amara Lindqvist""#),
        "{}",
        answer.text()
    );
    assert!(!answer.has("value=\"wheel\""), "a password is never sent back");
    let typed = AMARA.map(|(name, value)| if name == "zone" { (name, "Lisbon") } else { (name, value) });
    let answer = house.post("/set-up", None, &typed);
    assert!(answer.has("f-zone-fault") && answer.has("“Lisbon” is not a time zone"), "{}", answer.text());
}

#[test]
fn a_new_desk_shows_three_places_and_each_of_the_rest_once_it_is_used() {
    let (house, session) = a_new_desk();
    let places = |page: &crate::house::Answer, part: usize| -> Vec<String> {
        let nav = page.page.split("<nav class=\"nav\"").nth(1).and_then(|rest| rest.split("nav-foot").next()).unwrap();
        let nav = nav.split("id=\"nav-more\"").nth(part).unwrap_or_default();
        nav.split(" title=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(ToOwned::to_owned).collect()
    };
    let page = house.get("/", Some(&session));
    assert_eq!(places(&page, 0), ["Today", "Projects", "Team"]);
    assert_eq!(
        places(&page, 1),
        ["Operations", "Questions", "Hire", "Import", "History", "Search", "Settings"],
        "the rest is under More"
    );
    house.post("/b/harbour-b-clay-b/do/add_holiday", Some(&session), &[("day", "2026-12-24")]);
    assert_eq!(places(&house.get("/", Some(&session)), 0), ["Today", "Projects", "Team", "Settings"]);
    assert_eq!(places(&house.get("/b/harbour-b-clay-b/import", Some(&session)), 0).len(), 5, "where one is, is shown");
}

#[test]
fn the_demonstration_is_looked_at_beside_ones_own_business_and_removed() {
    let (house, session) = a_new_desk();
    assert!(house.get("/you", Some(&session)).has("Look at a demonstration"));
    assert_eq!(house.post("/you/demonstration", Some(&session), &[]).leads_to(), "/b/demonstration/projects");
    let page = house.get("/b/demonstration/projects", Some(&session));
    assert!(page.has("Harbour Clay (demonstration)") && page.has("switch business"), "{}", page.text());
    let account = house.get("/you", Some(&session));
    assert!(account.has("Remove it") && !account.has("Look at a demonstration"), "{}", account.text());
    assert_eq!(house.post("/you/demonstration/remove", Some(&session), &[]).leads_to(), "/you");
    assert_eq!(house.get("/b/demonstration/projects", Some(&session)).status, StatusCode::NOT_FOUND);
    assert_eq!(house.get("/b/harbour-b-clay-b/projects", Some(&session)).status, StatusCode::OK);
}
