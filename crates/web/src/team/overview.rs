//! The team's page: parse, ask, answer.

use axum::response::Response;
use righthand_desk::team::people;

use super::people_page::people_page;
use super::team_page::load_page;
use crate::site::{Answer, InBusiness, Place, crumb_here};

/// `GET /b/{business}/team?view=load|people`.
pub(super) async fn show(visit: InBusiness) -> Result<Response, Answer> {
    let team = visit.read(people::people).await?;
    let people = visit.visitor.query.split('&').any(|pair| pair == "view=people");
    let content = if people { people_page(&visit, &team) } else { load_page(&visit, &team) };
    Ok(visit.page("Team", Place::Team, vec![crumb_here("Team")], &content))
}
