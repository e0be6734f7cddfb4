//! Status reports of projects, and the links that open one without an account.

use jiff::Timestamp;
use righthand_domain::ids::{MemberId, ProjectId, ReportId, ReportLinkId};
use righthand_store::record;

record! {
    /// How a project stood, in the words of whoever wrote it.
    pub struct Report in "report" {
        id: ReportId,
        key: String,
        project_id: ProjectId,
        body: String,
        written_by: MemberId,
        written_at: Timestamp,
    }
}

record! {
    /// Opens one report for whoever has it, until it is ended.
    pub struct ReportLink in "report_link" {
        id: ReportLinkId,
        key: String,
        report_id: ReportId,
        /// What is kept of its secret.
        secret_hash: String,
        /// Whom it was mailed to.
        email: Option<String>,
        made_by: MemberId,
        made_at: Timestamp,
        ended_at: Option<Timestamp>,
    }
}
