//! Facts: the duties of a business as the advisor reads them, its people's weeks, its projects, and what is missing.

use std::collections::HashMap;

use jiff::Timestamp;
use righthand_domain::calendar::{edges, minutes_per_week};
use righthand_domain::kind::Kind;
use righthand_domain::roles::Role;
use righthand_domain::snapshot::{Effort, Energy, Snapshot, Task};

use crate::Assumptions;

/// A month is so many weeks.
pub const WEEKS_PER_MONTH: f64 = 52.0 / 12.0;
const HOURS_PER_WEEK_MAX: f64 = 168.0;
/// Whoever leaves within so many months leaves what they have behind: a quarter.
const LEAVES_SOON: f64 = 3.0;
pub(crate) const HOURS_PER_MONTH: f64 = WEEKS_PER_MONTH * HOURS_PER_WEEK_MAX;

/// A duty that takes hours now.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty {
    /// In file order.
    pub index: usize,
    pub kind: Kind,
    /// Hours a week.
    pub hours: f64,
    /// Index of the person who has it; the owner where nobody is named.
    pub who: Option<usize>,
    /// What an hour of it is worth to the owner, in hours of theirs: 1 where it drains, a half where it does not matter, 0
    /// where it gives energy.
    pub worth: f64,
    /// The owner would hand it over.
    pub may_go: bool,
    /// Needs somebody who brings this skill: the owner could not show how.
    pub needs: Option<String>,
    /// Index of the project that it is part of.
    pub project: Option<usize>,
    /// Months until it is theirs: 0 for now, later where whoever has it leaves before it ends.
    pub from: f64,
    /// Months until it ends; without end where it is no project's.
    pub months: f64,
    /// Index of whoever has it until then.
    pub held_by: Option<usize>,
}

/// A project that is still open.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenProject {
    pub index: usize,
    /// Months to its end; 0 or less where that is over.
    pub months: f64,
    /// What being on time is worth, in all.
    pub value: f64,
    /// Index of its manager, the owner where nobody is named.
    pub manager: Option<usize>,
}

/// Something that is missing or cannot be, in one sentence, with the two numbers it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    pub says: String,
    pub number: f64,
    pub instead_of: f64,
}

/// What the advisor reads from a snapshot.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) owner: Option<usize>,
    pub(crate) duties: Vec<Duty>,
    pub(crate) projects: Vec<OpenProject>,
    /// By person: hours a week that they work.
    pub(crate) hours: Vec<f64>,
    /// By person: duties' hours a week.
    pub(crate) work: Vec<f64>,
    pub(crate) owner_hour: f64,
    /// Hours a week that another person who does work costs the owner, as it is now; `None` without a team of theirs.
    pub(crate) managing_one: Option<f64>,
    /// Whoever is hired reports to an online business manager who is there.
    pub(crate) has_obm: bool,
    pub(crate) notes: Vec<Note>,
}

impl Facts {
    pub(crate) fn of(snapshot: &Snapshot, assumptions: &Assumptions, at: Timestamp) -> Self {
        let mut notes = Vec::new();
        let owner = snapshot.people.iter().position(|person| person.role == Role::Owner);
        if owner.is_none() {
            notes.push(note("Nobody in the business is its owner, so no hours can be given back.", 0.0, 1.0));
        }
        let hours: Vec<f64> = snapshot
            .people
            .iter()
            .map(|person| f64::from(minutes_per_week(&snapshot.business, person)) / 60.0)
            .collect();
        let projects = projects(snapshot, assumptions, at, owner, &mut notes);
        let mut duties = duties(snapshot, at, owner, &mut notes);
        fit_into_weeks(snapshot, &mut duties, &mut notes);
        let mut work = vec![0.0; snapshot.people.len()];
        for duty in duties.iter().filter(|duty| duty.from <= 0.0) {
            if let Some(work) = duty.who.and_then(|who| work.get_mut(who)) {
                *work += duty.hours;
            }
        }
        missing(snapshot, &duties, &mut notes);
        Self {
            managing_one: managing_one(snapshot, &duties, owner),
            has_obm: snapshot.people.iter().any(|person| person.role == Role::OnlineBusinessManager),
            owner_hour: snapshot.business.means.owner_hour_value.unwrap_or(assumptions.owner_hour_value),
            owner,
            duties,
            projects,
            hours,
            work,
            notes,
        }
    }

    /// Hours a week that could go: not refused, and worth something to the owner.
    pub(crate) fn could_go(&self) -> f64 {
        // What passes from one to another is there twice, and counts once.
        let mut seen = std::collections::HashSet::new();
        let once = self.duties.iter().filter(|duty| duty.may_go && seen.insert(duty.index));
        once.map(|duty| duty.hours).sum::<f64>() + 0.0
    }

    /// Hours a week by which a person has more to do than hours.
    pub(crate) fn overload(&self, person: usize, work: f64) -> f64 {
        (work - self.hours.get(person).copied().unwrap_or(0.0)).max(0.0)
    }
}

fn note(says: impl Into<String>, number: f64, instead_of: f64) -> Note {
    Note { says: says.into(), number, instead_of }
}

fn projects(
    snapshot: &Snapshot,
    assumptions: &Assumptions,
    at: Timestamp,
    owner: Option<usize>,
    notes: &mut Vec<Note>,
) -> Vec<OpenProject> {
    let rate = crate::money::hourly(snapshot, assumptions, crate::HiredRole::ProjectManager);
    let mut open = Vec::new();
    for (index, project) in snapshot.projects.iter().enumerate() {
        let months = months_until(snapshot, at, project.end);
        let hours: f64 = project.tasks.iter().map(open_hours).sum();
        if months <= 0.0 {
            if hours > 0.0 {
                let says = format!(
                    "{} was to end already: give it an end that is still to come. Until then it counts for nothing here.",
                    project.name
                );
                notes.push(note(says, months, 0.0));
            }
            continue;
        }
        if snapshot.supposed.tentative.contains(&project.key) {
            continue;
        }
        let manager = project.manager.as_ref().and_then(|key| position(snapshot, key)).or(owner);
        let value = project.on_time_value.unwrap_or(project.weight.unwrap_or(1.0) * hours * rate);
        open.push(OpenProject { index, months, value, manager });
    }
    open
}

fn duties(snapshot: &Snapshot, at: Timestamp, owner: Option<usize>, notes: &mut Vec<Note>) -> Vec<Duty> {
    let by_key: HashMap<&str, usize> =
        snapshot.projects.iter().enumerate().map(|(index, project)| (project.key.as_str(), index)).collect();
    let mut unnamed = 0.0;
    let mut duties = Vec::new();
    for (index, duty) in snapshot.duties.iter().enumerate() {
        let project = duty.project.as_ref().and_then(|key| by_key.get(key.as_str()).copied());
        let end = project.and_then(|project| snapshot.projects.get(project)).map(|project| project.end);
        let months = end.map_or(f64::INFINITY, |end| months_until(snapshot, at, end));
        if months <= 0.0 || duty.hours_per_week <= 0.0 {
            continue;
        }
        if duty.who.is_none() {
            unnamed += duty.hours_per_week;
        }
        let who = duty.who.as_ref().and_then(|key| position(snapshot, key)).or(owner);
        let worth = match duty.energy {
            Some(Energy::Drains) => 1.0,
            Some(Energy::Neutral) | None => 0.5,
            Some(Energy::Gives) => 0.0,
        };
        let needs = (duty.owner_has_skill == Some(false) && duty.kind == Kind::Implementation)
            .then(|| duty.skill.clone().unwrap_or_else(|| duty.name.clone()));
        let now = Duty {
            index,
            kind: duty.kind,
            hours: duty.hours_per_week,
            who,
            worth,
            may_go: may_go(duty),
            needs,
            project,
            from: 0.0,
            months,
            held_by: None,
        };
        // What somebody has who leaves before it ends comes back to the owner on that day.
        let leaves = who
            .filter(|_| who != owner)
            .and_then(|who| leaves(snapshot, at, who))
            .filter(|leaves| *leaves < LEAVES_SOON.min(months));
        if let Some(leaves) = leaves {
            duties.push(Duty { who: owner, from: leaves.max(0.0), held_by: who, ..now.clone() });
        }
        if leaves.is_none_or(|leaves| leaves > 0.0) {
            duties.push(Duty { months: leaves.unwrap_or(months), ..now });
        }
    }
    if unnamed > 0.0 {
        notes.push(note("Some duties say nobody who does them: they count as the owner's.", unnamed, 0.0));
    }
    duties
}

/// Whether the owner would hand a duty over: nobody who has not been asked has refused, and what gives energy is kept.
pub fn may_go(duty: &righthand_domain::snapshot::Duty) -> bool {
    duty.hand_over != Some(false) && duty.energy != Some(Energy::Gives)
}

/// Months until the engagement of a person ends, where it does.
fn leaves(snapshot: &Snapshot, at: Timestamp, who: usize) -> Option<f64> {
    let end = snapshot.people.get(who)?.engagement.as_ref()?.end?;
    Some(months_until(snapshot, at, righthand_domain::snapshot::When::Date(end)))
}

/// A person's duties cannot fill more than a week: where they do, all of theirs count in proportion.
fn fit_into_weeks(snapshot: &Snapshot, duties: &mut [Duty], notes: &mut Vec<Note>) {
    for (index, person) in snapshot.people.iter().enumerate() {
        let theirs = |duty: &&Duty| duty.who == Some(index) && duty.from <= 0.0;
        let hours: f64 = duties.iter().filter(theirs).map(|duty| duty.hours).sum();
        if hours <= HOURS_PER_WEEK_MAX {
            continue;
        }
        let share = HOURS_PER_WEEK_MAX / hours;
        duties.iter_mut().filter(|duty| duty.who == Some(index)).for_each(|duty| duty.hours *= share);
        let says = format!(
            "The duties of {} add up to {hours:.0} hours a week, and a week has 168: look at the longest again. Here all of \
             them count in proportion.",
            person.name
        );
        notes.push(note(says, hours, HOURS_PER_WEEK_MAX));
    }
}

fn missing(snapshot: &Snapshot, duties: &[Duty], notes: &mut Vec<Note>) {
    if snapshot.duties.is_empty() {
        notes.push(note("No duties are entered: the advisor does not know where the week goes.", 0.0, 1.0));
    } else if duties.is_empty() {
        notes.push(note("None of the duties takes any hours now.", 0.0, 1.0));
    }
    let means = &snapshot.business.means;
    if means.owner_hour_value.is_none() {
        notes.push(note("Nobody has said what an hour of the owner's is worth; a usual value is assumed.", 0.0, 1.0));
    }
    if means.budget_per_month.is_none() {
        notes.push(note("No budget a month is given, so nothing is too dear as long as it pays.", 0.0, 1.0));
    }
}

/// The owner's management that is no project's, over the people whose work they manage.
fn managing_one(snapshot: &Snapshot, duties: &[Duty], owner: Option<usize>) -> Option<f64> {
    let doers = snapshot.people.iter().filter(|person| person.role == Role::TeamMember).count();
    let managing = duties.iter().filter(|duty| {
        duty.who == owner && duty.kind == Kind::Management && duty.project.is_none() && duty.from <= 0.0
    });
    let hours: f64 = managing.map(|duty| duty.hours).sum();
    (doers > 0).then(|| hours / doers as f64)
}

fn months_until(snapshot: &Snapshot, at: Timestamp, end: righthand_domain::snapshot::When) -> f64 {
    let due = edges::due(snapshot.business.time_zone.rules(), end);
    let hours = due.duration_since(at).as_secs_f64() / 3_600.0;
    hours / HOURS_PER_MONTH
}

/// Hours of open leaves, less what is spent.
fn open_hours(task: &Task) -> f64 {
    if task.done_at.is_some() || task.milestone {
        return 0.0;
    }
    if !task.children.is_empty() {
        return task.children.iter().map(open_hours).sum();
    }
    (task.effort.map_or(1.0, Effort::most_likely) - task.spent_hours).max(0.0)
}

fn position(snapshot: &Snapshot, key: &str) -> Option<usize> {
    snapshot.people.iter().position(|person| person.key == key)
}
