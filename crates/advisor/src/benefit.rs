//! Benefit: what a scenario brings a month, by the contract's formula, in parts.
//!
//! Hours given back × the value of the owner's hour (in full for what drains, half for what does not matter), hours of
//! overload relieved × that value, for each project the chance gained × what being on time is worth, less cost, less
//! supervision × that value. Everything is an average over the months that count: those of a term, or of the coming
//! quarter, so that a duty that ends with its project gives nothing afterwards.

use crate::chances::Chances;
use crate::facts::{Duty, Facts, OpenProject, WEEKS_PER_MONTH};
use crate::scenario::Scenario;
use crate::sizing::Place;
use crate::{Assumptions, HiredRole, Parts};

/// Months that count for what has no term.
const QUARTER: f64 = 3.0;

/// What a scenario brings.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Benefit {
    pub(crate) parts: Parts,
    /// Hours a week of the owner's, over the months that count.
    pub(crate) hours_back: f64,
}

/// Of `scenario`, with its chances beside those of today.
pub(crate) fn of(
    facts: &Facts,
    assumptions: &Assumptions,
    scenario: &Scenario,
    chances: (&Chances, &Chances),
) -> Benefit {
    let value = facts.owner_hour;
    let mut benefit = Benefit::default();
    let mut work = facts.work.clone();
    let reports_to_obm = facts.has_obm || scenario.hires(HiredRole::OnlineBusinessManager);
    for place in &scenario.places {
        let months = months(facts, assumptions, place);
        let in_swing = in_swing(assumptions, place, months);
        for (at, hours) in &place.taken {
            let Some(duty) = facts.duties.get(*at) else { continue };
            let gone = hours * lasts(duty, start(facts, place), months) * in_swing;
            if duty.who == facts.owner {
                benefit.hours_back += gone;
                benefit.parts.hours_back += gone * duty.worth * WEEKS_PER_MONTH * value;
            }
            if let Some(work) = duty.who.and_then(|who| work.get_mut(who)).filter(|_| duty.from <= 0.0) {
                *work -= gone;
            }
        }
        let paid = paid_for(facts, place, months);
        benefit.parts.cost += place.cost * paid;
        benefit.parts.supervision += supervision(facts, assumptions, place, reports_to_obm) * paid * value;
    }
    let relieved = |(person, before): (usize, &f64)| {
        facts.overload(person, *before) - facts.overload(person, work.get(person).copied().unwrap_or(0.0))
    };
    let relieved: f64 = facts.work.iter().enumerate().map(relieved).sum();
    benefit.parts.overload_relieved = relieved.max(0.0) * WEEKS_PER_MONTH * value;
    if !scenario.places.is_empty() {
        benefit.parts.chances_gained =
            facts.projects.iter().map(|project| gained(facts, assumptions, scenario, project, chances)).sum();
    }
    benefit
}

/// What the better chance of a project is worth a month.
fn gained(
    facts: &Facts,
    assumptions: &Assumptions,
    scenario: &Scenario,
    project: &OpenProject,
    (then, today): (&Chances, &Chances),
) -> f64 {
    let chance = |of: &Chances| of.projects.get(project.index).copied().flatten();
    let (Some(then), Some(today)) = (chance(then), chance(today)) else { return 0.0 };
    let term = scenario.places.iter().find(|place| place.role == HiredRole::ProjectManager && place.months.is_some());
    let (counted, share) = match term {
        // Whoever leaves before the end has helped for that part of the way.
        Some(place) => {
            (months(facts, assumptions, place), (f64::from(place.months.unwrap_or(1)) / project.months).min(1.0))
        }
        None => (QUARTER, 1.0),
    };
    project.value * (then - today) * share / project.months.max(counted)
}

/// Months that count for somebody: of a term as long as its projects last, at least one; else a quarter.
fn months(facts: &Facts, assumptions: &Assumptions, place: &Place) -> f64 {
    let Some(term) = place.months else { return QUARTER.max(assumptions.of(place.role).least_months) };
    let longest = place
        .projects
        .iter()
        .filter_map(|index| facts.projects.iter().find(|project| project.index == *index))
        .map(|project| project.months)
        .fold(0.0, f64::max);
    f64::from(term).min(longest - start(facts, place)).max(1.0)
}

/// Months until there is something for somebody to do: they begin then.
pub(crate) fn start(facts: &Facts, place: &Place) -> f64 {
    let starts = place.taken.iter().filter_map(|(at, _)| facts.duties.get(*at)).map(|duty| duty.from);
    let first = starts.fold(f64::INFINITY, f64::min);
    if first.is_finite() { first } else { 0.0 }
}

/// The part of the months from `start` on in which a duty is there to be taken.
fn lasts(duty: &Duty, start: f64, months: f64) -> f64 {
    ((duty.months.min(start + months) - duty.from.max(start)) / months).clamp(0.0, 1.0)
}

/// The part of the work that is not lost while somebody learns the business.
fn in_swing(assumptions: &Assumptions, place: &Place, months: f64) -> f64 {
    if place.member.is_some() {
        return 1.0;
    }
    let over = if place.months.is_some() { months } else { assumptions.ongoing_months };
    (1.0 - assumptions.of(place.role).ramp_up_months / over.max(1.0)).max(0.0)
}

/// The part of the months that is paid: who works by the week goes when the work does, who has a least term does not.
fn paid_for(facts: &Facts, place: &Place, months: f64) -> f64 {
    let by_the_week = place.months.is_none() && !place.role.manages();
    let all: f64 = place.taken.iter().map(|(_, hours)| hours).sum();
    if !by_the_week || all <= 0.0 {
        return 1.0;
    }
    let lasting = place
        .taken
        .iter()
        .map(|(at, hours)| hours * facts.duties.get(*at).map_or(1.0, |duty| lasts(duty, start(facts, place), months)));
    lasting.sum::<f64>() / all
}

/// Hours a month that a hire costs the owner.
///
/// Somebody who does the work costs at least what another one costs the owner now, where she manages people herself: her
/// management hours over the people that she manages. Where an online business manager is there, they cost the owner
/// nothing: her meeting with that one is counted there.
fn supervision(facts: &Facts, assumptions: &Assumptions, place: &Place, reports_to_obm: bool) -> f64 {
    let coverage = assumptions.of(place.role);
    if place.member.is_some() || (reports_to_obm && !place.role.manages()) {
        return 0.0;
    }
    let measured = facts.managing_one.map_or(0.0, |hours| hours.min(place.hours * assumptions.managed_share_max));
    let a_week = if place.role.manages() { coverage.supervision } else { coverage.supervision.max(measured) };
    (a_week * WEEKS_PER_MONTH + coverage.training / assumptions.ongoing_months).max(0.0)
}
