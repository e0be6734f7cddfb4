//! Backup: how long somebody who writes waits while a gigabyte is backed up.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use righthand_store::{Error, Sql, Store, identity_sql, values};
use rusqlite::Connection;

use super::program::righthand;
use super::table::Value;

/// Of text in the database.
const BYTES: usize = 1 << 30;
/// As large as a long note.
const ROW_BYTES: usize = 4_096;
/// Rows put in at a time.
const CHUNK: usize = 4_096;
/// The figure.
const GOAL: &str = "50 ms";

const PUT: &Sql = identity_sql!(
    "bench.put",
    "insert into app_user (id, email, name, created_at) values ($1, null, $2, 0) on conflict (email) do nothing"
);

pub(super) fn measure() -> anyhow::Result<(String, Vec<Value>)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("desk.db");
    let store = Store::open(&format!("sqlite:{}", path.display()))?;
    fill(&store)?;
    let quiet = longest_wait(&store, None)?;
    let file = folder.path().join("desk.backup");
    let url = format!("sqlite:{}", path.display());
    let mut backup = Command::new(righthand()?);
    backup.args(["backup", &file.display().to_string(), "--database", &url]).stdout(Stdio::null());
    let ours = longest_wait(&store, Some(backup.spawn().context("the program does not start")?))?;
    let bare = longest_wait_beside(&store, &path, &folder.path().join("bare.db"))?;
    let size = std::fs::metadata(&file)?.len();
    let value = |what: &str, goal: &str, (wait, took): (Duration, Duration)| {
        let reached = format!("{:.1} ms in {:.1} s", wait.as_secs_f64() * 1e3, took.as_secs_f64());
        Value::new(what.into(), goal, reached)
    };
    let values = vec![
        value("longest write with nothing beside it", "", quiet),
        value("longest write while `righthand backup` runs", GOAL, ours),
        value("longest write while SQLite's own online backup runs, all pages in one step (bare)", "", bare),
        Value::new("size of the backup".into(), "", format!("{:.0} MB", size as f64 / 1e6)),
    ];
    let about = "A SQLite database of 1 GB of text that compresses by half. One thread writes, one durable transaction after the \
                 other, for as long as the backup takes; what counts is the longest of them."
        .to_owned();
    Ok((about, values))
}

fn fill(store: &Store) -> anyhow::Result<()> {
    for chunk in 0..BYTES / ROW_BYTES / CHUNK {
        store.identity_write(move |identity| {
            for row in 0..CHUNK {
                identity.run(PUT, &values![format!("{chunk}-{row}"), words(chunk * CHUNK + row)])?;
            }
            Ok::<_, Error>(())
        })?;
    }
    Ok(())
}

/// Text of hexadecimal digits: half of it is information.
fn words(seed: usize) -> String {
    let mut state = seed as u64 ^ 0x9e37_79b9_7f4a_7c15;
    let mut text = String::with_capacity(ROW_BYTES + 16);
    while text.len() < ROW_BYTES {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push_str(&format!("{:016x}", state ^ (state >> 29)));
    }
    text
}

/// The longest write while the process runs, or within five seconds; and how long that was.
fn longest_wait(store: &Store, mut beside: Option<Child>) -> anyhow::Result<(Duration, Duration)> {
    let began = Instant::now();
    let mut goes_on = || match &mut beside {
        None => Ok(began.elapsed() < Duration::from_secs(5)),
        Some(child) => match child.try_wait()? {
            None => Ok(true),
            Some(status) => {
                ensure!(status.success(), "the backup ended with {status}");
                Ok(false)
            }
        },
    };
    let mut longest = Duration::ZERO;
    while goes_on()? {
        longest = longest.max(one_write(store)?);
    }
    Ok((longest, began.elapsed()))
}

fn one_write(store: &Store) -> anyhow::Result<Duration> {
    const TOUCH: &Sql = identity_sql!("bench.touch", "update app_user set created_at = created_at + 1 where id = $1");
    let began = Instant::now();
    store.identity_write(|identity| identity.run(TOUCH, &values!["0-0"]))?;
    Ok(began.elapsed())
}

/// The same beside SQLite's own backup into a file. In several steps it would begin anew whenever another process has
/// written, and so never end beside a writer: all pages go in one.
fn longest_wait_beside(
    store: &Store,
    from: &std::path::Path,
    to: &std::path::Path,
) -> anyhow::Result<(Duration, Duration)> {
    let source = Connection::open(from)?;
    let mut target = Connection::open(to)?;
    let began = Instant::now();
    let thread = std::thread::spawn(move || -> rusqlite::Result<()> {
        rusqlite::backup::Backup::new(&source, &mut target)?.run_to_completion(i32::MAX, Duration::ZERO, None)
    });
    let mut longest = Duration::ZERO;
    while !thread.is_finished() {
        longest = longest.max(one_write(store)?);
    }
    thread.join().map_err(|_| anyhow::anyhow!("the bare backup broke"))??;
    Ok((longest, began.elapsed()))
}
