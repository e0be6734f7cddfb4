//! Tally: what happened in all futures, counted.

use super::finishes::{Finishes, after};
use super::future::Future;
use super::script::Script;
use super::state::{NEVER, NONE};
use crate::problem::{Minute, Problem};

/// Futures that are noted at a time: as many finishes of one activity fill a line of the processor's cache.
const ROWS: usize = 16;

/// What of the futures is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Everything,
    Groups,
}

/// What came of the futures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    pub futures: u32,
    /// By activity; empty for what is nowhere. None at all where only groups are told.
    pub activity_finish: Vec<Finishes>,
    /// By group; empty where the group has nothing or something that is nowhere.
    pub group_finish: Vec<Finishes>,
    /// By group: futures in which it finishes at or before its due.
    pub on_time: Vec<u32>,
    /// By activity: futures in which it is on the critical chain of its group. None at all where only groups are told.
    pub critical: Vec<u32>,
}

/// Counts as futures come.
#[derive(Debug)]
pub(super) struct Tally<'a> {
    script: &'a Script<'a>,
    told: Told,
    futures: u32,
    /// By activity and by group, in the order of the futures.
    activities: Vec<Vec<u32>>,
    groups: Vec<Vec<u32>>,
    on_time: Vec<u32>,
    critical: Vec<u32>,
    /// The last futures' finishes by activity, not noted yet.
    rows: Vec<u32>,
    rows_filled: usize,
    /// By group: it can finish.
    whole: Vec<bool>,
    /// By activity: its group. Kept apart, so that a walk along a chain reads little.
    group_of: Vec<u32>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(script: &'a Script<'a>, futures: u32, told: Told) -> Self {
        let problem = script.problem;
        let groups = problem.groups().len();
        let activities = match told {
            Told::Everything => problem.activities().len(),
            Told::Groups => 0,
        };
        let somewhere = |a: &u32| script.parts[*a as usize].is_some();
        let column = |placed: bool| Vec::with_capacity(if placed { futures as usize } else { 0 });
        Self {
            script,
            told,
            futures: 0,
            activities: script.parts.iter().take(activities).map(|part| column(part.is_some())).collect(),
            groups: vec![Vec::new(); groups],
            on_time: vec![0; groups],
            critical: vec![0; activities],
            rows: vec![0; activities * ROWS],
            rows_filled: 0,
            whole: problem.members().iter().map(|all| !all.is_empty() && all.iter().all(somewhere)).collect(),
            group_of: problem.activities().iter().map(|activity| activity.group).collect(),
        }
    }

    pub(super) fn add(&mut self, future: &Future<'_>) {
        self.futures += 1;
        if self.told == Told::Everything {
            self.row(future);
        }
        for group in 0..self.groups.len() {
            if self.whole[group] {
                self.group(group, future);
            }
        }
    }

    /// Keeps the finishes of one future, to be moved to the columns with some others.
    fn row(&mut self, future: &Future<'_>) {
        let count = future.states.len();
        let now = self.script.problem.now();
        let row = &mut self.rows[self.rows_filled * count..(self.rows_filled + 1) * count];
        for (slot, state) in row.iter_mut().zip(&future.states) {
            *slot = after(now, state.finish());
        }
        self.rows_filled += 1;
        if self.rows_filled == ROWS {
            self.note();
        }
    }

    /// Moves the last rows to the columns.
    fn note(&mut self) {
        let count = self.activities.len();
        for (a, column) in self.activities.iter_mut().enumerate() {
            if self.script.parts[a].is_some() {
                column.extend((0..self.rows_filled).map(|row| self.rows[row * count + a]));
            }
        }
        self.rows_filled = 0;
    }

    fn group(&mut self, group: usize, future: &Future<'_>) {
        let problem = self.script.problem;
        let finish = |a: &u32| future.states[*a as usize].finish();
        // The later in topological order of equals: the same choice that the plan's own chain makes.
        let Some(last) = problem.members()[group].iter().copied().max_by_key(finish) else { return };
        let done = finish(&last);
        self.groups[group].push(after(problem.now(), done));
        if problem.groups()[group].due.map_or(done < NEVER, |due| done <= due) {
            self.on_time[group] += 1;
        }
        if self.told == Told::Groups {
            return;
        }
        let mut a = last;
        for _ in 0..=self.script.parts.len() {
            if self.group_of[a as usize] as usize == group {
                self.critical[a as usize] += 1;
            }
            a = future.states[a as usize].behind;
            if a == NONE {
                return;
            }
        }
    }

    fn join(&mut self, other: Self) {
        self.futures += other.futures;
        let lists = |into: &mut Vec<Vec<u32>>, from: Vec<Vec<u32>>| {
            into.iter_mut().zip(from).for_each(|(into, from)| into.extend(from));
        };
        let counts =
            |into: &mut Vec<u32>, from: Vec<u32>| into.iter_mut().zip(from).for_each(|(into, from)| *into += from);
        lists(&mut self.activities, other.activities);
        lists(&mut self.groups, other.groups);
        counts(&mut self.on_time, other.on_time);
        counts(&mut self.critical, other.critical);
    }

    /// All tallies as one answer, sorted by as many threads.
    pub(super) fn outcome(tallies: Vec<Self>, problem: &Problem) -> Option<Outcome> {
        let threads = tallies.len();
        let mut all = tallies.into_iter().map(|mut tally| {
            tally.note();
            tally
        });
        let mut first = all.next()?;
        all.for_each(|tally| first.join(tally));
        let Self { futures, activities, groups, on_time, critical, .. } = first;
        let now = problem.now();
        let group_finish = groups.into_iter().map(|column| Finishes::new(now, column)).collect();
        Some(Outcome { futures, activity_finish: sorted(now, activities, threads), group_finish, on_time, critical })
    }
}

fn sorted(now: Minute, mut columns: Vec<Vec<u32>>, threads: usize) -> Vec<Finishes> {
    let share = columns.len().div_ceil(threads.max(1)).max(1);
    let sort = |columns: &mut [Vec<u32>]| -> Vec<Finishes> {
        columns.iter_mut().map(|column| Finishes::new(now, std::mem::take(column))).collect()
    };
    if threads <= 1 {
        return sort(&mut columns);
    }
    std::thread::scope(|scope| {
        let handles: Vec<_> = columns.chunks_mut(share).map(|chunk| scope.spawn(move || sort(chunk))).collect();
        handles.into_iter().flat_map(|handle| handle.join().unwrap_or_default()).collect()
    })
}
