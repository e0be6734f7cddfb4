//! The demonstration beside one's own business: loaded and removed from the account.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use righthand_desk::demonstration::{load_beside, remove_beside};
use righthand_desk::sign_in::Session;
use righthand_domain::roles::Role;

use super::account::back;
use crate::parts::{button, tag};
use crate::site::{Answer, Site, Visitor, blocking};

/// `POST /you/demonstration`: for whoever owns a business, which it stands beside.
pub(super) async fn load(State(site): State<Site>, visitor: Visitor) -> Result<Response, Answer> {
    if !may_load(&visitor.session) {
        return Err(Answer::Closed(
            "The demonstration stands beside a business of one’s own. Set one up first.".into(),
        ));
    }
    let (desk, user) = (site.desk().clone(), visitor.session.user);
    let key = blocking(move || load_beside(&desk, user)).await?.map_err(|error| Answer::Broken(error.to_string()))?;
    Ok(Redirect::to(&format!("/b/{key}/projects")).into_response())
}

/// `POST /you/demonstration/remove`.
pub(super) async fn remove(State(site): State<Site>, visitor: Visitor) -> Result<Response, Answer> {
    let (desk, user) = (site.desk().clone(), visitor.session.user);
    let removed = blocking(move || remove_beside(&desk, user)).await??;
    let text =
        if removed { "The demonstration is removed. It can be loaded again." } else { "There was no demonstration." };
    Ok(back(&site, text))
}

/// Whether somebody owns a business beside which it can stand.
fn may_load(session: &Session) -> bool {
    session.memberships.iter().any(|membership| membership.role == Role::Owner && !membership.demonstrates)
}

/// The businesses of somebody, and the demonstration among them or to be had.
pub(super) fn businesses(session: &Session) -> Markup {
    let has_one = session.memberships.iter().any(|membership| membership.demonstrates);
    html! {
        div.set id="businesses" {
            div { h2 { "Your businesses" } p { "What you may do in each is its owner’s choice." } }
            div.stack-2 {
                @if session.memberships.is_empty() {
                    p.sec { "None at present. An invitation from a business opens one." }
                }
                ul {
                    @for membership in &session.memberships {
                        li.who {
                            span.who-t {
                                a.link href={ "/b/" (membership.business_key) "/projects" } { (membership.business_name) }
                                @if membership.demonstrates { " " (tag("demonstration", true)) }
                                small { "as " (membership.role.title().to_lowercase()) }
                            }
                            @if membership.demonstrates {
                                form method="post" action="/you/demonstration/remove" { (button("Remove it").small()) }
                            }
                        }
                    }
                }
                @if may_load(session) && !has_one {
                    form.row.row-w.mt id="demonstration" method="post" action="/you/demonstration" data-native="" {
                        (button("Look at a demonstration").small())
                        span.small.sec { "Harbour Clay, a pottery school with seventeen people, beside your own business. It is yours to try things out in, and is removed by one button." }
                    }
                }
            }
        }
    }
}
