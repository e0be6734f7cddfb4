//! Writes a report of a project, and changes its words.

use righthand_domain::ids::ReportId;
use righthand_domain::roles::Permission;
use righthand_store::{Sql, sql};
use schemars::JsonSchema;
use serde::Deserialize;

use super::report;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::Report;

/// Keeps a report of a project. Nobody else sees it until it is mailed or a link to it is made.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteReport {
    /// Key of the project.
    pub project: String,
    /// Its words: `## ` begins a heading, `- ` a line of a list.
    pub body: String,
}

impl Command for WriteReport {
    const NAME: &'static str = "write_report";
    const SUMMARY: &'static str = "Write a status report of a project";
    const NEEDS: Permission = Permission::Report;
    const REST: Rest = Rest(Method::Post, "/projects/{project}/reports");
    const PAGE: &'static str = "/projects/{project}/report";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        const TAKEN: &Sql = sql!("report.keys_like", "select key from report where business_id = $1 and key like $2");
        let project = act.project(&self.project)?;
        act.reach_project(&project, Self::NEEDS)?;
        let name = format!("{} {}", project.name, act.today()?);
        let report = Report {
            id: act.new_id::<ReportId>(),
            key: act.free_key(None, &name, "report", TAKEN)?,
            project_id: project.id,
            body: words(&self.body)?,
            written_by: act.me.id,
            written_at: act.now,
            version: 1,
        };
        act.insert(&report)?;
        Ok(Said::about(format!("Report of {} written", project.name), &report.key, report.version))
    }
}

/// Changes the words of a report. Whoever has a link to it sees the new ones.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeReport {
    /// Key of the report.
    pub report: String,
    pub body: String,
    /// The version seen; a newer one is a conflict.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeReport {
    const NAME: &'static str = "change_report";
    const SUMMARY: &'static str = "Change the words of a status report";
    const NEEDS: Permission = Permission::Report;
    const REST: Rest = Rest(Method::Patch, "/reports/{report}");
    const PAGE: &'static str = "/form/change_report";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = report(act, &self.report)?;
        let after = Report { body: words(&self.body)?, ..before.clone() };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about("Report changed".to_owned(), &after.key, version))
    }
}

fn words(body: &str) -> Result<String, Stop> {
    let body = body.trim();
    if body.is_empty() { Err(Stop::invalid("/body", "a report says something")) } else { Ok(body.to_owned()) }
}
