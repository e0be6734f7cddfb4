//! Asks a question: it goes at once to whoever owes the answer (R7).

use righthand_domain::ids::QuestionId;
use righthand_domain::refusal::{Refusal, Rule};
use righthand_domain::roles::Permission;
use righthand_store::{Sql, sql};
use schemars::JsonSchema;
use serde::Deserialize;

use super::route::{About, House, above};
use super::{begin_turn, reach};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::contacts::line;
use crate::input::{Moment, TEXT_CHARS_MAX, filled};
use crate::records::Question;

/// Asks something about a task, a project, an operation, or the business as a whole. Exactly one person owes the answer:
/// the manager of the project, else the lead of the operation or area, else the online business manager, else the owner;
/// where it is needed by a moment, the first of them who works before it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskQuestion {
    /// The question, in a sentence.
    pub asks: String,
    /// What there is to know for the answer.
    #[serde(default)]
    pub details: Option<String>,
    /// Key of the task that it is about.
    #[serde(default)]
    pub task: Option<String>,
    /// Key of the project, where it is about no task.
    #[serde(default)]
    pub project: Option<String>,
    /// Key of the operation.
    #[serde(default)]
    pub operation: Option<String>,
    /// The task cannot go on without the answer: the plan waits for it. Where it can go on, leave it out.
    #[serde(default)]
    pub stuck: bool,
    /// By when the answer is needed.
    #[serde(default)]
    pub needed_by: Option<Moment>,
    /// The question's own key; made from its words where absent.
    #[serde(default)]
    pub key: Option<String>,
}

impl Command for AskQuestion {
    const NAME: &'static str = "ask_question";
    const SUMMARY: &'static str = "Ask a question of whoever owes the answer";
    const NEEDS: Permission = Permission::Ask;
    const REST: Rest = Rest(Method::Post, "/questions");
    const PAGE: &'static str = "/questions/new";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        const TAKEN: &Sql =
            sql!("question.keys_like", "select key from question where business_id = $1 and key like $2");
        let words = crate::projects::name(&self.asks).map_err(|stop| at(stop, "/asks"))?;
        let task = filled(self.task.as_deref()).map(|key| act.task(key)).transpose()?;
        let project = match (&task, filled(self.project.as_deref())) {
            (Some(task), _) => Some(act.project_of(task)?),
            (None, Some(key)) => Some(act.project(key)?),
            (None, None) => None,
        };
        let operation = filled(self.operation.as_deref()).map(|key| act.operation(key)).transpose()?;
        if self.stuck && task.is_none() {
            return Err(Stop::invalid("/stuck", "only a task can be stuck; say which"));
        }
        if self.stuck && task.as_ref().is_some_and(|task| task.done_at.is_some()) {
            return Err(Stop::invalid("/stuck", "the task is done, so it waits for nothing"));
        }
        reach(act, task.as_ref(), project.as_ref())?;
        let zone = act.zone()?;
        let needed_by = match self.needed_by.map(|moment| moment.instant(&zone)) {
            Some(Some(at)) if at > act.now => Some(at),
            Some(_) => return Err(Stop::invalid("/needed_by", "that lies in the past; an answer comes later")),
            None => None,
        };
        let about = About { project, operation };
        let house = House::load(act)?;
        let me = act.me.id;
        let ladder = house.ladder(act, &about, me)?;
        let Some(owes) = house.first(&ladder, act.now, needed_by) else {
            return Err(Stop::Refused(Refusal::by(
                Rule::R7,
                "There is nobody here above you who could owe you an answer. Ask for a decision of a member by name instead.",
            )));
        };
        let blank = Question {
            id: act.new_id::<QuestionId>(),
            key: act.free_key(filled(self.key.as_deref()), &words, "question", TAKEN)?,
            words,
            details: line("/details", self.details.as_deref(), TEXT_CHARS_MAX)?,
            task_id: task.map(|task| task.id),
            project_id: about.project.as_ref().map(|project| project.id),
            operation_id: about.operation.as_ref().map(|operation| operation.id),
            asker_id: me,
            stuck: self.stuck,
            needed_by,
            asked_at: act.now,
            owed_by_id: owes,
            owed_since: act.now,
            due_at: act.now,
            climbs_at: None,
            answered_at: None,
            answered_by_id: None,
            answer: None,
            kept: false,
            withdrawn_at: None,
            version: 1,
        };
        let question = house.with(&blank, owes, act.now, above(&ladder, owes, &[]).is_some());
        act.insert(&question)?;
        begin_turn(act, &question)?;
        let name = house.member(owes).map_or("somebody", |member| member.first_name());
        Ok(Said::about(format!("Asked: {name} owes the answer"), &question.key, question.version))
    }
}

/// The same stop about another field.
pub(super) fn at(stop: Stop, pointer: &str) -> Stop {
    match stop {
        Stop::Invalid(faults) => Stop::Invalid(
            faults
                .into_iter()
                .map(|mut fault| {
                    fault.pointer = pointer.to_owned();
                    fault
                })
                .collect(),
        ),
        other => other,
    }
}
