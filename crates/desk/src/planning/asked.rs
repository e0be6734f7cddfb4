//! Asked: questions about another future, answered off the request's path and kept until the facts change.
//!
//! One thread beside the planner's. A question that is asked again, by anybody, before the next event has its answer at
//! once. What has been answered rings the bell, so that pages that wait look again by themselves.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use righthand_advisor::{Advice, Ask};
use righthand_domain::ids::BusinessId;
use righthand_domain::plan::{self, Comparison, Futures, NewWork, Options, PromiseLine, Supposition};
use righthand_domain::snapshot::Fault;
use righthand_store::Error;
use serde::Serialize;

use super::facts::facts;
use super::standing::{HORIZON_DAYS, SEED};
use super::{Planning, Shared};
use crate::hire::{advice as hire, assumptions as kept};

/// Answers that are kept: of all businesses together, the latest.
const ANSWERS_MAX: usize = 64;
/// Questions that wait; more than so many people ask at once on no machine that answers one in a second.
const WAITING_MAX: usize = 32;
/// Schedules of one plan of an answer: it begins from the plan that stands, so that few are needed.
const SCHEDULES: u64 = 100;
/// Futures of one plan of an answer: a chance is right to two points in a hundred.
const FUTURES: u32 = 500;

/// A question about another future.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Question {
    Suppose(Supposition),
    Promise(NewWork),
    /// Whom to hire, with these assumptions changed.
    Advise(Vec<(String, f64)>),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Compared(Comparison),
    Promised(PromiseLine),
    Advised(Box<Advice>),
    /// Why there is none: a sentence.
    None(String),
}

/// A question of a business, as of an event; the question as text.
type Key = (BusinessId, i64, String);

/// The questions of a desk.
#[derive(Default)]
pub(super) struct Asked {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<(Key, Question)>,
    answers: HashMap<Key, Arc<Answer>>,
    /// In the order in which they were given.
    given: VecDeque<Key>,
    busy: Option<Key>,
    ended: bool,
}

impl Asked {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The thread that answers goes home.
    pub(super) fn end(&self) {
        self.state().ended = true;
        self.moved.notify_all();
    }
}

impl Planning {
    /// The answer as of what stands, if it is there within `patience`; `None` while it is being worked out.
    pub fn ask(
        &self,
        business: BusinessId,
        question: &Question,
        patience: Duration,
    ) -> Result<Option<Arc<Answer>>, Error> {
        let Some(standing) = self.standing(business)? else { return Ok(None) };
        let text = serde_json::to_string(question).unwrap_or_default();
        let key: Key = (business, standing.event, text);
        let asked = &self.shared().asked;
        let until = Instant::now() + patience;
        let mut state = asked.state();
        loop {
            if let Some(answer) = state.answers.get(&key) {
                return Ok(Some(Arc::clone(answer)));
            }
            if state.busy.as_ref() != Some(&key) && state.waiting.iter().all(|(other, _)| *other != key) {
                if state.waiting.len() >= WAITING_MAX {
                    state.waiting.pop_front();
                }
                state.waiting.push_back((key.clone(), question.clone()));
                asked.moved.notify_all();
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            state = asked.moved.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// Starts the thread that answers.
pub(super) fn start(shared: &Arc<Shared>) {
    let shared = Arc::clone(shared);
    let thread = std::thread::Builder::new().name("what-if".into()).spawn(move || {
        while let Some((key, question)) = next(&shared.asked) {
            let answer = answer(&shared, &key, &question);
            give(&shared, key, answer);
        }
    });
    if let Err(error) = thread {
        tracing::error!(%error, "the thread for what-ifs could not be started: {error}");
    }
}

/// Waits for a question; `None` when the desk has ended.
fn next(asked: &Asked) -> Option<(Key, Question)> {
    let mut state = asked.state();
    loop {
        if state.ended {
            return None;
        }
        if let Some((key, question)) = state.waiting.pop_front() {
            state.busy = Some(key.clone());
            return Some((key, question));
        }
        state = asked.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
}

/// Keeps the answer and tells the pages that wait. One that a newer event has overtaken is dropped: they ask again.
fn give(shared: &Shared, key: Key, answer: Option<Answer>) {
    let business = key.0;
    {
        let mut state = shared.asked.state();
        state.busy = None;
        if let Some(answer) = answer {
            state.answers.insert(key.clone(), Arc::new(answer));
            state.given.push_back(key);
            while state.given.len() > ANSWERS_MAX {
                if let Some(oldest) = state.given.pop_front() {
                    state.answers.remove(&oldest);
                }
            }
        }
    }
    shared.asked.moved.notify_all();
    if let Err(error) = shared.store.write(business, crate::journal::ring) {
        tracing::warn!(%business, %error, "pages could not be told of an answer: {error}");
    }
}

/// `None` where it was overtaken.
fn answer(shared: &Shared, (business, event, _): &Key, question: &Question) -> Option<Answer> {
    let standing = shared.state().standing.get(business).cloned()?;
    let now = shared.clock.now();
    let read = move |tx: &mut righthand_store::Tx| Ok::<_, Error>((facts(tx, now)?, kept::kept(tx)?));
    let (facts, (mut assumptions, own)) = match shared.store.read(*business, read) {
        Ok((facts, kept)) => (facts?, kept),
        Err(error) => return Some(Answer::None(error.to_string())),
    };
    if standing.event != *event || facts.event != *event {
        return None;
    }
    let snapshot = match shared.with_past(*business, facts.snapshot) {
        Ok(snapshot) => snapshot,
        Err(error) => return Some(Answer::None(error.to_string())),
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let options = Options {
        horizon_days: HORIZON_DAYS,
        seed: SEED,
        schedules: SCHEDULES,
        earlier: Some(standing.plan.clone()),
        threads,
        ..Options::at(standing.plan.at)
    };
    let futures = Futures { futures: FUTURES, levers: false, ..Futures::default() };
    let current = || {
        let overtaken = shared.state().standing.get(business).is_none_or(|standing| standing.event != *event);
        !overtaken && !shared.asked.state().ended
    };
    let made = match question {
        // A lever that is tried says what its row says: it is worked out in the same way.
        Question::Suppose(supposition) if supposition.change.is_some() => {
            let all = Options { schedules: u64::MAX, ..options };
            let (options, futures) = plan::trial_of_levers(&all, &Futures::default());
            plan::suppose(&snapshot, &options, &futures, supposition, &mut || current()).map(Answer::Compared)
        }
        Question::Suppose(supposition) => {
            plan::suppose(&snapshot, &options, &futures, supposition, &mut || current()).map(Answer::Compared)
        }
        Question::Promise(work) => {
            plan::promise(&snapshot, &options, &futures, work, &mut || current()).map(Answer::Promised)
        }
        Question::Advise(changed) => {
            hire::change(&mut assumptions, changed);
            let ask = Ask { threads, futures: hire::FUTURES, assumptions, own, ..Ask::at(options.at) };
            righthand_advisor::advise(&snapshot, &ask, &current).map(|advice| Answer::Advised(Box::new(advice)))
        }
    };
    current().then(|| made.unwrap_or_else(|faults| Answer::None(said(&faults))))
}

fn said(faults: &[Fault]) -> String {
    let messages: Vec<&str> = faults.iter().take(3).map(|fault| fault.message.as_str()).collect();
    format!("It cannot be planned: {}.", messages.join("; "))
}
