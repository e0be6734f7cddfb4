//! `/b/{business}/what-if`: what would this do to everything else?

use axum::response::Response;
use righthand_desk::what_if;
use righthand_domain::plan::{Away, Supposition};

use super::{PATIENCE, Query, rehearse_page};
use crate::projects::here::Here;
use crate::site::{Answer, InBusiness, Place, blocking, crumb, crumb_here};

/// What the address asks for.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    pub on: Vec<String>,
    pub off: Vec<String>,
    pub away: String,
    pub from: String,
    pub to: String,
    /// What is wrong with the days of the absence.
    pub fault: Option<&'static str>,
}

impl Asked {
    fn of(query: &Query) -> Self {
        let mut asked = Self {
            on: query.all("on"),
            off: query.all("off"),
            away: query.one("away").to_owned(),
            from: query.one("from").to_owned(),
            to: query.one("to").to_owned(),
            fault: None,
        };
        if !asked.away.is_empty() && asked.absence().is_none() {
            asked.fault = Some("Say the first and the last day, in this order");
        }
        asked
    }

    fn absence(&self) -> Option<Away> {
        let (from, to) = (self.from.parse().ok()?, self.to.parse().ok()?);
        (!self.away.is_empty() && from <= to).then(|| Away { person: self.away.clone(), from, to })
    }

    fn supposition(&self) -> Supposition {
        let (on, off) = (self.on.clone(), self.off.clone());
        Supposition { on, off, away: self.absence(), ..Supposition::default() }
    }
}

pub(super) async fn page(visit: InBusiness) -> Result<Response, Answer> {
    let asked = Asked::of(&Query::of(&visit));
    let here = visit.read(|view| Ok(Here::of(view))).await?;
    let (desk, actor, supposition) = (visit.visitor.site.desk().clone(), visit.actor(), asked.supposition());
    let (board, worked) = blocking(move || what_if::compared(&desk, &actor, &supposition, PATIENCE)).await??;
    let crumbs = vec![crumb("Projects", visit.at("/projects")), crumb_here("What if")];
    let content = rehearse_page::rehearse(&visit, &asked, &board, &worked, &here);
    Ok(visit.page("What if", Place::Projects, crumbs, &content))
}
