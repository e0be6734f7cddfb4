//! Changes what a task says of itself.

use righthand_domain::kind::Kind;
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::rules::r20_nothing_near_moves_silently as r20;
use righthand_domain::snapshot::When;
use righthand_store::Json;
use schemars::JsonSchema;
use serde::Deserialize;

use super::judge_workers;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Effort, Patch, TEXT_CHARS_MAX};
use crate::records::{Task, minutes};

/// Changes what is named; what is not named stays as it is. Somebody who only does the task may change its effort,
/// notes and hours spent.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeTask {
    /// Key of the task.
    pub task: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub notes: Patch<String>,
    #[serde(default)]
    pub kind: Option<Kind>,
    #[serde(default)]
    pub effort: Patch<Effort>,
    #[serde(default)]
    pub spent_hours: Option<f64>,
    #[serde(default)]
    pub skill: Patch<String>,
    #[serde(default)]
    pub due: Patch<When>,
    #[serde(default)]
    pub not_before: Patch<When>,
    #[serde(default)]
    pub milestone: Option<bool>,
    #[serde(default)]
    pub labels: Option<Vec<String>>,
    /// The version seen; a newer one is a conflict.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeTask {
    const NAME: &'static str = "change_task";
    const SUMMARY: &'static str = "Change a task's name, notes, kind, effort, skill, dates or labels";
    const NEEDS: Permission = Permission::Estimate;
    const REST: Rest = Rest(Method::Patch, "/tasks/{task}");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.task(&self.task)?;
        act.reach_task(&before, Self::NEEDS)?;
        if act.grant == Grant::OwnWork && self.is_more_than_an_estimate() {
            return Err(Stop::Refused(crate::act::role_refusal(
                Permission::BreakDown,
                Some("you may change its effort, its notes and the hours spent"),
            )));
        }
        let after = self.changed(before.clone())?;
        if after.kind != before.kind {
            judge_workers(act, &after)?;
        }
        if let Patch::Set(first) = self.not_before {
            super::pin_task::keep(act, &before, |pin| r20::judge_not_before(pin, crate::projects::day(first)))?;
        }
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(self.says(&after), &after.key, version))
    }
}

impl ChangeTask {
    fn is_more_than_an_estimate(&self) -> bool {
        self.name.is_some()
            || self.kind.is_some()
            || self.milestone.is_some()
            || self.labels.is_some()
            || !(self.skill.is_keep() && self.due.is_keep() && self.not_before.is_keep())
    }

    fn changed(&self, before: Task) -> Result<Task, Stop> {
        let milestone = self.milestone.unwrap_or(before.milestone);
        if milestone && matches!(self.effort, Patch::Set(_)) {
            return Err(Stop::invalid("/effort", "a milestone marks a date and takes no effort"));
        }
        if self.spent_hours.is_some_and(|hours| !(0.0..=100_000.0).contains(&hours)) {
            return Err(Stop::invalid("/spent_hours", "hours spent are 0 to 100 000"));
        }
        if matches!(&self.notes, Patch::Set(notes) if notes.chars().count() > TEXT_CHARS_MAX) {
            return Err(Stop::invalid("/notes", format!("notes have at most {TEXT_CHARS_MAX} characters")));
        }
        Ok(Task {
            name: self.name.as_deref().map_or(Ok(before.name.clone()), crate::projects::name)?,
            notes: self.notes.clone().or(before.notes.clone()),
            kind: self.kind.unwrap_or(before.kind),
            spent_minutes: self.spent_hours.map_or(before.spent_minutes, minutes),
            skill: self.skill.clone().or(before.skill.clone()).filter(|skill| !skill.trim().is_empty()),
            due: self.due.or(before.due),
            not_before: self.not_before.or(before.not_before),
            milestone,
            labels: self.labels.clone().map_or_else(|| before.labels.clone(), Json),
            ..self.with_effort(milestone, before)
        })
    }

    /// What is said is no guess any more, also where it is said as it was guessed.
    fn with_effort(&self, milestone: bool, before: Task) -> Task {
        match self.effort {
            _ if milestone => before.with_effort(None),
            Patch::Keep => before,
            Patch::Clear => before.with_effort(None),
            Patch::Set(effort) => before.with_effort(Some(effort.0)),
        }
    }

    fn says(&self, after: &Task) -> String {
        match self.effort {
            Patch::Set(effort) => format!("{} takes {effort} h", after.name),
            _ => format!("{} changed", after.name),
        }
    }
}
