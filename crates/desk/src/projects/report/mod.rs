//! Status reports: drawn up from facts, written by whoever answers for the project, mailed, and opened by a link without
//! an account until that is ended (R17).

mod drawn;
mod open;
mod send;
mod write;

pub use drawn::drawn;
pub use open::{Opened, opened};
pub(crate) use send::TO_MAX;
pub use send::{EndReportLink, MailReport, ShareReport};
pub use write::{ChangeReport, WriteReport};

use jiff::Timestamp;
use righthand_domain::roles::{Grant, Permission};
use righthand_store::{select_sql, values};
use serde::Serialize;

use super::glance::{self, Glance};
use crate::act::Act;
use crate::command::Stop;
use crate::records::{Report, ReportLink};
use crate::view::{NotSeen, PersonRef, View};

/// What a link does not open, as it is said before one is made (R17).
pub const HIDDEN: [&str; 6] = [
    "the plan, and tasks that the report does not name",
    "people, their hours and their time off",
    "rates, retainers and budgets",
    "comments, files and outputs",
    "risks and levers that the report does not name",
    "everything else of the business",
];

/// The reports of a project, for those who may write one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reports {
    pub glance: Glance,
    /// Drawn up from how it stands now.
    pub drawn: String,
    /// The latest first.
    pub reports: Vec<Written>,
}

/// A report that was written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Written {
    pub key: String,
    pub body: String,
    pub by: Option<PersonRef>,
    pub at: Timestamp,
    pub version: i64,
    /// The latest first.
    pub links: Vec<Link>,
}

/// A link that opens a report, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    pub key: String,
    pub email: Option<String>,
    pub made_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// The reports of a project.
pub fn reports(view: &mut View<'_>, key: &str) -> Result<Reports, NotSeen> {
    let (project, glance) = glance::one(view, key)?;
    match view.may(Permission::Report) {
        Grant::Yes => {}
        Grant::OwnProjects if project.manager_id == Some(view.me.id) => {}
        _ => view.need(Permission::Report)?,
    }
    let latest = select_sql!(Report, "where business_id = $1 and project_id = $2 order by written_at desc, id desc");
    let links = select_sql!(
        ReportLink,
        "join report on report.business_id = $1 and report.id = report_link.report_id \
         where report_link.business_id = $1 and report.project_id = $2 order by report_link.made_at desc, report_link.id desc"
    );
    let all = view.tx.select::<ReportLink>(links, &values![project.id])?;
    let people = view.members()?;
    let reports = view.tx.select::<Report>(latest, &values![project.id])?.into_iter().map(|report| Written {
        by: people.iter().find(|member| member.id == report.written_by).map(PersonRef::from),
        at: report.written_at,
        version: report.version,
        links: all
            .iter()
            .filter(|link| link.report_id == report.id)
            .map(|link| Link {
                key: link.key.clone(),
                email: link.email.clone(),
                made_at: link.made_at,
                ended_at: link.ended_at,
            })
            .collect(),
        key: report.key,
        body: report.body,
    });
    let reports: Vec<Written> = reports.collect();
    let since = reports.first().map(|report| report.at);
    Ok(Reports { drawn: drawn(view, &project, &glance, since)?, glance, reports })
}

/// The report of that key, if the sender may report on its project.
fn report(act: &mut Act<'_>, key: &str) -> Result<Report, Stop> {
    let report: Report = act.by_key(select_sql!(Report, "where business_id = $1 and key = $2"), key, "report")?;
    let project = act
        .tx
        .find::<crate::records::Project>(report.project_id)?
        .ok_or_else(|| Stop::NotFound("its project".into()))?;
    act.reach_project(&project, Permission::Report)?;
    Ok(report)
}
