//! Personal tokens: what programs act for somebody, and a form for another.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use righthand_desk::sign_in::{TOKEN_NAME_CHARS_MAX, TokenRow};

use super::account::Account;
use super::tokens::DAYS;
use crate::parts::{Choice, Field, Icon, Tone, button, fault_summary, note, select_field, words};
use crate::site::Visitor;

/// The row of the account; posts to `/you/tokens` and `/you/tokens/{handle}/end`.
pub(super) fn tokens(visitor: &Visitor, account: &Account) -> Markup {
    html! {
        div.set id="tokens" {
            div {
                h2 { "Personal tokens" }
                p { "For a program that acts for you through the API, in one business. It may no more than you may there. The API is described at " a.link href="/api/v1/openapi.json" { "/api/v1/openapi.json" } "." }
            }
            div.stack-2 {
                @if let Some(token) = &account.made { (made(token)) }
                @if account.tokens.is_empty() { p.sec { "None." } }
                ul { @for token in &account.tokens { (row(token, &account.zone, visitor.now())) } }
                @if visitor.session.memberships.is_empty() { p.sec { "A token is for a business, and you belong to none." } }
                @else { (form(visitor, account)) }
            }
        }
    }
}

fn made(token: &str) -> Markup {
    note(
        Tone::Accent,
        Icon::Key,
        &html! {
            p { b { "Copy the token now." } " It is shown only here. A program sends it as " code { "Authorization: Bearer …" } }
            div.field.mt2 {
                label for="f-token" { "The token" }
                input.inp id="f-token" type="text" readonly value=(token);
            }
            p.mt2 data-copies="f-token" hidden { (button("Copy the token").small().inert()) }
        },
    )
}

fn row(token: &TokenRow, zone: &TimeZone, now: Timestamp) -> Markup {
    let may = if token.scope == "write" { "reads and changes" } else { "reads" };
    html! {
        li.who {
            span.who-t {
                (token.name)
                small {
                    (may) " " (token.business_name) ", "
                    @match token.last_used { Some(at) => { "last used " (words::moment(at, zone, now)) }, None => "never used" }
                    @match token.ends { Some(at) => { ", ends " (words::moment(at, zone, now)) }, None => ", does not end by itself" }
                }
            }
            form method="post" action={ "/you/tokens/" (token.handle) "/end" } {
                button.btn.btn-s type="submit" { "End" span.vh { " the token " (token.name) } }
            }
        }
    }
}

fn form(visitor: &Visitor, account: &Account) -> Markup {
    let (typed, faults) = (&account.token, &account.token_faults);
    let memberships = &visitor.session.memberships;
    let businesses: Vec<Choice<'_>> = memberships
        .iter()
        .map(|membership| Choice { value: &membership.business_key, label: &membership.business_name })
        .collect();
    let scopes = [Choice { value: "read", label: "Read only" }, Choice { value: "write", label: "Read and change" }];
    let days: Vec<Choice<'_>> = DAYS.iter().map(|(value, label)| Choice { value, label }).collect();
    let or = |typed: &str, usual: &str| if typed.is_empty() { usual.to_owned() } else { typed.to_owned() };
    html! {
        details id="token-new" open[!faults.is_empty()] {
            summary.link.small { "Make a token" }
            // The answer is a page that is shown once: the browser goes there by itself.
            form.stack.mt2 method="post" action="/you/tokens" data-native="" {
                (fault_summary(faults))
                (Field::new("text", "name", "What it is for").id("f-token-name").value(&typed.name).fault(faults.of("name"))
                    .max_length(u32::try_from(TOKEN_NAME_CHARS_MAX).unwrap_or(u32::MAX)).autocomplete("off"))
                (select_field("business", "In which business", &businesses, &or(&typed.business, businesses.first().map_or("", |first| first.value)), None, faults.of("business")))
                div.form-2 {
                    (select_field("scope", "What it may do", &scopes, &or(&typed.scope, "read"), None, faults.of("scope")))
                    (select_field("days", "When it ends", &days, &or(&typed.days, "90"), None, faults.of("days")))
                }
                div.row { (button("Make the token").icon(Icon::Key)) }
            }
        }
    }
}
