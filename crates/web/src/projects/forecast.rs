//! `/b/{business}/projects/{key}/forecast`: when, how sure, what would help?

use axum::extract::{Path, Query};
use axum::response::Response;
use righthand_desk::projects::outlook;
use righthand_desk::what_if;
use righthand_domain::plan::Supposition;
use serde::Deserialize;

use super::forecast_page;
use super::here::Here;
use crate::site::{Answer, InBusiness, Place, blocking, crumb, crumb_here};
use crate::what_if::PATIENCE;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Place of the lever that is tried, from 1 on.
    #[serde(rename = "try")]
    tried: Option<usize>,
}

pub(super) async fn page(
    visit: InBusiness,
    Path((_, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Answer> {
    let (outlook, here) = visit.read(move |view| Ok((outlook::outlook(view, &key)?, Here::of(view)))).await?;
    let project = visit.at(&format!("/projects/{}", outlook.glance.key));
    let crumbs = vec![
        crumb("Projects", visit.at("/projects")),
        crumb(outlook.glance.name.clone(), project),
        crumb_here("Forecast"),
    ];
    let place = asked.tried.and_then(|place| place.checked_sub(1));
    let lever = place.and_then(|place| outlook.levers.get(place));
    let tried = match (place, lever) {
        (Some(place), Some(lever)) => {
            let change = Some((outlook.glance.key.clone(), lever.change.clone()));
            let supposition = Supposition { change, ..Supposition::default() };
            let (desk, actor) = (visit.visitor.site.desk().clone(), visit.actor());
            let compared = move || what_if::compared(&desk, &actor, &supposition, PATIENCE);
            Some((place, blocking(compared).await??))
        }
        _ => None,
    };
    let title = format!("{}, forecast", outlook.glance.name);
    Ok(visit.page(&title, Place::Projects, crumbs, &forecast_page::forecast(&visit, &outlook, tried.as_ref(), &here)))
}
