//! What somebody says of a step: it reaches whoever answers for the workflow, and stays with them until they have seen to it.

use righthand_domain::ids::StepCommentId;
use righthand_domain::roles::{Grant, Permission};
use righthand_store::select_sql;
use schemars::JsonSchema;
use serde::Deserialize;

use super::finish_step;
use crate::act::{Act, role_refusal};
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Day, TEXT_CHARS_MAX};
use crate::records::{Operation, StepComment};

/// Says something of a step, to whoever answers for its workflow.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommentOnStep {
    /// Key of the operation.
    pub operation: String,
    /// The day of the occurrence, which names the run.
    pub day: Day,
    /// Key of the step.
    pub step: String,
    pub words: String,
}

impl Command for CommentOnStep {
    const NAME: &'static str = "comment_on_step";
    const SUMMARY: &'static str = "Say something of a step to whoever answers for its workflow";
    const NEEDS: Permission = Permission::Comment;
    const REST: Rest = Rest(Method::Post, "/operations/{operation}/runs/{day}/steps/{step}/comments");
    const PAGE: &'static str = "/operations/{operation}/runs/{day}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (operation, step) = finish_step::find(act, &self.operation, &self.step)?;
        finish_step::reach(act, &operation, &step)?;
        let words = self.words.trim();
        if words.is_empty() || words.chars().count() > TEXT_CHARS_MAX {
            return Err(Stop::invalid("/words", format!("1 to {TEXT_CHARS_MAX} characters are needed")));
        }
        let comment = StepComment {
            id: act.new_id::<StepCommentId>(),
            operation_id: operation.id,
            step_key: step.key,
            day: Some(self.day.0),
            author_id: Some(act.me.id),
            author_name: act.me.name.clone(),
            words: words.to_owned(),
            written_at: act.now,
            settled_at: None,
            version: 1,
        };
        act.insert(&comment)?;
        let said = format!("Said of “{}” of {}", step.name, operation.name);
        Ok(Said::about(said, &comment.id.to_string(), comment.version))
    }
}

/// Marks as seen to what was said of a step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleStepComment {
    /// Id of the comment.
    pub comment: String,
}

impl Command for SettleStepComment {
    const NAME: &'static str = "settle_step_comment";
    const SUMMARY: &'static str = "Mark as seen to what was said of a step";
    const NEEDS: Permission = Permission::Comment;
    const REST: Rest = Rest(Method::Put, "/step-comments/{comment}/settlement");
    const PAGE: &'static str = "/operations/{operation}/runs/{day}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let select = select_sql!(StepComment, "where business_id = $1 and id = $2");
        let before: StepComment = act.by_key(select, &self.comment, "comment")?;
        let gone = || Stop::NotFound("its operation".into());
        let operation = act.tx.find::<Operation>(before.operation_id)?.ok_or_else(gone)?;
        if act.grant != Grant::Yes && operation.accountable_id != act.me.id {
            let why = format!("{} is not yours to answer for", operation.name);
            return Err(Stop::Refused(role_refusal(Self::NEEDS, Some(&why))));
        }
        let settled_at = before.settled_at.or(Some(act.now));
        act.update(&before, &StepComment { settled_at, ..before.clone() }, None)?;
        Ok(Said::new(format!("What {} said of {} is seen to", before.author_name, operation.name)))
    }
}
