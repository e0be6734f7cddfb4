//! All projects: which will be late, who manages how many, what may be opened.

use axum::http::StatusCode;

use super::site::Site;

#[test]
fn the_owner_sees_seven_projects_with_their_chance_and_who_manages_them() {
    let site = Site::harbour_clay(true);
    let amara = site.visitor("amara");
    let page = site.get(&amara, "/projects");
    page.says("Seven open.").says("The Slow Wheel").says("Podcast on air with 3 episodes").says("% on time");
    page.says("Project manager until Thu 31 Dec, three of three projects");
    assert_eq!(page.all("tbody tr").len(), 7);
    assert_eq!(page.all("tbody a.chance").len(), 7, "every chance leads to its forecast");
    let list = site.get(&amara, "/projects?view=list&manager=priyanka");
    assert_eq!(list.all("tbody tr").len(), 3);
    list.says("Priyanka Doyle").never_says("Student portal, ");
    site.get(&amara, "/projects?area=nowhere").says("No project like that").says("Show all open projects");
    site.get(&amara, "/projects?state=closed").says("No closed project here");
}

#[test]
fn r02_a_project_manager_sees_their_own_projects_and_nothing_of_the_others() {
    let site = Site::harbour_clay(false);
    let priyanka = site.visitor("priyanka");
    let page = site.get(&priyanka, "/projects");
    page.says("Three open.").says("three of three projects").never_says("Tomás").never_says("New project");
    assert_eq!(site.get(&priyanka, "/projects/student-portal").status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&priyanka, "/projects/student-portal/forecast").status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&priyanka, "/projects/new").status, StatusCode::FORBIDDEN);
    assert_eq!(site.get(&priyanka, "/projects/slow-wheel/edit").status, StatusCode::FORBIDDEN);
    assert_eq!(site.get(&priyanka, "/projects/slow-wheel/forecast").status, StatusCode::OK);
}

#[test]
fn r01_a_project_without_an_end_is_refused_and_offered_as_an_operation_or_a_duty() {
    let site = Site::harbour_clay(false);
    let amara = site.visitor("amara");
    let form =
        [("_form", "open_project:new"), ("name", "Kiln <b>Letter</b>"), ("outcome", "A letter each week"), ("end", "")];
    let page = site.post(&amara, "open_project", "/projects/new", &form);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("R1").says("an end date").says("Make it an operation").says("Make it a duty of an area");
    assert!(!page.html.contains("<b>Letter</b>"), "what was typed is escaped");
    assert_eq!(page.attribute("#f-name", "value").as_deref(), Some("Kiln <b>Letter</b>"), "and kept");
}

#[test]
fn r02_a_fourth_project_for_priyanka_is_refused_with_buttons_for_those_who_could() {
    let site = Site::harbour_clay(false);
    let amara = site.visitor("amara");
    let form = [
        ("_form", "open_project:new"),
        ("name", "Blog"),
        ("outcome", "Moved"),
        ("end", "2027-02-01"),
        ("manager", "priyanka"),
    ];
    let page = site.post(&amara, "open_project", "/projects/new", &form);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("R2").says("The Slow Wheel").says("Glaze Library").says("Brand photographs");
    assert!(!page.all(".refuse .alt button, .refuse .alt a").is_empty(), "{}", page.text);
}

#[test]
fn a_project_is_opened_changed_closed_and_reached_again() {
    let site = Site::harbour_clay(false);
    let amara = site.visitor("amara");
    let next = "/b/harbour-clay/projects/{key}";
    let form =
        [("_next", next), ("name", "Blog move"), ("outcome", "Moved"), ("end", "2027-02-01"), ("manager", "amara")];
    let opened = site.post(&amara, "open_project", "/projects/new", &form);
    assert_eq!(opened.location.as_deref(), Some("/b/harbour-clay/projects/blog-move"));
    site.get(&amara, "/projects/blog-move").says("No task yet").says("no work in it yet").says("Due Mon 1 Feb 2027");
    let edit = site.get(&amara, "/projects/blog-move/edit");
    let version = edit.attribute("form[action$=change_project] input[name=version]", "value").unwrap();
    let form = [
        ("project", "blog-move"),
        ("version", version.as_str()),
        ("name", "Blog move"),
        ("outcome", "Moved and checked"),
        ("end", "2027-02-08"),
    ];
    assert_eq!(site.post(&amara, "change_project", "/projects/blog-move/edit", &form).status, StatusCode::SEE_OTHER);
    let stale = site.post(
        &amara,
        "change_project",
        "/projects/blog-move/edit",
        &[("_form", "change_project:terms"), ("project", "blog-move"), ("version", "1"), ("name", "Another")],
    );
    stale.says("Theirs").says("Yours").says("Keep what I chose").says("Leave it as it is now");
    site.post(&amara, "close_project", "/projects/blog-move/edit", &[("project", "blog-move")]);
    site.get(&amara, "/projects?state=closed").says("Blog move").says("closed");
    site.get(&amara, "/projects").never_says("Blog move");
    site.get(&amara, "/projects/blog-move").says("This project is closed");
    site.get(&amara, "/projects/blog-move/edit").says("Open the project again");
}

#[test]
fn a_member_sees_the_projects_with_their_work_and_no_counts_of_others() {
    let site = Site::harbour_clay(false);
    let yuki = site.visitor("yuki");
    let page = site.get(&yuki, "/projects");
    page.says("The Slow Wheel").never_says("three of three").never_says("New project").never_says("Import");
    assert!(page.all("a.chance").is_empty(), "the forecast is not theirs");
    let outline = site.get(&yuki, "/projects/slow-wheel");
    outline.says("You see your own work").says("Final artwork").never_says("Record episode 1").never_says("Add a task");
    assert_eq!(site.get(&yuki, "/projects/slow-wheel/forecast").status, StatusCode::FORBIDDEN);
}
