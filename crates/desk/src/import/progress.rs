//! Progress: how far a long import is, told to whoever waits for it while the transaction goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Shared between the import and the door that waits. Rows that are to be written are counted when they are known, so
/// that the share grows evenly; reading the file and looking at what is here come before.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    done: AtomicU64,
    /// Of which it is known.
    of: AtomicU64,
    /// Of which it is supposed, before it is known.
    supposed: AtomicU64,
}

impl Progress {
    /// Rows written, and rows that are to be written; both 0 while the file is still being read.
    pub fn rows(&self) -> (u64, u64) {
        let of = self.0.of.load(Ordering::Relaxed).max(self.0.supposed.load(Ordering::Relaxed));
        (self.0.done.load(Ordering::Relaxed).min(of), of)
    }

    /// About that many rows are going to be written, so that the share does not fall when more become known.
    pub(crate) fn suppose(&self, rows: usize) {
        self.0.supposed.store(rows as u64, Ordering::Relaxed);
    }

    /// That many rows are to be written, as far as is known.
    pub(crate) fn expect(&self, rows: usize) {
        self.0.of.fetch_add(rows as u64, Ordering::Relaxed);
    }

    /// So many more are written.
    pub(crate) fn wrote(&self, rows: usize) {
        self.0.done.fetch_add(rows as u64, Ordering::Relaxed);
    }
}

/// Two imports are the same whoever waits for them.
impl PartialEq for Progress {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
