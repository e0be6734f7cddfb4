//! One task: what, when, why then, and all that can be done with it.

use axum::http::StatusCode;

use super::site::Site;

#[test]
fn r03_work_given_to_the_project_manager_is_refused_with_those_who_could() {
    let site = Site::harbour_clay(false);
    let amara = site.visitor("amara");
    let form =
        [("_form", "assign_task:people"), ("task", "final-artwork"), ("assignees", ""), ("assignees", "priyanka")];
    let page = site.post(&amara, "assign_task", "/tasks/final-artwork", &form);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("R3").says("Priyanka");
    assert!(!page.all(".refuse .alt button, .refuse .alt a").is_empty(), "{}", page.text);
    assert!(page.attribute("input[name=assignees][value=priyanka]", "checked").is_some(), "what was chosen is kept");
}

#[test]
fn a_task_is_changed_and_a_stale_change_shows_both_texts() {
    let site = Site::harbour_clay(false);
    let amara = site.visitor("amara");
    let page = site.get(&amara, "/tasks/final-artwork");
    page.says("Final artwork").says("Waits for").says("Who does it").says("Kind").says("Implementation");
    let version = page.attribute("form[action$=change_task] input[name=version]", "value").unwrap();
    let form = [
        ("task", "final-artwork"),
        ("version", version.as_str()),
        ("effort", "2 / 4 / 10"),
        ("labels", "print"),
        ("labels", ""),
    ];
    assert_eq!(site.post(&amara, "change_task", "/tasks/final-artwork", &form).status, StatusCode::SEE_OTHER);
    let page = site.get(&amara, "/tasks/final-artwork");
    page.says("2 / 4 / 10 h").says("print").says("History").says("Undo");
    let stale = [
        ("_form", "change_task:edit"),
        ("task", "final-artwork"),
        ("version", version.as_str()),
        ("name", "Last artwork"),
    ];
    let page = site.post(&amara, "change_task", "/tasks/final-artwork", &stale);
    page.says("Theirs").says("Yours").says("Keep what I chose").says("Leave it as it is now");
    assert_eq!(page.attribute("#f-name", "value").as_deref(), Some("Last artwork"));
}

#[test]
fn a_link_that_closes_a_circle_is_refused_with_the_circle_named() {
    let site = Site::harbour_clay(false);
    let amara = site.visitor("amara");
    let form = [
        ("_form", "link_tasks:link"),
        ("task", "final-artwork"),
        ("after", "slow-wheel-on-air"),
        ("type", "FS"),
        ("lag_hours", "0"),
        ("lag_in", "elapsed"),
    ];
    let page = site.post(&amara, "link_tasks", "/tasks/final-artwork", &form);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("that would close a circle").says("On air");
    assert_eq!(page.attribute("#f-link-after", "aria-invalid").as_deref(), Some("true"));
}

#[test]
fn a_member_says_effort_hours_notes_and_words_on_their_own_task_only() {
    let site = Site::harbour_clay(false);
    let yuki = site.visitor("yuki");
    let page = site.get(&yuki, "/tasks/final-artwork");
    page.says("Your estimate")
        .says("Comment")
        .says("Done")
        .never_says("Remove the task")
        .never_says("Move")
        .never_says("Give it to");
    assert!(page.attribute("#f-name", "name").is_none() && page.attribute("#f-due", "name").is_none());
    assert_eq!(site.get(&yuki, "/tasks/master-episodes").status, StatusCode::NOT_FOUND);
    let said = [("task", "final-artwork"), ("words", "Two colours <or> three?")];
    assert_eq!(site.post(&yuki, "comment_on_task", "/tasks/final-artwork", &said).status, StatusCode::SEE_OTHER);
    site.get(&yuki, "/tasks/final-artwork").says("Two colours <or> three?").says("Yuki Abara");
    assert_eq!(
        site.post(&yuki, "finish_task", "/tasks/final-artwork", &[("task", "final-artwork")]).status,
        StatusCode::SEE_OTHER
    );
    site.get(&yuki, "/tasks/final-artwork").says("Not done after all").says("Done on Tue 24 Nov");
}

#[test]
fn a_task_is_moved_and_removed_with_a_way_back() {
    let site = Site::harbour_clay(false);
    let amara = site.visitor("amara");
    let page = site.get(&amara, "/tasks/final-artwork");
    assert!(
        page.all("select[name=parent] option").iter().all(|name| !name.contains("Final artwork")),
        "never below itself"
    );
    let form = [("task", "final-artwork"), ("parent", "slow-wheel-launch")];
    assert_eq!(site.post(&amara, "move_task", "/tasks/final-artwork", &form).status, StatusCode::SEE_OTHER);
    site.get(&amara, "/tasks/final-artwork").says("The Slow Wheel, 5.");
    let next = "/b/harbour-clay/projects/slow-wheel";
    let gone = site.post(&amara, "remove_task", "/tasks/final-artwork", &[("task", "final-artwork"), ("_next", next)]);
    assert_eq!(gone.location.as_deref(), Some(next));
    assert_eq!(site.get(&amara, "/tasks/final-artwork").status, StatusCode::NOT_FOUND);
}
