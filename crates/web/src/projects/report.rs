//! `/b/{business}/projects/{key}/report`: how does it stand, in words for others; and what a link to a report opens.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use righthand_desk::projects::{outline, report};
use righthand_domain::ids::BusinessId;
use serde::Deserialize;

use super::here::Here;
use super::report_page;
use crate::site::{Answer, InBusiness, Place, Site, blocking, crumb, crumb_here};

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Key of the report that is open; the latest where empty, a new one where it is `new`.
    pub report: String,
    /// The path of a link that was just made: told only here.
    pub link: String,
}

/// `GET /b/{business}/projects/{key}/report`.
pub(super) async fn page(
    visit: InBusiness,
    Path((_, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Answer> {
    let read = move |view: &mut righthand_desk::view::View<'_>| {
        let reports = report::reports(view, &key)?;
        let may = outline::outline(view, &key)?.may;
        Ok((reports, may, Here::of(view)))
    };
    let (reports, may, here) = visit.read(read).await?;
    let at = format!("/projects/{}", reports.glance.key);
    let crumbs = vec![
        crumb("Projects", visit.at("/projects")),
        crumb(reports.glance.name.clone(), visit.at(&at)),
        crumb_here("Report"),
    ];
    let title = format!("Report of {}", reports.glance.name);
    let content = report_page::page(&visit, &reports, may.change_project || may.close, &asked, &here);
    Ok(visit.page(&title, Place::Projects, crumbs, &content))
}

/// `GET /report/{business}/{secret}`: without an account, until the link is ended.
pub(super) async fn open(
    State(site): State<Site>,
    Path((business, secret)): Path<(String, String)>,
) -> Result<Response, Answer> {
    let opened = match business.parse::<BusinessId>() {
        Ok(business) => {
            let desk = site.desk().clone();
            blocking(move || report::opened(&desk, business, &secret)).await??
        }
        Err(_) => None,
    };
    let mut response = match &opened {
        Some(opened) => report_page::opened(opened, site.desk().clock.now()).into_response(),
        None => (StatusCode::NOT_FOUND, report_page::ended()).into_response(),
    };
    // Kept nowhere, told to nobody: whoever has the address can read it.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}
