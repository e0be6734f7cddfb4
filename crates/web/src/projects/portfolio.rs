//! `/b/{business}/projects`: which will be late?

use axum::extract::Query;
use axum::response::Response;
use righthand_desk::projects::{glance::Health, portfolio};
use serde::Deserialize;

use super::here::Here;
use super::portfolio_page::{self, Look};
use super::query::query_with;
use crate::site::{Answer, InBusiness, Place, crumb_here};

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// `list`, or the timeline.
    pub view: String,
    /// `weeks`, `months` or `quarters`; what fits where it is empty.
    pub scale: String,
    /// `timeline`: on a phone the timeline instead of the table.
    pub show: String,
    /// Key of a member.
    pub manager: String,
    /// Name of an area.
    pub area: String,
    /// `on_track`, `at_risk`, `late`, `unknown` or `closed`.
    pub state: String,
}

impl Asked {
    /// The same page with one thing asked for otherwise; empty takes it away.
    pub fn with(&self, name: &str, value: &str) -> String {
        let own = [
            ("view", self.view.as_str()),
            ("scale", self.scale.as_str()),
            ("show", self.show.as_str()),
            ("manager", self.manager.as_str()),
            ("area", self.area.as_str()),
            ("state", self.state.as_str()),
        ];
        query_with(&own, name, value)
    }

    fn takes(&self, glance: &righthand_desk::projects::glance::Glance) -> bool {
        let manager =
            self.manager.is_empty() || glance.manager.as_ref().is_some_and(|manager| manager.key == self.manager);
        let area = self.area.is_empty() || glance.area.as_ref().is_some_and(|area| *area == self.area);
        let state = match (self.state.as_str(), glance.health) {
            ("on_track", health) => matches!(health, Health::OnTrack | Health::Done),
            ("at_risk", health) => health == Health::AtRisk,
            ("late", health) => health == Health::Late,
            ("unknown", health) => matches!(health, Health::Unknown | Health::Stuck | Health::Tentative),
            _ => true,
        };
        manager && area && state
    }
}

pub(super) async fn page(visit: InBusiness, Query(asked): Query<Asked>) -> Result<Response, Answer> {
    let (portfolio, here) = visit.read(|view| Ok((portfolio::portfolio(view)?, Here::of(view)))).await?;
    let of_state = if asked.state == "closed" { &portfolio.closed } else { &portfolio.open };
    let shown = of_state.iter().filter(|glance| asked.takes(glance)).collect();
    let saved = crate::views::bar(&visit, "/projects").await?;
    let look = Look { portfolio: &portfolio, shown, asked: &asked, here: &here, saved };
    let content = portfolio_page::portfolio(&visit, &look);
    Ok(visit.page("Projects", Place::Projects, vec![crumb_here("Projects")], &content))
}
