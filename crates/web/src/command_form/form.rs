//! The page with the form of one command.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use righthand_desk::catalogue::{self, Entry};
use righthand_desk::projects::portfolio;
use righthand_desk::settings::overview;
use righthand_desk::view::PersonRef;
use righthand_domain::roles::{Grant, who_may};

use super::form_page::{Choices, form_page};
use super::shape::shapes;
use super::which::Which;
use crate::parts::words;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// `GET /b/{business}/form/{command}?field=value`. Of a command about something it first asks which; and where nothing else
/// is said, the form that the thing's own page has goes before this one.
pub(super) async fn show(visit: InBusiness, Path((_, command)): Path<(String, String)>) -> Result<Response, Answer> {
    let entry = catalogue::find(&command).ok_or(Answer::NothingHere)?;
    allowed(&visit, entry)?;
    let given = given(&visit);
    if visit.visitor.trouble.is_none() {
        if let Some(which) = Which::of(entry, &given) {
            return which.page(&visit, entry, &given).await;
        }
        if let Some(own) = own_page(&visit, entry, &given).await {
            return Ok(Redirect::to(&own).into_response());
        }
    }
    page(&visit, entry).await
}

/// `GET /b/{business}/duties/new`.
pub(super) async fn new_duty(visit: InBusiness) -> Result<Response, Answer> {
    page(&visit, catalogue::find("create_duty").ok_or(Answer::NothingHere)?).await
}

/// Where their role lets the visitor run the command.
fn allowed(visit: &InBusiness, entry: &Entry) -> Result<(), Answer> {
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
    Ok(())
}

fn given(visit: &InBusiness) -> Vec<(String, String)> {
    serde_urlencoded::from_str(&visit.visitor.query).unwrap_or_default()
}

async fn page(visit: &InBusiness, entry: &'static Entry) -> Result<Response, Answer> {
    allowed(visit, entry)?;
    let given = given(visit);
    let next = next(visit, entry, &given).await;
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
    let content = form_page(visit, entry, &shapes(&entry.schema()), &given, &choices, &next);
    Ok(visit.page(entry.summary, Place::Elsewhere, crumbs, &content))
}

/// The command's form on its own page, where that has one for this visitor and nothing is said but which page.
async fn own_page(visit: &InBusiness, entry: &Entry, given: &[(String, String)]) -> Option<String> {
    if entry.page.starts_with("/form/") || given.iter().any(|(name, _)| !entry.page.contains(&format!("{{{name}}}"))) {
        return None;
    }
    let path = filled(visit, entry.page, given)?;
    let has = visit.seen(&path).await?.contains(&format!("/do/{}\"", entry.name));
    has.then(|| format!("{path}#do-{}", entry.name))
}

/// The address of a page whose names are all given.
fn filled(visit: &InBusiness, page: &str, given: &[(String, String)]) -> Option<String> {
    let fill = |page: String, (name, value): &(String, String)| {
        page.replace(&format!("{{{name}}}"), &crate::http::percent_encode(value))
    };
    let page = given.iter().fold(page.to_owned(), fill);
    (!page.contains('{')).then(|| visit.at(&page))
}

/// Where to go on when it is done: the page of the thing, or of what was made; Today where this visitor has no such page.
async fn next(visit: &InBusiness, entry: &Entry, given: &[(String, String)]) -> String {
    if let Some(list) = entry.page.strip_suffix("/new") {
        let has_pages = matches!(list, "/projects" | "/team" | "/contacts" | "/appointments");
        return if has_pages { visit.at(&format!("{list}/{{key}}")) } else { "/".into() };
    }
    match filled(visit, entry.page, given) {
        Some(page) if entry.page.starts_with("/form/") || visit.seen(&page).await.is_some() => page,
        _ => "/".into(),
    }
}
