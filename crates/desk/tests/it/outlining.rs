//! Breaking a project down: from a template or like another project, by lines, by lists, and many tasks at once.

use righthand_desk::projects::outline::{self, Outline};
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::Cast;

const OWNER: &str = "amara-lindqvist";

fn outline(cast: &Cast, who: &str, project: &str) -> Outline {
    let project = project.to_owned();
    cast.desk.view(&cast.actor(who), move |view| outline::outline(view, &project)).unwrap()
}

/// Number and name of every row.
fn tree(cast: &Cast, project: &str) -> Vec<String> {
    outline(cast, OWNER, project).rows.iter().map(|row| format!("{} {}", row.wbs, row.name)).collect()
}

/// Priyanka has a project, and types.
fn typing(url: &str, text: &str) -> Cast {
    let cast = Cast::of(url);
    cast.project("glaze-library", "priyanka");
    cast.done("priyanka", "enter_tasks", json!({ "project": "glaze-library", "text": text }));
    cast
}

fn key_of(cast: &Cast, project: &str, name: &str) -> String {
    outline(cast, OWNER, project).rows.into_iter().find(|row| row.name == name).unwrap().key
}

#[test]
fn a_project_opened_from_a_template_is_counted_back_from_its_end() {
    on_both(|url| {
        let cast = Cast::of(url);
        let input = json!({ "template": "podcast-launch", "name": "The Slow Wheel", "end": "2027-03-02", "manager": "priyanka",
                            "by": [{ "skill": "audio editing", "member": "halima" }, { "skill": "writing", "member": "" }] });
        let done = cast.done(OWNER, "open_from_template", input);
        assert_eq!(done.key.as_deref(), Some("the-slow-wheel"));
        assert!(
            done.summary.starts_with("The Slow Wheel opened with 27 tasks; nobody here has writing, "),
            "{}",
            done.summary
        );
        let outline = outline(&cast, "priyanka", "the-slow-wheel");
        assert_eq!(outline.glance.outcome, "The podcast is on air with three episodes");
        let row = |name: &str| outline.rows.iter().find(|row| row.name == name).unwrap();
        let edit = row("Edit and mix episode 1");
        assert_eq!((edit.depth, edit.due.unwrap().to_string().as_str()), (1, "2027-02-04"), "26 days before");
        assert_eq!(edit.assignees[0].key, "halima");
        assert!(row("The podcast is on air").milestone && row("Three episodes").depth == 0);
        let waits: Vec<&str> =
            outline.links.iter().filter(|link| link.to == edit.key).map(|link| link.from.as_str()).collect();
        assert_eq!(waits.len(), 2, "{waits:?}");
    });
}

#[test]
fn days_that_have_passed_are_left_out_and_said_and_undo_takes_all_of_it_back() {
    on_both(|url| {
        let cast = Cast::of(url);
        let done = cast.done(OWNER, "open_from_template", json!({ "template": "client-website", "end": "2026-12-15" }));
        assert!(done.summary.contains("dates would have passed already and are left out"), "{}", done.summary);
        let rows = outline(&cast, OWNER, "website-for-a-client").rows;
        assert!(rows.iter().filter_map(|row| row.due).all(|due| due.to_string().as_str() >= "2026-11-24"));
        cast.done(OWNER, "undo", json!({ "event": done.event }));
        let gone = cast.desk.view(&cast.actor(OWNER), |view| outline::outline(view, "website-for-a-client"));
        assert!(gone.is_err());
    });
}

#[test]
fn r01_a_project_from_a_template_needs_its_end_and_r02_somebody_with_a_free_hand() {
    on_both(|url| {
        let cast = Cast::of(url);
        let refusal = cast.refused(OWNER, "open_from_template", json!({ "template": "course-launch" }));
        assert_eq!(refusal.rule, Some(righthand_domain::refusal::Rule::R1));
        for key in ["a", "b", "c"] {
            cast.project(key, "priyanka");
        }
        let fourth = json!({ "template": "course-launch", "end": "2027-03-02", "manager": "priyanka" });
        assert_eq!(cast.refused(OWNER, "open_from_template", fourth).rule, Some(righthand_domain::refusal::Rule::R2));
        let both = json!({ "template": "course-launch", "like": "a", "end": "2027-03-02" });
        assert_eq!(cast.invalid(OWNER, "open_from_template", both)[0].pointer, "/template");
    });
}

#[test]
fn a_manager_fills_their_own_project_from_a_template_and_no_other() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.project("glaze-library", "priyanka");
        cast.project("kiln", "tomas");
        let fill = |project: &str| json!({ "project": project, "template": "blog-with-many-writers" });
        cast.done("priyanka", "fill_from_template", fill("glaze-library"));
        assert!(tree(&cast, "glaze-library").len() > 20);
        cast.refused("priyanka", "fill_from_template", fill("kiln"));
        let shelf = cast.desk.view(&cast.actor("priyanka"), righthand_desk::projects::template::shelf).unwrap();
        assert!(shelf.choices.is_none() && shelf.into == [("glaze-library".to_owned(), "glaze-library".to_owned())]);
        assert!(cast.desk.view(&cast.actor("halima"), righthand_desk::projects::template::shelf).is_err());
    });
}

#[test]
fn r10_a_project_like_a_finished_one_has_its_work_order_people_and_the_time_that_it_took() {
    on_both(|url| {
        let cast = typing(url, "Shoot\n  Film @halima 2h\n  Cut 4h after Film\n");
        let film = key_of(&cast, "glaze-library", "Film");
        cast.done("priyanka", "change_task", json!({ "task": film, "spent_hours": 3.5, "due": "2026-12-10" }));
        cast.done("priyanka", "finish_task", json!({ "task": film }));
        let end = outline(&cast, OWNER, "glaze-library").glance.end.to_string();
        let later: jiff::civil::Date = end.parse().unwrap();
        let later = later.checked_add(jiff::Span::new().days(70)).unwrap();
        let like = json!({ "like": "glaze-library", "name": "Glaze films II", "end": later.to_string() });
        cast.done(OWNER, "open_from_template", like);
        let outline = outline(&cast, OWNER, "glaze-films-ii");
        let rows: Vec<(&str, usize, f64)> =
            outline.rows.iter().map(|row| (row.name.as_str(), row.depth, row.effort_hours)).collect();
        assert_eq!(rows, [("Shoot", 0, 7.5), ("Film", 1, 3.5), ("Cut", 1, 4.0)]);
        assert_eq!(outline.rows[1].due.unwrap().to_string(), "2027-02-18", "seventy days later");
        assert!(outline.rows[1].done_at.is_none() && outline.rows[1].assignees[0].key == "halima");
        assert_eq!(
            (outline.links[0].from.as_str(), outline.links[0].to.as_str()),
            (outline.rows[1].key.as_str(), outline.rows[2].key.as_str())
        );
    });
}

#[test]
fn a_line_says_who_when_how_much_and_after_what() {
    on_both(|url| {
        let cast = typing(url, "Record");
        let done = cast.done(
            "priyanka",
            "enter_tasks",
            json!({ "project": "glaze-library", "text": "edit episode 3 @halima fri 2h after record" }),
        );
        assert_eq!(done.summary, "edit episode 3 added");
        let outline = outline(&cast, OWNER, "glaze-library");
        let row = &outline.rows[1];
        assert_eq!(
            (row.name.as_str(), row.effort_hours, row.assignees[0].key.as_str()),
            ("edit episode 3", 2.0, "halima")
        );
        assert_eq!(row.due.unwrap().to_string(), "2026-11-27");
        assert_eq!(outline.links[0].from, "record");
        let done = cast.done("priyanka", "enter_tasks", json!({ "project": "glaze-library", "text": "Ask @lena" }));
        assert_eq!(done.summary, "Ask @lena added. Nobody here is called @lena");
    });
}

#[test]
fn a_list_becomes_a_tree_at_its_place_and_five_thousand_lines_do() {
    on_both(|url| {
        let cast = typing(url, "- A\n- C\n");
        let paste = json!({ "project": "glaze-library", "text": "- B\n    - b1\n        - [x] deep\n    - b2\n- B2", "behind": "a" });
        cast.done("priyanka", "enter_tasks", paste);
        let rows = ["1 A", "2 B", "2.1 b1", "2.1.1 deep", "2.2 b2", "3 B2", "4 C"];
        assert_eq!(tree(&cast, "glaze-library"), rows);
        assert!(outline(&cast, OWNER, "glaze-library").rows[3].done_at.is_some(), "its box was ticked");
        let line = "  - x\n";
        let many = json!({ "project": "glaze-library", "text": line.repeat(5_001), "parent": "c" });
        assert!(cast.invalid("priyanka", "enter_tasks", many)[0].message.contains("5001 lines"));
        let most = json!({ "project": "glaze-library", "text": line.repeat(5_000), "parent": "c" });
        assert_eq!(cast.done("priyanka", "enter_tasks", most).summary, "5000 tasks added to glaze-library");
        let deep: String = (0..25).map(|n| format!("{}- x\n", "  ".repeat(n))).collect();
        let deep = json!({ "project": "glaze-library", "text": deep });
        assert!(cast.invalid("priyanka", "enter_tasks", deep)[0].message.contains("at most 20 levels"));
    });
}

#[test]
fn tasks_go_in_and_out_up_and_down_together_and_keep_their_order() {
    on_both(|url| {
        let cast = typing(url, "A\nB\nC\nD\n");
        let go = |tasks: &[&str], way: &str| {
            cast.done("priyanka", "change_tasks", json!({ "project": "glaze-library", "tasks": tasks, "way": way }));
            tree(&cast, "glaze-library")
        };
        assert_eq!(go(&["b", "c"], "in"), ["1 A", "1.1 B", "1.2 C", "2 D"]);
        assert_eq!(go(&["c"], "in"), ["1 A", "1.1 B", "1.1.1 C", "2 D"]);
        assert_eq!(go(&["b"], "out"), ["1 A", "2 B", "2.1 C", "3 D"]);
        assert_eq!(go(&["b", "d"], "up"), ["1 B", "1.1 C", "2 D", "3 A"], "D follows B");
        assert_eq!(go(&["b", "d"], "down"), ["1 A", "2 B", "2.1 C", "3 D"]);
        assert_eq!(go(&["c", "b"], "done").len(), 4, "a summary is done when its parts are");
        assert_eq!(go(&["b"], "removed"), ["1 A", "2 D"]);
        let first = json!({ "project": "glaze-library", "tasks": ["a"], "way": "up" });
        assert_eq!(cast.invalid("priyanka", "change_tasks", first)[0].pointer, "/way");
    });
}

#[test]
fn many_tasks_get_a_person_a_day_and_a_label_at_once_and_r03_holds_for_each() {
    on_both(|url| {
        let cast = typing(url, "A\nB\nC\n");
        let bulk = json!({ "project": "glaze-library", "tasks": ["a", "c"], "assignees": ["halima"], "due": "2026-12-04",
                           "effort": "3", "label": "print" });
        let done = cast.done("priyanka", "change_tasks", bulk);
        assert_eq!(done.summary, "A and C changed");
        let rows = outline(&cast, OWNER, "glaze-library").rows;
        let told: Vec<(usize, f64, bool)> =
            rows.iter().map(|row| (row.assignees.len(), row.effort_hours, row.due.is_some())).collect();
        assert_eq!(told, [(1, 3.0, true), (0, 1.0, false), (1, 3.0, true)]);
        let hers = json!({ "project": "glaze-library", "tasks": ["a", "b"], "assignees": ["priyanka"] });
        assert_eq!(cast.refused(OWNER, "change_tasks", hers).rule, Some(righthand_domain::refusal::Rule::R3));
        let nothing = json!({ "project": "glaze-library", "tasks": ["a"] });
        assert_eq!(cast.invalid(OWNER, "change_tasks", nothing)[0].pointer, "/way");
    });
}
