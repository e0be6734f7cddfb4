//! Broken, truncated and hostile input: nothing is imported and the history stays as it was.

use super::*;

fn is_left_alone(input: &Value, name: &str) {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        let (before, events_before) = (everything(&desk, business), events(&desk, business));
        match desk.send(&operator(business), name, input.clone(), None).unwrap() {
            Outcome::Invalid(faults) => assert!(faults.iter().all(|fault| !fault.message.is_empty()), "{faults:?}"),
            Outcome::Refused(refusal) => assert!(refusal.rule.is_some(), "{refusal:?}"),
            other => panic!("{other:#?}"),
        }
        assert_eq!((everything(&desk, business), events(&desk, business)), (before, events_before));
    });
}

#[test]
fn boards_that_are_none_are_refused_with_the_place() {
    let deep = "[".repeat(100_000);
    let long = format!(r#"{{"lists":[],"cards":[{{"id":"c","name":"{}"}}]}}"#, "x".repeat(1_000_000));
    for content in [
        "",
        "no json",
        "{}",
        "[]",
        r#"{"lists":[],"cards":[{"id":"c1","na"#,
        r#"{"lists":{},"cards":[]}"#,
        &deep,
        &long,
    ] {
        is_left_alone(&json!({ "kind": "trello", "content": content }), "import_board");
    }
    is_left_alone(&json!({ "kind": "abacus", "content": "{}" }), "import_board");
    is_left_alone(&json!({ "content": "{}" }), "import_board");
}

#[test]
fn business_files_that_are_none_are_refused_with_the_place() {
    let unknown = json!({ "format": "righthand/1", "business": { "name": "X", "time_zone": "Mars/Base" } }).to_string();
    let nul = json!({ "format": "righthand/1", "business": { "name": "X\u{0}Y", "time_zone": "UTC" } }).to_string();
    for content in ["", "no json", "{}", r#"{"format":"righthand/1","business":{"#, &unknown, &nul] {
        is_left_alone(&json!({ "content": content }), "import_file");
    }
}

#[test]
fn hostile_words_are_kept_as_words() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        let script = "<script>alert(1)</script>\u{202e}\u{0}'; drop table task; --";
        let board = json!({ "id": "b\u{0}", "name": script, "lists": [{ "id": "l", "name": script }],
            "cards": [{ "id": "c", "name": script, "desc": script, "idList": "l" }] });
        let done = send(&desk, business, "import_board", json!({ "kind": "trello", "content": board.to_string() }));
        assert_eq!(report(&done).items["card"].made, 1);
        assert_eq!(rows(&everything(&desk, business), "task")[0]["name"], script.replace('\0', ""));
        let again = send(&desk, business, "import_board", json!({ "kind": "trello", "content": board.to_string() }));
        assert_eq!(report(&again).items["card"].unchanged, 1);
    });
}
