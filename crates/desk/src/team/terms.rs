//! View: on what terms somebody works, for the owner, whom the owner has named, and themselves (R17).

use righthand_domain::roles::{Grant, Permission, Role};
use righthand_domain::snapshot::{EngagementKind, Rate};
use righthand_domain::terms::RollOver;
use righthand_store::{select_sql, values};
use serde::Serialize;

use crate::act::role_refusal;
use crate::records::{Agreement, Member, PricedMilestone, RateViewer, hours};
use crate::view::{NotSeen, View};

/// What was agreed with a member.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Terms {
    pub kind: Option<EngagementKind>,
    pub start: Option<jiff::civil::Date>,
    pub end: Option<jiff::civil::Date>,
    pub rate: Rate,
    /// ISO 4217, where the business has said one.
    pub currency: Option<String>,
    /// What one piece is.
    pub piece: Option<String>,
    pub retainer_hours: Option<f64>,
    pub roll_over: Option<RollOver>,
    pub notice_days: Option<i64>,
    pub least_months: Option<i64>,
    pub review_weeks: Option<i64>,
    pub response_hours: Option<i64>,
    pub milestones: Vec<PricedMilestone>,
    /// Of the agreement; `None` before there is one.
    pub version: Option<i64>,
    /// The owner has named this member to see the rates of others; `None` where that is not the reader's to know.
    pub sees_rates: Option<bool>,
}

/// The terms of a member, or a refusal.
pub fn terms(view: &mut View<'_>, key: &str) -> Result<Terms, NotSeen> {
    let not_found = || NotSeen::NotFound(format!("member “{key}”"));
    let member = view.members()?.into_iter().find(|member| member.key == key).ok_or_else(not_found)?;
    if !may_see(view, &member)? {
        let why = "what others are paid is for the owner and those the owner names";
        return Err(NotSeen::Refused(role_refusal(Permission::SeeRates, Some(why))));
    }
    of(view, &member)
}

/// The terms of a member, where the reader may see them; nobody owes the owner any.
pub(super) fn seen(view: &mut View<'_>, member: &Member) -> Result<Option<Terms>, NotSeen> {
    if member.role != Role::Owner && may_see(view, member)? { of(view, member).map(Some) } else { Ok(None) }
}

/// May the reader see what everybody is paid: as the owner, or named by the owner (R17)?
pub(crate) fn sees_rates(view: &mut View<'_>) -> Result<bool, NotSeen> {
    let me = view.me.id;
    Ok(view.may(Permission::SeeRates) == Grant::Yes || is_named(view, me)?)
}

fn may_see(view: &mut View<'_>, member: &Member) -> Result<bool, NotSeen> {
    Ok(member.id == view.me.id || sees_rates(view)?)
}

fn is_named(view: &mut View<'_>, member: righthand_domain::ids::MemberId) -> Result<bool, NotSeen> {
    let select = select_sql!(RateViewer, "where business_id = $1 and member_id = $2");
    Ok(!view.tx.select::<RateViewer>(select, &values![member])?.is_empty())
}

fn of(view: &mut View<'_>, member: &Member) -> Result<Terms, NotSeen> {
    let select = select_sql!(Agreement, "where business_id = $1 and member_id = $2");
    let agreement = view.tx.select::<Agreement>(select, &values![member.id])?.into_iter().next();
    let tells_who = view.may(Permission::ManageTeam) == Grant::Yes || member.id == view.me.id;
    let sees_rates = if tells_who { Some(is_named(view, member.id)?) } else { None };
    let part = agreement.as_ref();
    Ok(Terms {
        kind: member.engagement_kind,
        start: member.engaged_from,
        end: member.engaged_until,
        rate: member.rate.clone().map(|rate| rate.0).unwrap_or_default(),
        currency: view.business.currency.clone(),
        piece: part.and_then(|agreement| agreement.piece.clone()),
        retainer_hours: part.and_then(|agreement| agreement.retainer_minutes).map(hours),
        roll_over: part.and_then(|agreement| agreement.roll_over),
        notice_days: part.and_then(|agreement| agreement.notice_days),
        least_months: part.and_then(|agreement| agreement.least_months),
        review_weeks: part.and_then(|agreement| agreement.review_weeks),
        response_hours: part.and_then(|agreement| agreement.response_hours),
        milestones: agreement.as_ref().map(|agreement| agreement.milestones.0.clone()).unwrap_or_default(),
        version: part.map(|agreement| agreement.version),
        sees_rates,
    })
}
