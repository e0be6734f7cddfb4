//! The business itself, its closed days, and what was lifted or brought in.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::{
    BusinessId, HolidayId, ImportMappingId, LiftId, MemberId, ObservanceId, OriginId, RegionId, TaskId,
};
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
        /// For everybody; else not for those who have the holidays of a region of their own.
        closure: bool,
    }
}

record! {
    /// The holidays of a place, as a calendar brought them.
    pub struct Region in "region" {
        id: RegionId,
        key: String,
        name: String,
        days: Json<Vec<RegionDay>>,
    }
}

/// A holiday of a region.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RegionDay {
    pub day: Date,
    pub name: String,
}

record! {
    /// Whose holidays those of a region are: a member's, or without one the business's.
    pub struct Observance in "observance" {
        id: ObservanceId,
        region_id: RegionId,
        member_id: Option<MemberId>,
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

record! {
    /// What somebody said that the columns of a table are.
    pub struct ImportMapping in "import_mapping" {
        id: ImportMappingId,
        kind: String,
        /// The names of the columns, small enough to look for.
        header_print: String,
        /// As `--map` takes them.
        said: Json<Vec<String>>,
    }
}
