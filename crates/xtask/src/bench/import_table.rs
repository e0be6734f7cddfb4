//! Import of a table: a hundred thousand rows of CSV through the command line, process and all; and taking it back.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, ensure};
use rusqlite::Connection;
use serde_json::Value;

use super::figures::{Figures, timed};
use super::program::righthand;
use super::table::{Row, Section};

const RUNS: usize = 3;
const ROWS: usize = 100_000;
/// The figure.
const GOAL: Duration = Duration::from_secs(10);

pub(super) fn measure() -> anyhow::Result<Section> {
    let folder = tempfile::tempdir()?;
    let table = folder.path().join("tasks.csv");
    std::fs::write(&table, large_table())?;
    let bytes = std::fs::metadata(&table)?.len();
    let bare = Figures::measure(RUNS, || bare(folder.path(), &table))?;
    let mut peak = 0;
    let mut undone = Vec::new();
    let first = Figures::measure(RUNS, || {
        let (took, memory, back) = import(folder.path(), &table)?;
        peak = peak.max(memory);
        undone.push(back);
        Ok(took)
    })?;
    let mut undone = undone.into_iter();
    let back = Figures::measure(RUNS, || undone.next().context("an import that was not undone"))?;
    Ok(Section {
        about: format!(
            "`righthand import csv` of a generated file of {:.1} MB ({ROWS} rows with an id, a list, a person, a due date, an effort, two \
             labels and notes) into a new SQLite database that is synced to the disk, and `righthand do undo` of it. The memory of \
             the importing process at its peak was {} MB. Bare: the same file split into cells, and as many rows of the same text \
             put into one SQLite table in one transaction.",
            bytes as f64 / 1e6,
            peak / 1024
        ),
        rows: vec![
            Row { what: "import".into(), ceiling: Some(bare.median()), figures: first, goal: Some(GOAL) },
            Row { what: "undo".into(), ceiling: None, figures: back, goal: None },
        ],
    })
}

/// How long the import took, its peak memory in kB, and how long taking it back took.
fn import(folder: &Path, table: &Path) -> anyhow::Result<(Duration, u64, Duration)> {
    let database = tempfile::tempdir_in(folder)?;
    let url = format!("sqlite:{}", database.path().join("desk.sqlite").display());
    let run = |arguments: &[&str], file: Option<&Path>| {
        let mut command = Command::new(righthand()?);
        command.args(arguments.iter().take(2)).args(file).args(arguments.iter().skip(2)).args(["--database", &url]);
        anyhow::Ok(command)
    };
    let import = ["import", "csv", "--business", "studio", "--create", "--json"];
    let mut command = run(&import, Some(table))?;
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::null());
    let began = std::time::Instant::now();
    let mut child = command.spawn()?;
    let mut peak = 0;
    // The kernel forgets a process that has ended: its peak is looked up while it runs.
    let mut output = child.stdout.take().context("no output")?;
    let reading = std::thread::spawn(move || {
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut output, &mut text).map(|_| text)
    });
    while child.try_wait()?.is_none() {
        peak = peak.max(peak_kilobytes(child.id()));
        std::thread::sleep(Duration::from_millis(10));
    }
    let took = began.elapsed();
    let text = reading.join().map_err(|_| anyhow::anyhow!("the reader of the output fell over"))??;
    let report: Value = serde_json::from_slice(&text)?;
    let made = report.pointer("/items/card/made").and_then(Value::as_u64).context("a report without cards")?;
    ensure!(made == ROWS as u64, "{made} cards were made");
    let (back, output) =
        timed(|| run(&["do", "undo", "event=1", "--business", "studio"], None)?.output().map_err(anyhow::Error::from));
    let output = output?;
    ensure!(output.status.success(), "the undo failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok((took, peak, back))
}

/// 0 where the kernel does not say.
fn peak_kilobytes(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

fn bare(folder: &Path, table: &Path) -> anyhow::Result<Duration> {
    let database = tempfile::tempdir_in(folder)?;
    let (took, rows) = timed(|| {
        let text = std::fs::read_to_string(table)?;
        let mut connection = Connection::open(database.path().join("bare.sqlite"))?;
        connection.execute_batch("pragma journal_mode = wal; pragma synchronous = full; create table thing (id text primary key, body text not null) without rowid")?;
        let transaction = connection.transaction()?;
        let mut rows = 0_usize;
        {
            let mut insert = transaction.prepare("insert into thing (id, body) values (?1, ?2)")?;
            for line in text.lines().skip(1) {
                let id = line.split(',').next().unwrap_or_default();
                rows += insert.execute((id, line))?;
            }
        }
        transaction.commit()?;
        anyhow::Ok(rows)
    });
    ensure!(rows? == ROWS, "the bare run lost rows");
    Ok(took)
}

fn large_table() -> String {
    let mut text = String::from("ID,Task,Section,Assignee,Due date,Estimate,Tags,Notes\n");
    let words = "Some words on what is to be done, and why. ".repeat(2);
    for n in 0..ROWS {
        let (list, person, day, label) = (n % 12, n % 20, n % 28 + 1, n % 10);
        text.push_str(&format!(
            "{n},Task {n} of the table,List {list},Person {person},2027-03-{day:02},{}h,\"tag {label}, other\",\"{words}\"\n",
            n % 7 + 1
        ));
    }
    text
}
