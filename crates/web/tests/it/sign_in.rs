//! The ways in.

use axum::http::{StatusCode, header};
use righthand_desk::sign_in;

use crate::house::House;

const AMARA: &str = "amara@harbourclay.example";

fn a_house() -> (House, String) {
    let house = House::empty();
    let typed = [
        ("name", "Amara"),
        ("email", AMARA),
        ("password", "wheel and kiln"),
        ("business", "Harbour Clay"),
        ("zone", "Europe/Lisbon"),
    ];
    let session = house.post("/set-up", None, &typed).session();
    (house, session)
}

#[test]
fn a_wrong_password_keeps_the_address_and_the_way_back() {
    let (house, _) = a_house();
    let asked = house.get("/b/harbour-clay/history?before=3", None);
    assert_eq!(asked.leads_to(), "/sign-in?back=/b/harbour-clay/history%3Fbefore%3D3");
    let page = house.get(asked.leads_to(), None);
    assert!(page.has(r#"name="back" value="/b/harbour-clay/history?before=3""#), "{}", page.page);
    let typed = [("email", AMARA), ("password", "kiln and wheel"), ("back", "/b/harbour-clay/history")];
    let answer = house.post("/sign-in", None, &typed);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.has(&format!("value=\"{AMARA}\"")) && answer.has("do not belong together"), "{}", answer.text());
    let answer = house.post(
        "/sign-in",
        None,
        &[("email", AMARA), ("password", "wheel and kiln"), ("back", "/b/harbour-clay/history")],
    );
    assert_eq!(answer.leads_to(), "/b/harbour-clay/history");
    let answer = house.post(
        "/sign-in",
        None,
        &[("email", AMARA), ("password", "wheel and kiln"), ("back", "//elsewhere.example")],
    );
    assert_eq!(answer.leads_to(), "/", "a way back never leads out of the product");
}

#[test]
fn guessing_is_slowed_down_and_says_for_how_long() {
    let (house, _) = a_house();
    let guess = || house.post("/sign-in", None, &[("email", AMARA), ("password", "a guess of many")]);
    for _ in 0..11 {
        guess();
    }
    let last = guess();
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(last.headers[header::RETRY_AFTER], "900");
    assert!(last.has("too many attempts"), "{}", last.text());
}

#[test]
fn a_link_that_is_handed_on_is_used_up_by_its_button_and_not_by_looking_at_it() {
    let (house, session) = a_house();
    let made =
        house.post("/b/harbour-clay/do/make_sign_in_link", Some(&session), &[("member", "amara"), ("_back", "/you")]);
    let path = made.leads_to().split("link=").nth(1).expect("the link is told on the page that follows").to_owned();
    for _ in 0..2 {
        let page = house.get(&path, None);
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.page.matches("type=\"submit\"").count(), 1, "one obvious button");
        assert!(page.has("Sign in as Amara"), "{}", page.text());
        assert_eq!(page.headers[header::REFERRER_POLICY], "no-referrer");
    }
    let answer = house.post(&path, None, &[]);
    assert_eq!(answer.leads_to(), "/");
    assert_eq!(house.get("/", Some(&answer.session())).status, StatusCode::OK);
    assert_eq!(house.get(&path, None).status, StatusCode::GONE);
    assert_eq!(house.post(&path, None, &[]).status, StatusCode::GONE);
}

#[test]
fn a_link_that_the_program_printed_signs_in_when_it_is_opened_and_once() {
    let (house, _) = a_house();
    let token = sign_in::link_for(&house.desk, AMARA, sign_in::LINK_LASTS).unwrap().unwrap();
    let answer = house.get(&format!("/sign-in/{token}"), None);
    assert_eq!(answer.leads_to(), "/");
    assert_eq!(house.get("/", Some(&answer.session())).status, StatusCode::OK);
    assert_eq!(house.get(&format!("/sign-in/{token}"), None).status, StatusCode::GONE);
}

#[test]
fn whoever_signs_out_is_out_and_a_session_that_ended_says_so() {
    let (house, session) = a_house();
    assert_eq!(house.post("/sign-out", Some(&session), &[]).leads_to(), "/sign-in");
    assert_eq!(house.get("/you", Some(&session)).leads_to(), "/sign-in?back=/you&ended=1");
    assert!(house.get("/sign-in?back=/you&ended=1", None).has("Your session ended"));
}

#[test]
fn a_new_password_needs_the_old_one_and_ends_other_sessions() {
    let (house, session) = a_house();
    let other = house.sign_in(AMARA);
    let refused = house.post(
        "/you/password",
        Some(&session),
        &[("before", "not this one"), ("password", "glaze and fire and air")],
    );
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("f-before-fault"), "{}", refused.text());
    assert_eq!(house.get("/you", Some(&other)).status, StatusCode::OK);
    let changed = house.post(
        "/you/password",
        Some(&session),
        &[("before", "wheel and kiln"), ("password", "glaze and fire and air")],
    );
    assert_eq!(changed.leads_to(), "/you");
    assert_eq!(house.get("/you", Some(&session)).status, StatusCode::OK);
    assert!(house.get("/you", Some(&other)).leads_to().starts_with("/sign-in"));
}

#[test]
fn an_invitation_is_taken_up_once_by_a_new_account() {
    let (house, session) = a_house();
    let add = [("name", "Halima Strand"), ("role", "team_member"), ("_back", "/b/harbour-clay/settings")];
    let added = house.post("/b/harbour-clay/do/add_member", Some(&session), &add);
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    let made = house.post(
        "/b/harbour-clay/do/make_sign_in_link",
        Some(&session),
        &[("member", "halima-strand"), ("_back", "/b/harbour-clay/settings")],
    );
    let to = made.leads_to().to_owned();
    let link = to.split("link=").nth(1).expect("the link is told on the page that follows").to_owned();
    let page = house.get(&link, None);
    assert!(page.has("Join Harbour Clay") && page.has("Halima Strand"), "{}", page.text());
    let answer = house.post(&link, None, &[]);
    assert_eq!(house.get("/", Some(&answer.session())).status, StatusCode::OK);
    assert_eq!(house.get(&link, None).status, StatusCode::GONE);
}

#[test]
fn sessions_are_listed_and_ended_one_by_one_or_all_others() {
    let (house, session) = a_house();
    let (phone, library) = (house.sign_in(AMARA), house.sign_in(AMARA));
    let page = house.get("/you", Some(&session));
    assert_eq!(page.page.matches("/end\"").count(), 2, "each but this one can be ended: {}", page.text());
    assert!(page.has("this browser") && page.has("End the other two"), "{}", page.text());
    let user = sign_in::find_user(&house.desk, AMARA).unwrap().unwrap();
    let listed = sign_in::sessions_of(&house.desk, user, &phone).unwrap();
    let handle = &listed.iter().find(|session| session.is_this).unwrap().handle;
    assert!(!phone.contains(handle.as_str()), "a handle is no part of the secret");
    assert_eq!(house.post(&format!("/you/sessions/{handle}/end"), Some(&session), &[]).leads_to(), "/you");
    assert!(house.get("/you", Some(&phone)).leads_to().starts_with("/sign-in"), "the phone is out");
    assert_eq!(house.get("/you", Some(&library)).status, StatusCode::OK);
    house.post("/you/sessions/end-others", Some(&session), &[]);
    assert!(house.get("/you", Some(&library)).leads_to().starts_with("/sign-in"), "the library is out");
    assert_eq!(house.get("/you", Some(&session)).status, StatusCode::OK);
}

#[test]
fn nobody_ends_the_session_of_somebody_else() {
    let house = House::demonstration();
    let (amara, halima) = (house.sign_in("amara@harbourclay.example"), house.sign_in("halima@strand.example"));
    let user = sign_in::find_user(&house.desk, "halima@strand.example").unwrap().unwrap();
    let listed = sign_in::sessions_of(&house.desk, user, &halima).unwrap();
    house.post(&format!("/you/sessions/{}/end", listed[0].handle), Some(&amara), &[]);
    assert_eq!(house.get("/you", Some(&halima)).status, StatusCode::OK);
}

#[test]
fn a_token_is_made_shown_once_and_ended() {
    let (house, session) = a_house();
    let typed = [("name", "Accounts"), ("business", "harbour-clay"), ("scope", "read"), ("days", "90")];
    let made = house.post("/you/tokens", Some(&session), &typed);
    assert_eq!(made.status, StatusCode::OK);
    assert_eq!(made.headers[header::CACHE_CONTROL], "no-store");
    let at = made.page.find("value=\"rh_").expect("the token is on the page") + "value=\"".len();
    let token = made.page[at..].split('"').next().unwrap().to_owned();
    assert!(sign_in::holder_of_token(&house.desk, &token).unwrap().is_some());
    let page = house.get("/you", Some(&session));
    assert!(page.has("Accounts") && page.has("reads Harbour Clay") && !page.has(&token), "{}", page.text());
    let user = sign_in::find_user(&house.desk, AMARA).unwrap().unwrap();
    let handle = sign_in::tokens_of(&house.desk, user).unwrap()[0].handle.clone();
    assert_eq!(house.post(&format!("/you/tokens/{handle}/end"), Some(&session), &[]).leads_to(), "/you");
    assert!(sign_in::holder_of_token(&house.desk, &token).unwrap().is_none());
    let nameless =
        house.post("/you/tokens", Some(&session), &[("business", "elsewhere"), ("scope", "all"), ("days", "1")]);
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["f-token-name", "f-business", "f-scope", "f-days"] {
        assert!(nameless.has(&format!("{field}-fault")), "{field}: {}", nameless.text());
    }
}

#[test]
fn preferences_are_kept_and_dates_are_written_by_them() {
    let (house, session) = a_house();
    house.post("/b/harbour-clay/do/add_holiday", Some(&session), &[("day", "2030-12-24")]);
    assert!(house.get("/b/harbour-clay/settings", Some(&session)).has("24 Dec 2030"));
    let wrong = house.post("/you/preferences", Some(&session), &[("digest", "25:00"), ("quiet_from", "20:00")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("f-digest-fault"), "{}", wrong.text());
    let typed = [
        ("locale", "en-US"),
        ("digest", "07:30"),
        ("quiet_from", "21:00"),
        ("quiet_until", "06:00"),
        ("immediate", "assigned"),
        ("immediate", "moved"),
    ];
    assert_eq!(house.post("/you/preferences", Some(&session), &typed).leads_to(), "/you");
    assert!(house.get("/b/harbour-clay/settings", Some(&session)).has("Dec 24, 2030"));
    let user = sign_in::find_user(&house.desk, AMARA).unwrap().unwrap();
    let kept = sign_in::preferences(&house.desk, user).unwrap();
    assert_eq!((kept.digest_minute, kept.quiet), (Some(450), Some((21 * 60, 6 * 60))));
    assert_eq!(kept.immediate, [sign_in::Immediate::Assigned, sign_in::Immediate::Moved]);
}
