//! What a link of an invitation or to sign in opens: one sentence, and one button.

use maud::{Markup, html};
use righthand_desk::sign_in::Invitation;

use crate::parts::{Look, button, link_button, plain_page};

/// Whom the link signs in.
pub(super) fn link_page(name: &str, action: &str) -> Markup {
    plain_page(
        "Sign in",
        Look::default(),
        &html! {
            h1.t28 { "Good to see you" }
            p.sec.mt1 { "This link works once. It is meant for " b { (name) } "." }
            form.mt4 method="post" action=(action) data-native="" { (button(format!("Sign in as {name}")).primary().big()) }
        },
    )
}

/// What is offered, and which account takes it up.
pub(super) fn invitation_page(invitation: &Invitation, signed_in_as: Option<&str>, action: &str) -> Markup {
    let title = format!("Join {}", invitation.business_name);
    plain_page(
        &title,
        Look::default(),
        &html! {
            h1.t28 { (title) }
            p.sec.mt1 {
                "A place is kept for " b { (invitation.name) } ", as " (invitation.role.title().to_lowercase()) ". This link works once."
            }
            @if let Some(name) = signed_in_as {
                p.mt2 { "You are signed in as " b { (name) } ". The place is taken up with this account; your other sessions end." }
            } @else {
                p.mt2 { "Have an account here already? " a.link href={ "/sign-in?back=" (action) } { "Sign in first" } ", and this page opens again." }
            }
            form.mt4 method="post" action=(action) data-native="" { (button(&title).primary().big()) }
        },
    )
}

/// It has been used, or it is too old.
pub(super) fn used_up_page() -> Markup {
    plain_page(
        "This link no longer works",
        Look::default(),
        &html! {
            h1.t28 { "This link no longer works" }
            p.mt { "It has been used, or it is too old. Nothing is lost: ask whoever runs the business for a new one." }
            p.mt4 { (link_button("To the sign-in page", "/sign-in").primary()) }
        },
    )
}
