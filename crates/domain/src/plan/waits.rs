//! Waits: how long a hand-off takes through its manager, from how full the manager's week is.
//!
//! W = min(24, 2 + 0.875 ρ / (1 − ρ)) working hours of the manager (Kingman 1961 with the house's defaults, and two
//! hours between two looks): see the contract, section 1, and the manual's page on forecasts.

use righthand_planner::forecast::HandOff;
use righthand_planner::improve::Found;

use super::answer::Assumptions;
use super::build::Built;
use super::{HORIZON_DAYS_MAX, Options};
use crate::calendar::minutes_per_week;
use crate::roles::Role;
use crate::snapshot::{Key, Snapshot};

/// Longest mean wait, in working hours: three working days, after which a question climbs.
const WAIT_HOURS_MAX: f64 = 24.0;
/// Hours between two looks at what has come in.
const LOOK_HOURS: f64 = 2.0;
/// Half an hour for an answer, times variability 1.75.
const SERVICE_HOURS: f64 = 0.875;
/// A queue that is fuller has no steady state.
const UTILISATION_MAX: f64 = 0.95;
const DAYS_PER_WEEK: f64 = 7.0;
/// So many hand-offs of a manager's own count as much as what was known before (a gamma prior of this shape).
const PRIOR_HAND_OFFS: f64 = 4.0;
/// Hand-offs that are looked at, the latest: managers change.
const LATEST_HAND_OFFS: usize = 60;

/// How much longer hand-offs take than the house's defaults say, from those that have been.
#[derive(Debug, Clone, Copy, Default)]
struct Learnt {
    /// Times the mean wait of the defaults.
    factor: f64,
    hand_offs: usize,
    /// Half of these were taken within so many working hours.
    half_within: Option<f64>,
}

impl Learnt {
    /// From the waits of a manager whose mean wait would be `mean`; `before` is what is believed without them.
    ///
    /// The median stands for the mean (of exponential waits it is ln 2 of it): one hand-off that lay for weeks says
    /// nothing of the others.
    fn of(waits: impl DoubleEndedIterator<Item = f64>, mean: f64, before: f64) -> Self {
        let mut latest: Vec<f64> = waits.rev().take(LATEST_HAND_OFFS).collect();
        latest.sort_unstable_by(f64::total_cmp);
        let count = latest.len();
        let (Some(low), Some(high)) = (latest.get(count.saturating_sub(1) / 2), latest.get(count / 2)) else {
            return Self { factor: before, ..Self::default() };
        };
        let median = f64::midpoint(*low, *high);
        let seen = median / std::f64::consts::LN_2 / mean;
        let factor = (PRIOR_HAND_OFFS * before + count as f64 * seen) / (PRIOR_HAND_OFFS + count as f64);
        Self { factor, hand_offs: count, half_within: Some(median) }
    }
}

/// By group: through whom its hand-offs go, how full their week is, and the mean wait.
#[derive(Debug)]
pub(super) struct Waits {
    groups: Vec<Option<(u32, f64)>>,
    /// By person.
    learnt: Vec<Learnt>,
    /// The owner: asked once a manager's engagement is over (R7 climbs to them in the end).
    owner: Option<u32>,
    switched_on: bool,
}

impl Waits {
    pub(super) fn of(
        snapshot: &Snapshot,
        options: &Options,
        built: &Built<'_>,
        found: &Found,
        switched_on: bool,
    ) -> Self {
        let utilisation = utilisation(snapshot, options, built, found);
        let owner = snapshot.people.iter().position(|person| person.role == Role::Owner);
        let index = |key: Option<&Key>| {
            let named = key.and_then(|key| snapshot.people.iter().position(|person| person.key == *key));
            named.or(owner).map(|index| (u32::try_from(index).unwrap_or(u32::MAX), utilisation[index]))
        };
        let projects = snapshot.projects.iter().map(|project| index(project.manager.as_ref()));
        let runs = built.runs.iter().map(|run| index(run.operation.accountable.as_ref()));
        let groups = projects.chain(runs).collect();
        let learnt = learnt(snapshot, &utilisation);
        Self { groups, learnt, owner: owner.and_then(|owner| u32::try_from(owner).ok()), switched_on }
    }

    pub(super) fn hand_off(&self, group: u32) -> Option<HandOff> {
        let (manager, utilisation) = (*self.groups.get(group as usize)?)?;
        self.switched_on.then(|| HandOff {
            manager: Some(manager),
            deputy: self.owner,
            mean: self.mean(manager, utilisation) * 60.0,
        })
    }

    pub(super) fn assumptions(&self, snapshot: &Snapshot, group: usize) -> Assumptions {
        match self.groups.get(group).copied().flatten() {
            Some((manager, utilisation)) => {
                let learnt = self.learnt.get(manager as usize).copied().unwrap_or_default();
                Assumptions {
                    manager: snapshot.people.get(manager as usize).map(|person| person.key.clone()),
                    utilisation,
                    wait_hours: if self.switched_on { self.mean(manager, utilisation) } else { 0.0 },
                    hand_offs: u32::try_from(learnt.hand_offs).unwrap_or(u32::MAX),
                    half_taken_within: learnt.half_within,
                    ..Assumptions::default()
                }
            }
            None => Assumptions::default(),
        }
    }

    fn mean(&self, manager: u32, utilisation: f64) -> f64 {
        let factor = self.learnt.get(manager as usize).map_or(1.0, |learnt| learnt.factor);
        (mean_hours(utilisation) * factor).min(WAIT_HOURS_MAX)
    }
}

/// By person: from their own hand-offs, leaning on everybody's where they had few, and on the defaults where nobody had
/// many.
fn learnt(snapshot: &Snapshot, utilisation: &[f64]) -> Vec<Learnt> {
    let usual = || snapshot.people.iter().zip(utilisation).map(|(person, full)| (&person.key, mean_hours(*full)));
    // Everybody's waits over what they would be by default, as if all had the same manager.
    let means: std::collections::HashMap<&Key, f64> = usual().collect();
    let of_all = snapshot.past.waits_by_manager().filter_map(|(manager, wait)| Some(wait / means.get(manager)?));
    let all = Learnt::of(of_all, 1.0, 1.0);
    usual().map(|(key, mean)| Learnt::of(snapshot.past.waits(key), mean, all.factor)).collect()
}

/// The mean wait in working hours of a manager whose week is that full.
pub fn mean_hours(utilisation: f64) -> f64 {
    let rho = utilisation.clamp(0.0, UTILISATION_MAX);
    (LOOK_HOURS + SERVICE_HOURS * rho / (1.0 - rho)).min(WAIT_HOURS_MAX)
}

/// By person: all their work a week (duties, or what is planned within the horizon where that is more) over their hours.
fn utilisation(snapshot: &Snapshot, options: &Options, built: &Built<'_>, found: &Found) -> Vec<f64> {
    let days = f64::from(options.horizon_days.clamp(7, HORIZON_DAYS_MAX));
    let until = built.now + (days as i64) * 24 * 60;
    let mut planned = vec![0_i64; snapshot.people.len()];
    for placement in found.schedule.placed.iter().flatten() {
        let Some(person) = placement.person else { continue };
        let soon = built.problem.people()[person as usize].work_before(until);
        let minutes = placement.pieces.iter().map(|(from, to)| (to.min(&soon) - from).max(0));
        planned[person as usize] += minutes.sum::<i64>();
    }
    let of_person = |(person, planned): (&crate::snapshot::Person, &i64)| {
        let promised =
            |project: &Option<Key>| project.as_ref().is_none_or(|key| !snapshot.supposed.tentative.contains(key));
        let mine = |duty: &&crate::snapshot::Duty| duty.who.as_ref() == Some(&person.key) && promised(&duty.project);
        let duties = snapshot.duties.iter().filter(mine);
        let duties: f64 = duties.map(|duty| duty.hours_per_week).sum();
        let planned = *planned as f64 / 60.0 / (days / DAYS_PER_WEEK);
        let hours = f64::from(minutes_per_week(&snapshot.business, person)) / 60.0;
        let work = duties.max(planned);
        if hours > 0.0 { (work / hours).clamp(0.0, UTILISATION_MAX) } else { UTILISATION_MAX }
    };
    snapshot.people.iter().zip(&planned).map(of_person).collect()
}
