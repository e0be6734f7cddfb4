//! The plan as `righthand-plan/1`, for programs. Field names and their order are the contract's.

use jiff::{Timestamp, tz::TimeZone};
use righthand_domain::plan::{Because, Plan, PlannedProject, PlannedTask, Segment, Unplaced};
use serde::Serialize;

use crate::instants::with_offset;

/// What the field `format` says.
pub const FORMAT: &str = "righthand-plan/1";

/// The plan on one line, with a line break at its end; instants carry the offset that `zone`, the business's, has then.
pub fn write(plan: &Plan, zone: &TimeZone) -> String {
    let answer = Answer {
        format: FORMAT,
        at: with_offset(plan.at, zone),
        seed: plan.seed,
        objective: ObjectiveOut { late_hours: plan.objective.late_hours, finish_hours: plan.objective.finish_hours },
        tasks: plan.tasks.iter().map(|task| TaskOut::of(task, zone)).collect(),
        unplaced: plan.unplaced.iter().map(UnplacedOut::of).collect(),
        projects: plan.projects.iter().map(|project| ProjectOut::of(project, zone)).collect(),
    };
    crate::line(&answer)
}

#[derive(Serialize)]
struct Answer<'p> {
    format: &'static str,
    at: String,
    seed: u64,
    objective: ObjectiveOut,
    tasks: Vec<TaskOut<'p>>,
    unplaced: Vec<UnplacedOut<'p>>,
    projects: Vec<ProjectOut<'p>>,
}

#[derive(Serialize)]
struct ObjectiveOut {
    late_hours: f64,
    finish_hours: f64,
}

#[derive(Serialize)]
struct TaskOut<'p> {
    key: &'p str,
    person: Option<&'p str>,
    start: String,
    finish: String,
    guessed: bool,
    segments: Vec<SegmentOut>,
    due: Option<String>,
    late_hours: f64,
    because: BecauseOut<'p>,
}

impl<'p> TaskOut<'p> {
    fn of(task: &'p PlannedTask, zone: &TimeZone) -> Self {
        let instant = |at: Timestamp| with_offset(at, zone);
        let segment = |piece: &Segment| SegmentOut { start: instant(piece.start), finish: instant(piece.finish) };
        Self {
            key: &task.key,
            person: task.person.as_deref(),
            start: instant(task.start),
            finish: instant(task.finish),
            guessed: task.guessed,
            segments: task.segments.iter().map(segment).collect(),
            due: task.due.map(instant),
            late_hours: task.late_hours,
            because: BecauseOut::of(&task.because),
        }
    }
}

#[derive(Serialize)]
struct SegmentOut {
    start: String,
    finish: String,
}

#[derive(Serialize)]
struct BecauseOut<'p> {
    kind: &'static str,
    of: Option<&'p str>,
}

impl<'p> BecauseOut<'p> {
    fn of(because: &'p Because) -> Self {
        use righthand_domain::plan::BecauseKind as Kind;
        let kind = match because.kind {
            Kind::Person => "person",
            Kind::Predecessor => "predecessor",
            Kind::Calendar => "calendar",
            Kind::NotBefore => "not_before",
            Kind::Now => "now",
        };
        Self { kind, of: because.of.as_deref() }
    }
}

#[derive(Serialize)]
struct UnplacedOut<'p> {
    key: &'p str,
    rule: &'p str,
    reason: &'p str,
}

impl<'p> UnplacedOut<'p> {
    fn of(task: &'p Unplaced) -> Self {
        Self { key: &task.key, rule: &task.rule, reason: &task.reason }
    }
}

#[derive(Serialize)]
struct ProjectOut<'p> {
    key: &'p str,
    finish: Option<String>,
    due: Option<String>,
    late_hours: f64,
    critical_chain: &'p [String],
}

impl<'p> ProjectOut<'p> {
    fn of(project: &'p PlannedProject, zone: &TimeZone) -> Self {
        Self {
            key: &project.key,
            finish: project.finish.map(|at| with_offset(at, zone)),
            due: project.due.map(|at| with_offset(at, zone)),
            late_hours: project.late_hours,
            critical_chain: &project.critical_chain,
        }
    }
}
