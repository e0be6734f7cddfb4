//! A duty typed in one line, "pay invoices every Friday", becomes an operation of one step.

use righthand_domain::kind::Kind;
use righthand_domain::recurrence;
use righthand_domain::roles::Permission;
use righthand_domain::rules::r03_a_pm_manages as r03;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{CreateOperation, NewStep};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Effort, filled};

/// Makes an operation of one step from a line such as `pay invoices every Friday`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuickOperation {
    /// What is done and how often: `pay invoices every Friday`, `send the books, last working day of the month`.
    pub line: String,
    /// Key of the member who does it and is accountable for it; the one who types it where absent.
    #[serde(default)]
    pub member: Option<String>,
    /// How long it takes each time.
    #[serde(default)]
    pub effort: Option<Effort>,
}

impl Command for QuickOperation {
    const NAME: &'static str = "quick_operation";
    const SUMMARY: &'static str = "Make an operation of one step from a line such as “pay invoices every Friday”";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Post, "/quick-operations");
    const PAGE: &'static str = "/operations";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let Some((name, spoken)) = recurrence::line(&self.line) else {
            let why = "say what is done and how often, such as “pay invoices every Friday”";
            return Err(Stop::invalid("/line", why));
        };
        let member = match filled(self.member.as_deref()) {
            Some(key) => act.member(key)?,
            None => act.me.clone(),
        };
        // Whoever is engaged to manage does what is theirs to do (R3).
        let manages = r03::forbids(member.role, Kind::Implementation);
        let step = NewStep {
            name: name.clone(),
            kind: if manages { Kind::Management } else { Kind::Implementation },
            effort: self.effort,
            assignees: vec![member.key.clone()],
            ..NewStep::default()
        };
        let create = CreateOperation {
            name,
            how_often: Some(spoken.words(act.today()?)),
            accountable: Some(member.key),
            steps: vec![step],
            ..CreateOperation::default()
        };
        create.run(act)
    }
}
