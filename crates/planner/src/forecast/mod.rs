//! Forecast: many futures of one schedule.
//!
//! In each future every activity draws its effort and every hand-off its wait; people keep the activities that the
//! schedule gave them and take the most important one that is ready, in the schedule's order ([`future`]). Draws are
//! named by (future, activity) and counted, never streamed: an edit changes nothing else's draw (common random numbers),
//! and any number of threads gives the same bits.

mod absences;
mod agenda;
mod draws;
mod effort;
mod finishes;
mod follow;
mod future;
mod people;
mod places;
mod script;
mod state;
mod tally;

use std::sync::atomic::{AtomicBool, Ordering};

use crate::problem::{Minute, Problem};
use crate::schedule::Schedule;
pub use absences::Absences;
use draws::{Draws, Sources};
pub use effort::{Factors, Spread, Table};
pub use finishes::Finishes;
use future::Future;
use script::Script;
pub use tally::Outcome;
use tally::{Tally, Told};

/// Most futures of one forecast: quantiles do not become truer after, only memory larger (4 bytes a future and activity).
pub const FUTURES_MAX: u32 = 100_000;
/// Bytes that the finishes of all futures may take; with very many activities there are fewer futures.
const FINISHES_MAX: usize = 1 << 27;
/// Threads of one forecast at most.
const THREADS_MAX: usize = 64;

/// How the futures differ from the plan.
#[derive(Debug, Clone)]
pub struct Chances {
    pub futures: u32,
    pub seed: u64,
    pub threads: usize,
    /// By activity: its total effort.
    pub efforts: Vec<EffortChance>,
    /// By activity: the hand-off before it; `None` where nothing is handed over.
    pub hand_offs: Vec<Option<HandOff>>,
    /// What may go wrong, each in some of the futures.
    pub risks: Vec<RiskChance>,
    /// By person: how often they are away without notice; none where it is empty.
    pub absences: Vec<Absences>,
}

/// More work that comes in a share of the futures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiskChance {
    /// Names the risk for its draws: the same id comes true in the same futures.
    pub id: u64,
    /// The activity that it makes longer.
    pub activity: u32,
    /// Share of the futures in which it comes true, 0 to 1.
    pub chance: f64,
    /// Minutes of work more.
    pub minutes: Minute,
}

/// The total effort of an activity, spent minutes included.
#[derive(Debug, Clone)]
pub struct EffortChance {
    pub spread: Spread,
    /// Minutes that are already spent: what is left is the draw less these, at least one.
    pub spent: Minute,
}

/// A wait of exponential length on the working time of whoever hands over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HandOff {
    /// Whose working time the wait counts in; `None` for the wall clock.
    pub manager: Option<u32>,
    /// Whose it counts in once the manager's has come to its end: somebody is always there to be asked.
    pub deputy: Option<u32>,
    /// In minutes.
    pub mean: f64,
}

/// Simulates. `keep_going` is asked every few futures, by each thread; what was done until then counts.
pub fn simulate(
    problem: &Problem,
    schedule: &Schedule,
    chances: &Chances,
    keep_going: &(dyn Fn() -> bool + Sync),
) -> Outcome {
    run(problem, schedule, chances, Told::Everything, keep_going)
}

/// The same futures, of which only those of the groups are told: without a number for each activity and future, which
/// are most of the memory and a tenth of the time.
pub fn simulate_groups(
    problem: &Problem,
    schedule: &Schedule,
    chances: &Chances,
    keep_going: &(dyn Fn() -> bool + Sync),
) -> Outcome {
    run(problem, schedule, chances, Told::Groups, keep_going)
}

fn run(
    problem: &Problem,
    schedule: &Schedule,
    chances: &Chances,
    told: Told,
    keep_going: &(dyn Fn() -> bool + Sync),
) -> Outcome {
    let script = Script::of(problem, schedule);
    let per_future = (problem.activities().len() * size_of::<u32>()).max(1);
    let futures =
        chances.futures.clamp(1, FUTURES_MAX).min(u32::try_from(FINISHES_MAX / per_future).unwrap_or(1).max(1));
    let threads = chances.threads.clamp(1, THREADS_MAX).min(futures as usize);
    let share = futures.div_ceil(u32::try_from(threads).unwrap_or(1));
    let sources = Sources::of(&script, chances);
    let stopped = AtomicBool::new(false);
    let (script, sources, stopped) = (&script, &sources, &stopped);
    let play = |thread: u32| {
        let mut tally = Tally::new(script, share, told);
        let mut future = Future::new(script, chances, Draws::of(sources));
        for number in thread * share..((thread + 1) * share).min(futures) {
            // At least one future of the first thread is done whatever happens: an empty forecast says nothing.
            if number > 0 && (stopped.load(Ordering::Relaxed) || (number % 16 == 0 && !keep_going())) {
                stopped.store(true, Ordering::Relaxed);
                break;
            }
            future.play(u64::from(number));
            tally.add(&future);
        }
        tally
    };
    let tallies = if threads == 1 {
        vec![play(0)]
    } else {
        let count = u32::try_from(threads).unwrap_or(1);
        std::thread::scope(|scope| {
            let handles: Vec<_> = (0..count).map(|thread| scope.spawn(move || play(thread))).collect();
            handles.into_iter().filter_map(|handle| handle.join().ok()).collect()
        })
    };
    Tally::outcome(tallies, problem).unwrap_or_default()
}
