//! Lets tasks wait for each other in the order in which they are named: an order that was offered, accepted.

use righthand_domain::ids::DependencyId;
use righthand_domain::roles::Permission;
use righthand_domain::snapshot::{LagIn, LinkKind};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::{Dependency, Task};
use crate::tasks::Network;

/// A longer row of work, one after another, is no order that somebody has looked at.
pub(crate) const ROW_MAX: usize = 300;

/// Lets each of these tasks wait for the one before it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderTasks {
    /// Key of the project or draft.
    pub project: String,
    /// Keys of its tasks, first to last.
    pub tasks: Vec<String>,
}

impl Command for OrderTasks {
    const NAME: &'static str = "order_tasks";
    const SUMMARY: &'static str = "Let tasks wait for each other, one after another in this order";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Post, "/projects/{project}/order");
    const PAGE: &'static str = "/guesses?project={project}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let project = act.project_or_draft(&self.project)?;
        act.reach_project(&project, Self::NEEDS)?;
        if !(2..=ROW_MAX).contains(&self.tasks.len()) {
            return Err(Stop::invalid("/tasks", format!("an order is of 2 to {ROW_MAX} tasks")));
        }
        let tasks = self.tasks.iter().map(|key| act.task(key)).collect::<Result<Vec<Task>, _>>()?;
        if let Some(other) = tasks.iter().find(|task| task.project_id != project.id) {
            return Err(Stop::invalid("/tasks", format!("“{}” is not in “{}”", other.name, project.name)));
        }
        let mut network = Network::load(act)?;
        let mut links = Vec::with_capacity(tasks.len());
        for (before, task) in tasks.iter().zip(tasks.iter().skip(1)) {
            if network.has(task.id, before.id) {
                continue;
            }
            network.judge(task, before).map_err(at_tasks)?;
            network.add(task.id, before.id);
            links.push(Dependency {
                id: act.new_id::<DependencyId>(),
                task_id: task.id,
                predecessor_id: before.id,
                kind: LinkKind::FinishToStart,
                lag_minutes: 0,
                lag_in: LagIn::Elapsed,
                version: 1,
            });
        }
        act.insert_all(&links)?;
        let summary = format!("{} tasks of {} come one after another", tasks.len(), project.name);
        Ok(Said::about(summary, &project.key, project.version))
    }
}

/// A fault of a link is one of the list here.
fn at_tasks(stop: Stop) -> Stop {
    match stop {
        Stop::Invalid(faults) => Stop::Invalid(
            faults
                .into_iter()
                .map(|fault| righthand_domain::snapshot::Fault { pointer: "/tasks".into(), ..fault })
                .collect(),
        ),
        other => other,
    }
}
