//! An operation rests for a while, goes on, is closed for good, or opened again.

use righthand_domain::roles::Permission;
use righthand_domain::words::count;
use schemars::JsonSchema;
use serde::Deserialize;

use super::rhythm;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Day;
use crate::records::Operation;

/// Lets an operation rest: no runs are made until it goes on.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PauseOperation {
    /// Key of the operation.
    pub operation: String,
    /// The first day on which it rests; today where absent.
    #[serde(default)]
    pub from: Option<Day>,
    /// The day on which it goes on; until somebody says so where absent.
    #[serde(default)]
    pub until: Option<Day>,
}

impl Command for PauseOperation {
    const NAME: &'static str = "pause_operation";
    const SUMMARY: &'static str = "Let an operation rest from a day on";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Put, "/operations/{operation}/pause");
    const PAGE: &'static str = "/operations/{operation}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.operation(&self.operation)?;
        let from = self.from.map_or_else(|| act.today(), |day| Ok(day.0))?;
        if self.until.is_some_and(|until| until.0 <= from) {
            return Err(Stop::invalid("/until", format!("it would go on before it rests on {from}")));
        }
        let until = self.until.map(|until| until.0);
        let after = Operation { paused_from: Some(from), paused_until: until, ..before.clone() };
        let version = rhythm::change(act, &before, &after, None)?;
        let until = until.map_or_else(|| "until it is resumed".to_owned(), |until| format!("to {until}"));
        Ok(Said::about(format!("{} rests from {from} {until}", after.name), &after.key, version))
    }
}

/// Lets an operation go on that rests.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResumeOperation {
    /// Key of the operation.
    pub operation: String,
}

impl Command for ResumeOperation {
    const NAME: &'static str = "resume_operation";
    const SUMMARY: &'static str = "Let an operation go on that rests";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Delete, "/operations/{operation}/pause");
    const PAGE: &'static str = "/operations/{operation}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.operation(&self.operation)?;
        let after = Operation { paused_from: None, paused_until: None, ..before.clone() };
        let version = rhythm::change(act, &before, &after, None)?;
        Ok(Said::about(format!("{} goes on", after.name), &after.key, version))
    }
}

/// Ends an operation: its runs of the future are taken away, those of the past stay.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseOperation {
    /// Key of the operation.
    pub operation: String,
}

impl Command for CloseOperation {
    const NAME: &'static str = "close_operation";
    const SUMMARY: &'static str = "End an operation; what it did stays";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Put, "/operations/{operation}/closing");
    const PAGE: &'static str = "/operations/{operation}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.operation(&self.operation)?;
        if before.closed_at.is_some() {
            return Ok(Said::about(format!("{} is closed", before.name), &before.key, before.version));
        }
        let after = Operation { closed_at: Some(act.now), ..before.clone() };
        let rows = act.pen.count();
        let version = rhythm::change(act, &before, &after, None)?;
        let gone = act.pen.count().saturating_sub(rows + 1);
        let said = format!("{} is closed; {} taken away", after.name, count(gone, "coming run", "coming runs"));
        Ok(Said::about(said, &after.key, version))
    }
}

/// Opens an operation again that was closed.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenOperation {
    /// Key of the operation.
    pub operation: String,
}

impl Command for ReopenOperation {
    const NAME: &'static str = "reopen_operation";
    const SUMMARY: &'static str = "Open an operation again that was closed";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Delete, "/operations/{operation}/closing");
    const PAGE: &'static str = "/operations/{operation}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.operation(&self.operation)?;
        let after = Operation { closed_at: None, ..before.clone() };
        let version = rhythm::change(act, &before, &after, None)?;
        Ok(Said::about(format!("{} is open again", after.name), &after.key, version))
    }
}
