//! `/advisor/invite`: a link with a manager's own name and rate, for somebody who wonders whether to hire them.

use axum::extract::Query;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use righthand_advisor::HiredRole;

use super::said::Said;
use super::{Pairs, framed};
use crate::http::{Served, percent_encode};
use crate::parts::{Choice, Field, button, select_field, words};
use crate::site::Site;

pub(super) async fn show(State(site): State<Site>, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Response {
    let said = Said::of(pairs);
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if matches!(site.served(), Served::Tls) { "https" } else { "http" };
    framed("A link for a client to come", &page(&said, &format!("{scheme}://{host}"))).into_response()
}

fn page(said: &Said, origin: &str) -> Markup {
    let roles: Vec<Choice<'_>> =
        [HiredRole::OnlineBusinessManager, HiredRole::ProjectManager, HiredRole::VirtualAssistant]
            .map(|role| Choice { value: role.as_str(), label: role.title() })
            .into();
    html! {
        header { h1.t28 { "A link for a client to come" } p.lede { "Whoever opens it answers the interview with your rate in it, and sees whether you are the right hire, another role is, or nobody yet. What they type stays in their browser: you never see it." } }
        form.panel.panel-p.stack method="get" action="/advisor/invite" {
            (Field::new("text", "by", "Your name").value(said.text("by")).autocomplete("name").max_length(120))
            (select_field("by_role", "You work as", &roles, said.text("by_role"), None, None))
            (Field::new("text", "by_hourly", "An hour of yours costs").value(said.text("by_hourly")).inputmode("decimal").narrow().optional())
            div { (button("Make the link").primary()) }
        }
        @if let Some((name, role, hourly)) = said.sender() {
            @let rate = hourly.map(|hourly| format!("&by_hourly={hourly}")).unwrap_or_default();
            @let link = format!("{origin}/advisor?by={}&by_role={}{rate}", percent_encode(name), role.as_str());
            section.panel.panel-p {
                h2 { "The link" }
                p.mt1 { a.link href=(link) { (link) } }
                p.small.sec.mt1 { "It names " (name) ", " (role.title()) @if hourly.is_some() { ", with that rate" } ". It holds nothing else, and needs no account." }
                p.small.mut.mt1 { (words::capital("send it by mail or message; it can be opened by as many as you like.")) }
            }
        }
        p.small { a.link href="/advisor" { "To the interview itself" } }
    }
}
