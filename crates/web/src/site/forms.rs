//! The one handler of forms: fields in, a command out; an outcome in, a page out.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Path, State};
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use righthand_desk::catalogue;
use righthand_desk::command::{Done, Outcome};
use tower::ServiceExt;

use super::conflict;
use super::input::{self, Fields};
use super::{Answer, InBusiness, Site, Trouble, blocking};
use crate::http::{keep_toast, safe_return, unreadable};
use crate::parts::Toast;

/// Bytes of a form: twenty thousand characters of notes in any script, and room.
pub const FORM_BYTES_MAX: usize = 256 * 1024;
/// The command that a message's button sends.
const UNDO: &str = "undo";
/// A field by which a form says that many of its kind are sent one after another: no answer waits for a plan.
const HURRY: &str = "_hurry";
/// Fields of a form: more than any page has.
const FIELDS_MAX: usize = 2_000;
/// Bytes of a page that is looked at from within: the largest board, and room.
const PAGE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// How long an answer waits for the plan of what it did, so that the next page shows it.
const PLAN_PATIENCE: Duration = Duration::from_millis(400);

/// `POST /b/{business}/do/{command}`.
pub(super) async fn submit(
    State(site): State<Site>,
    visit: InBusiness,
    Path((_, command)): Path<(String, String)>,
    request: Request<Body>,
) -> Result<Response, Answer> {
    let entry = catalogue::find(&command).ok_or(Answer::NothingHere)?;
    let kind = request.headers().get(header::CONTENT_TYPE).cloned();
    let Ok(bytes) = axum::body::to_bytes(request.into_body(), FORM_BYTES_MAX).await else {
        return Ok(crate::http::too_large(u64::try_from(FORM_BYTES_MAX).ok()).into_response());
    };
    let has_files = kind.as_ref().is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    let fields = if has_files { with_files(kind, bytes).await } else { fields(&bytes) };
    let Some(mut fields) = fields else { return Ok(unreadable().into_response()) };
    conflict::chosen(&mut fields);
    if !fields.contains_key("_back")
        && let Some(path) = referring_path(&visit)
    {
        fields.insert("_back".into(), vec![path]);
    }
    let input = match input::read(&entry.schema(), &input::prepared(&fields)) {
        Ok(input) => input,
        Err(faults) => {
            return show_again(
                &site,
                &visit,
                Trouble { form: text(&fields, "_form"), faults, values: fields, ..Trouble::default() },
            )
            .await;
        }
    };
    let (desk, actor, business) = (site.desk().clone(), visit.actor(), visit.membership.business);
    let patient = !fields.contains_key(HURRY);
    let outcome = blocking(move || {
        let outcome = desk.send(&actor, entry.name, input, None)?;
        if let Outcome::Done(done) = &outcome
            && done.event > 0
            && patient
        {
            desk.planning.wait_for(business, done.event, PLAN_PATIENCE);
        }
        Ok::<_, righthand_desk::StoreError>(outcome)
    })
    .await??;
    let trouble = Trouble { form: text(&fields, "_form"), values: fields, ..Trouble::default() };
    match outcome {
        Outcome::Done(done) => {
            let mut fields = trouble.values;
            // What is undone may have been the page itself.
            if entry.name == UNDO && !is_there(&site, &visit, &text(&fields, "_back")).await {
                fields.remove("_back");
            }
            Ok(done_page(&site, &visit, &fields, &done))
        }
        Outcome::Refused(refusal) => show_again(&site, &visit, Trouble { refusal: Some(refusal), ..trouble }).await,
        Outcome::Invalid(faults) => show_again(&site, &visit, Trouble { faults, ..trouble }).await,
        Outcome::Conflict(conflict) => show_again(&site, &visit, Trouble { conflict: Some(conflict), ..trouble }).await,
        Outcome::NotFound(what) => {
            let fault = righthand_domain::snapshot::Fault {
                pointer: String::new(),
                message: format!("There is no {what} here any more."),
            };
            show_again(&site, &visit, Trouble { faults: vec![fault], ..trouble }).await
        }
    }
}

/// To the page that the form names as next (`{key}` is the key of what was made), with a toast that can undo.
fn done_page(site: &Site, visit: &InBusiness, fields: &Fields, done: &Done) -> Response {
    let back = text(fields, "_back");
    let next = text(fields, "_next").replace("{key}", done.key.as_deref().unwrap_or_default());
    let wished = if next.is_empty() { &back } else { &next };
    let to = safe_return(wished).map_or_else(|| visit.at("/projects"), ToOwned::to_owned);
    let to = match done.note.as_ref().and_then(|note| note.get("path")).and_then(serde_json::Value::as_str) {
        // A link that is told only once is told on the page that follows.
        Some(path) => {
            format!("{to}{}link={}", if to.contains('?') { '&' } else { '?' }, crate::http::percent_encode(path))
        }
        None => to,
    };
    let undo = (done.event > 0).then(|| (visit.form_action("undo"), done.event.to_string()));
    let mut response = Redirect::to(&to).into_response();
    if let Some(cookie) = keep_toast(&Toast { text: done.summary.clone(), undo }, site.served()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The page of the form, with what was wrong and what was typed.
async fn show_again(site: &Site, visit: &InBusiness, trouble: Trouble) -> Result<Response, Answer> {
    let back = text(&trouble.values, "_back");
    let back = safe_return(&back).map_or_else(|| visit.at("/projects"), ToOwned::to_owned);
    let mut response = page(site, visit, &back, trouble).await.ok_or(Answer::NothingHere)?;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        response
            .headers_mut()
            .insert(header::CONTENT_LOCATION, HeaderValue::try_from(back).unwrap_or(HeaderValue::from_static("/")));
    }
    Ok(response)
}

/// The page at an address as this visitor has it, with what was wrong with a form of it.
async fn page(site: &Site, visit: &InBusiness, path: &str, trouble: Trouble) -> Option<Response> {
    let mut request = Request::get(path).body(Body::empty()).ok()?;
    *request.headers_mut() = visit.visitor.headers.clone();
    request.headers_mut().remove(header::IF_NONE_MATCH);
    request.extensions_mut().insert(Arc::new(trouble));
    let Ok(response) = site.0.pages.get()?.clone().oneshot(request).await;
    Some(response)
}

/// Whether there is a page at that address for this visitor.
async fn is_there(site: &Site, visit: &InBusiness, path: &str) -> bool {
    let Some(path) = safe_return(path) else { return false };
    page(site, visit, path, Trouble::default()).await.is_some_and(|page| page.status() == StatusCode::OK)
}

impl InBusiness {
    /// The page at an address as this visitor has it; `None` where there is none for them.
    pub async fn seen(&self, path: &str) -> Option<String> {
        let page = page(&self.visitor.site, self, safe_return(path)?, Trouble::default()).await?;
        if page.status() != StatusCode::OK {
            return None;
        }
        let bytes = axum::body::to_bytes(page.into_body(), PAGE_BYTES_MAX).await.ok()?;
        String::from_utf8(bytes.to_vec()).ok()
    }
}

/// The page from which the browser says a form came: a message with Undo stays on the screen from page to page, and does
/// not know on which it is. Only same-origin forms get here.
fn referring_path(visit: &InBusiness) -> Option<String> {
    let referer = visit.visitor.headers.get(header::REFERER)?.to_str().ok()?;
    let uri: axum::http::Uri = referer.parse().ok()?;
    safe_return(uri.path_and_query()?.as_str()).map(ToOwned::to_owned)
}

/// The last value of a field.
fn text(fields: &Fields, name: &str) -> String {
    fields.get(name).and_then(|values| values.last()).cloned().unwrap_or_default()
}

/// The fields of a form that can send a file: the text of one that was chosen takes the place of what was typed.
async fn with_files(kind: Option<HeaderValue>, bytes: axum::body::Bytes) -> Option<Fields> {
    let mut request = Request::new(Body::from(bytes));
    request.headers_mut().extend(kind.map(|kind| (header::CONTENT_TYPE, kind)));
    let mut form = Multipart::from_request(request, &()).await.ok()?;
    let (mut fields, mut files) = (Fields::new(), Fields::new());
    for _ in 0..FIELDS_MAX {
        let Some(field) = form.next_field().await.ok()? else {
            fields.append(&mut files);
            return Some(fields);
        };
        let (name, is_file) = (field.name()?.to_owned(), field.file_name().is_some());
        let text = field.text().await.ok()?;
        if !is_file {
            fields.entry(name).or_default().push(text);
        } else if !text.is_empty() {
            files.insert(name, vec![text]);
        }
    }
    None
}

fn fields(bytes: &[u8]) -> Option<Fields> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(bytes).ok()?;
    if pairs.len() > FIELDS_MAX {
        return None;
    }
    let mut fields = Fields::new();
    for (name, value) in pairs {
        fields.entry(name).or_default().push(value);
    }
    Some(fields)
}
