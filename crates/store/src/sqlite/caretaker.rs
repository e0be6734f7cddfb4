//! Caretaker: carries the write-ahead log into the file beside the writer, so that no command waits for it.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use super::connect;
use crate::{conn::Conn, error::Error};

/// How often the log is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Bytes of log that are left alone: 4,000 pages, after which reading gets slower.
const LOG_BYTES_EASY: u64 = 16 << 20;
/// Pages of log (256 MiB) at which the writer must stop and empty it, as readers never let it come to an end.
const LOG_PAGES_MAX: i64 = 65_536;

pub(super) struct Caretaker {
    stop: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Caretaker {
    pub(super) fn start(path: &Path, log_is_long: Arc<AtomicBool>) -> Result<Self, Error> {
        let Conn::Sqlite(connection) = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)? else {
            return Err(Error::Closed);
        };
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let (stop, stopped) = sync_channel(1);
        let thread = thread::Builder::new()
            .name("store-caretaker".to_owned())
            .spawn(move || look_after(&connection, Path::new(&log), &log_is_long, &stopped))
            .map_err(|fault| Error::open("a thread for the log", fault))?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Caretaker {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take().filter(|thread| thread.thread().id() != thread::current().id()) {
            // It cannot panic; and if it did, closing goes on.
            let _ = thread.join();
        }
    }
}

fn look_after(connection: &Connection, log: &Path, log_is_long: &AtomicBool, stopped: &Receiver<()>) {
    while stopped.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
        if !std::fs::metadata(log).is_ok_and(|log| log.len() > LOG_BYTES_EASY) {
            continue;
        }
        match carry_over(connection) {
            Ok(pages) => log_is_long.store(pages > LOG_PAGES_MAX, Ordering::Relaxed),
            Err(fault) => {
                tracing::error!(error = %fault, "The log of the database could not be carried into it: {fault}");
            }
        }
    }
}

/// Carries over what can be without waiting for anybody; the number of pages in the log. Once all of them are carried
/// over and nobody reads an older state, the next commit begins the log anew.
pub(super) fn carry_over(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("pragma wal_checkpoint(passive)", [], |row| row.get(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_that_was_carried_over_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut writer = connect(&path, flags).unwrap();
        writer.script("create table t (n integer); insert into t values (1)").unwrap();
        for _ in 0..100 {
            writer.script("update t set n = n + 1").unwrap();
        }
        let Conn::Sqlite(caretaker) = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap() else { return };
        assert!(carry_over(&caretaker).unwrap() > 100, "one page for each commit at least");
        writer.script("update t set n = n + 1").unwrap();
        assert!(carry_over(&caretaker).unwrap() < 10, "only the last commit");
    }
}
