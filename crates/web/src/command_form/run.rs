//! The page of one run of an operation.

use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use righthand_desk::operations::run;

use super::run_page::run_page;
use crate::projects::here::Here;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// `GET /b/{business}/operations/{operation}/runs/{day}`.
pub(super) async fn show(
    visit: InBusiness,
    Path((_, operation, day)): Path<(String, String, String)>,
) -> Result<Response, Answer> {
    let day: Date = day.parse().map_err(|_| Answer::NothingHere)?;
    let (run, here, flexible) =
        visit.read(move |view| Ok((run::run(view, &operation, day)?, Here::of(view), view.me.flexible))).await?;
    let title = run.title.clone().unwrap_or_else(|| run.name.clone());
    let crumbs = vec![
        crumb("Operations", visit.at("/operations")),
        crumb(&run.name, visit.at(&format!("/operations/{}", run.operation))),
        crumb_here(&title),
    ];
    let content = run_page(&visit, &run, &title, &here, flexible);
    Ok(visit.page(&title, Place::Operations, crumbs, &content))
}
