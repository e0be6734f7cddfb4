//! Operations, the steps of their workflows, what has begun of their runs, and appointments.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::{
    AppointmentId, AreaId, AttendanceId, MemberId, OperationId, RunId, RunStepId, StepId, WorkflowVersionId,
};
use righthand_domain::kind::Kind;
use righthand_domain::recurrence::{Makes, OnHolidays};
use righthand_domain::terms::Consent;
use righthand_domain::workflow::Details;
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
        /// Whether its rule makes its runs.
        #[serde(default)]
        makes: Makes,
        #[serde(default)]
        on_holidays: OnHolidays,
        /// Days of the rule whose run happens on another day.
        #[serde(default)]
        moved_days: Json<BTreeMap<Date, Date>>,
        /// Days on which it happens beside its rule.
        #[serde(default)]
        extra_days: Json<BTreeSet<Date>>,
        #[serde(default)]
        paused_from: Option<Date>,
        /// The day on which it goes on.
        #[serde(default)]
        paused_until: Option<Date>,
        #[serde(default)]
        closed_at: Option<Timestamp>,
        #[serde(default = "first_version")]
        workflow_version: i64,
        /// Its runs are about what lies in its queue, one after another.
        #[serde(default)]
        draws: bool,
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
        /// A later version has left it out; it stays for the runs that began with it.
        #[serde(default)]
        gone: bool,
        #[serde(default)]
        details: Json<Details>,
    }
}

/// What has no number of its own began with the first version.
fn first_version() -> i64 {
    1
}

impl Operation {
    /// One on a rule, that does as its rule says.
    pub fn new(id: OperationId, key: String, name: String, accountable_id: MemberId) -> Self {
        Self {
            id,
            key,
            name,
            area_id: None,
            accountable_id,
            rrule: String::new(),
            starts: String::new(),
            except_days: Json(Vec::new()),
            position: 0,
            makes: Makes::ByRule,
            on_holidays: OnHolidays::Keep,
            moved_days: Json::default(),
            extra_days: Json::default(),
            paused_from: None,
            paused_until: None,
            closed_at: None,
            workflow_version: 1,
            draws: false,
            version: 1,
        }
    }
}

impl Run {
    /// One of which nothing has begun.
    pub fn new(id: RunId, operation: &Operation, day: Date, due_at: Option<Timestamp>) -> Self {
        Self {
            id,
            operation_id: operation.id,
            day,
            title: None,
            workflow_version: operation.workflow_version,
            due_at,
            done_at: None,
            from_run_id: None,
            from_step_id: None,
            version: 1,
        }
    }
}

impl RunStep {
    /// One of which nothing has begun.
    pub fn new(id: RunStepId, run_id: RunId, step_id: StepId) -> Self {
        Self {
            id,
            run_id,
            step_id,
            done_at: None,
            spent_minutes: 0,
            member_id: None,
            answers: Json::default(),
            ticked: Json::default(),
            skipped: false,
            rounds: 0,
            sent_back: None,
            version: 1,
        }
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
    /// A version of an operation's workflow, with all its steps as they were.
    pub struct WorkflowVersion in "workflow_version" {
        id: WorkflowVersionId,
        operation_id: OperationId,
        number: i64,
        /// What is new in it, in words.
        note: String,
        steps: Json<Vec<Step>>,
        made_at: Timestamp,
        by_name: String,
    }
}

record! {
    /// One occurrence of an operation: made ahead of its day, or once something of it has begun.
    pub struct Run in "run" {
        id: RunId,
        operation_id: OperationId,
        day: Date,
        title: Option<String>,
        /// The version of the workflow that it began with.
        #[serde(default = "first_version")]
        workflow_version: i64,
        #[serde(default)]
        due_at: Option<Timestamp>,
        /// When its last step was done; `None` while one is open.
        #[serde(default)]
        done_at: Option<Timestamp>,
        /// The run whose step started it: what that one hands on comes in here.
        #[serde(default)]
        from_run_id: Option<RunId>,
        #[serde(default)]
        from_step_id: Option<StepId>,
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
        /// What was filled in, by the name of the field.
        #[serde(default)]
        answers: Json<BTreeMap<String, String>>,
        /// What was ticked off.
        #[serde(default)]
        ticked: Json<BTreeSet<String>>,
        /// Its condition did not hold: nobody has to do it.
        #[serde(default)]
        skipped: bool,
        /// How often it was sent back.
        #[serde(default)]
        rounds: i64,
        /// Why it was sent back the last time.
        #[serde(default)]
        sent_back: Option<String>,
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
