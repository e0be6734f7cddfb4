//! Decisions: a choice asked of a named member, with options and a day.

use righthand_domain::ids::DecisionId;
use righthand_domain::roles::{Permission, Role};
use righthand_store::{Json, Sql, select_sql, sql};
use schemars::JsonSchema;
use serde::Deserialize;

use super::answer::{known, may_take};
use super::ask::at;
use super::{end_turn, reach};
use crate::act::{Act, role_refusal};
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::contacts::line;
use crate::input::{Day, NAME_CHARS_MAX, TEXT_CHARS_MAX, filled};
use crate::records::{Decision, Question};

/// More options than these are no choice but a list.
pub const OPTIONS_MAX: usize = 8;

/// Asks a member for a decision: the owner where nobody is named. With two options or more, by a day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskDecision {
    /// What is to be decided, in a sentence.
    pub asks: String,
    #[serde(default)]
    pub details: Option<String>,
    /// Two options or more. A text of several lines is one option a line.
    pub options: Vec<String>,
    /// The last day on which it is of use.
    pub by: Day,
    /// Key of the member who decides; the owner where absent.
    #[serde(default)]
    pub of: Option<String>,
    /// Key of the task that it is about.
    #[serde(default)]
    pub task: Option<String>,
    #[serde(default)]
    pub project: Option<String>,
    /// Key of the question that it is made of: the question is answered by the decision.
    #[serde(default)]
    pub question: Option<String>,
    /// The decision's own key; made from its words where absent.
    #[serde(default)]
    pub key: Option<String>,
}

impl Command for AskDecision {
    const NAME: &'static str = "ask_decision";
    const SUMMARY: &'static str = "Ask somebody for a decision, with options and a day";
    const NEEDS: Permission = Permission::AskDecision;
    const REST: Rest = Rest(Method::Post, "/decisions");
    const PAGE: &'static str = "/decisions/new";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        const TAKEN: &Sql =
            sql!("decision.keys_like", "select key from decision where business_id = $1 and key like $2");
        let words = crate::projects::name(&self.asks).map_err(|stop| at(stop, "/asks"))?;
        let options = options(&self.options)?;
        let today = act.today()?;
        if self.by.0 < today {
            return Err(Stop::invalid("/by", "that day has gone by; a decision is made today or later"));
        }
        let task = filled(self.task.as_deref()).map(|key| act.task(key)).transpose()?;
        let project = match (&task, filled(self.project.as_deref())) {
            (Some(task), _) => Some(act.project_of(task)?),
            (None, Some(key)) => Some(act.project(key)?),
            (None, None) => None,
        };
        reach(act, task.as_ref(), project.as_ref())?;
        let decider = match filled(self.of.as_deref()) {
            Some(key) => act.member(key)?,
            None => act.owner()?,
        };
        if decider.is_gone(today) || decider.role == Role::Guest {
            return Err(Stop::invalid("/of", format!("{} cannot decide here", decider.name)));
        }
        let question = filled(self.question.as_deref()).map(|key| known(act, key)).transpose()?;
        if let Some(question) = &question {
            super::open(act, question, "/question")?;
            if question.owed_by_id != act.me.id && !may_take(act, question)? {
                return Err(Stop::invalid("/question", "only whoever owes its answer makes a decision of it"));
            }
        }
        let of_question = |of: fn(&Question) -> Option<uuid::Uuid>| question.as_ref().and_then(of);
        let decision = Decision {
            id: act.new_id::<DecisionId>(),
            key: act.free_key(filled(self.key.as_deref()), &words, "decision", TAKEN)?,
            words,
            details: line("/details", self.details.as_deref(), TEXT_CHARS_MAX)?,
            options: Json(options),
            task_id: task.map(|task| task.id).or(of_question(|one| one.task_id.map(|id| id.0)).map(Into::into)),
            project_id: project.map(|one| one.id).or(of_question(|one| one.project_id.map(|id| id.0)).map(Into::into)),
            question_id: question.as_ref().map(|question| question.id),
            asker_id: act.me.id,
            decider_id: decider.id,
            asked_at: act.now,
            due: self.by.0,
            decided_at: None,
            decided_by_id: None,
            chosen: None,
            why: None,
            withdrawn_at: None,
            version: 1,
        };
        act.insert(&decision)?;
        let said = format!("{} decides “{}” by {}", decider.first_name(), decision.words, decision.due);
        Ok(Said::about(said, &decision.key, decision.version))
    }
}

fn options(given: &[String]) -> Result<Vec<String>, Stop> {
    let mut options: Vec<String> = Vec::new();
    let lines = given.iter().flat_map(|text| text.lines()).map(str::trim).filter(|line| !line.is_empty());
    for option in lines {
        if option.chars().count() > NAME_CHARS_MAX {
            return Err(Stop::invalid("/options", format!("an option has at most {NAME_CHARS_MAX} characters")));
        }
        if !options.iter().any(|other| other == option) {
            options.push(option.to_owned());
        }
    }
    match options.len() {
        0 | 1 => Err(Stop::invalid("/options", "a choice has two options or more, one a line")),
        n if n > OPTIONS_MAX => {
            Err(Stop::invalid("/options", format!("{n} options; a choice has at most {OPTIONS_MAX}")))
        }
        _ => Ok(options),
    }
}

/// Decides: one of the options, with a reason where there is one to tell.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// Key of the decision.
    pub decision: String,
    /// The option, as it was offered.
    pub option: String,
    #[serde(default)]
    pub why: Option<String>,
    /// As knowledge: where it answers a question, the answer is kept for everybody.
    #[serde(default)]
    pub keep: bool,
}

impl Command for Decide {
    const NAME: &'static str = "decide";
    const SUMMARY: &'static str = "Make a decision that was asked of you";
    const NEEDS: Permission = Permission::Ask;
    const REST: Rest = Rest(Method::Put, "/decisions/{decision}/outcome");
    const PAGE: &'static str = "/decisions/{decision}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = decision(act, &self.decision)?;
        if before.decider_id != act.me.id && act.me.role != Role::Owner {
            return Err(Stop::Refused(role_refusal(Permission::AskDecision, Some("it was asked of somebody else"))));
        }
        open(&before)?;
        let Some(chosen) = before.options.0.iter().position(|option| *option == self.option.trim()) else {
            return Err(Stop::invalid("/option", "that is none of the options; choose one of them"));
        };
        let why = line("/why", self.why.as_deref(), NAME_CHARS_MAX)?;
        let after = Decision {
            decided_at: Some(act.now),
            decided_by_id: Some(act.me.id),
            chosen: i64::try_from(chosen).ok(),
            why: why.clone(),
            ..before.clone()
        };
        let version = act.update(&before, &after, None)?;
        if let Some(id) = before.question_id
            && let Some(question) = act.tx.find::<Question>(id)?.filter(Question::is_open)
        {
            let answer =
                why.map_or_else(|| self.option.trim().to_owned(), |why| format!("{}: {why}", self.option.trim()));
            let now = act.now;
            end_turn(act, &question, now, "answered", None)?;
            let answered = Question {
                answered_at: Some(now),
                answered_by_id: Some(act.me.id),
                answer: Some(answer),
                kept: self.keep,
                climbs_at: None,
                ..question.clone()
            };
            act.update(&question, &answered, None)?;
        }
        Ok(Said::about(format!("Decided: {}, {}", before.words, self.option.trim()), &before.key, version))
    }
}

/// Takes back that a decision is asked for.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawDecision {
    /// Key of the decision.
    pub decision: String,
}

impl Command for WithdrawDecision {
    const NAME: &'static str = "withdraw_decision";
    const SUMMARY: &'static str = "Take back that a decision is asked for";
    const NEEDS: Permission = Permission::AskDecision;
    const REST: Rest = Rest(Method::Delete, "/decisions/{decision}");
    const PAGE: &'static str = "/decisions/{decision}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = decision(act, &self.decision)?;
        if before.asker_id != act.me.id && act.me.role != Role::Owner {
            return Err(Stop::Refused(role_refusal(Self::NEEDS, Some("somebody else has asked for it"))));
        }
        open(&before)?;
        let after = Decision { withdrawn_at: Some(act.now), ..before.clone() };
        let version = act.update(&before, &after, None)?;
        Ok(Said::about(format!("“{}” needs no decision any more", before.words), &before.key, version))
    }
}

/// The decision of that key, if it is this member's to know: who asked, who decides, and those who oversee it.
fn decision(act: &mut Act<'_>, key: &str) -> Result<Decision, Stop> {
    let found: Decision = act.by_key(select_sql!(Decision, "where business_id = $1 and key = $2"), key, "decision")?;
    let project = found.project_id.map(|id| act.tx.find::<crate::records::Project>(id)).transpose()?.flatten();
    let me = act.me.id;
    if found.asker_id == me || found.decider_id == me || super::oversees(&act.me, project.as_ref()) {
        Ok(found)
    } else {
        Err(Stop::NotFound(format!("decision “{key}”")))
    }
}

fn open(decision: &Decision) -> Result<(), Stop> {
    let chosen = decision.chosen.and_then(|place| usize::try_from(place).ok());
    if let Some(option) = chosen.and_then(|place| decision.options.0.get(place)) {
        return Err(Stop::invalid("/option", format!("it has been decided: {option}")));
    }
    if decision.withdrawn_at.is_some() {
        return Err(Stop::invalid("/decision", "it has been taken back, and needs no decision any more"));
    }
    Ok(())
}
