//! Every command of the catalogue has a page with its form.

use axum::http::StatusCode;
use righthand_desk::catalogue::CATALOGUE;
use righthand_domain::roles::{Grant, Role};

use crate::house::House;

/// Things of the demonstration, by the field that names them.
const NAMES: [(&str, &str); 6] = [
    ("{project}", "slow-wheel"),
    ("{member}", "halima"),
    ("{operation}", "kiln-letter"),
    ("{day}", "2026-11-26"),
    ("{task}", ""),
    ("{draft}", ""),
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
    for entry in CATALOGUE {
        let path = NAMES.iter().fold(entry.page.to_owned(), |path, (name, value)| {
            path.replace(name, if *name == "{task}" { &task } else { value })
        });
        // The demonstration has no board that waits, and no project that is closed; their pages are tried with them.
        if entry.page.contains("{draft}") || entry.name == "reopen_project" {
            continue;
        }
        let page = house.get(&format!("/b/harbour-clay{path}"), Some(&amara));
        assert_eq!(page.status, StatusCode::OK, "{} at {path}", entry.name);
        let has = page.has(&format!("/do/{}\"", entry.name)) || page.has(&format!("/form/{}", entry.name));
        assert!(has, "{} has no form at {path}", entry.name);
    }
}
