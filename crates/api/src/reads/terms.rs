//! On what terms somebody works, for the owner, whom the owner has named, and themselves (R17).

use righthand_desk::team::terms::{self, Terms as Agreed};
use righthand_domain::snapshot::EngagementKind;
use righthand_domain::terms::RollOver;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Read, json, look};
use crate::openapi::shape;

pub(super) const TERMS: Read = Read {
    name: "get_terms",
    path: "/businesses/{business}/members/{member}/terms",
    tag: "team",
    summary: "What somebody is paid and what else was agreed, where that is yours to see",
    query: &[],
    schema: |generator| generator.subschema_for::<Terms>(),
    read: |api, caller, asked| {
        let key = asked.path("member").to_owned();
        json(&Terms::of(look(api, caller, asked, move |view| terms::terms(view, &key))?))
    },
};

/// What was agreed with somebody; money in the business's currency.
#[derive(Debug, Serialize, JsonSchema)]
struct Terms {
    kind: Option<EngagementKind>,
    #[schemars(schema_with = "shape::maybe_date")]
    start: Option<String>,
    #[schemars(schema_with = "shape::maybe_date")]
    end: Option<String>,
    /// ISO 4217 code.
    currency: Option<String>,
    hourly: Option<f64>,
    /// The retainer.
    monthly: Option<f64>,
    per_piece: Option<f64>,
    fixed: Option<f64>,
    /// What one piece is.
    piece: Option<String>,
    /// Hours a month that the retainer buys.
    retainer_hours: Option<f64>,
    roll_over: Option<RollOver>,
    notice_days: Option<i64>,
    least_months: Option<i64>,
    review_weeks: Option<i64>,
    /// Working hours within which they answer.
    response_hours: Option<i64>,
    milestones: Vec<Milestone>,
    /// Of the agreement; null before there is one.
    version: Option<i64>,
}

/// A part of a fixed price.
#[derive(Debug, Serialize, JsonSchema)]
struct Milestone {
    name: String,
    price: f64,
    /// Key of the milestone in the work, where it is one.
    task: Option<String>,
}

impl Terms {
    fn of(agreed: Agreed) -> Self {
        let milestone = |part: righthand_desk::records::PricedMilestone| Milestone {
            name: part.name,
            price: part.price,
            task: part.task,
        };
        Self {
            kind: agreed.kind,
            start: agreed.start.map(|day| day.to_string()),
            end: agreed.end.map(|day| day.to_string()),
            currency: agreed.currency,
            hourly: agreed.rate.hourly,
            monthly: agreed.rate.monthly,
            per_piece: agreed.rate.per_piece,
            fixed: agreed.rate.fixed,
            piece: agreed.piece,
            retainer_hours: agreed.retainer_hours,
            roll_over: agreed.roll_over,
            notice_days: agreed.notice_days,
            least_months: agreed.least_months,
            review_weeks: agreed.review_weeks,
            response_hours: agreed.response_hours,
            milestones: agreed.milestones.into_iter().map(milestone).collect(),
            version: agreed.version,
        }
    }
}
