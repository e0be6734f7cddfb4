//! Every command of the catalogue has a page with its form.

use axum::http::StatusCode;
use righthand_desk::catalogue::CATALOGUE;
use righthand_domain::roles::{Grant, Role};

use crate::house::House;

/// Commands whose form a page has only after a step before it: something done, linked, absent, lifted or changed by
/// the visitor, a board that waits, a file that has been looked at. Other tests take these steps.
const AFTER_A_STEP: [&str; 10] = [
    "reopen_project",
    "reopen_task",
    "open_draft",
    "discard_draft",
    "unlink_tasks",
    "remove_absence",
    "end_lift",
    "import_board",
    "import_file",
    "undo",
];

/// Things of the demonstration, by the field that names them.
const NAMES: [(&str, &str); 5] = [
    ("{project}", "slow-wheel"),
    ("{member}", "halima"),
    ("{operation}", "kiln-letter"),
    ("{day}", "2026-11-26"),
    ("{task}", ""),
];

#[test]
fn every_command_has_a_form_made_from_its_schema() {
    let house = House::to_look_at();
    let amara = house.sign_in("amara@harbourclay.example");
    for entry in CATALOGUE {
        let page = house.get(&format!("/b/harbour-clay/form/{}", entry.name), Some(&amara));
        assert_eq!(page.status, StatusCode::OK, "{}", entry.name);
        assert!(page.has(&format!("/do/{}\"", entry.name)), "{}", entry.name);
    }
    assert_eq!(house.get("/b/harbour-clay/form/no_such_command", Some(&amara)).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_form_that_a_role_may_not_send_says_whom_to_ask() {
    let house = House::to_look_at();
    let noor = house.sign_in("noor@writers.example");
    for entry in CATALOGUE.iter().filter(|entry| Role::TeamMember.may(entry.needs) == Grant::No) {
        let page = house.get(&format!("/b/harbour-clay/form/{}", entry.name), Some(&noor));
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", entry.name);
        assert!(page.has("Ask the "), "{}: {}", entry.name, page.text());
    }
}

#[test]
fn every_command_has_a_page() {
    let house = House::to_look_at();
    let amara = house.sign_in("amara@harbourclay.example");
    let tasks = house.get("/", Some(&amara));
    let task = tasks
        .page
        .split("/b/harbour-clay/tasks/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a task on Today")
        .to_owned();
    let mut missing = Vec::new();
    for entry in CATALOGUE.iter().filter(|entry| !AFTER_A_STEP.contains(&entry.name)) {
        let value = |name: &str, value: &str| if name == "{task}" { task.clone() } else { value.to_owned() };
        let path = NAMES.iter().fold(entry.page.to_owned(), |path, (name, of)| path.replace(name, &value(name, of)));
        let page = house.get(&format!("/b/harbour-clay{path}"), Some(&amara));
        let has = page.has(&format!("/do/{}\"", entry.name)) || page.has(&format!("/form/{}", entry.name));
        if page.status != StatusCode::OK || !has {
            missing.push(format!("{} at {path}: {}", entry.name, page.status));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn what_is_done_can_be_opened_again_where_it_was_done() {
    let house = House::demonstration();
    let amara = house.sign_in("amara@harbourclay.example");
    let path = "/b/harbour-clay/tasks/record-episode-1";
    let done =
        house.post("/b/harbour-clay/do/finish_task", Some(&amara), &[("task", "record-episode-1"), ("_back", path)]);
    assert_eq!(done.leads_to(), path, "{}", done.text());
    assert!(house.get(path, Some(&amara)).has("/do/reopen_task\""));
}
