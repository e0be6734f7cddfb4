//! View: what was predicted of each hire beside what has happened, with the gap by its causes, and whether the answer would
//! be another now.
//!
//! The prediction is what the advisor said when the role was opened. What happened is read from the same places as
//! everything else: who has which duty, what the person costs, what the plan that stands says of each project.

use jiff::civil::Date;
use righthand_advisor::{Advice, HiredRole, WEEKS_PER_MONTH};
use righthand_domain::ids::MemberId;
use righthand_domain::snapshot::{Person, Snapshot};
use righthand_store::select_sql;

use super::need_advisor;
use crate::records::{Hiring, Member, Predicted};
use crate::view::{NotSeen, View};

/// Somebody who was hired, months later.
#[derive(Debug, Clone, PartialEq)]
pub struct After {
    pub member: String,
    pub name: String,
    pub role: String,
    pub started: Date,
    /// Whole months since the first day; below nothing before it.
    pub months: i64,
    pub gone: bool,
    pub predicted: Predicted,
    pub now: Happened,
    pub causes: Vec<Cause>,
}

/// What is so now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Happened {
    /// Hours a week of what was to be handed over that they have now.
    pub owner_hours_back: f64,
    /// Of what was to be handed over, hours that the owner still has.
    pub still_with_owner: f64,
    /// Hours a week of duties that they have beside the brief.
    pub extra_work: f64,
    /// `None` where nobody has said what they cost.
    pub cost_per_month: Option<f64>,
    pub hours_per_week: f64,
    /// Key, name, and the chance as the plan has it; `None` where the project is over or has none.
    pub projects: Vec<(String, String, Option<f64>)>,
}

/// A part of the gap, in hours a week of the owner's or in money a month.
#[derive(Debug, Clone, PartialEq)]
pub struct Cause {
    pub what: CauseKind,
    pub says: String,
    /// What it takes from what was predicted; below nothing where it adds.
    pub amount: f64,
}

/// What a gap comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CauseKind {
    /// Money a month: an hour costs otherwise.
    Rate,
    /// Money a month: there are more or fewer hours.
    Hours,
    /// Hours a week: still being learnt.
    RampUp,
    /// Hours a week: not handed over.
    NotHandedOver,
    /// Hours a week: work beside the brief.
    ExtraWork,
}

impl CauseKind {
    /// Whether the amount is money a month.
    pub fn is_money(self) -> bool {
        matches!(self, Self::Rate | Self::Hours)
    }
}

/// Every hire, the latest first. `chances` are those of the plan that stands, by project.
pub fn after(view: &mut View<'_>, chances: &[(String, Option<f64>)]) -> Result<Vec<After>, NotSeen> {
    need_advisor(view)?;
    let all = view.tx.select::<Hiring>(select_sql!(Hiring, "where business_id = $1 order by started desc, id"), &[])?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let (snapshot, members, today) = (view.snapshot()?, view.members()?, view.today);
    let of = |hiring: Hiring| {
        let member = member(&members, hiring.member_id)?;
        let person = snapshot.people.iter().find(|person| person.key == member.key);
        let now = happened(&snapshot, &hiring, &member.key, person, chances);
        let months = months_between(hiring.started, today);
        Some(After {
            causes: causes(&hiring, &now, person, months),
            member: member.key.clone(),
            name: member.name.clone(),
            role: hiring.role,
            started: hiring.started,
            months,
            gone: member.is_gone(today),
            predicted: hiring.predicted.0.predicted,
            now,
        })
    };
    Ok(all.into_iter().filter_map(of).collect())
}

fn member(members: &[Member], id: MemberId) -> Option<&Member> {
    members.iter().find(|member| member.id == id)
}

fn months_between(from: Date, to: Date) -> i64 {
    let days = from.until(to).map_or(0, |span| i64::from(span.get_days()));
    days.div_euclid(30)
}

fn happened(
    snapshot: &Snapshot,
    hiring: &Hiring,
    key: &str,
    person: Option<&Person>,
    chances: &[(String, Option<f64>)],
) -> Happened {
    let scope = &hiring.predicted.0.scope;
    let owner = snapshot.people.iter().find(|person| person.role == righthand_domain::roles::Role::Owner);
    let is_owners = |who: Option<&String>| who.is_none() || who == owner.map(|owner| &owner.key);
    let named = |key: &String| scope.iter().any(|covered| covered.key == *key);
    // A project manager's scope is projects: what is to be handed over is their management.
    let covered: Vec<_> =
        snapshot.duties.iter().filter(|duty| named(&duty.key) || duty.project.as_ref().is_some_and(named)).collect();
    let hours = |with: &dyn Fn(&righthand_domain::snapshot::Duty) -> bool| {
        covered.iter().filter(|duty| with(duty)).map(|duty| duty.hours_per_week).sum::<f64>() + 0.0
    };
    let theirs = snapshot.duties.iter().filter(|duty| duty.who.as_deref() == Some(key));
    let beside = theirs.filter(|duty| !covered.iter().any(|other| other.key == duty.key));
    let hours_per_week = person.and_then(|person| person.hours_per_week).unwrap_or(0.0);
    let rate = person.and_then(|person| person.engagement.as_ref()).and_then(|engagement| engagement.rate.as_ref());
    let by_hour = rate.and_then(|rate| rate.hourly).map(|hourly| hourly * hours_per_week * WEEKS_PER_MONTH);
    let monthly = rate.and_then(|rate| rate.monthly);
    let predicted = &hiring.predicted.0.predicted.projects;
    Happened {
        owner_hours_back: hours(&|duty| duty.who.as_deref() == Some(key)),
        still_with_owner: hours(&|duty| is_owners(duty.who.as_ref())),
        extra_work: beside.map(|duty| duty.hours_per_week).sum::<f64>() + 0.0,
        cost_per_month: match (by_hour, monthly) {
            (Some(hourly), Some(monthly)) => Some(hourly.min(monthly)),
            (one, other) => one.or(other),
        },
        hours_per_week,
        projects: predicted
            .iter()
            .map(|of| {
                let name = snapshot.projects.iter().find(|project| project.key == of.key);
                let chance = chances.iter().find(|(key, _)| *key == of.key).and_then(|(_, chance)| *chance);
                (of.key.clone(), name.map_or_else(|| of.key.clone(), |project| project.name.clone()), chance)
            })
            .collect(),
    }
}

/// A difference below a twentieth is none: rates and hours are rounded.
const NOTHING: f64 = 0.05;

fn causes(hiring: &Hiring, now: &Happened, person: Option<&Person>, months: i64) -> Vec<Cause> {
    let predicted = &hiring.predicted.0.predicted;
    let mut causes = Vec::new();
    let mut add = |what: CauseKind, amount: f64, says: String| {
        if amount.abs() >= NOTHING {
            causes.push(Cause { what, says, amount });
        }
    };
    let rate = person.and_then(|person| person.engagement.as_ref()).and_then(|engagement| engagement.rate.clone());
    if let (Some(hourly), true) = (rate.and_then(|rate| rate.hourly), predicted.hourly > 0.0) {
        let month = now.hours_per_week * WEEKS_PER_MONTH;
        add(
            CauseKind::Rate,
            (hourly - predicted.hourly) * month,
            format!("Rate: an hour costs {hourly:.2}, predicted {:.2}", predicted.hourly),
        );
        add(
            CauseKind::Hours,
            (now.hours_per_week - predicted.hours_per_week) * WEEKS_PER_MONTH * predicted.hourly,
            format!("Hours: {:.1} a week, predicted {:.1}", now.hours_per_week, predicted.hours_per_week),
        );
    }
    // The loss of a newcomer falls in a straight line over twice the months of work that it comes to (advisor-facts).
    let over = 2.0 * predicted.ramp_up_months;
    let elapsed = months.max(0) as f64;
    if over > 0.0 && elapsed < over {
        let lost = (1.0 - elapsed / over) * now.owner_hours_back;
        add(CauseKind::RampUp, lost, "Ramp-up: what they have taken over they are still learning".to_owned());
    }
    add(
        CauseKind::NotHandedOver,
        now.still_with_owner.min((predicted.owner_hours_back - now.owner_hours_back).max(0.0)),
        "Not handed over: duties of the brief that you still have".to_owned(),
    );
    add(CauseKind::ExtraWork, now.extra_work, "Extra work: they have duties that the brief does not name".to_owned());
    causes
}

/// A sentence where the answer now hires somebody else than it did when the latest role was opened: the situation has changed.
pub fn changed_note(after: &[After], advice: &Advice) -> Option<String> {
    let latest = after.iter().find(|of| !of.gone)?;
    if advice.answer.hire.is_empty() {
        return None;
    }
    let wanted: Vec<&str> = advice
        .answer
        .hire
        .iter()
        .map(|hire| hire.who.role().map_or("somebody who is there", HiredRole::title))
        .collect();
    let had = HiredRole::parse(&latest.role).map(HiredRole::title);
    if wanted.iter().all(|role| Some(*role) == had) {
        return None;
    }
    let now = advice.scenarios.iter().find(|scenario| scenario.hire == advice.answer.hire)?;
    Some(format!(
        "Since {} came, the situation has changed: {} would bring {:.0} a month now, after cost and supervision. {}",
        latest.name,
        righthand_domain::words::and_list(&wanted),
        now.parts.net(),
        advice.answer.sentence
    ))
}
