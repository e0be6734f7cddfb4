//! `righthand import` and `righthand export`: reports, exit codes, and what is said where nothing is imported.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// A folder with a database that is not there yet.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn righthand(&self, arguments: &[&str], input: &str) -> Output {
        let database = format!("sqlite:{}", self.path("desk.db"));
        let mut program = Command::new(env!("CARGO_BIN_EXE_righthand"))
            .args(arguments)
            .args(["--database", &database])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that refuses early need not read all of it.
        let _ = program.stdin.take().unwrap().write_all(input.as_bytes());
        program.wait_with_output().unwrap()
    }

    /// The report of an import that has to succeed.
    fn report(&self, arguments: &[&str], input: &str) -> Value {
        let output = self.righthand(&[arguments, &["--json"]].concat(), input);
        assert!(output.status.success(), "{}", errors(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn board() -> String {
    let cards: Vec<Value> = (0..3).map(|n| json!({ "id": format!("c{n}"), "name": "Edit", "idList": "l" })).collect();
    json!({ "id": "b", "name": "Podcast launch", "lists": [{ "id": "l", "name": "Doing" }], "cards": cards })
        .to_string()
}

fn business(projects: usize) -> String {
    let project = |n: usize| json!({ "key": format!("p{n}"), "name": format!("P{n}"), "end": "2027-02-01", "manager": "priyanka" });
    json!({
        "format": "righthand/1",
        "business": { "name": "Harbour Clay", "time_zone": "Europe/Lisbon" },
        "people": [
            { "key": "amara", "name": "Amara Lindqvist", "role": "owner" },
            { "key": "priyanka", "name": "Priyanka Doyle", "role": "project_manager" },
        ],
        "projects": (1..=projects).map(project).collect::<Vec<_>>(),
    })
    .to_string()
}

const BOARD: [&str; 5] = ["import", "trello", "-", "--business", "harbour-clay"];
const FILE: [&str; 5] = ["import", "file", "-", "--business", "harbour-clay"];

#[test]
fn a_board_founds_a_business_is_reported_and_doubles_nothing() {
    let desk = Desk::new();
    let first =
        desk.report(&[&BOARD[..], &["--create", "--end", "2027-01-31", "--outcome", "On air"]].concat(), &board());
    assert_eq!((&first["format"], &first["business"]), (&json!("righthand-import/1"), &json!("harbour-clay")));
    assert_eq!(first["items"]["card"], json!({ "read": 3, "made": 3, "updated": 0, "unchanged": 0, "skipped": 0 }));
    assert_eq!(desk.report(&BOARD, &board())["items"]["card"]["unchanged"], 3);
    let told = desk.righthand(&BOARD, &board());
    assert!(String::from_utf8_lossy(&told.stdout).starts_with("Podcast launch imported with 3 cards\n"), "{told:?}");
}

#[test]
fn a_business_file_that_was_exported_is_the_one_that_was_imported() {
    let desk = Desk::new();
    desk.report(&[&FILE[..], &["--create"]].concat(), &business(2));
    let out = desk.path("out.json");
    assert!(desk.righthand(&["export", "--business", "harbour-clay", &out], "").status.success());
    let file = std::fs::read_to_string(Path::new(&out)).unwrap();
    let printed = desk.righthand(&["export", "--business", "harbour-clay"], "");
    assert_eq!(serde_json::from_slice::<Value>(&printed.stdout).unwrap()["people"].as_array().unwrap().len(), 2);
    let again = desk.report(&FILE, &file);
    assert_eq!(
        (&again["items"]["project"]["unchanged"], &again["items"]["person"]["unchanged"]),
        (&json!(2), &json!(2))
    );
}

#[test]
fn r02_a_refused_import_exits_1_with_rule_why_and_ways_out_and_imports_nothing() {
    let desk = Desk::new();
    desk.report(&[&FILE[..], &["--create"]].concat(), &business(3));
    let refused = desk.righthand(&FILE, &business(4));
    assert_eq!(refused.status.code(), Some(1));
    let said = errors(&refused);
    assert!(said.contains("R2, ") && said.contains("P1, P2 and P3") && said.contains("  1. End P1\n"), "{said}");
    assert_eq!(desk.report(&FILE, &business(3))["items"]["project"]["unchanged"], 3);
}

#[test]
fn wrong_input_exits_2_and_names_its_place() {
    let desk = Desk::new();
    desk.report(&[&FILE[..], &["--create"]].concat(), &business(1));
    let wrong: [(&[&str], &str, &str); 6] = [
        (&["import", "trello", "-", "--business", "nobody"], &board(), "no business “nobody”"),
        (&["import", "abacus", "-", "--business", "harbour-clay"], "", "file, trello"),
        (&["import", "trello", "-", "--business", "harbour-clay", "--map", "Name=name"], &board(), "no columns"),
        (&["import", "file", "-", "--business", "harbour-clay", "--outcome", "x"], &business(1), "business file"),
        (&BOARD, &board()[..60], "line 1 column 60"),
        (&FILE, &business(1).replace("\"manager\":\"priyanka\"", "\"manager\":\"nobody\""), "/projects/0/manager"),
    ];
    for (arguments, input, says) in wrong {
        let output = desk.righthand(arguments, input);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", errors(&output));
        assert!(errors(&output).contains(says), "{arguments:?}: {}", errors(&output));
    }
}

#[test]
fn a_dry_run_founds_nothing() {
    let desk = Desk::new();
    let dry = desk.report(&[&FILE[..], &["--create", "--dry-run"]].concat(), &business(1));
    assert_eq!(dry["items"]["person"]["made"], 2);
    assert_eq!(desk.righthand(&FILE, &business(1)).status.code(), Some(2), "the business is not there");
}
