//! Staffing: the business as it would be with the people of a scenario in it.

use righthand_domain::kind::Kind;
use righthand_domain::plan::mean_wait_hours;
use righthand_domain::roles::Role;
use righthand_domain::snapshot::{Duty, Key, Person, Snapshot, Task};

use crate::facts::Facts;
use crate::scenario::{Scenario, with_work};
use crate::sizing::Place;
use crate::{HiredRole, Offered};

/// The business with them, and the key of each place's person.
pub(crate) fn staffed(snapshot: &Snapshot, facts: &Facts, scenario: &Scenario) -> (Snapshot, Vec<Key>) {
    let mut copy = with_work(snapshot, scenario.work);
    duties(&mut copy, facts);
    let keys: Vec<Key> = scenario.places.iter().enumerate().map(|(at, place)| key(snapshot, at, place)).collect();
    for (place, key) in scenario.places.iter().zip(&keys) {
        join(&mut copy, place, key);
        take_over(&mut copy, facts, place, key);
    }
    for (place, key) in scenario.places.iter().zip(&keys) {
        if place.role.manages() && place.member.is_none() {
            manage(&mut copy, facts, scenario, place, key);
        }
    }
    (copy, keys)
}

/// Only what takes hours now, each with whoever has it.
fn duties(copy: &mut Snapshot, facts: &Facts) {
    let all = std::mem::take(&mut copy.duties);
    for duty in &facts.duties {
        if let Some(of) = all.get(duty.index) {
            let who = duty.who.and_then(|who| copy.people.get(who)).map(|person| person.key.clone());
            // What comes to somebody only later takes none of their hours now.
            let hours_per_week = if duty.from > 0.0 { 0.0 } else { duty.hours };
            copy.duties.push(Duty {
                hours_per_week,
                who,
                key: format!("{}/{}", copy.duties.len(), of.key),
                ..of.clone()
            });
        }
    }
}

fn key(snapshot: &Snapshot, at: usize, place: &Place) -> Key {
    if let Offered::Member(key) = &place.who {
        return key.clone();
    }
    let mut key = format!("hire-{}", at + 1);
    while snapshot.people.iter().any(|person| person.key == key) {
        key.push('-');
    }
    key
}

fn join(copy: &mut Snapshot, place: &Place, key: &Key) {
    if let Some(person) = place.member.and_then(|index| copy.people.get_mut(index)) {
        // More hours are for what they take over, not for the projects: their own week stays as it is.
        if let Some(terms) = person.engagement.as_mut().filter(|_| place.stays()) {
            terms.end = None;
        }
        return;
    }
    let role = match place.role {
        HiredRole::ProjectManager => Role::ProjectManager,
        HiredRole::OnlineBusinessManager => Role::OnlineBusinessManager,
        HiredRole::VirtualAssistant | HiredRole::Specialist => Role::TeamMember,
    };
    let skill = match &place.who {
        Offered::Role { skill, .. } => skill.clone(),
        Offered::Member(_) => None,
    };
    copy.people.push(Person {
        key: key.clone(),
        name: place.role.title().to_owned(),
        email: None,
        role,
        skills: skill.into_iter().collect(),
        hours_per_week: Some(place.hours),
        working_week: None,
        time_zone: None,
        time_off: Vec::new(),
        engagement: None,
        flexible: true,
        holidays: None,
    });
}

fn take_over(copy: &mut Snapshot, facts: &Facts, place: &Place, key: &Key) {
    for (at, hours) in &place.taken {
        let of = facts.duties.get(*at);
        // Whoever stays goes on with what they have.
        if place.member.is_some() && of.is_some_and(|of| of.held_by == place.member) {
            continue;
        }
        let Some(duty) = copy.duties.get_mut(*at) else { continue };
        duty.hours_per_week = (duty.hours_per_week - hours).max(0.0);
        let mut part = Duty { hours_per_week: *hours, who: Some(key.clone()), ..duty.clone() };
        part.key = format!("{}/{key}", part.key);
        copy.duties.push(part);
    }
}

/// Hand-offs go through whoever passes them on sooner; what only the owner did of managing, the manager can do too.
fn manage(copy: &mut Snapshot, facts: &Facts, scenario: &Scenario, place: &Place, key: &Key) {
    let everywhere = place.projects.is_empty();
    let waits: Vec<(Key, f64)> =
        copy.people.iter().map(|person| (person.key.clone(), wait(copy, facts, person))).collect();
    let wait_of = |key: &Key| waits.iter().find(|(other, _)| other == key).map_or(f64::INFINITY, |(_, wait)| *wait);
    let owner = facts.owner.and_then(|owner| copy.people.get(owner)).map(|person| person.key.clone());
    // Of somebody who goes on managing nothing is taken; what hangs on the owner, or on whoever leaves, can go.
    let leaving: Vec<Key> = (copy.people.iter())
        .filter(|person| person.engagement.as_ref().is_some_and(|terms| terms.end.is_some()))
        .map(|person| person.key.clone())
        .collect();
    let sooner = |now: Option<&Key>| {
        let Some(now) = now.or(owner.as_ref()) else { return true };
        (Some(now) == owner.as_ref() || leaving.contains(now)) && wait_of(key) < wait_of(now)
    };
    for (index, project) in copy.projects.iter_mut().enumerate() {
        if !everywhere && !place.projects.contains(&index) {
            continue;
        }
        if sooner(project.manager.as_ref()) {
            project.manager = Some(key.clone());
        }
        project.tasks.iter_mut().for_each(|task| share(task, owner.as_ref(), key));
    }
    if everywhere && scenario.hires(HiredRole::OnlineBusinessManager) {
        for operation in &mut copy.operations {
            if sooner(operation.accountable.as_ref()) {
                operation.accountable = Some(key.clone());
            }
            for step in &mut operation.steps {
                if step.kind == Some(Kind::Management) && only(&step.assignees, owner.as_ref()) {
                    step.assignees.push(key.clone());
                }
            }
        }
    }
}

/// Weeks that a hand-off through this person takes: its working hours over their hours a week.
fn wait(copy: &Snapshot, facts: &Facts, person: &Person) -> f64 {
    let known =
        copy.people.iter().position(|other| other.key == person.key).and_then(|at| facts.hours.get(at).copied());
    let hours = person.hours_per_week.or(known).unwrap_or(0.0).max(0.1);
    let work = copy.duties.iter().filter(|duty| duty.who.as_ref() == Some(&person.key));
    let work: f64 = work.map(|duty| duty.hours_per_week).sum();
    mean_wait_hours(work / hours) / hours
}

fn share(task: &mut Task, owner: Option<&Key>, key: &Key) {
    if task.kind == Some(Kind::Management) && only(&task.assignees, owner) {
        task.assignees.push(key.clone());
    }
    task.children.iter_mut().for_each(|child| share(child, owner, key));
}

fn only(assignees: &[Key], owner: Option<&Key>) -> bool {
    matches!(assignees, [one] if Some(one) == owner)
}
