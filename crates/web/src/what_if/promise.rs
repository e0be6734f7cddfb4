//! `/b/{business}/what-if/promise`: by when could this be done, how surely, and whom would it make late?

use axum::response::Response;
use righthand_desk::input::Effort;
use righthand_desk::what_if;
use righthand_domain::plan::{Hours, NewWork};
use righthand_domain::snapshot::Effort as Said;

use super::{PATIENCE, Query, promise_page};
use crate::projects::here::Here;
use crate::site::{Answer, InBusiness, Place, blocking, crumb, crumb_here};

/// What the address asks for.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    pub name: String,
    pub effort: String,
    pub skill: String,
    pub people: Vec<String>,
    pub after: Vec<String>,
    pub wanted: String,
    /// What is wrong with the effort.
    pub fault: Option<&'static str>,
}

impl Asked {
    fn of(query: &Query) -> Self {
        let effort = query.one("effort").to_owned();
        let wrong = !effort.is_empty() && effort.parse::<Effort>().is_err();
        Self {
            name: query.one("name").to_owned(),
            skill: query.one("skill").to_owned(),
            people: query.all("people"),
            after: query.all("after"),
            wanted: query.one("wanted").to_owned(),
            effort,
            fault: wrong.then_some("Hours like 4 or 1 h 30, or best / likely / worst: 2 / 4 / 10"),
        }
    }

    fn work(&self) -> Option<NewWork> {
        let effort = match self.effort.parse::<Effort>().ok()?.0 {
            Said::One(likely) => Hours { likely, between: None },
            Said::Three { optimistic, most_likely, pessimistic } => {
                Hours { likely: most_likely, between: Some((optimistic, pessimistic)) }
            }
        };
        Some(NewWork {
            name: if self.name.is_empty() { "The new work".into() } else { self.name.clone() },
            effort,
            people: self.people.clone(),
            skill: Some(self.skill.clone()).filter(|skill| !skill.is_empty()),
            after: self.after.clone(),
            manager: None,
            wanted: self.wanted.parse().ok(),
        })
    }
}

pub(super) async fn page(visit: InBusiness) -> Result<Response, Answer> {
    let asked = Asked::of(&Query::of(&visit));
    let here = visit.read(|view| Ok(Here::of(view))).await?;
    let (desk, actor, work) = (visit.visitor.site.desk().clone(), visit.actor(), asked.work());
    let (board, worked) = blocking(move || what_if::promised(&desk, &actor, work.as_ref(), PATIENCE)).await??;
    let crumbs =
        vec![crumb("Projects", visit.at("/projects")), crumb("What if", visit.at("/what-if")), crumb_here("Promise")];
    let content = promise_page::promise(&visit, &asked, &board, &worked, &here);
    Ok(visit.page("Promise a date", Place::Projects, crumbs, &content))
}
