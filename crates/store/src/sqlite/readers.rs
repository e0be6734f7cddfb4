//! Readers: a bounded set of read-only connections, lent to the thread that reads.

use std::{
    path::PathBuf,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use righthand_domain::ids::BusinessId;
use rusqlite::OpenFlags;

use super::connect;
use crate::{error::Error, job::attempt, tx::Tx};

/// Readers at once. Reading is limited by processors; a few more keep the quick ones going beside slow ones.
const READERS_MAX: usize = 16;
/// How long to wait for a reader before telling that there are too many.
const READER_PATIENCE: Duration = Duration::from_secs(10);

pub(super) struct Readers {
    path: PathBuf,
    shelf: Mutex<Shelf>,
    returned: Condvar,
}

#[derive(Default)]
struct Shelf {
    idle: Vec<Tx>,
    lent: usize,
}

impl Readers {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, shelf: Mutex::default(), returned: Condvar::new() }
    }

    pub(super) fn lent(&self) -> usize {
        self.lock().lent
    }

    pub(super) fn read<T, E: From<Error>>(
        &self,
        business: BusinessId,
        work: impl FnOnce(&mut Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut loan = Loan { readers: self, tx: self.lend()? };
        let tx = match &mut loan.tx {
            Some(tx) => tx,
            empty => empty.insert(Tx::new(connect(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?)),
        };
        tx.conn().script("begin")?;
        tx.start(business);
        let outcome = attempt(tx, work);
        if let Err(fault) = tx.conn().script("commit") {
            // A connection that cannot end its transaction is not lent again.
            loan.tx = None;
            return outcome.and(Err(fault.into()));
        }
        outcome
    }

    /// A place among the readers, with a connection if one is idle.
    fn lend(&self) -> Result<Option<Tx>, Error> {
        let (mut shelf, waited) = self
            .returned
            .wait_timeout_while(self.lock(), READER_PATIENCE, |shelf| shelf.lent >= READERS_MAX)
            .unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return Err(Error::Overloaded { waiting: shelf.lent });
        }
        shelf.lent += 1;
        Ok(shelf.idle.pop())
    }

    fn lock(&self) -> MutexGuard<'_, Shelf> {
        // Nothing that holds the lock can panic half-way.
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A reader that goes back on the shelf whatever happens.
struct Loan<'r> {
    readers: &'r Readers,
    tx: Option<Tx>,
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let mut shelf = self.readers.lock();
        shelf.lent -= 1;
        shelf.idle.extend(self.tx.take());
        self.readers.returned.notify_one();
    }
}
