//! Risks: what may go wrong in a project, with its chance, its hours and whoever watches it.

use righthand_domain::ids::RiskId;
use righthand_domain::roles::Permission;
use righthand_store::{Sql, select_sql, sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::name;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Patch;
use crate::records::{Project, Risk, Task, minutes};

/// More hours than this are no risk of one task but another project.
pub(crate) const RISK_HOURS_MAX: f64 = 10_000.0;
/// Risks of one project: more are nobody's watch.
const RISKS_MAX: usize = 50;

/// Adds a risk to a project.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddRisk {
    /// Key of the project.
    pub project: String,
    /// What may go wrong: "The kiln breaks down again".
    pub name: String,
    /// In how many of a hundred futures it comes true.
    pub chance_percent: f64,
    /// Hours of work more where it does.
    pub hours: f64,
    /// Key of the task that it makes longer; whatever work comes last where absent.
    #[serde(default)]
    pub task: Option<String>,
    /// Key of the member who watches it; whoever adds it where absent.
    #[serde(default)]
    pub owner: Option<String>,
}

impl Command for AddRisk {
    const NAME: &'static str = "add_risk";
    const SUMMARY: &'static str = "Add what may go wrong in a project: its chance and its hours enter the forecast";
    const NEEDS: Permission = Permission::KeepRisks;
    const REST: Rest = Rest(Method::Post, "/projects/{project}/risks");
    const PAGE: &'static str = "/projects/{project}/forecast";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        const TAKEN: &Sql = sql!("risk.keys_like", "select key from risk where business_id = $1 and key like $2");
        let project = act.project(&self.project)?;
        act.reach_project(&project, Self::NEEDS)?;
        let before = of_project(act, &project)?;
        if before.len() >= RISKS_MAX {
            return Err(Stop::invalid("/name", format!("a project has at most {RISKS_MAX} risks")));
        }
        let name = name(&self.name)?;
        let risk = Risk {
            id: act.new_id::<RiskId>(),
            key: act.free_key(None, &name, "risk", TAKEN)?,
            project_id: project.id,
            task_id: task(act, &project, self.task.as_deref())?.map(|task| task.id),
            owner_id: match self.owner.as_deref().filter(|key| !key.is_empty()) {
                Some(key) => act.member(key)?.id,
                None => act.me.id,
            },
            name,
            chance: chance(self.chance_percent)?,
            minutes: effect(self.hours)?,
            position: before.iter().map(|risk| risk.position).max().unwrap_or(0) + 1,
            version: 1,
        };
        act.insert(&risk)?;
        Ok(Said::about(format!("Risk of {} added: {}", project.name, risk.name), &risk.key, risk.version))
    }
}

/// Changes what is named of a risk.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeRisk {
    /// Key of the risk.
    pub risk: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub chance_percent: Option<f64>,
    #[serde(default)]
    pub hours: Option<f64>,
    #[serde(default)]
    pub task: Patch<String>,
    #[serde(default)]
    pub owner: Option<String>,
    /// The version seen; a newer one is a conflict.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeRisk {
    const NAME: &'static str = "change_risk";
    const SUMMARY: &'static str = "Change a risk's name, chance, hours, task or owner";
    const NEEDS: Permission = Permission::KeepRisks;
    const REST: Rest = Rest(Method::Patch, "/risks/{risk}");
    const PAGE: &'static str = "/projects/{project}/forecast";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (before, project) = find(act, &self.risk)?;
        act.reach_project(&project, Self::NEEDS)?;
        let task_id = match &self.task {
            Patch::Keep => before.task_id,
            Patch::Clear => None,
            Patch::Set(key) => task(act, &project, Some(key))?.map(|task| task.id),
        };
        let after = Risk {
            name: self.name.as_deref().map_or(Ok(before.name.clone()), name)?,
            chance: self.chance_percent.map_or(Ok(before.chance), chance)?,
            minutes: self.hours.map_or(Ok(before.minutes), effect)?,
            owner_id: match self.owner.as_deref().filter(|key| !key.is_empty()) {
                Some(key) => act.member(key)?.id,
                None => before.owner_id,
            },
            task_id,
            ..before.clone()
        };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(format!("Risk changed: {}", after.name), &after.key, version))
    }
}

/// Takes a risk away: it is over, or was none.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveRisk {
    /// Key of the risk.
    pub risk: String,
}

impl Command for RemoveRisk {
    const NAME: &'static str = "remove_risk";
    const SUMMARY: &'static str = "Take a risk away: it is over, or was none";
    const NEEDS: Permission = Permission::KeepRisks;
    const REST: Rest = Rest(Method::Delete, "/risks/{risk}");
    const PAGE: &'static str = "/projects/{project}/forecast";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (risk, project) = find(act, &self.risk)?;
        act.reach_project(&project, Self::NEEDS)?;
        act.delete(&risk)?;
        Ok(Said::new(format!("Risk taken away: {}", risk.name)))
    }
}

fn of_project(act: &mut Act<'_>, project: &Project) -> Result<Vec<Risk>, Stop> {
    let select = select_sql!(Risk, "where business_id = $1 and project_id = $2 order by position, id");
    act.select(select, &values![project.id])
}

fn find(act: &mut Act<'_>, key: &str) -> Result<(Risk, Project), Stop> {
    let risk: Risk = act.by_key(select_sql!(Risk, "where business_id = $1 and key = $2"), key, "risk")?;
    let project = act.tx.find::<Project>(risk.project_id)?.ok_or_else(|| Stop::NotFound("its project".into()))?;
    Ok((risk, project))
}

/// The task of the project that a risk names.
fn task(act: &mut Act<'_>, project: &Project, key: Option<&str>) -> Result<Option<Task>, Stop> {
    let Some(key) = key.filter(|key| !key.is_empty()) else { return Ok(None) };
    let task = act.task(key)?;
    if task.project_id != project.id || task.milestone {
        return Err(Stop::invalid("/task", format!("“{}” is no work of {}", task.name, project.name)));
    }
    Ok(Some(task))
}

fn chance(percent: f64) -> Result<f64, Stop> {
    if (0.0..=100.0).contains(&percent) {
        Ok(percent / 100.0)
    } else {
        Err(Stop::invalid("/chance_percent", "a chance is 0 to 100 percent"))
    }
}

fn effect(hours: f64) -> Result<i64, Stop> {
    if (0.0..=RISK_HOURS_MAX).contains(&hours) {
        Ok(minutes(hours))
    } else {
        Err(Stop::invalid("/hours", format!("its effect is 0 to {RISK_HOURS_MAX} hours")))
    }
}
