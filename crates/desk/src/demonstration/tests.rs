//! What holds of the demonstration at any moment.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use righthand_domain::kind::Kind;
use righthand_domain::roles::Role;
use righthand_domain::snapshot::{Snapshot, Task};

use super::{harbour_clay, northlight_coaching};

mod history;
mod planned;
mod story;

/// The pictures of the design, a Saturday, New Year, both clock changes, both edges of a week, a leap day.
const MOMENTS: [&str; 9] = [
    "2026-11-24T11:20:00Z",
    "2026-11-28T15:00:00Z",
    "2027-01-01T00:00:00Z",
    "2026-03-29T01:30:00Z",
    "2026-10-25T01:30:00Z",
    "2026-11-22T23:59:59Z",
    "2026-11-23T00:00:00Z",
    "2028-02-29T12:00:00Z",
    "2031-07-16T08:45:00Z",
];

/// The moments above, and one every forty-one hours through a year, so that every hour of the week comes up.
fn moments() -> impl Iterator<Item = Timestamp> {
    let first: Timestamp = MOMENTS[0].parse().unwrap();
    let through_a_year = (0..214).map(move |step| first + SignedDuration::from_hours(41 * step));
    MOMENTS.iter().map(|moment| moment.parse().unwrap()).chain(through_a_year)
}

/// Both businesses at every moment.
fn businesses() -> impl Iterator<Item = (Timestamp, Snapshot)> {
    moments().flat_map(|now| [(now, harbour_clay(now)), (now, northlight_coaching(now))])
}

fn leaves(tasks: &[Task]) -> Vec<&Task> {
    tasks.iter().flat_map(|task| if task.children.is_empty() { vec![task] } else { leaves(&task.children) }).collect()
}

fn all(tasks: &[Task]) -> Vec<&Task> {
    tasks.iter().flat_map(|task| std::iter::once(task).chain(all(&task.children))).collect()
}

fn tasks_of(business: &Snapshot) -> Vec<&Task> {
    business.projects.iter().flat_map(|project| all(&project.tasks)).collect()
}

fn assert_unique<'a>(what: &str, keys: impl Iterator<Item = &'a String>) {
    let mut seen = BTreeSet::new();
    for key in keys {
        assert!(seen.insert(key), "two {what} have the key {key}");
        let plain = key.chars().all(|letter| letter.is_ascii_alphanumeric() || "._/-".contains(letter));
        assert!(plain && key.len() <= 80, "{key} is no key");
    }
}

#[test]
fn keys_are_unique_within_their_kind() {
    for (_, business) in businesses() {
        assert_unique("people", business.people.iter().map(|person| &person.key));
        assert_unique("areas", business.areas.iter().map(|area| &area.key));
        assert_unique("projects", business.projects.iter().map(|project| &project.key));
        assert_unique("tasks", tasks_of(&business).into_iter().map(|task| &task.key));
        assert_unique("operations", business.operations.iter().map(|operation| &operation.key));
        assert_unique("duties", business.duties.iter().map(|duty| &duty.key));
        assert_unique("appointments", business.appointments.iter().map(|appointment| &appointment.key));
        for operation in &business.operations {
            assert_unique("steps", operation.steps.iter().map(|step| &step.key));
        }
        let mut runs = BTreeSet::new();
        for run in &business.runs {
            assert!(runs.insert((&run.operation, run.date)), "{} has two runs on {}", run.operation, run.date);
        }
    }
}

#[test]
fn every_reference_finds_what_it_names() {
    for (_, business) in businesses() {
        let people: BTreeSet<&str> = business.people.iter().map(|person| person.key.as_str()).collect();
        let areas: BTreeSet<&str> = business.areas.iter().map(|area| area.key.as_str()).collect();
        let projects: BTreeSet<&str> = business.projects.iter().map(|project| project.key.as_str()).collect();
        let skills: BTreeSet<&str> =
            business.people.iter().flat_map(|person| person.skills.iter().map(String::as_str)).collect();
        let tasks: BTreeSet<&str> = tasks_of(&business).iter().map(|task| task.key.as_str()).collect();
        let in_people = |keys: &[String]| keys.iter().all(|key| people.contains(key.as_str()));

        for task in tasks_of(&business) {
            assert!(in_people(&task.assignees), "{} is given to nobody known", task.key);
            assert!(task.after.iter().all(|link| tasks.contains(link.task.as_str())), "{} waits for nothing", task.key);
            assert!(task.skill.iter().all(|skill| skills.contains(skill.as_str())), "nobody can do {}", task.key);
        }
        for operation in &business.operations {
            let steps: BTreeSet<&str> = operation.steps.iter().map(|step| step.key.as_str()).collect();
            for step in &operation.steps {
                assert!(in_people(&step.assignees) && step.after.iter().all(|key| steps.contains(key.as_str())));
                assert!(step.skill.iter().all(|skill| skills.contains(skill.as_str())));
            }
            for run in business.runs.iter().filter(|run| run.operation == operation.key) {
                assert!(run.steps.iter().all(|step| steps.contains(step.key.as_str())));
                assert!(run.steps.iter().all(|step| step.person.iter().all(|key| people.contains(key.as_str()))));
            }
        }
        for duty in &business.duties {
            assert!(duty.who.iter().all(|key| people.contains(key.as_str())));
            assert!(duty.area.iter().all(|key| areas.contains(key.as_str())));
            assert!(duty.project.iter().all(|key| projects.contains(key.as_str())));
        }
        let engagements = business.people.iter().filter_map(|person| person.engagement.as_ref());
        assert!(engagements.flat_map(|terms| &terms.projects).all(|key| projects.contains(key.as_str())));
        assert!(business.appointments.iter().all(|appointment| in_people(&appointment.people)));
        assert!(business.projects.iter().all(|project| project.area.iter().all(|key| areas.contains(key.as_str()))));
    }
}

#[test]
fn what_is_done_was_done_before_now_and_in_order() {
    for (now, business) in businesses() {
        let tasks = tasks_of(&business);
        let by_key: BTreeMap<&str, &Task> = tasks.iter().map(|task| (task.key.as_str(), *task)).collect();
        for task in tasks.iter().filter(|task| task.done_at.is_some()) {
            let done_at = task.done_at.unwrap();
            assert!(done_at <= now, "{} is done at {done_at}, which is still to come at {now}", task.key);
            for link in &task.after {
                for before in leaves(std::slice::from_ref(by_key[link.task.as_str()])) {
                    let earlier = before.done_at.is_some_and(|at| at <= done_at);
                    assert!(earlier, "at {now}, {} is done and {} is not, or later", task.key, before.key);
                }
            }
        }
        for run in &business.runs {
            let operation = business.operations.iter().find(|operation| operation.key == run.operation).unwrap();
            assert!(run.steps.iter().all(|step| step.done_at.is_some_and(|at| at <= now)));
            let done: BTreeMap<&str, Timestamp> =
                run.steps.iter().map(|step| (step.key.as_str(), step.done_at.unwrap())).collect();
            for step in operation.steps.iter().filter(|step| done.contains_key(step.key.as_str())) {
                for before in &step.after {
                    let in_order = done.get(before.as_str()).is_some_and(|at| *at <= done[step.key.as_str()]);
                    assert!(in_order, "{} {}: {} before {before}", run.operation, run.date, step.key);
                }
            }
        }
    }
}

#[test]
fn a_summary_has_nothing_of_its_own_and_a_milestone_no_effort() {
    for (_, business) in businesses() {
        for task in tasks_of(&business) {
            let bare = task.effort.is_none() && task.done_at.is_none() && task.spent_hours == 0.0;
            let summary = !task.children.is_empty();
            let leaf = !summary && !task.milestone;
            assert!(if leaf { task.effort.is_some() } else { bare && task.assignees.is_empty() }, "{}", task.key);
        }
    }
}

#[test]
fn r01_every_project_has_an_outcome_and_ends_after_now() {
    for (now, business) in businesses() {
        for project in &business.projects {
            assert!(project.outcome.is_some());
            assert!(
                leaves(&project.tasks).iter().any(|task| task.done_at.is_none()),
                "{} is over at {now}",
                project.key
            );
        }
    }
}

#[test]
fn r02_priyanka_manages_exactly_three() {
    for now in moments() {
        let business = harbour_clay(now);
        let managed: Vec<&str> = business
            .projects
            .iter()
            .filter(|project| project.manager.as_deref() == Some("priyanka"))
            .map(|project| project.key.as_str())
            .collect();
        assert_eq!(managed, ["slow-wheel", "glaze-library", "brand-photographs"]);
        let priyanka = business.people.iter().find(|person| person.key == "priyanka").unwrap();
        assert_eq!(priyanka.engagement.as_ref().unwrap().projects, managed);
    }
}

#[test]
fn r03_no_implementation_for_a_project_manager() {
    for (_, business) in businesses() {
        let managers: BTreeSet<&str> = business
            .people
            .iter()
            .filter(|person| person.role == Role::ProjectManager)
            .map(|person| person.key.as_str())
            .collect();
        let manages = |kind: Option<Kind>, who: &[String]| {
            kind.unwrap_or_default() != Kind::Implementation || who.iter().all(|key| !managers.contains(key.as_str()))
        };
        assert!(tasks_of(&business).iter().all(|task| manages(task.kind, &task.assignees)));
        let mut steps = business.operations.iter().flat_map(|operation| &operation.steps);
        assert!(steps.all(|step| manages(step.kind, &step.assignees)));
    }
}

#[test]
fn r16_everything_has_somebody_accountable() {
    for (_, business) in businesses() {
        assert!(business.areas.iter().all(|area| area.accountable.is_some()));
        assert!(business.projects.iter().all(|project| project.manager.is_some()));
        assert!(business.operations.iter().all(|operation| operation.accountable.is_some()));
    }
}

#[test]
fn two_people_are_known_by_their_address_in_both_businesses_and_never_doubly_booked() {
    let now = MOMENTS[0].parse().unwrap();
    let (clay, north) = (harbour_clay(now), northlight_coaching(now));
    let mut shared = vec![];
    for here in &clay.people {
        for there in north.people.iter().filter(|there| there.email == here.email) {
            shared.push(here.name.as_str());
            let (Some(here), Some(there)) = (&here.working_week, &there.working_week) else { panic!("no week") };
            for (mine, theirs) in here.0.iter().zip(&there.0) {
                assert!(mine.iter().all(|a| theirs.iter().all(|b| a.to <= b.from || b.to <= a.from)));
            }
        }
    }
    assert_eq!(shared, ["Tomás Achterberg", "Halima Strand"]);
}

#[test]
fn a_person_s_week_has_as_many_hours_as_they_are_said_to_work() {
    let now = MOMENTS[0].parse().unwrap();
    for business in [harbour_clay(now), northlight_coaching(now)] {
        for person in business.people.iter().filter(|person| person.working_week.is_some()) {
            let week = person.working_week.as_ref().unwrap();
            let minutes: u16 = week.0.iter().flatten().map(|window| window.to - window.from).sum();
            assert_eq!(Some(f64::from(minutes) / 60.0), person.hours_per_week, "{}", person.name);
        }
    }
}

#[test]
fn the_same_moment_tells_the_same_story() {
    for now in moments().take(12) {
        assert_eq!(harbour_clay(now), harbour_clay(now));
        assert_eq!(northlight_coaching(now), northlight_coaching(now));
    }
}

#[test]
fn even_the_first_and_the_last_moment_there_is_can_be_told() {
    for now in [Timestamp::MIN, Timestamp::MAX] {
        assert_eq!(harbour_clay(now).people.len(), 17);
        assert_eq!(northlight_coaching(now).people.len(), 3);
    }
}
