//! The ceiling of planning: the same tasks, people and links by plain sums, without calendars, gaps or choices.

use righthand_planner::random::mix;
use righthand_planner::{Minute, Problem, Source};

/// The links and efforts of a problem in flat tables.
pub(super) struct Sums {
    tasks: Vec<(u32, Minute)>,
    /// By task: the end of its sources in the list of all.
    ends: Vec<usize>,
    sources: Vec<u32>,
    finish: Vec<Minute>,
    free: Vec<Minute>,
}

impl Sums {
    pub(super) fn of(problem: &Problem) -> Self {
        let activities = problem.activities();
        let mut sources = Vec::new();
        let mut ends = Vec::new();
        for activity in activities {
            sources.extend(activity.links.iter().filter_map(|link| match link.source {
                Source::Activity(source) => Some(source),
                Source::Done(_) => None,
            }));
            ends.push(sources.len());
        }
        Self {
            tasks: activities.iter().map(|a| (a.people.first().copied().unwrap_or(0), a.effort)).collect(),
            ends,
            sources,
            finish: vec![0; activities.len()],
            free: vec![0; problem.people().len()],
        }
    }

    /// Each task begins when its person and all its sources are done; efforts are up to doubled by `seed`, or as they are.
    /// The end of all.
    pub(super) fn add_up(&mut self, seed: Option<u64>) -> Minute {
        self.free.fill(0);
        let mut first = 0;
        for (index, ((person, effort), end)) in self.tasks.iter().zip(&self.ends).enumerate() {
            let sources = self.sources.get(first..*end).unwrap_or_default();
            first = *end;
            let ready =
                sources.iter().filter_map(|source| self.finish.get(*source as usize)).copied().max().unwrap_or(0);
            let drawn = seed.map_or(0, |seed| (effort * ((mix(seed ^ index as u64) & 1023) as Minute)) >> 10);
            let Some(free) = self.free.get_mut(*person as usize) else { continue };
            *free = ready.max(*free) + effort + drawn;
            if let Some(finish) = self.finish.get_mut(index) {
                *finish = *free;
            }
        }
        self.free.iter().copied().max().unwrap_or(0)
    }
}
