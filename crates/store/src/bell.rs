//! Bell: who changed what, told to whoever listens in this process.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use righthand_domain::ids::BusinessId;

use crate::{conn::Conn, error::Error, sql::Sql, value::Value};

/// Businesses that one listener can be behind with. A listener further behind loses the oldest.
const WAITING_MAX: usize = 16_384;

/// A business has a new event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ring {
    pub business: BusinessId,
    /// Number of its last event; earlier ones may have gone by without a ring of their own.
    pub event: i64,
}

/// The bell of a store. Cheap to clone.
#[derive(Clone, Default)]
pub struct Bell(Arc<Mutex<Hearers>>);

/// Hears the bell from the moment it was made. Rings of one business are drawn together while they wait.
pub struct Listener(Arc<Waiting>);

#[derive(Default)]
struct Hearers {
    /// The last event of each business that was rung or found, so that none is rung twice.
    last: HashMap<BusinessId, i64>,
    listeners: Vec<Weak<Waiting>>,
}

#[derive(Default)]
struct Waiting {
    rings: Mutex<Rings>,
    arrived: Condvar,
}

#[derive(Default)]
struct Rings {
    order: VecDeque<BusinessId>,
    events: HashMap<BusinessId, i64>,
}

impl Bell {
    /// A listener that hears what is rung from now on.
    pub fn listen(&self) -> Listener {
        let waiting = Arc::new(Waiting::default());
        let mut hearers = lock(&self.0);
        hearers.listeners.retain(|listener| listener.strong_count() > 0);
        hearers.listeners.push(Arc::downgrade(&waiting));
        Listener(waiting)
    }

    /// Tells everybody, unless this event or a later one of the business was told already.
    pub(crate) fn ring(&self, ring: Ring) {
        let mut hearers = lock(&self.0);
        if hearers.last.get(&ring.business).is_some_and(|last| *last >= ring.event) {
            return;
        }
        hearers.last.insert(ring.business, ring.event);
        hearers.listeners.retain(|listener| {
            let Some(listener) = listener.upgrade() else { return false };
            listener.put(ring);
            true
        });
    }

    /// Takes note of what happened before anybody could listen.
    pub(crate) fn note(&self, rings: Vec<Ring>) {
        let mut hearers = lock(&self.0);
        for ring in rings {
            let last = hearers.last.entry(ring.business).or_insert(ring.event);
            *last = ring.event.max(*last);
        }
    }
}

/// Writes the last event of a business down, for those who could not hear it.
pub(crate) fn note(conn: &mut Conn, ring: Ring) -> Result<(), Error> {
    conn.run(NOTE, &[&ring.business.into(), &Value::Int(ring.event)]).map(drop)
}

/// The last event of every business, as written down.
pub(crate) fn last_events(conn: &mut Conn) -> Result<Vec<Ring>, Error> {
    let mut rings = Vec::new();
    let mut fault = None;
    conn.rows(LAST_EVENTS, &[], &mut |row| {
        match (row.get(0), row.get(1)) {
            (Ok(business), Ok(event)) => rings.push(Ring { business, event }),
            (Err(unreadable), _) | (_, Err(unreadable)) => fault = Some(unreadable),
        }
        fault.is_none()
    })?;
    fault.map_or(Ok(rings), Err)
}

/// Neither runs in a `Tx`: the bell is for all businesses, and tells no more than that something happened.
const NOTE: &Sql = crate::identity_sql!(
    "note the last event",
    "insert into last_event (business_id, number) values ($1, $2) \
     on conflict (business_id) do update set number = excluded.number where last_event.number < excluded.number"
);
const LAST_EVENTS: &Sql =
    crate::identity_sql!("last events", "select business_id, number from last_event order by business_id");

impl Listener {
    /// The next ring, waiting for it up to `patience`.
    pub fn next(&self, patience: Duration) -> Option<Ring> {
        let (mut rings, _) = self
            .0
            .arrived
            .wait_timeout_while(lock(&self.0.rings), patience, |rings| rings.order.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        rings.pop()
    }
}

impl Waiting {
    fn put(&self, ring: Ring) {
        let mut rings = lock(&self.rings);
        if rings.events.insert(ring.business, ring.event).is_none() {
            rings.order.push_back(ring.business);
        }
        if rings.order.len() > WAITING_MAX {
            rings.pop();
        }
        self.arrived.notify_one();
    }
}

impl Rings {
    fn pop(&mut self) -> Option<Ring> {
        let business = self.order.pop_front()?;
        let event = self.events.remove(&business)?;
        Some(Ring { business, event })
    }
}

/// Nothing that holds one of these locks can panic half-way.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
