//! `/dev/mail`: the mails that would go out, with their links.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use righthand_desk::mail::Kept;

use super::written::{text, words};
use crate::parts::{Look, empty, plain_page, words as said};

/// Every mail as its reader would see it, and as text.
pub(super) fn outbox_page(mails: &[Kept], origin: &str, now: Timestamp) -> Markup {
    plain_page(
        "Outbox",
        Look::default(),
        &html! {
            h1.t28 { "Outbox" }
            p.sec.mt1 { "No mail server is named, so mail stays here. Only this machine sees this page; its links work." }
            @if mails.is_empty() { (empty("No mail yet", "Invite somebody, or ask for a link to sign in.", &html! {})) }
            @for (number, mail) in mails.iter().enumerate() {
                section.panel.panel-p.mt2 aria-labelledby=(format!("mail-{number}")) {
                    h2 id=(format!("mail-{number}")) { (mail.subject) }
                    p.small.mut { "to " (mail.to) ", " (said::moment(mail.at, &TimeZone::UTC, now)) " UTC" }
                    div.stack-2.mt1 { (words(&mail.body, origin)) }
                    details.mt2 {
                        summary { "As text" }
                        pre.small tabindex="0" { (text(&mail.body, origin)) }
                    }
                }
            }
        },
    )
}
