//! The advisor without an account: an interview that the browser keeps, answered here and stored nowhere.
//!
//! Every page is the answer to a posted form that carries the whole interview, so that nothing needs a script or a session.

mod answer_page;
mod interview_page;
mod invite;
mod rows;
mod said;

use axum::extract::{DefaultBodyLimit, Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use righthand_advisor::{Advice, Ask, advise};
use righthand_desk::hire::advice::Words;
use tokio::sync::Semaphore;

use crate::parts::{Faults, Look, document};
use crate::site::{Answer, Site, blocking};
use said::Said;

/// Bytes of a posted interview: the most duties there may be, with long names, and room.
const INTERVIEW_BYTES_MAX: usize = 256 * 1024;
/// Futures of one answer: a chance is right to three points in a hundred, in a fraction of a second.
const FUTURES: u32 = 300;
/// Answers that are worked out at once: visitors without an account must not take the machine from those who have one.
static ROOM: Semaphore = Semaphore::const_new(1);

/// Its routes.
pub(crate) fn routes() -> axum::Router<Site> {
    axum::Router::new()
        .route("/advisor", get(begin).post(go_on))
        .route("/advisor/answer", get(to_the_beginning).post(answer))
        .route("/advisor/brief", get(to_the_beginning).post(brief))
        .route("/advisor/roles", get(roles).post(roles_with))
        .route("/advisor/invite", get(invite::show))
        .layer(DefaultBodyLimit::max(INTERVIEW_BYTES_MAX))
}

/// The pairs of a form, in the order in which they were sent.
type Pairs = Vec<(String, String)>;

/// `GET /advisor`: an empty interview, perhaps with the name and rate of whoever sent the link.
async fn begin(Query(pairs): Query<Pairs>) -> Response {
    let said = Said::of(pairs).only_the_sender();
    interview_page::page(&said, &Faults::default()).into_response()
}

/// `POST /advisor`: the interview again, with what was ticked or pasted, or more rows.
async fn go_on(Form(pairs): Form<Pairs>) -> Response {
    let mut said = Said::of(pairs);
    let faults = said.taken_in();
    shown(&said, &faults)
}

fn shown(said: &Said, faults: &Faults) -> Response {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, interview_page::page(said, faults)).into_response()
}

/// An answer has no address of its own: it is kept nowhere.
async fn to_the_beginning() -> Redirect {
    Redirect::to("/advisor")
}

/// What the advisor says to an interview.
struct Told {
    advice: Advice,
    words: Words,
    snapshot: righthand_domain::snapshot::Snapshot,
}

/// The answer, or the page to send instead.
async fn told(site: &Site, said: &mut Said) -> Result<Told, Response> {
    let mut faults = said.taken_in();
    let Some(interview) = said.read(&mut faults).filter(|_| faults.is_empty()) else {
        return Err(shown(said, &faults));
    };
    let Ok(_room) = ROOM.acquire().await else { return Err(crate::http::busy().into_response()) };
    let at = site.desk().clock.now();
    let made = blocking(move || {
        let snapshot = interview.snapshot();
        let ask = Ask { futures: FUTURES, ..Ask::at(at) };
        advise(&snapshot, &ask, &|| true).map(|advice| (advice, snapshot))
    })
    .await
    .map_err(IntoResponse::into_response)?;
    match made {
        Ok((advice, snapshot)) => Ok(Told { advice, words: Words::of(&snapshot), snapshot }),
        Err(list) => {
            let first = list.first().map_or_else(|| "This cannot be planned.".to_owned(), ToString::to_string);
            Err(shown(said, &Faults::default().with("", first)))
        }
    }
}

async fn answer(State(site): State<Site>, Form(pairs): Form<Pairs>) -> Result<Response, Answer> {
    let mut said = Said::of(pairs);
    Ok(match told(&site, &mut said).await {
        Ok(told) => answer_page::answer(&said, &told).into_response(),
        Err(instead) => instead,
    })
}

async fn brief(State(site): State<Site>, Form(pairs): Form<Pairs>) -> Result<Response, Answer> {
    let mut said = Said::of(pairs);
    Ok(match told(&site, &mut said).await {
        Ok(told) => answer_page::brief(&said, &told).into_response(),
        Err(instead) => instead,
    })
}

/// `GET /advisor/roles`: the two roles without anybody's numbers.
async fn roles() -> Response {
    answer_page::roles(&Said::default(), None).into_response()
}

/// `POST /advisor/roles`: with those of the interview.
async fn roles_with(State(site): State<Site>, Form(pairs): Form<Pairs>) -> Result<Response, Answer> {
    let mut said = Said::of(pairs);
    Ok(match told(&site, &mut said).await {
        Ok(told) => answer_page::roles(&said, Some(&told)).into_response(),
        Err(instead) => instead,
    })
}

/// A page of the advisor: wide, without navigation.
fn framed(title: &str, inside: &maud::Markup) -> maud::Markup {
    document(
        title,
        Look::default(),
        None,
        &maud::html! {
            main.guest.guest-w id="main" tabindex="-1" {
                p.row.small.screen-only { (crate::parts::mark()) b { "Righthand" } }
                (inside)
            }
        },
    )
}
