//! Gives a task to people (R3).

use righthand_domain::roles::Permission;
use righthand_domain::rules::r20_nothing_near_moves_silently as r20;
use righthand_domain::words::and_list;
use schemars::JsonSchema;
use serde::Deserialize;

use super::assign;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};

/// Gives a task to the people any one of whom does the whole of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignTask {
    /// Key of the task.
    pub task: String,
    /// Keys of members; empty gives it to anyone with the skill.
    #[serde(default)]
    pub assignees: Vec<String>,
}

impl Command for AssignTask {
    const NAME: &'static str = "assign_task";
    const SUMMARY: &'static str = "Give a task to one of these people";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Put, "/tasks/{task}/assignees");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let task = act.task(&self.task)?;
        act.reach_task(&task, Self::NEEDS)?;
        let mut members = Vec::new();
        for key in self.assignees.iter().filter(|key| !key.is_empty()) {
            let member = act.member(key)?;
            if members.iter().all(|other: &crate::records::Member| other.id != member.id) {
                members.push(member);
            }
        }
        let keys: Vec<&str> = members.iter().map(|member| member.key.as_str()).collect();
        super::pin_task::keep(act, &task, |pin| r20::judge_people(pin, &keys))?;
        assign(act, &task, &members)?;
        let names: Vec<&str> = members.iter().map(|member| member.first_name()).collect();
        let whom = if names.is_empty() { "anyone".to_owned() } else { and_list(&names) };
        Ok(Said::about(format!("{} is for {whom}", task.name), &task.key, task.version))
    }
}
