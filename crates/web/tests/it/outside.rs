//! Contacts, appointments, outputs and pay: what each page shows to whom, empty and full, and that its forms work.

use axum::http::StatusCode;

use crate::house::House;

const AMARA: &str = "amara@harbourclay.example";

#[test]
fn every_list_of_them_is_full_for_the_owner_and_says_what_belongs_there_where_it_is_empty() {
    let house = House::to_look_at();
    let amara = house.sign_in(AMARA);
    for (path, there) in
        [("contacts", "Sunniva Aas"), ("appointments", "Recording of episode 4"), ("outputs", "Three cover sketches")]
    {
        let page = house.get(&format!("/b/harbour-clay/{path}"), Some(&amara));
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.has(there), "{path}: {}", page.text());
    }
    let diary = house.get("/b/harbour-clay/appointments", Some(&amara));
    assert!(diary.has("Two questions for consent have not been answered."), "{}", diary.text());
    let saskia = house.sign_in("saskia@northlight.example");
    for (path, empty) in [("contacts", "Nobody outside the team yet"), ("outputs", "Nothing has been handed on")] {
        let page = house.get(&format!("/b/northlight-coaching/{path}"), Some(&saskia));
        assert!(page.has(empty), "{path}: {}", page.text());
    }
}

#[test]
fn r17_pay_stands_on_ones_own_page_and_on_no_page_of_others() {
    let house = House::to_look_at();
    let (amara, halima) = (house.sign_in(AMARA), house.sign_in("halima@strand.example"));
    let tomas = house.sign_in("tomas@achterberg.example");
    let of = |who: &str, session: &str| house.get(&format!("/b/harbour-clay/team/{who}"), Some(session));
    assert!(of("halima", &amara).has("Pay and terms"));
    assert!(of("halima", &halima).has("Pay and terms") && !of("halima", &halima).has("/do/set_terms"));
    assert!(!of("halima", &tomas).has("Pay and terms"));
    assert!(of("tomas", &tomas).has("Pay and terms"));
}

#[test]
fn a_contact_is_added_and_a_task_waits_for_them_until_it_has_come() {
    let house = House::demonstration();
    let amara = house.sign_in(AMARA);
    let typed = [
        ("name", "Rui <Prado>"),
        ("email", "no address"),
        ("_form", "add_contact"),
        ("_back", "/b/harbour-clay/contacts/new"),
    ];
    let fault = house.post("/b/harbour-clay/do/add_contact", Some(&amara), &typed);
    assert_eq!(fault.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(fault.has("f-email-fault") && fault.has("Rui &lt;Prado&gt;"), "{}", fault.text());
    let typed = [("name", "Rui <Prado>"), ("_next", "/b/harbour-clay/contacts/{key}")];
    let added = house.post("/b/harbour-clay/do/add_contact", Some(&amara), &typed);
    assert_eq!(added.leads_to(), "/b/harbour-clay/contacts/rui-prado");
    let wait = [("task", "final-artwork"), ("contact", "rui-prado"), ("what", "the logo"), ("expected", "")];
    house.post("/b/harbour-clay/do/wait_for_contact", Some(&amara), &wait).leads_to();
    let task = house.get("/b/harbour-clay/tasks/final-artwork", Some(&amara));
    assert!(task.has("the plan has no place for the task") && task.has("the logo"), "{}", task.text());
    let come = [("task", "final-artwork"), ("contact", "rui-prado")];
    house.post("/b/harbour-clay/do/contact_delivered", Some(&amara), &come).leads_to();
    let contact = house.get("/b/harbour-clay/contacts/rui-prado", Some(&amara));
    assert!(contact.has("came") && contact.has("took under a day"), "{}", contact.text());
}

#[test]
fn an_appointment_is_typed_on_the_businesss_clock_and_asks_whoever_it_is_outside_the_hours_of() {
    let house = House::demonstration();
    let (amara, halima) = (house.sign_in(AMARA), house.sign_in("halima@strand.example"));
    let typed = [
        ("name", "Late call"),
        ("start", "2026-11-26T22:00"),
        ("end", "2026-11-26T23:00"),
        ("people", ""),
        ("people", "halima"),
        ("people", "mateus"),
        ("contacts", ""),
        ("contacts", "sunniva-aas"),
        ("_next", "/b/harbour-clay/appointments/{key}"),
    ];
    let made = house.post("/b/harbour-clay/do/make_appointment", Some(&amara), &typed);
    let path = made.leads_to().to_owned();
    let page = house.get(&path, Some(&amara));
    assert!(page.has("outside their hours, asked") && page.has("22:00") && page.has("Sunniva Aas"), "{}", page.text());
    let hers = house.get(&path, Some(&halima));
    assert!(hers.has("It lies outside your hours. Will you be there?") && !hers.has("/do/change_appointment"));
    house.post("/b/harbour-clay/do/decline_appointment", Some(&halima), &[("appointment", "late-call")]).leads_to();
    assert!(house.get(&path, Some(&amara)).has("declined"));
    let nobody =
        [("appointment", "late-call"), ("people", ""), ("_form", "change_appointment"), ("_back", path.as_str())];
    let fault = house.post("/b/harbour-clay/do/change_appointment", Some(&amara), &nobody);
    assert_eq!(fault.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(fault.has("somebody of the team has to be there"), "{}", fault.text());
}

#[test]
fn what_is_handed_on_is_shown_without_running_anything_of_it() {
    let house = House::demonstration();
    let amara = house.sign_in(AMARA);
    let typed = [("task", "cover-sketches"), ("kind", "text"), ("body", "<script>alert(1)</script>"), ("name", "")];
    house.post("/b/harbour-clay/do/hand_on", Some(&amara), &typed).leads_to();
    let next = house.get("/b/harbour-clay/tasks/choose-cover", Some(&amara));
    assert!(
        next.has("What comes in") && next.has("&lt;script&gt;alert(1)") && !next.has("<script>alert"),
        "{}",
        next.text()
    );
    let bad = [
        ("task", "cover-sketches"),
        ("kind", "link"),
        ("body", "javascript:alert(1)"),
        ("_form", "hand_on"),
        ("_back", "/b/harbour-clay/tasks/cover-sketches"),
    ];
    let fault = house.post("/b/harbour-clay/do/hand_on", Some(&amara), &bad);
    assert_eq!(fault.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(fault.has("an address begins with https://"), "{}", fault.text());
}

#[test]
fn pay_is_set_by_milestone_and_a_line_without_a_name_is_left_out() {
    let house = House::demonstration();
    let amara = house.sign_in(AMARA);
    let typed = [
        ("member", "yuki"),
        ("hourly", "38,5"),
        ("milestones.0.name", "Cover"),
        ("milestones.0.price", "400"),
        ("milestones.1.name", ""),
        ("milestones.1.price", ""),
        ("roll_over", ""),
        ("notice_days", "14"),
        ("_back", "/b/harbour-clay/team/yuki"),
    ];
    house.post("/b/harbour-clay/do/set_terms", Some(&amara), &typed).leads_to();
    let page = house.get("/b/harbour-clay/team/yuki", Some(&amara));
    for said in ["38.50 EUR an hour", "400 EUR in all, by milestone", "Cover", "14 days"] {
        assert!(page.has(said), "{said}: {}", page.text());
    }
}

#[test]
fn settings_say_what_a_business_file_has_no_words_for() {
    let house = House::to_look_at();
    let amara = house.sign_in(AMARA);
    let page = house.get("/b/harbour-clay/settings", Some(&amara));
    assert!(
        page.has("A business file has no words for 5 contacts, 2 waits for contacts, 3 outputs"),
        "{}",
        page.text()
    );
}
