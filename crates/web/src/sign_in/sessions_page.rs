//! Where somebody is signed in: a row for each browser, and a button that ends it.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use righthand_desk::sign_in::Begun;

use super::account::Account;
use super::device::device;
use crate::parts::{button, tag, words};

/// The row of the account; posts to `/you/sessions/{handle}/end` and `/you/sessions/end-others`.
pub(super) fn sessions(account: &Account, now: Timestamp) -> Markup {
    let others = account.sessions.iter().filter(|session| !session.is_this).count();
    html! {
        div.set id="sessions" {
            div { h2 { "Where you are signed in" } p { "A browser you do not know, or have left behind? End it here, and it has to sign in again." } }
            div.stack-2 {
                ul { @for session in &account.sessions { (row(session, &account.zone, now)) } }
                @if others > 1 {
                    form.mt method="post" action="/you/sessions/end-others" { (button(format!("End the other {}", words::number(others as u64)))) }
                }
            }
        }
    }
}

fn row(session: &Begun, zone: &TimeZone, now: Timestamp) -> Markup {
    let device = device(session.agent.as_deref());
    html! {
        li.who {
            span.who-t {
                (device) @if session.is_this { " " (tag("this browser", true)) }
                small {
                    "last used " (words::moment(session.last_used, zone, now))
                    @if let Some(place) = &session.place { " from " (place) }
                    ", begun " (words::moment(session.began, zone, now))
                }
            }
            @if !session.is_this {
                form method="post" action={ "/you/sessions/" (session.handle) "/end" } {
                    button.btn.btn-s type="submit" { "End" span.vh { " the session of " (device) } }
                }
            }
        }
    }
}
