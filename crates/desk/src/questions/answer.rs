//! Answers a question, or takes it back.

use righthand_domain::roles::{Grant, Permission, Role};
use righthand_domain::rules::r07_one_person_owes_every_answer as r07;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{end_turn, open, oversees, question, turns};
use crate::act::{Act, role_refusal};
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::contacts::line;
use crate::input::TEXT_CHARS_MAX;
use crate::records::{Member, Project, Question};

/// Answers a question. Kept as knowledge, the answer is seen by everybody and offered when something similar is asked.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerQuestion {
    /// Key of the question.
    pub question: String,
    pub answer: String,
    /// As knowledge, for everybody.
    #[serde(default)]
    pub keep: bool,
}

impl Command for AnswerQuestion {
    const NAME: &'static str = "answer_question";
    const SUMMARY: &'static str = "Answer a question";
    const NEEDS: Permission = Permission::Answer;
    const REST: Rest = Rest(Method::Put, "/questions/{question}/answer");
    const PAGE: &'static str = "/questions/{question}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let question = known(act, &self.question)?;
        open(act, &question, "/answer")?;
        let (me, now) = (act.me.id, act.now);
        let reached = turns(act, &question)?.iter().any(|turn| turn.member_id == me);
        let owes = act.tx.find::<Member>(question.owed_by_id)?;
        let owes = owes.as_ref().map_or(("Somebody", ""), |member| (member.first_name(), member.key.as_str()));
        let (may, own) = (may_take(act, &question)?, act.me.key.clone());
        r07::judge(r07::Answering { reached, may, owes, question: &question.key, me: &own })?;
        let Some(answer) = line("/answer", Some(&self.answer), TEXT_CHARS_MAX)? else {
            return Err(Stop::invalid("/answer", "an answer is needed; one sentence is enough"));
        };
        end_turn(act, &question, now, "answered", None)?;
        let after = Question {
            answered_at: Some(now),
            answered_by_id: Some(me),
            answer: Some(answer),
            kept: self.keep,
            climbs_at: None,
            ..question.clone()
        };
        let version = act.update(&question, &after, None)?;
        let kept = if self.keep { ", and kept" } else { "" };
        Ok(Said::about(format!("“{}” answered{kept}", question.words), &question.key, version))
    }
}

/// May they take the answer upon themselves: those who run the business, and the manager of its project?
pub(super) fn may_take(act: &mut Act<'_>, question: &Question) -> Result<bool, Stop> {
    let project = question.project_id.map(|id| act.tx.find::<Project>(id)).transpose()?.flatten();
    Ok(oversees(&act.me, project.as_ref()))
}

/// The question of that key, if this member knows of it: those who oversee what it is about, who asked, and with whom
/// it has been.
pub(super) fn known(act: &mut Act<'_>, key: &str) -> Result<Question, Stop> {
    let found = question(act, key)?;
    let me = act.me.id;
    let known = found.asker_id == me
        || may_take(act, &found)?
        || turns(act, &found)?.iter().any(|turn| turn.member_id == me)
        || found.kept;
    if known { Ok(found) } else { Err(Stop::NotFound(format!("question “{key}”"))) }
}

/// Takes a question back: whoever asked no longer needs the answer.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawQuestion {
    /// Key of the question.
    pub question: String,
}

impl Command for WithdrawQuestion {
    const NAME: &'static str = "withdraw_question";
    const SUMMARY: &'static str = "Take a question back";
    const NEEDS: Permission = Permission::Ask;
    const REST: Rest = Rest(Method::Delete, "/questions/{question}");
    const PAGE: &'static str = "/questions/{question}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let question = known(act, &self.question)?;
        let runs = act.me.role == Role::Owner || act.me.role.may(Permission::SeeBusiness) == Grant::Yes;
        if question.asker_id != act.me.id && !runs {
            return Err(Stop::Refused(role_refusal(Self::NEEDS, Some("somebody else has asked it"))));
        }
        open(act, &question, "/question")?;
        let now = act.now;
        end_turn(act, &question, now, "withdrawn", None)?;
        let after = Question { withdrawn_at: Some(now), climbs_at: None, ..question.clone() };
        let version = act.update(&question, &after, None)?;
        Ok(Said::about(format!("“{}” taken back", question.words), &question.key, version))
    }
}
