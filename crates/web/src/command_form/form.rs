//! The page with the form of one command.

use axum::extract::Path;
use axum::response::Response;
use righthand_desk::catalogue::{self, Entry};
use righthand_desk::projects::portfolio;
use righthand_desk::settings::overview;
use righthand_desk::view::PersonRef;
use righthand_domain::roles::{Grant, who_may};

use super::form_page::{Choices, form_page};
use super::shape::shapes;
use crate::parts::words;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// `GET /b/{business}/form/{command}?field=value`.
pub(super) async fn show(visit: InBusiness, Path((_, command)): Path<(String, String)>) -> Result<Response, Answer> {
    let entry = catalogue::find(&command).ok_or(Answer::NothingHere)?;
    page(&visit, entry).await
}

/// `GET /b/{business}/operations/new`.
pub(super) async fn new_operation(visit: InBusiness) -> Result<Response, Answer> {
    page(&visit, catalogue::find("create_operation").ok_or(Answer::NothingHere)?).await
}

/// `GET /b/{business}/duties/new`.
pub(super) async fn new_duty(visit: InBusiness) -> Result<Response, Answer> {
    page(&visit, catalogue::find("create_duty").ok_or(Answer::NothingHere)?).await
}

async fn page(visit: &InBusiness, entry: &'static Entry) -> Result<Response, Answer> {
    if visit.membership.role.may(entry.needs) == Grant::No {
        let who: Vec<String> =
            who_may(entry.needs).map(|role| format!("the {}", role.title().to_lowercase())).collect();
        let who: Vec<&str> = who.iter().map(String::as_str).collect();
        return Err(Answer::Closed(format!(
            "Your role does not let you {} here. Ask {}.",
            entry.needs.words(),
            words::list(&who)
        )));
    }
    let given: Vec<(String, String)> = serde_urlencoded::from_str(&visit.visitor.query).unwrap_or_default();
    let choices = visit
        .read(|view| {
            let settings = overview::overview(view)?;
            let portfolio = portfolio::portfolio(view)?;
            let mut projects: Vec<PersonRef> = Vec::new();
            projects.extend(
                portfolio.open.iter().map(|glance| PersonRef { key: glance.key.clone(), name: glance.name.clone() }),
            );
            projects.extend(
                portfolio.drafts.iter().map(|draft| PersonRef { key: draft.key.clone(), name: draft.name.clone() }),
            );
            let areas = settings.areas.into_iter().map(|area| PersonRef { key: area.key, name: area.name }).collect();
            Ok(Choices { people: settings.people, areas, projects })
        })
        .await?;
    let crumbs = vec![crumb(&visit.membership.business_name, visit.at("/projects")), crumb_here(entry.summary)];
    let content = form_page(visit, entry, &shapes(&entry.schema()), &given, &choices, &next(visit, entry, &given));
    Ok(visit.page(entry.summary, Place::Elsewhere, crumbs, &content))
}

/// Where to go on when it is done: the page of the thing, or of what was made; else Today.
fn next(visit: &InBusiness, entry: &Entry, given: &[(String, String)]) -> String {
    if let Some(list) = entry.page.strip_suffix("/new") {
        return if matches!(list, "/projects" | "/team") { visit.at(&format!("{list}/{{key}}")) } else { "/".into() };
    }
    let mut page = entry.page.to_owned();
    // Who only may say their own hours does not see what the plan guesses of everybody's.
    if page == "/guesses" && !visit.membership.role.oversees() {
        return "/".into();
    }
    for (name, value) in given {
        page = page.replace(&format!("{{{name}}}"), &crate::http::percent_encode(value));
    }
    if page.contains('{') { "/".into() } else { visit.at(&page) }
}
