//! Queue: jobs waiting for a thread of the store, bounded, in order.

use std::{
    collections::{HashSet, VecDeque},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use righthand_domain::ids::BusinessId;

use crate::{error::Error, job::Job};

/// Jobs waiting at once. A group commit takes 128, so this is eight of them: some tens of milliseconds.
const WAITING_MAX: usize = 1_024;
/// How long somebody waits for a place in a full queue before being told to come back.
const PLACE_PATIENCE: Duration = Duration::from_secs(10);

/// A queue between those who ask and the threads that do.
#[derive(Default)]
pub(crate) struct Queue {
    state: Mutex<State>,
    filled: Condvar,
    freed: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Box<dyn Job>>,
    /// Businesses that a thread is writing for now.
    busy: HashSet<BusinessId>,
    closed: bool,
}

/// What [`Queue::take_group`] found.
pub(crate) enum Group {
    Jobs(Vec<Box<dyn Job>>),
    Nothing,
    Closed,
}

impl Queue {
    /// Puts a job at the end, waiting for a place.
    pub(crate) fn put(&self, job: Box<dyn Job>) -> Result<(), Error> {
        let full = |state: &mut State| state.jobs.len() >= WAITING_MAX && !state.closed;
        let (mut state, waited) =
            self.freed.wait_timeout_while(self.lock(), PLACE_PATIENCE, full).unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return Err(Error::Closed);
        }
        if waited.timed_out() {
            return Err(Error::Overloaded { waiting: state.jobs.len() });
        }
        state.jobs.push_back(job);
        self.filled.notify_one();
        Ok(())
    }

    /// All that waits, up to `most`; waits for the first up to `patience`.
    pub(crate) fn take_group(&self, most: usize, patience: Duration) -> Group {
        let empty = |state: &mut State| state.jobs.is_empty() && !state.closed;
        let (mut state, _) =
            self.filled.wait_timeout_while(self.lock(), patience, empty).unwrap_or_else(PoisonError::into_inner);
        if state.jobs.is_empty() {
            return if state.closed { Group::Closed } else { Group::Nothing };
        }
        let size = state.jobs.len().min(most);
        let group = state.jobs.drain(..size).collect();
        self.freed.notify_all();
        Group::Jobs(group)
    }

    /// The next job whose business no other thread is busy with; `None` when the store closed. To be followed by
    /// [`Self::done`].
    ///
    /// So the writers of one business do not occupy every thread while they wait for each other. The nil business
    /// (work outside any) is never busy.
    pub(crate) fn take_writer(&self) -> Option<Box<dyn Job>> {
        let mut state = self.lock();
        loop {
            let State { jobs, busy, .. } = &mut *state;
            let at = jobs.iter().position(|job| !busy.contains(&job.business()));
            if let Some(job) = at.and_then(|at| jobs.remove(at)) {
                if !job.business().0.is_nil() {
                    busy.insert(job.business());
                }
                self.freed.notify_one();
                return Some(job);
            }
            if state.closed && state.jobs.is_empty() {
                return None;
            }
            state = self.filled.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The thread is done with the writer of `business`.
    pub(crate) fn done(&self, business: BusinessId) {
        let mut state = self.lock();
        state.busy.remove(&business);
        if !state.jobs.is_empty() || state.closed {
            self.filled.notify_all();
        }
    }

    /// The next job; `None` when the store closed.
    pub(crate) fn take_reader(&self) -> Option<Box<dyn Job>> {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.jobs.pop_front() {
                self.freed.notify_one();
                return Some(job);
            }
            if state.closed {
                return None;
            }
            state = self.filled.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// No more jobs are taken in; those waiting are still done.
    /// Jobs that wait for a thread.
    pub(crate) fn waiting(&self) -> usize {
        self.lock().jobs.len()
    }

    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.filled.notify_all();
        self.freed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing that holds the lock can panic half-way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
