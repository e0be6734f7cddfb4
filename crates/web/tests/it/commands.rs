//! Every command of the catalogue has a page with its form.

use axum::http::StatusCode;
use righthand_desk::catalogue::CATALOGUE;
use righthand_domain::roles::{Grant, Role};

use crate::house::House;

/// Forms that a page has only after a step before it: the command, and where it stands once [`take_the_steps`] has.
const AFTER_A_STEP: &[(&str, &str)] = &[
    ("resume_operation", "/operations/office-hours"),
    ("reopen_operation", "/operations/blog"),
    ("reopen_project", "/projects/brand-photographs/edit"),
    ("reopen_task", "/tasks/record-episode-1"),
    ("open_draft", "/drafts/attic"),
    ("discard_draft", "/drafts/attic"),
    ("guess_efforts", "/guesses?project=attic"),
    ("confirm_efforts", "/guesses?project=attic"),
    ("order_tasks", "/guesses?project=attic"),
    ("make_recurring", "/guesses?project=attic"),
    ("dismiss_offer", "/guesses?project=attic"),
    ("unlink_tasks", "/tasks/master-episodes"),
    ("remove_absence", "/team/halima"),
    ("end_lift", "/team/halima"),
    ("end_invitation", "/team/invite"),
    ("remove_region", "/settings"),
    ("set_business_region", "/settings"),
    ("set_member_region", "/team/halima"),
    ("undo", "/history"),
    ("promise_project", "/projects/glaze-kits/edit"),
    ("change_risk", "/projects/slow-wheel/forecast"),
    ("remove_risk", "/projects/slow-wheel/forecast"),
    ("unpin_task", "/tasks/final-artwork"),
    ("save_view", "/projects?state=late"),
    ("hide_rates", "/team/tomas"),
    ("contact_delivered", "/tasks/show-notes-2-3"),
    ("stop_waiting", "/tasks/show-notes-2-3"),
    ("agree_to_appointment", "/appointments/night-firing"),
    ("decline_appointment", "/appointments/night-firing"),
    ("settle_step_comment", "/operations/kiln-letter/runs/2026-11-26"),
    ("change_candidate", "/hire/candidates?candidate=shirin"),
    ("move_candidate", "/hire/candidates?candidate=shirin"),
    ("score_candidate", "/hire/candidates?candidate=shirin"),
    ("remove_candidate", "/hire/candidates?candidate=shirin"),
    ("hire_candidate", "/hire/candidates?candidate=shirin"),
];

/// A board without lists, with cards of which nothing is known: it waits as a draft.
const BOARD: &str = r#"{ "id": "5f00000000000000000000b0", "name": "Attic", "desc": "", "closed": false, "lists": [],
    "cards": [{ "id": "5f00000000000000000000c1", "name": "Weekly sweep", "closed": false, "pos": 1 },
              { "id": "5f00000000000000000000c2", "name": "Mend the roof", "closed": false, "pos": 2 }], "members": [], "labels": [], "checklists": [], "actions": [], "customFields": [] }"#;

/// A calendar of one holiday, which comes every year.
const CALENDAR: &str = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example//EN\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20260517\nRRULE:FREQ=YEARLY\nSUMMARY:Constitution Day\nEND:VEVENT\nEND:VCALENDAR\n";

/// Outside Amara's hours, so that she can say yes or no to it.
const NIGHT_FIRING: &[(&str, &str)] =
    &[("name", "Night firing"), ("start", "2026-11-26T22:00"), ("end", "2026-11-26T23:30"), ("people", "amara")];

/// Closes a project, finishes a task, takes time off, lifts a rule, invites somebody, takes over a calendar, shows rates, makes an appointment,
/// imports a board and guesses its efforts, adds somebody without hours, fills a queue, opens roles with a candidate: afterwards each can be taken back.
fn take_the_steps(house: &House, session: &str) {
    let steps: &[(&str, &[(&str, &str)])] = &[
        ("close_project", &[("project", "brand-photographs")]),
        ("finish_task", &[("task", "record-episode-1")]),
        ("add_absence", &[("member", "halima"), ("from", "2027-03-01")]),
        ("lift_rule", &[("member", "halima"), ("rule", "R3"), ("reason", "She learns it")]),
        ("invite_people", &[("list", "Pia Lund, pia@lund.example")]),
        ("show_rates", &[("member", "tomas")]),
        ("make_tentative", &[("project", "glaze-kits")]),
        ("pass_question", &[("question", "spelling-of-captions"), ("to", "amara")]),
        (
            "add_risk",
            &[("project", "slow-wheel"), ("name", "The kiln breaks"), ("chance_percent", "10"), ("hours", "8")],
        ),
        ("pin_task", &[("task", "final-artwork"), ("person", "yuki")]),
        ("save_view", &[("name", "All projects"), ("page", "/projects"), ("query", "view=list")]),
        ("make_appointment", NIGHT_FIRING),
        ("take_over_holidays", &[("name", "Norway"), ("calendar", CALENDAR)]),
        ("import_board", &[("kind", "trello"), ("content", BOARD)]),
        ("add_member", &[("name", "Wren Halloway"), ("role", "team_member")]),
        ("guess_efforts", &[("project", "attic"), ("effort", "1 / 2 / 6")]),
        ("pause_operation", &[("operation", "office-hours")]),
        ("add_material", &[("operation", "kiln-letter"), ("text", "Salt and soda")]),
        (
            "comment_on_step",
            &[("operation", "kiln-letter"), ("day", "2026-11-26"), ("step", "proofread"), ("words", "Say how long")],
        ),
        ("open_role", &[("role", "online_business_manager"), ("key", "obm")]),
        ("open_role", &[("role", "virtual_assistant"), ("key", "assistant"), ("hours_per_week", "8")]),
        ("share_brief", &[("opening", "obm")]),
        ("add_scenario", &[("places.0.role", "virtual_assistant"), ("places.0.hours_per_week", "8")]),
        ("add_candidate", &[("opening", "obm"), ("name", "Shirin Valdez"), ("key", "shirin")]),
        ("close_operation", &[("operation", "blog")]),
    ];
    for (command, fields) in steps {
        let done = house.post(&format!("/b/harbour-clay/do/{command}"), Some(session), fields);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{command}: {}", done.text());
    }
}

/// Things of the demonstration, by the field that names them.
const NAMES: [(&str, &str); 11] = [
    ("{workflow}", "newsletter"),
    ("{project}", "slow-wheel"),
    ("{member}", "halima"),
    ("{operation}", "kiln-letter"),
    ("{day}", "2026-11-26"),
    ("{task}", ""),
    ("{output}", ""),
    ("{contact}", "sunniva-aas"),
    ("{question}", "spelling-of-captions"),
    ("{decision}", "refund-window"),
    ("{appointment}", "recording-episode-4"),
];

/// The form itself, the page that asks which one, or the way to the page that has the form.
#[test]
fn every_command_leads_to_a_form_and_none_asks_for_a_key() {
    let house = House::to_look_at();
    let amara = house.sign_in("amara@harbourclay.example");
    for entry in CATALOGUE {
        let page = house.get(&format!("/b/harbour-clay/form/{}", entry.name), Some(&amara));
        if page.status == StatusCode::SEE_OTHER {
            let to = page.leads_to();
            assert!(
                to.ends_with(&format!("#do-{}", entry.name))
                    || ["/outputs", "/library", "/questions"].iter().any(|list| to.ends_with(list)),
                "{}: {to}",
                entry.name
            );
            continue;
        }
        assert_eq!(page.status, StatusCode::OK, "{}", entry.name);
        let asks = ["task", "contact", "question", "appointment", "draft", "run", "operation", "project", "person"];
        let asks = asks.iter().any(|thing| page.has(&format!("Which {thing}?")));
        assert!(asks || page.has(&format!("/do/{}\"", entry.name)), "{}", entry.name);
        let named = ["task", "contact", "question", "decision", "appointment", "draft", "operation", "output"];
        for thing in named.into_iter().filter(|thing| entry.page.contains(&format!("{{{thing}}}"))) {
            assert!(!page.has(&format!("name=\"{thing}\"")), "{} asks for the key of a {thing}", entry.name);
        }
    }
    assert_eq!(house.get("/b/harbour-clay/form/no_such_command", Some(&amara)).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_command_about_a_task_asks_which_and_goes_on_to_the_tasks_own_form() {
    let house = House::to_look_at();
    let amara = house.sign_in("amara@harbourclay.example");
    let which = house.get("/b/harbour-clay/form/change_task?q=press+kit", Some(&amara));
    assert!(which.has("/form/change_task?task=press-kit\""), "{}", which.text());
    let chosen = house.get("/b/harbour-clay/form/change_task?task=press-kit", Some(&amara));
    assert_eq!(chosen.leads_to(), "/b/harbour-clay/tasks/press-kit#do-change_task");
    // What is said beside it would be lost there: a way out of a refusal is a form with everything in it.
    let said = house.get("/b/harbour-clay/form/change_task?task=press-kit&due=2026-12-03", Some(&amara));
    assert!(said.status == StatusCode::OK && said.has("2026-12-03"), "{}", said.text());
    let none = house.get("/b/harbour-clay/form/finish_task?q=zzzzz", Some(&amara));
    assert!(none.has("No task fits"), "{}", none.text());
}

#[test]
fn r15_what_somebody_may_not_see_is_not_offered_and_no_page_they_cannot_open_is_the_next() {
    let house = House::to_look_at();
    let noor = house.sign_in("noor@writers.example");
    let which = house.get("/b/harbour-clay/form/comment_on_task?q=article", Some(&noor));
    let seen = house.get("/b/harbour-clay/search?q=article&kind=task", Some(&noor));
    let tasks = |page: &str, before: &str| page.matches(before).count();
    assert!(
        tasks(&which.page, "comment_on_task?task=") <= tasks(&seen.page, "/b/harbour-clay/tasks/"),
        "{}",
        which.text()
    );
    let hours = house.get("/b/harbour-clay/form/set_team_hours?member=noor", Some(&noor));
    assert!(hours.has("name=\"_next\" value=\"/\""), "{}", hours.text());
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
    let house = House::demonstration();
    let amara = house.sign_in("amara@harbourclay.example");
    take_the_steps(&house, &amara);
    let today = house.get("/", Some(&amara));
    let task = today.page.split("/b/harbour-clay/tasks/").nth(1).and_then(|rest| rest.split('"').next());
    let task = task.expect("a task on Today").to_owned();
    let outputs = house.get("/b/harbour-clay/outputs", Some(&amara));
    let output = outputs.page.split("/b/harbour-clay/outputs/").nth(1).and_then(|rest| rest.split('"').next());
    let output = output.expect("something that was handed on").to_owned();
    let mut missing = Vec::new();
    for entry in CATALOGUE {
        let value = |name: &str, value: &str| match name {
            "{task}" => task.clone(),
            "{output}" => output.clone(),
            _ => value.to_owned(),
        };
        let named =
            || NAMES.iter().fold(entry.page.to_owned(), |path, (name, of)| path.replace(name, &value(name, of)));
        let after_a_step = AFTER_A_STEP.iter().find(|(command, _)| *command == entry.name);
        let path = after_a_step.map_or_else(named, |(_, path)| (*path).to_owned());
        let page = house.get(&format!("/b/harbour-clay{path}"), Some(&amara));
        // Files and lists come in through a form of their own, which sends the command when they have been looked at.
        let has = page.has(&format!("/do/{}\"", entry.name))
            || page.has(&format!("/form/{}", entry.name))
            || page.has(&format!("action=\"/b/harbour-clay{path}\""));
        if page.status != StatusCode::OK || !has {
            missing.push(format!("{} at {path}: {}", entry.name, page.status));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
