//! `/b/{business}/projects/{key}/forecast`: when, how sure, what would help?

use axum::extract::Path;
use axum::response::Response;
use righthand_desk::projects::outlook;

use super::forecast_page;
use super::here::Here;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

pub(super) async fn page(visit: InBusiness, Path((_, key)): Path<(String, String)>) -> Result<Response, Answer> {
    let (outlook, here) = visit.read(move |view| Ok((outlook::outlook(view, &key)?, Here::of(view)))).await?;
    let project = visit.at(&format!("/projects/{}", outlook.glance.key));
    let crumbs = vec![
        crumb("Projects", visit.at("/projects")),
        crumb(outlook.glance.name.clone(), project),
        crumb_here("Forecast"),
    ];
    let title = format!("{}, forecast", outlook.glance.name);
    Ok(visit.page(&title, Place::Projects, crumbs, &forecast_page::forecast(&visit, &outlook, &here)))
}
