//! What just happened, in the past tense, with Undo.

use maud::{Markup, Render, html};

use super::hidden;

/// One at a time, ten seconds; a script takes it away, without one it goes with the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// "Article 37 given to Mireille".
    pub text: String,
    /// Where Undo posts to, and the event it takes back.
    pub undo: Option<(String, String)>,
}

impl Render for Toast {
    fn render(&self) -> Markup {
        html! {
            div.toast data-toast="" {
                span { (self.text) }
                @if let Some((action, event)) = &self.undo {
                    form method="post" action=(action) {
                        (hidden("event", event))
                        button type="submit" data-key="mod+z" { "Undo" }
                    }
                    kbd.only-l aria-hidden="true" { "Ctrl Z" }
                }
            }
        }
    }
}
