//! Regular work: the calendar, one operation, its workflow, the library, and that their forms work without script.

use axum::http::StatusCode;

use crate::house::House;

const TOMAS: &str = "tomas@achterberg.example";
const HERE: &str = "/b/harbour-clay/operations";

#[test]
fn the_calendar_shows_every_run_with_its_state_and_how_regular_all_has_been() {
    let house = House::to_look_at();
    let tomas = house.sign_in(TOMAS);
    let page = house.get(HERE, Some(&tomas));
    assert_eq!(page.status, StatusCode::OK);
    for there in ["Kiln Letter 148", "Studio video", "On-time rate", "every Thursday at 10:00", "holiday"] {
        assert!(page.has(there), "{there}: {}", page.text());
    }
    let week = house.get(&format!("{HERE}?span=week&operation=kiln-letter"), Some(&tomas));
    assert!(week.has("Kiln Letter 148") && week.has("shown only; take away"), "{}", week.text());
    let list = house.get(&format!("{HERE}?view=list"), Some(&tomas));
    assert!(
        list.has("Month-end books") && list.has("on the last working day of every month at 18:00"),
        "{}",
        list.text()
    );
    // A member sees what is hers, and nothing to change it with.
    let yuki = house.sign_in("yuki@abara.example");
    let hers = house.get(HERE, Some(&yuki));
    assert!(hers.has("Kiln Letter") && !hers.has("New operation") && !hers.has("Month-end books"), "{}", hers.text());
    // Nothing recurs yet: the way to begin.
    let saskia = house.sign_in("saskia@northlight.example");
    assert_eq!(house.get("/b/northlight-coaching/operations/library", Some(&saskia)).status, StatusCode::OK);
}

#[test]
fn r09_an_operation_is_made_in_words_and_a_run_is_moved_and_skipped_from_its_row() {
    let house = House::demonstration();
    let tomas = house.sign_in(TOMAS);
    let back = format!("{HERE}/new");
    let typed = [
        ("name", "Pay invoices"),
        ("how_often", "every blue moon"),
        ("_form", "create_operation:new"),
        ("_back", &back),
    ];
    let fault = house.post("/b/harbour-clay/do/create_operation", Some(&tomas), &typed);
    assert_eq!(fault.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(fault.has("is not understood") && fault.has("every blue moon"), "{}", fault.text());
    let typed = [
        ("name", "Pay invoices"),
        ("how_often", "every Friday"),
        ("starts", ""),
        ("_next", "/b/harbour-clay/operations/{key}"),
    ];
    let made = house.post("/b/harbour-clay/do/create_operation", Some(&tomas), &typed);
    assert_eq!(made.leads_to(), format!("{HERE}/pay-invoices"));
    let of = |what: &str, fields: &[(&str, &str)]| {
        let all: Vec<(&str, &str)> =
            [("operation", "pay-invoices")].into_iter().chain(fields.iter().copied()).collect();
        house.post(&format!("/b/harbour-clay/do/{what}"), Some(&tomas), &all)
    };
    of("move_run", &[("day", "2026-12-11"), ("to", "2026-12-10")]).leads_to();
    of("skip_run", &[("day", "2026-12-18")]).leads_to();
    let page = house.get(&format!("{HERE}/pay-invoices"), Some(&tomas));
    assert!(page.has("Every Friday") && page.has("happens Thu 10 Dec") && page.has("falls away"), "{}", page.text());
    let onto = of(
        "move_run",
        &[
            ("day", "2026-11-27"),
            ("to", "2026-12-04"),
            ("_form", "move_run:2026-11-27"),
            ("_back", &format!("{HERE}/pay-invoices")),
        ],
    );
    assert!(onto.has("happens on 2026-12-04 already") && onto.has("Skip the run of 2026-11-27"), "{}", onto.text());
}

#[test]
fn r10_a_workflow_is_written_as_text_with_faults_by_line_and_compared_with_the_one_before() {
    let house = House::demonstration();
    let tomas = house.sign_in(TOMAS);
    let at = format!("{HERE}/kiln-letter/workflow");
    let edit = house.get(&format!("{at}/edit"), Some(&tomas));
    assert!(edit.has("1. Collect three links") && edit.has("How it is written"), "{}", edit.text());
    let send = |text: &str| {
        let back = format!("{at}/edit");
        let typed = [
            ("operation", "kiln-letter"),
            ("text", text),
            ("note", "Shorter"),
            ("_form", "change_workflow"),
            ("_back", back.as_str()),
            ("_next", at.as_str()),
        ];
        house.post("/b/harbour-clay/do/change_workflow", Some(&tomas), &typed)
    };
    let fault = send("1. Draft\n   efort: 1 h\n");
    assert!(fault.has("line 2: “efort” is none of") && fault.has("efort: 1 h"), "{}", fault.text());
    send("1. Draft\n   effort: 1 h\n   who: Tomás\n   ask: Subject (text)\n2. Send\n   effort: 10 min\n").leads_to();
    let compared = house.get(&format!("{at}?version=2&with=1"), Some(&tomas));
    assert!(
        compared.has("Version 2 beside version 1") && compared.has("left out") && compared.has("Shorter"),
        "{}",
        compared.text()
    );
    // A coming run follows it, and asks before it is done.
    let run = house.get(&format!("{HERE}/kiln-letter/runs/2026-12-10"), Some(&tomas));
    assert!(run.has("version 2") && run.has("Subject"), "{}", run.text());
    let taken = [("workflow", "newsletter"), ("everything_by", "tomas"), ("_next", "/b/harbour-clay/operations/{key}")];
    assert_eq!(
        house.post("/b/harbour-clay/do/take_workflow", Some(&tomas), &taken).leads_to(),
        format!("{HERE}/newsletter")
    );
}
