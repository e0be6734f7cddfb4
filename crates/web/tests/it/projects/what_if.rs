//! Pins, risks, tentative projects and rehearsals, as visitors meet them.

use std::time::{Duration, Instant};

use axum::http::StatusCode;

use super::site::{Page, Site};

/// Longer than any machine takes for one answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// The page once its answer is worked out: it says so until then.
fn answered(site: &Site, who: &str, path: &str) -> Page {
    let until = Instant::now() + PATIENCE;
    loop {
        let page = site.get(who, path);
        if !page.text.contains("futures are being counted") || Instant::now() > until {
            return page;
        }
        std::thread::yield_now();
    }
}

#[test]
fn r20_a_task_is_pinned_on_its_page_and_says_by_whom_on_the_outline_too() {
    let site = Site::harbour_clay(false);
    let priyanka = site.visitor("priyanka");
    let back = "/tasks/final-artwork";
    let form = [
        ("_form", "pin_task:pin"),
        ("task", "final-artwork"),
        ("day", "2026-12-02"),
        ("person", ""),
        ("why", "The printer waits"),
    ];
    let page = site.post(&priyanka, "pin_task", back, &form);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    site.get(&priyanka, back)
        .says("To Wed 2 Dec, by Priyanka Doyle")
        .says("The printer waits")
        .says("Take the pin out");
    site.get(&priyanka, "/projects/slow-wheel?row=final-artwork").says("Pinned. To Wed 2 Dec, by Priyanka Doyle");
    let weekend = [("_form", "pin_task:pin"), ("task", "final-artwork"), ("day", "2026-11-29")];
    let page = site.post(&priyanka, "pin_task", back, &weekend);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("R11").says("Pin it to Wed 2 Dec");
    assert_eq!(page.attribute("#f-pin-day", "value").as_deref(), Some("2026-11-29"), "what was typed is kept");
    site.get(&site.visitor("yuki"), back).never_says("Pin it to a day or a person");
}

#[test]
fn r12_a_risk_is_added_on_the_forecast_page_with_chance_hours_and_owner() {
    let site = Site::harbour_clay(true);
    let priyanka = site.visitor("priyanka");
    let back = "/projects/slow-wheel/forecast";
    let form = [
        ("project", "slow-wheel"),
        ("name", "A guest cancels"),
        ("chance_percent", "25"),
        ("hours", "6"),
        ("task", ""),
        ("owner", "mateus"),
    ];
    assert_eq!(site.post(&priyanka, "add_risk", back, &form).status, StatusCode::SEE_OTHER);
    let page = site.get(&priyanka, back);
    page.says("A guest cancels")
        .says("In 25 % of the futures, 6 h more on whatever work comes last")
        .says("Mateus Fenwick");
    let wrong = [
        ("_form", "add_risk:add"),
        ("project", "slow-wheel"),
        ("name", "Rain"),
        ("chance_percent", "120"),
        ("hours", "6"),
    ];
    site.post(&priyanka, "add_risk", back, &wrong).says("a chance is 0 to 100 percent");
}

#[test]
fn a_tentative_project_says_so_where_its_chance_would_be() {
    let site = Site::harbour_clay(false);
    let amara = site.visitor("amara");
    let form = [("project", "glaze-kits")];
    assert_eq!(site.post(&amara, "make_tentative", "/projects/glaze-kits/edit", &form).status, StatusCode::SEE_OTHER);
    site.get(&amara, "/projects/glaze-kits").says("This project is tentative").says("What would promising it do?");
    site.get(&amara, "/projects?view=list").says("tentative");
    answered(&site, &amara, "/what-if?on=glaze-kits").says("What it does to the projects").says("Glaze kits by post");
}

#[test]
fn an_absence_is_rehearsed_and_a_date_is_found_before_anybody_promises() {
    let site = Site::harbour_clay(false);
    let amara = site.visitor("amara");
    let page = answered(&site, &amara, "/what-if?away=halima&from=2026-11-25&to=2026-12-04");
    page.says("What stalls or changes hands").says("Glaze Library").says("later");
    site.get(&amara, "/what-if?away=halima&from=2026-12-04").says("Say the first and the last day");
    let page = answered(&site, &amara, "/what-if/promise?effort=6+/+10+/+18&people=yuki&name=A+film");
    page.says("Dates against chance").says("Holds in");
    site.get(&amara, "/what-if/promise?effort=soon").says("Hours like 4");
    assert_eq!(site.get(&site.visitor("halima"), "/what-if").status, StatusCode::FORBIDDEN);
}
