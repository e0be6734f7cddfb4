//! Build: a snapshot without faults as a problem of the planner, with the way back.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use righthand_planner::problem::Unsound;
use righthand_planner::random::id_of;
use righthand_planner::{Activity, Calendar, Dated, Group, Link, LinkKind, Minute, Problem, Source};

use super::fingerprint;
use super::outline::Outline;
use super::recall::recall;
use super::runs::{RunAhead, runs_ahead};
use super::who::{Nobody, Who};
use super::{Options, answer::PartOf, outside};
use crate::calendar::{self, edges, minute_and_rest, minute_down, minute_up};
use crate::past::{Sort, Whole};
use crate::snapshot::{Effort, Fault, Key, LagIn, Pin, RunStep, Snapshot, Step, Task, When};

/// Years ahead for which people's working time is looked at (contracts, section 1).
const YEARS_MAX: i64 = 5;
/// Hours that a task without effort is planned with.
pub(super) const GUESS_HOURS: f64 = 1.0;
/// Working time that has gone by is counted from so many minutes ago at most: ten years.
const LOOK_BACK: Minute = 10 * 366 * 24 * 60;

/// A problem, and what its numbers stand for.
#[derive(Debug)]
pub(super) struct Built<'a> {
    pub(super) problem: Problem,
    pub(super) works: Vec<Work<'a>>,
    /// Projects first, in file order, then runs.
    pub(super) runs: Vec<RunAhead<'a>>,
    pub(super) now: Minute,
    /// Of all that the plan is made from, the earlier plan apart.
    pub(super) basis: u64,
}

/// What an activity is, in the business's words.
#[derive(Debug)]
pub(super) struct Work<'a> {
    pub(super) key: Key,
    pub(super) name: &'a str,
    pub(super) part_of: PartOf,
    /// By which it is like other work; without a person.
    pub(super) sort: Sort,
    pub(super) effort: Option<Effort>,
    /// Nobody has said its effort, or only as a guess.
    pub(super) guessed: bool,
    pub(super) spent: Minute,
    pub(super) milestone: bool,
    pub(super) due: Option<Timestamp>,
    pub(super) available: Option<Timestamp>,
    /// Whose `not_before` or start holds it, where one does.
    pub(super) released_by: Option<Key>,
    /// By link: the key of what it waits for.
    pub(super) waits_for: Vec<Key>,
    pub(super) nobody: Option<Nobody>,
}

/// The farthest instant that a plan made at `at` looks at.
pub(super) fn horizon_end(snapshot: &Snapshot, at: Timestamp) -> Timestamp {
    let zone = snapshot.business.time_zone.rules();
    edges::first(zone, zone.to_datetime(at).saturating_add(YEARS_MAX.years()))
}

/// Builds the problem with people's working time up to `until`.
pub(super) fn build<'a>(
    snapshot: &'a Snapshot,
    outline: &Outline<'a>,
    options: &Options,
    until: Timestamp,
) -> Result<Built<'a>, Vec<Fault>> {
    let now = minute_up(options.at);
    let mut builder = Builder {
        snapshot,
        who: Who::of(snapshot),
        pins: snapshot.supposed.pins.iter().map(|pin| (pin.task.as_str(), pin)).collect(),
        now,
        today: snapshot.business.time_zone.rules().to_datetime(options.at).date(),
        works: Vec::new(),
        activities: Vec::new(),
        groups: Vec::new(),
        dated: Vec::new(),
    };
    builder.projects(outline);
    let runs = runs_ahead(snapshot, options)?;
    runs.iter().for_each(|run| builder.run(run));
    let from = builder.working_time_from();
    let compile =
        |person| calendar::compile(&snapshot.business, person, &snapshot.appointments, from, minute_down(until));
    let people: Vec<Arc<Calendar>> = snapshot.people.iter().map(|person| Arc::new(compile(person))).collect();
    let Builder { works, mut activities, groups, dated, .. } = builder;
    let basis = fingerprint::of(now, &people, &activities, &groups, &dated);
    if let Some(earlier) = &options.earlier {
        recall(earlier, snapshot, (&works, &mut activities), &people, now);
    }
    let problem =
        Problem::new(now, people, activities, groups, dated).map_err(|unsound| vec![told(&unsound, &works)])?;
    Ok(Built { problem, works, runs, now, basis })
}

/// What `check` finds first; said here in other words should it ever not.
fn told(unsound: &Unsound, works: &[Work<'_>]) -> Fault {
    let message = match unsound {
        Unsound::Cycle(around) => {
            let keys: Vec<&str> = around.iter().map(|a| works[*a as usize].key.as_str()).collect();
            format!("a circle: {}", keys.join(", then "))
        }
        other => other.to_string(),
    };
    Fault { pointer: "/projects".to_owned(), message }
}

struct Builder<'a> {
    snapshot: &'a Snapshot,
    who: Who<'a>,
    pins: HashMap<&'a str, &'a Pin>,
    now: Minute,
    /// Today, where the business is.
    today: Date,
    works: Vec<Work<'a>>,
    activities: Vec<Activity>,
    groups: Vec<Group>,
    dated: Vec<Dated>,
}

impl<'a> Builder<'a> {
    fn projects(&mut self, outline: &Outline<'a>) {
        let zone = self.snapshot.business.time_zone.rules();
        for project in &self.snapshot.projects {
            let (due, due_rest) = minute_and_rest(edges::due(zone, project.end));
            self.groups.push(Group { due: Some(due), due_rest, weight: project.weight.unwrap_or(1.0) });
        }
        // What nobody has promised takes nobody's hours, and nothing waits for it.
        let tentative: HashSet<&str> = self.snapshot.supposed.tentative.iter().map(String::as_str).collect();
        let promised = |project: usize| !tentative.contains(self.snapshot.projects[project].key.as_str());
        // Open leaves get numbers first, as links may lead to any of them.
        let mut number = vec![None; outline.nodes.len()];
        let mut next = 0_u32;
        for (at, node) in outline.nodes.iter().enumerate() {
            if node.is_leaf() && node.done_at.is_none() && promised(node.project) {
                number[at] = Some(next);
                next += 1;
            }
        }
        for (at, node) in outline.nodes.iter().enumerate() {
            if number[at].is_some() {
                self.leaf(outline, &number, at);
            }
            if let Some(due) = node.task.due {
                let activities: Vec<u32> = outline.leaves(at).filter_map(|leaf| number[leaf]).collect();
                if !activities.is_empty() {
                    let weight = self.groups[node.project].weight;
                    let (due, due_rest) = minute_and_rest(edges::due(zone, due));
                    self.dated.push(Dated { activities, due, due_rest, weight });
                }
            }
        }
    }

    fn leaf(&mut self, outline: &Outline<'a>, number: &[Option<u32>], at: usize) {
        let zone = self.snapshot.business.time_zone.rules();
        let node = &outline.nodes[at];
        let (task, project) = (node.task, &self.snapshot.projects[node.project]);
        let mut release = self.now;
        let mut released_by = None;
        let above = outline.up(at).map(|up| outline.nodes[up].task).map(|task| (&task.key, task.not_before));
        for (key, not_before) in above.chain(std::iter::once((&project.key, project.start))) {
            let Some(not_before) = not_before else { continue };
            let minute = minute_up(edges::not_before(zone, not_before));
            if minute > release {
                (release, released_by) = (minute, Some(key.clone()));
            }
        }
        let awaits = outline.up(at).flat_map(|up| &outline.nodes[up].task.awaits);
        let outside =
            outside::comes(awaits, &self.snapshot.business.time_zone, (self.today, crate::calendar::instant(self.now)));
        if let Ok(Some(comes)) = outside
            && minute_up(comes) > release
        {
            (release, released_by) = (minute_up(comes), Some(task.key.clone()));
        }
        let mut links = Vec::new();
        let mut waits_for = Vec::new();
        for link in outline.up(at).flat_map(|up| &outline.nodes[up].task.after) {
            let Some(&to) = outline.by_key.get(link.task.as_str()) else { continue };
            for source in outline.leaves(to) {
                let from = match (number[source], outline.nodes[source].done_at) {
                    (Some(open), _) => Source::Activity(open),
                    (None, Some(done)) => Source::Done(minute_up(done)),
                    (None, None) => continue,
                };
                links.push(Link {
                    source: from,
                    kind: kind(link.kind),
                    lag: minutes_up(link.lag_hours),
                    working: link.lag_in == LagIn::Working,
                });
                waits_for.push(outline.nodes[source].task.key.clone());
            }
        }
        let due = task.due.map(|due| edges::due(zone, due));
        let pinned = self.pin(task, &mut release, &mut released_by);
        let able = if task.milestone {
            Ok(vec![])
        } else {
            let able = self.who.may(Some(&task.key), task.kind, &task.assignees, task.skill.as_deref());
            able.map(|able| self.pinned_to(task, able))
        };
        let able = outside.and(able);
        let group = u32::try_from(node.project).unwrap_or(u32::MAX);
        let work = Work {
            key: task.key.clone(),
            name: &task.name,
            part_of: PartOf::Project(project.key.clone()),
            sort: Sort {
                person: None,
                part_of: Whole::Project(project.key.clone()),
                kind: task.kind.unwrap_or_default(),
                label: task.labels.first().cloned(),
            },
            effort: task.effort,
            guessed: task.effort.is_none() || task.guessed,
            spent: minutes(task.spent_hours),
            milestone: task.milestone,
            due,
            available: None,
            released_by,
            waits_for,
            nobody: able.as_ref().err().cloned(),
        };
        let due = due.map(minute_down).into_iter().chain(self.groups[node.project].due).min();
        self.add(work, Activity { people: able.unwrap_or_default(), release, links, group, due, pinned, ..blank() });
    }

    /// Is it pinned to a day? Then it is released on that day, unless something else holds it longer.
    fn pin(&self, task: &Task, release: &mut Minute, released_by: &mut Option<Key>) -> bool {
        let Some(day) = self.pins.get(task.key.as_str()).and_then(|pin| pin.day) else { return false };
        let minute = minute_up(edges::not_before(self.snapshot.business.time_zone.rules(), When::Date(day)));
        if minute >= *release {
            (*release, *released_by) = (minute, Some(task.key.clone()));
        }
        true
    }

    /// Of those who may do it, the one that it is pinned to; all of them where that one may not (any more).
    fn pinned_to(&self, task: &Task, able: Vec<u32>) -> Vec<u32> {
        let person = self.pins.get(task.key.as_str()).and_then(|pin| pin.person.as_deref());
        match person.and_then(|key| self.who.index(key)) {
            Some(person) if able.contains(&person) => vec![person],
            _ => able,
        }
    }

    fn run(&mut self, run: &RunAhead<'a>) {
        let group = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
        let (due, due_rest) = minute_and_rest(run.occurrence.due);
        self.groups.push(Group { due: Some(due), due_rest, weight: 1.0 });
        let first = u32::try_from(self.activities.len()).unwrap_or(u32::MAX);
        let begun = |step: &Step| run.run.and_then(|run| run.steps.iter().find(|begun| begun.key == step.key));
        let mut number: HashMap<&str, Source> = HashMap::new();
        let mut next = first;
        for step in run.steps() {
            let source = match begun(step).and_then(|begun| begun.done_at) {
                Some(done) => Source::Done(minute_up(done)),
                None => {
                    next += 1;
                    Source::Activity(next - 1)
                }
            };
            number.insert(step.key.as_str(), source);
        }
        for step in run.steps() {
            if matches!(number.get(step.key.as_str()), Some(Source::Activity(_))) {
                self.step(run, step, begun(step), group, &number);
            }
        }
    }

    fn step(
        &mut self,
        run: &RunAhead<'a>,
        step: &'a Step,
        begun: Option<&RunStep>,
        group: u32,
        number: &HashMap<&str, Source>,
    ) {
        let zone = &self.snapshot.business.time_zone;
        let (operation, date) = (run.operation, run.occurrence.date);
        let available = run.occurrence.available(zone, step);
        let due = run.occurrence.step_due(zone, step);
        let release = minute_up(available).max(self.now);
        let run_key = format!("{}/{date}", operation.key);
        let released_by = (release > self.now).then(|| run_key.clone());
        let after = step.after.iter().filter_map(|after| Some((after, *number.get(after.as_str())?)));
        let (waits_for, links) = after
            .map(|(after, source)| {
                let link = Link { source, kind: LinkKind::FinishToStart, lag: 0, working: false };
                (format!("{run_key}/{after}"), link)
            })
            .unzip();
        // Whoever has begun a step goes on with it.
        let able = match begun.and_then(|begun| begun.person.clone()) {
            Some(person) => self.who.may(None, step.kind, &[person], None),
            None => self.who.may(None, step.kind, &step.assignees, step.skill.as_deref()),
        };
        let work = Work {
            key: format!("{run_key}/{}", step.key),
            name: &step.name,
            part_of: PartOf::Run { operation: operation.key.clone(), date },
            sort: Sort {
                person: None,
                part_of: Whole::Operation(operation.key.clone()),
                kind: step.kind.unwrap_or_default(),
                label: Some(step.key.clone()),
            },
            effort: step.effort,
            guessed: step.effort.is_none(),
            spent: minutes(begun.map_or(0.0, |begun| begun.spent_hours)),
            milestone: false,
            due: Some(due),
            available: Some(available),
            released_by,
            waits_for,
            nobody: able.as_ref().err().cloned(),
        };
        let soft_due = Some(minute_down(due));
        let people = able.unwrap_or_default();
        self.add(work, Activity { people, release, links, group, due: soft_due, soft_due, ..blank() });
    }

    /// Now; earlier only where a lag counts working hours that have gone by since something was done.
    fn working_time_from(&self) -> Minute {
        let links = self.activities.iter().flat_map(|activity| &activity.links);
        let since_done = links.filter(|link| link.working).filter_map(|link| match link.source {
            Source::Done(minute) => Some(minute),
            Source::Activity(_) => None,
        });
        since_done.min().unwrap_or(self.now).clamp(self.now.saturating_sub(LOOK_BACK), self.now)
    }

    fn add(&mut self, work: Work<'a>, mut activity: Activity) {
        activity.id = id_of(&work.key);
        let hours = work.effort.map_or(GUESS_HOURS, Effort::most_likely);
        // A milestone takes no effort; one that waits for nobody knows what is work that nobody can do.
        let takes_none = work.milestone && work.nobody.is_none();
        activity.effort = if takes_none { 0 } else { (minutes(hours) - work.spent).max(1) };
        self.works.push(work);
        self.activities.push(activity);
    }
}

fn blank() -> Activity {
    Activity {
        id: 0,
        effort: 0,
        people: vec![],
        release: 0,
        links: vec![],
        group: 0,
        due: None,
        soft_due: None,
        earlier: None,
        pinned: false,
    }
}

fn kind(kind: crate::snapshot::LinkKind) -> LinkKind {
    match kind {
        crate::snapshot::LinkKind::FinishToStart => LinkKind::FinishToStart,
        crate::snapshot::LinkKind::StartToStart => LinkKind::StartToStart,
        crate::snapshot::LinkKind::FinishToFinish => LinkKind::FinishToFinish,
        crate::snapshot::LinkKind::StartToFinish => LinkKind::StartToFinish,
    }
}

/// Whole minutes, to the nearest. What was checked is far inside the range.
pub(super) fn minutes(hours: f64) -> Minute {
    (hours * 60.0).round() as Minute
}

/// Lags are rounded up to the minute; what is only a rounding error above one is not.
fn minutes_up(hours: f64) -> Minute {
    let exact = hours * 60.0;
    let nearest = exact.round();
    if (exact - nearest).abs() < 1e-6 { nearest as Minute } else { exact.ceil() as Minute }
}
