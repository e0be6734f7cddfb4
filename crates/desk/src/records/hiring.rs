//! Roles that are open, candidates, hires with what was predicted of them, and the owner's own scenarios and assumptions.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::{AssumptionId, CandidateId, HiringId, MemberId, OpeningId, StaffingId};
use righthand_store::{Json, record};
use serde::{Deserialize, Serialize};

record! {
    /// A role that somebody is looked for.
    pub struct Opening in "opening" {
        id: OpeningId,
        key: String,
        name: String,
        /// As [`righthand_advisor::HiredRole`] is written.
        role: String,
        /// Of a specialist.
        skill: Option<String>,
        minutes_per_week: i64,
        /// `None` for ongoing.
        months: Option<i64>,
        scope: Json<Vec<Covered>>,
        /// What the notes of a talk are scored against.
        needs: Json<Vec<String>>,
        /// The paid trial task.
        trial: Option<String>,
        predicted: Json<Predicted>,
        /// The secret of the address at which the brief can be read; `None` where there is none.
        link: Option<String>,
        opened_at: Timestamp,
        closed_at: Option<Timestamp>,
    }
}

/// A project or a duty of a brief, as it was called when the brief was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Covered {
    pub key: String,
    pub name: String,
    /// Hours a week of a duty; `None` for a project.
    pub hours: Option<f64>,
}

/// What the advisor said would come of a hire.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Predicted {
    /// When it said so; `None` where it had no such scenario.
    pub at: Option<Timestamp>,
    pub owner_hours_back: f64,
    pub cost_per_month: f64,
    pub hours_per_week: f64,
    /// What an hour was reckoned to cost.
    pub hourly: f64,
    /// Months' worth of work that are lost while learning.
    pub ramp_up_months: f64,
    pub projects: Vec<PredictedProject>,
}

/// A project's chance with the hire, and without.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PredictedProject {
    pub key: String,
    pub on_time: f64,
    pub without: f64,
}

record! {
    /// Somebody who might be hired.
    pub struct Candidate in "candidate" {
        id: CandidateId,
        key: String,
        opening_id: OpeningId,
        name: String,
        email: Option<String>,
        /// As [`crate::hire::Stage`] is written.
        stage: String,
        background: Option<String>,
        certifications: Json<Vec<Certification>>,
        /// What references have said.
        vouched: Option<String>,
        hourly: Option<f64>,
        available: Option<String>,
        trial_pay: Option<f64>,
        trial_due: Option<Date>,
        trial_result: Option<String>,
        notes: Json<Vec<NeedNote>>,
        position: i64,
    }
}

/// A certificate that a candidate names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certification {
    pub name: String,
    /// Somebody here has seen it; else it is the candidate's word.
    pub seen: bool,
}

/// What was found of one need of the brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedNote {
    pub need: String,
    /// 0 not, 1 partly, 2 met; `None` where nobody has asked.
    pub met: Option<u8>,
    pub note: Option<String>,
}

record! {
    /// A hire with what was predicted of it.
    pub struct Hiring in "hiring" {
        id: HiringId,
        member_id: MemberId,
        role: String,
        started: Date,
        predicted: Json<HiringPredicted>,
    }
}

/// The prediction and what was to be handed over.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HiringPredicted {
    pub predicted: Predicted,
    pub scope: Vec<Covered>,
}

record! {
    /// A staffing of the owner's own.
    pub struct Staffing in "staffing" {
        id: StaffingId,
        places: Json<Vec<StaffingPlace>>,
        position: i64,
    }
}

/// Somebody of a staffing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StaffingPlace {
    pub role: String,
    pub skill: Option<String>,
    pub months: Option<u32>,
    pub hours_per_week: Option<f64>,
}

record! {
    /// A number that the owner takes for granted otherwise than the house.
    pub struct Assumption in "assumption" {
        id: AssumptionId,
        name: String,
        value: f64,
    }
}
