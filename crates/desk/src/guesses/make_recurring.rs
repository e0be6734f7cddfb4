//! Cards that recur become an operation of one step, in one act that one undo takes back.

use righthand_domain::roles::Permission;
use righthand_domain::snapshot::{Starts, When};
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::cards::open_cards;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Effort, filled};
use crate::operations::{CreateOperation, NewStep};
use crate::records::{Area, Member, Task};
use crate::snapshot::starts_text;

/// Cards that one operation takes the place of: three years of weeks.
pub(crate) const CARDS_MAX: usize = 160;

/// Makes an operation of cards that recur, and takes the cards off the board.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeRecurring {
    /// Key of the project or draft.
    pub project: String,
    /// Keys of its open cards; effort, people and skill of the operation's step are those of the first.
    pub tasks: Vec<String>,
    /// When it recurs: one RECUR value of RFC 5545, such as `FREQ=WEEKLY;BYDAY=TU`.
    pub rrule: String,
    /// First day, `YYYY-MM-DD`; the earliest day on which one of the cards is due where absent, or today.
    #[serde(default)]
    pub starts: Option<String>,
    /// Name of the operation; that of the first card where absent.
    #[serde(default)]
    pub name: Option<String>,
}

impl Command for MakeRecurring {
    const NAME: &'static str = "make_recurring";
    const SUMMARY: &'static str = "Make an operation of cards that recur, and take them off the board";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Post, "/projects/{project}/recurring");
    const PAGE: &'static str = "/guesses?project={project}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let project = act.project_or_draft(&self.project)?;
        if self.tasks.len() > CARDS_MAX {
            return Err(Stop::invalid("/tasks", format!("at most {CARDS_MAX} cards become one operation")));
        }
        let open = open_cards(act, &project)?;
        let mut cards: Vec<&Task> = Vec::with_capacity(self.tasks.len());
        for key in &self.tasks {
            let card = open.iter().find(|task| task.key == *key);
            cards.push(
                card.ok_or_else(|| Stop::invalid("/tasks", format!("“{key}” is not open work of “{}”", project.name)))?,
            );
        }
        let first = *cards.first().ok_or_else(|| Stop::invalid("/tasks", "name the cards that recur"))?;
        let starts = match filled(self.starts.as_deref()) {
            Some(text) => text.to_owned(),
            None => starts_text(Starts::Date(self.earliest(act, &cards)?)),
        };
        let area = project.area_id.map(|id| act.tx.find::<Area>(id)).transpose()?.flatten();
        let name = filled(self.name.as_deref()).unwrap_or(&first.name).to_owned();
        let operation = CreateOperation {
            steps: vec![step(act, first, &name)?],
            name,
            rrule: Some(self.rrule.trim().to_owned()),
            area: area.map(|area| area.key),
            starts: Some(starts),
            ..CreateOperation::default()
        };
        let made = operation.run(act)?;
        for card in &cards {
            crate::tasks::remove(act, card)?;
        }
        Ok(made)
    }
}

impl MakeRecurring {
    fn earliest(&self, act: &mut Act<'_>, cards: &[&Task]) -> Result<jiff::civil::Date, Stop> {
        let zone = act.zone()?;
        let day = |when: When| match when {
            When::Date(date) => date,
            When::Instant(at) => zone.rules().to_datetime(at).date(),
        };
        let first = cards.iter().filter_map(|card| card.due).map(day).min();
        first.map_or_else(|| act.today(), Ok)
    }
}

/// The step of the operation, by the card. What was only guessed of it is not said.
fn step(act: &mut Act<'_>, card: &Task, name: &str) -> Result<NewStep, Stop> {
    let select = select_sql!(
        Member,
        "join assignment on assignment.business_id = $1 and assignment.member_id = member.id \
         where member.business_id = $1 and assignment.task_id = $2 order by assignment.position, assignment.id"
    );
    Ok(NewStep {
        name: name.to_owned(),
        kind: card.kind,
        effort: card.efforts().effort().filter(|_| !card.guessed).map(Effort),
        assignees: act.select::<Member>(select, &values![card.id])?.into_iter().map(|member| member.key).collect(),
        skill: card.skill.clone(),
        ..NewStep::default()
    })
}
