//! Import: a board of 5,000 cards through the command line, process and all.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, ensure};
use rusqlite::Connection;
use serde_json::Value;

use super::figures::{Figures, timed};
use super::program::righthand;
use super::table::{Row, Section};

const RUNS: usize = 7;
const CARDS: usize = 5_000;
/// The issue's figure.
const GOAL: Duration = Duration::from_secs(2);

pub(super) fn measure() -> anyhow::Result<Section> {
    let folder = tempfile::tempdir()?;
    let board = folder.path().join("board.json");
    std::fs::write(&board, large_board())?;
    let bytes = std::fs::metadata(&board)?.len();
    let bare = Figures::measure(RUNS, || bare(folder.path(), &board))?;
    let first = Figures::measure(RUNS, || import(folder.path(), &board))?;
    Ok(Section {
        about: format!(
            "`righthand import trello` of a generated file of {:.1} MB ({CARDS} cards, each with a checklist of two items, a label, a \
             due date, a member, a comment and an attachment) into a new SQLite database that is synced to the disk. Bare: the same \
             file parsed as JSON, and as many rows of the same text put into one SQLite table in one transaction.",
            bytes as f64 / 1e6
        ),
        rows: vec![Row { what: "import".into(), ceiling: Some(bare.median()), figures: first, goal: Some(GOAL) }],
    })
}

fn import(folder: &Path, board: &Path) -> anyhow::Result<Duration> {
    let database = tempfile::tempdir_in(folder)?;
    let url = format!("sqlite:{}", database.path().join("desk.sqlite").display());
    let mut command = Command::new(righthand()?);
    command.args(["import", "trello"]).arg(board).args([
        "--business",
        "studio",
        "--create",
        "--json",
        "--database",
        &url,
    ]);
    let (took, output) = timed(|| command.output());
    let output = output?;
    ensure!(output.status.success(), "the import failed: {}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout)?;
    let made = report.pointer("/items/card/made").and_then(Value::as_u64).context("a report without cards")?;
    ensure!(made == CARDS as u64, "{made} cards were made");
    Ok(took)
}

fn bare(folder: &Path, board: &Path) -> anyhow::Result<Duration> {
    let database = tempfile::tempdir_in(folder)?;
    let (took, rows) = timed(|| {
        let board: Value = serde_json::from_slice(&std::fs::read(board)?)?;
        let mut connection = Connection::open(database.path().join("bare.sqlite"))?;
        connection.execute_batch("pragma journal_mode = wal; pragma synchronous = full; create table thing (id text primary key, body text not null) without rowid")?;
        let transaction = connection.transaction()?;
        let mut rows = 0_usize;
        {
            let mut insert = transaction.prepare("insert into thing (id, body) values (?1, ?2)")?;
            for (pointer, nested) in [("/cards", "attachments"), ("/checklists", "checkItems"), ("/actions", "")] {
                for thing in board.pointer(pointer).and_then(Value::as_array).into_iter().flatten() {
                    let inside = thing.get(nested).and_then(Value::as_array).into_iter().flatten();
                    for thing in std::iter::once(thing).chain(inside) {
                        let id = thing.get("id").and_then(Value::as_str).unwrap_or_default();
                        rows += insert.execute((id, thing.to_string()))?;
                    }
                }
            }
        }
        transaction.commit()?;
        anyhow::Ok(rows)
    });
    ensure!(rows? == CARDS * 6, "the bare run lost rows");
    Ok(took)
}

fn large_board() -> String {
    let mut text = String::from(r#"{"id":"large","name":"Large""#);
    let mut part = |name: &str, count: usize, make: fn(usize) -> String| {
        let things = (0..count).map(make).collect::<Vec<_>>().join(",");
        let _infallible = write!(text, r#","{name}":[{things}]"#);
    };
    part("lists", 12, |n| format!(r#"{{"id":"l{n}","name":"List {n}","pos":{n}}}"#));
    part("members", 20, |n| format!(r#"{{"id":"m{n}","fullName":"Person {n}","username":"p{n}"}}"#));
    part("labels", 10, |n| format!(r#"{{"id":"b{n}","name":"Label {n}","color":"green"}}"#));
    part("cards", CARDS, card);
    part("checklists", CARDS, checklist);
    part("actions", CARDS, comment);
    text + "}"
}

fn card(n: usize) -> String {
    let (list, member, label) = (n % 12, n % 20, n % 10);
    let words = "Some words on what is to be done. ".repeat(5);
    format!(
        r#"{{"id":"c{n}","name":"Card {n} of the board","desc":"{words}","idList":"l{list}","pos":{n},"due":"2026-12-07T15:30:00Z","idMembers":["m{member}"],"idLabels":["b{label}"],"attachments":[{{"id":"a{n}","name":"File","url":"https://files.example/{n}"}}]}}"#
    )
}

fn checklist(n: usize) -> String {
    format!(
        r#"{{"id":"k{n}","idCard":"c{n}","name":"Steps","checkItems":[{{"id":"i{n}a","name":"One","state":"complete"}},{{"id":"i{n}b","name":"Two","state":"incomplete"}}]}}"#
    )
}

fn comment(n: usize) -> String {
    let member = n % 20;
    format!(
        r#"{{"id":"o{n}","type":"commentCard","date":"2026-11-20T10:00:00.000Z","idMemberCreator":"m{member}","data":{{"text":"What was said about it.","card":{{"id":"c{n}"}}}}}}"#
    )
}
