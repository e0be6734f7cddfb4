//! `/b/{business}/operations/content`: what will come runs be about, and for how long is there material?

use axum::response::Response;
use righthand_desk::operations::content::ready;

use super::content_page;
use crate::projects::here::Here;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// `GET /b/{business}/operations/content`.
pub(super) async fn page(visit: InBusiness) -> Result<Response, Answer> {
    let (content, here) = visit.read(|view| Ok((ready::content(view)?, Here::of(view)))).await?;
    let crumbs = vec![crumb("Operations", visit.at("/operations")), crumb_here("Content")];
    Ok(visit.page("Content", Place::Operations, crumbs, &content_page::content(&visit, &content, &here)))
}
