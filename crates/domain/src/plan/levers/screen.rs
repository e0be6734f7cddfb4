//! Screen: how much earlier a project would end with a change, by one pass of the planner in the order that stands.
//!
//! A bound, not an answer: nobody's work is put in a better order. It tells in a fraction of a millisecond which of two
//! hundred changes are worth a plan and a thousand futures.

use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;

use righthand_planner::generate::Generator;
use righthand_planner::improve::Found;
use righthand_planner::{Activity, Calendar, Minute, Problem};

use super::super::answer::Change;
use super::super::build::Built;
use super::super::{Options, solve};
use super::changed::person_changed;
use crate::calendar::{self, edges, minute_up};
use crate::snapshot::{Snapshot, When};

/// A problem and its plan, to compare with.
pub(super) struct Screen<'a> {
    snapshot: &'a Snapshot,
    built: Built<'a>,
    found: Found,
    /// Activities by key.
    activities: HashMap<String, usize>,
    until: Minute,
}

impl<'a> Screen<'a> {
    /// `None` where the business cannot be planned.
    pub(super) fn of(
        snapshot: &'a Snapshot,
        options: &Options,
        keep_going: &mut (dyn FnMut() -> bool + Send),
    ) -> Option<Self> {
        let (built, found) = solve(snapshot, options, &mut *keep_going).ok()?;
        let activities = built.works.iter().enumerate().map(|(a, work)| (work.key.clone(), a)).collect();
        let ends = built.problem.people().iter().filter_map(|person| person.windows().last());
        let until = ends.map(|last| last.end).max().unwrap_or(built.now);
        Some(Self { snapshot, built, found, activities, until })
    }

    /// At most `count` of them: what no pass can tell of, then the best of each kind, then the best of all.
    pub(super) fn best(&self, index: usize, listed: Vec<Change>, count: usize) -> Vec<Change> {
        let base = self.found.schedule.finish(&self.built.problem, index);
        let mut ranked: Vec<(Minute, Change)> = listed
            .into_iter()
            .filter_map(|change| match change {
                Change::MoveEnd { .. } | Change::LiftWeight { .. } => Some((Minute::MAX, change)),
                _ => self.earlier_by(index, base, &change).filter(|gain| *gain > 0).map(|gain| (gain, change)),
            })
            .collect();
        // Stable: among equals the likeliest to help stay first.
        ranked.sort_by_key(|(gain, _)| std::cmp::Reverse(*gain));
        let mut kinds: Vec<Discriminant<Change>> = Vec::new();
        let (mut best, others): (Vec<_>, Vec<_>) = ranked.into_iter().partition(|(_, change)| {
            let first = !kinds.contains(&discriminant(change));
            kinds.push(discriminant(change));
            first
        });
        best.extend(others);
        best.truncate(count);
        best.into_iter().map(|(_, change)| change).collect()
    }

    /// Minutes by which the project ends earlier with the change; `None` where it would not end.
    fn earlier_by(&self, index: usize, base: Option<Minute>, change: &Change) -> Option<Minute> {
        let problem = &self.built.problem;
        let mut activities = problem.activities().to_vec();
        let mut people = problem.people().to_vec();
        self.make(change, &mut activities, &mut people)?;
        let (groups, dated) = (problem.groups().to_vec(), problem.dated().to_vec());
        let changed = Problem::new(problem.now(), people, activities, groups, dated).ok()?;
        let mut generator = Generator::new(&changed);
        generator.generate(&self.found.choices);
        let finish = generator.schedule().finish(&changed, index)?;
        Some(base.map_or(Minute::MAX - 1, |base| base - finish))
    }

    fn make(&self, change: &Change, activities: &mut [Activity], people: &mut [Arc<Calendar>]) -> Option<()> {
        let person = |key: &str| {
            let at = self.snapshot.people.iter().position(|person| person.key == *key)?;
            u32::try_from(at).ok()
        };
        match change {
            Change::Reassign { task, to, .. } => activities[*self.activities.get(task)?].people = vec![person(to)?],
            Change::Drop { task } => {
                let activity = &mut activities[*self.activities.get(task)?];
                (activity.effort, activity.people, activity.pinned) = (0, Vec::new(), false);
            }
            // At best both halves are done at once.
            Change::Split { task, .. } => {
                let activity = &mut activities[*self.activities.get(task)?];
                activity.effort = (activity.effort / 2).max(1);
            }
            Change::Postpone { task, until } => {
                let zone = self.snapshot.business.time_zone.rules();
                let activity = &mut activities[*self.activities.get(task)?];
                activity.release = activity.release.max(minute_up(edges::not_before(zone, When::Date(*until))));
            }
            Change::AddHours { person: key, .. } | Change::MoveTimeOff { person: key, .. } => {
                let at = person(key)? as usize;
                let changed = person_changed(self.snapshot, self.snapshot.people.get(at)?, change)?;
                let (business, appointments) = (&self.snapshot.business, &self.snapshot.appointments);
                people[at] = Arc::new(calendar::compile(business, &changed, appointments, self.built.now, self.until));
            }
            Change::MoveEnd { .. } | Change::LiftWeight { .. } | Change::Both { .. } => return None,
        }
        Some(())
    }
}
