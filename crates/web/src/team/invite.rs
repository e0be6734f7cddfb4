//! Inviting everybody of a pasted list: looked at first, then asked with a link each.

use axum::extract::Form;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use righthand_desk::command::Outcome;
use righthand_desk::team::{Invited, invitations};
use righthand_domain::refusal::Refusal;
use serde::Deserialize;
use serde_json::json;

use super::invite_page::{Step, invite_page, invited_page};
use crate::http::keep_toast;
use crate::parts::{Faults, Toast};
use crate::site::{Answer, InBusiness, Place, blocking, crumb, crumb_here};

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) list: String,
    pub(super) role: String,
    /// `invite`; anything else only looks.
    step: String,
}

/// `GET /b/{business}/team/invite`.
pub(super) async fn show(visit: InBusiness) -> Result<Response, Answer> {
    page(&visit, &Typed::default(), Step::Blank).await
}

/// `POST /b/{business}/team/invite`: looks at the list, or invites those who are on it.
pub(super) async fn submit(visit: InBusiness, Form(typed): Form<Typed>) -> Result<Response, Answer> {
    let looks = typed.step != "invite";
    let role = Some(typed.role.as_str()).filter(|role| !role.is_empty());
    let input = json!({ "list": typed.list, "role": role, "dry_run": looks });
    let (desk, actor) = (visit.visitor.site.desk().clone(), visit.actor());
    let outcome = blocking(move || desk.send(&actor, "invite_people", input, None)).await??;
    let step = match outcome {
        Outcome::Done(done) => {
            let people = done.note.as_ref().and_then(|note| note.get("people")).cloned().unwrap_or_default();
            let people: Vec<Invited> = serde_json::from_value(people).unwrap_or_default();
            if !looks {
                return Ok(invited(&visit, &people, done.summary, done.event));
            }
            Step::Looked(people)
        }
        Outcome::Invalid(list) => {
            let said: Vec<String> = list.into_iter().map(|fault| fault.message).collect();
            Step::Faulty(Faults::default().with("list", said.join("; ")))
        }
        Outcome::Refused(Refusal { why, .. }) => return Err(Answer::Closed(why)),
        Outcome::NotFound(_) | Outcome::Conflict(_) => return Err(Answer::NothingHere),
    };
    page(&visit, &typed, step).await
}

async fn page(visit: &InBusiness, typed: &Typed, step: Step) -> Result<Response, Answer> {
    let waiting = visit.read(invitations::waiting).await?;
    let crumbs = vec![crumb("Team", visit.at("/team")), crumb_here("Invite")];
    let faulty = matches!(step, Step::Faulty(_));
    let page = visit.page("Invite", Place::Team, crumbs, &invite_page(visit, typed, &step, &waiting));
    Ok(if faulty { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

/// The links, which are shown only here, and a toast that takes all of it back.
fn invited(visit: &InBusiness, people: &[Invited], summary: String, event: i64) -> Response {
    let crumbs = vec![crumb("Team", visit.at("/team")), crumb("Invite", visit.at("/team/invite")), crumb_here("Links")];
    let mut response = visit.page("Links", Place::Team, crumbs, &invited_page(visit, people, &summary, event));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let toast = Toast { text: summary, undo: Some((visit.form_action("undo"), event.to_string())) };
    if let Some(cookie) = keep_toast(&toast, visit.visitor.site.served()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
