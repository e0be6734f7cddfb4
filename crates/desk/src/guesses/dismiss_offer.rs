//! Something that is offered is not wanted: it is offered no more. Undo offers it again.

use righthand_domain::ids::DismissalId;
use righthand_domain::roles::Permission;
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::NAME_CHARS_MAX;
use crate::records::Dismissal;

/// What the page of guesses offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// The cards of a list, one after another; the subject is the list.
    Order,
    /// A card that recurs, as an operation; the subject is its name.
    Recurring,
}

impl Offer {
    /// As it is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Recurring => "recurring",
        }
    }
}

/// Takes an offer off the page of guesses.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DismissOffer {
    /// Key of the project or draft.
    pub project: String,
    pub offer: Offer,
    /// What it was about: the name of the list or of the card.
    pub subject: String,
}

impl Command for DismissOffer {
    const NAME: &'static str = "dismiss_offer";
    const SUMMARY: &'static str = "Take an offer of order or of regular work off the page of guesses";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Post, "/projects/{project}/dismissals");
    const PAGE: &'static str = "/guesses?project={project}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let project = act.project_or_draft(&self.project)?;
        act.reach_project(&project, Self::NEEDS)?;
        if self.subject.chars().count() > NAME_CHARS_MAX {
            return Err(Stop::invalid("/subject", format!("a subject has at most {NAME_CHARS_MAX} characters")));
        }
        let summary = match self.offer {
            Offer::Order if self.subject.is_empty() => "Cards in no list have no order".to_owned(),
            Offer::Order => format!("Cards of the list “{}” have no order", self.subject),
            Offer::Recurring => format!("“{}” stays a card", self.subject),
        };
        let kind = self.offer.as_str().to_owned();
        let same = select_sql!(Dismissal, "where business_id = $1 and project_id = $2 and kind = $3 and subject = $4");
        if act.select::<Dismissal>(same, &values![project.id, &kind, &self.subject])?.is_empty() {
            let id = act.new_id::<DismissalId>();
            act.insert(&Dismissal { id, project_id: project.id, kind, subject: self.subject.clone(), version: 1 })?;
        }
        Ok(Said::about(summary, &project.key, project.version))
    }
}
