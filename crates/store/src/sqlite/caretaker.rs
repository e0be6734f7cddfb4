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
        // Passive: waits for nobody. The second column is the pages in the log.
        match connection.query_row("pragma wal_checkpoint(passive)", [], |row| row.get::<_, i64>(1)) {
            Ok(pages) => log_is_long.store(pages > LOG_PAGES_MAX, Ordering::Relaxed),
            Err(fault) => {
                tracing::error!(error = %fault, "The log of the database could not be carried into it: {fault}")
            }
        }
    }
}
