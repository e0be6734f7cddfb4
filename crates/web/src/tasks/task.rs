//! `/b/{business}/tasks/{key}`: what, when, why then?

use axum::extract::Path;
use axum::response::Response;
use righthand_desk::projects::why;
use righthand_desk::tasks::detail;
use righthand_desk::view::View;

use super::task_page;
use crate::projects::here::Here;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

pub(super) async fn page(visit: InBusiness, Path((_, key)): Path<(String, String)>) -> Result<Response, Answer> {
    let read = move |view: &mut View<'_>| Ok((detail::detail(view, &key)?, why::chain(view, &key)?, Here::of(view)));
    let (detail, causes, here) = visit.read(read).await?;
    let project = visit.at(&format!("/projects/{}", detail.project_key));
    let mut crumbs = vec![crumb("Projects", visit.at("/projects")), crumb(detail.project_name.clone(), project)];
    if let Some((key, name)) = &detail.parent {
        crumbs.push(crumb(name.clone(), visit.at(&format!("/tasks/{key}"))));
    }
    crumbs.push(crumb_here(detail.row.name.clone()));
    Ok(visit.page(&detail.row.name, Place::Projects, crumbs, &task_page::task(&visit, &detail, &causes, &here)))
}
