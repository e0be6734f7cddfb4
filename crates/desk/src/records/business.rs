//! The business itself, its closed days, and what was lifted or brought in.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::{BusinessId, HolidayId, LiftId, MemberId, OriginId, TaskId};
use righthand_domain::snapshot::Means;
use righthand_store::{Json, record};

use crate::input::Week;

record! {
    /// The company: its own tenant.
    pub struct Business in "business" {
        id: BusinessId,
        key: String,
        name: String,
        time_zone: String,
        currency: Option<String>,
        working_week: Option<Json<Week>>,
        means: Json<Means>,
    }
}

record! {
    /// A day on which nobody works.
    pub struct Holiday in "holiday" {
        id: HolidayId,
        day: Date,
        name: Option<String>,
    }
}

record! {
    /// A rule lifted for an engagement (R2, R3) or for one task (R3), with the reason that is kept.
    pub struct Lift in "lift" {
        id: LiftId,
        rule: String,
        member_id: MemberId,
        task_id: Option<TaskId>,
        reason: String,
        lifted_by: MemberId,
        lifted_at: Timestamp,
    }
}

record! {
    /// Where a thing came from, so that importing again updates instead of doubling.
    pub struct Origin in "origin" {
        id: OriginId,
        source: String,
        kind: String,
        external_id: String,
        thing: String,
        thing_id: String,
        fingerprint: String,
    }
}
