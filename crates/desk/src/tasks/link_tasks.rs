//! Lets one task wait for another, or no longer. A link that closes a circle is refused with the circle named.

use righthand_domain::ids::DependencyId;
use righthand_domain::roles::Permission;
use righthand_domain::snapshot::{LagIn, LinkKind};
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::network::Network;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::{Dependency, Task, minutes};

/// Ten years either way: what lies further apart is not one plan.
pub(crate) const LAG_HOURS_MAX: f64 = 87_600.0;

/// Lets a task wait for another one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkTasks {
    /// Key of the task that waits.
    pub task: String,
    /// Key of the task that it waits for.
    pub after: String,
    /// Which end waits for which: FS (finish to start), SS, FF or SF.
    #[serde(default, rename = "type")]
    pub kind: LinkKind,
    /// Hours between them; may be negative.
    #[serde(default)]
    pub lag_hours: f64,
    #[serde(default)]
    pub lag_in: LagIn,
}

impl Command for LinkTasks {
    const NAME: &'static str = "link_tasks";
    const SUMMARY: &'static str = "Let a task wait for another one";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Put, "/tasks/{task}/dependencies/{after}");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (task, after) = (act.task(&self.task)?, act.task(&self.after)?);
        act.reach_task(&task, Self::NEEDS)?;
        if !self.lag_hours.is_finite() || self.lag_hours.abs() > LAG_HOURS_MAX {
            return Err(Stop::invalid("/lag_hours", format!("a lag is at most {LAG_HOURS_MAX} hours either way")));
        }
        let (lag_minutes, lag_in) = (minutes(self.lag_hours), self.lag_in);
        let said = format!("{} waits for {}", task.name, after.name);
        if let Some(before) = links(act, &task, &after)?.into_iter().find(|link| link.kind == self.kind) {
            let version = act.update(&before, &Dependency { lag_minutes, lag_in, ..before.clone() }, None)?;
            return Ok(Said::about(said, &task.key, version));
        }
        Network::load(act)?.judge(&task, &after)?;
        let id = act.new_id::<DependencyId>();
        let link = Dependency {
            id,
            task_id: task.id,
            predecessor_id: after.id,
            kind: self.kind,
            lag_minutes,
            lag_in,
            version: 1,
        };
        act.insert(&link)?;
        Ok(Said::about(said, &task.key, task.version))
    }
}

/// A task no longer waits for another one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnlinkTasks {
    /// Key of the task that waits.
    pub task: String,
    /// Key of the task that it waits for.
    pub after: String,
}

impl Command for UnlinkTasks {
    const NAME: &'static str = "unlink_tasks";
    const SUMMARY: &'static str = "Let a task no longer wait for another one";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Delete, "/tasks/{task}/dependencies/{after}");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (task, after) = (act.task(&self.task)?, act.task(&self.after)?);
        act.reach_task(&task, Self::NEEDS)?;
        let links = links(act, &task, &after)?;
        if links.is_empty() {
            return Err(Stop::NotFound(format!("dependency of “{}” on “{}”", task.name, after.name)));
        }
        for link in &links {
            act.delete(link)?;
        }
        Ok(Said::about(format!("{} no longer waits for {}", task.name, after.name), &task.key, task.version))
    }
}

/// Which ends wait for each other, and how long.
#[derive(Default)]
struct Lag {
    kind: LinkKind,
    minutes: i64,
    counted_in: LagIn,
}

/// Lets `task` wait for `after`, unless that closes a circle; what waits already goes on as it does.
pub(super) fn wait_for(act: &mut Act<'_>, task: &Task, after: &Task) -> Result<(), Stop> {
    if links(act, task, after)?.iter().any(|link| link.kind == LinkKind::default()) {
        return Ok(());
    }
    link(act, task, after, Lag::default())
}

fn link(act: &mut Act<'_>, task: &Task, after: &Task, lag: Lag) -> Result<(), Stop> {
    Network::load(act)?.judge(task, after)?;
    let id = act.new_id::<DependencyId>();
    act.insert(&Dependency {
        id,
        task_id: task.id,
        predecessor_id: after.id,
        kind: lag.kind,
        lag_minutes: lag.minutes,
        lag_in: lag.counted_in,
        version: 1,
    })?;
    Ok(())
}

fn links(act: &mut Act<'_>, task: &Task, after: &Task) -> Result<Vec<Dependency>, Stop> {
    let select =
        select_sql!(Dependency, "where business_id = $1 and task_id = $2 and predecessor_id = $3 order by kind");
    act.select(select, &values![task.id, after.id])
}
