//! `/b/{business}/hire`: whom to hire, and `/hire/brief`: the role as it would be sent to somebody.

use axum::response::Response;
use maud::html;
use righthand_desk::forecasts::calibration;
use righthand_desk::hire::advice::{Advised, advised};
use righthand_desk::hire::after as hires;

use super::{PATIENCE, Page, after_page, answer_page, brief_page, pages, roles_page};
use crate::parts::sentence_head;
use crate::site::{Answer, InBusiness, Place, blocking, crumb, crumb_here};

/// Assumptions that the address changes: `?virtual_assistant.hourly=40`, as the form on the page sends them.
fn changed(visit: &InBusiness) -> Vec<(String, f64)> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&visit.visitor.query).unwrap_or_default();
    let usual = righthand_advisor::Assumptions::default().all();
    let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok();
    let differs = |(key, text): (String, String)| {
        let usual = usual.iter().find(|usual| usual.key == key)?;
        let value = number(&text).filter(|value| (usual.low..=usual.high).contains(value))?;
        // What stands in the form as it was is no change, however it was rounded for showing.
        ((value - usual.value).abs() >= 0.005).then_some((key, value))
    };
    pairs.into_iter().filter_map(differs).collect()
}

async fn ask(visit: &InBusiness, changed: Vec<(String, f64)>) -> Result<Advised, Answer> {
    let (desk, actor) = (visit.visitor.site.desk().clone(), visit.actor());
    Ok(blocking(move || advised(&desk, &actor, &changed, PATIENCE)).await??)
}

pub(super) async fn page(visit: InBusiness) -> Result<Response, Answer> {
    let changed = changed(&visit);
    let told = ask(&visit, changed.clone()).await?;
    let own = visit.read(righthand_desk::hire::advice::own).await?;
    // Who may see the advisor and not the forecasts' record sees the answer without it.
    let record = visit.read(calibration::calibration).await.ok();
    let content = answer_page::page(&visit, &told, &own, changed.len(), record.as_ref());
    Ok(visit.page("Hire", Place::Hire, vec![crumb_here("Hire")], &content))
}

pub(super) async fn brief(visit: InBusiness) -> Result<Response, Answer> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&visit.visitor.query).unwrap_or_default();
    let content = match pairs.into_iter().find(|(name, _)| name == "opening") {
        Some((_, key)) => {
            let brief = visit.read(move |view| righthand_desk::hire::board::brief(view, &key)).await?;
            brief_page::of_opening(&visit, &brief)
        }
        None => brief_page::page(&visit, &ask(&visit, changed(&visit)).await?),
    };
    let crumbs = vec![crumb("Hire", visit.at("/hire")), crumb_here("Role brief")];
    Ok(visit.page("Role brief", Place::Hire, crumbs, &content))
}

pub(super) async fn roles(visit: InBusiness) -> Result<Response, Answer> {
    let told = ask(&visit, changed(&visit)).await?;
    let snapshot = visit.read(righthand_desk::hire::advice::business).await?;
    let content = html! {
        (sentence_head("Project manager or online business manager", roles_page::LEDE, &html! {}))
        (pages(&visit, Page::Roles))
        (roles_page::roles(Some((&told.advice, &told.words, &snapshot))))
    };
    let crumbs = vec![crumb("Hire", visit.at("/hire")), crumb_here("The roles")];
    Ok(visit.page("The roles", Place::Hire, crumbs, &content))
}

/// What came of each hire; whether the answer is another now is said as soon as it is worked out.
pub(super) async fn after(visit: InBusiness) -> Result<Response, Answer> {
    let told = ask(&visit, Vec::new()).await?;
    let (desk, business) = (visit.visitor.site.desk().clone(), visit.membership.business);
    let standing = blocking(move || desk.planning.standing(business)).await??;
    let forecast = standing.as_ref().and_then(|standing| standing.forecast.as_ref());
    let chances: Vec<(String, Option<f64>)> = forecast
        .map(|forecast| forecast.projects.iter().map(|of| (of.key.clone(), of.on_time)).collect())
        .unwrap_or_default();
    let all = visit.read(move |view| hires::after(view, &chances)).await?;
    let changed = hires::changed_note(&all, &told.advice).filter(|_| !told.refining);
    let today = told.words.zone.rules().to_datetime(visit.visitor.now()).date();
    let content = after_page::page(&visit, &told.words, &all, changed.as_deref(), today);
    let crumbs = vec![crumb("Hire", visit.at("/hire")), crumb_here("After the hire")];
    Ok(visit.page("After the hire", Place::Hire, crumbs, &content))
}
