//! Boards of other tools.

use righthand_desk::import::ImportBoard;

use super::*;

/// A small board with one of everything.
fn board() -> Value {
    json!({
        "id": "board1", "name": "Podcast launch", "desc": "All of it", "url": "https://trello.example/b/1",
        "lists": [{ "id": "l1", "name": "Doing", "pos": 1 }, { "id": "l2", "name": "Later", "pos": 2 }],
        "members": [
            { "id": "m1", "fullName": "Halima Strand" },
            { "id": "m2", "fullName": "P. Doyle", "email": "Priyanka@HarbourClay.example" },
            { "id": "m3", "fullName": "Mateus Fenwick" },
        ],
        "labels": [{ "id": "g1", "name": "audio", "color": "red" }],
        "customFields": [{ "id": "f1", "name": "Length", "type": "number" }],
        "cards": [
            { "id": "c1", "name": "Edit episode 1", "idList": "l1", "pos": 1, "desc": "with care",
              "due": "2026-12-05T00:00:00Z", "idMembers": ["m1", "m2"], "idLabels": ["g1"], "shortUrl": "https://trello.example/c/1",
              "customFieldItems": [{ "idCustomField": "f1", "value": { "number": "42" } }],
              "attachments": [{ "id": "a1", "name": "Cover", "url": "https://files.example/cover.png" }] },
            { "id": "c2", "name": "Record intro", "idList": "l1", "pos": 2, "dueComplete": true, "dateLastActivity": "2026-11-20T10:00:00.123Z",
              "idMembers": ["m3"] },
            { "id": "c3", "name": "Edit episode 1", "idList": "l2", "pos": 1, "due": "2026-12-07T15:30:00Z", "closed": true },
        ],
        "checklists": [{ "id": "k1", "idCard": "c1", "name": "Before", "checkItems": [
            { "id": "i1", "name": "Levels", "state": "complete", "pos": 1 },
            { "id": "i2", "name": "Fade", "state": "incomplete", "pos": 2, "idMember": "m3", "due": "2026-12-03T10:00:00Z" } ] }],
        "actions": [{ "id": "x1", "type": "commentCard", "date": "2026-11-01T10:00:00Z", "idMemberCreator": "m1",
            "memberCreator": { "fullName": "Halima Strand" }, "data": { "text": "Louder?", "card": { "id": "c1", "name": "Edit" } } }],
    })
}

fn import(board: &Value) -> ImportBoard {
    serde_json::from_value(json!({ "kind": "trello", "content": board.to_string() })).unwrap()
}

fn project(board: &Value) -> ImportBoard {
    ImportBoard { end: Some("2026-12-18".parse().unwrap()), outcome: Some("Six episodes out".into()), ..import(board) }
}

#[test]
fn a_board_is_brought_in_with_all_that_hangs_on_it() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        let done = done(run(&desk, business, project(&board())));
        let report = report(&done);
        assert_eq!(
            (report.format.as_str(), report.kind.as_str(), report.business.as_str()),
            ("righthand-import/1", "trello", "harbour-clay")
        );
        assert_eq!(
            (report.items["card"].made, report.items["member"].made, report.items["member"].unchanged),
            (3, 1, 2),
            "{report:#?}"
        );
        let here = everything(&desk, business);
        let tasks = rows(&here, "task");
        let keys: Vec<&str> = tasks.iter().map(|task| task["key"].as_str().unwrap()).collect();
        assert_eq!(keys, ["edit-episode-1", "record-intro", "edit-episode-1-2"]);
        assert_eq!(tasks[0]["due"], "2026-12-05", "midnight in Lisbon is that day");
        assert_eq!(tasks[1]["done_at"], "2026-11-20T10:00:00.123Z");
        assert_eq!((&tasks[2]["due"], &tasks[2]["archived"]), (&json!("2026-12-07T15:30:00Z"), &json!(true)));
        assert_eq!((&tasks[0]["labels"], &tasks[0]["notes"]), (&json!(["audio"]), &json!("with care")));
        assert_eq!(rows(&here, "check_item")[1]["name"], "Fade (Mateus Fenwick, by 2026-12-03)");
        assert_eq!(rows(&here, "field_value")[0]["value"], "42");
        assert_eq!(rows(&here, "comment")[0]["words"], "Louder?");
        assert_eq!(rows(&here, "assignment").len(), 2, "Halima and Mateus; Priyanka manages");
        let r3 = report.guessed.iter().find(|guess| guess.as_.contains("R3")).unwrap();
        assert!(r3.what.contains("Priyanka Doyle on Edit episode 1"), "{}", r3.what);
        let open = &rows(&here, "project")[0];
        assert_eq!(
            (&open["state"], &open["ends"], &open["outcome"]),
            (&json!("open"), &json!("2026-12-18"), &json!("Six episodes out"))
        );
    });
}

#[test]
fn r01_a_board_without_end_and_outcome_waits_as_a_draft_until_it_has_both() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        let draft = done(run(&desk, business, import(&board())));
        assert_eq!(rows(&everything(&desk, business), "project")[0]["state"], "draft");
        let half = ImportBoard { end: Some("2026-12-18".parse().unwrap()), ..import(&board()) };
        assert_eq!(rule(run(&desk, business, half)), Some(Rule::R1));
        let opened =
            send(&desk, business, "open_draft", json!({ "draft": draft.key, "end": "2026-12-18", "outcome": "Out" }));
        assert_eq!(opened.key, draft.key);
        assert_eq!(report(&done(run(&desk, business, import(&board())))).items["card"].unchanged, 3);
        assert_eq!(
            rows(&everything(&desk, business), "project")[0]["state"],
            "open",
            "importing again does not close it"
        );
    });
}

#[test]
fn a_draft_becomes_a_project_when_it_is_imported_again_with_end_and_outcome() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        let first = done(run(&desk, business, import(&board())));
        let again = done(run(&desk, business, project(&board())));
        assert_eq!(again.key, first.key);
        let here = everything(&desk, business);
        assert_eq!((rows(&here, "project").len(), &rows(&here, "project")[0]["state"]), (1, &json!("open")));
        assert_eq!(rows(&here, "task").len(), 3);
    });
}

#[test]
fn importing_again_doubles_nothing_and_changes_nothing() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        done(run(&desk, business, project(&board())));
        let before = everything(&desk, business);
        let again = done(run(&desk, business, project(&board())));
        assert_eq!(everything(&desk, business), before);
        assert_eq!(again.event, 0, "nothing happened, so nothing is in the history");
        let again = report(&again);
        assert!(again.items.values().all(|count| count.made == 0 && count.updated == 0), "{again:#?}");
    });
}

#[test]
fn what_changed_there_is_taken_over_and_what_a_person_changed_here_is_kept() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        done(run(&desk, business, project(&board())));
        send(&desk, business, "change_task", json!({ "task": "edit-episode-1", "due": "2026-12-09" }));
        send(&desk, business, "assign_task", json!({ "task": "record-intro", "assignees": ["halima"] }));
        let mut later = board();
        later["cards"][0]["due"] = json!("2026-12-10T00:00:00Z");
        later["cards"][0]["name"] = json!("Edit the first episode");
        later["cards"][0]["idMembers"] = json!([]);
        later["cards"][0]["customFieldItems"] = json!([]);
        later["checklists"][0]["checkItems"][0]["state"] = json!("incomplete");
        later["cards"].as_array_mut().unwrap().push(json!({ "id": "c4", "name": "Publish", "idList": "l2", "pos": 9 }));
        let report = report(&done(run(&desk, business, import(&later))));
        let here = everything(&desk, business);
        let task = |key: &str| rows(&here, "task").iter().find(|task| task["key"] == key).unwrap();
        let first = task("edit-episode-1");
        assert_eq!((&first["name"], &first["due"]), (&json!("Edit the first episode"), &json!("2026-12-09")));
        let both = &report.both_changed[0];
        assert_eq!((both.id.as_str(), both.before.as_deref()), ("card/c1/due", Some("2026-12-05")), "{report:#?}");
        assert_eq!(
            (both.here.as_str(), both.there.as_str(), both.taken.as_str()),
            ("2026-12-09", "2026-12-10", "here")
        );
        assert_eq!(
            (report.items["card"].made, report.items["card"].updated, report.items["card"].unchanged),
            (1, 1, 2)
        );
        assert_eq!(report.items["check_item"].updated, 1);
        assert!(rows(&here, "field_value").is_empty());
        let people: Vec<&Value> = rows(&here, "assignment").iter().map(|given| &given["task_id"]).collect();
        assert_eq!(
            people,
            [&task("record-intro")["id"]],
            "Halima left the first card there, and was given the second here"
        );
        assert_eq!(report_of_again(&desk, business, &later), 0);
    });
}

/// How many guesses about changes on both sides an import of the same file tells.
fn report_of_again(desk: &Desk, business: BusinessId, board: &Value) -> usize {
    let again = report(&done(run(desk, business, import(board))));
    again.both_changed.len()
}

#[test]
fn a_card_that_was_removed_here_stays_away_and_is_listed() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        done(run(&desk, business, project(&board())));
        send(&desk, business, "remove_task", json!({ "task": "edit-episode-1" }));
        let report = report(&done(run(&desk, business, import(&board()))));
        assert_eq!(report.items["card"].skipped, 1);
        assert_eq!(report.items["check_item"].skipped, 2);
        assert_eq!(rows(&everything(&desk, business), "task").len(), 2);
    });
}

#[test]
fn a_discarded_draft_is_made_again() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        let first = done(run(&desk, business, import(&board())));
        send(&desk, business, "discard_draft", json!({ "draft": first.key }));
        let report = report(&done(run(&desk, business, import(&board()))));
        assert_eq!(
            (report.items["card"].made, report.items["comment"].made, report.items["member"].unchanged),
            (3, 1, 3)
        );
        assert_eq!(rows(&everything(&desk, business), "task").len(), 3);
    });
}

#[test]
fn r14_an_import_is_undone_as_one_and_leaves_nothing() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        let before = everything(&desk, business);
        let event = done(run(&desk, business, project(&board()))).event;
        assert_ne!(everything(&desk, business), before);
        done(undo(&desk, business, event));
        assert_eq!(everything(&desk, business), before);
        assert_eq!(
            report(&done(run(&desk, business, project(&board())))).items["card"].made,
            3,
            "and it can be imported again"
        );
    });
}

#[test]
fn a_dry_run_says_the_same_and_keeps_nothing() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        let (before, events_before) = (everything(&desk, business), events(&desk, business));
        let dry = done(run(&desk, business, ImportBoard { dry_run: true, ..project(&board()) }));
        assert_eq!((dry.event, everything(&desk, business), events(&desk, business)), (0, before, events_before));
        let wet = done(run(&desk, business, project(&board())));
        assert_eq!(report(&dry), report(&wet));
        assert_eq!(dry.summary, wet.summary);
    });
}

#[test]
fn r02_a_fourth_project_is_refused_by_number_and_nothing_is_imported() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        for name in ["Wheel", "Glaze", "Photos"] {
            send(
                &desk,
                business,
                "open_project",
                json!({ "name": name, "end": "2026-12-15", "outcome": "Out", "manager": "priyanka" }),
            );
        }
        let (before, events_before) = (everything(&desk, business), events(&desk, business));
        let refusal =
            refused(run(&desk, business, ImportBoard { manager: Some("priyanka".into()), ..project(&board()) }));
        assert_eq!(refusal.rule, Some(Rule::R2));
        assert!(refusal.why.contains("Wheel, Glaze and Photos"), "{}", refusal.why);
        let ways: Vec<&str> = refusal.instead.iter().map(|way| way.command.as_str()).collect();
        assert_eq!(
            ways,
            ["close_project", "close_project", "close_project", "lift_rule"],
            "only ways that can be gone: the new project is not there"
        );
        assert_eq!((everything(&desk, business), events(&desk, business)), (before, events_before));
    });
}

#[test]
fn every_sample_board_is_counted_as_the_file_counts_and_doubles_nothing() {
    for path in json_files("samples/trello") {
        let text = std::fs::read_to_string(&path).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        let length = |list: &Value| list.as_array().map_or(0, Vec::len);
        on_both(|url| {
            let desk = desk(url);
            let business = studio(&desk);
            let before = everything(&desk, business);
            let first = done(run(&desk, business, import(&file)));
            let counted = report(&first);
            for (kind, list) in [
                ("list", "lists"),
                ("card", "cards"),
                ("checklist", "checklists"),
                ("label", "labels"),
                ("member", "members"),
            ] {
                assert_eq!(counted.items[kind].read, length(&file[list]), "{kind} of {}", path.display());
            }
            let items = file["checklists"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|list| length(&list["checkItems"]))
                .sum::<usize>();
            assert_eq!(counted.items["check_item"].read, items);
            let here = everything(&desk, business);
            assert_eq!(rows(&here, "task").len(), counted.items["card"].made);
            let again = done(run(&desk, business, import(&file)));
            assert_eq!(everything(&desk, business), here, "importing again doubles nothing");
            assert!(report(&again).items.values().all(|count| count.made + count.updated == 0));
            done(undo(&desk, business, first.event));
            assert_eq!(everything(&desk, business), before);
        });
    }
}
