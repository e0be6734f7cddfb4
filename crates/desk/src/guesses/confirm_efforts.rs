//! A guess is right: it becomes what somebody has said.

use righthand_domain::roles::Permission;
use righthand_domain::words::count;
use schemars::JsonSchema;
use serde::Deserialize;

use super::cards::Cards;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::Task;

/// Confirms the guessed efforts of a list, a label, some cards or a whole project: they are marked no longer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmEfforts {
    /// Key of the project or draft.
    pub project: String,
    /// Name of a list of its board.
    #[serde(default)]
    pub list: Option<String>,
    /// Only the cards in no list.
    #[serde(default)]
    pub unlisted: bool,
    /// A label.
    #[serde(default)]
    pub label: Option<String>,
    /// Keys of tasks; all that the rest leaves where empty.
    #[serde(default)]
    pub tasks: Vec<String>,
}

impl Command for ConfirmEfforts {
    const NAME: &'static str = "confirm_efforts";
    const SUMMARY: &'static str = "Confirm guessed efforts, of one card or of a list";
    const NEEDS: Permission = Permission::Estimate;
    const REST: Rest = Rest(Method::Put, "/projects/{project}/guesses/confirmed");
    const PAGE: &'static str = "/guesses?project={project}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (project, cards) = self.cards().find(act, Self::NEEDS)?;
        let guesses: Vec<&Task> = cards.iter().filter(|task| task.guessed && task.likely_minutes.is_some()).collect();
        for &task in &guesses {
            act.update(task, &Task { guessed: false, ..task.clone() }, None)?;
        }
        let summary = match guesses.as_slice() {
            [] => {
                let why = format!("there is no guess to confirm{}: first say or guess an effort", self.cards().words());
                return Err(Stop::invalid("/tasks", why));
            }
            [only] => format!("{} confirmed", only.name),
            more => format!("{}{} confirmed", count(more.len(), "guess", "guesses"), self.cards().words()),
        };
        Ok(Said::about(summary, &project.key, project.version))
    }
}

impl ConfirmEfforts {
    fn cards(&self) -> Cards<'_> {
        Cards {
            project: &self.project,
            list: self.list.as_deref(),
            unlisted: self.unlisted,
            label: self.label.as_deref(),
            tasks: &self.tasks,
        }
    }
}
