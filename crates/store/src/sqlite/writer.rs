//! Writer: the one thread that writes to the file, several closures to a commit.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::caretaker::carry_over;
use crate::{
    bell::{Bell, Ring, last_events, note},
    conn::Conn,
    error::Error,
    job::Job,
    queue::{Group, Queue},
    tx::Tx,
};

/// Closures in one commit. Measured: 32 to a commit halve the cost of one; beyond 128 only the waiting grows.
const GROUP_MAX: usize = 128;
/// How often to look whether another process has written to the file.
const LOOK_EVERY: Duration = Duration::from_millis(500);

pub(super) struct Writer {
    queue: Arc<Queue>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(conn: Conn, bell: Bell, log_is_long: Arc<AtomicBool>) -> Result<Self, Error> {
        let mut desk = Desk { tx: Tx::new(conn), bell, log_is_long, seen: 0, looked_at: Instant::now() };
        desk.seen = desk.data_version()?;
        let before = last_events(desk.tx.conn())?;
        desk.bell.note(before);
        let queue = Arc::new(Queue::default());
        let jobs = Arc::clone(&queue);
        let thread = thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || desk.serve(&jobs))
            .map_err(|fault| Error::open("a thread for writing", fault))?;
        Ok(Self { queue, thread: Some(thread) })
    }

    pub(super) fn waiting(&self) -> usize {
        self.queue.waiting()
    }

    pub(super) fn put(&self, job: Box<dyn Job>) -> Result<(), Error> {
        self.queue.put(job)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue.close();
        // The last store may be dropped by a closure on this very thread.
        if let Some(thread) = self.thread.take().filter(|thread| thread.thread().id() != thread::current().id()) {
            // Panics of closures are caught; one of the thread itself must not stop the closing.
            let _ = thread.join();
        }
    }
}

/// What the thread has before it.
struct Desk {
    tx: Tx,
    bell: Bell,
    log_is_long: Arc<AtomicBool>,
    /// `data_version`, which changes when another process commits.
    seen: i64,
    looked_at: Instant,
}

/// A closure that ran, the event it rang for, and why its work could not be kept.
struct Ran {
    job: Box<dyn Job>,
    ring: Option<Ring>,
    fault: Option<Error>,
}

impl Desk {
    fn serve(mut self, queue: &Queue) {
        loop {
            match queue.take_group(GROUP_MAX, LOOK_EVERY) {
                Group::Jobs(jobs) => self.commit_together(jobs),
                Group::Nothing => {}
                Group::Closed => return,
            }
            if self.looked_at.elapsed() >= LOOK_EVERY {
                self.look_around();
            }
        }
    }

    /// Runs each closure in a savepoint of one transaction, so that only its own work goes when it fails.
    fn commit_together(&mut self, jobs: Vec<Box<dyn Job>>) {
        let mut jobs = jobs.into_iter();
        let mut group: Vec<Ran> = Vec::new();
        while let Some(job) = jobs.next() {
            if self.is_outside()
                && let Err(fault) = self.tx.conn().script("begin immediate")
            {
                std::iter::once(job).chain(jobs).for_each(|job| job.finish(Err(fault.clone())));
                return;
            }
            group.push(self.run(job));
            if self.is_outside() {
                // On a grave fault, such as a full disk, SQLite ends the whole transaction.
                let fault = self.tx.doom().cloned().unwrap_or(Error::Closed);
                group.drain(..).for_each(|ran| ran.job.finish(Err(fault.clone())));
            }
        }
        if !group.is_empty() {
            self.commit(group);
        }
    }

    fn run(&mut self, mut job: Box<dyn Job>) -> Ran {
        self.tx.start(job.business());
        let (ring, fault) = match self.run_in_savepoint(job.as_mut()) {
            Ok(ring) => (ring, None),
            Err(fault) => (None, Some(fault)),
        };
        Ran { job, ring, fault }
    }

    fn run_in_savepoint(&mut self, job: &mut dyn Job) -> Result<Option<Ring>, Error> {
        self.tx.conn().script("savepoint one")?;
        if !job.run(&mut self.tx) {
            return self.undo_one().map(|()| None);
        }
        let ring = self.tx.rung().map(|event| Ring { business: job.business(), event });
        let noted = ring.map_or(Ok(()), |ring| note(self.tx.conn(), ring));
        if let Err(fault) = noted.and_then(|()| self.tx.conn().script("release one")) {
            self.undo_one()?;
            return Err(fault);
        }
        Ok(ring)
    }

    fn undo_one(&mut self) -> Result<(), Error> {
        if self.is_outside() {
            return Ok(());
        }
        self.tx.conn().script("rollback to one; release one")
    }

    fn commit(&mut self, group: Vec<Ran>) {
        let committed = self.tx.conn().script("commit");
        if committed.is_err() && !self.is_outside() {
            // The fault of the commit is the one to tell.
            let _ = self.tx.conn().script("rollback");
        }
        for ran in group {
            if let (Ok(()), Some(ring)) = (&committed, ran.ring) {
                self.bell.ring(ring);
            }
            ran.job.finish(ran.fault.map_or_else(|| committed.clone(), Err));
        }
    }

    /// Rings for what another process has written, and empties a log that has grown too long.
    fn look_around(&mut self) {
        self.looked_at = Instant::now();
        if self.log_is_long.swap(false, Ordering::Relaxed)
            && let Err(fault) = self.empty_log()
        {
            tracing::warn!(error = %fault, "The log of the database could not be emptied: {fault}");
        }
        match self.data_version() {
            Ok(version) if version == self.seen => {}
            Ok(version) => {
                self.seen = version;
                match last_events(self.tx.conn()) {
                    Ok(rings) => rings.into_iter().for_each(|ring| self.bell.ring(ring)),
                    Err(fault) => tracing::error!(error = %fault, "What another process wrote went unheard: {fault}"),
                }
            }
            Err(fault) => tracing::error!(error = %fault, "Could not look for other processes: {fault}"),
        }
    }

    /// Carries the log over while nothing is written, so that the next commit begins it anew. Readers of an older state
    /// are not waited for.
    fn empty_log(&mut self) -> Result<(), Error> {
        let Conn::Sqlite(connection) = self.tx.conn() else { return Ok(()) };
        carry_over(connection).map(drop).map_err(|fault| Error::sqlite("wal_checkpoint", fault))
    }

    fn data_version(&mut self) -> Result<i64, Error> {
        match self.tx.conn() {
            Conn::Sqlite(connection) => connection
                .query_row("pragma data_version", [], |row| row.get(0))
                .map_err(|fault| Error::sqlite("data_version", fault)),
            Conn::Postgres(_) => Ok(0),
        }
    }

    /// Whether no transaction is open.
    fn is_outside(&mut self) -> bool {
        matches!(self.tx.conn(), Conn::Sqlite(connection) if connection.is_autocommit())
    }
}
