//! A feasibility checker that shares no code with the planner: it reads the snapshot and the answer, nothing else.
//!
//! Working time is asked of the wall clock minute by minute, links and objective are computed anew.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use righthand_domain::plan::{Plan, PlannedTask};
use righthand_domain::roles::Role;
use righthand_domain::snapshot::*;

const MINUTE: i64 = 60;

/// Panics with the reason if the plan does not hold.
pub(crate) fn check(snapshot: &Snapshot, plan: &Plan) {
    let world = World::of(snapshot, plan);
    world.every_open_leaf_once();
    for task in &plan.tasks {
        world.pieces(task);
        world.person(task);
        world.links(task);
    }
    world.nobody_twice();
    world.objective();
}

/// What an open task is in the file.
struct Open<'a> {
    effort: i64,
    milestone: bool,
    kind: righthand_domain::kind::Kind,
    assignees: &'a [Key],
    skill: Option<&'a str>,
    /// Everything above and the task itself.
    line: Vec<&'a Task>,
    project: Option<&'a Project>,
}

struct World<'a> {
    snapshot: &'a Snapshot,
    plan: &'a Plan,
    open: BTreeMap<Key, Open<'a>>,
    /// By task key: its leaves.
    leaves: HashMap<&'a str, Vec<&'a str>>,
    /// Leaves of tentative projects: nobody does them, and nothing waits for them.
    tentative: BTreeSet<&'a str>,
    done: HashMap<&'a str, Timestamp>,
}

fn minute(at: Timestamp) -> i64 {
    assert_eq!(at.as_second() % MINUTE, 0, "{at} is not a whole minute");
    at.as_second() / MINUTE
}

fn rounded_up(at: Timestamp) -> i64 {
    (at.as_nanosecond() as f64 / 6e10).ceil() as i64
}

/// The first minute of the day, found by looking at the clock.
fn midnight(zone: &TimeZone, day: Date) -> Timestamp {
    let around = TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap().as_second() / MINUTE;
    let minutes = (around - 1560..around + 1560).map(|m| Timestamp::from_second(m * MINUTE).unwrap());
    minutes.into_iter().find(|at| zone.to_datetime(*at).date() >= day).unwrap()
}

impl<'a> World<'a> {
    fn of(snapshot: &'a Snapshot, plan: &'a Plan) -> Self {
        let (open, leaves, done) = (BTreeMap::new(), HashMap::new(), HashMap::new());
        let mut world = Self { snapshot, plan, open, leaves, tentative: BTreeSet::new(), done };
        for project in &snapshot.projects {
            for task in &project.tasks {
                world.walk(project, task, &mut vec![], None);
            }
        }
        world
    }

    fn walk(&mut self, project: &'a Project, task: &'a Task, line: &mut Vec<&'a Task>, done: Option<Timestamp>) {
        let done = task.done_at.or(done);
        line.push(task);
        let mut below = vec![];
        for child in &task.children {
            self.walk(project, child, line, done);
            below.extend(self.leaves[child.key.as_str()].clone());
        }
        if task.children.is_empty() {
            below.push(task.key.as_str());
            if let Some(done) = done {
                self.done.insert(&task.key, done);
            } else if self.snapshot.supposed.tentative.contains(&project.key) {
                self.tentative.insert(&task.key);
            } else {
                let hours = task.effort.map_or(1.0, Effort::most_likely);
                let left = (hours * 60.0).round() as i64 - (task.spent_hours * 60.0).round() as i64;
                let open = Open {
                    effort: if task.milestone { 0 } else { left.max(1) },
                    milestone: task.milestone,
                    kind: task.kind.unwrap_or_default(),
                    assignees: &task.assignees,
                    skill: task.skill.as_deref(),
                    line: line.clone(),
                    project: Some(project),
                };
                self.open.insert(task.key.clone(), open);
            }
        }
        self.leaves.insert(&task.key, below);
        line.pop();
    }

    fn every_open_leaf_once(&self) {
        let all: Vec<&Key> =
            self.plan.tasks.iter().map(|t| &t.key).chain(self.plan.unplaced.iter().map(|u| &u.key)).collect();
        let set: BTreeSet<&Key> = all.iter().copied().collect();
        assert_eq!(all.len(), set.len(), "a task comes twice");
        for key in self.open.keys() {
            assert!(set.contains(key), "{key} is neither planned nor unplaced");
        }
        for key in set {
            let step = self.snapshot.operations.iter().any(|o| key.starts_with(&format!("{}/", o.key)));
            assert!(self.open.contains_key(key) || step, "{key} is not an open task");
        }
    }

    fn member(&self, key: &str) -> &'a Person {
        self.snapshot.people.iter().find(|p| p.key == key).unwrap()
    }

    /// Works at that minute, by the wall clock; only used where clocks do not change that day.
    fn works(&self, person: &Person, minute: i64) -> bool {
        let zone: &TimeZone = person.time_zone.as_ref().unwrap_or(&self.snapshot.business.time_zone).rules();
        let at = Timestamp::from_second(minute * MINUTE).unwrap();
        let shown = zone.to_datetime(at);
        let day: Date = shown.date();
        let holiday = match &person.holidays {
            Some(own) => own.contains(&day),
            None => self.snapshot.business.holidays.iter().any(|h| h.date == day),
        };
        let engaged = person
            .engagement
            .as_ref()
            .is_none_or(|e| e.start.is_none_or(|start| start <= day) && e.end.is_none_or(|end| day <= end));
        let off = person.time_off.iter().any(|off| off.from <= day && day <= off.to);
        let busy =
            self.snapshot.appointments.iter().any(|a| a.people.contains(&person.key) && a.start <= at && at < a.end);
        if holiday || !engaged || off || busy {
            return false;
        }
        let of_day = i64::from(shown.hour()) * 60 + i64::from(shown.minute());
        let in_week = |week: &Week| {
            week.on(day.weekday()).iter().any(|h| i64::from(h.from) <= of_day && of_day < i64::from(h.to))
        };
        let weekday = day.weekday().to_monday_zero_offset() < 5;
        match (&person.working_week, person.hours_per_week, &self.snapshot.business.working_week) {
            (Some(week), _, _) | (None, None, Some(week)) => in_week(week),
            (None, Some(hours), _) => {
                weekday && of_day >= 540 && of_day < 540 + (hours.min(75.0) * 12.0).round() as i64
            }
            (None, None, None) => weekday && (540..1020).contains(&of_day),
        }
    }

    fn near_a_change(&self, person: &Person, minute: i64) -> bool {
        let zone = person.time_zone.as_ref().unwrap_or(&self.snapshot.business.time_zone).rules();
        let offset = |m: i64| zone.to_offset(Timestamp::from_second(m * MINUTE).unwrap());
        offset(minute - 1500) != offset(minute + 1500)
    }

    fn pieces(&self, task: &PlannedTask) {
        let key = &task.key;
        let now = rounded_up(self.plan.at);
        assert!(minute(task.start) >= now, "{key} starts in the past");
        let Some(person) = &task.person else {
            assert!(task.segments.is_empty() && task.start == task.finish, "{key}: a milestone takes no time");
            assert!(self.open[key].milestone, "{key} has nobody");
            return;
        };
        let member = self.member(person);
        let (first, last) = (task.segments.first().unwrap(), task.segments.last().unwrap());
        assert_eq!((task.start, task.finish), (first.start, last.finish), "{key}");
        let total: i64 = task.segments.iter().map(|s| minute(s.finish) - minute(s.start)).sum();
        if let Some(open) = self.open.get(key) {
            assert_eq!(total, open.effort, "{key} has another effort");
        }
        for (index, piece) in task.segments.iter().enumerate() {
            let (from, to) = (minute(piece.start), minute(piece.finish));
            assert!(from < to, "{key}: an empty piece");
            for m in from..to {
                assert!(self.near_a_change(member, m) || self.works(member, m), "{key}: {person} does not work at {m}");
            }
            let Some(next) = task.segments.get(index + 1) else { continue };
            let next = minute(next.start);
            assert!(to < next || !self.works(member, to), "{key}: pieces touch");
            let worked_between: Vec<i64> = (to..next).filter(|m| self.works(member, *m)).collect();
            if worked_between.is_empty() || self.near_a_change(member, to) || self.near_a_change(member, next) {
                continue;
            }
            let ends_with_window = !self.works(member, to);
            assert!(to - from >= 30 || ends_with_window, "{key}: a crumb of {} minutes", to - from);
            self.only_urgent_between(task, index, &worked_between);
        }
    }

    /// A pause holds only work that would be late if it waited until the task is done.
    fn only_urgent_between(&self, task: &PlannedTask, index: usize, between: &[i64]) {
        let left: i64 = task.segments[index + 1..].iter().map(|s| minute(s.finish) - minute(s.start)).sum();
        let member = self.member(task.person.as_ref().unwrap());
        let in_pause = self.plan.tasks.iter().filter(|other| {
            other.person == task.person
                && other.key != task.key
                && other
                    .segments
                    .iter()
                    .any(|s| minute(s.start) <= *between.last().unwrap() && minute(s.finish) > between[0])
        });
        let mut any = false;
        for other in in_pause {
            any = true;
            let own = other.due.map(|due| due.as_second() / MINUTE);
            let whole = match &other.part_of {
                righthand_domain::plan::PartOf::Project(project) => {
                    let project = self.plan.projects.iter().find(|p| p.key == *project).unwrap();
                    project.due.map(|due| due.as_second() / MINUTE)
                }
                righthand_domain::plan::PartOf::Run { operation, date } => {
                    let run = self.plan.runs.iter().find(|r| r.operation == *operation && r.date == *date).unwrap();
                    Some(run.due.as_second() / MINUTE)
                }
            };
            let due = own.into_iter().chain(whole).min().unwrap_or(i64::MAX);
            let mut work = left + other.segments.iter().map(|s| minute(s.finish) - minute(s.start)).sum::<i64>();
            let mut at = minute(other.start);
            while work > 0 {
                work -= i64::from(self.works(member, at));
                at += 1;
            }
            assert!(at > due, "{} was put aside for {}, which would have been in time", task.key, other.key);
        }
        assert!(any, "{} pauses for nothing", task.key);
    }

    fn person(&self, task: &PlannedTask) {
        let (Some(open), Some(person)) = (self.open.get(&task.key), &task.person) else { return };
        let member = self.member(person);
        assert_ne!(member.role, Role::Guest, "{}", task.key);
        let implementation = open.kind == righthand_domain::kind::Kind::Implementation;
        assert!(member.role != Role::ProjectManager || !implementation, "{}: R3", task.key);
        if !open.assignees.is_empty() {
            assert!(open.assignees.contains(person), "{}: {person} is not asked", task.key);
        } else if let Some(skill) = open.skill {
            assert!(member.skills.iter().any(|s| s == skill), "{}: {person} cannot {skill}", task.key);
        }
    }

    /// Start and finish of a leaf, planned or done; `None` for one that is unplaced.
    fn ends(&self, leaf: &str) -> Option<(i64, i64)> {
        if let Some(done) = self.done.get(leaf) {
            return Some((rounded_up(*done), rounded_up(*done)));
        }
        self.plan.tasks.iter().find(|t| t.key == leaf).map(|t| (minute(t.start), minute(t.finish)))
    }

    fn links(&self, task: &PlannedTask) {
        if let Some(available) = task.available {
            assert!(task.start >= available, "{} starts before it can be done", task.key);
            let (run, step) = task.key.rsplit_once('/').unwrap();
            let operation = self.snapshot.operations.iter().find(|o| run.starts_with(&format!("{}/", o.key))).unwrap();
            for after in &operation.steps.iter().find(|s| s.key == step).unwrap().after {
                if let Some(before) = self.plan.tasks.iter().find(|t| t.key == format!("{run}/{after}")) {
                    assert!(before.finish <= task.start, "{} starts before {}", task.key, before.key);
                }
            }
            return;
        }
        let open = &self.open[&task.key];
        let zone = self.snapshot.business.time_zone.rules();
        let (start, finish) = (minute(task.start), minute(task.finish));
        let begins = open.line.iter().map(|t| t.not_before).chain([open.project.unwrap().start]);
        for begin in begins.flatten() {
            let begin = match begin {
                When::Date(day) => midnight(zone, day),
                When::Instant(at) => at,
            };
            assert!(task.start >= begin, "{} starts before {begin}", task.key);
        }
        for link in open.line.iter().flat_map(|t| &t.after) {
            for leaf in self.leaves[link.task.as_str()].iter().filter(|leaf| !self.tentative.contains(*leaf)) {
                let Some((from_start, from_finish)) = self.ends(leaf) else {
                    panic!("{} waits for {leaf}, unplaced", task.key)
                };
                let (from, held) = match link.kind {
                    LinkKind::FinishToStart => (from_finish, start),
                    LinkKind::StartToStart => (from_start, start),
                    LinkKind::FinishToFinish => (from_finish, finish),
                    LinkKind::StartToFinish => (from_start, finish),
                };
                let lag = (link.lag_hours * 60.0 - 1e-7).ceil() as i64;
                let between = match (link.lag_in, &task.person) {
                    (LagIn::Working, Some(person)) if lag != 0 => self.worked(self.member(person), from, held),
                    _ => held - from,
                };
                assert!(between >= lag, "{} is {between} minutes after {leaf}, not {lag}: {link:?}", task.key);
            }
        }
    }

    fn worked(&self, person: &Person, from: i64, to: i64) -> i64 {
        let count = |range: std::ops::Range<i64>| range.filter(|m| self.works(person, *m)).count() as i64;
        if from <= to { count(from..to) } else { -count(to..from) }
    }

    fn nobody_twice(&self) {
        let mut by_person: BTreeMap<&Key, Vec<(Timestamp, Timestamp)>> = BTreeMap::new();
        for task in &self.plan.tasks {
            if let Some(person) = &task.person {
                by_person.entry(person).or_default().extend(task.segments.iter().map(|s| (s.start, s.finish)));
            }
        }
        for (person, mut pieces) in by_person {
            pieces.sort();
            assert!(pieces.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{person} does two things at once");
        }
    }

    fn objective(&self) {
        let zone = self.snapshot.business.time_zone.rules();
        let now = rounded_up(self.plan.at);
        let due = |when: When| match when {
            When::Date(day) => midnight(zone, day + 1.day()),
            When::Instant(at) => at,
        };
        let hours = |due: Timestamp, finish: Timestamp| (finish.as_second() - due.as_second()).max(0) as f64 / 3600.0;
        let (mut late, mut sum) = (0.0, 0.0);
        for (project, planned) in self.snapshot.projects.iter().zip(&self.plan.projects) {
            let of_project: Vec<&PlannedTask> = self
                .plan
                .tasks
                .iter()
                .filter(|t| t.part_of == righthand_domain::plan::PartOf::Project(project.key.clone()))
                .collect();
            let broken = self
                .plan
                .unplaced
                .iter()
                .any(|u| u.part_of == righthand_domain::plan::PartOf::Project(project.key.clone()));
            let finish = of_project.iter().map(|t| t.finish).max().filter(|_| !broken);
            assert_eq!(planned.finish, finish, "{}", project.key);
            let weight = project.weight.unwrap_or(1.0);
            if let Some(finish) = finish {
                late += weight * hours(due(project.end), finish);
                sum += (minute(finish) - now) as f64 / 60.0;
            }
            let mut stack: Vec<&Task> = project.tasks.iter().collect();
            while let Some(task) = stack.pop() {
                stack.extend(&task.children);
                let Some(date) = task.due else { continue };
                let open: Vec<&&str> =
                    self.leaves[task.key.as_str()].iter().filter(|l| self.open.contains_key(**l)).collect();
                let ends: Option<Vec<i64>> = open.iter().map(|leaf| self.ends(leaf).map(|e| e.1)).collect();
                if let Some(last) = ends.and_then(|ends| ends.into_iter().max()) {
                    late += weight * hours(due(date), Timestamp::from_second(last * MINUTE).unwrap());
                }
            }
        }
        for run in &self.plan.runs {
            if let Some(finish) = run.finish {
                late += hours(run.due, finish);
                sum += (minute(finish) - now) as f64 / 60.0;
            }
        }
        assert!(
            (self.plan.objective.late_hours - late).abs() < 1e-6 * (1.0 + late),
            "{late} {:?}",
            self.plan.objective
        );
        assert!((self.plan.objective.finish_hours - sum).abs() < 1e-6 * (1.0 + sum), "{sum} {:?}", self.plan.objective);
    }
}
