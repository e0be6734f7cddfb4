//! Nothing here, and could not be loaded: what would be here, and the first step.

use maud::{Markup, html};

/// `step` is a button or link, or empty markup where all is well.
pub fn empty(title: &str, text: &str, step: &Markup) -> Markup {
    html! {
        div.empty {
            svg.art viewBox="0 0 72 48" aria-hidden="true" {
                path d="M6 40H66M12 30H40M20 20H52" {}
                circle.hi cx="58" cy="20" r="3.5" {}
                path d="M12 10H30" {}
            }
            h2 { (title) }
            p { (text) }
            (step)
        }
    }
}

/// Something could not be loaded: what happened, what is safe, and "Try again" at `href`.
pub fn failed(text: &str, href: &str) -> Markup {
    empty("This could not be loaded", text, &html! { (super::link_button("Try again", href).small()) })
}
