//! A default effort for many cards at once, as a guess that stays marked until somebody confirms it.

use righthand_domain::roles::Permission;
use righthand_domain::words::count;
use schemars::JsonSchema;
use serde::Deserialize;

use super::cards::Cards;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Effort;

/// Gives the cards of a list or a label a default effort where nobody has said one. It stays a guess.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuessEfforts {
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
    /// What such a card takes: three values in order of size say how wide the guess is.
    pub effort: Effort,
}

impl Command for GuessEfforts {
    const NAME: &'static str = "guess_efforts";
    const SUMMARY: &'static str = "Guess the effort of all cards of a list or a label; the guesses stay marked";
    const NEEDS: Permission = Permission::Estimate;
    const REST: Rest = Rest(Method::Post, "/projects/{project}/guesses");
    const PAGE: &'static str = "/guesses?project={project}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (project, cards) = self.cards().find(act, Self::NEEDS)?;
        let mut guessed = 0;
        // What somebody has said is not guessed over.
        for task in cards.iter().filter(|task| task.guessed || task.likely_minutes.is_none()) {
            act.update(task, &task.clone().with_guess(self.effort.0), None)?;
            guessed += 1;
        }
        if guessed == 0 {
            return Err(Stop::invalid(
                "/effort",
                format!("there is nothing to guess here: the effort of every card{} is known", self.cards().words()),
            ));
        }
        let cards = count(guessed, "card", "cards");
        let summary = format!("{cards}{} guessed at {} h, to be confirmed", self.cards().words(), self.effort);
        Ok(Said::about(summary, &project.key, project.version))
    }
}

impl GuessEfforts {
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
