//! Job: a closure on its way to a thread of the store and its outcome on the way back.

use std::{
    any::Any,
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
};

use righthand_domain::ids::BusinessId;

use crate::{error::Error, tx::Tx};

/// What a thread of the store does for somebody.
pub(crate) trait Job: Send {
    /// The business it is about; the nil id for none.
    fn business(&self) -> BusinessId;

    /// Runs the closure; `true` if its work is to be kept.
    fn run(&mut self, tx: &mut Tx) -> bool;

    /// Tells the one who asked. An error takes the place of any outcome: what it rested on is gone.
    fn finish(self: Box<Self>, committed: Result<(), Error>);
}

/// A closure, later its outcome.
struct Asked<T, E, F> {
    business: BusinessId,
    work: Option<F>,
    outcome: Option<Result<T, E>>,
    reply: SyncSender<Result<T, E>>,
}

/// Where the outcome arrives.
pub(crate) struct Reply<T, E>(Receiver<Result<T, E>>);

/// A job for `work`, and where its outcome arrives.
pub(crate) fn job<T, E, F>(business: BusinessId, work: F) -> (Box<dyn Job>, Reply<T, E>)
where
    F: FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    let (reply, outcome) = sync_channel(1);
    (Box::new(Asked { business, work: Some(work), outcome: None, reply }), Reply(outcome))
}

/// Runs `work`; a panic or a statement that failed and was passed over is an error.
pub(crate) fn attempt<T, E: From<Error>>(tx: &mut Tx, work: impl FnOnce(&mut Tx) -> Result<T, E>) -> Result<T, E> {
    let _inside = Inside::enter();
    // The connection is rolled back after a panic, and `Tx` begins anew with each closure.
    let outcome = catch_unwind(AssertUnwindSafe(|| work(tx)))
        .unwrap_or_else(|panic| Err(Error::Panicked { message: message_of(panic.as_ref()) }.into()));
    match tx.doom() {
        Some(doom) if outcome.is_ok() => Err(doom.clone().into()),
        _ => outcome,
    }
}

thread_local! {
    /// Whether this thread is running a closure.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Refuses to begin from within a closure: the only writer, or the last reader, would wait for itself.
pub(crate) fn not_inside() -> Result<(), Error> {
    if INSIDE.get() { Err(Error::Nested) } else { Ok(()) }
}

/// While it lives, this thread is running a closure.
struct Inside;

impl Inside {
    fn enter() -> Self {
        INSIDE.set(true);
        Self
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.set(false);
    }
}

impl<T, E: From<Error>> Reply<T, E> {
    pub(crate) fn wait(self) -> Result<T, E> {
        self.0.recv().unwrap_or_else(|_| Err(Error::Closed.into()))
    }
}

impl<T, E, F> Job for Asked<T, E, F>
where
    F: FnOnce(&mut Tx) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn business(&self) -> BusinessId {
        self.business
    }

    fn run(&mut self, tx: &mut Tx) -> bool {
        let Some(work) = self.work.take() else { return false };
        let outcome = attempt(tx, work);
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn finish(mut self: Box<Self>, committed: Result<(), Error>) {
        let outcome = match (committed, self.outcome.take()) {
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Err(Error::Closed.into()),
            (Err(fault), _) => Err(fault.into()),
        };
        // Whoever asked may have gone; the work is done all the same.
        let _ = self.reply.send(outcome);
    }
}

fn message_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a message".to_owned())
}
