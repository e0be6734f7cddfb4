//! What if: another future beside this one, and dates for work that somebody asks for.

mod promise;
mod promise_page;
mod rehearse;
pub(crate) mod rehearse_page;

use std::time::Duration;

use axum::Router;
use axum::routing::get;
use maud::{Markup, html};

use crate::parts::{self, Icon, Tab, Tone, note, tabs};
use crate::site::{InBusiness, Site};

/// How long a page waits for an answer before it says that it is being worked out: a page is felt as instant.
pub(crate) const PATIENCE: Duration = Duration::from_millis(200);

/// Its routes, in reading order.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/b/{business}/what-if", get(rehearse::page))
        .route("/b/{business}/what-if/promise", get(promise::page))
}

/// Title, sentence, and the other page.
fn head(visit: &InBusiness, sentence: &str, promise: bool) -> Markup {
    let (rehearse_at, promise_at) = (visit.at("/what-if"), visit.at("/what-if/promise"));
    html! {
        (parts::sentence_head("What if", sentence, &html! {}))
        (tabs("What if", &[
            Tab { label: "Rehearse", href: &rehearse_at, count: None, current: !promise },
            Tab { label: "Promise a date", href: &promise_at, count: None, current: promise },
        ]))
    }
}

/// The futures are being counted: the page shows them by itself, and without script by its link.
pub(crate) fn counting(visit: &InBusiness) -> Markup {
    note(
        Tone::Accent,
        Icon::Clock,
        &html! {
            p role="status" { "The futures are being counted. This page shows them as soon as they are there." }
            p.mt1 { a.link href=(visit.visitor.path) { "Look again" } }
        },
    )
}

/// Why there is no answer.
pub(crate) fn no_answer(why: &str) -> Markup {
    note(Tone::Risk, Icon::Risk, &html! { p { (why) } })
}

/// What the address asks for: names may come several times.
#[derive(Debug, Clone, Default)]
struct Query(Vec<(String, String)>);

impl Query {
    fn of(visit: &InBusiness) -> Self {
        Self(serde_urlencoded::from_str(&visit.visitor.query).unwrap_or_default())
    }

    fn all(&self, name: &str) -> Vec<String> {
        let named = self.0.iter().filter(|(other, value)| other == name && !value.trim().is_empty());
        named.map(|(_, value)| value.trim().to_owned()).collect()
    }

    fn one(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(other, _)| other == name).map_or("", |(_, value)| value.trim())
    }
}
