//! A sentence that stands out, with an icon.

use maud::{Markup, html};

use super::Icon;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Mind this.
    Risk,
    /// For your information, or asked of you.
    Accent,
    /// Something went wrong.
    Late,
    /// Something went well.
    Ok,
}

/// `inside` is paragraphs, and buttons if it asks for something.
pub fn note(tone: Tone, icon: Icon, inside: &Markup) -> Markup {
    let (class, icon) = match tone {
        Tone::Risk => ("note", icon.with_class("i fillst risk")),
        Tone::Accent => ("note note-a", icon.with_class("i")),
        Tone::Late => ("note note-l", icon.with_class("i fillst latec")),
        Tone::Ok => ("note note-o", icon.with_class("i")),
    };
    html! { div class=(class) { (icon) div.grow { (inside) } } }
}
