//! The HTML document around every page.

use maud::{DOCTYPE, Markup, html};

use crate::assets;

/// What the reader has set for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// `None` follows the system; `Some("light")` or `Some("dark")` is written on `html`, so nothing flashes.
    pub theme: Option<&'static str>,
    /// Whether single letters act as keys.
    pub single_keys: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { theme: None, single_keys: true }
    }
}

/// `title` as the browser's tab shows it, most particular first: "Glaze Library · Harbour Clay".
/// `live` is the address of the stream and the topics that concern this page.
pub fn document(title: &str, look: Look, live: Option<(&str, &[&str])>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" data-theme=[look.theme] data-keys=[(!look.single_keys).then_some("off")] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content=(look.theme.unwrap_or("light dark"));
                title { (title) " · Righthand" }
                link rel="icon" type="image/svg+xml" href=(assets::path("favicon.svg"));
                link rel="stylesheet" href=(assets::path("tokens.css"));
                link rel="stylesheet" href=(assets::path("ui.css"));
                link rel="stylesheet" href=(assets::path("product.css"));
                @if let Some((stream, topics)) = live {
                    meta name="righthand-live" content=(stream) data-topics=(topics.join(" "));
                }
                @for script in assets::scripts() { link rel="modulepreload" href=(script); }
                script type="module" src=(assets::path("app.js")) {}
            }
            body {
                // Off time is hatched; a pattern must be in the page that uses it.
                svg.vh width="0" height="0" aria-hidden="true" {
                    defs {
                        pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                            rect.hp0 width="5" height="5" {}
                            path.hp1 d="M0 0V5" {}
                        }
                    }
                }
                (body)
                // Spoken to screen readers by the scripts; stays when the page is refreshed.
                div.vh id="said" role="status" aria-live="polite" {}
            }
        }
    }
}

/// A page without navigation: one panel in the middle. Sign-in trouble, errors, guests.
pub fn plain_page(title: &str, look: Look, inside: &Markup) -> Markup {
    document(
        title,
        look,
        None,
        &html! {
            main.guest id="main" tabindex="-1" {
                p.row.small { (super::mark()) b { "Righthand" } }
                article.panel.guest-p { (inside) }
            }
        },
    )
}
