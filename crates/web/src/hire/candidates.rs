//! `/b/{business}/hire/candidates`: the roles that are open, and `/brief/{business}/{link}`: a brief without an account.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use maud::html;
use righthand_desk::hire::board;

use super::{brief_page, candidate_page, candidates_page};
use crate::parts::{Look, document, mark};
use crate::site::{Answer, InBusiness, Place, Site, blocking, crumb, crumb_here};

/// The board, or with `?candidate=key` the page of one candidate.
pub(super) async fn page(visit: InBusiness) -> Result<Response, Answer> {
    let board = visit.read(board::board).await?;
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&visit.visitor.query).unwrap_or_default();
    let asked = pairs.iter().find(|(name, _)| name == "candidate").map(|(_, key)| key.as_str());
    let crumbs = vec![crumb("Hire", visit.at("/hire"))];
    let Some(key) = asked else {
        let content = candidates_page::page(&visit, &board);
        return Ok(visit.page("Candidates", Place::Hire, [crumbs, vec![crumb_here("Candidates")]].concat(), &content));
    };
    let found =
        board.openings.iter().find_map(|opening| Some((opening, opening.candidates.iter().find(|of| of.key == key)?)));
    let (opening, candidate) = found.ok_or(Answer::NothingHere)?;
    let content = candidate_page::page(&visit, &board, opening, candidate);
    let crumbs =
        [crumbs, vec![crumb("Candidates", visit.at("/hire/candidates")), crumb_here(&candidate.name)]].concat();
    Ok(visit.page(&candidate.name, Place::Hire, crumbs, &content))
}

/// A brief by its link, as whoever got it reads and prints it.
pub(super) async fn shared(
    State(site): State<Site>,
    Path((business, link)): Path<(String, String)>,
) -> Result<Response, Answer> {
    let desk = site.desk().clone();
    let brief = blocking(move || board::by_link(&desk, &business, &link)).await??.ok_or(Answer::NothingHere)?;
    let inside = html! {
        main.guest.guest-w id="main" tabindex="-1" {
            p.row.small.screen-only { (mark()) b { "Righthand" } }
            h1.vh { (brief.name) " at " (brief.business) }
            (brief_page::sheet(&brief_page::Sheet::of(&brief)))
            p.screen-only { button.btn type="button" hidden data-print="" { "Print, or save as PDF" } }
        }
    };
    Ok(document(&brief.name, Look::default(), None, &inside).into_response())
}
