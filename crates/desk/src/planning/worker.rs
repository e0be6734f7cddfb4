//! The threads: one that plans, and one that hears the bell for what other processes changed.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use righthand_domain::ids::BusinessId;
use righthand_domain::snapshot::Zone;
use righthand_store::Error;

use super::Shared;
use super::facts::facts;
use super::standing::{self, Standing};
use crate::forecasts;
use crate::operations::{guard, make};
use crate::questions;

/// How often the listener looks whether its desk is still there.
const LISTEN_PATIENCE: Duration = Duration::from_millis(500);
/// How often it looks whether a day has begun somewhere that needs its runs, or a question has to climb.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// Starts the thread that plans.
pub(super) fn start(shared: &Arc<Shared>) {
    let shared = Arc::clone(shared);
    let thread = std::thread::Builder::new().name("planner".into()).spawn(move || {
        while let Some((business, wake)) = shared.next() {
            if let Err(error) = plan(&shared, business, wake) {
                tracing::error!(%business, %error, "planning failed: {error}");
            }
            shared.rest();
        }
    });
    if let Err(error) = thread {
        tracing::error!(%error, "the planner's thread could not be started: {error}");
    }
}

/// Starts the thread that hears what other processes changed.
pub(super) fn listen(shared: &Arc<Shared>) {
    let bell = shared.store.bell().listen();
    let shared: Weak<Shared> = Arc::downgrade(shared);
    let thread = std::thread::Builder::new().name("planner-bell".into()).spawn(move || {
        let mut looked: Option<Instant> = None;
        loop {
            let ring = bell.next(LISTEN_PATIENCE);
            let Some(shared) = shared.upgrade().filter(|shared| !shared.state().ended) else { return };
            if let Some(ring) = ring {
                shared.heard(ring.business);
            }
            if looked.is_none_or(|looked| looked.elapsed() >= LOOK_EVERY) {
                looked = Some(Instant::now());
                shared.look_for_runs();
            }
        }
    });
    if let Err(error) = thread {
        tracing::error!(%error, "the planner's bell could not be started: {error}");
    }
}

impl Shared {
    /// Waits for a business to plan; `None` when the desk has ended.
    fn next(&self) -> Option<(BusinessId, u64)> {
        let mut state = self.state();
        loop {
            if state.ended {
                return None;
            }
            if state.resting == 0
                && let Some(business) = state.waiting.pop_front()
            {
                state.busy = Some(business);
                state.reading = true;
                let wake = state.wakes.get(&business).copied().unwrap_or(0);
                return Some((business, wake));
            }
            state = self.moved.wait(state).unwrap_or_else(std::sync::PoisonError::into_inner);
        }
    }

    fn rest(&self) {
        let mut state = self.state();
        state.busy = None;
        state.reading = false;
        drop(state);
        self.moved.notify_all();
    }

    /// The bell rang: by an event, which is planned, or by a plan that another process made. An event of this process
    /// has woken the planner already; to wake it again would end the search that it has just begun.
    fn heard(&self, business: BusinessId) {
        let known = {
            let mut state = self.state();
            while state.reading && state.busy == Some(business) && !state.ended {
                state = self.moved.wait(state).unwrap_or_else(std::sync::PoisonError::into_inner);
            }
            if state.waiting.contains(&business) {
                return;
            }
            let stands = state.standing.get(&business).map(|standing| standing.event);
            stands.max(state.began_from.get(&business).copied())
        };
        match self.store.read(business, crate::journal::latest) {
            Ok(event) if known >= Some(event) => {}
            Ok(_) => self.wake(business),
            Err(error) => tracing::warn!(%business, %error, "the bell could not be answered: {error}"),
        }
    }

    /// Wakes every business that has a day of regular work to make (R9) or a question that climbs (R7), whether anybody
    /// looks at it or not.
    fn look_for_runs(&self) {
        let now = self.clock.now();
        let all = match self.store.identity_read(crate::sign_in::businesses) {
            Ok(all) => all,
            Err(error) => {
                tracing::warn!(%error, "the businesses could not be listed: {error}");
                return;
            }
        };
        for (business, ..) in all {
            match self
                .store
                .read(business, move |tx| Ok::<_, Error>(make::is_due(tx, now)? || questions::is_due(tx, now)?))
            {
                Ok(false) => {}
                Ok(true) => self.wake(business),
                Err(error) => tracing::warn!(%business, %error, "runs could not be looked for: {error}"),
            }
        }
    }

    /// Keeps what is shown from now on, so that it can be scored when the work ends.
    fn note(&self, business: BusinessId, standing: &Standing, zone: &Zone) -> Result<(), Error> {
        let at = standing.plan.at;
        let day = zone.rules().to_datetime(at).date();
        let shown = forecasts::shown(standing);
        let (unseen, new_day) = self.state().noted.entry(business).or_default().unseen(day, shown);
        if unseen.is_empty() {
            return Ok(());
        }
        self.store.write(business, move |tx| forecasts::keep(tx, at, day, &unseen, new_day))
    }

    /// Raises what stands in the way of the coming runs, and notes what is mended (R9).
    fn guard(&self, business: BusinessId, standing: &Standing) -> Result<(), Error> {
        let (now, standing) = (standing.plan.at, standing.clone());
        let (found, is_new) = self.store.read(business, move |tx| {
            let found = guard::find(tx, &standing, now)?;
            let is_new = guard::is_new(tx, &found, now)?;
            Ok::<_, Error>((found, is_new))
        })?;
        if is_new {
            self.store.write(business, move |tx| guard::keep(tx, &found, now))?;
        }
        Ok(())
    }

    /// Makes it what stands, and keeps it; unless a page has planned a newer event on the spot meanwhile: what stands
    /// never goes back, or whoever works with it would take it for current again.
    fn land(&self, business: BusinessId, standing: Standing) -> Result<(), Error> {
        let now = self.clock.now();
        let standing = Arc::new(standing);
        let mut state = self.state();
        if state.standing.get(&business).is_some_and(|stands| stands.event > standing.event) {
            return Ok(());
        }
        state.standing.insert(business, Arc::clone(&standing));
        state.landed += 1;
        drop(state);
        self.moved.notify_all();
        self.store.write(business, move |tx| standing::keep(tx, &standing, now))
    }
}

/// Plans a business: at once, then better, then with its chances, then with levers.
fn plan(shared: &Shared, business: BusinessId, wake: u64) -> Result<(), Error> {
    let now = shared.clock.now();
    // Runs of regular work are made ahead of what is planned: a plan has steps only of runs that are there (R9).
    make::ahead(&shared.store, business, now)?;
    // What is owed by somebody else now is waited for until another moment.
    questions::climb(&shared.store, business, now)?;
    let Some(facts) = shared.store.read(business, move |tx| facts(tx, now))? else { return Ok(()) };
    let before = {
        let mut state = shared.state();
        state.began_from.insert(business, facts.event);
        state.reading = false;
        shared.moved.notify_all();
        state.standing.get(&business).cloned()
    };
    if before.as_ref().is_some_and(|before| before.settled && before.event == facts.event && !before.is_stale(now)) {
        return Ok(());
    }
    let snapshot = facts.snapshot.clone();
    let first = Standing::first(facts, now, before.as_deref());
    shared.land(business, first.clone())?;
    if first.trouble.is_some() {
        return Ok(());
    }
    let snapshot = shared.with_past(business, snapshot)?;
    let keep_going = || {
        let state = shared.state();
        !state.ended && state.wakes.get(&business) == Some(&wake)
    };
    let Some(better) = first.better(&snapshot, before.as_deref(), &keep_going) else { return Ok(()) };
    let wants_levers = better.wants_levers(&snapshot);
    shared.land(business, Standing { settled: !wants_levers, ..better.clone() })?;
    shared.note(business, &better, &snapshot.business.time_zone)?;
    shared.guard(business, &better)?;
    if wants_levers && let Some(with_levers) = better.with_levers(&snapshot, &keep_going) {
        shared.land(business, with_levers)?;
    }
    Ok(())
}
