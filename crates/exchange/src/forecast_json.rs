//! The forecast as `righthand-forecast/1`, for programs. Field names and their order are the contract's.

use jiff::tz::TimeZone;
use righthand_domain::plan::{Change, Forecast, Lever, ProjectForecast, TaskForecast};
use serde::Serialize;
use serde_json::{Value, json};

use crate::instants::with_offset;

/// What the field `format` says.
pub const FORMAT: &str = "righthand-forecast/1";

/// The forecast on one line, with a line break at its end; instants carry the offset that `zone`, the business's, has
/// then.
pub fn write(forecast: &Forecast, zone: &TimeZone) -> String {
    let operation = |of: &righthand_domain::plan::OperationForecast| json!({"key": of.key, "on_time": of.on_time});
    let answer = Answer {
        format: FORMAT,
        futures: forecast.futures,
        seed: forecast.seed,
        projects: forecast.projects.iter().map(|project| ProjectOut::of(project, zone)).collect(),
        operations: forecast.operations.iter().map(operation).collect(),
        tasks: forecast.tasks.iter().map(|of| task(of, zone)).collect(),
        levers: forecast.levers.iter().map(lever).collect(),
    };
    crate::line(&answer)
}

#[derive(Serialize)]
struct Answer<'f> {
    format: &'static str,
    futures: u32,
    seed: u64,
    projects: Vec<ProjectOut<'f>>,
    operations: Vec<Value>,
    tasks: Vec<Value>,
    levers: Vec<Value>,
}

#[derive(Serialize)]
struct ProjectOut<'f> {
    key: &'f str,
    due: Option<String>,
    on_time: Option<f64>,
    finish: Option<Value>,
}

impl<'f> ProjectOut<'f> {
    fn of(project: &'f ProjectForecast, zone: &TimeZone) -> Self {
        let finish = project.finish.map(|at| {
            json!({
                "p10": with_offset(at.p10, zone),
                "p50": with_offset(at.p50, zone),
                "p80": with_offset(at.p80, zone),
                "p90": with_offset(at.p90, zone),
            })
        });
        let due = project.due.map(|due| with_offset(due, zone));
        Self { key: &project.key, due, on_time: project.on_time, finish }
    }
}

fn task(of: &TaskForecast, zone: &TimeZone) -> Value {
    let finish = json!({"p50": with_offset(of.p50, zone), "p90": with_offset(of.p90, zone)});
    json!({"key": of.key, "finish": finish, "critical": of.critical})
}

fn lever(of: &Lever) -> Value {
    json!({"project": of.project, "change": change(&of.change), "says": of.says, "on_time": of.on_time})
}

fn change(of: &Change) -> Value {
    match of {
        Change::Reassign { task, from, to } => json!({"kind": "reassign", "task": task, "from": from, "to": to}),
        Change::AddHours { person, hours_per_week, instead_of } => {
            json!({"kind": "add_hours", "person": person, "hours_per_week": hours_per_week, "instead_of": instead_of})
        }
        Change::Drop { task } => json!({"kind": "drop", "task": task}),
        Change::Postpone { task, until } => json!({"kind": "postpone", "task": task, "until": until.to_string()}),
        Change::Split { task, from, to, hours } => {
            json!({"kind": "split", "task": task, "from": from, "to": to, "hours": hours})
        }
        Change::MoveTimeOff { person, from, to, new_from, new_to } => json!({
            "kind": "move_time_off", "person": person, "from": from.to_string(), "to": to.to_string(),
            "new_from": new_from.to_string(), "new_to": new_to.to_string(),
        }),
        Change::MoveEnd { end } => json!({"kind": "move_end", "end": end.to_string()}),
        Change::LiftWeight { weight, instead_of } => {
            json!({"kind": "lift_weight", "weight": weight, "instead_of": instead_of})
        }
        Change::Both { first, second } => json!({"kind": "both", "first": change(first), "second": change(second)}),
    }
}
