//! The business itself, its closed days, and what was lifted or brought in.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::{BusinessId, HolidayId, LiftId, MemberId, OriginId, TaskId};
use righthand_domain::snapshot::{Means, Zone};
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

impl Business {
    /// A new one that has said nothing of itself yet but where it is.
    pub fn new(id: BusinessId, key: &str, name: &str, time_zone: &Zone) -> Self {
        Self {
            id,
            key: key.to_owned(),
            name: name.to_owned(),
            time_zone: time_zone.name().to_owned(),
            currency: None,
            working_week: None,
            means: Json(Means::default()),
            version: 1,
        }
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
