//! Keeps what was done as a workflow: a finished run, or a project, to be done again (R10).

use std::collections::{HashMap, HashSet};

use righthand_domain::ids::TaskId;
use righthand_domain::roles::Permission;
use righthand_domain::snapshot::{Effort, LinkKind};
use righthand_domain::words::{count, slug};
use righthand_domain::workflow;
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::super::{CreateOperation, flow, make};
use super::{rows, said, told};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Day;
use crate::records::{Assignment, Dependency, Member, RunStep, Task, hours};

/// Makes a workflow of a run or a project as it was done: who did what, in how much time, in which order.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepAsWorkflow {
    /// What the new operation is called.
    pub name: String,
    /// Key of the project that is kept.
    #[serde(default)]
    pub project: Option<String>,
    /// In place of a project: key of the operation whose run is kept.
    #[serde(default)]
    pub operation: Option<String>,
    /// The day that names the run.
    #[serde(default)]
    pub day: Option<Day>,
}

impl Command for KeepAsWorkflow {
    const NAME: &'static str = "keep_as_workflow";
    const SUMMARY: &'static str = "Make a workflow of a finished run or project";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Post, "/workflows");
    const PAGE: &'static str = "/operations/library";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let steps = match (said(&self.project), said(&self.operation), self.day) {
            (Some(project), None, _) => of_project(act, &project)?,
            (None, Some(operation), Some(day)) => of_run(act, &operation, day)?,
            (None, Some(_), None) => return Err(Stop::invalid("/day", "the day that names the run is needed")),
            _ => return Err(Stop::invalid("/project", "a project or the run of an operation is needed, and one only")),
        };
        if steps.is_empty() {
            return Err(Stop::invalid("/project", "there is no work in it to make steps of"));
        }
        if steps.len() > workflow::STEPS_MAX {
            let why = format!("it has {} tasks; a workflow has at most {}", steps.len(), workflow::STEPS_MAX);
            return Err(Stop::invalid("/project", why));
        }
        let operation = CreateOperation { name: self.name.clone(), ..CreateOperation::default() }.begin(act)?;
        let wanted = rows(act, &operation, &steps)?;
        act.insert_all(&wanted)?;
        let operation = make::remake(act, &operation)?;
        let steps = count(wanted.len(), "step", "steps");
        Ok(Said::about(format!("{} is a workflow of {steps} now", operation.name), &operation.key, operation.version))
    }
}

/// The steps of a run, by who did them and the time they took where it was noted.
fn of_run(act: &mut Act<'_>, operation: &str, day: Day) -> Result<Vec<workflow::Step>, Stop> {
    let operation = act.operation(operation)?;
    let run = super::super::finish_step::begun(act, &operation, day.0)?;
    let steps = flow::steps_of(act.tx, &operation, &run)?;
    let select = select_sql!(RunStep, "where business_id = $1 and run_id = $2 order by id");
    let done = act.select::<RunStep>(select, &values![run.id])?;
    let mut kept = Vec::new();
    for step in &steps {
        let mut told = told(step, str::to_owned);
        if let Some(row) = done.iter().find(|row| row.step_id == step.id && !row.skipped) {
            if row.spent_minutes > 0 {
                told.effort = Some(Effort::One(hours(row.spent_minutes)));
            }
            if let Some(member) = row.member_id.map(|id| act.tx.find::<Member>(id)).transpose()?.flatten()
                && step.skill.is_none()
            {
                told.who = vec![member.key];
            }
        }
        kept.push(told);
    }
    Ok(kept)
}

/// The leaves of a project's tree, in order, with the links between them.
fn of_project(act: &mut Act<'_>, project: &str) -> Result<Vec<workflow::Step>, Stop> {
    let project = act.project(project)?;
    let select =
        select_sql!(Task, "where business_id = $1 and project_id = $2 and archived = false order by position, id");
    let tasks = act.select::<Task>(select, &values![project.id])?;
    let parents: HashSet<TaskId> = tasks.iter().filter_map(|task| task.parent_id).collect();
    let leaves: Vec<&Task> = tasks.iter().filter(|task| !parents.contains(&task.id) && !task.milestone).collect();
    let mut keys: HashMap<TaskId, String> = HashMap::new();
    for task in &leaves {
        let base = slug(&task.name, "step");
        let taken = |key: &String| keys.values().any(|other| other == key);
        let key = std::iter::once(base.clone()).chain((2..).map(|n| format!("{base}-{n}"))).find(|key| !taken(key));
        keys.insert(task.id, key.unwrap_or(base));
    }
    let links = select_sql!(
        Dependency,
        "join task on task.business_id = $1 and task.id = dependency.task_id \
         where dependency.business_id = $1 and task.project_id = $2 order by dependency.id"
    );
    let links = act.select::<Dependency>(links, &values![project.id])?;
    let who = select_sql!(
        Assignment,
        "join task on task.business_id = $1 and task.id = assignment.task_id \
         where assignment.business_id = $1 and task.project_id = $2 order by assignment.position, assignment.id"
    );
    let who = act.select::<Assignment>(who, &values![project.id])?;
    let members = act.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
    let end = project.ends.map(crate::projects::day);
    let step = |task: &&Task| {
        let spent = (task.spent_minutes > 0).then(|| Effort::One(hours(task.spent_minutes)));
        let mine = who.iter().filter(|one| one.task_id == task.id);
        let before = links.iter().filter(|link| link.task_id == task.id && link.kind == LinkKind::FinishToStart);
        let days = task.due.map(crate::projects::day).zip(end).map(|(due, end)| {
            let days = due.until(end).map_or(0, |span| span.get_days());
            f64::from(days.clamp(0, 3650))
        });
        workflow::Step {
            key: keys.get(&task.id).cloned().unwrap_or_default(),
            name: task.name.clone(),
            notes: task.notes.clone(),
            kind: task.kind,
            effort: spent.or_else(|| task.efforts().effort().filter(|_| !task.guessed)),
            who: mine
                .filter_map(|one| members.iter().find(|member| member.id == one.member_id))
                .map(|member| member.key.clone())
                .collect(),
            skill: task.skill.clone(),
            after: before.filter_map(|link| keys.get(&link.predecessor_id).cloned()).collect(),
            available_days: None,
            offset_days: days,
            ..workflow::Step::default()
        }
    };
    Ok(leaves.iter().map(step).collect())
}
