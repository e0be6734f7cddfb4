//! The page of one's own account: password, businesses, the way out.

use maud::{Markup, html};
use righthand_desk::sign_in::{PASSWORD_CHARS_MIN, Session};

use super::account::Account;
use super::{demonstration, preferences, sessions_page, tokens_page};
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
            (preferences::preferences(account))
            (sessions_page::sessions(account, visitor.now()))
            (tokens_page::tokens(visitor, account))
            (demonstration::businesses(session))
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
