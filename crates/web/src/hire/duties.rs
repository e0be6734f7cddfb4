//! `/b/{business}/hire/duties`: what work there is, who has it, and what of it could go.

use axum::response::Response;
use righthand_desk::hire::inventory;

use super::duties_page;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

pub(super) async fn page(visit: InBusiness) -> Result<Response, Answer> {
    let inventory = visit.read(inventory::inventory).await?;
    let content = duties_page::page(&visit, &inventory);
    let crumbs = vec![crumb("Hire", visit.at("/hire")), crumb_here("Duties")];
    Ok(visit.page("Duties", Place::Hire, crumbs, &content))
}
