//! The page of one's own account: password, businesses, the way out.

use maud::{Markup, html};
use righthand_desk::sign_in::{PASSWORD_CHARS_MIN, Session};

use super::account::Account;
use super::{sessions_page, tokens_page};
use crate::parts::{Faults, Field, button, fault_summary, sentence_head};
use crate::site::Visitor;

/// `/you`; posts `before` and `password` to `/you/password`.
pub(super) fn account_page(visitor: &Visitor, account: &Account) -> Markup {
    let session = &visitor.session;
    let who = session.email.as_ref().map_or_else(
        || format!("{}, who signs in by a link.", session.name),
        |email| format!("{}, who signs in as {email}.", session.name),
    );
    html! {
        (sentence_head("Your account", &who, &html! {}))
        div.panel.setp {
            (password(session, &account.password_faults))
            (sessions_page::sessions(account, visitor.now()))
            (tokens_page::tokens(visitor, account))
            (businesses(session))
            div.set {
                div { h2 { "Sign out" } p { "Of this browser. Nothing else changes." } }
                div { form method="post" action="/sign-out" data-native="" { (button("Sign out")) } }
            }
        }
    }
}

fn password(session: &Session, faults: &Faults) -> Markup {
    let hint = format!("At least {PASSWORD_CHARS_MIN} characters; a sentence is good.");
    let title = if session.has_password { "Change your password" } else { "Set a password" };
    html! {
        div.set {
            div {
                h2 { (title) }
                @if session.email.is_none() {
                    p { "An e-mail address is needed to sign in by password, and this account has none. Ask for a link when you need one." }
                } @else {
                    p { "It signs you in without a link. Sessions in other browsers end when it changes." }
                }
            }
            div {
                form.stack method="post" action="/you/password" {
                    (fault_summary(faults))
                    @if session.has_password {
                        (Field::new("password", "before", "Password now").fault(faults.of("before")).autocomplete("current-password").max_length(1024))
                    }
                    (Field::new("password", "password", "New password").hint(&hint).fault(faults.of("password")).autocomplete("new-password").max_length(1024))
                    div.row { (button("Keep the password").primary()) }
                }
            }
        }
    }
}

fn businesses(session: &Session) -> Markup {
    html! {
        div.set {
            div { h2 { "Your businesses" } p { "What you may do in each is its owner's choice. Your hours, your clock and what is told to you are set in each one." } }
            div {
                @if session.memberships.is_empty() {
                    p.sec { "None at present. An invitation from a business opens one." }
                }
                ul.hols {
                    @for membership in &session.memberships {
                        li {
                            a.link href={ "/b/" (membership.business_key) "/projects" } { (membership.business_name) }
                            ", as " (membership.role.title().to_lowercase())
                        }
                    }
                }
            }
        }
    }
}
