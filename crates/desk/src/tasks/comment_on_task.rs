//! Words on a task.

use righthand_domain::ids::CommentId;
use righthand_domain::roles::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::TEXT_CHARS_MAX;
use crate::records::Comment;

/// Says something about a task.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommentOnTask {
    /// Key of the task.
    pub task: String,
    pub words: String,
}

impl Command for CommentOnTask {
    const NAME: &'static str = "comment_on_task";
    const SUMMARY: &'static str = "Say something about a task";
    const NEEDS: Permission = Permission::Comment;
    const REST: Rest = Rest(Method::Post, "/tasks/{task}/comments");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let task = act.task(&self.task)?;
        act.reach_task(&task, Self::NEEDS)?;
        let words = self.words.trim();
        if words.is_empty() || words.chars().count() > TEXT_CHARS_MAX {
            return Err(Stop::invalid("/words", format!("1 to {TEXT_CHARS_MAX} characters are needed")));
        }
        let comment = Comment {
            id: act.new_id::<CommentId>(),
            task_id: task.id,
            author_id: Some(act.me.id),
            author_name: act.me.name.clone(),
            words: words.to_owned(),
            written_at: act.now,
            version: 1,
        };
        act.insert(&comment)?;
        Ok(Said::about(format!("Comment on {}", task.name), &task.key, task.version))
    }
}
