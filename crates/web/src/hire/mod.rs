//! Hire: the duties, the advisor's answer with all that it rests on, and the brief of the role.

mod after_page;
mod answer;
pub(crate) mod answer_page;
mod assumptions_page;
pub(crate) mod brief_page;
mod candidate_page;
mod candidates;
mod candidates_page;
mod duties;
pub(crate) mod duties_page;
pub(crate) mod roles_page;
pub(crate) mod scenarios_page;

use std::time::Duration;

use axum::Router;
use axum::routing::get;
use maud::Markup;
use righthand_advisor::HiredRole;
use righthand_desk::hire::advice::Words;

use crate::parts::{Tab, tabs, words};
use crate::site::{InBusiness, Site};

/// How long a page waits for the full answer before it shows a first one.
const PATIENCE: Duration = Duration::from_millis(150);

/// Its routes, in reading order.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/b/{business}/hire", get(answer::page))
        .route("/b/{business}/hire/answer", get(answer::page))
        .route("/b/{business}/hire/duties", get(duties::page))
        .route("/b/{business}/hire/candidates", get(candidates::page))
        .route("/brief/{business}/{link}", get(candidates::shared))
        .route("/b/{business}/hire/brief", get(answer::brief))
        .route("/b/{business}/hire/after", get(answer::after))
        .route("/b/{business}/hire/roles", get(answer::roles))
}

/// The pages of hiring, in the order in which one goes through them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Duties,
    Answer,
    Brief,
    Candidates,
    After,
    Roles,
}

fn pages(visit: &InBusiness, here: Page) -> Markup {
    let (duties, answer, brief) = (visit.at("/hire/duties"), visit.at("/hire/answer"), visit.at("/hire/brief"));
    let candidates = visit.at("/hire/candidates");
    let after = visit.at("/hire/after");
    let roles = visit.at("/hire/roles");
    tabs(
        "Hire",
        &[
            Tab { label: "1 Duties", href: &duties, count: None, current: here == Page::Duties },
            Tab { label: "2 Answer", href: &answer, count: None, current: here == Page::Answer },
            Tab { label: "3 Role brief", href: &brief, count: None, current: here == Page::Brief },
            Tab { label: "4 Candidates", href: &candidates, count: None, current: here == Page::Candidates },
            Tab { label: "After the hire", href: &after, count: None, current: here == Page::After },
            Tab { label: "The roles", href: &roles, count: None, current: here == Page::Roles },
        ],
    )
}

/// "a project manager", "an online business manager".
fn with_article(role: HiredRole) -> String {
    let article = if role == HiredRole::OnlineBusinessManager { "an" } else { "a" };
    format!("{article} {}", role.title())
}

/// Whole money in the business's currency.
fn money(of: &Words, amount: f64) -> String {
    let whole = amount.round();
    match &of.currency {
        Some(currency) => words::money((whole * 100.0) as i64, currency),
        None => {
            let sign = if whole < 0.0 { "−" } else { "" };
            format!("{sign}{}", words::count(whole.abs() as u64))
        }
    }
}

/// "4.5 h".
fn hours(hours: f64) -> String {
    words::hours((hours * 60.0).round() as i64)
}
