//! Tally: what happened in all futures, counted.

use super::future::{Future, NEVER};
use super::script::Script;
use crate::problem::{Minute, Problem};

/// What came of the futures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub futures: u32,
    /// By activity, sorted; [`Minute::MAX`] where a future did not finish it; empty for what is nowhere.
    pub activity_finish: Vec<Vec<Minute>>,
    /// By group, sorted, likewise; empty where the group has nothing or something that is nowhere.
    pub group_finish: Vec<Vec<Minute>>,
    /// By group: futures in which it finishes at or before its due.
    pub on_time: Vec<u32>,
    /// By activity: futures in which it is on the critical chain of its group.
    pub critical: Vec<u32>,
}

impl Outcome {
    /// The least of the sorted minutes at or below which a share `p` of them lie; `None` of an empty list.
    pub fn quantile(sorted: &[Minute], p: f64) -> Option<Minute> {
        let rank = (p * sorted.len() as f64 - 1e-9).ceil().max(1.0) as usize;
        sorted.get(rank.min(sorted.len()).checked_sub(1)?).copied()
    }
}

/// Counts as futures come.
#[derive(Debug)]
pub(super) struct Tally {
    outcome: Outcome,
    /// By group: it can finish.
    whole: Vec<bool>,
    dues: Vec<Option<Minute>>,
}

impl Tally {
    pub(super) fn new(problem: &Problem) -> Self {
        let (activities, groups) = (problem.activities().len(), problem.groups().len());
        let outcome = Outcome {
            futures: 0,
            activity_finish: vec![Vec::new(); activities],
            group_finish: vec![Vec::new(); groups],
            on_time: vec![0; groups],
            critical: vec![0; activities],
        };
        let whole = problem.members().iter().map(|members| !members.is_empty()).collect();
        Self { outcome, whole, dues: problem.groups().iter().map(|group| group.due).collect() }
    }

    pub(super) fn add(&mut self, script: &Script<'_>, future: &Future<'_>) {
        self.outcome.futures += 1;
        let done = |minute: Minute| if minute >= NEVER { Minute::MAX } else { minute };
        for (a, part) in script.parts.iter().enumerate() {
            if part.is_some() {
                self.outcome.activity_finish[a].push(done(future.finish(a)));
            }
        }
        for (group, members) in script.problem.members().iter().enumerate() {
            if !self.whole[group] || members.iter().any(|a| script.parts[*a as usize].is_none()) {
                self.whole[group] = false;
                continue;
            }
            // The later in topological order of equals: the same choice that the plan's own chain makes.
            let Some(last) = members.iter().copied().max_by_key(|a| future.finish(*a as usize)) else { continue };
            let finish = done(future.finish(last as usize));
            self.outcome.group_finish[group].push(finish);
            if self.dues[group].is_none_or(|due| finish <= due) {
                self.outcome.on_time[group] += 1;
            }
            let mut at = Some(last);
            let mut steps = 0;
            while let Some(a) = at
                && steps <= script.parts.len()
            {
                if script.problem.activities()[a as usize].group as usize == group {
                    self.outcome.critical[a as usize] += 1;
                }
                at = future.behind(a as usize);
                steps += 1;
            }
        }
    }

    pub(super) fn join(&mut self, other: Self) {
        self.outcome.futures += other.outcome.futures;
        let lists = |into: &mut Vec<Vec<Minute>>, from: Vec<Vec<Minute>>| {
            into.iter_mut().zip(from).for_each(|(into, from)| into.extend(from));
        };
        let counts =
            |into: &mut Vec<u32>, from: Vec<u32>| into.iter_mut().zip(from).for_each(|(into, from)| *into += from);
        lists(&mut self.outcome.activity_finish, other.outcome.activity_finish);
        lists(&mut self.outcome.group_finish, other.outcome.group_finish);
        counts(&mut self.outcome.on_time, other.outcome.on_time);
        counts(&mut self.outcome.critical, other.outcome.critical);
    }

    pub(super) fn outcome(mut self) -> Outcome {
        self.outcome.activity_finish.iter_mut().for_each(|list| list.sort_unstable());
        self.outcome.group_finish.iter_mut().for_each(|list| list.sort_unstable());
        self.outcome
    }
}
