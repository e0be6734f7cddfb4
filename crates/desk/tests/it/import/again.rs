//! Importing again is a merge of three: what was said the last time, what is said now, and what is here.

use righthand_desk::import::{ALL_THEIRS, ImportBoard};

use super::*;

fn board(due: &str, name: &str) -> Value {
    json!({
        "id": "b", "name": "Podcast", "lists": [{ "id": "l", "name": "Doing" }, { "id": "m", "name": "Later" }],
        "cards": [{ "id": "c", "name": name, "idList": "l", "due": due }, { "id": "d", "name": "Record", "idList": "l" }],
    })
}

fn import(board: &Value, theirs: &[&str]) -> ImportBoard {
    serde_json::from_value(json!({ "kind": "trello", "content": board.to_string(), "theirs": theirs })).unwrap()
}

fn task(desk: &Desk, business: BusinessId, key: &str) -> Value {
    rows(&everything(desk, business), "task").iter().find(|task| task["key"] == key).unwrap().clone()
}

const FIRST: &str = "2026-12-05T00:00:00Z";
const LATER: &str = "2026-12-10T00:00:00Z";

#[test]
fn what_changed_here_alone_stays_and_is_listed_and_what_changed_at_both_ends_is_asked() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        done(run(&desk, business, import(&board(FIRST, "Edit"), &[])));
        send(&desk, business, "change_task", json!({ "task": "edit", "due": "2026-12-09", "name": "Edit it well" }));
        let said = report(&done(run(&desk, business, import(&board(LATER, "Edit"), &[]))));
        let kept = &said.kept[0];
        assert_eq!(
            (kept.what.as_str(), kept.field.as_str(), kept.here.as_str()),
            ("card “Edit”", "name", "Edit it well")
        );
        assert_eq!(said.both_changed[0].id, "card/c/due");
        assert_eq!(task(&desk, business, "edit")["due"], "2026-12-09", "ours is kept where nothing is chosen");
        // Asked once: the next import of the same file does not ask again, and lists what is kept.
        let again = report(&done(run(&desk, business, import(&board(LATER, "Edit"), &[]))));
        assert_eq!((again.both_changed.len(), again.kept.len()), (0, 2), "{again:#?}");
    });
}

#[test]
fn theirs_is_taken_where_it_is_chosen() {
    on_both(|url| {
        for (choice, due, name) in [
            ("card/c/due", "2026-12-10", "Edit it well"),
            (ALL_THEIRS, "2026-12-10", "Cut"),
            ("card/d/due", "2026-12-09", "Edit it well"),
        ] {
            let desk = desk(url);
            let business = studio_named(&desk, &choice.replace('/', "-"));
            done(run(&desk, business, import(&board(FIRST, "Edit"), &[])));
            send(
                &desk,
                business,
                "change_task",
                json!({ "task": "edit", "due": "2026-12-09", "name": "Edit it well" }),
            );
            let looked = ImportBoard { dry_run: true, ..import(&board(LATER, "Cut"), &[choice]) };
            assert_eq!(report(&done(run(&desk, business, looked))).both_changed.len(), 2);
            done(run(&desk, business, import(&board(LATER, "Cut"), &[choice])));
            let task = task(&desk, business, "edit");
            assert_eq!((&task["due"], &task["name"]), (&json!(due), &json!(name)), "{choice}");
        }
    });
}

#[test]
fn what_is_gone_there_is_listed_and_stays_here() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        done(run(&desk, business, import(&board(FIRST, "Edit"), &[])));
        let mut later = board(FIRST, "Edit");
        later["cards"].as_array_mut().unwrap().pop();
        later["lists"].as_array_mut().unwrap().pop();
        let said = report(&done(run(&desk, business, import(&later, &[]))));
        assert_eq!(said.gone, ["list “Later”", "card “Record”"]);
        assert_eq!(rows(&everything(&desk, business), "task").len(), 2);
    });
}

#[test]
fn a_list_that_was_changed_at_both_ends_is_told_by_its_name() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        let mut three = board(FIRST, "Edit");
        three["lists"].as_array_mut().unwrap().push(json!({ "id": "n", "name": "Some day" }));
        done(run(&desk, business, import(&three, &[])));
        let event = done(run(&desk, business, import(&three, &[]))).event;
        assert_eq!(event, 0);
        three["cards"][0]["idList"] = json!("m");
        let said = report(&done(run(&desk, business, import(&three, &[]))));
        assert_eq!(said.items["card"].updated, 1);
    });
}

fn file(due: &str, assignees: &[&str]) -> Value {
    json!({
        "format": "righthand/1",
        "business": { "name": "Harbour Clay", "time_zone": "Europe/Lisbon" },
        "people": [
            { "key": "amara", "name": "Amara Lindqvist", "role": "owner" },
            { "key": "halima", "name": "Halima Strand", "role": "team_member" },
            { "key": "yuki", "name": "Yuki Abara", "role": "team_member" },
        ],
        "projects": [{ "key": "podcast", "name": "Podcast", "end": "2026-12-18", "tasks": [
            { "key": "edit", "name": "Edit", "due": due, "effort": 2, "assignees": assignees },
            { "key": "record", "name": "Record", "effort": 3 },
        ] }],
    })
}

#[test]
fn a_business_file_that_comes_again_keeps_what_was_changed_here() {
    on_both(|url| {
        let desk = desk(url);
        let first = ImportFile::of(snapshot(&file("2026-12-05", &["halima"])));
        let (business, outcome) = found_for_file(&desk, "harbour-clay", first).unwrap();
        done(outcome);
        send(&desk, business, "change_task", json!({ "task": "edit", "due": "2026-12-09", "notes": "with care" }));
        send(&desk, business, "change_task", json!({ "task": "record", "effort": 5 }));
        send(&desk, business, "assign_task", json!({ "task": "edit", "assignees": ["halima", "yuki"] }));
        let mut later = file("2026-12-10", &["halima", "amara"]);
        later["projects"][0]["tasks"][0]["name"] = json!("Edit and cut");
        let said = report(&done(run(&desk, business, ImportFile::of(snapshot(&later)))));
        let edit = task(&desk, business, "edit");
        assert_eq!((&edit["name"], &edit["due"]), (&json!("Edit and cut"), &json!("2026-12-09")));
        assert_eq!(edit["notes"], "with care");
        assert_eq!(task(&desk, business, "record")["likely_minutes"], 300, "changed here alone");
        assert_eq!(said.both_changed.iter().map(|both| both.id.as_str()).collect::<Vec<_>>(), ["task/edit/due"]);
        let kept: Vec<&str> = said.kept.iter().map(|kept| kept.field.as_str()).collect();
        assert!(kept.contains(&"notes") && kept.contains(&"likely minutes"), "{kept:?}");
        assert_eq!(rows(&everything(&desk, business), "assignment").len(), 3, "Yuki was added here, Amara there");
        let theirs =
            ImportFile { theirs: vec!["task/edit/due".into()], ..ImportFile::of(snapshot(&file("2026-12-12", &[]))) };
        done(run(&desk, business, theirs));
        assert_eq!(task(&desk, business, "edit")["due"], "2026-12-12");
        assert_eq!(rows(&everything(&desk, business), "assignment").len(), 1, "Yuki stays, the others left the file");
    });
}

#[test]
fn what_a_business_file_names_no_longer_is_listed_and_stays() {
    on_both(|url| {
        let desk = desk(url);
        let (business, outcome) =
            found_for_file(&desk, "harbour-clay", ImportFile::of(snapshot(&file("2026-12-05", &[])))).unwrap();
        done(outcome);
        let mut later = file("2026-12-05", &[]);
        later["projects"][0]["tasks"].as_array_mut().unwrap().pop();
        let said = report(&done(run(&desk, business, ImportFile::of(snapshot(&later)))));
        assert_eq!(said.gone, ["task “Record”"]);
        assert_eq!(rows(&everything(&desk, business), "task").len(), 2);
    });
}
