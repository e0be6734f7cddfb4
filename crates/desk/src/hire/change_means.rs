//! Changes what the advisor knows about money: the owner's hour, the budget, what help costs, revenue and reserve.

use righthand_domain::roles::Permission;
use righthand_domain::snapshot::{Market, Means, Rate};
use righthand_store::Json;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Patch;
use crate::records::Business;

/// Months of revenue that are kept: three count.
pub(crate) const MONTHS_MAX: usize = 24;

/// Changes what is named; what is not named stays as it is. Money in the business's currency.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeMeans {
    /// What an hour of the owner's is worth.
    #[serde(default)]
    pub owner_hour_value: Patch<f64>,
    /// What help may cost a month.
    #[serde(default)]
    pub budget_per_month: Patch<f64>,
    #[serde(default)]
    pub reserve: Patch<f64>,
    /// The last months, the latest last.
    #[serde(default)]
    pub revenue_per_month: Patch<Vec<f64>>,
    /// An hour of a project manager where the owner hires.
    #[serde(default)]
    pub project_manager_hourly: Patch<f64>,
    #[serde(default)]
    pub online_business_manager_hourly: Patch<f64>,
    #[serde(default)]
    pub virtual_assistant_hourly: Patch<f64>,
    #[serde(default)]
    pub specialist_hourly: Patch<f64>,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeMeans {
    const NAME: &'static str = "change_means";
    const SUMMARY: &'static str =
        "Say what the advisor reckons with: the owner's hour, budget, rates, revenue, reserve";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Patch, "/means");
    const PAGE: &'static str = "/hire/duties";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.business()?;
        let means = &before.means.0;
        let market = means.market.clone().unwrap_or_default();
        let market = Market {
            project_manager: rate(self.project_manager_hourly, market.project_manager),
            online_business_manager: rate(self.online_business_manager_hourly, market.online_business_manager),
            virtual_assistant: rate(self.virtual_assistant_hourly, market.virtual_assistant),
            specialist: rate(self.specialist_hourly, market.specialist),
        };
        if let Patch::Set(months) = &self.revenue_per_month
            && months.len() > MONTHS_MAX
        {
            return Err(Stop::invalid("/revenue_per_month", format!("the last {MONTHS_MAX} months are enough")));
        }
        let after = Means {
            owner_hour_value: self.owner_hour_value.or(means.owner_hour_value),
            budget_per_month: self.budget_per_month.or(means.budget_per_month),
            reserve: self.reserve.or(means.reserve),
            revenue_per_month: self.revenue_per_month.clone().or(means.revenue_per_month.clone()),
            market: (market != Market::default()).then_some(market),
        };
        let after = Business { means: Json(after), ..before.clone() };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about("What the advisor reckons with changed", &after.key, version))
    }
}

fn rate(hourly: Patch<f64>, before: Option<Rate>) -> Option<Rate> {
    let rate = before.unwrap_or_default();
    let rate = Rate { hourly: hourly.or(rate.hourly), ..rate };
    (rate != Rate::default()).then_some(rate)
}
