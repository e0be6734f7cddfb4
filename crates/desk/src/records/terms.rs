//! What was agreed with members, people outside the team, and what tasks wait for and hand on.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::{
    AgreementId, AppointmentGuestId, AppointmentId, ContactId, ContactWaitId, MemberId, OutputId, RateViewerId, RunId,
    StepId, TaskId,
};
use righthand_domain::terms::{OutputKind, RollOver};
use righthand_store::{Json, record};
use serde::{Deserialize, Serialize};

record! {
    /// What was agreed with a member beside hours and rate.
    pub struct Agreement in "agreement" {
        id: AgreementId,
        member_id: MemberId,
        /// What one piece is, where pieces are paid: "article".
        piece: Option<String>,
        /// Work a month that a retainer buys.
        retainer_minutes: Option<i64>,
        roll_over: Option<RollOver>,
        notice_days: Option<i64>,
        least_months: Option<i64>,
        review_weeks: Option<i64>,
        /// Working hours within which they answer.
        response_hours: Option<i64>,
        milestones: Json<Vec<PricedMilestone>>,
    }
}

/// A part of a fixed price: what is paid once something is reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PricedMilestone {
    pub name: String,
    /// In the business's currency.
    pub price: f64,
    /// Key of the milestone in the work, where it is one.
    pub task: Option<String>,
}

record! {
    /// Somebody whom the owner has named to see rates (R17).
    pub struct RateViewer in "rate_viewer" {
        id: RateViewerId,
        member_id: MemberId,
    }
}

record! {
    /// A person outside the team.
    pub struct Contact in "contact" {
        id: ContactId,
        key: String,
        name: String,
        kind: Option<String>,
        company: Option<String>,
        email: Option<String>,
        phone: Option<String>,
        note: Option<String>,
    }
}

record! {
    /// A task waits for a contact, until something was delivered.
    pub struct ContactWait in "contact_wait" {
        id: ContactWaitId,
        task_id: TaskId,
        contact_id: ContactId,
        /// What for: "the signed release".
        what: Option<String>,
        asked_at: Timestamp,
        /// The day on which it should come; `None` where nobody knows.
        expected: Option<Date>,
        delivered_at: Option<Timestamp>,
    }
}

record! {
    /// A contact who is at an appointment.
    pub struct AppointmentGuest in "appointment_guest" {
        id: AppointmentGuestId,
        appointment_id: AppointmentId,
        contact_id: ContactId,
        position: i64,
    }
}

record! {
    /// What a task, or a step of a run, hands on.
    pub struct Output in "output" {
        id: OutputId,
        task_id: Option<TaskId>,
        run_id: Option<RunId>,
        step_id: Option<StepId>,
        name: String,
        kind: OutputKind,
        /// An address, or the words themselves.
        body: String,
        by_name: String,
        handed_at: Timestamp,
    }
}
