//! Lifts: the owner sets R2 or R3 aside for one engagement, or R3 for one task, with a reason that is kept.

use righthand_domain::ids::LiftId;
use righthand_domain::refusal::{Refusal, Rule};
use righthand_domain::roles::{Grant, Permission, may_lift};
use righthand_store::select_sql;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::{Lift, Task};
use crate::snapshot::Lifts;

/// Lifts a rule for a member.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LiftRule {
    /// R2 or R3.
    pub rule: Rule,
    /// Key of the member.
    pub member: String,
    /// Key of the one task for which R3 is lifted; for the whole engagement where absent.
    #[serde(default)]
    pub task: Option<String>,
    /// Why. It is kept.
    pub reason: String,
}

impl Command for LiftRule {
    const NAME: &'static str = "lift_rule";
    const SUMMARY: &'static str = "Lift R2 or R3 for somebody, with a reason";
    // The table lets more people in than may lift: an OBM lifts R3 for one task. `judge` below is exact.
    const NEEDS: Permission = Permission::Settings;
    const REST: Rest = Rest(Method::Post, "/members/{member}/lifts");
    const PAGE: &'static str = "/team/{member}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let task = self.task.as_deref().filter(|key| !key.is_empty()).map(|key| act.task(key)).transpose()?;
        judge(act, self.rule, task.as_ref())?;
        let member = act.member(&self.member)?;
        let reason = self.reason.trim();
        if reason.is_empty() || reason.chars().count() > crate::input::NAME_CHARS_MAX {
            return Err(Stop::invalid("/reason", "a reason of 1 to 300 characters is needed; it is kept"));
        }
        let lift = Lift {
            id: act.new_id::<LiftId>(),
            rule: self.rule.to_string(),
            member_id: member.id,
            task_id: task.as_ref().map(|task| task.id),
            reason: reason.to_owned(),
            lifted_by: act.me.id,
            lifted_at: act.now,
            version: 1,
        };
        let here = task.map(|task| format!(" and “{}”", task.name)).unwrap_or_default();
        let said = format!("{} lifted for {}{here}", self.rule, member.first_name());
        if Lifts::load(act.tx)?.cover(self.rule, member.id, lift.task_id) {
            return Ok(Said::new(said));
        }
        act.insert(&lift)?;
        let id = lift.id.to_string();
        Ok(Said::about(said, &id, lift.version))
    }
}

fn judge(act: &Act<'_>, rule: Rule, task: Option<&Task>) -> Result<(), Stop> {
    if !matches!(rule, Rule::R2 | Rule::R3) {
        return Err(Stop::Refused(Refusal::by(
            rule,
            format!("{rule} ({}) cannot be lifted; only R2 and R3 can.", rule.title()),
        )));
    }
    if rule == Rule::R2 && task.is_some() {
        return Err(Stop::invalid("/task", "R2 is about projects; it is lifted for the whole engagement"));
    }
    if !may_lift(act.me.role, rule, task.is_some()) {
        return Err(Stop::Refused(crate::act::role_refusal(Permission::LiftRules, None)));
    }
    Ok(())
}

/// Ends a lift: from now on the rule holds again. What was done under it stays.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndLift {
    /// Id of the lift.
    pub lift: String,
}

impl Command for EndLift {
    const NAME: &'static str = "end_lift";
    const SUMMARY: &'static str = "Let a lifted rule hold again";
    const NEEDS: Permission = Permission::Settings;
    const REST: Rest = Rest(Method::Delete, "/lifts/{lift}");
    const PAGE: &'static str = "/team/{member}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let lift: Lift = act.by_key(select_sql!(Lift, "where business_id = $1 and id = $2"), &self.lift, "lift")?;
        if act.me.role.may(Permission::LiftRules) != Grant::Yes && lift.lifted_by != act.me.id {
            return Err(Stop::Refused(crate::act::role_refusal(Permission::LiftRules, None)));
        }
        act.delete(&lift)?;
        Ok(Said::new(format!("{} holds again", lift.rule)))
    }
}
