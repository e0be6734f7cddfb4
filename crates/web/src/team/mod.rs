//! The team: who has room, who is who, and the page of each member.

mod add_member;
mod hours_page;
mod invite;
mod invite_page;
mod mail;
mod member;
mod member_page;
mod overview;
mod pay_page;
mod people_page;
pub(crate) mod tabs;
mod team_page;
mod terms_page;

use axum::Router;
use axum::routing::get;

use crate::site::Site;

/// Its routes, in reading order.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/b/{business}/team", get(overview::show))
        .route("/b/{business}/team/new", get(add_member::show))
        .route("/b/{business}/team/invite", get(invite::show).post(invite::submit))
        .route("/b/{business}/team/{member}", get(member::show))
}

#[cfg(test)]
mod tests;
