//! What somebody is paid, and what else was agreed: by the hour, a retainer, by the piece, or a fixed price by milestones.

use righthand_domain::ids::AgreementId;
use righthand_domain::roles::{Permission, Role};
use righthand_domain::snapshot::Rate;
use righthand_domain::terms::RollOver;
use righthand_store::{Json, select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::contacts::line;
use crate::input::{NAME_CHARS_MAX, Patch};
use crate::records::{Agreement, Member, PricedMilestone, minutes};

/// Money in the business's currency: more is a slip of the finger.
pub(crate) const MONEY_MAX: f64 = 10_000_000.0;
/// Hours of a month of 31 days.
pub(crate) const RETAINER_HOURS_MAX: f64 = 744.0;
/// Milestones of a fixed price: more are tasks.
pub(crate) const MILESTONES_MAX: usize = 50;
/// Days of notice, weeks between reviews, months of a least term, hours to an answer: a year of days bounds each.
pub(crate) const COUNT_MAX: i64 = 366;

/// Sets what is named of the terms; what is not named stays as it is. One may be paid in several ways at once.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetTerms {
    /// Key of the member.
    pub member: String,
    /// Price of an hour.
    #[serde(default)]
    pub hourly: Patch<f64>,
    /// The retainer: price of a month.
    #[serde(default)]
    pub monthly: Patch<f64>,
    /// Price of a piece.
    #[serde(default)]
    pub per_piece: Patch<f64>,
    /// A fixed price for all. Where it is paid by milestones, their sum.
    #[serde(default)]
    pub fixed: Patch<f64>,
    /// What one piece is: an article.
    #[serde(default)]
    pub piece: Patch<String>,
    /// Hours a month that the retainer buys.
    #[serde(default)]
    pub retainer_hours: Patch<f64>,
    /// What becomes of hours of the retainer that were not used.
    #[serde(default)]
    pub roll_over: Patch<RollOver>,
    /// Days of notice that either side gives.
    #[serde(default)]
    pub notice_days: Patch<i64>,
    /// Months that the engagement lasts at least.
    #[serde(default)]
    pub least_months: Patch<i64>,
    /// Weeks from one review of the engagement to the next.
    #[serde(default)]
    pub review_weeks: Patch<i64>,
    /// Working hours within which they answer.
    #[serde(default)]
    pub response_hours: Patch<i64>,
    /// All parts of a fixed price; lines without a name are left out.
    #[serde(default)]
    pub milestones: Option<Vec<MilestoneInput>>,
    /// The version of the terms seen; a newer one is a conflict.
    #[serde(default)]
    pub version: Option<i64>,
}

/// A part of a fixed price.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MilestoneInput {
    #[serde(default)]
    pub name: String,
    /// In the business's currency.
    #[serde(default)]
    pub price: Option<f64>,
    /// Key of the milestone in the work, where it is one.
    #[serde(default)]
    pub task: Option<String>,
}

impl Command for SetTerms {
    const NAME: &'static str = "set_terms";
    const SUMMARY: &'static str = "Set what somebody is paid, roll-over, notice and reviews";
    const NEEDS: Permission = Permission::ManageTeam;
    const REST: Rest = Rest(Method::Patch, "/members/{member}/terms");
    const PAGE: &'static str = "/team/{member}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let member = act.member(&self.member)?;
        if member.role == Role::Owner {
            let why = format!("{} owns the business and works on no terms", member.name);
            return Err(Stop::invalid("/member", why));
        }
        let select = select_sql!(Agreement, "where business_id = $1 and member_id = $2");
        let before = act.select::<Agreement>(select, &values![member.id])?.into_iter().next();
        let id = before.as_ref().map_or_else(|| act.new_id::<AgreementId>(), |before| before.id);
        let blank = before.clone().unwrap_or_else(|| blank(id, &member));
        let after = self.agreement(act, blank)?;
        let rate = self.rate(&member, &after.milestones.0)?;
        let version = match &before {
            Some(before) => act.update(before, &after, self.version)?,
            None => {
                act.insert(&after)?;
                after.version
            }
        };
        act.update(&member, &Member { rate: rate.map(Json), ..member.clone() }, None)?;
        // No amount in the words: the history is read by more people than the terms (R17).
        Ok(Said::about(format!("Terms of {} set", member.name), &member.key, version))
    }
}

fn blank(id: AgreementId, member: &Member) -> Agreement {
    Agreement {
        id,
        member_id: member.id,
        piece: None,
        retainer_minutes: None,
        roll_over: None,
        notice_days: None,
        least_months: None,
        review_weeks: None,
        response_hours: None,
        milestones: Json(Vec::new()),
        version: 1,
    }
}

impl SetTerms {
    fn agreement(&self, act: &mut Act<'_>, before: Agreement) -> Result<Agreement, Stop> {
        let counted = |pointer: &str, patch: Patch<i64>, now: Option<i64>| match patch.or(now) {
            Some(count) if !(0..=COUNT_MAX).contains(&count) => {
                Err(Stop::invalid(pointer, format!("a whole number from 0 to {COUNT_MAX} is needed")))
            }
            count => Ok(count),
        };
        let retainer_minutes = match self.retainer_hours {
            Patch::Keep => before.retainer_minutes,
            Patch::Clear => None,
            Patch::Set(hours) if (0.0..=RETAINER_HOURS_MAX).contains(&hours) => Some(minutes(hours)),
            Patch::Set(_) => {
                return Err(Stop::invalid(
                    "/retainer_hours",
                    format!("a month has at most {RETAINER_HOURS_MAX} hours"),
                ));
            }
        };
        Ok(Agreement {
            piece: line("/piece", self.piece.clone().or(before.piece.clone()).as_deref(), NAME_CHARS_MAX)?,
            retainer_minutes,
            roll_over: self.roll_over.or(before.roll_over),
            notice_days: counted("/notice_days", self.notice_days, before.notice_days)?,
            least_months: counted("/least_months", self.least_months, before.least_months)?,
            review_weeks: counted("/review_weeks", self.review_weeks, before.review_weeks)?,
            response_hours: counted("/response_hours", self.response_hours, before.response_hours)?,
            milestones: match &self.milestones {
                None => before.milestones.clone(),
                Some(milestones) => Json(priced(act, milestones)?),
            },
            ..before
        })
    }

    /// The rate as the business file knows it; `None` where nothing is paid.
    fn rate(&self, member: &Member, milestones: &[PricedMilestone]) -> Result<Option<Rate>, Stop> {
        let before = member.rate.clone().map(|rate| rate.0).unwrap_or_default();
        let money = |pointer: &str, patch: Patch<f64>, now: Option<f64>| match patch.or(now) {
            Some(price) if !(0.0..=MONEY_MAX).contains(&price) => {
                Err(Stop::invalid(pointer, "a price from 0 to ten million is needed"))
            }
            price => Ok(price),
        };
        let fixed = money("/fixed", self.fixed, before.fixed)?;
        let rate = Rate {
            hourly: money("/hourly", self.hourly, before.hourly)?,
            monthly: money("/monthly", self.monthly, before.monthly)?,
            per_piece: money("/per_piece", self.per_piece, before.per_piece)?,
            fixed: if milestones.is_empty() { fixed } else { Some(milestones.iter().map(|part| part.price).sum()) },
        };
        Ok((rate != Rate::default()).then_some(rate))
    }
}

/// The parts of a fixed price, in order.
fn priced(act: &mut Act<'_>, milestones: &[MilestoneInput]) -> Result<Vec<PricedMilestone>, Stop> {
    if milestones.len() > MILESTONES_MAX {
        return Err(Stop::invalid("/milestones", format!("a fixed price has at most {MILESTONES_MAX} milestones")));
    }
    let mut priced = Vec::new();
    for (index, part) in milestones.iter().enumerate() {
        let pointer = |field: &str| format!("/milestones/{index}/{field}");
        let Some(name) = line(&pointer("name"), Some(&part.name), NAME_CHARS_MAX)? else { continue };
        let price = part.price.filter(|price| (0.0..=MONEY_MAX).contains(price));
        let price = price.ok_or_else(|| Stop::invalid(pointer("price"), "a price from 0 to ten million is needed"))?;
        let task = part.task.as_deref().filter(|key| !key.is_empty()).map(|key| act.task(key)).transpose()?;
        priced.push(PricedMilestone { name, price, task: task.map(|task| task.key) });
    }
    Ok(priced)
}
