//! Today, for those who lead and for those who do.

use axum::http::StatusCode;

use crate::house::House;

#[test]
fn an_owner_reads_first_what_needs_her_and_sees_every_project_with_its_chance() {
    let house = House::to_look_at();
    let today = house.get("/", Some(&house.sign_in("amara@harbourclay.example")));
    assert_eq!(today.status, StatusCode::OK);
    let text = today.text();
    assert!(text.contains("Tuesday 24 November") && text.contains("of seven projects"), "{text}");
    let page = scraper::Html::parse_document(&today.page);
    assert_eq!(page.select(&scraper::Selector::parse("aside .chance").unwrap()).count(), 7);
    assert!(text.contains("Your own work") && text.contains("Kiln Letter"), "{text}");
}

#[test]
fn r15_somebody_in_two_businesses_has_one_day_with_a_tag_for_each() {
    let house = House::to_look_at();
    let halima = house.get("/", Some(&house.sign_in("halima@strand.example")));
    assert!(halima.text().contains("Good morning, Halima"), "{}", halima.text());
    let page = scraper::Html::parse_document(&halima.page);
    let tags: Vec<String> =
        page.select(&scraper::Selector::parse("main .tag").unwrap()).map(|tag| tag.inner_html()).collect();
    assert!(
        tags.iter().any(|tag| tag == "Harbour Clay") && tags.iter().any(|tag| tag == "Northlight Coaching"),
        "{tags:?}"
    );
    assert!(!halima.has("Spring glaze"), "only her own work is hers to see");
}

#[test]
fn work_is_marked_done_on_its_row_and_can_be_opened_again() {
    let house = House::demonstration();
    let halima = house.sign_in("halima@strand.example");
    let before = house.get("/", Some(&halima));
    let page = scraper::Html::parse_document(&before.page);
    let form = page
        .select(&scraper::Selector::parse("form.task-box").unwrap())
        .find(|form| form.attr("action").is_some_and(|to| to.ends_with("finish_task")))
        .expect("a task to finish");
    let inputs = scraper::Selector::parse("input").unwrap();
    let fields: Vec<(String, String)> = form
        .select(&inputs)
        .filter_map(|input| Some((input.attr("name")?.to_owned(), input.attr("value")?.to_owned())))
        .collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let action = form.attr("action").unwrap();
    let done = house.post(action, Some(&halima), &fields);
    assert_eq!(done.leads_to(), "/", "{}", done.text());
    let after = house.get("/", Some(&halima));
    assert!(after.text().contains("Done today") && after.has("reopen_task"), "{}", after.text());
}

#[test]
fn a_run_shows_its_steps_to_those_who_have_one_and_to_nobody_else() {
    let house = House::to_look_at();
    let path = "/b/harbour-clay/operations/kiln-letter/runs/2026-11-26";
    let halima = house.get(path, Some(&house.sign_in("halima@strand.example")));
    assert_eq!(halima.status, StatusCode::OK, "{}", halima.text());
    assert!(halima.text().contains("Proofread") && halima.has("/do/finish_step"), "{}", halima.text());
    assert_eq!(house.get(path, Some(&house.sign_in("noor@writers.example"))).status, StatusCode::NOT_FOUND);
    let amara = house.sign_in("amara@harbourclay.example");
    assert_eq!(
        house.get("/b/harbour-clay/operations/kiln-letter/runs/2026-11-27", Some(&amara)).status,
        StatusCode::NOT_FOUND
    );
}
