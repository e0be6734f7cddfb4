//! Operations, the steps of their workflows, what has begun of their runs, and appointments.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::{AppointmentId, AreaId, AttendanceId, MemberId, OperationId, RunId, RunStepId, StepId};
use righthand_domain::kind::Kind;
use righthand_domain::terms::Consent;
use righthand_store::{Json, record};

use super::Efforts;

record! {
    /// Work the business does again and again; somebody is accountable for it (R16).
    pub struct Operation in "operation" {
        id: OperationId,
        key: String,
        name: String,
        area_id: Option<AreaId>,
        accountable_id: MemberId,
        rrule: String,
        starts: String,
        except_days: Json<Vec<Date>>,
        position: i64,
    }
}

record! {
    /// One step of an operation's workflow. It names people and earlier steps by key.
    pub struct Step in "step" {
        id: StepId,
        operation_id: OperationId,
        key: String,
        position: i64,
        name: String,
        notes: Option<String>,
        kind: Kind,
        optimistic_minutes: Option<i64>,
        likely_minutes: Option<i64>,
        pessimistic_minutes: Option<i64>,
        assignees: Json<Vec<String>>,
        skill: Option<String>,
        after_steps: Json<Vec<String>>,
        available_days: Option<f64>,
        offset_days: Option<f64>,
    }
}

impl Step {
    /// Its three values.
    pub fn efforts(&self) -> Efforts {
        Efforts {
            optimistic: self.optimistic_minutes,
            likely: self.likely_minutes,
            pessimistic: self.pessimistic_minutes,
        }
    }
}

record! {
    /// One occurrence of an operation of which something has begun.
    pub struct Run in "run" {
        id: RunId,
        operation_id: OperationId,
        day: Date,
        title: Option<String>,
    }
}

record! {
    /// What has begun of one step of a run.
    pub struct RunStep in "run_step" {
        id: RunStepId,
        run_id: RunId,
        step_id: StepId,
        done_at: Option<Timestamp>,
        spent_minutes: i64,
        member_id: Option<MemberId>,
    }
}

record! {
    /// Work at a fixed time.
    pub struct Appointment in "appointment" {
        id: AppointmentId,
        key: String,
        name: String,
        starts_at: Timestamp,
        ends_at: Timestamp,
        place: Option<String>,
        note: Option<String>,
    }
}

record! {
    /// Somebody who is there.
    pub struct Attendance in "attendance" {
        id: AttendanceId,
        appointment_id: AppointmentId,
        member_id: MemberId,
        position: i64,
        /// What they said of a time outside their hours; `None` where they have not.
        consent: Option<Consent>,
    }
}
