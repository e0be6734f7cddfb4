//! One project: outline and plan, why a row starts when it does, the forecast with its levers.

use axum::http::StatusCode;
use serde_json::json;

use super::site::{Page, Site};

#[test]
fn the_outline_says_what_starts_when_and_the_open_row_says_why() {
    let site = Site::harbour_clay(true);
    let priyanka = site.visitor("priyanka");
    let outline = site.get(&priyanka, "/projects/slow-wheel");
    outline.says("Podcast on air with 3 episodes. Due Tue 15 Dec, planned to end");
    // A task that waits for another one, whichever this plan has.
    let waiting = rows_with_a_person(&outline).unwrap().into_iter().find_map(|(name, key)| {
        let page = site.get(&priyanka, &format!("/projects/slow-wheel?row={key}"));
        page.text.contains("It waits for").then_some((name, key, page))
    });
    let (name, key, page) = waiting.unwrap();
    page.says(&format!("Why “{name}” starts on")).says("Open the task");
    assert_eq!(page.all("tr.pick th"), [name]);
    assert_eq!(page.attribute(&format!("#task-{key} a"), "aria-current").as_deref(), Some("true"));
    assert!(!page.all("a.chance").is_empty());
    let links = |page: &str| page.matches("class=\"arh\"").count();
    let all = site.get(&priyanka, "/projects/slow-wheel?links=all");
    let none = site.get(&priyanka, "/projects/slow-wheel?links=none");
    assert!(links(&all.html) > links(&page.html), "all links are drawn on request");
    assert_eq!(links(&none.html), 0);
    let forecast = site.get(&priyanka, "/projects/glaze-library/forecast");
    forecast.says("When it will be finished").says("2 000 simulated futures").says("Half of the futures end by");
    forecast.says("What this assumes").says("Priyanka Doyle’s week is spoken for").says("Show as table");
}

/// Name and key of the tasks that somebody does.
fn rows_with_a_person(page: &Page) -> Option<Vec<(String, String)>> {
    let html = scraper::Html::parse_document(&page.html);
    let select = |selector: &str| scraper::Selector::parse(selector).ok();
    let (rows, name, person) = (select("tr[id^=task-]")?, select("th")?, select(".person")?);
    let with_a_person = html.select(&rows).filter(|row| row.select(&person).next().is_some());
    let told = with_a_person.filter_map(|row| {
        let text = row.select(&name).next()?.text().collect::<String>();
        Some((text.trim().to_owned(), row.attr("id")?.strip_prefix("task-")?.to_owned()))
    });
    Some(told.collect())
}

#[test]
fn rows_show_first_names_beside_both_initials_and_the_key_names_only_what_is_drawn() {
    let site = Site::harbour_clay(false);
    let priyanka = site.visitor("priyanka");
    let page = site.get(&priyanka, "/projects/slow-wheel");
    assert!(page.all(".outline .person").contains(&"YAYuki".to_owned()), "{:?}", page.all(".outline .person"));
    page.says("done, planned").never_says("baseline");
    let portfolio = site.get(&priyanka, "/projects");
    portfolio.says("done, planned").never_says("baseline");
}

#[test]
fn a_phone_sees_the_timeline_on_request() {
    let site = Site::harbour_clay(false);
    let priyanka = site.visitor("priyanka");
    for path in ["/projects/slow-wheel", "/projects"] {
        let page = site.get(&priyanka, path);
        let to_timeline = page.attribute(".bar .only-s a", "href").unwrap();
        assert!(to_timeline.contains("show=timeline") && page.all(".plan-w").is_empty(), "{path}");
        let page = site.get(&priyanka, &format!("{path}{to_timeline}"));
        assert_eq!(page.all(".plan-w").len(), 1, "{path}");
        assert_eq!(page.attribute(".bar .only-s a", "href").as_deref(), Some("?"), "and back again");
    }
}

#[test]
fn a_late_project_has_levers_that_are_pulled_by_a_button_and_taken_back_by_undo() {
    let site = Site::harbour_clay(true);
    let amara = site.visitor("amara");
    let page = site.get(&amara, "/projects/glaze-library/forecast");
    page.says("Why it is late").says("What would help most");
    assert!(!page.all("li.lever").is_empty());
    let action = page.attribute("li.lever form", "action").unwrap();
    let command = action.rsplit('/').next().unwrap().to_owned();
    let html = scraper::Html::parse_document(&page.html);
    let hidden = scraper::Selector::parse("li.lever:first-child form input").unwrap();
    let fields: Vec<(String, String)> = html
        .select(&hidden)
        .filter_map(|input| Some((input.attr("name")?.to_owned(), input.attr("value")?.to_owned())))
        .collect();
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(name, _)| name != "_back")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let done = site.post(&amara, &command, "/projects/glaze-library/forecast", &fields);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert_eq!(site.post(&amara, "undo", "/projects", &[]).status, StatusCode::SEE_OTHER);
}

#[test]
fn what_cannot_be_placed_is_said_with_its_reason_and_takes_the_chance_away() {
    let site = Site::harbour_clay(false);
    let amara = site.visitor("amara");
    site.command(
        "add_task",
        json!({ "project": "slow-wheel", "name": "Glow & fire", "effort": 2, "skill": "glassblowing" }),
    );
    let page = site.get(&amara, "/projects/slow-wheel");
    page.says("One task cannot be placed").says("Glow & fire").says("Not placed").says("1 task cannot be placed");
    assert!(page.all("a.chance").is_empty(), "no number where there is no end");
    let forecast = site.get(&amara, "/projects/slow-wheel/forecast");
    forecast.says("so there is no end to forecast").never_says("When it will be finished");
}

#[test]
fn a_task_is_added_at_the_foot_below_the_row_that_was_open() {
    let site = Site::harbour_clay(false);
    let priyanka = site.visitor("priyanka");
    let page = site.get(&priyanka, "/projects/slow-wheel?under=slow-wheel-launch");
    assert_eq!(page.attribute("#f-parent option[selected]", "value").as_deref(), Some("slow-wheel-launch"));
    let form = [
        ("project", "slow-wheel"),
        ("name", "Press <kit> folder"),
        ("effort", "1 h 30"),
        ("assignees", "joon-ho"),
        ("parent", "slow-wheel-launch"),
        ("after", "record-episode-1"),
    ];
    assert_eq!(site.post(&priyanka, "add_task", "/projects/slow-wheel", &form).status, StatusCode::SEE_OTHER);
    let page = site.get(&priyanka, "/projects/slow-wheel");
    page.says("Press <kit> folder").says("1.5 h");
    site.get(&priyanka, "/tasks/press-kit-folder").says("Record episode 1");
    let circle = [
        ("_form", "add_task:next"),
        ("project", "slow-wheel"),
        ("name", "Ribbon"),
        ("parent", "slow-wheel-launch"),
        ("after", "slow-wheel-launch"),
    ];
    let page = site.post(&priyanka, "add_task", "/projects/slow-wheel", &circle);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("one is a part of the other");
    assert_eq!(page.attribute("#f-after", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(page.attribute("#f-after option[selected]", "value").as_deref(), Some("slow-wheel-launch"));
    let wrong = [("_form", "add_task:next"), ("project", "slow-wheel"), ("name", "Later"), ("effort", "soon")];
    let page = site.post(&priyanka, "add_task", "/projects/slow-wheel", &wrong);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("#f-effort", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(page.attribute("#f-effort", "value").as_deref(), Some("soon"));
}
