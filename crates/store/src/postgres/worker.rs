//! Worker: a thread that runs one closure after the other, each in a transaction on a client of its own.

use std::sync::Arc;

use righthand_domain::ids::BusinessId;

use super::{connect::Server, hear::CHANNEL, spawn};
use crate::{
    bell::{Bell, Ring},
    conn::Conn,
    error::Error,
    job::Job,
    queue::Queue,
    tx::Tx,
};

/// What the closures of a thread may do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Reading,
    Writing,
}

pub(super) struct Worker {
    purpose: Purpose,
    server: Server,
    bell: Bell,
    /// Connected at the first job.
    tx: Option<Tx>,
}

impl Worker {
    pub(super) fn start(purpose: Purpose, server: &Server, queue: &Arc<Queue>, bell: &Bell) -> Result<(), Error> {
        let mut worker = Self { purpose, server: server.clone(), bell: bell.clone(), tx: None };
        let queue = Arc::clone(queue);
        match purpose {
            Purpose::Reading => spawn("store-reader", move || {
                while let Some(job) = queue.take_reader() {
                    worker.serve(job);
                }
            }),
            Purpose::Writing => spawn("store-writer", move || {
                while let Some(job) = queue.take_writer() {
                    let business = job.business();
                    worker.serve(job);
                    queue.done(business);
                }
            }),
        }
    }

    fn serve(&mut self, mut job: Box<dyn Job>) {
        let (business, purpose) = (job.business(), self.purpose);
        let begin = begin(self.purpose, business);
        let tx = match self.ready(&begin) {
            Ok(tx) => tx,
            Err(fault) => return job.finish(Err(fault)),
        };
        tx.start(business);
        let keep = job.run(tx);
        let ring = tx.rung().filter(|_| keep).map(|event| Ring { business, event });
        let ended = match (purpose, keep) {
            (Purpose::Writing, true) => commit(tx, ring),
            (Purpose::Writing, false) | (Purpose::Reading, _) => tx.conn().script("rollback"),
        };
        if let (Purpose::Writing, Ok(()), Some(ring)) = (purpose, &ended, ring) {
            self.bell.ring(ring);
        }
        if ended.is_err() {
            // Whatever state it is in, the next job gets a new connection.
            self.tx = None;
        }
        // A closure that failed with the connection has its own error to tell.
        job.finish(if keep { ended } else { Ok(()) });
    }

    /// A connection with a transaction begun. As the closure has not run yet, a broken connection can be replaced.
    fn ready(&mut self, begin: &str) -> Result<&mut Tx, Error> {
        let lost = match &mut self.tx {
            None => true,
            Some(tx) => match tx.conn().script(begin) {
                Ok(()) => false,
                Err(fault) if fault.is_connection_lost() => {
                    tracing::warn!(error = %fault, "Connecting to the database again: {fault}");
                    true
                }
                Err(fault) => {
                    self.tx = None;
                    return Err(fault);
                }
            },
        };
        if lost {
            self.tx = None;
            let mut tx = Tx::new(Conn::postgres(self.server.connect_again()?));
            tx.conn().script(begin)?;
            self.tx = Some(tx);
        }
        self.tx.as_mut().ok_or(Error::Closed)
    }
}

fn begin(purpose: Purpose, business: BusinessId) -> String {
    match purpose {
        // One state of the database for all statements of the closure.
        Purpose::Reading => "begin isolation level repeatable read, read only".to_owned(),
        Purpose::Writing if business.0.is_nil() => "begin".to_owned(),
        // One writer for each business, on all nodes: what its rules judge stays true until it commits. A lock shared
        // by two businesses by chance costs a wait, nothing else.
        Purpose::Writing => format!("begin; select pg_advisory_xact_lock({})", lock_key(business)),
    }
}

/// The last eight bytes of the id, which are its random ones.
fn lock_key(business: BusinessId) -> i64 {
    let (_, random) = business.0.as_u64_pair();
    random.cast_signed()
}

/// Commits; what was rung is written down and told to the other nodes in the same trip to the server.
fn commit(tx: &mut Tx, ring: Option<Ring>) -> Result<(), Error> {
    let script = match ring {
        None => "commit".to_owned(),
        // Neither a number nor an id can hold a quote.
        Some(Ring { business, event }) => format!(
            "insert into last_event (business_id, number) values ('{business}', {event}) \
             on conflict (business_id) do update set number = excluded.number \
             where last_event.number < excluded.number; \
             notify {CHANNEL}, '{business} {event}'; commit"
        ),
    };
    tx.conn().script(&script).map_err(|fault| match fault {
        Error::ConnectionLost { source } => Error::OutcomeUnknown { source },
        fault => fault,
    })
}
