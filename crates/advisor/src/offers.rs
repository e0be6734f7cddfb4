//! Offers to people who are there: to stay where their engagement ends soon, or to have more hours.

use righthand_domain::roles::Role;
use righthand_domain::snapshot::{Engagement, Person, Snapshot};

use crate::facts::{Facts, WEEKS_PER_MONTH};
use crate::sizing::{Member, Wanted};
use crate::{HiredRole, Offered};

/// Members whose price is known; without one nothing can be said of what they cost.
pub(crate) fn members(snapshot: &Snapshot, facts: &Facts) -> Vec<Wanted> {
    let offer = |(index, person): (usize, &Person)| {
        let role = match person.role {
            Role::TeamMember if person.skills.is_empty() => HiredRole::VirtualAssistant,
            Role::TeamMember => HiredRole::Specialist,
            Role::ProjectManager => HiredRole::ProjectManager,
            Role::OnlineBusinessManager => HiredRole::OnlineBusinessManager,
            Role::Owner | Role::Guest => return None,
        };
        let hours = *facts.hours.get(index)?;
        let terms = person.engagement.as_ref()?;
        let member = Member {
            index,
            hours,
            hourly: hourly(terms, hours)?,
            skills: person.skills.clone(),
            stays: terms.end.is_some(),
        };
        let who = Offered::Member(person.key.clone());
        Some(Wanted { who, role, months: None, hours: None, member: Some(member) })
    };
    snapshot.people.iter().enumerate().filter_map(offer).collect()
}

fn hourly(terms: &Engagement, hours: f64) -> Option<f64> {
    let rate = terms.rate.as_ref()?;
    let by_the_month = || Some(rate.monthly? / (hours.max(1.0) * WEEKS_PER_MONTH));
    rate.hourly.or_else(by_the_month)
}
