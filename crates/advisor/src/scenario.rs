//! Scenarios: which staffings are tried, and which of them could be the answer.

use std::collections::BTreeSet;

use righthand_domain::roles::Role;
use righthand_domain::snapshot::{Key, Snapshot, When};
use righthand_domain::words::capital;

use crate::facts::{Facts, OpenProject};
use crate::offers;
use crate::sizing::{Place, Wanted, place};
use crate::{Assumptions, HiredRole, Offered};

/// Skills for which a specialist is looked at: nobody hires more at once.
const SKILLS_MAX: usize = 4;
/// Members who are looked at for more hours or for staying.
const MEMBERS_MAX: usize = 6;
/// Weeks by which a date is moved.
const MOVED_WEEKS: i64 = 2;
/// Terms of a project manager, in months (R4).
const TERMS: [u32; 3] = [1, 2, 3];

/// One staffing.
#[derive(Debug, Clone)]
pub(crate) struct Scenario {
    pub(crate) name: String,
    pub(crate) places: Vec<Place>,
    /// The work itself is otherwise: less of it, or later.
    pub(crate) work: Work,
    /// Why it cannot be the answer, whatever it brings.
    pub(crate) ruled_out: Option<String>,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Work {
    AsItIs,
    /// Without that project.
    Without(usize),
    /// That project ends later.
    Later(usize),
}

impl Scenario {
    fn of_work(name: String, work: Work) -> Self {
        let ruled_out = Some("a change of the work, not of who does it".to_owned());
        Self { name, places: Vec::new(), work, ruled_out }
    }

    /// Money a month while everybody is engaged.
    pub(crate) fn cost(&self) -> f64 {
        // An empty sum of floats is -0.
        self.places.iter().map(|place| place.cost).sum::<f64>() + 0.0
    }

    /// The same people for the same time, whatever their hours.
    pub(crate) fn has_the_people_of(&self, other: &Self) -> bool {
        let same = |(a, b): (&Place, &Place)| a.who == b.who && a.months == b.months;
        self.work == other.work
            && self.places.len() == other.places.len()
            && self.places.iter().zip(&other.places).all(same)
    }

    pub(crate) fn hires(&self, role: HiredRole) -> bool {
        self.places.iter().any(|place| place.who.role() == Some(role))
    }
}

/// Everything that is tried; today as it is comes first.
pub(crate) fn scenarios(
    snapshot: &Snapshot,
    facts: &Facts,
    assumptions: &Assumptions,
    own: &[Vec<Wanted>],
) -> Vec<Scenario> {
    let today = Scenario { name: "As today".to_owned(), places: Vec::new(), work: Work::AsItIs, ruled_out: None };
    let mut all = vec![today];
    let mut add = |wanted: &[Wanted]| all.extend(staffed(snapshot, facts, assumptions, wanted));
    let role = |role| Wanted::role(role, None, None);
    let assistant = role(HiredRole::VirtualAssistant);
    add(std::slice::from_ref(&assistant));
    for skill in skills(facts) {
        add(&[Wanted::role(HiredRole::Specialist, Some(skill), None)]);
    }
    for months in TERMS {
        let manager = Wanted::role(HiredRole::ProjectManager, None, Some(months));
        add(std::slice::from_ref(&manager));
        add(&[assistant.clone(), manager]);
    }
    add(&[role(HiredRole::OnlineBusinessManager)]);
    add(&[assistant, role(HiredRole::OnlineBusinessManager)]);
    for member in offers::members(snapshot, facts).into_iter().take(MEMBERS_MAX) {
        add(&[member]);
    }
    for wanted in own {
        add(wanted);
    }
    all.extend(do_less(snapshot, facts));
    all.extend(move_a_date(snapshot, facts));
    all
}

/// The scenario of these hires, where each finds something to do that the budget pays.
fn staffed(snapshot: &Snapshot, facts: &Facts, assumptions: &Assumptions, wanted: &[Wanted]) -> Option<Scenario> {
    let mut places: Vec<Place> = Vec::new();
    for wanted in wanted {
        let place = place(snapshot, facts, assumptions, &places, wanted)?;
        places.push(place);
    }
    let scenario = Scenario { name: name(snapshot, &places), ruled_out: None, work: Work::AsItIs, places };
    let ruled_out = ruled_out(snapshot, facts, assumptions, &scenario);
    Some(Scenario { ruled_out, ..scenario })
}

fn ruled_out(snapshot: &Snapshot, facts: &Facts, assumptions: &Assumptions, scenario: &Scenario) -> Option<String> {
    let cost = scenario.cost();
    if !crate::money::has_the_means(snapshot, assumptions, cost) {
        return Some(format!("at {cost:.0} a month neither the revenue of three months nor the reserve carries it"));
    }
    if snapshot.business.means.budget_per_month.is_some_and(|budget| budget <= 0.0) && !scenario.places.is_empty() {
        return Some("there is no budget for anybody".to_owned());
    }
    let managers = scenario.places.iter().filter(|place| place.who.role() == Some(HiredRole::ProjectManager)).count();
    let projects_max = assumptions.project_manager.projects_max.unwrap_or(usize::MAX);
    let to_manage = managed_by_owner(facts);
    if managers > 0 && managers == scenario.places.len() && to_manage > projects_max {
        return Some(format!(
            "{to_manage} projects are open, and a project manager holds {projects_max} (R2): the others would still be \
             yours"
        ));
    }
    None
}

/// Open projects that hang on the owner.
fn managed_by_owner(facts: &Facts) -> usize {
    facts.projects.iter().filter(|project| project.manager == facts.owner).count()
}

/// Skills that something to hand over needs and the owner does not have, those with the most hours first.
fn skills(facts: &Facts) -> Vec<String> {
    let needed: BTreeSet<&String> =
        facts.duties.iter().filter(|duty| duty.may_go).filter_map(|duty| duty.needs.as_ref()).collect();
    let hours = |skill: &String| -> f64 {
        facts
            .duties
            .iter()
            .filter(|duty| duty.may_go && duty.needs.as_ref() == Some(skill))
            .map(|duty| duty.hours)
            .sum()
    };
    let mut skills: Vec<(f64, &String)> = needed.into_iter().map(|skill| (hours(skill), skill)).collect();
    skills.sort_by(|a, b| b.0.total_cmp(&a.0));
    skills.into_iter().take(SKILLS_MAX).map(|(_, skill)| skill.clone()).collect()
}

/// Without the project that is worth least a month, where there are several.
fn do_less(snapshot: &Snapshot, facts: &Facts) -> Option<Scenario> {
    let a_month = |project: &&OpenProject| project.value / project.months.max(1.0);
    let least = facts.projects.iter().min_by(|a, b| a_month(a).total_cmp(&a_month(b)))?;
    if facts.projects.len() < 2 {
        return None;
    }
    let name = &snapshot.projects.get(least.index)?.name;
    Some(Scenario::of_work(format!("Do less: without {name}"), Work::Without(least.index)))
}

/// Two weeks more for the project that ends first.
fn move_a_date(snapshot: &Snapshot, facts: &Facts) -> Option<Scenario> {
    let first = facts.projects.iter().min_by(|a, b| a.months.total_cmp(&b.months))?;
    let name = &snapshot.projects.get(first.index)?.name;
    Some(Scenario::of_work(format!("{name} ends {MOVED_WEEKS} weeks later"), Work::Later(first.index)))
}

/// The business with its work changed.
pub(crate) fn with_work(snapshot: &Snapshot, work: Work) -> Snapshot {
    let mut copy = snapshot.clone();
    match work {
        Work::AsItIs => {}
        Work::Without(index) => {
            if let Some(project) = copy.projects.get(index) {
                copy.supposed.tentative.push(project.key.clone());
            }
        }
        Work::Later(index) => {
            if let Some(project) = copy.projects.get_mut(index) {
                project.end = later(project.end);
            }
        }
    }
    copy
}

fn later(end: When) -> When {
    let weeks = jiff::Span::new().days(MOVED_WEEKS * 7);
    match end {
        When::Date(date) => When::Date(date.saturating_add(weeks)),
        When::Instant(at) => {
            let hours = jiff::SignedDuration::from_hours(MOVED_WEEKS * 7 * 24);
            When::Instant(at.checked_add(hours).unwrap_or(at))
        }
    }
}

fn name(snapshot: &Snapshot, places: &[Place]) -> String {
    let one = |place: &Place| match &place.who {
        Offered::Role { role, skill } => {
            let title = role.title();
            match (skill, place.months) {
                (Some(skill), _) => format!("{title} ({skill})"),
                (None, Some(1)) => format!("{title}, 1 month"),
                (None, Some(months)) => format!("{title}, {months} months"),
                (None, None) => title.to_owned(),
            }
        }
        Offered::Member(key) => member_name(snapshot, key, place),
    };
    capital(&places.iter().map(one).collect::<Vec<_>>().join(" and "))
}

fn member_name(snapshot: &Snapshot, key: &Key, place: &Place) -> String {
    let person = snapshot.people.iter().find(|person| person.key == *key);
    let name = person.map_or(key.as_str(), |person| person.name.as_str());
    let keeps = person.and_then(|person| person.engagement.as_ref()).is_some_and(|terms| terms.end.is_some());
    let role = person.map_or(Role::TeamMember, |person| person.role);
    match (keeps, place.hours) {
        (true, hours) => format!("keep {name}, {hours:.1} hours a week"),
        (false, hours) if role == Role::ProjectManager => format!("{name} goes on with {hours:.1} hours a week"),
        (false, hours) => format!("{name} with {hours:.1} hours a week"),
    }
}
