//! People outside the team: the list, a new one, and the page of each.

mod contact_page;
mod list_page;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use righthand_desk::contacts::{list, one};
use righthand_domain::roles::Permission;

use crate::projects::here::Here;
use crate::site::{Answer, InBusiness, Place, Site, crumb, crumb_here};

/// Its routes.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/b/{business}/contacts", get(all))
        .route("/b/{business}/contacts/new", get(new))
        .route("/b/{business}/contacts/{contact}", get(show))
}

/// `GET /b/{business}/contacts`.
async fn all(visit: InBusiness) -> Result<Response, Answer> {
    let contacts = visit.read(list::contacts).await?;
    let crumbs = vec![crumb("Team", visit.at("/team")), crumb_here("Contacts")];
    Ok(visit.page("Contacts", Place::Team, crumbs, &list_page::list_page(&visit, &contacts)))
}

/// `GET /b/{business}/contacts/new`.
async fn new(visit: InBusiness) -> Result<Response, Answer> {
    visit.read(|view| view.need(Permission::KeepContacts)).await?;
    let crumbs = vec![crumb("Team", visit.at("/team")), crumb("Contacts", visit.at("/contacts")), crumb_here("New")];
    Ok(visit.page("A new contact", Place::Team, crumbs, &contact_page::new_page(&visit)))
}

/// `GET /b/{business}/contacts/{contact}`.
async fn show(visit: InBusiness, Path((_, key)): Path<(String, String)>) -> Result<Response, Answer> {
    let (contact, here) = visit.read(move |view| Ok((one::contact(view, &key)?, Here::of(view)))).await?;
    let crumbs = vec![
        crumb("Team", visit.at("/team")),
        crumb("Contacts", visit.at("/contacts")),
        crumb_here(contact.name.as_str()),
    ];
    Ok(visit.page(&contact.name, Place::Team, crumbs, &contact_page::contact_page(&visit, &contact, &here)))
}
