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

/// By group: through whom its hand-offs go, how full their week is, and the mean wait.
#[derive(Debug)]
pub(super) struct Waits {
    groups: Vec<Option<(u32, f64)>>,
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
        Self { groups, owner: owner.and_then(|owner| u32::try_from(owner).ok()), switched_on }
    }

    pub(super) fn hand_off(&self, group: u32) -> Option<HandOff> {
        let (manager, utilisation) = (*self.groups.get(group as usize)?)?;
        self.switched_on.then(|| HandOff {
            manager: Some(manager),
            deputy: self.owner,
            mean: mean_hours(utilisation) * 60.0,
        })
    }

    pub(super) fn assumptions(&self, snapshot: &Snapshot, group: usize) -> Assumptions {
        match self.groups.get(group).copied().flatten() {
            Some((manager, utilisation)) => Assumptions {
                manager: snapshot.people.get(manager as usize).map(|person| person.key.clone()),
                utilisation,
                wait_hours: if self.switched_on { mean_hours(utilisation) } else { 0.0 },
            },
            None => Assumptions { manager: None, utilisation: 0.0, wait_hours: 0.0 },
        }
    }
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
