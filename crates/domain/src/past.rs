//! Past: how work has gone in a business, as far as forecasts learn from it.
//!
//! It comes from the desk's database and never from a file, where forecasts assume what the contracts say.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_planner::effort::{History, Task};
use righthand_planner::forecast::Factors;
use righthand_planner::random::id_of;

use crate::kind::Kind;
use crate::snapshot::Key;

/// Finished work that forecasts learn from, the latest: older work hardly counts any more.
pub const EFFORTS_MAX: usize = 1_000;
/// Hand-offs that forecasts learn from, the latest.
pub const HAND_OFFS_MAX: usize = 1_000;
/// Sorts of work whose factors are remembered; a plan has far fewer.
const FACTORS_MAX: usize = 4_096;

/// What forecasts learn from.
#[derive(Debug, Default)]
pub struct Past {
    efforts: Vec<PastEffort>,
    hand_offs: Vec<PastHandOff>,
    /// Since when absences are entered here, so that those that are not there are known not to have been.
    pub absences_since: Option<Date>,
    learnt: OnceLock<Learnt>,
}

/// A finished piece of work of which it is known how long it took.
#[derive(Debug, Clone, PartialEq)]
pub struct PastEffort {
    pub sort: Sort,
    /// As it stood when the work began.
    pub estimate_hours: f64,
    pub actual_hours: f64,
    pub done_at: Timestamp,
}

/// What a piece of work has in common with other work.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sort {
    /// Who did it; `None` where that is not known.
    pub person: Option<Key>,
    pub part_of: Whole,
    pub kind: Kind,
    /// Its first label; of a step of a run, the step.
    pub label: Option<String>,
}

/// The thing that a piece of work belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Whole {
    Project(Key),
    Operation(Key),
}

/// How long the next one took to begin once somebody else had finished.
#[derive(Debug, Clone, PartialEq)]
pub struct PastHandOff {
    /// Through whom it went.
    pub manager: Key,
    /// Of the manager's working time.
    pub hours: f64,
    /// When it was taken.
    pub at: Timestamp,
}

#[derive(Debug)]
struct Learnt {
    history: History,
    /// By what the planner tells sorts apart, with the estimate's bits.
    factors: Mutex<HashMap<[u64; 5], Factors>>,
}

impl PartialEq for Past {
    fn eq(&self, other: &Self) -> bool {
        self.efforts == other.efforts
            && self.hand_offs == other.hand_offs
            && self.absences_since == other.absences_since
    }
}

impl Past {
    /// Of both, the oldest first; of more than is learnt from, the latest count.
    pub fn new(mut efforts: Vec<PastEffort>, mut hand_offs: Vec<PastHandOff>, absences_since: Option<Date>) -> Self {
        efforts.drain(..efforts.len().saturating_sub(EFFORTS_MAX));
        hand_offs.drain(..hand_offs.len().saturating_sub(HAND_OFFS_MAX));
        Self { efforts, hand_offs, absences_since, learnt: OnceLock::new() }
    }

    /// What was known at an earlier moment.
    #[must_use]
    pub fn until(&self, at: Timestamp) -> Self {
        Self::new(
            self.efforts.iter().filter(|effort| effort.done_at <= at).cloned().collect(),
            self.hand_offs.iter().filter(|hand_off| hand_off.at <= at).cloned().collect(),
            self.absences_since,
        )
    }

    /// Is there finished work to learn from?
    pub fn knows_efforts(&self) -> bool {
        !self.efforts.is_empty()
    }

    /// Waits in working hours of hand-offs through this manager, the oldest first.
    pub(crate) fn waits<'a>(&'a self, manager: &'a str) -> impl DoubleEndedIterator<Item = f64> + 'a {
        self.waits_by_manager().filter(move |(through, _)| *through == manager).map(|(_, wait)| wait)
    }

    /// The same through all managers, with whom.
    pub(crate) fn waits_by_manager(&self) -> impl DoubleEndedIterator<Item = (&Key, f64)> {
        self.hand_offs.iter().map(|hand_off| (&hand_off.manager, hand_off.hours))
    }

    /// What work of this sort comes to over its estimate.
    pub(crate) fn factors(&self, sort: &Sort, estimate_hours: f64) -> Factors {
        let Learnt { history, factors } = self.learnt();
        let task = task(sort, estimate_hours);
        let key = [task.person, task.project, task.kind, task.category, estimate_hours.to_bits()];
        let mut known = factors.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() > FACTORS_MAX {
            known.clear();
        }
        known.entry(key).or_insert_with(|| history.factors(&task)).clone()
    }

    /// Finished work of the same person and like size.
    pub(crate) fn alike(&self, sort: &Sort, estimate_hours: f64) -> usize {
        self.learnt().history.alike(&task(sort, estimate_hours))
    }

    fn learnt(&self) -> &Learnt {
        self.learnt.get_or_init(|| {
            let mut history = History::default();
            self.efforts.iter().for_each(|past| history.add(task(&past.sort, past.estimate_hours), past.actual_hours));
            Learnt { history, factors: Mutex::default() }
        })
    }
}

fn task(sort: &Sort, estimate: f64) -> Task {
    // Nobody's key is empty, nor is an operation's the key of a project with something before it.
    let project = match &sort.part_of {
        Whole::Project(key) => id_of(key),
        Whole::Operation(key) => id_of(&format!("operation {key}")),
    };
    Task {
        person: id_of(sort.person.as_deref().unwrap_or_default()),
        project,
        kind: id_of(sort.kind.as_str()),
        category: id_of(sort.label.as_deref().unwrap_or_default()),
        estimate,
    }
}
