//! Lets others read a report: by mail, or by a link that is handed over. Each has a link of its own, and each can be ended.

use righthand_domain::ids::ReportLinkId;
use righthand_domain::roles::Permission;
use righthand_domain::words::{count, first_of};
use righthand_store::{Sql, select_sql, sql};
use schemars::JsonSchema;
use serde::Deserialize;

use super::report;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::mail::{self, Body, Mail};
use crate::records::{Project, Report, ReportLink};
use crate::sign_in;

/// People to whom a report is mailed at once.
pub(crate) const TO_MAX: usize = 20;
/// Addresses that are named afterwards.
const NAMED_MAX: usize = 3;

/// Makes a link that opens a report without an account. It is told only here.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareReport {
    /// Key of the report.
    pub report: String,
}

impl Command for ShareReport {
    const NAME: &'static str = "share_report";
    const SUMMARY: &'static str = "Make a link that opens a status report without an account";
    const NEEDS: Permission = Permission::Report;
    const REST: Rest = Rest(Method::Post, "/reports/{report}/links");
    const PAGE: &'static str = "/form/share_report";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let report = report(act, &self.report)?;
        let (link, path) = new_link(act, &report, None)?;
        let mut said = Said::about("A link to the report was made".to_owned(), &link.key, link.version);
        said.note = Some(serde_json::json!({ "path": path }));
        Ok(said)
    }
}

/// Mails a report. Each who gets it has a link of their own to it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MailReport {
    /// Key of the report.
    pub report: String,
    /// Addresses; twenty at most.
    pub to: Vec<String>,
}

impl Command for MailReport {
    const NAME: &'static str = "mail_report";
    const SUMMARY: &'static str = "Mail a status report, with a link that opens it without an account";
    const NEEDS: Permission = Permission::Report;
    const REST: Rest = Rest(Method::Post, "/reports/{report}/mails");
    const PAGE: &'static str = "/form/mail_report";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let report = report(act, &self.report)?;
        let project = act.tx.find::<Project>(report.project_id)?.ok_or_else(|| Stop::NotFound("its project".into()))?;
        let business = act.business()?.name;
        let mut to: Vec<String> = Vec::new();
        for address in &self.to {
            if let Some(address) = crate::team::email(address).map_err(at_to)?.filter(|address| !to.contains(address)) {
                to.push(address);
            }
        }
        if to.is_empty() || to.len() > TO_MAX {
            return Err(Stop::invalid("/to", format!("say one to {TO_MAX} addresses")));
        }
        for address in &to {
            let (link, path) = new_link(act, &report, Some(address.clone()))?;
            let letter = Mail {
                once_key: format!("report {}", link.secret_hash),
                business: Some(act.tx.business()),
                to: address.clone(),
                subject: format!("{}: how it stands", project.name),
                body: Body {
                    hello: String::new(),
                    lines: lines(&report.body),
                    action: ("Open the report".to_owned(), path),
                    ending: format!(
                        "{} sent you this for {business}. The link opens this report and nothing else, until it is ended.",
                        act.me.name
                    ),
                },
            };
            if !mail::post(act.tx.identity(), &letter, act.now)? {
                return Err(Stop::invalid("/to", "too many mails wait to be sent; try again later"));
            }
        }
        let whom =
            if to.len() > NAMED_MAX { count(to.len(), "address", "addresses") } else { first_of(&to, NAMED_MAX) };
        Ok(Said::about(format!("Report of {} mailed to {whom}", project.name), &report.key, report.version))
    }
}

/// Ends a link to a report: it opens nothing any more.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndReportLink {
    /// Key of the link.
    pub link: String,
}

impl Command for EndReportLink {
    const NAME: &'static str = "end_report_link";
    const SUMMARY: &'static str = "End a link to a status report";
    const NEEDS: Permission = Permission::Report;
    const REST: Rest = Rest(Method::Delete, "/report-links/{link}");
    const PAGE: &'static str = "/form/end_report_link";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let select = select_sql!(ReportLink, "where business_id = $1 and key = $2");
        let before: ReportLink = act.by_key(select, &self.link, "link")?;
        let of = act.tx.find::<Report>(before.report_id)?.ok_or_else(|| Stop::NotFound("its report".into()))?;
        report(act, &of.key)?;
        let after = ReportLink { ended_at: before.ended_at.or(Some(act.now)), ..before.clone() };
        let version = act.update(&before, &after, None)?;
        Ok(Said::about("The link opens nothing any more".to_owned(), &after.key, version))
    }
}

/// A link with the path at which it opens the report.
fn new_link(act: &mut Act<'_>, report: &Report, email: Option<String>) -> Result<(ReportLink, String), Stop> {
    const TAKEN: &Sql =
        sql!("report_link.keys_like", "select key from report_link where business_id = $1 and key like $2");
    let secret = sign_in::new_secret()?;
    let link = ReportLink {
        id: act.new_id::<ReportLinkId>(),
        key: act.free_key(None, &report.key, "link", TAKEN)?,
        report_id: report.id,
        secret_hash: sign_in::fingerprint(&secret),
        email,
        made_by: act.me.id,
        made_at: act.now,
        ended_at: None,
        version: 1,
    };
    act.insert(&link)?;
    let path = format!("/report/{}/{secret}", act.tx.business());
    Ok((link, path))
}

/// The report as lines of a mail, which have no headings.
fn lines(body: &str) -> Vec<String> {
    let written = body.lines().map(str::trim).filter(|line| !line.is_empty());
    written.map(|line| line.trim_start_matches('#').trim_start().to_owned()).collect()
}

fn at_to(stop: Stop) -> Stop {
    match stop {
        Stop::Invalid(faults) => Stop::Invalid(
            faults
                .into_iter()
                .map(|fault| righthand_domain::snapshot::Fault { pointer: "/to".into(), ..fault })
                .collect(),
        ),
        other => other,
    }
}
