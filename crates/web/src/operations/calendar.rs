//! `/b/{business}/operations`: does everything regular happen?

use axum::extract::Query;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use righthand_desk::operations::calendar;
use serde::Deserialize;

use super::{calendar_page, list_page};
use crate::projects::here::Here;
use crate::site::{Answer, InBusiness, Place, crumb_here};

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// `list`, or the calendar.
    pub view: String,
    /// `week`, or four weeks.
    pub span: String,
    /// A day of the first week that is shown; today where empty.
    pub from: String,
    /// Key of an operation.
    pub operation: String,
}

impl Asked {
    pub(super) fn weeks(&self) -> i64 {
        if self.span == "week" { 1 } else { 4 }
    }

    /// The same page with one thing asked for otherwise; empty takes it away.
    pub(super) fn with(&self, name: &str, value: &str) -> String {
        let own = [("view", &self.view), ("span", &self.span), ("from", &self.from), ("operation", &self.operation)];
        let parts: Vec<String> = own
            .into_iter()
            .map(|(key, now)| (key, if key == name { value } else { now.as_str() }))
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| format!("{key}={}", crate::http::percent_encode(value)))
            .collect();
        format!("?{}", parts.join("&"))
    }
}

pub(super) async fn page(visit: InBusiness, Query(asked): Query<Asked>) -> Result<Response, Answer> {
    if asked.view == "list" {
        let (rows, here) = visit.read(|view| Ok((calendar::list(view)?, Here::of(view)))).await?;
        let content = list_page::list(&visit, &rows, &here);
        return Ok(visit.page("Operations", Place::Operations, vec![crumb_here("Operations")], &content));
    }
    let (from, weeks, only) = (asked.from.parse::<Date>().ok(), asked.weeks(), asked.operation.clone());
    let (calendar, here) = visit
        .read(move |view| {
            let from = from.unwrap_or(view.today);
            let only = Some(only.as_str()).filter(|key| !key.is_empty());
            Ok((calendar::calendar(view, from, weeks, only)?, Here::of(view)))
        })
        .await?;
    let content = calendar_page::calendar(&visit, &calendar, &asked, &here);
    Ok(visit.page("Operations", Place::Operations, vec![crumb_here("Operations")], &content))
}

/// The first day of the calendar before and after.
pub(super) fn neighbours(first: Date, weeks: i64) -> (String, String) {
    let days = (weeks * 7).days();
    (first.saturating_sub(days).to_string(), first.saturating_add(days).to_string())
}
