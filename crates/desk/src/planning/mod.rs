//! Planning: the plan and the forecast that stand, made anew after every event.
//!
//! Off the request's path: one thread, one business at a time, the one that waits longest first. A first plan is there
//! within milliseconds and is shown at once; a better one and the forecast follow, unless a newer event makes them
//! pointless. What stands is kept in the database with the number of the event it was made from.

mod asked;
mod facts;
pub mod seen;
mod slack;
mod standing;
mod worker;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use righthand_domain::ids::BusinessId;
use righthand_domain::past::Past;
use righthand_domain::snapshot::Snapshot;
use righthand_store::{Error, Store};

pub use asked::{Answer, Question};
pub use slack::{Week, free_minutes_this_week, load_by_week};
pub use standing::{HORIZON_DAYS, SEED, Standing};

use crate::clock::Clock;
use crate::forecasts::Noted;

/// The planner of a desk. Cheap to clone; its threads end with the last one.
#[derive(Clone)]
pub struct Planning(Arc<Handle>);

/// What the threads do not hold, so that its end is theirs.
struct Handle(Arc<Shared>);

struct Shared {
    store: Store,
    clock: Clock,
    asked: asked::Asked,
    state: Mutex<State>,
    /// Something to plan, or something planned.
    moved: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<BusinessId>,
    standing: HashMap<BusinessId, Arc<Standing>>,
    /// The event of the facts that the latest planning of a business began from.
    began_from: HashMap<BusinessId, i64>,
    /// What forecasts learn from, with what they have learnt: mostly, an event adds nothing to it.
    pasts: HashMap<BusinessId, Arc<Past>>,
    /// Forecasts that have been kept today, or that are not to be.
    noted: HashMap<BusinessId, Noted>,
    /// Counts wakes of a business, so that a search can see that it has been overtaken.
    wakes: HashMap<BusinessId, u64>,
    /// The business whose planning is under way.
    busy: Option<BusinessId>,
    /// It has not read its facts yet.
    reading: bool,
    /// How many have asked the thread to rest.
    resting: usize,
    ended: bool,
    /// Plans that have landed since the start.
    landed: u64,
}

/// How busy the planner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Plans that have landed since the start.
    pub landed: u64,
    /// Businesses that wait, or are being planned.
    pub waiting: usize,
}

impl Planning {
    /// Starts the thread.
    pub fn start(store: Store, clock: Clock) -> Self {
        let shared = Arc::new(Shared {
            store,
            clock,
            asked: asked::Asked::default(),
            state: Mutex::default(),
            moved: Condvar::new(),
        });
        worker::start(&shared);
        worker::listen(&shared);
        asked::start(&shared);
        Self(Arc::new(Handle(shared)))
    }

    fn shared(&self) -> &Shared {
        &self.0.0
    }

    /// Something of this business has changed.
    pub fn wake(&self, business: BusinessId) {
        self.shared().wake(business);
    }

    /// What stands. Made on the spot where nothing has been planned yet.
    pub fn standing(&self, business: BusinessId) -> Result<Option<Arc<Standing>>, Error> {
        let standing = self.shared().state().standing.get(&business).cloned();
        if let Some(standing) = standing {
            if standing.is_stale(self.shared().clock.now()) {
                self.wake(business);
            }
            return Ok(Some(standing));
        }
        let Some(kept) = self.shared().store.read(business, standing::load)? else {
            return self.shared().plan_now(business);
        };
        let kept = Arc::new(kept);
        self.shared().state().standing.entry(business).or_insert_with(|| kept.clone());
        self.wake(business);
        Ok(Some(kept))
    }

    /// Nothing is planned while the answer is held: for whoever loads much at once and needs the machine.
    pub fn rest(&self) -> Rest {
        self.shared().state().resting += 1;
        Rest(self.clone())
    }

    /// Waits until the plan of this event, or of a later one, stands. `false` if `at_most` went by before.
    pub fn wait_for(&self, business: BusinessId, event: i64, at_most: Duration) -> bool {
        self.shared()
            .wait(at_most, |state| state.standing.get(&business).is_some_and(|standing| standing.event >= event))
    }

    /// How busy it is.
    pub fn figures(&self) -> Figures {
        let state = self.shared().state();
        Figures { landed: state.landed, waiting: state.waiting.len() + usize::from(state.busy.is_some()) }
    }

    /// Ends it: what is being searched lands as far as it is, and nothing is begun. `false` if that took longer.
    pub fn end(&self, at_most: Duration) -> bool {
        self.shared().state().ended = true;
        self.shared().moved.notify_all();
        self.shared().wait(at_most, |state| state.busy.is_none())
    }

    /// Waits until nothing is left to plan: for commands that end with their process, and for tests.
    pub fn settle(&self, at_most: Duration) -> bool {
        self.shared().wait(at_most, |state| state.waiting.is_empty() && state.busy.is_none())
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake(&self, business: BusinessId) {
        let mut state = self.state();
        *state.wakes.entry(business).or_default() += 1;
        if !state.waiting.contains(&business) {
            state.waiting.push_back(business);
        }
        self.moved.notify_all();
    }

    fn wait(&self, at_most: Duration, done: impl Fn(&State) -> bool) -> bool {
        let until = Instant::now() + at_most;
        let mut state = self.state();
        loop {
            if done(&state) {
                return true;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            state = self.moved.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The snapshot with what forecasts learn from: the past as it was known before, where it is still the same.
    /// Apart from the facts, as a first plan does without it.
    fn with_past(&self, business: BusinessId, snapshot: Snapshot) -> Result<Snapshot, Error> {
        let mut snapshot = self.store.read(business, |tx| crate::snapshot::with_past(tx, snapshot))?;
        let mut state = self.state();
        let known = state.pasts.entry(business).or_insert_with(|| Arc::clone(&snapshot.past));
        if *known != snapshot.past {
            *known = Arc::clone(&snapshot.past);
        }
        snapshot.past = Arc::clone(known);
        Ok(snapshot)
    }

    /// A first plan for whoever asks before the thread has come to it.
    fn plan_now(&self, business: BusinessId) -> Result<Option<Arc<Standing>>, Error> {
        let now = self.clock.now();
        let Some(facts) = self.store.read(business, move |tx| facts::facts(tx, now))? else { return Ok(None) };
        let standing = Arc::new(Standing::first(facts, now, None));
        self.state().standing.entry(business).or_insert_with(|| standing.clone());
        self.wake(business);
        Ok(Some(standing))
    }
}

/// While it lives, the planner's thread rests.
pub struct Rest(Planning);

impl Drop for Rest {
    fn drop(&mut self) {
        let shared = self.0.shared();
        shared.state().resting -= 1;
        shared.moved.notify_all();
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.0.state().ended = true;
        self.0.moved.notify_all();
        self.0.asked.end();
    }
}
