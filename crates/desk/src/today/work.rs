//! A person's own work, in the order of the plan.

use jiff::Timestamp;
use righthand_domain::kind::Kind;
use righthand_domain::plan::{PartOf, PlannedTask};
use righthand_domain::snapshot::Snapshot;
use serde::Serialize;

use crate::projects::why::Words;
use crate::view::{NotSeen, View};

/// Rows of work that a day shows: two weeks of a busy person.
const WORK_MAX: usize = 60;

/// Something to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Work {
    pub key: WorkKey,
    pub name: String,
    /// Of the project, or the operation.
    pub part_of: String,
    /// Where that is, below the business.
    pub part_path: Option<String>,
    pub kind: Kind,
    /// Work that is left, as planned.
    pub minutes: i64,
    pub guessed: bool,
    pub start: Timestamp,
    pub finish: Timestamp,
    /// Its own due, its run's or its project's.
    pub due: Option<Timestamp>,
    pub late: bool,
    pub done_at: Option<Timestamp>,
    pub why: String,
}

/// How a piece of work is named to commands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkKey {
    Task(String),
    Step { operation: String, day: jiff::civil::Date, step: String },
}

/// What this member does, by start; what they finished today comes last.
pub(super) fn work(view: &mut View<'_>) -> Result<Vec<Work>, NotSeen> {
    let words = Words::load(view)?;
    let snapshot = view.snapshot()?;
    let standing = view.standing.clone();
    let tasks = standing.iter().flat_map(|standing| &standing.plan.tasks);
    let mine = tasks.filter(|task| task.person.as_deref() == Some(view.me.key.as_str()));
    // A plan that is a moment old may still hold what has just been done.
    let open = mine.filter(|task| !is_done(&snapshot, task));
    let mut work: Vec<Work> = open.take(WORK_MAX).map(|task| row(task, &snapshot, &words, view)).collect();
    work.extend(done_today(view, &snapshot));
    Ok(work)
}

fn row(task: &PlannedTask, snapshot: &Snapshot, words: &Words, view: &View<'_>) -> Work {
    let (part_of, part_path) = part(&task.part_of, snapshot);
    Work {
        key: key(task),
        name: task.name.clone(),
        part_of,
        part_path,
        kind: kind(task, snapshot),
        minutes: task.segments.iter().map(|piece| piece.finish.duration_since(piece.start).as_mins()).sum(),
        guessed: task.guessed,
        start: task.start,
        finish: task.finish,
        due: task.due.or_else(|| due_of_part(&task.part_of, view)),
        late: task.late_hours > 0.0,
        done_at: None,
        why: words.why(task, view),
    }
}

fn key(task: &PlannedTask) -> WorkKey {
    match &task.part_of {
        PartOf::Project(_) => WorkKey::Task(task.key.clone()),
        PartOf::Run { operation, date } => {
            let step = task.key.rsplit_once('/').map_or(task.key.as_str(), |(_, step)| step);
            let prefix = format!("{operation}/{date}/");
            let step = task.key.strip_prefix(&prefix).unwrap_or(step).to_owned();
            WorkKey::Step { operation: operation.clone(), day: *date, step }
        }
    }
}

fn part(part: &PartOf, snapshot: &Snapshot) -> (String, Option<String>) {
    match part {
        PartOf::Project(key) => {
            let project = snapshot.projects.iter().find(|project| project.key == *key);
            (project.map_or_else(|| key.clone(), |project| project.name.clone()), Some(format!("/projects/{key}")))
        }
        PartOf::Run { operation, date } => {
            let name = snapshot
                .operations
                .iter()
                .find(|other| other.key == *operation)
                .map_or(operation.as_str(), |found| &found.name);
            let run = snapshot.runs.iter().find(|run| run.operation == *operation && run.date == *date);
            let title = run
                .and_then(|run| run.title.as_ref())
                .map_or_else(|| date.strftime("%-d %b").to_string(), Clone::clone);
            (format!("{name}, {title}"), Some(format!("/operations/{operation}/runs/{date}")))
        }
    }
}

fn kind(task: &PlannedTask, snapshot: &Snapshot) -> Kind {
    let found = match key(task) {
        WorkKey::Task(key) => leaves(snapshot).find(|leaf| leaf.key == key).and_then(|leaf| leaf.kind),
        WorkKey::Step { operation, step, .. } => snapshot
            .operations
            .iter()
            .find(|other| other.key == operation)
            .and_then(|operation| operation.steps.iter().find(|other| other.key == step))
            .and_then(|step| step.kind),
    };
    found.unwrap_or_default()
}

fn due_of_part(part: &PartOf, view: &View<'_>) -> Option<Timestamp> {
    let plan = &view.standing.as_ref()?.plan;
    match part {
        PartOf::Project(_) => None,
        PartOf::Run { operation, date } => {
            plan.runs.iter().find(|run| run.operation == *operation && run.date == *date).map(|run| run.due)
        }
    }
}

fn is_done(snapshot: &Snapshot, task: &PlannedTask) -> bool {
    match key(task) {
        WorkKey::Task(key) => leaves(snapshot).find(|leaf| leaf.key == key).is_none_or(|leaf| leaf.done_at.is_some()),
        WorkKey::Step { operation, day, step } => {
            let run = snapshot.runs.iter().find(|run| run.operation == operation && run.date == day);
            run.and_then(|run| run.steps.iter().find(|other| other.key == step))
                .is_some_and(|step| step.done_at.is_some())
        }
    }
}

fn done_today(view: &View<'_>, snapshot: &Snapshot) -> Vec<Work> {
    let me = view.me.key.as_str();
    let own = snapshot.people.iter().find(|person| person.key == me).and_then(|person| person.time_zone.clone());
    let zone = own.unwrap_or_else(|| view.zone.clone());
    let today = zone.rules().to_datetime(view.now).date();
    let is_today = |at: &Timestamp| zone.rules().to_datetime(*at).date() == today;
    let mut done = Vec::new();
    for project in &snapshot.projects {
        for leaf in all_leaves(&project.tasks) {
            if let Some(at) = leaf.done_at.filter(|at| is_today(at) && leaf.assignees.iter().any(|key| key == me)) {
                let path = Some(format!("/projects/{}", project.key));
                done.push(finished(
                    WorkKey::Task(leaf.key.clone()),
                    &leaf.name,
                    (project.name.clone(), path),
                    leaf.kind,
                    at,
                ));
            }
        }
    }
    for run in &snapshot.runs {
        let Some(operation) = snapshot.operations.iter().find(|operation| operation.key == run.operation) else {
            continue;
        };
        for begun in run.steps.iter().filter(|step| step.person.as_deref() == Some(me)) {
            let step = operation.steps.iter().find(|step| step.key == begun.key);
            if let Some((at, step)) = begun.done_at.filter(is_today).zip(step) {
                let key = WorkKey::Step { operation: operation.key.clone(), day: run.date, step: step.key.clone() };
                let part = part(&PartOf::Run { operation: operation.key.clone(), date: run.date }, snapshot);
                done.push(finished(key, &step.name, part, step.kind, at));
            }
        }
    }
    done
}

fn finished(
    key: WorkKey,
    name: &str,
    (part_of, part_path): (String, Option<String>),
    kind: Option<Kind>,
    at: Timestamp,
) -> Work {
    Work {
        key,
        name: name.to_owned(),
        part_of,
        part_path,
        kind: kind.unwrap_or_default(),
        minutes: 0,
        guessed: false,
        start: at,
        finish: at,
        due: None,
        late: false,
        done_at: Some(at),
        why: String::new(),
    }
}

fn leaves(snapshot: &Snapshot) -> impl Iterator<Item = &righthand_domain::snapshot::Task> {
    snapshot.projects.iter().flat_map(|project| all_leaves(&project.tasks))
}

fn all_leaves(tasks: &[righthand_domain::snapshot::Task]) -> Vec<&righthand_domain::snapshot::Task> {
    let mut found = Vec::new();
    let mut waiting: Vec<&righthand_domain::snapshot::Task> = tasks.iter().rev().collect();
    while let Some(task) = waiting.pop() {
        if task.children.is_empty() {
            found.push(task);
        }
        waiting.extend(task.children.iter().rev());
    }
    found
}
