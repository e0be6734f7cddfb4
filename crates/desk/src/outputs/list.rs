//! View: outputs, with what made them and what takes them up.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::{MemberId, OperationId, OutputId, ProjectId, RunId, StepId, TaskId};
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::terms::OutputKind;
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;

use crate::history::{self, Log};
use crate::records::{Dependency, Operation, Output, Project, Run, Step, Task};
use crate::view::{NotSeen, View};

/// Outputs that the list shows, latest first: a page; older ones are found with their task or run.
pub const ROWS_MAX: i64 = 200;

/// Something that was handed on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutputRow {
    pub id: String,
    pub name: String,
    pub kind: OutputKind,
    pub body: String,
    pub by: String,
    pub at: Timestamp,
    pub of: MadeBy,
    pub version: i64,
}

/// What has made it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum MadeBy {
    Task { key: String, name: String, project: String },
    Step { operation: String, day: Date, step: String, name: String, run: String },
}

impl MadeBy {
    /// "Edit episode 2".
    pub fn name(&self) -> &str {
        match self {
            Self::Task { name, .. } | Self::Step { name, .. } => name,
        }
    }

    /// The project or the run.
    pub fn within(&self) -> &str {
        match self {
            Self::Task { project, .. } => project,
            Self::Step { run, .. } => run,
        }
    }
}

/// One output with what its page shows beside it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Detail {
    pub row: OutputRow,
    /// Names of the tasks or steps that come after, of which it is the input.
    pub next: Vec<String>,
    pub history: Log,
    pub can_change: bool,
}

/// The latest outputs that the reader may see.
pub fn outputs(view: &mut View<'_>) -> Result<Vec<OutputRow>, NotSeen> {
    let select = select_sql!(Output, "where business_id = $1 order by handed_at desc, id desc limit $2");
    let latest = view.tx.select::<Output>(select, &values![ROWS_MAX])?;
    let sources = Sources::load(view)?;
    Ok(latest.into_iter().filter_map(|output| sources.row(output)).collect())
}

/// One output.
pub fn one(view: &mut View<'_>, id: &str) -> Result<Detail, NotSeen> {
    let not_found = || NotSeen::NotFound(format!("output “{id}”"));
    let Ok(key) = id.parse::<OutputId>() else { return Err(not_found()) };
    let output = view.tx.find::<Output>(key)?.ok_or_else(not_found)?;
    let sources = Sources::load(view)?;
    let row = sources.row(output.clone()).ok_or_else(not_found)?;
    Ok(Detail {
        next: sources.next(view, &output)?,
        history: history::of_thing(view.tx, view.who, "output", id)?,
        can_change: sources.can_finish(view, &output),
        row,
    })
}

/// What a task hands on, earliest first.
pub(crate) fn of_task(view: &mut View<'_>, task: TaskId) -> Result<Vec<Output>, NotSeen> {
    let select = select_sql!(Output, "where business_id = $1 and task_id = $2 order by handed_at, id");
    Ok(view.tx.select::<Output>(select, &values![task])?)
}

/// What the tasks before this one hand on to it, earliest first: the name of the task and the output.
pub(crate) fn into_task(view: &mut View<'_>, task: TaskId) -> Result<Vec<(String, Output)>, NotSeen> {
    const NAMES: &Sql = sql!(
        "output.before",
        "select task.id, task.name from dependency \
         join task on task.business_id = $1 and task.id = dependency.predecessor_id \
         where dependency.business_id = $1 and dependency.task_id = $2"
    );
    let select = select_sql!(
        Output,
        "join dependency on dependency.business_id = $1 and dependency.predecessor_id = output.task_id \
         where output.business_id = $1 and dependency.task_id = $2 order by output.handed_at, output.id"
    );
    let names: HashMap<TaskId, String> =
        view.tx.all(NAMES, &values![task], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    let mut outputs = view.tx.select::<Output>(select, &values![task])?;
    // Two links to one task are one way in.
    outputs.dedup_by_key(|output| output.id);
    let named = |output: Output| Some((names.get(&output.task_id?)?.clone(), output));
    Ok(outputs.into_iter().filter_map(named).collect())
}

/// What the steps of a run hand on, earliest first, with the key of the step.
pub(crate) fn of_run(view: &mut View<'_>, operation: &str, day: Date) -> Result<Vec<(String, Output)>, NotSeen> {
    const STEPS: &Sql = sql!(
        "output.steps",
        "select step.id, step.key from step join operation on operation.business_id = $1 and operation.id = step.operation_id \
         where step.business_id = $1 and operation.key = $2"
    );
    let select = select_sql!(
        Output,
        "join run on run.business_id = $1 and run.id = output.run_id \
         join operation on operation.business_id = $1 and operation.id = run.operation_id \
         where output.business_id = $1 and operation.key = $2 and run.day = $3 order by output.handed_at, output.id"
    );
    let keys: HashMap<StepId, String> =
        view.tx.all(STEPS, &values![operation], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    let outputs = view.tx.select::<Output>(select, &values![operation, day])?;
    let keyed = |output: Output| Some((keys.get(&output.step_id?)?.clone(), output));
    Ok(outputs.into_iter().filter_map(keyed).collect())
}

/// All that outputs come from, and how far the reader sees it.
struct Sources {
    tasks: HashMap<TaskId, Task>,
    projects: HashMap<ProjectId, Project>,
    operations: HashMap<OperationId, Operation>,
    steps: Vec<Step>,
    runs: HashMap<RunId, Run>,
    /// The reader's own tasks.
    mine: HashSet<TaskId>,
    grant: Grant,
    me: (MemberId, String, Vec<String>),
}

impl Sources {
    fn load(view: &mut View<'_>) -> Result<Self, NotSeen> {
        const MINE: &Sql =
            sql!("output.mine", "select task_id from assignment where business_id = $1 and member_id = $2");
        let grant = view.may(Permission::SeeBusiness);
        if grant == Grant::No {
            view.need(Permission::SeeBusiness)?;
        }
        let made = select_sql!(
            Task,
            "where business_id = $1 and id in (select task_id from output where business_id = $1 and task_id is not null)"
        );
        let tasks = view.tx.select::<Task>(made, &[])?;
        let projects = view.tx.select::<Project>(select_sql!(Project, "where business_id = $1"), &[])?;
        let operations = view.tx.select::<Operation>(select_sql!(Operation, "where business_id = $1"), &[])?;
        let runs = select_sql!(
            Run,
            "where business_id = $1 and id in (select run_id from output where business_id = $1 and run_id is not null)"
        );
        let runs = view.tx.select::<Run>(runs, &[])?;
        let steps = view.tx.select::<Step>(select_sql!(Step, "where business_id = $1 order by position, id"), &[])?;
        let mine: Vec<TaskId> = view.tx.all(MINE, &values![view.me.id], |row| row.get(0))?;
        Ok(Self {
            tasks: tasks.into_iter().map(|task| (task.id, task)).collect(),
            projects: projects.into_iter().map(|project| (project.id, project)).collect(),
            operations: operations.into_iter().map(|operation| (operation.id, operation)).collect(),
            runs: runs.into_iter().map(|run| (run.id, run)).collect(),
            steps,
            mine: mine.into_iter().collect(),
            grant,
            me: (view.me.id, view.me.key.clone(), view.me.skills.0.clone()),
        })
    }

    /// `None` where the reader does not see what has made it.
    fn row(&self, output: Output) -> Option<OutputRow> {
        let of = match output.task_id {
            Some(task) => {
                let task = self.tasks.get(&task)?;
                let project = self.projects.get(&task.project_id)?;
                if !self.sees_task(task, project) {
                    return None;
                }
                MadeBy::Task { key: task.key.clone(), name: task.name.clone(), project: project.name.clone() }
            }
            None => {
                let (run, operation, step) = self.step(&output)?;
                if !self.sees_run(operation) {
                    return None;
                }
                MadeBy::Step {
                    operation: operation.key.clone(),
                    day: run.day,
                    step: step.key.clone(),
                    name: step.name.clone(),
                    run: run.title.clone().unwrap_or_else(|| format!("{}, {}", operation.name, run.day)),
                }
            }
        };
        Some(OutputRow {
            id: output.id.to_string(),
            name: output.name,
            kind: output.kind,
            body: output.body,
            by: output.by_name,
            at: output.handed_at,
            of,
            version: output.version,
        })
    }

    fn step(&self, output: &Output) -> Option<(&Run, &Operation, &Step)> {
        let run = self.runs.get(&output.run_id?)?;
        let operation = self.operations.get(&run.operation_id)?;
        let step = self.steps.iter().find(|step| Some(step.id) == output.step_id)?;
        Some((run, operation, step))
    }

    fn sees_task(&self, task: &Task, project: &Project) -> bool {
        match self.grant {
            Grant::Yes => true,
            Grant::OwnProjects => project.manager_id == Some(self.me.0) || self.mine.contains(&task.id),
            _ => self.mine.contains(&task.id),
        }
    }

    /// A run is seen by whoever runs the business, is accountable for the operation, or has a step in it.
    fn sees_run(&self, operation: &Operation) -> bool {
        let in_it = || self.steps.iter().any(|step| step.operation_id == operation.id && self.is_mine(step));
        self.grant == Grant::Yes || operation.accountable_id == self.me.0 || in_it()
    }

    /// As `finish_step` judges it.
    fn is_mine(&self, step: &Step) -> bool {
        if step.assignees.0.is_empty() {
            step.skill.as_ref().is_none_or(|skill| self.me.2.contains(skill))
        } else {
            step.assignees.0.contains(&self.me.1)
        }
    }

    fn can_finish(&self, view: &View<'_>, output: &Output) -> bool {
        let grant = view.may(Permission::FinishWork);
        match (grant, output.task_id) {
            (Grant::Yes, _) => true,
            (Grant::No, _) => false,
            (Grant::OwnWork, Some(task)) => self.mine.contains(&task),
            (_, Some(task)) => {
                let project = self.tasks.get(&task).and_then(|task| self.projects.get(&task.project_id));
                project.is_some_and(|project| project.manager_id == Some(self.me.0))
            }
            (_, None) => self
                .step(output)
                .is_some_and(|(_, operation, step)| self.is_mine(step) || operation.accountable_id == self.me.0),
        }
    }

    /// Names of what comes after.
    fn next(&self, view: &mut View<'_>, output: &Output) -> Result<Vec<String>, NotSeen> {
        if let Some(task) = output.task_id {
            let select = select_sql!(Dependency, "where business_id = $1 and predecessor_id = $2 order by id");
            let mut next = Vec::new();
            for link in view.tx.select::<Dependency>(select, &values![task])? {
                next.extend(view.tx.find::<Task>(link.task_id)?.map(|task| task.name));
            }
            next.dedup();
            return Ok(next);
        }
        let Some((_, operation, made)) = self.step(output) else { return Ok(Vec::new()) };
        let after = self.steps.iter().filter(|step| step.operation_id == operation.id);
        Ok(after.filter(|step| step.after_steps.0.contains(&made.key)).map(|step| step.name.clone()).collect())
    }
}
