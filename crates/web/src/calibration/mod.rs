//! `/b/{business}/calibration`: how true were the forecasts?

mod calibration_page;

use axum::Router;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use axum::routing::get;
use righthand_desk::forecasts::calibration;

use crate::site::{Answer, InBusiness, Place, Site, crumb, crumb_here};

/// Its routes.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/b/{business}/calibration", get(show))
}

/// Of what.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Of {
    #[default]
    All,
    Projects,
    Tasks,
    Steps,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    of: Of,
}

async fn show(visit: InBusiness, asked: Result<Query<Asked>, QueryRejection>) -> Result<Response, Answer> {
    // A word that is none is a link cut short: all of it helps more than a fault.
    let of = asked.map(|Query(asked)| asked.of).unwrap_or_default();
    let (calibration, zone) = visit.read(|view| Ok((calibration::calibration(view)?, view.zone.clone()))).await?;
    let crumbs = vec![crumb("Projects", visit.at("/projects")), crumb_here("How true forecasts were")];
    let content = calibration_page::page(&visit, &calibration, &zone, of);
    Ok(visit.page("How true forecasts were", Place::Projects, crumbs, &content))
}
