//! Sizing: which duties a hire takes, and for how many hours a week they are engaged.

use righthand_domain::kind::Kind;
use righthand_domain::snapshot::Snapshot;

use crate::facts::{Duty, Facts, WEEKS_PER_MONTH};
use crate::money::{HOURS_MAX, Price};
use crate::{Assumptions, Coverage, HiredRole, Offered};

/// Engagements are agreed in tenths of an hour.
const STEPS_PER_HOUR: f64 = 10.0;
/// A shorter rest of a duty is not told.
pub(crate) const HOURS_MIN: f64 = 0.05;

/// Somebody whom a scenario wants.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    pub who: Offered,
    /// As which role they are reckoned.
    pub role: HiredRole,
    /// `None` for ongoing.
    pub months: Option<u32>,
    /// Hours a week, where they are given; else they are sized.
    pub hours: Option<f64>,
    /// Of somebody who is there: their hours a week now, their price, and what they can do.
    pub member: Option<Member>,
}

/// Somebody who is there, as an offer.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub index: usize,
    pub hours: f64,
    pub hourly: f64,
    pub skills: Vec<String>,
    /// Their engagement ends soon and would go on; else they would have more hours.
    pub stays: bool,
}

impl Wanted {
    /// A role from the market.
    pub fn role(role: HiredRole, skill: Option<String>, months: Option<u32>) -> Self {
        Self { who: Offered::Role { role, skill }, role, months, hours: None, member: None }
    }
}

/// Somebody in a scenario, with what they take.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Place {
    pub(crate) who: Offered,
    pub(crate) role: HiredRole,
    pub(crate) months: Option<u32>,
    /// Hours a week of the engagement.
    pub(crate) hours: f64,
    /// Of these, hours that are paid for beyond what is paid already.
    pub(crate) new_hours: f64,
    /// Money a month.
    pub(crate) cost: f64,
    /// Positions in the facts' duties, with hours a week.
    pub(crate) taken: Vec<(usize, f64)>,
    /// Of a project manager: indices of projects.
    pub(crate) projects: Vec<usize>,
    /// Of somebody who is there: their index.
    pub(crate) member: Option<usize>,
}

impl Place {
    /// Somebody who is there and would leave, with the hours that they have.
    pub(crate) fn stays(&self) -> bool {
        self.member.is_some() && self.new_hours >= self.hours
    }
}

/// The place of somebody wanted beside those already placed; `None` where there is nothing for them to do, or the budget
/// does not pay their least engagement.
pub(crate) fn place(
    snapshot: &Snapshot,
    facts: &Facts,
    assumptions: &Assumptions,
    before: &[Place],
    wanted: &Wanted,
) -> Option<Place> {
    let coverage = assumptions.of(wanted.role);
    let projects = if coverage.projects_max.is_some() { projects(facts, assumptions, coverage) } else { Vec::new() };
    let eligible = eligible(facts, coverage, before, wanted, &projects);
    if eligible.is_empty() {
        return None;
    }
    let price = match &wanted.member {
        Some(member) => Price { hourly: Some(member.hourly), monthly: None },
        None => Price::of(snapshot, assumptions, wanted.role),
    };
    let spent: f64 = before.iter().map(|place| place.cost).sum();
    let budget = snapshot.business.means.budget_per_month.unwrap_or(f64::INFINITY) - spent;
    // What does not matter to the owner may cost more than it gives: both ways are reckoned, the better one is it.
    let draining: Vec<(usize, f64)> = eligible
        .iter()
        .copied()
        .filter(|(at, _)| facts.duties.get(*at).is_some_and(|duty| duty.worth >= 1.0))
        .collect();
    let ways = [draining, eligible].into_iter().filter(|way| !way.is_empty());
    let sized = ways.filter_map(|way| sized(facts, coverage, price, budget, wanted, &way));
    let worth = |place: &Place| {
        let hours: f64 = place.taken.iter().map(|(at, hours)| hours * worth(facts, *at)).sum();
        hours * facts.owner_hour * WEEKS_PER_MONTH - place.cost
    };
    let best = sized.max_by(|a, b| worth(a).total_cmp(&worth(b)))?;
    let taken = |index: &usize| {
        let of = |(at, _): &(usize, f64)| facts.duties.get(*at).is_some_and(|duty| duty.project == Some(*index));
        best.taken.iter().any(of)
    };
    let projects = projects.into_iter().filter(taken).collect();
    Some(Place { projects, ..best })
}

fn sized(
    facts: &Facts,
    coverage: &Coverage,
    price: Price,
    budget: f64,
    wanted: &Wanted,
    eligible: &[(usize, f64)],
) -> Option<Place> {
    let all: f64 = eligible.iter().map(|(_, hours)| hours).sum();
    let least = if wanted.member.is_some() { 0.0 } else { coverage.least_hours };
    let share = coverage.spoken_for_max;
    let has = wanted.member.as_ref().map_or(0.0, |member| member.hours);
    let stays = wanted.member.as_ref().is_some_and(|member| member.stays);
    let needed = wanted.hours.unwrap_or_else(|| up(all / share)).clamp(least, HOURS_MAX.max(least));
    let paid = if price.cost(needed) <= budget { needed } else { down(price.hours_for(budget)).min(needed) };
    if paid < least || paid <= 0.0 {
        return None;
    }
    // A least engagement in whole tenths must not fail by the rounding of a tenth.
    let mut room = paid * share;
    let mut taken = Vec::new();
    for (at, hours) in in_order(facts, eligible) {
        let hours = hours.min(room);
        if hours >= HOURS_MIN {
            taken.push((at, hours));
            room -= hours;
        }
    }
    let new_hours = if stays { has } else { paid };
    Some(Place {
        who: wanted.who.clone(),
        role: wanted.role,
        months: wanted.months,
        hours: if stays { has } else { has + paid },
        new_hours,
        cost: price.cost(new_hours),
        taken,
        projects: Vec::new(),
        member: wanted.member.as_ref().map(|member| member.index),
    })
}

/// Best first: what drains, then what goes on longest, then in file order.
fn in_order(facts: &Facts, eligible: &[(usize, f64)]) -> Vec<(usize, f64)> {
    let mut order = eligible.to_vec();
    let months = |at: usize| facts.duties.get(at).map_or(0.0, |duty| duty.months);
    order.sort_by(|a, b| {
        let by_worth = worth(facts, b.0).total_cmp(&worth(facts, a.0));
        by_worth.then_with(|| months(b.0).total_cmp(&months(a.0))).then(a.0.cmp(&b.0))
    });
    order
}

/// Of an hour of a duty, in hours of the owner's: somebody else's counts by the overload that it relieves.
fn worth(facts: &Facts, at: usize) -> f64 {
    facts.duties.get(at).map_or(0.0, |duty| if duty.who == facts.owner { duty.worth } else { 1.0 })
}

/// What the role may take, with hours a week, less what others of the scenario have taken.
fn eligible(
    facts: &Facts,
    coverage: &Coverage,
    before: &[Place],
    wanted: &Wanted,
    projects: &[usize],
) -> Vec<(usize, f64)> {
    let mut overload: Vec<f64> =
        facts.work.iter().enumerate().map(|(person, work)| facts.overload(person, *work)).collect();
    let mut eligible = Vec::new();
    for (at, duty) in facts.duties.iter().enumerate() {
        if !duty.may_go || !takes(coverage, wanted, duty, projects) {
            continue;
        }
        let already = before.iter().flat_map(|place| &place.taken).filter(|(other, _)| *other == at);
        let mut hours = duty.hours - already.map(|(_, hours)| hours).sum::<f64>();
        if duty.kind == Kind::Strategy {
            hours = hours.min(duty.hours * coverage.strategy_share);
        }
        if duty.who != facts.owner {
            // Somebody else's work is only taken from them where it is too much.
            let Some(over) = duty.who.and_then(|who| overload.get_mut(who)) else { continue };
            hours = hours.min(*over);
            *over -= hours.max(0.0);
        }
        if hours >= HOURS_MIN {
            eligible.push((at, hours));
        }
    }
    eligible
}

fn takes(coverage: &Coverage, wanted: &Wanted, duty: &Duty, projects: &[usize]) -> bool {
    if let Some(member) = &wanted.member {
        if member.stays {
            return duty.held_by == Some(member.index);
        }
        if duty.who == Some(member.index) || duty.held_by == Some(member.index) {
            return false;
        }
    }
    if !coverage.kinds.contains(&duty.kind) {
        return false;
    }
    if coverage.projects_max.is_some() {
        return duty.kind == Kind::Management && duty.project.is_some_and(|project| projects.contains(&project));
    }
    match (&duty.needs, &wanted.member, &wanted.who) {
        (Some(needs), Some(member), _) => member.skills.contains(needs),
        (Some(needs), None, Offered::Role { skill: Some(skill), .. }) => coverage.brings_skill && needs == skill,
        (Some(_), ..) => false,
        (None, Some(_), _) => true,
        (None, None, _) => !coverage.brings_skill,
    }
}

/// The projects that a project manager brings in: those with most at stake, as many as they may hold (R2).
fn projects(facts: &Facts, assumptions: &Assumptions, coverage: &Coverage) -> Vec<usize> {
    let hours = |index: usize| -> f64 {
        let managing = |duty: &&Duty| {
            duty.may_go && duty.kind == Kind::Management && duty.project == Some(index) && duty.who == facts.owner
        };
        facts.duties.iter().filter(managing).map(|duty| duty.hours * duty.worth).sum()
    };
    let mut all: Vec<(f64, usize)> = facts
        .projects
        .iter()
        .filter(|project| project.months <= assumptions.project_months_max)
        .map(|project| (project, hours(project.index)))
        .filter(|(_, hours)| *hours > 0.0)
        .map(|(project, hours)| {
            let at_stake = hours * WEEKS_PER_MONTH * facts.owner_hour + project.value / project.months.max(1.0);
            (at_stake, project.index)
        })
        .collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.into_iter().take(coverage.projects_max.unwrap_or(usize::MAX)).map(|(_, index)| index).collect()
}

fn up(hours: f64) -> f64 {
    // What is only a rounding error above a tenth is that tenth.
    ((hours * STEPS_PER_HOUR) - 1e-6).ceil() / STEPS_PER_HOUR
}

fn down(hours: f64) -> f64 {
    ((hours * STEPS_PER_HOUR) + 1e-6).floor() / STEPS_PER_HOUR
}
