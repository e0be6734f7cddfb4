//! Money: what so many hours of a role cost, how many a budget pays, and whether the business has the means.

use righthand_domain::snapshot::{Rate, Snapshot};

use crate::facts::WEEKS_PER_MONTH;
use crate::{Assumptions, HiredRole};

/// Nobody is hired for more hours a week than this: a full week.
pub(crate) const HOURS_MAX: f64 = 40.0;

/// What a role costs in this business.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Price {
    pub(crate) hourly: Option<f64>,
    pub(crate) monthly: Option<f64>,
}

impl Price {
    /// The business's market rate, else the house's assumption.
    pub(crate) fn of(snapshot: &Snapshot, assumptions: &Assumptions, role: HiredRole) -> Self {
        let rate = rate(snapshot, role);
        let (hourly, monthly) = rate.map_or((None, None), |rate| (rate.hourly, rate.monthly));
        if hourly.is_none() && monthly.is_none() {
            return Self { hourly: Some(assumptions.of(role).hourly), monthly: None };
        }
        Self { hourly, monthly }
    }

    /// Money a month for so many hours a week; of two ways to pay, the cheaper.
    pub(crate) fn cost(self, hours: f64) -> f64 {
        let by_the_hour = self.hourly.map(|hourly| hourly * hours * WEEKS_PER_MONTH);
        match (by_the_hour, self.monthly) {
            (Some(hour), Some(month)) => hour.min(month),
            (Some(cost), None) | (None, Some(cost)) => cost,
            (None, None) => 0.0,
        }
    }

    /// Most hours a week that `budget` a month pays.
    pub(crate) fn hours_for(self, budget: f64) -> f64 {
        if self.monthly.is_some_and(|monthly| monthly <= budget) {
            return HOURS_MAX;
        }
        match self.hourly {
            Some(hourly) if hourly > 0.0 => (budget / (hourly * WEEKS_PER_MONTH)).min(HOURS_MAX),
            Some(_) => HOURS_MAX,
            None => 0.0,
        }
    }
}

/// Money an hour of a role, for what is told by the hour.
pub(crate) fn hourly(snapshot: &Snapshot, assumptions: &Assumptions, role: HiredRole) -> f64 {
    let price = Price::of(snapshot, assumptions, role);
    let by_the_month = || price.monthly.map(|monthly| monthly / (HOURS_MAX * WEEKS_PER_MONTH));
    price.hourly.or_else(by_the_month).unwrap_or_default()
}

/// The rate that the business names for a role.
pub(crate) fn rate(snapshot: &Snapshot, role: HiredRole) -> Option<&Rate> {
    let market = snapshot.business.means.market.as_ref()?;
    match role {
        HiredRole::VirtualAssistant => market.virtual_assistant.as_ref(),
        HiredRole::Specialist => market.specialist.as_ref(),
        HiredRole::ProjectManager => market.project_manager.as_ref(),
        HiredRole::OnlineBusinessManager => market.online_business_manager.as_ref(),
    }
}

/// Whether the business can carry a hire of `cost` a month: its revenue of three months, else its reserve. Where neither
/// is known it is not asked.
pub(crate) fn has_the_means(snapshot: &Snapshot, assumptions: &Assumptions, cost: f64) -> bool {
    const MONTHS: usize = 3;
    let means = &snapshot.business.means;
    if cost <= 0.0 || (means.revenue_per_month.is_none() && means.reserve.is_none()) {
        return true;
    }
    let revenue = means.revenue_per_month.as_deref().unwrap_or_default();
    let last = revenue.get(revenue.len().saturating_sub(MONTHS)..).unwrap_or_default();
    let average = if last.is_empty() { 0.0 } else { last.iter().sum::<f64>() / last.len() as f64 };
    let by_revenue = cost <= average * assumptions.share_of_revenue;
    let by_reserve = means.reserve.is_some_and(|reserve| reserve >= cost * assumptions.reserve_months);
    by_revenue || by_reserve
}
