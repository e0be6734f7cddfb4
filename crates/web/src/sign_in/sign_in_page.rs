//! The sign-in page: e-mail and password, or a link by mail.

use maud::{Markup, html};

use crate::parts::{
    Faults, Field, Icon, Look, Tone, button, document, fault_summary, hidden, link_button, mark, note, plain_page,
};

/// What was typed, and what is wrong with it. A password is never sent back.
#[derive(Debug, Clone, Default)]
pub struct SignIn {
    pub email: String,
    /// Where to go on to; checked by [`crate::http::safe_return`].
    pub back: Option<String>,
    pub faults: Faults,
    /// The last session ended by time or by signing out elsewhere.
    pub ended: bool,
    /// Mail can be sent, so that a link can.
    pub by_link: bool,
}

/// `/sign-in`; posts `email`, `password`, `back` to `/sign-in`, or `email`, `back` to `/sign-in/link`.
pub fn sign_in_page(form: &SignIn, look: Look) -> Markup {
    document(
        "Sign in",
        look,
        None,
        &html! {
            main.auth id="main" tabindex="-1" {
                div.auth-l {
                    div.row { (mark()) b { "Righthand" } }
                    form.auth-f method="post" action="/sign-in" {
                        div {
                            h1.t28 { "Good to see you" }
                            p.sec.mt1 { "The desk for whoever is the right hand." }
                        }
                        @if form.ended && form.faults.is_empty() {
                            (note(Tone::Accent, Icon::Clock, &html! { p { "Your session ended. Sign in, and you are back where you were." } }))
                        }
                        (fault_summary(&form.faults))
                        @if let Some(back) = &form.back { (hidden("back", back)) }
                        (Field::new("email", "email", "E-mail").value(&form.email).fault(form.faults.of("email"))
                            .autocomplete("username").max_length(254).big())
                        (Field::new("password", "password", "Password").fault(form.faults.of("password"))
                            .autocomplete("current-password").max_length(256).big())
                        (button("Sign in").primary().big().icon(Icon::Key))
                        @if form.by_link {
                            p.or { "or" }
                            // Without a password: the browser must not ask for one.
                            button.btn.btn-big type="submit" formaction="/sign-in/link" formmethod="post" formnovalidate { "Send me a link" }
                            p.small.mut { "A link works once, for ten minutes. A guest link opens what was shared, without an account." }
                        }
                    }
                    div {}
                }
                div.auth-r aria-hidden="true" { (picture()) }
            }
        },
    )
}

/// After "Send me a link". It says the same whether the address is known or not.
pub fn link_sent_page(email: &str, look: Look) -> Markup {
    plain_page(
        "A link is on its way",
        look,
        &html! {
            h1.t28 { "A link is on its way" }
            p.mt { "If " b { (email) } " has an account here, a mail with a link arrives within a minute. It works once, for ten minutes." }
            p.sec.mt2 { "Nothing there? Look among the unwanted mail, and whether the address is spelt right." }
            p.mt4 { (link_button("Back to sign in", "/sign-in")) }
        },
    )
}

/// Six projects on their way: row, start, width, done, hue; the tail and the flag follow from them.
fn picture() -> Markup {
    const BARS: [(u32, u32, u32, &str); 6] = [
        (40, 250, 155, "ok"),
        (10, 330, 165, "risk"),
        (120, 200, 160, "ok"),
        (210, 260, 78, "ok"),
        (60, 180, 180, "ok"),
        (300, 190, 0, "ok"),
    ];
    html! {
        svg.g.authg viewBox="0 0 600 380" {
            @for (i, (x, width, done, hue)) in BARS.iter().enumerate() {
                @let y = 31 + 56 * i;
                @let end = x + width;
                path.ln2 d={ "M0 " (y + 37) "H600" } {}
                rect class={ "p-" (hue) } x=(x) y=(y) width=(width) height="18" rx="4" {}
                @if *done > 0 { rect class={ "pd-" (hue) } x=(x) y=(y) width=(done) height="18" rx="4" {} }
                @if done < width {
                    path class={ "tail-" (hue) } d={ "M" (end) " " (y) "L" (end + 70) " " (y + 8) "V" (y + 10) "L" (end) " " (y + 18) "Z" } {}
                    path.dueline d={ "M" (end + 38) " " (y - 6) "V" (y + 24) } {}
                    path.ms d={ "M" (end + 38) " " (y - 6) "h8v6h-8z" } {}
                }
            }
            path.now d="M262 6V366" {}
        }
    }
}
