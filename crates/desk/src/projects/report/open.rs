//! Opens a report by its link, for somebody without an account.

use jiff::Timestamp;
use righthand_domain::ids::BusinessId;
use righthand_domain::snapshot::Zone;
use righthand_store::{select_sql, values};

use crate::Desk;
use crate::records::{Business, Member, Project, Report, ReportLink};
use crate::sign_in;

/// All that a link opens (R17).
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    pub business: String,
    pub project: String,
    pub body: String,
    /// Who wrote it.
    pub by: Option<String>,
    pub at: Timestamp,
    pub zone: Zone,
}

/// The report that a link opens; `None` where it opens nothing, or nothing any more.
pub fn opened(desk: &Desk, business: BusinessId, secret: &str) -> Result<Option<Opened>, righthand_store::Error> {
    let hash = sign_in::fingerprint(secret);
    desk.store.read(business, move |tx| {
        let by_secret = select_sql!(ReportLink, "where business_id = $1 and secret_hash = $2 and ended_at is null");
        let Some(link) = tx.select::<ReportLink>(by_secret, &values![hash])?.into_iter().next() else {
            return Ok(None);
        };
        let Some(report) = tx.find::<Report>(link.report_id)? else { return Ok(None) };
        let (Some(project), Some(of)) = (tx.find::<Project>(report.project_id)?, tx.find::<Business>(business)?) else {
            return Ok(None);
        };
        let by = tx.find::<Member>(report.written_by)?.map(|member| member.name);
        Ok(Some(Opened {
            zone: Zone::named(&of.time_zone).unwrap_or_else(Zone::utc),
            business: of.name,
            project: project.name,
            body: report.body,
            by,
            at: report.written_at,
        }))
    })
}
